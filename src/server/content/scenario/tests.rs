use super::*;
use crate::domain::locale::Locale;
use crate::domain::scenario::play::{Play, Reply};
use crate::domain::scenario::view::{CoachView, Mode, TurnView};
use crate::domain::seed::Seed;
use crate::server::content::diagnostic::Severity;
use proptest::prelude::*;
use std::path::Path;

const PARCEL: &str = include_str!("../../../../quizzes/scenarios/l1/l1-process-late-parcel.md");
const PARCEL_PATH: &str = "scenarios/l1/l1-process-late-parcel.md";

fn parcel(text: &str) -> Source {
    Source { path: PARCEL_PATH.into(), text: text.into() }
}

/// The scenario files of the project.
fn bundled() -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("quizzes");
    let entries = |folder: &Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.expect("an entry").path()).collect::<Vec<_>>()
    };
    let files = entries(&top.join("scenarios")).into_iter().flat_map(|level| entries(&level));
    let file = |path: std::path::PathBuf| Source {
        path: path.strip_prefix(&top).expect("a file below").to_string_lossy().replace('\\', "/"),
        text: std::fs::read_to_string(&path).expect("a readable file"),
    };
    files.map(file).collect()
}

fn load_scenarios(sources: &[Source], report: &mut Report) -> Vec<Scenario> {
    let read = |source| {
        let (read, own) = read(source);
        report.absorb(own);
        read.map(|read| read.content)
    };
    sources.iter().filter_map(read).collect()
}

fn shown(report: &Report) -> String {
    report.clone().sorted().iter().map(|problem| problem.render(Locale::En)).collect()
}

#[test]
fn bundled_scenarios_are_sound() {
    let sources = bundled();
    let mut report = Report::default();
    let scenarios = load_scenarios(&sources, &mut report);
    assert!(report.problems().is_empty(), "{}", shown(&report));
    assert_eq!(scenarios.len(), sources.len());
    assert!(scenarios.len() >= 5, "level 1 has at least five scenarios");
    let mut given_away = Vec::new();
    for scenario in &scenarios {
        let proof = prove(scenario);
        assert_eq!(proof.best.total, proof.cap_total, "{}: the best path attains every cap", scenario.id);
        for (locale, longest, of) in proof.best_is_longest {
            if longest * 2 > of {
                given_away.push(format!("{} in {locale}: {longest} times of {of}", scenario.id));
            }
        }
    }
    assert_eq!(given_away, Vec::<String>::new(), "the best reply is the longest one too often");
}

#[test]
fn a_scenario_is_read_as_its_author_wrote_it() {
    let scenarios = load_scenarios(&[parcel(PARCEL)], &mut Report::default());
    let scenario = scenarios.first().expect("a scenario");
    assert_eq!(scenario.persona.name, Text::new("罗敏", "Luo Min"));
    assert_eq!(scenario.persona.introduction.zh, "罗敏，会计，上班时打来。");
    assert_eq!(scenario.persona.introduction.en, "Luo Min, an accountant calling from work.");
    let flags: Vec<&str> = scenario.flags.iter().map(|flag| flag.name.as_str()).collect();
    assert_eq!(flags, ["asked", "offered", "dated", "overpromised"]);
    assert_eq!(scenario.nodes[0].id.0, "opening");
    assert_eq!(scenario.nodes[scenario.lost_node.0].id.0, "lost");
}

