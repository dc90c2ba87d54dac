use super::*;
use crate::domain::competency::Competency;
use crate::domain::item::secret::Slip;
use crate::domain::locale::Locale;
use crate::server::content::diagnostic::Severity;
use proptest::prelude::*;

const SAMPLE: &str = include_str!("sample.md");

fn read_text(text: &str) -> (ItemFile, Report) {
    read(&Source { path: "items/l1/process.md".into(), text: text.into() })
}

fn told(report: Report, severity: Severity) -> Vec<String> {
    let problems = report.sorted().into_iter().filter(|problem| problem.severity == severity);
    problems
        .map(|problem| {
            let Place { line, column, .. } = problem.place;
            format!("{line}:{column} {}", problem.message.get(Locale::En))
        })
        .collect()
}

/// Where a part of a text stands, as problems tell it.
fn place_of(text: &str, part: &str) -> String {
    let before = &text[..text.find(part).expect(part)];
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{}:{column} ", before.matches('\n').count() + 1)
}

#[test]
fn an_item_of_every_kind_is_read() {
    let (file, report) = read_text(SAMPLE);
    assert_eq!(told(report, Severity::Error), Vec::<String>::new());
    let kinds: Vec<InteractionKind> = file.items.iter().map(|read| read.content.interaction.kind()).collect();
    let (plain, of_case) = kinds.split_at(9);
    assert_eq!(plain, InteractionKind::ALL);
    assert_eq!(of_case, [InteractionKind::TrueFalse, InteractionKind::Short, InteractionKind::Numeric]);
    assert_eq!(file.cases[0].content.items.len(), 3);
}

#[test]
fn options_carry_reasons_behind_or_under_them_and_the_slip_of_a_wrong_one() {
    let (file, _) = read_text(SAMPLE);
    let Interaction::Single(single) = &file.items[0].content.interaction else { panic!("a single choice") };
    let slips: Vec<Option<Slip>> = single.options.iter().map(|option| option.rationale.slip()).collect();
    assert_eq!(slips, [Some(Slip::PolicyWall), None, Some(Slip::Early)]);
    assert_eq!(single.options[2].rationale.get(Locale::En), "Too early.");
    assert_eq!(file.items[0].content.stem.zh, "客户问几点到。\n先做哪一步？");
}

#[test]
fn items_of_a_case_take_from_it_what_they_do_not_say() {
    let (file, _) = read_text(SAMPLE);
    let [.., one, two, three] = file.items.as_slice() else { panic!("items") };
    let percent = [one, two, three].map(|read| read.content.difficulty.as_percent());
    assert_eq!(percent, [75, 60, 60]);
    assert_eq!(two.content.competency, Competency::Emotion);
    assert_eq!(three.content.case.as_ref().map(|case| case.stimulus.en.as_str()), Some("Monday, a customer calls."));
    assert_eq!(one.text, three.text, "the whole case is one version");
}

/// What is replaced by what, where the problem is then pointed at, and its first words.
type Case = (&'static str, &'static str, &'static str, &'static str);

#[test]
fn mistakes_in_headers_are_told_at_their_place() {
    let cases: [Case; 14] = [
        ("# l1-process-single", "# process-single", "process-single", "Expected an id such as"),
        ("# l1-process-single", "# l2-process-single", "l2-process", "The id names another level than level 1"),
        ("p: 0.60, use: exam, key: B", "p: 60, use: exam, key: B", "60, use", "Expected a share from 0.01 to 0.99"),
        ("use: exam, key: B", "use: test, key: B", "test, key", "Expected one of practice, exam, found “test”."),
        ("use: exam, key: B", "use: exam, key: E", "E, source", "Expected the letter of an option, found “E”."),
        ("use: exam, key: B", "use: exam", "{kind: single", "“key” is missing."),
        ("key: B, ", "key: B, bogus: 1, ", "1, source", "“bogus” means nothing here."),
        ("{kind: single", "{kind: choice", "choice, p", "Expected one of single, multiple"),
        ("{kind: single, p: 0.60", "kind: single, p: 0.60", "l1-process-single", "A line in braces must follow"),
        ("{kind: single, p: 0.60", "{kind: single, p: [0.60", "[0.60", "This YAML cannot be read"),
        ("competency: process", "competency: selling", "selling", "Expected a competency"),
        ("kind: items, level: 1", "kind: items, level: 1, key: A", "A, comp", "“key” means nothing here."),
        ("key: [A, C]", "key: [A, B, C, D]", "[A, B", "The key may take neither all options nor none."),
        ("key: [A, C]", "key: [A, X]", "X]", "Expected the letter of an option, found “X”."),
    ];
    check(&cases);
}

