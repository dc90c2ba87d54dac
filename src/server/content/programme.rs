//! Programmes and hours policies as files: `programmes/<id>.yaml` and `policies/<id>.yaml`. The grammar is told in
//! `quizzes/README.md`.

use super::diagnostic::{Place, Report, Source};
use super::item::Read;
use super::markup::read_yaml;
use super::rules::{pair, place};
use crate::domain::form::FormId;
use crate::domain::hours::{Amount, Demand, Group, HoursPolicy, Within};
use crate::domain::lesson::LessonId;
use crate::domain::level::Level;
use crate::domain::locale::{Locale, Text};
use crate::domain::programme::{Activity, Gate, GateKind, Method, Phase, Programme, ProgrammeKind};
use crate::domain::scenario::model::ScenarioId;
use serde::Deserialize;
use serde_saphyr::Spanned;
use std::str::FromStr;

const PROGRAMMES: &str = "programmes/";
const POLICIES: &str = "policies/";

pub(super) fn is_programme(path: &str) -> bool {
    path.strip_prefix(PROGRAMMES).and_then(|name| name.strip_suffix(".yaml")).is_some()
}

pub(super) fn is_policy(path: &str) -> bool {
    path.strip_prefix(POLICIES).and_then(|name| name.strip_suffix(".yaml")).is_some()
}

/// Reads a programme. What could not be read is in the report.
pub fn read(source: &Source) -> (Option<Read<Programme>>, Report) {
    read_file::<ProgrammeFile>(source)
}

/// Reads a set of hours policies.
pub fn read_policy(source: &Source) -> (Option<Read<HoursPolicy>>, Report) {
    read_file::<PolicyFile>(source)
}

/// What stands in a file, and what it means.
trait ContentFile: serde::de::DeserializeOwned {
    type Content;

    fn content(&self, reader: &mut Reader<'_>) -> Option<Self::Content>;
}

impl ContentFile for ProgrammeFile {
    type Content = Programme;

    fn content(&self, reader: &mut Reader<'_>) -> Option<Programme> {
        reader.programme(self)
    }
}

impl ContentFile for PolicyFile {
    type Content = HoursPolicy;

