//! From an item's file text to the fields of a form.

use super::super::super::diagnostic::Source;
use super::super::super::header::Header;
use super::super::super::reading::Reading;
use super::base::find;
use super::{Fields, cloze, essay, matching, numeric, options, ordering, short, true_false};
use crate::domain::item::Item;
use crate::domain::item::interaction::Interaction;

/// The fields of an item in the text of its unit; nothing when it does not read, or is laid out as no form would.
pub fn read(text: &str, id: &str) -> Option<Fields> {
    let source = Source { path: String::new(), text: text.to_owned() };
    let (file, _) = super::super::read(&source);
    let item = &file.items.iter().find(|read| read.content.id.as_str() == id)?.content;
    // Formulas and ranges are kept as they were written, which the item itself has forgotten.
    let (header, body) = find(&mut Reading::new(&source), id)?;
    let mut fields = Fields::default();
    common(&mut fields, item, &header);
    match &item.interaction {
        Interaction::Single(single) => options::read_single(&mut fields, single),
        Interaction::Multiple(multiple) => options::read_multiple(&mut fields, multiple),
        Interaction::TrueFalse(true_false) => true_false::read(&mut fields, true_false),
        Interaction::Numeric(numeric) => numeric::read(&mut fields, numeric, &header, &body),
        Interaction::Short(short) => short::read(&mut fields, short),
        Interaction::Cloze(cloze) => cloze::read(&mut fields, cloze),
        Interaction::Matching(matching) => matching::read(&mut fields, matching),
        Interaction::Ordering(ordering) => ordering::read(&mut fields, ordering),
        Interaction::Essay(essay) => essay::read(&mut fields, essay)?,
    }
    Some(fields)
}

fn common(fields: &mut Fields, item: &Item, header: &Header) {
    fields.push("kind", item.interaction.kind().id());
    fields.push("competency", item.competency.id());
    fields.push("p", format!("0.{:02}", item.difficulty.as_percent()));
    if item.case.is_none() {
        fields.push("use", header.written("use").unwrap_or_default());
    }
    fields.push("source", &item.source);
    fields.push("law_as_of", header.written("law_as_of").unwrap_or_default());
    fields.tick("negative", item.negative);
    fields.push_text("stem", &item.stem);
}
