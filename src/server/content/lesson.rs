//! Lesson files: front matter, a title, and eight blocks. A lesson's picture is drawn in a file of its own.

use super::diagnostic::{Place, Report, Source};
use super::header::Header;
use super::item::{Read, han_characters, read_level};
use super::markup::{self, Document, Line, split_trailing_code};
use super::picture;
use super::reading::{Found, Reading};
use crate::domain::content_id::level_of;
use crate::domain::hours::ClassHours;
use crate::domain::lesson::{Block, BlockKind, Lesson, Method, Move, Picture, Repair, Speaker, Turn, Utterance};
use crate::domain::level::Level;
use crate::domain::locale::Text;
use chrono::NaiveDate;

/// Reads a lesson file, and its drawing where there is one. What could not be read is in the report.
///
/// The text that is kept of a lesson with a picture ends with the drawing: it is one version, and can be read again.
pub fn read(source: &Source, drawing: Option<&Source>) -> (Option<Read<Lesson>>, Report) {
    let (source, own) = split_drawing(source);
    let drawing = drawing.or(own.as_ref());
    let drawn = drawing.map(|drawing| {
        let (drawn, report) = picture::read(drawing);
        (drawing, drawn, report)
    });
    let mut reading = Reading::new(&source);
    let mut lesson = reading.document().and_then(|document| read_document(&mut reading, &document, drawn.is_some()));
    let mut report = reading.finish();
    let Some((drawing, drawn, problems)) = drawn else { return (lesson, report) };
    report.absorb(problems);
    lesson = lesson.and_then(|mut read| {
        read.text = format!("{}\n{}\n", read.text.trim_end(), drawing.text.trim());
        match &mut read.content.picture {
            Some(picture) => picture.drawing = drawn?,
            None => report.error(drawing, Place::line(1), |l| l.check_picture_unused().into()),
        }
        Some(read)
    });
    (lesson, report)
}

/// A kept version in its two parts. The drawing keeps the numbers of its lines.
fn split_drawing(source: &Source) -> (Source, Option<Source>) {
    let Some((text, drawing)) = source.text.split_once("\n<svg ") else { return (source.clone(), None) };
    let above = "\n".repeat(text.matches('\n').count() + 1);
    let part = |text: String| Source { path: source.path.clone(), text };
    (part(format!("{text}\n")), Some(part(format!("{above}<svg {drawing}"))))
}

fn read_document<'a>(reading: &mut Reading<'a>, document: &Document<'a>, drawn: bool) -> Option<Read<Lesson>> {
    let mut header = Header::of_document(reading, document)?;
    let place = header.place;
    let (before, titles) = markup::sections(&document.body, 1);
    reading.nothing_else(&before);
    let mut titles = titles.into_iter();
    let Some((heading, lines)) = titles.next() else {
        reading.error(place, |l| l.check_title_missing().into());
        return None;
    };
    for (extra, _) in titles {
        reading.error(extra.place(), |l| l.check_line_unexpected().into());
    }
    let title = reading.pair(heading);
    let (between, parts) = markup::sections(&lines, 2);
    reading.nothing_else(&between);
    let (parts, picture) = take_picture(reading, parts);
    let blocks = read_blocks(reading, heading.place(), &parts);
    let facts = read_facts(reading, &mut header);
    header.finish(reading);
    let (facts, title, blocks) = (facts?, title?, blocks?);
    check_order(reading, facts.level, &parts);
    if let (Some((line, _)), false) = (&picture, drawn) {
        reading.error(line.place(), |l| l.check_picture_missing(&picture::path_of(facts.id.as_str())));
        return None;
    }
    let content = Lesson {
        id: facts.id,
        level: facts.level,
        competencies: facts.competencies,
        minutes: facts.minutes,
        class_hours: facts.class_hours,
        order: facts.order,
        requires: facts.requires,
        checks: facts.checks,
        sources: facts.sources,
        law_as_of: facts.law_as_of,
        title,
        blocks,
        picture: picture.map(|(_, picture)| picture),
    };
    look_at_length(reading, &content, document, place);
    Some(Read { content, text: reading.source.text.clone(), place })
}