    fn content(&self, reader: &mut Reader<'_>) -> Option<HoursPolicy> {
        reader.policy(self)
    }
}

fn read_file<File: ContentFile>(source: &Source) -> (Option<Read<File::Content>>, Report) {
    let mut report = Report::default();
    let file = read_yaml::<File>(source, &source.text, 1, &mut report);
    let content = file.and_then(|file| file.content(&mut Reader { source, report: &mut report }));
    let content = content.filter(|_| !report.has_errors());
    (content.map(|content| Read { content, text: source.text.clone(), place: Place::line(1) }), report)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    id: Spanned<String>,
    title: Spanned<String>,
    source: Spanned<String>,
    class_hour_minutes: Spanned<u16>,
    day_class_hours: Spanned<u16>,
    demands: Vec<Spanned<DemandFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemandFile {
    group: Group,
    class_hours: Option<u16>,
    days: Option<u16>,
    first_months: Option<u8>,
    each: Option<Each>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Each {
    Quarter,
    HalfYear,
    Year,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgrammeFile {
    id: Spanned<String>,
    kind: ProgrammeKind,
    group: Group,
    title: Spanned<String>,
    about: Spanned<String>,
    policy: Spanned<String>,
    months: Spanned<u8>,
    phases: Vec<Spanned<PhaseFile>>,
    #[serde(default)]
    gates: Vec<Spanned<GateFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhaseFile {
    title: Spanned<String>,
    month: u8,
    activities: Vec<Spanned<ActivityFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActivityFile {
    method: Method,
    title: Spanned<String>,
    minutes: u16,
    #[serde(default)]
    lessons: Vec<Spanned<String>>,
    #[serde(default)]
    scenarios: Vec<Spanned<String>>,
    #[serde(default)]
    levels: Vec<Level>,
    form: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GateFile {
    title: Spanned<String>,
    month: u8,
    /// An exam; without it, an interview.
    exam: Option<Spanned<String>>,
    attempts: Option<u8>,
    otherwise: Spanned<String>,
}

struct Reader<'a> {
    source: &'a Source,
    report: &'a mut Report,
}

impl Reader<'_> {
    fn policy(&mut self, file: &PolicyFile) -> Option<HoursPolicy> {
        let id = self.id(&file.id, POLICIES);
        let (title, source) = (self.pair(&file.title), self.pair(&file.source));
        for minutes in [&file.class_hour_minutes, &file.day_class_hours].into_iter().filter(|value| value.value == 0) {
            self.error(place(minutes), |l| l.check_value_wrong(&l.check_expects_minutes(), &0));
        }
        let demands: Vec<Option<Demand>> = file.demands.iter().map(|demand| self.demand(demand)).collect();
        Some(HoursPolicy {
            id: id?,
            title: title?,
            source: source?,
            class_hour_minutes: file.class_hour_minutes.value,
            day_class_hours: file.day_class_hours.value,
            demands: demands.into_iter().collect::<Option<_>>()?,
        })
    }

    fn demand(&mut self, demand: &Spanned<DemandFile>) -> Option<Demand> {
        let DemandFile { group, class_hours, days, first_months, each } = &demand.value;
        let amount = match (class_hours, days) {
            (Some(hours), None) => Some(Amount::ClassHours(*hours)),
            (None, Some(days)) => Some(Amount::Days(*days)),
            (Some(_), Some(_)) | (None, None) => None,
        };
        let within = match (first_months, each) {
            (Some(months), None) => Some(Within::FirstMonths(*months)),
            (None, Some(Each::Quarter)) => Some(Within::EachQuarter),
            (None, Some(Each::HalfYear)) => Some(Within::EachHalfYear),
            (None, Some(Each::Year)) => Some(Within::EachYear),
            (Some(_), Some(_)) | (None, None) => None,
        };
        if amount.is_none() || within.is_none() {
            self.error(place(demand), |l| l.check_programme_demand().into());
        }
        Some(Demand { group: *group, amount: amount?, within: within? })
    }

    fn programme(&mut self, file: &ProgrammeFile) -> Option<Programme> {
        let id = self.id(&file.id, PROGRAMMES);
        let (title, about) = (self.pair(&file.title), self.pair(&file.about));
        let policy = self.named(&file.policy, |l| l.check_programme_expects_slug().into());
        let months = file.months.value;
        if months == 0 {
            self.error(place(&file.months), |l| l.check_programme_months().into());
        }
        let mut last = 1;
        for phase in &file.phases {
            let month = phase.value.month;
            if month < last || month > months {
                self.error(place(phase), |l| l.check_programme_phase_month(&months));
            }
            last = month.max(last);
        }
        let phases: Vec<Option<Phase>> = file.phases.iter().map(|phase| self.phase(phase)).collect();
        let gates: Vec<Option<Gate>> = file.gates.iter().map(|gate| self.gate(gate)).collect();
        Some(Programme {
            id: id?,
            kind: file.kind,
            group: file.group,
            title: title?,
            about: about?,
            policy: policy?,
            months,
            phases: phases.into_iter().collect::<Option<_>>()?,
            gates: gates.into_iter().collect::<Option<_>>()?,
        })
    }

    fn phase(&mut self, phase: &Spanned<PhaseFile>) -> Option<Phase> {
        let PhaseFile { title, month, activities } = &phase.value;
        let title = self.pair(title);
        let activities: Vec<Option<Activity>> = activities.iter().map(|activity| self.activity(activity)).collect();
        Some(Phase { title: title?, month: *month, activities: activities.into_iter().collect::<Option<_>>()? })
    }

    fn activity(&mut self, activity: &Spanned<ActivityFile>) -> Option<Activity> {
        let file = &activity.value;
        if file.minutes == 0 {
            self.error(place(activity), |l| l.check_value_wrong(&l.check_expects_minutes(), &0));
        }
        let title = self.pair(&file.title);
        let lessons: Vec<Option<LessonId>> = file.lessons.iter().map(|id| self.content(id)).collect();
        let scenarios: Vec<Option<ScenarioId>> = file.scenarios.iter().map(|id| self.content(id)).collect();
        let form = file.form.as_ref().map(|id| self.content::<FormId>(id));
        Some(Activity {
            method: file.method,
            title: title?,
            minutes: file.minutes,
            lessons: lessons.into_iter().collect::<Option<_>>()?,
            scenarios: scenarios.into_iter().collect::<Option<_>>()?,
            levels: file.levels.clone(),
            form: match form {
                Some(form) => Some(form?),
                None => None,
            },
        })
    }

    fn gate(&mut self, gate: &Spanned<GateFile>) -> Option<Gate> {
        let GateFile { title, month, exam, attempts, otherwise } = &gate.value;
        let (title, otherwise) = (self.pair(title), self.pair(otherwise));
        let kind = match (exam, attempts) {
            (Some(exam), Some(attempts)) => Some(GateKind::Exam { form: self.content(exam)?, attempts: *attempts }),
            (None, None) => Some(GateKind::Interview),
            (Some(_), None) | (None, Some(_)) => {
                self.error(place(gate), |l| l.check_programme_gate().into());
                None
            }
        };
        Some(Gate { title: title?, month: *month, kind: kind?, otherwise: otherwise? })
    }

    fn id<Id: FromStr>(&mut self, id: &Spanned<String>, folder: &str) -> Option<Id> {
        if self.source.path != format!("{folder}{}.yaml", id.value) {
            self.error(place(id), |l| l.check_file_name_differs().into());
        }
        self.named(id, |l| l.check_programme_expects_slug().into())
    }

    fn content<Id: FromStr>(&mut self, id: &Spanned<String>) -> Option<Id> {
        self.named(id, |l| l.check_expects_id().into())
    }

    fn named<Id: FromStr>(&mut self, id: &Spanned<String>, mut expected: impl FnMut(Locale) -> String) -> Option<Id> {
        let parsed = id.value.parse().ok();
        if parsed.is_none() {
            self.error(place(id), |l| l.check_value_wrong(&expected(l), &id.value));
        }
        parsed
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

    const PROGRAMME: &str = include_str!("programme/sample.yaml");
    const POLICY: &str = include_str!("programme/policy.yaml");

    fn told(path: &str, text: &str) -> (Option<u32>, Vec<String>) {
        let source = Source { path: path.into(), text: text.into() };
        let (minutes, report) = if is_policy(path) {
            let (read, report) = read_policy(&source);
            (read.map(|read| u32::from(read.content.class_hour_minutes)), report)
        } else {
            let (read, report) = read(&source);
            (read.map(|read| read.content.minutes()), report)
        };
        let problems = report.sorted();
        let words =
            problems.iter().map(|problem| format!("{}: {}", problem.place.line, problem.message.get(Locale::En)));
        (minutes, words.collect())
    }

    #[test]
    fn a_programme_and_a_policy_are_read() {
        assert_eq!(told("programmes/sample.yaml", PROGRAMME), (Some(450), vec![]));
        assert_eq!(told("policies/policy.yaml", POLICY), (Some(45), vec![]));
    }

    #[test]
    fn every_slip_is_told_and_gives_nothing() {
        let cases = [
            ("id: sample", "id: Sample", "after its id"),
            ("policy: policy", "policy: Policy", "lower-case letters"),
            ("months: 3", "months: 0", "one month"),
            ("month: 2, ", "month: 4, ", "months of the programme"),
            ("method: shadowing", "method: watching", "watching"),
            ("minutes: 90", "minutes: 0", "minutes"),
            ("attempts: 2", "tries: 2", "tries"),
            (", attempts: 2", "", "attempts"),
            (" || Interview", "", "English is missing"),
        ];
        for (good, bad, reason) in cases {
            let (found, problems) = told("programmes/sample.yaml", &PROGRAMME.replacen(good, bad, 1));
            assert!(found.is_none(), "{bad}");
            assert!(problems.iter().any(|told| told.contains(reason)), "{bad}: {problems:#?}");
        }
        let (found, problems) =
            told("policies/policy.yaml", &POLICY.replacen("class_hours: 40", "class_hours: 40, days: 5", 1));
        assert!(found.is_none() && problems[0].contains("either class_hours or days"), "{problems:?}");
    }
}
