//! Pairs, and rights to spare. In the form a right stands beside its left; in the file the rights keep their letters.

use super::Fields;
use super::ordering::lettered;
use super::rows::{PAIR, Rows, SPARE};
use super::writer::Writer;
use crate::domain::item::interaction::{Entry, Label, Matching};

pub(super) fn read(fields: &mut Fields, matching: &Matching) {
    let right = |label: Option<&Label>| matching.rights.iter().find(|right| Some(&right.label) == label);
    let key = matching.key.reveal();
    for (row, left) in matching.lefts.iter().enumerate() {
        fields.push_text(&PAIR.row(row), &left.text);
        if let Some(Entry { label, text }) = right(key.get(&left.label)) {
            fields.push_text(&PAIR.field(row, "right"), text);
            fields.push(PAIR.field(row, "letter"), label.to_string());
        }
        fields.push_text(&PAIR.field(row, "reason"), left.rationale.text());
    }
    let spare = matching.rights.iter().filter(|right| !key.values().any(|used| *used == right.label));
    for (row, right) in spare.enumerate() {
        fields.push_text(&SPARE.row(row), &right.text);
        fields.push(SPARE.field(row, "letter"), right.label.to_string());
    }
}

/// All rights in the order of the file.
fn rights(fields: &Fields) -> Vec<(char, (Rows, usize))> {
    let pairs = (0..PAIR.count(fields)).map(|row| (PAIR, row));
    let spares = (0..SPARE.count(fields)).map(|row| (SPARE, row));
    lettered(fields, &pairs.chain(spares).collect::<Vec<_>>())
}

pub(super) fn keys(writer: &mut Writer<'_>) {
    let mut pairs: Vec<(usize, char)> = rights(writer.fields)
        .into_iter()
        .filter(|(_, (rows, _))| *rows == PAIR)
        .map(|(letter, (_, row))| (row, letter))
        .collect();
    pairs.sort_unstable();
    let key: Vec<String> = pairs.into_iter().map(|(row, letter)| format!("{}: {letter}", PAIR.mark(row))).collect();
    writer.plain(&format!(", key: {{{}}}", key.join(", ")));
}

pub(super) fn entries(writer: &mut Writer<'_>) {
    for row in 0..PAIR.count(writer.fields) {
        writer.plain(&format!("{}. ", PAIR.mark(row)));
        writer.pair(&PAIR.row(row));
        writer.plain(" > ");
        writer.pair(&PAIR.field(row, "reason"));
        writer.plain("\n");
    }
    for (letter, (rows, row)) in rights(writer.fields) {
        writer.plain(&format!("- {letter}. "));
        let name = if rows == PAIR { PAIR.field(row, "right") } else { rows.row(row) };
        writer.pair(&name);
        writer.plain("\n");
    }
}