struct Facts {
    id: crate::domain::lesson::LessonId,
    level: Level,
    competencies: Vec<crate::domain::competency::Competency>,
    minutes: u16,
    class_hours: ClassHours,
    order: Option<u16>,
    requires: Vec<crate::domain::lesson::LessonId>,
    checks: Vec<crate::domain::item::ItemId>,
    sources: Vec<String>,
    law_as_of: Option<NaiveDate>,
}

fn read_facts(reading: &mut Reading<'_>, header: &mut Header) -> Option<Facts> {
    let _ = header.scalar(reading, "kind");
    let id = header.required(reading, "id");
    let level = header
        .required(reading, "level")
        .and_then(|found| reading.parse(&found, read_level, |l| l.check_expects_level().into()));
    if let (Some(level), Some(id)) = (level, &id)
        && level_of(&id.value).is_some_and(|named| named != level)
    {
        reading.error(id.place, |l| l.check_id_other_level(&level));
    }
    if let Some(id) = &id {
        let name = reading.source.path.rsplit('/').next().unwrap_or_default();
        if name.strip_suffix(".md").is_some_and(|name| name != id.value) {
            reading.error(id.place, |l| l.check_file_name_differs().into());
        }
    }
    let id = id.and_then(|found| reading.parse(&found, |id| id.parse().ok(), |l| l.check_expects_id().into()));
    let competencies = words(reading, header, "competencies", |l| l.check_expects_competency().into());
    let positive = |text: &str| text.parse().ok().filter(|number: &u16| *number > 0);
    let minutes = header
        .required(reading, "minutes")
        .and_then(|found| reading.parse(&found, positive, |l| l.check_expects_minutes().into()));
    let class_hours = header
        .required(reading, "class_hours")
        .and_then(|found| reading.parse(&found, ClassHours::parse, |l| l.check_expects_class_hours().into()));
    let order = header
        .scalar(reading, "order")
        .and_then(|found| reading.parse(&found, positive, |l| l.check_expects_number().into()));
    let requires = if header.has("requires") {
        words(reading, header, "requires", |l| l.check_expects_id().into())
    } else {
        Some(Vec::new())
    };
    let checks = words(reading, header, "checks", |l| l.check_expects_id().into());
    let sources = header.list(reading, "sources");
    let law_as_of = header
        .scalar(reading, "law_as_of")
        .and_then(|found| reading.parse(&found, |text| text.parse().ok(), |l| l.check_expects_date().into()));
    Some(Facts {
        id: id?,
        level: level?,
        competencies: competencies?,
        minutes: minutes?,
        class_hours: class_hours?,
        order,
        requires: requires?,
        checks: checks?,
        sources: sources?.value.into_iter().map(|found| found.value).collect(),
        law_as_of,
    })
}

/// A list whose words all parse.
fn words<T: std::str::FromStr>(
    reading: &mut Reading<'_>,
    header: &mut Header,
    key: &str,
    expected: fn(crate::domain::locale::Locale) -> String,
) -> Option<Vec<T>> {
    let found = header.list(reading, key)?;
    let count = found.value.len();
    let read: Vec<T> =
        found.value.iter().filter_map(|word| reading.parse(word, |text| text.parse().ok(), expected)).collect();
    (read.len() == count).then_some(read)
}

type Part<'a> = (Line<'a>, Vec<Line<'a>>);

/// Takes `picture: caption` out of the blocks. It ends the block that it stands in; its drawing comes later.
fn take_picture<'a>(
    reading: &mut Reading<'a>,
    mut parts: Vec<Part<'a>>,
) -> (Vec<Part<'a>>, Option<(Line<'a>, Picture)>) {
    let mut picture = None;
    for (heading, lines) in &mut parts {
        let Some(at) = lines.iter().position(|line| line.text.starts_with("picture:")) else { continue };
        let behind = lines.split_off(at);
        reading.nothing_else(&behind[1..]);
        let line = behind[0];
        let block = [BlockKind::Why, BlockKind::Method].into_iter().find(|kind| kind.id() == heading.text);
        match block {
            None => reading.error(line.place(), |l| l.check_picture_misplaced().into()),
            Some(_) if picture.is_some() => reading.error(line.place(), |l| l.check_picture_twice().into()),
            Some(block) => {
                let caption = reading.pair(line.with(line.text["picture:".len()..].trim_start()));
                let drawing = Text::new("", "");
                picture = caption.map(|caption| (line, Picture { block, caption, drawing }));
            }
        }
    }
    (parts, picture)
}

