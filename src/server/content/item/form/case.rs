//! What the items of a case share: its stimulus, use, share and source. Its items have forms of their own.

use super::super::super::diagnostic::Source;
use super::base::Base;
use super::write::{shared_keys, source};
use super::writer::{Writer, Written};
use super::{Fields, read as read_item, write as write_item};

/// The `kind` of a case's fields.
pub const KIND: &str = "case";

/// The fields of the case in a text; nothing when there is none, or it does not read.
pub fn read(text: &str) -> Option<Fields> {
    let file = super::super::read(&Source { path: String::new(), text: text.to_owned() }).0;
    let case = &file.cases.first()?.content;
    let base = Base::of_case(text);
    let mut fields = Fields::default();
    fields.push("kind", KIND);
    fields.push("competency", base.written("competency"));
    fields.push("p", format!("0.{:02}", case.difficulty.as_percent()));
    fields.push("use", base.written("use"));
    fields.push("source", base.written("source"));
    fields.push_text("stimulus", &case.stimulus);
    Some(fields)
}

/// Writes the case over `base`, its text. Its items stay as they are, but have its use.
pub fn write(base: &str, fields: &Fields) -> Written {
    let place = Base::of_case(base);
    let mut writer = Writer::new(fields, &place.before);
    writer.plain("{kind: case");
    shared_keys(&mut writer, &place);
    source(&mut writer, &place);
    writer.plain("}\n");
    writer.block("stimulus", |line| line.starts_with('#'));
    let used_otherwise = place.written("use") != fields.get("use").trim();
    writer.finish(&if used_otherwise { without_own_use(base) } else { place.after })
}

/// The items of a case, none of which says its use itself.
fn without_own_use(base: &str) -> String {
    let source = Source { path: String::new(), text: base.to_owned() };
    let mut text = base.to_owned();
    for item in super::super::read(&source).0.items {
        let id = item.content.id.as_str();
        if let Some(fields) = read_item(&text, id) {
            text = write_item(&text, id, &fields).text;
        }
    }
    Base::of_case(&text).after
}
