//! Writing that a person scores: criteria with what 2, 1 and 0 look like, and samples.

use super::Fields;
use super::rows::CRITERION;
use super::writer::{GAP, Writer};
use crate::domain::item::interaction::{Criterion, Essay};

/// Between the anchors of a criterion.
const BETWEEN: [(&str, &str); 2] = [("zh", "；"), ("en", "; ")];
/// A name that stands in until there is one.
const UNNAMED: &str = "unnamed";

/// Nothing when anchors stand in another order than 2, 1, 0.
pub(super) fn read(fields: &mut Fields, essay: &Essay) -> Option<()> {
    fields.push("minutes", essay.minutes.to_string());
    for (language, (least, most)) in [("zh", essay.length_zh), ("en", essay.length_en)] {
        fields.push(format!("length_{language}_from"), least.to_string());
        fields.push(format!("length_{language}_to"), most.to_string());
    }
    for (row, Criterion { name, anchors }) in essay.rubric.reveal().iter().enumerate() {
        fields.push(CRITERION.field(row, "name"), name);
        for ((language, between), text) in BETWEEN.into_iter().zip([&anchors.zh, &anchors.en]) {
            let [two, one, none] = split(text, between)?;
            for (mark, words) in [("2", two), ("1", one), ("0", none)] {
                fields.push(CRITERION.field(row, &format!("{mark}_{language}")), words);
            }
        }
    }
    fields.push_text("reason", essay.rationale.text());
    Some(())
}

/// The words of `2 …；1 …；0 …`.
fn split<'t>(text: &'t str, between: &str) -> Option<[&'t str; 3]> {
    let (two, rest) = text.strip_prefix("2 ")?.split_once(&format!("{between}1 "))?;
    let (one, none) = rest.split_once(&format!("{between}0 "))?;
    Some([two, one, none])
}

pub(super) fn keys(writer: &mut Writer<'_>) {
    writer.key("minutes");
    for (between, language) in [(", length: {", "zh"), (", ", "en")] {
        let (least, most) = length(writer, language);
        writer.plain(&format!("{between}{language}: "));
        writer.placed(&format!("length_{language}_from"), &format!("{least}.."));
        writer.placed(&format!("length_{language}_to"), &most.to_string());
    }
    writer.plain("}");
}

/// How many words are asked for, from and to.
fn length(writer: &mut Writer<'_>, language: &str) -> (u16, u16) {
    let mut number = |end: &str| {
        let field = format!("length_{language}_{end}");
        let number: Option<u16> = writer.fields.get(&field).trim().parse().ok();
        if number.is_none() {
            writer.problem(&field, |l| l.editor_whole_number().into());
        }
        number
    };
    match (number("from"), number("to")) {
        (Some(least), Some(most)) if least < most => (least, most),
        (Some(_), Some(_)) => {
            writer.problem(&format!("length_{language}_to"), |l| l.editor_length_order().into());
            (1, 2)
        }
        (Some(_) | None, _) => (1, 2),
    }
}

pub(super) fn entries(writer: &mut Writer<'_>) {
    for row in 0..CRITERION.count(writer.fields) {
        let field = CRITERION.field(row, "name");
        let name = writer.fields.get(&field).trim().to_owned();
        let fits = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        if !fits {
            writer.problem(&field, |l| l.editor_criterion_name_wrong().into());
        }
        writer.plain("- ");
        writer.placed(&field, if fits { &name } else { UNNAMED });
        writer.plain(": ");
        for ((language, between), pair) in BETWEEN.into_iter().zip(["", " || "]) {
            writer.plain(pair);
            for (mark, before) in [("2", ""), ("1", between), ("0", between)] {
                writer.plain(&format!("{before}{mark} "));
                anchor(writer, &CRITERION.field(row, &format!("{mark}_{language}")), between);
            }
        }
        writer.plain("\n");
    }
    writer.plain("> ");
    writer.pair("reason");
    writer.plain("\n");
}

/// Words that cannot be taken for the next anchor.
fn anchor(writer: &mut Writer<'_>, field: &str, between: &str) {
    let words = writer.words(field);
    let next = ["1", "0"].into_iter().any(|mark| words.contains(&format!("{between}{mark} ")));
    let words = if next { writer.stray(field, between.trim()) } else { words };
    writer.placed(field, if words.is_empty() { GAP } else { &words });
}