#[test]
fn mistakes_in_bodies_are_told_at_their_place() {
    let cases: [Case; 27] = [
        ("`policy-wall`", "`rude`", "rude", "Expected one of early, overpromise"),
        (" `policy-wall`", "", "先说没有办法", "A wrong option names the slip behind it"),
        ("first > 先有", "first `early` > 先有", "先查物流记录", "The right option names no slip."),
        (" > 先有事实。 || Facts first.", "", "B. 先查", "The reason is missing"),
        ("先有事实。 || Facts first.", "先有事实。", "先有事实。", "The English is missing"),
        ("- B. 先查", "- D. 先查", "D. 先查", "Option B belongs here"),
        ("先说没有办法", "以上都不对", "以上都不对", "No option may be “all of the above”"),
        ("- true > 错。", "- maybe > 错。", "maybe", "This line is not what was expected: true, false"),
        ("- false > 对。 || Right.\n", "", "没人投诉", "The line “false” is missing."),
        ("answer: spend * 52", "answer: spend ** 52", "* 52 * years, source", "The formula cannot be read"),
        ("answer: spend * 52", "answer: spent * 52", "spent", "The formula has no value: there is no value “spent”"),
        ("answer: spend * 52 * years", "answer: spend / 7", "spend / 7", "The answer 8.5714 has too many decimals"),
        ("mistake: spend * 12 * years", "mistake: spend * 260", "spend * 260", "This mistake gives"),
        ("years: [5, 8, 10]", "years: 5 to 10", "{spend: 60", "The values of “years” cannot be read"),
        ("¥{spend} a week", "¥{spent} a week", "每周", "“spent” in braces has no value."),
        ("unit: {zh: 元, en: yuan}", "unit: {zh: 元}", "{zh: 元}", "A unit takes both languages"),
        ("- accept: 用户", "- accepted: 用户", "accepted", "This line is not what was expected: accept:, mistake:"),
        (
            "mistake: 顾客 || buyer",
            "mistake: 顾客 || User",
            "mistake: 顾客",
            "“User” is accepted and a mistake at once.",
        ),
        (
            "I'll 〔1〕 now and 〔2〕.",
            "I'll 〔1〕 now.",
            "我现在〔1〕",
            "〔1〕 to 〔2〕 must each stand once in the stem (en).",
        ),
        ("choose *brief them*", "choose brief them", "choose *先", "Both languages need as many choices"),
        ("choose *brief them* / ask", "*brief them* / ask", "choose *先", "“choose” stands in both languages"),
        ("key: {1: B, 2: A}", "key: {1: B, 2: B}", "{1: B, 2: B}", "Every left needs a right"),
        ("key: {1: B, 2: A}", "key: {1: B, 3: A}", "{1: B, 3: A}", "“3: A” in the key names no left"),
        ("key: [B, A, C]", "key: [B, A, A]", "[B, A, A]", "The key must place every step exactly once."),
        ("> 先听后判。 || Hear before judging.\n", "", "排序。", "The reason is missing"),
        ("1 one; 0 none", "1 one", "cause: 2", "Each of 2, 1 and 0 needs something one can see."),
        ("配对。 || Match.\n", "", "l1-process-match", "The stem is missing."),
    ];
    check(&cases);
}

#[test]
fn mistakes_in_cases_are_told_at_their_place() {
    let cases: [Case; 4] = [
        ("zh: 周一，客户来电。\nen: Monday, a customer calls.\n", "", "l1-process-case\n", "The case has no stimulus."),
        ("## l1-process-case-two", "<!--", "<!--", "This line belongs to nothing."),
        (
            "{kind: short, competency",
            "{kind: short, use: practice, competency",
            "l1-process-case-two",
            "“l1-process-case-two” has another use",
        ),
        (
            "## l1-process-case-three",
            "# l1-process-case-three",
            "l1-process-case\n",
            "A case has 3 to 5 items; this one has 2.",
        ),
    ];
    check(&cases);
}

