//! The one next step, what else the day holds, and the ladder with what was learned of every level.

use super::list_lessons::{LessonRow, list_lessons};
use super::list_scenarios::{ScenarioRow, list_scenarios};
use super::practice_overview::{Overview, practice_overview};
use crate::domain::attempt::registration::RegistrationState;
use crate::domain::attempt::state::Stage;
use crate::domain::competency::Competency;
use crate::domain::form::FormKind;
use crate::domain::id::{AttemptId, ExamSessionId, PersonId};
use crate::domain::lesson::completion::Standing;
use crate::domain::level::Level;
use crate::domain::verification::Basis;
use crate::server::services::ServiceError;
use crate::server::services::eligibility::assess::{Assessment, assess};
use crate::server::state::AppState;
use crate::server::storage::{attempt, attempt_line, exam_session, registration};
use crate::server::visitor::Account;
use chrono::{DateTime, Duration, Utc};
use std::collections::BTreeSet;

#[derive(Debug, Clone)]
pub struct Home {
    pub next: NextStep,
    pub lessons: Vec<LessonRow>,
    pub scenarios: Vec<ScenarioRow>,
    pub practice: Overview,
    pub assessment: Assessment,
    /// From the first level to the fifth.
    pub study: Vec<Study>,
}

/// The most useful thing to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextStep {
    /// A lesson that was begun.
    ContinueLesson(LessonRow),
    /// A conversation that was broken off.
    ContinuePlay(ScenarioRow),
    /// What was learned wants rehearsing: not yet passed.
    RolePlay(ScenarioRow),
    Lesson(LessonRow),
    /// So many items of the wrong-answer book.
    Mistakes(usize),
    Practice(Competency),
    /// An exam: under way, waiting to be started, near, or with a new result.
    Exam(ExamStep),
    /// Nothing is known of the person yet that a level could open for.
    TellFacts,
    /// All is done: look at what the levels ask.
    Eligibility,
}

/// What an exam asks of somebody now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExamStep {
    /// The clock runs.
    GoOn { attempt: AttemptId, kind: FormKind, level: Level },
    /// Booked, and open until an instant.
    Start { session: ExamSessionId, kind: FormKind, level: Level, until: DateTime<Utc> },
    /// Booked, and not open yet.
    Ahead { session: ExamSessionId, kind: FormKind, level: Level, from: DateTime<Utc> },
    /// Released a few days ago.
    Result { attempt: AttemptId, kind: FormKind, level: Level },
}

/// A result is news for so long.
const NEWS: Duration = Duration::days(3);
/// An exam is near for so long before it opens.
const NEAR: Duration = Duration::days(14);

/// What there is to learn of a level, and how much of it is done: lessons completed and role-plays passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Study {
    pub level: Level,
    pub done: usize,
    pub of: usize,
}

impl Study {
    pub fn percent(&self) -> u8 {
        u8::try_from((self.done * 100).checked_div(self.of).unwrap_or(0)).unwrap_or(100)
    }
}

pub async fn home(state: &AppState, account: &Account, learner: PersonId) -> Result<Home, ServiceError> {
    let lessons = list_lessons(state, learner).await?;
    let scenarios = list_scenarios(state, learner).await?;
    let practice = practice_overview(state, learner).await?;
    let assessment = assess(state, account, learner, state.clock.today(), Basis::Verified).await?;
    let taught = taught(state, &lessons);
    let known = !assessment.file.entries.is_empty();
    let exam = exam_step(state, learner).await?.map(NextStep::Exam);
    Ok(Home {
        next: exam.unwrap_or_else(|| next_step(&lessons, &scenarios, &practice, &taught, known)),
        study: Level::ALL.iter().map(|level| study(*level, &lessons, &scenarios)).collect(),
        lessons,
        scenarios,
        practice,
        assessment,
    })
}

