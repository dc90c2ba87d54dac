//! All role-plays, and how each has gone so far.

use crate::domain::competency::Competency;
use crate::domain::id::{PersonId, PlayId};
use crate::domain::level::Level;
use crate::domain::locale::Text;
use crate::domain::points::Points;
use crate::domain::scenario::model::{Scenario, ScenarioId};
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::play::{self, Stage, Summary};

/// A role-play of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioRow {
    pub id: ScenarioId,
    pub level: Level,
    pub competencies: Vec<Competency>,
    pub title: Text,
    pub introduction: Text,
    pub minutes: u8,
    pub record: Record,
}

/// What somebody has reached in one scenario.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// Plays that came to an end.
    pub ended: usize,
    pub passed: bool,
    pub best: Option<Points>,
    /// The newest play that has not ended.
    pub running: Option<PlayId>,
}

impl Record {
    /// `plays` are newest first.
    pub(super) fn of<'p>(scenario: &ScenarioId, plays: impl IntoIterator<Item = &'p Summary>) -> Self {
        let mut record = Self::default();
        for play in plays.into_iter().filter(|play| play.scenario == *scenario) {
            match play.stage {
                Stage::Running => record.running = record.running.or(Some(play.id)),
                Stage::Ended { total, passed, .. } => {
                    record.ended += 1;
                    record.passed |= passed;
                    record.best = record.best.max(Some(total));
                }
            }
        }
        record
    }
}

pub async fn list_scenarios(state: &AppState, learner: PersonId) -> Result<Vec<ScenarioRow>, ServiceError> {
    let mut tx = state.db.read().await?;
    let plays = play::of_person(&mut tx, learner).await?;
    drop(tx);
    let row = |scenario: &Scenario| ScenarioRow {
        id: scenario.id.clone(),
        level: scenario.level,
        competencies: scenario.competencies.clone(),
        title: scenario.title.clone(),
        introduction: scenario.persona.introduction.clone(),
        minutes: scenario.minutes,
        record: Record::of(&scenario.id, &plays),
    };
    let mut rows: Vec<ScenarioRow> = state.curriculum.bank.scenarios.values().map(|unit| row(&unit.content)).collect();
    rows.sort_by(|a, b| (a.level, &a.id).cmp(&(b.level, &b.id)));
    Ok(rows)
}
