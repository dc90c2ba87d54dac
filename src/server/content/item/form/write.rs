//! From the fields of a form to the item's file text: the keys of every item, then those of its kind, stem and entries.

use super::base::Base;
use super::writer::{Writer, Written};
use super::{Fields, cloze, essay, matching, numeric, options, ordering, short, true_false};
use crate::domain::item::interaction::InteractionKind;

/// Writes an item in its place in `base`, the text of its unit.
pub fn write(base: &str, id: &str, fields: &Fields) -> Written {
    let base = Base::of_item(base, id);
    let marked = cloze::marked(fields);
    let fields = if fields.get("kind") == InteractionKind::Cloze.id() { &marked } else { fields };
    let mut writer = Writer::new(fields, &base.before);
    let kind = InteractionKind::ALL.into_iter().find(|kind| kind.id() == fields.get("kind"));
    // A kind that does not exist is told by the reader.
    let Some(kind) = kind else {
        writer.plain("{kind: ");
        writer.placed("kind", "\"\"");
        writer.plain("}\n");
        return writer.finish(&base.after);
    };
    writer.plain(&format!("{{kind: {}", kind.id()));
    shared_keys(&mut writer, &base);
    match kind {
        InteractionKind::Single => options::single_keys(&mut writer),
        InteractionKind::Multiple => options::multiple_keys(&mut writer),
        InteractionKind::TrueFalse => true_false::keys(&mut writer),
        InteractionKind::Numeric => numeric::keys(&mut writer),
        InteractionKind::Match => matching::keys(&mut writer),
        InteractionKind::Order => ordering::keys(&mut writer),
        InteractionKind::Essay => essay::keys(&mut writer),
        InteractionKind::Short | InteractionKind::Cloze => {}
    }
    writer.ticked("negative");
    if !fields.get("law_as_of").trim().is_empty() {
        writer.key("law_as_of");
    }
    source(&mut writer, &base);
    writer.plain("}\n");
    writer.block("stem", begins_a_part);
    match kind {
        InteractionKind::Single | InteractionKind::Multiple => options::entries(&mut writer),
        InteractionKind::TrueFalse => true_false::entries(&mut writer),
        InteractionKind::Numeric => numeric::entries(&mut writer),
        InteractionKind::Short => short::entries(&mut writer),
        InteractionKind::Cloze => cloze::entries(&mut writer),
        InteractionKind::Match => matching::entries(&mut writer),
        InteractionKind::Order => ordering::entries(&mut writer),
        InteractionKind::Essay => essay::entries(&mut writer),
    }
    writer.finish(&base.after)
}

/// Level, competency, share and use, as far as they do not stand around already. The items of a case have its use.
pub(super) fn shared_keys(writer: &mut Writer<'_>, base: &Base) {
    if let Some(level) = base.own_level() {
        writer.plain(&format!(", level: {level}"));
    }
    for key in ["competency", "p"] {
        let value = writer.fields.get(key).trim();
        // A case may leave the competency to its items.
        let may_lack = value.is_empty() && key == "competency" && writer.fields.get("kind") == super::CASE;
        if !may_lack && !base.inherits(key, value) {
            writer.key(key);
        }
    }
    if !base.in_case {
        writer.key("use");
    }
}

pub(super) fn source(writer: &mut Writer<'_>, base: &Base) {
    if !base.inherits("source", writer.fields.get("source").trim()) {
        writer.quoted("source");
    }
}

/// Whether a line of a stem would be read as the first entry, a heading or a reason.
pub(super) fn begins_a_part(line: &str) -> bool {
    let numbered = line.split_once(". ").is_some_and(|(number, _)| number.parse::<u8>().is_ok());
    numbered || ["- ", "#", ">", "---"].iter().any(|mark| line.starts_with(mark))
}
