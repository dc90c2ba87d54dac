//! One training programme in the order of time, and what its reader has done of it.

use super::list_lessons::{LessonRow, list_lessons};
use super::list_programmes::ProgrammeRow;
use super::list_scenarios::{ScenarioRow, list_scenarios};
use crate::domain::attempt::state;
use crate::domain::form::{FormId, FormKind};
use crate::domain::hours::{ClassHours, HoursPolicy};
use crate::domain::id::PersonId;
use crate::domain::lesson::completion::Standing;
use crate::domain::level::Level;
use crate::domain::locale::Text;
use crate::domain::programme::{Activity, Gate, GateStanding, Method, Phase, ProgrammeId, Stage};
use crate::server::content::bank::Bank;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::attempt_line::{self, Line};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenProgramme {
    pub row: ProgrammeRow,
    /// What asks for its hours.
    pub policy: Text,
    pub class_hour_minutes: u16,
    pub stages: Vec<OpenStage>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenStage {
    Phase(OpenPhase),
    Gate(Gate, GateStanding),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPhase {
    pub title: Text,
    pub class_hours: ClassHours,
    pub activities: Vec<OpenActivity>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenActivity {
    pub method: Method,
    pub title: Text,
    pub minutes: u16,
    /// The levels whose lessons are all part of it.
    pub levels: Vec<Level>,
    /// The lessons that are named.
    pub lessons: Vec<LessonRow>,
    pub scenarios: Vec<ScenarioRow>,
    /// The exam that is sat in it.
    pub exam: Option<(FormKind, Level)>,
    pub done: Done,
}

/// What the program knows of an activity's having been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// So many of its lessons are finished, or so many of its role-plays passed.
    Counted { done: usize, of: usize },
    /// A trainer records it.
    ByTrainer,
    /// Nothing counts it.
    Uncounted,
}

/// What somebody has done so far.
struct Reader {
    lessons: Vec<LessonRow>,
    scenarios: Vec<ScenarioRow>,
    sittings: Vec<Line>,
}

pub async fn read_programme(
    state: &AppState,
    learner: PersonId,
    id: &ProgrammeId,
) -> Result<OpenProgramme, ServiceError> {
    let bank = &state.curriculum.bank;
    let programme = &bank.programmes.get(id).ok_or(ServiceError::NotFound)?.content;
    let policy = &bank.policies.get(&programme.policy).ok_or(ServiceError::NotFound)?.content;
    let reader = Reader::of(state, learner).await?;
    let opened = |next: Stage<'_>| match next {
        Stage::Phase(phase) => OpenStage::Phase(reader.phase(bank, policy, phase)),
        Stage::Gate(gate) => OpenStage::Gate(gate.clone(), gate.standing(reader.released())),
    };
    Ok(OpenProgramme {
        row: ProgrammeRow::of(programme, policy),
        policy: policy.title.clone(),
        class_hour_minutes: policy.class_hour_minutes,
        stages: programme.stages().into_iter().map(opened).collect(),
    })
}

impl Reader {
    async fn of(state: &AppState, learner: PersonId) -> Result<Self, ServiceError> {
        let lessons = list_lessons(state, learner).await?;
        let scenarios = list_scenarios(state, learner).await?;
        let mut tx = state.db.read().await?;
        let sittings = attempt_line::of_person(&mut tx, learner).await?;
        Ok(Self { lessons, scenarios, sittings })
    }

    /// The sittings whose results may be known, and whether they were passed.
    fn released(&self) -> impl Iterator<Item = (&FormId, bool)> {
        let released = self.sittings.iter().filter(|line| line.stage() == state::Stage::Released);
        released.filter_map(|line| Some((line.form(), line.passed?)))
    }

    fn phase(&self, bank: &Bank, policy: &HoursPolicy, phase: &Phase) -> OpenPhase {
        OpenPhase {
            title: phase.title.clone(),
            class_hours: policy.nearest(u16::try_from(phase.minutes()).unwrap_or(u16::MAX)),
            activities: phase.activities.iter().map(|activity| self.activity(bank, activity)).collect(),
        }
    }

    fn activity(&self, bank: &Bank, activity: &Activity) -> OpenActivity {
        let named = self.lessons.iter().filter(|row| activity.lessons.contains(&row.id));
        let scenarios = self.scenarios.iter().filter(|row| activity.scenarios.contains(&row.id));
        let form = activity.form.as_ref().and_then(|id| bank.form(id));
        OpenActivity {
            method: activity.method,
            title: activity.title.clone(),
            minutes: activity.minutes,
            levels: activity.levels.clone(),
            lessons: named.cloned().collect(),
            scenarios: scenarios.cloned().collect(),
            exam: form.map(|unit| (unit.content.kind, unit.content.level)),
            done: self.done(activity),
        }
    }

    fn done(&self, activity: &Activity) -> Done {
        if activity.method.is_recorded_by_trainer() {
            return Done::ByTrainer;
        }
        let lessons = || {
            let is_part = |row: &&LessonRow| activity.levels.contains(&row.level) || activity.lessons.contains(&row.id);
            self.lessons.iter().filter(is_part)
        };
        let scenarios = || self.scenarios.iter().filter(|row| activity.scenarios.contains(&row.id));
        match activity.method {
            Method::Lessons => counted(lessons(), |row| row.standing == Standing::Complete),
            Method::RolePlay => counted(scenarios(), |row| row.record.passed),
            _ => Done::Uncounted,
        }
    }
}

fn counted<T>(rows: impl Iterator<Item = T>, is_done: impl Fn(&T) -> bool) -> Done {
    match rows.fold((0, 0), |(done, of), row| (done + usize::from(is_done(&row)), of + 1)) {
        (_, 0) => Done::Uncounted,
        (done, of) => Done::Counted { done, of },
    }
}
