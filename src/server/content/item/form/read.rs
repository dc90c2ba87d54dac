//! From an item's file text to the fields of a form.

use super::super::super::diagnostic::Source;
use super::super::super::header::Header;
use super::super::super::markup;
use super::super::super::reading::Reading;
use super::super::body::Body;
use super::Fields;
use crate::domain::item::Item;
use crate::domain::item::interaction::{
    Choice, Interaction, InteractionKind, Multiple, MultipleScoring, Numeric, Phrases, Short, TrueFalse,
};
use crate::domain::item::secret::Mistake;

/// Whether the form has fields for a kind; the others are edited as text.
pub fn writes(kind: InteractionKind) -> bool {
    match kind {
        InteractionKind::Single
        | InteractionKind::Multiple
        | InteractionKind::TrueFalse
        | InteractionKind::Numeric
        | InteractionKind::Short => true,
        InteractionKind::Cloze | InteractionKind::Match | InteractionKind::Order | InteractionKind::Essay => false,
    }
}

/// The fields of the one item in a text; nothing for a case, and for kinds that have no form.
pub fn read(text: &str) -> Option<Fields> {
    let source = Source { path: String::new(), text: text.to_owned() };
    let (file, _) = super::super::read(&source);
    let [read] = file.items.as_slice() else { return None };
    let item = &read.content;
    if item.case.is_some() || !writes(item.interaction.kind()) {
        return None;
    }
    // Formulas and ranges are kept as they were written, which the item itself has forgotten.
    let mut reading = Reading::new(&source);
    let document = reading.document()?;
    let front = Header::of_document(&mut reading, &document)?;
    let (_, parts) = markup::sections(&document.body, 1);
    let (heading, lines) = parts.first()?;
    let (header, rest) = super::super::read_header(&mut reading, *heading, lines, &front)?;
    let body = Body::read(&mut reading, rest);
    let mut fields = Fields::default();
    common(&mut fields, item, &header);
    match &item.interaction {
        Interaction::Single(single) => {
            fields.push("key", single.key.reveal().to_string());
            tick(&mut fields, "fixed", single.fixed);
            options(&mut fields, &single.options);
        }
        Interaction::Multiple(multiple) => self::multiple(&mut fields, multiple),
        Interaction::TrueFalse(true_false) => self::true_false(&mut fields, true_false),
        Interaction::Numeric(numeric) => self::numeric(&mut fields, numeric, &header, &body),
        Interaction::Short(short) => self::short(&mut fields, short),
        Interaction::Cloze(_) | Interaction::Matching(_) | Interaction::Ordering(_) | Interaction::Essay(_) => {
            return None;
        }
    }
    Some(fields)
}

fn common(fields: &mut Fields, item: &Item, header: &Header) {
    fields.push("kind", item.interaction.kind().id());
    fields.push("competency", item.competency.id());
    fields.push("p", format!("0.{:02}", item.difficulty.as_percent()));
    fields.push("use", header.written("use").unwrap_or_default());
    fields.push("source", &item.source);
    fields.push("law_as_of", header.written("law_as_of").unwrap_or_default());
    tick(fields, "negative", item.negative);
    fields.push_text("stem", &item.stem);
}

fn tick(fields: &mut Fields, name: &str, on: bool) {
    if on {
        fields.push(name, "yes");
    }
}

fn options(fields: &mut Fields, options: &[Choice]) {
    for Choice { label, text, rationale } in options {
        fields.push_text(&format!("option_{label}"), text);
        fields.push(format!("option_{label}_slip"), rationale.slip().map_or("", |slip| slip.tag()));
        fields.push_text(&format!("option_{label}_reason"), rationale.text());
    }
}

fn multiple(fields: &mut Fields, multiple: &Multiple) {
    for label in multiple.key.reveal() {
        fields.push("key", label.to_string());
    }
    tick(fields, "fixed", multiple.fixed);
    let scoring = match multiple.scoring {
        MultipleScoring::AllOrNothing => "all-or-nothing",
        MultipleScoring::Partial => "partial",
        MultipleScoring::Negative => "negative",
    };
    fields.push("scoring", scoring);
    options(fields, &multiple.options);
}

fn true_false(fields: &mut Fields, true_false: &TrueFalse) {
    fields.push("key", true_false.key.reveal().to_string());
    fields.push_text("true_reason", true_false.if_true.text());
    fields.push_text("false_reason", true_false.if_false.text());
}

fn numeric(fields: &mut Fields, numeric: &Numeric, header: &Header, body: &Body<'_>) {
    let vary: Vec<_> =
        header.written_map("vary").into_iter().map(|(name, values)| format!("{name}: {values}")).collect();
    fields.push("vary", vary.join("\n"));
    for key in ["answer", "tolerance", "round"] {
        fields.push(key, header.written(key).unwrap_or_default());
    }
    let unit = header.written_map("unit");
    for language in ["zh", "en"] {
        let half = unit.iter().find(|(key, _)| key == language).map(|(_, word)| word.as_str());
        fields.push(format!("unit_{language}"), half.unwrap_or_default());
    }
    fields.push_text("reason", numeric.rationale.text());
    let formulas = body.entries.iter().filter_map(|entry| entry.after("mistake:"));
    for (number, (formula, mistake)) in (1..).zip(formulas.zip(&numeric.mistakes)) {
        fields.push(format!("mistake_{number}_formula"), formula.text.trim());
        fields.push_text(&format!("mistake_{number}"), mistake.rationale.text());
    }
}

fn short(fields: &mut Fields, short: &Short) {
    phrases(fields, "accept", short.key.reveal());
    fields.push_text("reason", short.rationale.text());
    for (number, Mistake { answer, rationale }) in (1..).zip(&short.mistakes) {
        phrases(fields, &format!("mistake_{number}_phrases"), answer.reveal());
        fields.push_text(&format!("mistake_{number}"), rationale.text());
    }
}

fn phrases(fields: &mut Fields, name: &str, phrases: &Phrases) {
    fields.push(format!("{name}_zh"), phrases.zh.join("\n"));
    fields.push(format!("{name}_en"), phrases.en.join("\n"));
}
