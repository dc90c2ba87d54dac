use super::*;
use crate::domain::locale::Locale;

const ITEMS: &str = "---\n{kind: items, level: 1, competency: mindset}\n---\n# l1-mindset-gap\n\
    {kind: true-false, p: 0.75, use: practice, key: false, source: \"004\"}\n没有投诉就是满意。 || No complaint means \
    content.\n- true > 不对。 || Wrong.\n- false > 对。 || Right.\n\n# l1-mindset-exam\n\
    {kind: true-false, p: 0.75, use: exam, key: true, source: \"004\"}\n反过来。 || The other way.\n\
    - true > 对。 || Right.\n- false > 不对。 || Wrong.\n";

fn source(path: &str, text: &str) -> Source {
    Source { path: path.into(), text: text.into() }
}

fn lesson(id: &str, requires: &str, checks: &str) -> Source {
    let text = include_str!("../lesson/sample.md")
        .replace("l1-communication-sample", id)
        .replace("requires: []", &format!("requires: [{requires}]"))
        .replace("checks: [l1-mindset-gap]", &format!("checks: [{checks}]"));
    source(&format!("lessons/l1/{id}.md"), &text)
}

fn errors(sources: &[Source]) -> Vec<String> {
    let (_, report) = load(sources);
    let problems = report.sorted().into_iter();
    let errors = problems.filter(|problem| problem.severity == super::super::diagnostic::Severity::Error);
    errors
        .map(|problem| {
            let Place { line, column, .. } = problem.place;
            format!("{}:{line}:{column} {}", problem.path, problem.message.get(Locale::En))
        })
        .collect()
}

#[test]
fn content_that_refers_to_what_is_there_has_no_errors() {
    let sources = [
        source("items/a.md", ITEMS),
        lesson("l1-mindset-one", "", "l1-mindset-gap"),
        lesson("l1-mindset-two", "l1-mindset-one", "l1-mindset-gap"),
    ];
    assert_eq!(errors(&sources), Vec::<String>::new());
    let (bank, _) = load(&sources);
    let order: Vec<&str> = bank.lessons_in_order().into_iter().map(|lesson| lesson.id.as_str()).collect();
    assert_eq!(order, ["l1-mindset-one", "l1-mindset-two"]);
    assert_eq!(bank.items.len(), 2);
}

#[test]
fn what_is_referred_to_must_be_there() {
    let items = source("items/a.md", ITEMS);
    let cases = [
        (lesson("l1-mindset-one", "", "l1-mindset-exam"), "“l1-mindset-exam” is an exam item"),
        (lesson("l1-mindset-one", "", "l1-mindset-gap-2"), "There is no item “l1-mindset-gap-2”"),
        (lesson("l1-mindset-one", "l1-mindset-zero", "l1-mindset-gap"), "There is no lesson “l1-mindset-zero”"),
        (lesson("l1-mindset-one", "l1-mindset-one", "l1-mindset-gap"), "l1-mindset-one → l1-mindset-one"),
    ];
    for (lesson, expected) in cases {
        let found = errors(&[items.clone(), lesson]);
        assert!(found.len() == 1 && found[0].contains(expected), "{expected}: {found:?}");
    }
}

#[test]
fn prerequisites_do_not_run_in_a_circle() {
    let ring = |id: &str, requires: &str| lesson(id, requires, "l1-mindset-gap");
    let sources = [
        source("items/a.md", ITEMS),
        ring("l1-mindset-a", "l1-mindset-b"),
        ring("l1-mindset-b", "l1-mindset-c"),
        ring("l1-mindset-c", "l1-mindset-a"),
        ring("l1-mindset-d", "l1-mindset-a"),
    ];
    let found = errors(&sources);
    assert_eq!(found.len(), 3, "one for each lesson of the ring, none for the one behind it: {found:?}");
    assert!(found[0].contains("l1-mindset-a → l1-mindset-b → l1-mindset-c → l1-mindset-a"), "{found:?}");
}

