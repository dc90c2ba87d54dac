//! Exam forms as files: `forms/l<level>/<id>.yaml`. The grammar is told in `quizzes/README.md`.

use super::diagnostic::{Place, Report, Source};
use super::item::Read;
use super::markup::read_yaml;
use super::rules::{pair, place};
use crate::domain::competency::Competency;
use crate::domain::form::blueprint::{Band, Blueprint, Cell, Target};
use crate::domain::form::{CaseAnalysis, Conduct, Cut, Form, FormId, FormKind, Part, Release, RolePlay, Theory};
use crate::domain::item::interaction::InteractionKind;
use crate::domain::level::Level;
use crate::domain::locale::{Locale, Text};
use crate::domain::scenario::model::ScenarioId;
use serde::Deserialize;
use serde_saphyr::Spanned;
use std::collections::BTreeMap;

const FOLDER: &str = "forms/";
/// Items of a level exam's theory part.
const LEVEL_EXAM_ITEMS: std::ops::RangeInclusive<usize> = 24..=30;

/// Whether a path names an exam form.
pub(super) fn is_form(path: &str) -> bool {
    path.strip_prefix(FOLDER).and_then(|name| name.strip_suffix(".yaml")).is_some()
}

/// Reads a form. What could not be read is in the report.
pub fn read(source: &Source) -> (Option<Read<Form>>, Report) {
    let mut report = Report::default();
    let file = read_yaml::<File>(source, &source.text, 1, &mut report);
    let form = file.and_then(|file| Reader { source, report: &mut report }.form(&file));
    let form = form.filter(|_| !report.has_errors());
    (form.map(|content| Read { content, text: source.text.clone(), place: Place::line(1) }), report)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: Spanned<String>,
    kind: Spanned<FormKind>,
    level: Spanned<Level>,
    title: Spanned<String>,
    about: Spanned<String>,
    conduct: Spanned<ConductFile>,
    theory: Option<Spanned<TheoryFile>>,
    role_play: Option<Spanned<RolePlayFile>>,
    case_analysis: Option<Spanned<CaseAnalysisFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConductFile {
    attempts: u8,
    cooldown_days: u16,
    grace_seconds: u16,
    release: Release,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CutFile {
    percent: u8,
    reason: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetFile {
    mean: f64,
    tolerance: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TheoryFile {
    minutes: u16,
    cut: Spanned<CutFile>,
    items: BTreeMap<Competency, Spanned<BandsFile>>,
    #[serde(default)]
    types: BTreeMap<InteractionKind, Spanned<String>>,
    difficulty: Spanned<TargetFile>,
    /// In percent.
    exposure: Spanned<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BandsFile {
    #[serde(default)]
    easy: u8,
    #[serde(default)]
    medium: u8,
    #[serde(default)]
    hard: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RolePlayFile {
    minutes: u16,
    cut: Spanned<CutFile>,
    pool: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseAnalysisFile {
    minutes: u16,
    cut: Spanned<CutFile>,
    groups: u8,
    essays: u8,
    essay_points: u8,
    difficulty: Spanned<TargetFile>,
}

struct Reader<'a> {
    source: &'a Source,
    report: &'a mut Report,
}

impl Reader<'_> {
    fn form(&mut self, file: &File) -> Option<Form> {
        let level = file.level.value;
        let id = self.id(&file.id, level);
        let (title, about) = (self.pair(&file.title), self.pair(&file.about));
        let theory = file.theory.as_ref().map(|theory| self.theory(theory, level));
        let role_play = file.role_play.as_ref().map(|role_play| self.role_play(role_play));
        let cases = file.case_analysis.as_ref().map(|cases| self.case_analysis(cases));
        let parts: Vec<Option<Part>> = [theory, role_play, cases].into_iter().flatten().collect();
        if parts.is_empty() {
            self.error(place(&file.kind), |l| l.check_form_no_parts().into());
        }
        let ConductFile { attempts, cooldown_days, grace_seconds, release } = file.conduct.value;
        if attempts == 0 {
            self.error(place(&file.conduct), |l| l.check_form_no_attempts().into());
        }
        let form = Form {
            id: id?,
            kind: file.kind.value,
            level,
            title: title?,
            about: about?,
            parts: parts.into_iter().collect::<Option<_>>()?,
            conduct: Conduct { attempts, cooldown_days, grace_seconds, release },
        };
        self.level_exam(&form, place(&file.kind));
        Some(form)
    }

    /// A certificate stands for all three parts of the assessment, and for a theory part of the usual length.
    fn level_exam(&mut self, form: &Form, at: Place) {
        if form.kind != FormKind::LevelExam {
            return;
        }
        if form.parts.len() < 3 {
            self.error(at, |l| l.check_form_level_exam_parts().into());
        }
        let items = form.theory().map_or(0, |theory| theory.blueprint.items());
        if !LEVEL_EXAM_ITEMS.contains(&items) {
            let (least, most) = (LEVEL_EXAM_ITEMS.start(), LEVEL_EXAM_ITEMS.end());
            self.error(at, |l| l.check_form_level_exam_items(&items, least, most));
        }
    }

    fn id(&mut self, id: &Spanned<String>, level: Level) -> Option<FormId> {
        let at = place(id);
        let Ok(parsed) = id.value.parse::<FormId>() else {
            self.error(at, |l| l.check_value_wrong(&l.check_expects_id(), &id.value));
            return None;
        };
        if parsed.level() != level {
            self.error(at, |l| l.check_id_other_level(&level));
        }
        if self.source.path != format!("{FOLDER}l{level}/{parsed}.yaml") {
            self.error(at, |l| l.check_form_file_name(&level, &parsed));
        }
        Some(parsed)
    }

    fn theory(&mut self, theory: &Spanned<TheoryFile>, level: Level) -> Option<Part> {
        let file = &theory.value;
        let mut cells = BTreeMap::new();
        for (competency, bands) in &file.items {
            if competency.at(level).is_none() {
                self.error(place(bands), |l| l.check_form_competency(competency, &level));
            }
            let BandsFile { easy, medium, hard } = bands.value;
            for (band, count) in [(Band::Easy, easy), (Band::Medium, medium), (Band::Hard, hard)] {
                if count > 0 {
                    cells.insert(Cell { competency: *competency, band }, count);
                }
            }
        }
        if cells.is_empty() {
            self.error(place(theory), |l| l.check_form_no_items().into());
        }
        let types: Vec<_> = file.types.iter().map(|(kind, range)| Some((*kind, self.range(range)?))).collect();
        let (cut, target) = (self.cut(&file.cut), self.target(&file.difficulty));
        self.minutes(file.minutes, place(theory));
        let exposure_percent = file.exposure.value;
        if !(1..=100).contains(&exposure_percent) {
            self.error(place(&file.exposure), |l| l.check_form_percent().into());
        }
        let types = types.into_iter().collect::<Option<_>>()?;
        let blueprint = Blueprint { cells, types, target: target?, exposure_percent };
        Some(Part::Theory(Theory { minutes: file.minutes, cut: cut?, blueprint }))
    }

    fn role_play(&mut self, role_play: &Spanned<RolePlayFile>) -> Option<Part> {
        let file = &role_play.value;
        if file.pool.is_empty() {
            self.error(place(role_play), |l| l.check_form_empty_pool().into());
        }
        let pool: Vec<Option<ScenarioId>> = file
            .pool
            .iter()
            .map(|id| {
                let parsed = id.value.parse().ok();
                if parsed.is_none() {
                    self.error(place(id), |l| l.check_value_wrong(&l.check_expects_id(), &id.value));
                }
                parsed
            })
            .collect();
        let cut = self.cut(&file.cut);
        self.minutes(file.minutes, place(role_play));
        let pool = pool.into_iter().collect::<Option<_>>()?;
        Some(Part::RolePlay(RolePlay { minutes: file.minutes, cut: cut?, pool }))
    }

    fn case_analysis(&mut self, cases: &Spanned<CaseAnalysisFile>) -> Option<Part> {
        let CaseAnalysisFile { minutes, cut, groups, essays, essay_points, difficulty } = &cases.value;
        if groups + essays == 0 || (*essays > 0 && *essay_points == 0) {
            self.error(place(cases), |l| l.check_form_no_cases().into());
        }
        let (cut, target) = (self.cut(cut), self.target(difficulty));
        self.minutes(*minutes, place(cases));
        Some(Part::CaseAnalysis(CaseAnalysis {
            minutes: *minutes,
            cut: cut?,
            groups: *groups,
            essays: *essays,
            essay_points: *essay_points,
            target: target?,
        }))
    }

    fn cut(&mut self, cut: &Spanned<CutFile>) -> Option<Cut> {
        let CutFile { percent, reason } = &cut.value;
        if !(1..=100).contains(percent) {
            self.error(place(cut), |l| l.check_form_percent().into());
        }
        Some(Cut { percent: *percent, reason: self.pair(reason)? })
    }

    fn target(&mut self, target: &Spanned<TargetFile>) -> Option<Target> {
        let hundredths = |share: f64| -> Option<u32> {
            let scaled = (share * 10_000.0).round();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10,000")]
            (0.0..=10_000.0).contains(&scaled).then_some(scaled as u32)
        };
        let found = hundredths(target.value.mean).zip(hundredths(target.value.tolerance));
        let found = found.filter(|(mean, tolerance)| *mean > 0 && *tolerance > 0);
        if found.is_none() {
            self.error(place(target), |l| l.check_form_target().into());
        }
        found.map(|(mean, tolerance)| Target { mean, tolerance })
    }

    fn range(&mut self, range: &Spanned<String>) -> Option<(u8, u8)> {
        let found = range.value.split_once("..");
        let found = found.and_then(|(least, most)| Some((least.trim().parse().ok()?, most.trim().parse().ok()?)));
        let found = found.filter(|(least, most)| least <= most);
        if found.is_none() {
            self.error(place(range), |l| l.check_value_wrong(&l.check_form_expects_range(), &range.value));
        }
        found
    }

    fn minutes(&mut self, minutes: u16, at: Place) {
        if minutes == 0 {
            self.error(at, |l| l.check_value_wrong(&l.check_expects_minutes(), &minutes));
        }
    }

    fn pair(&mut self, text: &Spanned<String>) -> Option<Text> {
        pair(self.source, text, self.report)
    }

    fn error(&mut self, at: Place, word: impl FnMut(Locale) -> String) {
        self.report.error(self.source, at, word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = include_str!("form/sample.yaml");

    fn told(text: &str) -> (Option<Form>, Vec<String>) {
        let source = Source { path: "forms/l1/l1-exam-sample.yaml".into(), text: text.into() };
        let (read, report) = read(&source);
        let problems = report.sorted();
        let words =
            problems.iter().map(|problem| format!("{}: {}", problem.place.line, problem.message.get(Locale::En)));
        (read.map(|read| read.content), words.collect())
    }

    #[test]
    fn a_form_is_read_with_its_parts_in_order() {
        let (form, problems) = told(GOOD);
        assert_eq!(problems, Vec::<String>::new());
        let form = form.expect("a form");
        let kinds: Vec<&str> = form.parts.iter().map(|part| part.kind().id()).collect();
        assert_eq!(kinds, ["theory", "role-play", "case-analysis"]);
        let theory = form.theory().expect("a theory part");
        assert_eq!(theory.blueprint.items(), 24);
        assert_eq!(theory.blueprint.range_of(InteractionKind::Single), (8, 16));
        assert_eq!(theory.blueprint.target, Target { mean: 6450, tolerance: 100 });
        assert_eq!(form.minutes(), 45 + 20 + 45);
    }

    #[test]
    fn every_slip_is_told_at_its_line_and_gives_no_form() {
        let line = |part: &str| GOOD.lines().position(|line| line.contains(part)).expect(part) + 1;
        let cases = [
            ("id: l1-exam-sample", "id: l2-exam-sample", "id:", "another level"),
            ("id: l1-exam-sample", "id: l1-exam-other", "id:", "forms/l1/l1-exam-other.yaml"),
            ("kind: level-exam", "kind: level-test", "kind:", "level-test"),
            ("attempts: 2", "attempts: 0", "conduct", "one attempt"),
            ("percent: 62", "percent: 0", "    percent: 62", "1 to 100"),
            (" || Mean", "", "reason", "English is missing"),
            ("mindset: {", "crisis: {", "mindset: {", "not part of level 1"),
            ("single: 8..16", "single: 16..8", "single:", "a range"),
            ("mean: 0.645", "mean: 64.5", "difficulty", "share"),
            ("medium: 4", "medium: 14", "kind:", "24 to 30"),
            ("pool: [l1-process-talk]", "pool: []", "role_play", "empty"),
            ("minutes: 20", "minutes: 0", "role_play", "minutes"),
            ("attempts: 2", "attempts: 2, retries: 1", "conduct", "retries"),
        ];
        for (good, bad, part, reason) in cases {
            let (form, problems) = told(&GOOD.replacen(good, bad, 1));
            let number = line(part);
            assert!(form.is_none(), "{bad}");
            let at_line = |told: &&String| {
                let line = told.split(':').next().and_then(|line| line.parse::<usize>().ok());
                line.is_some_and(|line| line.abs_diff(number) <= 1) && told.contains(reason)
            };
            assert!(
                problems.iter().any(|told| at_line(&told)),
                "{bad}: expected {number}: {reason:?}, told {problems:#?}"
            );
        }
    }
}