fn check(cases: &[Case]) {
    for (from, to, at, expected) in cases {
        assert!(SAMPLE.contains(from), "{from}");
        let text = SAMPLE.replacen(from, to, 1);
        let (_, report) = read_text(&text);
        let (errors, expected) = (told(report, Severity::Error), place_of(&text, at) + expected);
        assert!(errors.iter().any(|error| error.starts_with(&expected)), "{expected}\n{errors:#?}");
    }
}

#[test]
fn what_gives_a_key_away_or_tires_is_worth_a_look() {
    let long = "长".repeat(130);
    let cases = [
        ("先查物流记录", "先把这位客户的物流记录从头到尾查一遍", "The options differ too much in length (zh-CN"),
        ("Look up the shipment first", "Look up", "The options differ too much in length (en"),
        ("哪些合适？", long.as_str(), "There are 130 Han characters here; 120 are enough."),
        ("哪些合适？", "哪些**不**合适？", "A negative stem has **不** in bold"),
        ("- C. 闲聊 || Chat\n", "", "One right to spare"),
        ("competency: emotion", "level: 1", "A case should touch two competencies or more."),
    ];
    for (from, to, expected) in cases {
        let (before, after) = (read_text(SAMPLE).1, read_text(&SAMPLE.replacen(from, to, 1)).1);
        let told_before = told(before, Severity::Warning);
        assert!(!told_before.iter().any(|look| look.contains(expected)), "{told_before:#?}");
        let looks = told(after, Severity::Warning);
        assert!(looks.iter().any(|look| look.contains(expected)), "{expected}\n{looks:#?}");
    }
}

#[test]
fn all_problems_of_a_file_are_told_at_once() {
    let broken = SAMPLE.replace(" || ", " | ");
    let (file, report) = read_text(&broken);
    let pairs = SAMPLE.lines().filter(|line| line.contains(" || ")).count();
    assert!(told(report, Severity::Error).len() >= pairs, "each of {pairs} lines is told");
    assert!(file.items.is_empty());
}

#[test]
fn a_broken_item_does_not_take_its_neighbours_along() {
    let (whole, _) = read_text(SAMPLE);
    let (rest, _) = read_text(&SAMPLE.replace("key: false", "key: maybe"));
    assert_eq!(rest.items.len(), whole.items.len() - 1);
}

#[test]
fn a_formula_with_too_many_versions_is_refused_before_it_is_walked() {
    let vast = "vary: {a: 1..1000, b: 1..1000, spend: 1..1000, years: 1..1000}";
    let text = SAMPLE.replace("vary: {spend: 60..180 step 20, years: [5, 8, 10]}", vast);
    let errors = told(read_text(&text).1, Severity::Error);
    assert!(errors[0].contains("The item has 1000000000000 versions"), "{errors:?}");
}

proptest! {
    #[test]
    fn a_mutilated_file_is_read_or_refused_but_never_panics(
        (from, length) in (0..SAMPLE.chars().count(), 0..80_usize),
        with in prop::sample::select(vec![
            "", "\n", "`", " > ", " || ", "## ", "# ", "- ", "1. ", "{", "}", "[", "*", "〔", "\u{feff}", "\t", "-", "9999999999", " / ", "&a *a",
        ]),
    ) {
        let text: String = SAMPLE.chars().take(from).chain(with.chars()).chain(SAMPLE.chars().skip(from + length)).collect();
        let (_, report) = read_text(&text);
        let lines: Vec<&str> = text.lines().collect();
        for problem in report.problems() {
            let Place { line, column, .. } = problem.place;
            prop_assert!(line >= 1 && line <= lines.len().max(1), "line {} of {}", line, lines.len());
            let length = lines.get(line - 1).map_or(0, |line| line.chars().count());
            prop_assert!(column >= 1 && column <= length + 1, "column {} of {}: {:?}", column, length, problem);
            prop_assert!(!problem.render(Locale::ZhCn).is_empty());
        }
    }
}
