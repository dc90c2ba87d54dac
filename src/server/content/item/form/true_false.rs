//! A proposition with a reason for either answer.

use super::Fields;
use super::writer::Writer;
use crate::domain::item::interaction::TrueFalse;

pub(super) fn read(fields: &mut Fields, true_false: &TrueFalse) {
    fields.push("key", true_false.key.reveal().to_string());
    fields.push_text("true_reason", true_false.if_true.text());
    fields.push_text("false_reason", true_false.if_false.text());
}

pub(super) fn keys(writer: &mut Writer<'_>) {
    if writer.fields.get("key").is_empty() {
        writer.problem("key", |l| l.editor_key_missing().into());
    }
    writer.plain(", key: ");
    writer.placed("key", if writer.fields.get("key") == "false" { "false" } else { "true" });
}

pub(super) fn entries(writer: &mut Writer<'_>) {
    for word in ["true", "false"] {
        writer.plain(&format!("- {word} > "));
        writer.pair(&format!("{word}_reason"));
        writer.plain("\n");
    }
}