#[test]
fn an_id_is_used_once_by_whatever_kind() {
    let again = ITEMS.replace("l1-mindset-exam", "l1-mindset-other");
    let sources = [source("items/a.md", ITEMS), source("items/b.md", &again)];
    assert_eq!(
        errors(&sources),
        ["items/b.md:4:3 The id “l1-mindset-gap” is already used in items/a.md, line 4; ids are unique."]
    );
    let (items, lesson) = (source("items/a.md", ITEMS), lesson("l1-mindset-gap", "", "l1-mindset-gap"));
    assert_eq!(errors(&[items, lesson]).len(), 1);
}

#[test]
fn a_drawing_belongs_to_a_lesson() {
    let drawing = source("pictures/l1-mindset-one.svg", include_str!("../picture/sample.svg"));
    let items = source("items/a.md", ITEMS);
    let plain = lesson("l1-mindset-one", "", "l1-mindset-gap");
    let mut pictured = plain.clone();
    pictured.text =
        pictured.text.replace("太熟了。 || Too familiar.", "太熟了。 || Too familiar.\npicture: 图 || A picture");
    assert_eq!(errors(&[items.clone(), pictured.clone(), drawing.clone()]), Vec::<String>::new());
    let told = errors(&[items.clone(), plain, drawing.clone()]);
    assert!(told.len() == 1 && told[0].starts_with("pictures/l1-mindset-one.svg:1:1 No lesson says"), "{told:?}");
    let told = errors(&[items.clone(), drawing]);
    assert!(told.len() == 1 && told[0].contains("No lesson says"), "{told:?}");
    assert!(errors(&[items, pictured])[0].contains("The drawing is missing"));
}

#[test]
fn a_file_says_what_kind_it_is() {
    for (text, expected) in [
        ("---\n{kind: poem}\n---\n", "Unknown kind of file “poem”"),
        ("---\n{level: 1}\n---\n", "no kind"),
        ("---\n{kind: [a}\n---\n", "This YAML cannot be read"),
        ("# a", "must begin with front matter"),
    ] {
        let found = errors(&[source("a.md", text)]);
        assert!(found.len() == 1 && found[0].contains(expected), "{expected}: {found:?}");
    }
    assert_eq!(errors(&[source("README.md", "# for people"), source("rules/a.yaml", "x")]), Vec::<String>::new());
}

#[test]
fn a_unit_can_be_read_again_from_its_text_and_its_hash_follows_the_text() {
    let (bank, _) = load(&[source("items/a.md", ITEMS)]);
    for (id, unit) in &bank.items {
        let (again, report) = load(&[source("x.md", &unit.origin.text)]);
        assert!(!report.has_errors());
        assert_eq!(again.items.keys().collect::<Vec<_>>(), [id]);
        assert_eq!(again.items[id].content, unit.content);
        assert_eq!(again.items[id].origin.hash, unit.origin.hash);
    }
    let hashes = |text: &str| -> Vec<Digest> {
        load(&[source("items/a.md", text)]).0.items.into_values().map(|unit| unit.origin.hash).collect()
    };
    let (before, one_changed) = (hashes(ITEMS), hashes(&ITEMS.replace("反过来", "倒过来")));
    assert_eq!(before.iter().zip(&one_changed).filter(|(a, b)| a != b).count(), 1, "one item changed");
    let front_changed = hashes(&ITEMS.replace("competency: mindset", "competency: product"));
    assert_eq!(before.iter().zip(&front_changed).filter(|(a, b)| a != b).count(), 2, "the front matter is everybody's");
}

/// The fenced blocks of the authors' guide that name a file.
fn guide_examples() -> Vec<Source> {
    let guide = include_str!("../../../../quizzes/README.md");
    let blocks = ["markdown", "yaml", "svg"]
        .map(|language| guide.split(&format!("\n```{language} ")).skip(1).map(str::to_owned).collect::<Vec<String>>());
    let mut examples = Vec::new();
    for block in blocks.into_iter().flatten() {
        let (path, rest) = block.split_once('\n').expect("a path behind the fence");
        let (text, _) = rest.split_once("\n```").expect("a closing fence");
        examples.push(source(path.trim(), &format!("{text}\n")));
    }
    examples
}

