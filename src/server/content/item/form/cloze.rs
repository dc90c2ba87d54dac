//! A text with gaps. In the form a gap may be marked `[1]` too, which every keyboard has.

use super::Fields;
use super::marks::{lines, stray_mark};
use super::rows;
use super::short::phrases;
use super::writer::{GAP, Writer};
use crate::domain::item::interaction::{Cloze, Gap, GapKind, Phrases};
use crate::domain::locale::Locale;

/// The value of a gap's `way` for one whose answer is chosen from a list.
const CHOSEN: &str = "chosen";

pub(super) fn read(fields: &mut Fields, cloze: &Cloze) {
    for (row, Gap { kind, rationale }) in cloze.gaps.iter().enumerate() {
        let (way, right) = match kind {
            GapKind::Typed(key) => {
                phrases(fields, &rows::GAP.row(row), key.reveal());
                ("typed", String::new())
            }
            GapKind::Chosen { choices, key } => {
                let of = |locale: Locale| choices.iter().map(|choice| choice.get(locale).to_owned()).collect();
                let listed = Phrases { zh: of(Locale::ZhCn), en: of(Locale::En) };
                phrases(fields, &rows::GAP.row(row), &listed);
                (CHOSEN, (key.reveal() + 1).to_string())
            }
        };
        fields.push(rows::GAP.field(row, "way"), way);
        fields.push(rows::GAP.field(row, "right"), right);
        fields.push_text(&rows::GAP.field(row, "reason"), rationale.text());
    }
}

/// The fields with the gaps of the stem marked as files mark them.
pub(super) fn marked(fields: &Fields) -> Fields {
    let mut marked = fields.clone();
    for stem in ["stem_zh", "stem_en"] {
        marked.replace(stem, [renumbered(fields.get(stem), Some)]);
    }
    marked
}

/// A stem with other numbers at its gaps; one without a number goes.
pub(super) fn renumbered(stem: &str, number: impl Fn(usize) -> Option<usize>) -> String {
    let (mut text, mut rest) = (String::new(), stem);
    while let Some(open) = rest.find(['〔', '[', '【', '［']) {
        let mark = rest[open..].chars().next().map_or(1, char::len_utf8);
        let inside = &rest[open + mark..];
        let close = inside.find(|character: char| !character.is_ascii_digit()).unwrap_or(inside.len());
        let found = inside[..close].parse().ok().filter(|found| *found > 0);
        let end = inside[close..].chars().next().filter(|end| ['〕', ']', '】', '］'].contains(end));
        if let (Some(found), Some(end)) = (found, end) {
            text.push_str(&rest[..open]);
            text.extend(number(found).map(|number| format!("〔{number}〕")));
            rest = &inside[close + end.len_utf8()..];
        } else {
            text.push_str(&rest[..open + mark]);
            rest = inside;
        }
    }
    text + rest
}

pub(super) fn entries(writer: &mut Writer<'_>) {
    for row in 0..rows::GAP.count(writer.fields) {
        writer.plain(&format!("- 〔{}〕 ", rows::GAP.mark(row)));
        if writer.fields.get(&rows::GAP.field(row, "way")) == CHOSEN {
            choices(writer, row);
        } else {
            typed(writer, row);
        }
        writer.plain(" > ");
        writer.pair(&rows::GAP.field(row, "reason"));
        writer.plain("\n");
    }
}

fn typed(writer: &mut Writer<'_>, row: usize) {
    let field = rows::GAP.field(row, "zh");
    if writer.fields.get(&field).trim_start().starts_with("choose ") {
        let words = writer.stray(&field, "choose");
        writer.plain(&format!("{words} || {words}"));
    } else {
        writer.phrases(&rows::GAP.row(row));
    }
}

/// `choose 甲 / *乙* || choose a / *b*`: as many in either language, and the same one is right.
fn choices(writer: &mut Writer<'_>, row: usize) {
    let fields = ["zh", "en"].map(|language| rows::GAP.field(row, language));
    let listed = fields.clone().map(|field| lines(writer.fields.get(&field)).map(str::to_owned).collect::<Vec<_>>());
    let [zh, en] = listed.clone();
    let right_field = rows::GAP.field(row, "right");
    let right = writer.fields.get(&right_field).trim().parse().ok().filter(|right| (1..=zh.len()).contains(right));
    let mut sound = true;
    for (field, words) in fields.iter().zip(&listed) {
        let stray = words.iter().find_map(|line| {
            let grammar = line.contains(" / ").then_some("/").or_else(|| line.starts_with('*').then_some("*"));
            grammar.or_else(|| stray_mark(line))
        });
        if words.is_empty() {
            writer.checked(field, String::new());
        } else if let Some(mark) = stray {
            writer.stray(field, mark);
        }
        sound &= !words.is_empty() && stray.is_none();
    }
    if sound && (zh.len() != en.len() || zh.len() < 2) {
        writer.problem(&fields[1], |l| l.editor_gap_lines(&zh.len(), &en.len()));
        sound = false;
    }
    if sound && right.is_none() {
        writer.problem(&right_field, |l| l.editor_gap_right_missing().into());
    }
    let stand_in = vec![GAP.to_owned(), GAP.repeat(2)];
    let [zh, en] = if sound { [zh, en] } else { [stand_in.clone(), stand_in] };
    let right = right.filter(|_| sound).unwrap_or(1);
    for ((between, field), words) in ["choose ", " || choose "].into_iter().zip(&fields).zip([zh, en]) {
        let starred = |(index, line): (usize, String)| if index + 1 == right { format!("*{line}*") } else { line };
        let words: Vec<String> = words.into_iter().enumerate().map(starred).collect();
        writer.plain(between);
        writer.placed(field, &words.join(" / "));
    }
}
