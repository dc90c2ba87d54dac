//! What somebody learns from a role-play that has ended.

use super::read_play::find;
use crate::domain::id::{PersonId, PlayId};
use crate::domain::locale::Locale;
use crate::domain::points::Points;
use crate::domain::scenario::debrief::DebriefView;
use crate::domain::scenario::model::ScenarioId;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::play::{self, Stage};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debriefed {
    pub scenario: ScenarioId,
    pub view: DebriefView,
    /// This play's number among those that ended, from 1.
    pub number: usize,
}

/// Nothing while the conversation runs.
pub async fn read_debrief(
    state: &AppState,
    learner: PersonId,
    id: PlayId,
    locale: Locale,
) -> Result<Option<Debriefed>, ServiceError> {
    let (kept, scenario, played) = find(state, learner, id).await?;
    let Stage::Ended { at, .. } = kept.stage else { return Ok(None) };
    let mut tx = state.db.read().await?;
    let plays = play::of_person(&mut tx, learner).await?;
    drop(tx);
    let earlier: Vec<Points> = plays
        .iter()
        .filter(|other| other.scenario == kept.scenario && other.id != id)
        .filter_map(|other| match other.stage {
            Stage::Ended { at: then, total, .. } if then <= at => Some(total),
            Stage::Ended { .. } | Stage::Running => None,
        })
        .collect();
    let view = DebriefView::of(&scenario, &played, earlier.iter().max().copied(), locale);
    Ok(view.map(|view| Debriefed { scenario: kept.scenario, view, number: earlier.len() + 1 }))
}
