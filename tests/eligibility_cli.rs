//! `rungs eligibility` as a program: what it prints, where, and with which exit status.
#![cfg(feature = "ssr")]

use serde_json::Value;
use std::io::Write as _;
use std::process::{Command, Stdio};

const HAN: &str =
    r#"{"id":"han","employment":[{"from":"2020-01-01","to":"2021-12-31","related":true,"status":"verified"}]}"#;
const LI: &str = r#"{"id":"李","education":[{"level":"bachelor","completed":"2019-07-01","status":"claimed"}]}"#;

struct Outcome {
    status: i32,
    out: String,
    err: String,
}

impl Outcome {
    fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }
}

/// Runs the command with the facts on standard input, as of 2022-01-01, in English.
fn asked(facts: &str, options: &[&str]) -> Outcome {
    let arguments = [&["eligibility", "--facts", "-", "--as-of", "2022-01-01"], options].concat();
    run(facts, &arguments)
}

fn run(facts: &str, arguments: &[&str]) -> Outcome {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rungs"))
        .args(arguments)
        .env("RUNGS_LANG", "en")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that does not read its input may have gone already.
    let _ = child.stdin.take().expect("a pipe").write_all(facts.as_bytes());
    let output = child.wait_with_output().expect("an end");
    Outcome {
        status: output.status.code().expect("a status"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn route(answer: &Value, level: usize, route: usize) -> &Value {
    &answer["levels"][level - 1]["routes"][route]
}

#[test]
fn one_person_is_answered_on_one_line() {
    let outcome = asked(HAN, &["--format", "json"]);
    assert_eq!((outcome.status, outcome.err.as_str()), (0, ""));
    assert!(outcome.out.starts_with(r#"{"id":"han","as_of":"2022-01-01","rule_set":"customer-service-2026-1","#));
    let [answer] = &outcome.lines()[..] else { panic!("one line: {}", outcome.out) };
    let ids: Vec<_> = answer["levels"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|level| level["routes"].as_array())
        .flatten()
        .collect();
    let ids: Vec<_> = ids.iter().filter_map(|route| route["id"].as_str()).collect();
    assert_eq!(ids.join(" "), "1a 1b 2a 2b 2c 3a 3b 3c 4a 4b 4c 4d 5a 5b 5c 5d 5e");
    assert_eq!(answer["levels"][0]["eligible"], true);
    assert_eq!(answer["levels"][0]["earliest"], "2022-01-01");
    assert_eq!((&route(answer, 1, 1)["holds"], &route(answer, 1, 1)["earliest"]), (&true.into(), &"2022-01-01".into()));
    assert_eq!((&route(answer, 2, 2)["holds"], &route(answer, 2, 2)["earliest"]), (&false.into(), &Value::Null));
}

#[test]
fn many_people_are_answered_in_their_order() {
    let outcome = asked(&format!("{HAN}\n\n{LI}\r\n{HAN}"), &[]);
    assert_eq!(outcome.status, 0, "{}", outcome.err);
    let ids: Vec<_> =
        outcome.lines().iter().map(|answer| answer["id"].as_str().unwrap_or_default().to_owned()).collect();
    assert_eq!(ids, ["han", "李", "han"]);
}

#[test]
fn thousands_of_people_keep_their_order_and_their_answers() {
    let people = |numbers: std::ops::Range<usize>| {
        numbers.map(|number| HAN.replace("han", &format!("p{number}")) + "\n").collect::<String>()
    };
    let outcome = asked(&people(0..3000), &[]);
    assert_eq!(outcome.status, 0, "{}", outcome.err);
    assert_eq!(outcome.out.lines().count(), 3000);
    let alone = asked(&people(0..1), &[]).out;
    for (number, line) in outcome.out.lines().enumerate() {
        assert_eq!(line, alone.trim_end().replace("p0", &format!("p{number}")));
    }
}

#[test]
fn a_reader_that_leaves_early_ends_the_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("staff.jsonl");
    std::fs::write(&path, format!("{HAN}\n").repeat(5000)).expect("a file");
    let mut child = Command::new(env!("CARGO_BIN_EXE_rungs"))
        .args(["eligibility", "--as-of", "2022-01-01", "--facts"])
        .arg(&path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), &b""[..]));
}

#[test]
fn an_object_over_several_lines_is_one_person() {
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<Value>(HAN).expect("JSON")).expect("JSON");
    assert_eq!(asked(&pretty, &[]).out, asked(HAN, &[]).out);
}

#[test]
fn a_file_gives_what_standard_input_gives() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("staff.jsonl");
    std::fs::write(&path, format!("{HAN}\n{LI}\n")).expect("a file");
    let path = path.to_str().expect("a path in UTF-8");
    let outcome = run("", &["eligibility", "--facts", path, "--as-of", "2022-01-01"]);
    assert_eq!(outcome.out, asked(&format!("{HAN}\n{LI}\n"), &[]).out);

    std::fs::write(path, format!("{HAN}\n{{}}\n")).expect("a file");
    let outcome = run("", &["eligibility", "--facts", path, "--as-of", "2022-01-01"]);
    assert_eq!((outcome.status, outcome.out.as_str()), (2, ""));
    assert!(outcome.err.starts_with(&format!("{path}, line 2, id: ")), "{}", outcome.err);
}

