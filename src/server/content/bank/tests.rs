use super::*;
use crate::domain::item::Usage;
use crate::domain::item::interaction::{Interaction, InteractionKind};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::scenario::model::{Node, NodeKind};

const ITEMS: &str = "---\n{kind: items, level: 1, competency: mindset}\n---\n# l1-mindset-gap\n\
    {kind: true-false, p: 0.75, use: practice, key: false, source: \"004\"}\n没有投诉就是满意。 || No complaint means \
    content.\n- true > 不对。 || Wrong.\n- false > 对。 || Right.\n\n# l1-mindset-exam\n\
    {kind: true-false, p: 0.75, use: exam, key: true, source: \"004\"}\n反过来。 || The other way.\n\
    - true > 对。 || Right.\n- false > 不对。 || Wrong.\n";
const POLICY: &str = include_str!("../programme/policy.yaml");

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
fn class_hours_are_what_the_policies_make_of_the_minutes() {
    let items = source("items/a.md", ITEMS);
    let policy = |id: &str| source(&format!("policies/{id}.yaml"), &POLICY.replace("id: policy", &format!("id: {id}")));
    let lesson = lesson("l1-mindset-one", "", "l1-mindset-gap");
    let other = Source { text: lesson.text.replace("class_hours: 0.25", "class_hours: 0.5"), ..lesson.clone() };
    assert_eq!(errors(&[items.clone(), lesson, policy("first")]), Vec::<String>::new());
    assert_eq!(
        errors(&[items, other, policy("first"), policy("second")]),
        [
            "lessons/l1/l1-mindset-one.md:2:89 It says 0.5 class hours; by the policy first, 45 minutes each, 6 minutes are 0.25."
        ]
    );
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
    assert_eq!(kinds.len(), InteractionKind::ALL.len(), "every kind is shown");
    assert_eq!((bank.cases.len(), bank.lessons.len()), (1, 1));
    assert_eq!(bank.lessons.values().filter(|unit| unit.content.picture.is_some()).count(), 1);
    assert_eq!((bank.forms.len(), bank.policies.len(), bank.programmes.len()), (1, 1, 1));
}

/// What there is of a level, or of all.
struct Stock<'b> {
    lessons: Vec<&'b Lesson>,
    scenarios: Vec<&'b Scenario>,
    items: Vec<&'b Item>,
}

impl<'b> Stock<'b> {
    fn of(bank: &'b Bank, level: Option<Level>) -> Self {
        let fits = |found: Level| level.is_none_or(|level| level == found);
        let lessons = bank.lessons.values().map(|unit| &unit.content);
        let scenarios = bank.scenarios.values().map(|unit| &unit.content);
        let items = bank.items.values().map(|unit| &unit.content);
        Self {
            lessons: lessons.filter(|lesson| fits(lesson.level)).collect(),
            scenarios: scenarios.filter(|scenario| fits(scenario.level)).collect(),
            items: items.filter(|item| fits(item.level)).collect(),
        }
    }

    fn of_use(&self, usage: Usage) -> usize {
        self.items.iter().filter(|item| item.usage == usage).count()
    }

    fn of_kind(&self, kind: InteractionKind) -> usize {
        self.items.iter().filter(|item| item.interaction.kind() == kind).count()
    }

    fn kinds(&self) -> usize {
        InteractionKind::ALL.into_iter().filter(|kind| self.of_kind(*kind) > 0).count()
    }

    fn generated(&self) -> usize {
        let generated = |item: &&&Item| match &item.interaction {
            Interaction::Numeric(numeric) => !numeric.variables.0.is_empty(),
            _ => false,
        };
        self.items.iter().filter(generated).count()
    }

    /// Role-plays in which somebody has to find words of the own.
    fn typed(&self) -> usize {
        let is_typed = |node: &Node| matches!(&node.kind, NodeKind::Turn(turn) if turn.typed.is_some());
        self.scenarios.iter().filter(|scenario| scenario.nodes.iter().any(is_typed)).count()
    }
}

/// Names what falls short of its bound.
fn shortages(table: &[(&str, usize, usize)]) -> Vec<String> {
    let short = table.iter().filter(|(_, found, least)| found < least);
    short.map(|(name, found, least)| format!("{name}: {found} of {least}")).collect()
}

#[test]
fn the_content_that_ships_has_no_errors_and_covers_level_one() {
    let (bank, report) = load(&crate::server::content::bundled::sources(""));
    let problems: Vec<String> = report.sorted().iter().map(|problem| problem.render(Locale::En)).collect();
    assert_eq!(problems, Vec::<String>::new());
    let first = Stock::of(&bank, Some(Level::One));
    let table = [
        ("lessons", first.lessons.len(), 10),
        ("scenarios", first.scenarios.len(), 5),
        ("items", first.items.len(), 80),
        ("types of interaction", first.kinds(), 8),
    ];
    assert_eq!(shortages(&table), Vec::<String>::new());
}

#[test]
fn the_content_that_ships_is_a_whole_curriculum() {
    use crate::domain::form::FormKind::{LevelExam, MockExam, PlacementCheck};
    use crate::domain::programme::ProgrammeKind::{Course, Onboarding, Refresher};
    let (bank, _) = load(&crate::server::content::bundled::sources(""));
    let all = Stock::of(&bank, None);
    let programmes = |kind| bank.programmes.values().filter(|unit| unit.content.kind == kind).count();
    let mut wrong = shortages(&[
        ("lessons", all.lessons.len(), 60),
        ("scenarios", all.scenarios.len(), 30),
        ("scenarios with typed replies", all.typed(), 10),
        ("items", all.items.len(), 600),
        ("types of interaction", all.kinds(), 9),
        ("numbers with generated values", all.generated(), 40),
        ("items in case groups", all.items.iter().filter(|item| item.case.is_some()).count(), 60),
        ("essays", all.of_kind(InteractionKind::Essay), 25),
        ("onboarding programmes", programmes(Onboarding), 1),
        ("courses", programmes(Course), 3),
        ("refreshers", programmes(Refresher), 2),
    ]);
    for level in Level::ALL {
        let stock = Stock::of(&bank, Some(level));
        let forms: Vec<_> = bank.forms.values().map(|unit| &unit.content).filter(|form| form.level == level).collect();
        let forms_of = |kind| forms.iter().filter(|form| form.kind == kind).count();
        let short = shortages(&[
            ("lessons", stock.lessons.len(), 12),
            ("scenarios", stock.scenarios.len(), 6),
            ("items", stock.items.len(), 120),
            ("items for exams only", stock.of_use(Usage::Exam), 90),
            ("exams", forms_of(LevelExam), 1),
            ("placement checks", forms_of(PlacementCheck), 1),
            ("mock exams", forms_of(MockExam), 1),
        ]);
        wrong.extend(short.into_iter().map(|short| format!("level {level}, {short}")));
        for lesson in stock.lessons {
            let (minutes, checks) = (lesson.minutes, lesson.checks.len());
            if !(6..=15).contains(&minutes) || !(2..=3).contains(&checks) {
                wrong.push(format!("{}: {minutes} minutes, {checks} checks", lesson.id));
            }
        }
        for form in forms.iter().filter(|form| form.kind == LevelExam) {
            let asked = form.theory().map_or(0, |theory| theory.blueprint.items());
            if !(24..=30).contains(&asked) || form.parts.len() != 3 {
                wrong.push(format!("{}: {asked} items, {} parts", form.id, form.parts.len()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
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