fn read_blocks<'a>(reading: &mut Reading<'a>, title: Place, parts: &[Part<'a>]) -> Option<Vec<Block>> {
    let mut blocks = Vec::new();
    let mut move_names: Vec<String> = Vec::new();
    for (heading, lines) in parts {
        let found = Found::in_line(*heading);
        let named = |id: &str| BlockKind::ALL.into_iter().find(|kind| kind.id() == id);
        let Some(kind) = reading.parse(&found, named, |l| l.check_expects_one_of(&block_names())) else { continue };
        let filled: Vec<Line<'a>> = lines.iter().filter(|line| !line.text.trim().is_empty()).copied().collect();
        if filled.is_empty() {
            reading.error(heading.place(), |l| l.check_block_empty().into());
            continue;
        }
        let block = match kind {
            BlockKind::Goal => reading.text(lines).map(Block::Goal),
            BlockKind::Scene => reading.text(lines).map(Block::Scene),
            BlockKind::Why => reading.text(lines).map(Block::Why),
            BlockKind::Card => reading.text(lines).map(Block::Card),
            BlockKind::Method => read_method(reading, *heading, &filled).map(Block::Method),
            BlockKind::Worked => read_worked(reading, &filled, &move_names).map(Block::Worked),
            BlockKind::Turn => read_turn(reading, *heading, &filled).map(Block::Turn),
            BlockKind::Mistakes => read_mistakes(reading, &filled).map(Block::Mistakes),
        };
        if let Some(Block::Method(method)) = &block {
            move_names = method.moves.iter().map(|made| made.name.en.to_lowercase()).collect();
        }
        blocks.extend(block);
    }
    for kind in BlockKind::ALL {
        let count = parts.iter().filter(|(heading, _)| heading.text == kind.id()).count();
        if count != 1 {
            reading.error(title, |l| l.check_block_count(&kind.id(), &count));
        }
    }
    (blocks.len() == BlockKind::ALL.len()).then_some(blocks)
}

fn block_names() -> String {
    BlockKind::ALL.map(BlockKind::id).join(", ")
}

/// Blocks follow their order; from level 4 on the turn stands before the worked example, since guidance hinders experts.
fn check_order(reading: &mut Reading<'_>, level: Level, parts: &[Part<'_>]) {
    let mut expected: Vec<&str> = BlockKind::ALL.iter().map(|kind| kind.id()).collect();
    if level >= Level::Four {
        expected.swap(4, 5);
    }
    if let Some((heading, kind)) =
        parts.iter().map(|(heading, _)| heading).zip(expected).find(|(heading, kind)| heading.text != *kind)
    {
        reading.error(heading.place(), |l| l.check_block_order(&kind));
    }
}

/// `1. **名**：… || **Name**: …`, and `> why` in this order.
fn read_method<'a>(reading: &mut Reading<'a>, heading: Line<'a>, lines: &[Line<'a>]) -> Option<Method> {
    let (mut moves, mut reason, mut count) = (Vec::new(), None, 0);
    for line in lines {
        if let Some(text) = line.text.strip_prefix('>') {
            if reason.is_some() {
                reading.error(line.place(), |l| l.check_reason_twice().into());
            }
            reason = reading.pair(line.with(text.trim_start()));
            continue;
        }
        count += 1;
        let Some(rest) = line.text.strip_prefix(&format!("{count}. ")) else {
            reading.error(line.place(), |l| l.check_number_out_of_order().into());
            continue;
        };
        let Some(text) = reading.pair(line.with(rest)) else { continue };
        match (split_name(&text.zh), split_name(&text.en)) {
            (Some(zh), Some(en)) => {
                moves.push(Move { name: Text::new(zh.0, en.0), words: Text::new(zh.1, en.1) });
            }
            _ => reading.error(line.place(), |l| l.check_move_name_missing().into()),
        }
    }
    if !(3..=5).contains(&count) {
        reading.error(heading.place(), |l| l.check_move_count(&count));
    }
    (moves.len() == count).then_some(Method { moves, reason })
}

