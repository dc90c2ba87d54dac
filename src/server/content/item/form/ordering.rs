//! Steps to order. The form shows them in their right order; in the file they keep the letters that they have there, so that
//! an answer to an older version still means the same steps.

use super::Fields;
use super::rows::{Rows, STEP};
use super::writer::Writer;
use crate::domain::item::interaction::Ordering;

pub(super) fn read(fields: &mut Fields, ordering: &Ordering) {
    let steps =
        ordering.key.reveal().iter().filter_map(|label| ordering.steps.iter().find(|step| step.label == *label));
    for (row, step) in steps.enumerate() {
        fields.push_text(&STEP.row(row), &step.text);
        fields.push(STEP.field(row, "letter"), step.label.to_string());
    }
    fields.push_text("reason", ordering.rationale.text());
}

/// The rows in the order of their letters, those without one last, each with the letter that it then has.
pub(super) fn lettered(fields: &Fields, rows: &[(Rows, usize)]) -> Vec<(char, (Rows, usize))> {
    let letter = |(rows, row): (Rows, usize)| {
        let typed = fields.get(&rows.field(row, "letter")).trim();
        if matches!(typed.as_bytes(), [b'A'..=b'Z']) { typed.chars().next() } else { None }
    };
    let mut sorted = rows.to_vec();
    // Stable, and without a letter behind Z.
    sorted.sort_by_key(|row| letter(*row).unwrap_or('['));
    ('A'..='Z').zip(sorted).collect()
}

fn steps(fields: &Fields) -> Vec<(char, (Rows, usize))> {
    let rows: Vec<_> = (0..STEP.count(fields)).map(|row| (STEP, row)).collect();
    lettered(fields, &rows)
}

pub(super) fn keys(writer: &mut Writer<'_>) {
    let mut steps = steps(writer.fields);
    steps.sort_by_key(|(_, (_, row))| *row);
    let key: Vec<String> = steps.iter().map(|(letter, _)| letter.to_string()).collect();
    writer.plain(&format!(", scoring: neighbours, key: [{}]", key.join(", ")));
}

pub(super) fn entries(writer: &mut Writer<'_>) {
    for (letter, (rows, row)) in steps(writer.fields) {
        writer.plain(&format!("- {letter}. "));
        writer.pair(&rows.row(row));
        writer.plain("\n");
    }
    writer.plain("> ");
    writer.pair("reason");
    writer.plain("\n");
}
