//! A number to work out. Formulas and ranges stay as they were written.

use super::super::super::header::Header;
use super::super::body::Body;
use super::Fields;
use super::marks::{lines, one_line, quoted, scalar, stray_mark};
use super::rows::MISTAKE;
use super::writer::Writer;
use crate::domain::item::interaction::Numeric;

pub(super) fn read(fields: &mut Fields, numeric: &Numeric, header: &Header, body: &Body<'_>) {
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
    for (row, (formula, mistake)) in formulas.zip(&numeric.mistakes).enumerate() {
        fields.push(MISTAKE.field(row, "formula"), formula.text.trim());
        fields.push_text(&MISTAKE.row(row), mistake.rationale.text());
    }
}

pub(super) fn keys(writer: &mut Writer<'_>) {
    for optional in ["tolerance", "round"] {
        if !writer.fields.get(optional).trim().is_empty() {
            writer.key(optional);
        }
    }
    let [zh, en] = ["unit_zh", "unit_en"].map(|field| writer.fields.get(field).trim().to_owned());
    if !(zh.is_empty() && en.is_empty()) {
        writer.plain(", unit: {zh: ");
        let zh = writer.checked("unit_zh", zh);
        writer.placed("unit_zh", &quoted(&zh));
        writer.plain(", en: ");
        let en = writer.checked("unit_en", en);
        writer.placed("unit_en", &quoted(&en));
        writer.plain("}");
    }
    let vary = vary(writer.fields);
    if !vary.is_empty() {
        writer.plain(", vary: ");
        writer.placed("vary", &format!("{{{vary}}}"));
    }
    writer.plain(", answer: ");
    let answer = one_line(writer.fields.get("answer"), false);
    if answer.is_empty() {
        writer.missing("answer");
    }
    writer.placed("answer", &quoted(if answer.is_empty() { "1" } else { &answer }));
}

/// `spend: 60..180 step 20`, a line each, as the inside of a mapping.
fn vary(fields: &Fields) -> String {
    let mut entries = Vec::new();
    for line in lines(fields.get("vary")) {
        let (name, values) = line.split_once(':').unwrap_or((line, ""));
        let (name, values) = (name.trim(), values.trim());
        let list = values.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
        let numbers = |inner: &str| inner.chars().all(|c| c.is_ascii_digit() || ".,- ".contains(c));
        let values = match list {
            Some(inner) if numbers(inner) => values.to_owned(),
            Some(_) | None => quoted(values),
        };
        entries.push(format!("{}: {values}", scalar(name)));
    }
    entries.join(", ")
}

pub(super) fn entries(writer: &mut Writer<'_>) {
    writer.plain("> ");
    writer.pair("reason");
    writer.plain("\n");
    for row in 0..MISTAKE.count(writer.fields) {
        let field = MISTAKE.field(row, "formula");
        let formula = one_line(writer.fields.get(&field), false);
        writer.plain("- mistake: ");
        if formula.is_empty() {
            writer.missing(&field);
        } else if let Some(mark) = stray_mark(&formula) {
            writer.stray(&field, mark);
        }
        let fits = !formula.is_empty() && stray_mark(&formula).is_none();
        writer.placed(&field, if fits { &formula } else { "0" });
        writer.plain(" > ");
        writer.pair(&MISTAKE.row(row));
        writer.plain("\n");
    }
}