#[test]
fn claims_count_on_their_own_basis_only() {
    let verified = &asked(LI, &[]).lines()[0];
    assert_eq!(route(verified, 3, 0)["holds"], false);
    assert_eq!(route(verified, 3, 0)["conditions"][0]["state"], "unverified");
    assert_eq!(route(verified, 3, 0)["if_verified"]["earliest"], "2019-07-01");
    let claimed = &asked(LI, &["--basis", "claimed"]).lines()[0];
    assert_eq!((&claimed["basis"], &route(claimed, 3, 0)["holds"]), (&"claimed".into(), &true.into()));
}

#[test]
fn bad_input_prints_nothing_but_the_problem_with_its_line_and_field() {
    let cases = [
        (
            format!("{HAN}\n{}\n{HAN}", HAN.replace("2020-01-01", "2020-13-01")),
            "line 2, employment[0].from: expected a date",
        ),
        (
            format!("{HAN}\n{}", HAN.replace("2021-12-31", "2019-12-31")),
            "line 2, employment[0].to: expected a date not before from",
        ),
        (
            format!("{HAN}\n\n{}", HAN.replace("verified", "sure")),
            "line 3, employment[0].status: expected one of claimed, verified, rejected",
        ),
        (HAN.replace("related", "relevant"), "line 1, employment[0].relevant: there is no such field"),
        (HAN.replace(r#""id":"han","#, ""), "line 1, id: this field is missing; expected text"),
        (HAN.replace(r#""id":"han","#, r#""id":"han","id":"han","#), "line 1, id: this field is written twice"),
        (format!("{HAN}\n{}", &HAN[..40]), "line 2: not complete JSON"),
        (format!("{}\n{HAN}", &HAN[..40]), "line 1: not complete JSON"),
        (format!("[{HAN}]"), "line 1: expected an object about one person"),
        (
            "{\n\"id\": \"x\",\n\"employment\": [{\"from\": 1}]\n}".to_owned(),
            "line 3, employment[0].from: expected a date",
        ),
        (String::new(), "line 1: no input"),
        (" ".repeat(10) + &"x".repeat(2_000_000), "line 1: one person's data exceed"),
    ];
    for (facts, expected) in cases {
        let outcome = asked(&facts, &[]);
        assert_eq!((outcome.status, outcome.out.as_str()), (2, ""), "{expected}");
        assert!(outcome.err.starts_with(&format!("standard input, {expected}")), "{expected}: {}", outcome.err);
        assert!(outcome.err.ends_with("The input is wrong; no result was written.\n"), "{}", outcome.err);
    }
}

#[test]
fn many_problems_are_listed_up_to_a_bound_and_counted() {
    let outcome = asked(&"{}\n".repeat(50), &[]);
    assert_eq!(outcome.err.lines().count(), 22, "{}", outcome.err);
    assert!(outcome.err.contains("\n30 more problems not listed.\n"), "{}", outcome.err);
}

#[test]
fn a_wrong_option_is_refused_with_status_2() {
    for (option, value, part) in [
        ("--as-of", "2022-1-1", "YYYY-MM-DD"),
        ("--rule-set", "none-such", "customer-service-2026-1"),
        ("--basis", "rejected", "verified, claimed"),
        ("--format", "xml", "json, text"),
    ] {
        let mut arguments = vec!["eligibility", "--facts", "-", option, value];
        if option != "--as-of" {
            arguments.extend(["--as-of", "2022-01-01"]);
        }
        let outcome = run(HAN, &arguments);
        assert_eq!((outcome.status, outcome.out.as_str()), (2, ""), "{option}");
        assert!(outcome.err.contains(part), "{option}: {}", outcome.err);
    }
    let outcome = run("", &["eligibility", "--facts", "/nowhere/at/all", "--as-of", "2022-01-01"]);
    assert_eq!(
        (outcome.status, outcome.err.starts_with("Cannot read /nowhere/at/all: ")),
        (2, true),
        "{}",
        outcome.err
    );
}

#[test]
fn text_is_for_people_in_their_language() {
    let zh = asked(LI, &["--format", "text", "--lang", "zh-CN"]).out;
    for part in [
        "李，以2022-01-01为准",
        "第三级 助理客户服务经理  待核实",
        "? 本科或以上学历：没有",
        "核实后自2019-07-01起满足",
    ] {
        assert!(zh.contains(part), "{part} in\n{zh}");
    }
    let en = asked(LI, &["--format", "text"]).out;
    assert!(en.contains("Level 3 Assistant Customer Service Manager  Unverified"), "{en}");
    let told = asked("{}", &["--lang", "zh-CN"]).err;
    assert!(told.starts_with("标准输入第1行，id：缺少这个字段"), "{told}");
}
