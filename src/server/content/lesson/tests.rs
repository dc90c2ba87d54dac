use super::*;
use crate::domain::locale::Locale;
use crate::server::content::diagnostic::Severity;
use proptest::prelude::*;

const SAMPLE: &str = include_str!("sample.md");

fn read_text(text: &str) -> (Option<Read<Lesson>>, Vec<String>) {
    let source = Source { path: "lessons/l1/l1-communication-sample.md".into(), text: text.into() };
    let (lesson, report) = read(&source, None);
    let errors = report.sorted().into_iter().filter(|problem| problem.severity == Severity::Error);
    let told = errors.map(|problem| {
        let Place { line, column, .. } = problem.place;
        format!("{line}:{column} {}", problem.message.get(Locale::En))
    });
    (lesson, told.collect())
}

#[test]
fn a_lesson_is_read_with_all_its_blocks() {
    let (lesson, errors) = read_text(SAMPLE);
    assert_eq!(errors, Vec::<String>::new());
    let lesson = lesson.expect("a lesson").content;
    assert_eq!(lesson.blocks.iter().map(Block::kind).collect::<Vec<_>>(), BlockKind::ALL);
    let Block::Worked(dialogue) = &lesson.blocks[4] else { panic!("the worked example") };
    let names: Vec<&str> = lesson.move_names(&dialogue[1]).into_iter().map(|name| name.zh.as_str()).collect();
    assert_eq!(names, ["听完", "复述"]);
    let Block::Scene(scene) = &lesson.blocks[1] else { panic!("the scene") };
    assert!(scene.zh.contains("\n\n第二段。") && scene.en.ends_with("A second paragraph."));
    assert_eq!(lesson.law_as_of, NaiveDate::from_ymd_opt(2026, 9, 29));
}

/// Where a part of a text stands, as problems tell it.
fn place_of(text: &str, part: &str) -> String {
    let before = &text[..text.find(part).expect(part)];
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{}:{column} ", before.matches('\n').count() + 1)
}

#[test]
fn every_mistake_is_told_at_its_place() {
    // What is replaced by what, where the problem is then pointed at, and its first words.
    let cases = [
        ("minutes: 6", "minutes: six", "six", "Expected a whole number of minutes above 0, found “six”."),
        (
            "class_hours: 0.25",
            "class_hours: 0.2",
            "0.2,",
            "Expected class hours above 0 in quarters, such as 0.25, found “0.2”.",
        ),
        ("level: 1", "level: 7", "7, comp", "Expected a level from 1 to 5, found “7”."),
        ("[communication]", "[communication, talking]", "talking]", "Expected a competency of the curriculum map"),
        ("checks: [l1-mindset-gap]", "checks: [mindset]", "mindset]", "Expected an id such as"),
        (
            "{id: l1-communication-sample",
            "{id: l1-communication-other",
            "l1-comm",
            "The file must be named after its id.",
        ),
        ("minutes: 6, ", "", "{id", "“minutes” is missing."),
        ("class_hours: 0.25, ", "", "{id", "“class_hours” is missing."),
        ("law_as_of", "law_of", "2026", "“law_of” means nothing here."),
        ("## why\n太熟了。 || Too familiar.\n", "", "先听再说", "There must be exactly one “why” block; there are 0."),
        ("## why", "## because", "because", "Expected one of goal, scene"),
        ("太熟了。 || Too familiar.", "太熟了。", "太熟了。", "The English is missing"),
        ("`restate`", "`repeat`", "repeat", "Expected one of hear out, restate, skip it, found “repeat”."),
        ("2. **复述**", "3. **复述**", "3. **复述**", "Numbers begin at 1."),
        ("**Restate**: ", "Restate: ", "2. **复述**", "Every move begins with its name in bold"),
        ("customer: 门", "client: 门", "client", "This line is not what was expected: customer, rep"),
        ("> “我照记录说。” || “I'll go by the record.”\n", "", "turn", "The reason is missing"),
        ("|| “I know.” →", "|| “I know.”:", "- “我知道了", "“ → ” must stand between slip and repair"),
        ("等两秒再开口。 || Wait two seconds.", "", "card", "This block is empty."),
        ("# 先听再说 || Listen", "先听再说 || Listen", "先听再说", "This line belongs to nothing."),
    ];
    for (from, to, at, expected) in cases {
        assert!(SAMPLE.contains(from), "{from}");
        let text = SAMPLE.replacen(from, to, 1);
        let (lesson, errors) = read_text(&text);
        let told = place_of(&text, at) + expected;
        assert!(errors.iter().any(|error| error.starts_with(&told)), "{told}\n{errors:#?}");
        assert!(lesson.is_none() || errors.len() == 1, "{from}: {errors:#?}");
    }
}