/// The exam that comes before everything else, if there is one.
async fn exam_step(state: &AppState, learner: PersonId) -> Result<Option<ExamStep>, ServiceError> {
    let now = state.clock.now();
    let mut tx = state.db.read().await?;
    let attempts = attempt_line::of_person(&mut tx, learner).await?;
    if let Some(line) = attempts.iter().find(|line| line.stage() == Stage::InProgress) {
        return Ok(Some(ExamStep::GoOn { attempt: line.id, kind: line.kind(), level: line.level() }));
    }
    let mut ahead = None;
    let places = registration::of_person(&mut tx, learner).await?;
    for place in places.iter().filter(|place| place.state == RegistrationState::Registered) {
        let Some(session) = exam_session::find(&mut tx, place.session).await? else { continue };
        let (id, kind, level) = (session.id, session.kind, session.level);
        if session.is_open(now) {
            return Ok(Some(ExamStep::Start { session: id, kind, level, until: session.closes_at }));
        }
        if now < session.opens_at && session.opens_at < now + NEAR {
            ahead = Some(ExamStep::Ahead { session: id, kind, level, from: session.opens_at });
        }
    }
    for line in attempts.iter().filter(|line| line.stage() == Stage::Released) {
        let kept = attempt::find(&mut tx, line.id).await?;
        if kept.and_then(|kept| kept.released_at).is_some_and(|at| now < at + NEWS) {
            return Ok(Some(ExamStep::Result { attempt: line.id, kind: line.kind(), level: line.level() }));
        }
    }
    Ok(ahead)
}

/// The competencies whose lessons, of a level, are all complete.
fn taught(state: &AppState, lessons: &[LessonRow]) -> BTreeSet<(Level, Competency)> {
    let of = |row: &LessonRow| state.curriculum.bank.lesson(&row.id).map(|unit| unit.content.competencies.clone());
    let pairs = |complete: bool| {
        let rows = lessons.iter().filter(move |row| (row.standing == Standing::Complete) == complete);
        rows.flat_map(|row| of(row).unwrap_or_default().into_iter().map(|competency| (row.level, competency)))
    };
    let open: BTreeSet<_> = pairs(false).collect();
    pairs(true).filter(|pair| !open.contains(pair)).collect()
}

fn next_step(
    lessons: &[LessonRow],
    scenarios: &[ScenarioRow],
    practice: &Overview,
    taught: &BTreeSet<(Level, Competency)>,
    known: bool,
) -> NextStep {
    let begun = lessons.iter().find(|row| matches!(row.standing, Standing::Begun { .. }));
    if let Some(row) = begun {
        return NextStep::ContinueLesson(row.clone());
    }
    if let Some(row) = scenarios.iter().find(|row| row.record.running.is_some()) {
        return NextStep::ContinuePlay(row.clone());
    }
    let is_taught = |row: &&ScenarioRow| row.competencies.iter().all(|about| taught.contains(&(row.level, *about)));
    let unpassed = || scenarios.iter().filter(|row| !row.record.passed);
    if let Some(row) = unpassed().find(is_taught) {
        return NextStep::RolePlay(row.clone());
    }
    if let Some(row) = lessons.iter().find(|row| row.next) {
        return NextStep::Lesson(row.clone());
    }
    if let Some(row) = unpassed().next() {
        return NextStep::RolePlay(row.clone());
    }
    if practice.mistakes > 0 {
        return NextStep::Mistakes(practice.mistakes);
    }
    if let Some(shelf) = practice.shelves.iter().find(|shelf| shelf.tried < shelf.items) {
        return NextStep::Practice(shelf.competency);
    }
    if known { NextStep::Eligibility } else { NextStep::TellFacts }
}

fn study(level: Level, lessons: &[LessonRow], scenarios: &[ScenarioRow]) -> Study {
    let lessons = lessons.iter().filter(|row| row.level == level).map(|row| row.standing == Standing::Complete);
    let scenarios = scenarios.iter().filter(|row| row.level == level).map(|row| row.record.passed);
    let (done, of) = lessons.chain(scenarios).fold((0, 0), |(done, of), one| (done + usize::from(one), of + 1));
    Study { level, done, of }
}
