//! `rungs check PATH`: reads content as strictly as the server does and tells everything that is wrong with it.

use crate::domain::item::Usage;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::scenario::model::NodeKind;
use crate::domain::scenario::soundness::prove;
use crate::server::content::bank::{self, Bank};
use crate::server::content::diagnostic::{Severity, terminal_columns};
use crate::server::content::report::{self, Sheet};
use crate::server::content::{rule_cases, rules, sources};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Check lessons, items, scenarios and rule sets, and report every problem at once.
///
/// Reads one file or all files of a folder. Problems are told with file, line, column and the line itself;
/// errors make the content unusable, looks are worth a second thought. Then comes a table of what is there.
/// Exit status: 0 without errors, 1 with errors, 2 when the path cannot be read.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// A content file, or a folder such as quizzes/
    path: PathBuf,

    /// Measure the curriculum as a whole too: coverage, parity, keys, robots, reading load, likeness, difficulty, proofs and
    /// forms. What misses a bound counts as an error
    #[arg(long)]
    report: bool,
}

/// Writes the report and gives the exit status.
pub fn run(args: &CheckArgs, locale: Locale, out: &mut impl Write) -> io::Result<ExitCode> {
    check(args, report::SEEDS, locale, out)
}

/// The same with so many draws of each form.
fn check(args: &CheckArgs, seeds: u64, locale: Locale, out: &mut impl Write) -> io::Result<ExitCode> {
    let sources = match sources::read(&args.path) {
        Ok(sources) => sources,
        Err(error) => {
            writeln!(out, "{}: {}", error.path, locale.check_file_unreadable(&error.reason))?;
            return Ok(ExitCode::from(2));
        }
    };
    let (bank, mut report) = bank::load(&sources);
    let rule_sets = rules::load_rules(&sources, &mut report);
    let golden_cases = rule_cases::check_cases(&sources, &rule_sets, &mut report);
    let problems = report.sorted();
    for problem in &problems {
        writeln!(out, "{}", problem.render(locale))?;
    }
    write_counts(&bank, locale, out)?;
    write_proofs(&bank, locale, out)?;
    if !rule_sets.is_empty() {
        writeln!(out, "{}", locale.check_summary_rules(whole(golden_cases), whole(rule_sets.len())))?;
    }
    let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let sheets = if args.report { report::measure(&bank, &sources, seeds, locale) } else { Vec::new() };
    let missed = if args.report { write_report(&sheets, locale, out)? } else { 0 };
    writeln!(out, "{}", locale.check_summary_found(whole(errors), whole(sources.len()), whole(warnings)))?;
    Ok(if errors + missed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Counts by level, kind and type.
type Counts = BTreeMap<(Level, &'static str, &'static str), Count>;

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    practice: usize,
    exam: usize,
    other: usize,
}

impl Count {
    fn of(usage: Usage) -> Self {
        match usage {
            Usage::Practice => Self { practice: 1, ..Self::default() },
            Usage::Exam => Self { exam: 1, ..Self::default() },
        }
    }

    fn add(&mut self, more: Self) {
        self.practice += more.practice;
        self.exam += more.exam;
        self.other += more.other;
    }
}

fn count(bank: &Bank, locale: Locale) -> Counts {
    let mut counts = Counts::new();
    let mut add = |level, kind, id, more| counts.entry((level, kind, id)).or_default().add(more);
    for unit in bank.lessons.values() {
        add(unit.content.level, locale.check_summary_lesson(), "", Count { other: 1, ..Count::default() });
    }
    for unit in bank.items.values() {
        let item = &unit.content;
        add(item.level, locale.check_summary_item(), item.interaction.kind().id(), Count::of(item.usage));
    }
    for unit in bank.cases.values() {
        add(unit.content.level, locale.check_summary_case(), "", Count::of(unit.content.usage));
    }
    for unit in bank.scenarios.values() {
        add(unit.content.level, locale.check_summary_scenario(), "", Count { other: 1, ..Count::default() });
    }
    counts
}

fn write_counts(bank: &Bank, locale: Locale, out: &mut impl Write) -> io::Result<()> {
    let mut rows = vec![[
        locale.check_summary_level().to_owned(),
        locale.check_summary_kind().to_owned(),
        locale.check_summary_type().to_owned(),
        locale.check_summary_practice().to_owned(),
        locale.check_summary_exam().to_owned(),
        locale.check_summary_total().to_owned(),
    ]];
    for ((level, kind, id), count) in count(bank, locale) {
        let number = |number: usize| if number == 0 { String::new() } else { number.to_string() };
        rows.push([
            level.to_string(),
            kind.to_owned(),
            id.to_owned(),
            number(count.practice),
            number(count.exam),
            (count.practice + count.exam + count.other).to_string(),
        ]);
    }
    write_table(locale.check_summary_title(), &rows, 3, out)
}

/// What can become of each scenario: the proof in figures.
fn write_proofs(bank: &Bank, locale: Locale, out: &mut impl Write) -> io::Result<()> {
    if bank.scenarios.is_empty() {
        return Ok(());
    }
    let mut rows = vec![[
        locale.check_scenario_summary_id().to_owned(),
        locale.check_scenario_summary_best().to_owned(),
        locale.check_scenario_summary_worst().to_owned(),
        locale.check_scenario_summary_caps().to_owned(),
        locale.check_scenario_summary_longest().to_owned(),
        locale.check_scenario_summary_endings().to_owned(),
        locale.check_scenario_summary_situations().to_owned(),
        locale.check_scenario_summary_random().to_owned(),
    ]];
    for scenario in bank.scenarios.values().map(|unit| &unit.content) {
        let proof = prove(scenario);
        let endings = scenario.nodes.iter().filter(|node| matches!(node.kind, NodeKind::Ending(_))).count();
        rows.push([
            scenario.id.to_string(),
            proof.best.total.to_string(),
            proof.worst.total.to_string(),
            proof.cap_total.to_string(),
            proof.longest.to_string(),
            endings.to_string(),
            proof.situations.to_string(),
            format!("{:.1}%", proof.random_share * 100.0),
        ]);
    }
    write_table(locale.check_scenario_summary_title(), &rows, 1, out)
}

/// Every metric with its figures and misses; gives the number of errors.
fn write_report(sheets: &[Sheet], locale: Locale, out: &mut impl Write) -> io::Result<usize> {
    for sheet in sheets {
        writeln!(out)?;
        write_table(&sheet.title, &sheet.rows, 1, out)?;
        for note in &sheet.notes {
            writeln!(out, "  {note}")?;
        }
        for miss in &sheet.misses {
            let place = miss.place.as_ref().map_or_else(String::new, |(path, line)| format!("{path}:{line}: "));
            let label = match miss.severity {
                Severity::Error => locale.check_error(),
                Severity::Warning => locale.check_warning(),
            };
            writeln!(out, "{place}{label}: {}", miss.words)?;
        }
    }
    let count =
        |severity| sheets.iter().flat_map(|sheet| &sheet.misses).filter(|miss| miss.severity == severity).count();
    let errors = count(Severity::Error);
    writeln!(out, "\n{}", locale.report_found(whole(errors), whole(count(Severity::Warning))))?;
    Ok(errors)
}

/// A table whose first columns hold words, which stand to the left, and whose others hold numbers, to the right.
fn write_table(title: &str, rows: &[impl AsRef<[String]>], words: usize, out: &mut impl Write) -> io::Result<()> {
    let columns = rows.first().map_or(0, |row| row.as_ref().len());
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.as_ref().get(column));
        cells.map(|cell| terminal_columns(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    writeln!(out, "{title}")?;
    for row in rows {
        let mut line = String::new();
        for (index, (cell, width)) in row.as_ref().iter().zip(&widths).enumerate() {
            let padding = " ".repeat(width - terminal_columns(cell));
            let padded = if index < words { format!("{cell}{padding}") } else { format!("{padding}{cell}") };
            line.push_str(if index == 0 { "  " } else { "   " });
            line.push_str(&padded);
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::content::report::Miss;

    fn check(files: &[(&str, &str)], lang: Locale) -> (String, bool) {
        checked(files, false, lang)
    }

    fn checked(files: &[(&str, &str)], report: bool, lang: Locale) -> (String, bool) {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let file = folder.path().join(name);
            std::fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
            std::fs::write(file, text).expect("a file");
        }
        let args = CheckArgs { path: folder.path().to_owned(), report };
        let mut out = Vec::new();
        let status = run(&args, lang, &mut out).expect("output");
        (String::from_utf8(out).expect("text"), status == ExitCode::SUCCESS)
    }

    const GOOD: &str = "---\n{kind: items, level: 1, competency: mindset}\n---\n# l1-mindset-gap\n\
        {kind: true-false, p: 0.75, use: practice, key: false, source: \"004\"}\n没有投诉就是满意。 || No complaint \
        means content.\n- true > 不对。 || Wrong.\n- false > 对。 || Right.\n";

    #[test]
    fn good_content_is_counted_and_passes() {
        let (text, passed) = check(&[("mindset.md", GOOD)], Locale::En);
        assert!(passed, "{text}");
        assert!(text.contains("  1       item   true-false          1              1\n"), "{text}");
        assert!(text.ends_with("0 errors, 0 looks, 1 file.\n"), "{text}");
    }

    #[test]
    fn good_content_that_is_no_whole_curriculum_fails_only_with_the_report() {
        let files = [("mindset.md", GOOD)];
        let (text, passed) = checked(&files, true, Locale::En);
        assert!(!passed, "{text}");
        assert!(text.contains("error: Level 1: lessons 0, at least 12 are wanted."), "{text}");
        assert!(text.ends_with("0 errors, 0 looks, 1 file.\n"), "each file by itself is good: {text}");
        assert!(checked(&files, false, Locale::En).1);
    }

    #[test]
    fn only_what_misses_a_hard_bound_is_an_error_of_the_report() {
        let missing = |severity| Miss { severity, place: Some(("items/a.md".into(), 7)), words: "Too few.".into() };
        let (look, error) = (missing(Severity::Warning), missing(Severity::Error));
        let cases = [
            ("nothing misses", vec![], 0, "no error"),
            ("a look", vec![look.clone()], 0, "items/a.md:7: look: Too few."),
            ("an error", vec![error.clone()], 1, "items/a.md:7: error: Too few."),
            ("both", vec![look, error.clone(), error], 2, "items/a.md:7: look: Too few."),
        ];
        for (name, misses, errors, words) in cases {
            let clean = Sheet { title: "Clean".into(), rows: vec![vec!["a".into()]], notes: vec![], misses: vec![] };
            let sheets = [clean.clone(), Sheet { title: "Measured".into(), misses, ..clean }];
            let mut out = Vec::new();
            assert_eq!(write_report(&sheets, Locale::En, &mut out).expect("output"), errors, "{name}");
            let text = String::from_utf8(out).expect("text");
            assert!(words == "no error" && !text.contains("Too few") || text.contains(words), "{name}: {text}");
        }
    }

    /// The whole report over what ships. A thousand draws of each form would take a debug build minutes.
    #[test]
    fn the_curriculum_that_ships_passes_the_report() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("quizzes");
        let mut out = Vec::new();
        let status = super::check(&CheckArgs { path, report: true }, 40, Locale::En, &mut out).expect("output");
        let text = String::from_utf8(out).expect("text");
        let errors: Vec<&str> = text.lines().filter(|line| line.contains("error: ")).collect();
        assert_eq!(errors, Vec::<&str>::new());
        assert_eq!(status, ExitCode::SUCCESS, "{text}");
        assert!(text.contains("l5-exam-certification") && text.contains("0 errors"), "{text}");
    }

    #[test]
    fn every_problem_is_told_at_once_in_the_language_asked_for() {
        let bad = GOOD.replace("key: false", "key: maybe").replace("- true > 不对。 || Wrong.", "- true > 不对。");
        let (text, passed) = check(&[("mindset.md", &bad), ("notes.md", "no front matter")], Locale::ZhCn);
        assert!(!passed);
        for part in
            ["mindset.md:5:49: 错误: 应为以下之一：true, false", "mindset.md:7:10: 错误: 缺英文", "notes.md:1:1: 错误"]
        {
            assert!(text.contains(part), "{part} in\n{text}");
        }
        assert!(text.ends_with("错误 3 个，提醒 0 个，文件 2 个。\n"), "{text}");
    }

    #[test]
    fn a_scenario_is_told_with_what_can_become_of_it() {
        let parcel = include_str!("../../../quizzes/scenarios/l1/l1-process-late-parcel.md");
        let (text, passed) = check(&[("l1-process-late-parcel.md", parcel)], Locale::En);
        assert!(passed, "{text}");
        let row = text.lines().find(|line| line.starts_with("  l1-process-late-parcel")).expect("a row");
        let cells: Vec<&str> = row.split_whitespace().collect();
        assert_eq!(cells[1..6], ["18", "1", "18", "9", "3"], "{text}");
    }

    #[test]
    fn rule_sets_are_checked_with_their_golden_cases() {
        let rules = include_str!("../../../quizzes/rules/customer-service-2026-1.yaml");
        let cases = include_str!("../../../quizzes/rules/customer-service-2026-1.cases.yaml");
        let files = |rules| {
            [("rules/customer-service-2026-1.yaml", rules), ("rules/customer-service-2026-1.cases.yaml", cases)]
        };
        let (text, passed) = check(&files(rules), Locale::En);
        assert!(passed && text.contains("1 rule set with 64 golden cases."), "{text}");
        let (text, passed) = check(&files(&rules.replacen("level: 1", "level: 9", 1)), Locale::En);
        assert!(!passed && text.contains("rules/customer-service-2026-1.yaml:"), "{text}");
    }

    #[test]
    fn a_path_that_is_not_there_is_told_with_its_own_status() {
        let mut out = Vec::new();
        let args = CheckArgs { path: "/nonexistent/quizzes".into(), report: false };
        assert_eq!(run(&args, Locale::En, &mut out).expect("output"), ExitCode::from(2));
        assert!(String::from_utf8_lossy(&out).starts_with("/nonexistent/quizzes: "));
    }
}
