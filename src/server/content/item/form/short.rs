//! A few words to be typed, with what counts and what is a common mistake.

use super::Fields;
use super::rows::MISTAKE;
use super::writer::Writer;
use crate::domain::item::interaction::{Phrases, Short};
use crate::domain::item::secret::Mistake;

pub(super) fn read(fields: &mut Fields, short: &Short) {
    phrases(fields, "accept", short.key.reveal());
    fields.push_text("reason", short.rationale.text());
    for (row, Mistake { answer, rationale }) in short.mistakes.iter().enumerate() {
        phrases(fields, &MISTAKE.field(row, "phrases"), answer.reveal());
        fields.push_text(&MISTAKE.row(row), rationale.text());
    }
}

/// One phrase a line.
pub(super) fn phrases(fields: &mut Fields, name: &str, phrases: &Phrases) {
    fields.push(format!("{name}_zh"), phrases.zh.join("\n"));
    fields.push(format!("{name}_en"), phrases.en.join("\n"));
}

pub(super) fn entries(writer: &mut Writer<'_>) {
    writer.plain("- accept: ");
    writer.phrases("accept");
    writer.plain(" > ");
    writer.pair("reason");
    writer.plain("\n");
    for row in 0..MISTAKE.count(writer.fields) {
        writer.plain("- mistake: ");
        writer.phrases(&MISTAKE.field(row, "phrases"));
        writer.plain(" > ");
        writer.pair(&MISTAKE.row(row));
        writer.plain("\n");
    }
}
