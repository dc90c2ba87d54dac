//! Single and multiple choice: options with the slip behind each wrong one.

use super::Fields;
use super::marks::scalar;
use super::rows::OPTION;
use super::writer::Writer;
use crate::domain::item::interaction::{Choice, Multiple, MultipleScoring, Single};

pub(super) fn read_single(fields: &mut Fields, single: &Single) {
    fields.push("key", single.key.reveal().to_string());
    fields.tick("fixed", single.fixed);
    read(fields, &single.options);
}

pub(super) fn read_multiple(fields: &mut Fields, multiple: &Multiple) {
    for label in multiple.key.reveal() {
        fields.push("key", label.to_string());
    }
    fields.tick("fixed", multiple.fixed);
    let scoring = match multiple.scoring {
        MultipleScoring::AllOrNothing => "all-or-nothing",
        MultipleScoring::Partial => "partial",
        MultipleScoring::Negative => "negative",
    };
    fields.push("scoring", scoring);
    read(fields, &multiple.options);
}

fn read(fields: &mut Fields, options: &[Choice]) {
    for Choice { label, text, rationale } in options {
        fields.push_text(&format!("option_{label}"), text);
        fields.push(format!("option_{label}_slip"), rationale.slip().map_or("", |slip| slip.tag()));
        fields.push_text(&format!("option_{label}_reason"), rationale.text());
    }
}

pub(super) fn single_keys(writer: &mut Writer<'_>) {
    let key = writer.fields.get("key").to_owned();
    if key.is_empty() {
        writer.problem("key", |l| l.editor_key_missing().into());
    }
    writer.plain(", key: ");
    writer.placed("key", &scalar(if key.is_empty() { "A" } else { &key }));
    writer.ticked("fixed");
}

pub(super) fn multiple_keys(writer: &mut Writer<'_>) {
    writer.key("scoring");
    let keys: Vec<String> = writer.fields.all("key").map(scalar).collect();
    writer.plain(", key: ");
    writer.placed("key", &format!("[{}]", keys.join(", ")));
    writer.ticked("fixed");
}

pub(super) fn entries(writer: &mut Writer<'_>) {
    let mut right: Vec<String> = writer.fields.all("key").map(str::to_owned).collect();
    let chosen = !right.is_empty();
    if !chosen && writer.fields.get("kind") == "single" {
        // The stand-in of a key that nobody has chosen yet.
        right.push("A".to_owned());
    }
    for row in 0..OPTION.count(writer.fields) {
        let letter = OPTION.mark(row);
        writer.plain(&format!("- {letter}. "));
        writer.pair(&OPTION.row(row));
        if !right.contains(&letter) {
            let slip = OPTION.field(row, "slip");
            let tag = writer.fields.get(&slip).trim().to_owned();
            let is_word = tag.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            // Which ones are wrong is known only once a key is chosen.
            if chosen && (tag.is_empty() || !is_word) {
                writer.problem(&slip, |l| l.check_tag_missing().into());
            }
            writer.plain(" `");
            writer.placed(&slip, if tag.is_empty() || !is_word { "misread" } else { &tag });
            writer.plain("`");
        }
        writer.plain(" > ");
        writer.pair(&OPTION.field(row, "reason"));
        writer.plain("\n");
    }
}