#[test]
fn the_examples_of_the_authors_guide_are_content_without_problems() {
    let examples = guide_examples();
    let (bank, report) = load(&examples);
    let problems: Vec<String> = report.sorted().iter().map(|problem| problem.render(Locale::En)).collect();
    let serious = problems.iter().filter(|problem| !problem.contains("Han characters; 800 to 1600 suit"));
    assert_eq!(serious.collect::<Vec<_>>(), Vec::<&String>::new());
    let kinds: std::collections::BTreeSet<_> =
        bank.items.values().map(|unit| unit.content.interaction.kind()).collect();
    assert_eq!(kinds.len(), crate::domain::item::interaction::InteractionKind::ALL.len(), "every kind is shown");
    assert_eq!((bank.cases.len(), bank.lessons.len()), (1, 1));
    assert_eq!(bank.lessons.values().filter(|unit| unit.content.picture.is_some()).count(), 1);
    assert_eq!((bank.forms.len(), bank.policies.len(), bank.programmes.len()), (1, 1, 1));
}

#[test]
fn the_content_that_ships_has_no_errors_and_covers_level_one() {
    let (bank, report) = load(&crate::server::content::bundled::sources(""));
    let problems: Vec<String> = report.sorted().iter().map(|problem| problem.render(Locale::En)).collect();
    assert_eq!(problems, Vec::<String>::new());
    let kinds: std::collections::BTreeSet<_> =
        bank.items.values().map(|unit| unit.content.interaction.kind()).collect();
    assert!(bank.items.len() >= 80 && kinds.len() >= 8, "{} items, {} kinds", bank.items.len(), kinds.len());
    assert!(bank.lessons.len() >= 10 && bank.scenarios.len() >= 5);
    let checks = bank.lessons.values().flat_map(|unit| &unit.content.checks);
    assert!(checks.count() >= 2 * bank.lessons.len());
}

#[test]
fn the_key_of_every_item_that_ships_earns_full_marks_and_shows_nothing_before() {
    use crate::domain::item::feedback::explain;
    use crate::domain::item::interaction::InteractionKind;
    use crate::domain::item::presentation::present;
    use crate::domain::item::scoring::{Verdict, score};
    use crate::domain::seed::Seed;
    let (bank, _) = load(&crate::server::content::bundled::sources(""));
    for unit in bank.items.values() {
        for (seed, locale) in (0..20).flat_map(|seed| Locale::ALL.map(|locale| (Seed(seed), locale))) {
            let item = &unit.content;
            let response = crate::domain::item::samples::right_answer(item, seed, locale);
            assert_eq!(response.fits(&present(item, seed, locale)), Ok(()), "{}", item.id);
            // An essay's worth is a person's to say.
            let is_essay = item.interaction.kind() == InteractionKind::Essay;
            let expected = if is_essay { Verdict::AwaitsScorer } else { Verdict::Right };
            assert_eq!(score(item, seed, locale, Some(&response)).verdict, expected, "{}", item.id);
            let shown = serde_json::to_string(&present(item, seed, locale)).expect("a view");
            let explained = serde_json::to_value(explain(item, seed, locale, None)).expect("feedback");
            for reason in reasons(&explained) {
                assert!(!shown.contains(&reason), "{}: {reason}", item.id);
            }
        }
    }
}

/// All that stands under `reason` in feedback, however deep, as it is written in JSON.
fn reasons(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::Array(values) => values.iter().flat_map(reasons).collect(),
        serde_json::Value::Object(fields) => {
            let own = fields.get("reason").map(|reason| reason.to_string().trim_matches('"').to_owned());
            own.into_iter().chain(fields.values().flat_map(reasons)).collect()
        }
        _ => Vec::new(),
    }
}