#[test]
fn blocks_follow_their_order_which_differs_from_level_four_on() {
    let swapped = {
        let (worked, turn) = (SAMPLE.find("## worked").expect("worked"), SAMPLE.find("## turn").expect("turn"));
        let mistakes = SAMPLE.find("## mistakes").expect("mistakes");
        [&SAMPLE[..worked], &SAMPLE[turn..mistakes], &SAMPLE[worked..turn], &SAMPLE[mistakes..]].concat()
    };
    let (_, errors) = read_text(&swapped);
    assert_eq!(errors, [place_of(&swapped, "turn\n") + "The order is wrong; “worked” belongs here."]);
    let (lesson, errors) = read_text(&swapped.replace("level: 1", "level: 4"));
    assert!(errors.iter().all(|error| !error.contains("order")), "{errors:?}");
    assert_eq!(lesson.map(|lesson| lesson.content.level), Some(Level::Four));
}

/// The sample with a picture at the end of its method, and the drawing.
fn pictured() -> (Source, Source) {
    let text = SAMPLE.replace(
        "先听后说。 || Listening comes first.",
        "先听后说。 || Listening comes first.\npicture: 一眼看全 || All at a glance",
    );
    let drawing = Source {
        path: "pictures/l1-communication-sample.svg".into(),
        text: include_str!("../picture/sample.svg").into(),
    };
    (Source { path: "lessons/l1/l1-communication-sample.md".into(), text }, drawing)
}

#[test]
fn a_picture_ends_its_block_and_belongs_to_the_version() {
    let (source, drawing) = pictured();
    let (lesson, report) = read(&source, Some(&drawing));
    assert!(!report.has_errors(), "{report:?}");
    let lesson = lesson.expect("a lesson");
    let picture = lesson.content.picture.as_ref().expect("a picture");
    assert_eq!((picture.block, picture.caption.en.as_str()), (BlockKind::Method, "All at a glance"));
    assert!(picture.drawing.zh.contains("甲在乙前"));
    let kept = Source { text: lesson.text.clone(), ..source.clone() };
    let (again, _) = read(&kept, None);
    assert_eq!(again.expect("a kept version").content, lesson.content);
    let other = Source { text: drawing.text.replace("70%", "80%"), ..drawing };
    assert_ne!(
        read(&source, Some(&other)).0.map(|read| read.text),
        Some(lesson.text),
        "another drawing, another version"
    );
    let broken = Source { text: kept.text.replace("<circle", "<ellipse"), ..kept };
    let (none, report) = read(&broken, None);
    let at = broken.text.lines().position(|line| line.contains("<ellipse")).expect("the line") + 1;
    assert!(none.is_none());
    assert_eq!(
        report.problems().iter().find(|problem| problem.severity == Severity::Error).map(|found| found.place.line),
        Some(at)
    );
}

#[test]
fn a_picture_stands_once_where_it_belongs_and_has_its_drawing() {
    let (source, drawing) = pictured();
    let line = "picture: 再来 || Again\n## ";
    let card = format!("{}{}", source.text, "picture: 再来 || Again\n");
    let cases = [
        (source.text.clone(), None, "The drawing is missing: pictures/l1-communication-sample.svg."),
        (SAMPLE.to_owned(), Some(&drawing), "No lesson says “picture: …” for this drawing"),
        (source.text.replace("## method", &format!("{line}method")), Some(&drawing), "this is the second."),
        (card, Some(&drawing), "A picture belongs to the end of “why” or “method”."),
        (source.text.replace("## why", &format!("{line}why")), Some(&drawing), "A picture belongs to the end"),
        (source.text.replace(" || All at a glance", ""), Some(&drawing), "The English is missing"),
        (source.text.replace("## worked", "behind\n## worked"), Some(&drawing), "This line belongs to nothing."),
    ];
    for (text, drawing, expected) in cases {
        let (_, report) = read(&Source { text, ..source.clone() }, drawing);
        let told: Vec<_> = report.sorted().into_iter().map(|problem| problem.message.en).collect();
        assert!(told.iter().any(|told| told.contains(expected)), "{expected}: {told:?}");
    }
}

proptest! {
    #[test]
    fn a_mutilated_lesson_is_read_or_refused_but_never_panics(
        (from, length) in (0..SAMPLE.chars().count(), 0..60_usize),
        with in prop::sample::select(vec!["", "\n", "`", " > ", " || ", "## ", "- ", "{", "**", "\u{feff}", "〔1〕"]),
    ) {
        let text: String = SAMPLE.chars().take(from).chain(with.chars()).chain(SAMPLE.chars().skip(from + length)).collect();
        let (lesson, errors) = read_text(&text);
        prop_assert!(lesson.is_some() || !errors.is_empty(), "what cannot be used is told");
    }
}