/// What an author can get wrong, where, and in which words it is told.
#[test]
fn each_mistake_is_reported_at_its_place() {
    let cases: [(&str, &str, &str, &str); 26] = [
        ("kind: scenario", "kind: scene", "scene", "kind: scenario"),
        ("level: 1,", "level: 7,", "level", "from 1 to 5"),
        ("[process, communication", "[processes, communication", "processes", "no competency processes"),
        ("patience: 4,", "patience: 14,", "patience", "from 0 to 10"),
        ("{greeting: 2,", "{greetings: 2,", "greetings", "no dimension greetings"),
        ("total >= 12", "total => 12", "> 12", "should be a whole number"),
        ("total >= 12", "total >= 12 13", "13", "cannot be read from here on"),
        ("not overpromised,", "not overpromise,", "overpromise", "no name overpromise"),
        ("lost: patience <= 0", "lost: patience", "patience", "is a quantity"),
        ("asked: 问清最晚什么时候要 || asking", "asked: 问清最晚什么时候要 asking", "", "English is missing"),
        ("facts: ", "fact: ", "", "belongs to nothing"),
        ("听到具体时间就松。 || Luo Min, an", "听到具体时间就松。 || An", "", "begins with the name"),
        ("](#check) `greeting+1", "](#chek) `greeting+1", "chek", "no node chek"),
        ("`greeting+1 patience-2`", "`greeting+1 patient-2`", "patient-2", "patient-2 is no effect"),
        ("`greeting+1 patience-2`", "`greeting+1 patience-9`", "patience-9", "1 to 3"),
        ("set overpromised`\n  > 她当场", "set overpromise`\n  > 她当场", "overpromise", "overpromise is no effect"),
        ("  > 问候齐全", "  问候齐全", "", "belongs to nothing"),
        ("`if offered` 行", "`when offered` 行", "when offered", "begins with if"),
        ("move time: {time}", "move time: {hour}", "{hour}", "no built-in"),
        ("`time and act` →", "`time and acts` →", "acts", "no name acts"),
        ("`time and act` →", "`time then asked` →", "asked", "On both sides of then"),
        ("retry 1, then", "retry 9, then", "", "retry 1"),
        ("= over; 放心", "= overs; 放心", "overs", "no rule written overs"),
        ("→ [fragile](#fragile)", "→ [fragile](#fragile) `if dated`", "outcome", "last route"),
        ("## lost", "## gone", "-", "called lost"),
        ("end: 11:24", "- end: 11:24", "", "needs at least two replies"),
    ];
    for (from, to, marked, words) in cases {
        assert!(PARCEL.contains(from), "{from}");
        let mut report = Report::default();
        let scenarios = load_scenarios(&[parcel(&PARCEL.replacen(from, to, 1))], &mut report);
        let found = report.problems().iter().any(|problem| {
            let mark: String =
                problem.snippet.chars().skip(problem.place.column - 1).take(problem.place.width).collect();
            (marked.is_empty() || mark == marked) && problem.message.en.contains(words)
        });
        assert!(found, "{from} → {to}, expected {words} at {marked}, found:\n{}", shown(&report));
        assert!(scenarios.is_empty(), "{from} → {to}");
    }
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let spoiled = PARCEL
        .replacen("level: 1", "level: 9", 1)
        .replacen("`greeting+1 patience-2`", "`greting+1 patience-2`", 1)
        .replacen("`if dated`", "`if dates`", 1)
        .replacen("](#settled)", "](#setled)", 1);
    let mut report = Report::default();
    load_scenarios(&[parcel(&spoiled)], &mut report);
    let words = shown(&report);
    for expected in ["from 1 to 5", "greting+1", "no name dates", "no node setled"] {
        assert!(words.contains(expected), "{expected} in\n{words}");
    }
}

#[test]
fn a_finding_of_the_proof_points_into_the_file() {
    let spoiled = PARCEL.replacen("`if offered and dated and not overpromised and trust >= 6`", "`if trust >= 11`", 1);
    let mut report = Report::default();
    assert!(load_scenarios(&[parcel(&spoiled)], &mut report).is_empty());
    let route = report.problems().iter().find(|problem| problem.message.en.contains("holds in no situation"));
    assert_eq!(route.expect("a finding").snippet, "→ [settled](#settled) `if trust >= 11`");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_mutilated_file_is_reported_and_never_panics(
        cuts in prop::collection::vec((0_usize..12_000, 0_usize..40, "[\\x00-\\x7f→…“”：。|`#>\\[\\](){}]{0,6}"), 1..6)
    ) {
        let mut text: Vec<char> = PARCEL.chars().collect();
        for (at, length, insert) in cuts {
            let at = at % text.len();
            let end = (at + length).min(text.len());
            text.splice(at..end, insert.chars());
        }
        let mut report = Report::default();
        let scenarios = load_scenarios(&[parcel(&text.into_iter().collect::<String>())], &mut report);
        prop_assert!(scenarios.len() == 1 || report.problems().iter().any(|problem| problem.severity == Severity::Error));
    }

    #[test]
    fn bundled_scenarios_replay_and_keep_their_secrets(seed: u64, walk in prop::collection::vec(0_usize..4, 1..12)) {
        let scenarios = load_scenarios(&[parcel(PARCEL)], &mut Report::default());
        let scenario = scenarios.first().expect("a scenario");
        let mut play = Play::start(scenario, Seed(seed));
        for pick in walk {
            let offered = play.offered(scenario);
            let reply = match offered.get(pick % offered.len().max(1)) {
                Some((id, _)) => Reply::Chosen(id.clone()),
                None => Reply::Typed(["我 11:30 前打给您", "一定能到", "尽快", "最晚什么时候要？"][pick].into()),
            };
            play = play.reply(scenario, reply, Locale::ZhCn).unwrap_or(play);
            let view = serde_json::to_string(&TurnView::of(scenario, &play, Locale::ZhCn)).expect("JSON");
            let coach = serde_json::to_string(&CoachView::of(scenario, &play, Mode::Practice)).expect("JSON");
            for secret in ["patience", "trust", "overpromised", "问候齐全", "最晚什么时候要”才会说", "短，一听", "没法保证 "] {
                prop_assert!(!view.contains(secret) && !coach.contains(secret), "{secret} in {view}");
            }
        }
        let again = Play::replay(scenario, Seed(seed), &play.transcript(scenario));
        prop_assert_eq!(again.as_ref(), Ok(&play));
        let stored = serde_json::to_string(&play.transcript(scenario)).expect("JSON");
        prop_assert_eq!(serde_json::from_str(&stored).ok(), Some(play.transcript(scenario)));
    }
}