/// Splits `**name**: words`.
fn split_name(text: &str) -> Option<(&str, &str)> {
    let (name, words) = text.strip_prefix("**")?.split_once("**")?;
    let words = words.trim_start_matches(['：', ':']).trim_start();
    (!name.is_empty() && !words.is_empty()).then_some((name, words))
}

/// `customer: …` and `rep: …`, with the moves in code behind it.
fn read_worked<'a>(reading: &mut Reading<'a>, lines: &[Line<'a>], move_names: &[String]) -> Option<Vec<Utterance>> {
    let mut utterances = Vec::new();
    for line in lines {
        let labelled = line.text.split_once(": ").and_then(|(label, rest)| {
            Speaker::ALL.into_iter().find(|speaker| speaker.id() == label).map(|speaker| (speaker, rest))
        });
        let Some((speaker, rest)) = labelled else {
            let labels = Speaker::ALL.map(Speaker::id).join(", ");
            reading.error(line.place(), |l| l.check_entry_wrong(&labels));
            continue;
        };
        let (words, spans) = split_trailing_code(line.with(rest));
        let mut moves = Vec::new();
        for span in spans {
            let named = |name: &str| move_names.iter().position(|known| *known == name.to_lowercase());
            moves.extend(
                reading.parse(&Found::in_line(span), named, |l| l.check_expects_one_of(&move_names.join(", "))),
            );
        }
        utterances.extend(reading.pair(words).map(|text| Utterance { speaker, text, moves }));
    }
    (utterances.len() == lines.len()).then_some(utterances)
}

fn read_turn<'a>(reading: &mut Reading<'a>, heading: Line<'a>, lines: &[Line<'a>]) -> Option<Turn> {
    let split = lines.iter().position(|line| line.text.starts_with('>')).unwrap_or(lines.len());
    let (prompt, answer) = lines.split_at(split);
    let prompt = if prompt.is_empty() {
        reading.error(heading.place(), |l| l.check_block_empty().into());
        None
    } else {
        reading.text(prompt)
    };
    let answer = match answer {
        [] => reading.reason(None, heading.place()),
        [line, extra @ ..] => {
            reading.nothing_else(extra);
            line.text.strip_prefix('>').and_then(|text| reading.pair(line.with(text.trim_start())))
        }
    };
    Some(Turn { prompt: prompt?, answer: answer? })
}

/// `- “slip” → “repair” || …`.
fn read_mistakes<'a>(reading: &mut Reading<'a>, lines: &[Line<'a>]) -> Option<Vec<Repair>> {
    let mut repairs = Vec::new();
    for line in lines {
        let Some(rest) = line.text.strip_prefix("- ") else {
            reading.error(line.place(), |l| l.check_entry_wrong(&"- … → … || … → …"));
            continue;
        };
        let Some(text) = reading.pair(line.with(rest)) else { continue };
        match (text.zh.split_once(" → "), text.en.split_once(" → ")) {
            (Some(zh), Some(en)) => {
                repairs.push(Repair { slip: Text::new(zh.0, en.0), repair: Text::new(zh.1, en.1) });
            }
            _ => reading.error(line.place(), |l| l.check_arrow_missing().into()),
        }
    }
    (repairs.len() == lines.len()).then_some(repairs)
}

/// Han characters of a lesson; more of them are two lessons.
const LENGTH: std::ops::RangeInclusive<usize> = 800..=1600;

/// Minutes are Han characters ⁄ 300, 1.5 a check and 2 for the turn; half of the result is kept in integers.
fn look_at_length(reading: &mut Reading<'_>, lesson: &Lesson, document: &Document<'_>, place: Place) {
    let han: usize = document.body.iter().map(|line| han_characters(line.text)).sum();
    if !LENGTH.contains(&han) {
        reading.warn(place, |l| l.check_look_lesson_length(&han, LENGTH.start(), LENGTH.end()));
    }
    let halves = han / 150 + 3 * lesson.checks.len() + 4;
    let minutes = halves.div_ceil(2);
    if minutes.abs_diff(usize::from(lesson.minutes)) > 2 {
        reading.warn(place, |l| l.check_look_minutes(&lesson.minutes, &minutes));
    }
    if !(2..=3).contains(&lesson.checks.len()) {
        reading.warn(place, |l| l.check_look_check_count().into());
    }
}

#[cfg(test)]
mod tests;
