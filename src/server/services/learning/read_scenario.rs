//! What somebody is told before a role-play, and how earlier plays of it went.

use super::list_scenarios::Record;
use crate::domain::id::PersonId;
use crate::domain::locale::Locale;
use crate::domain::scenario::model::ScenarioId;
use crate::domain::scenario::view::BriefingView;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::play::{self, Summary};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Briefed {
    pub view: BriefingView,
    pub record: Record,
    /// Newest first.
    pub plays: Vec<Summary>,
}

pub async fn read_scenario(
    state: &AppState,
    learner: PersonId,
    id: &ScenarioId,
    locale: Locale,
) -> Result<Briefed, ServiceError> {
    let unit = state.curriculum.bank.scenario(id).ok_or(ServiceError::NotFound)?;
    let mut tx = state.db.read().await?;
    let mut plays = play::of_person(&mut tx, learner).await?;
    drop(tx);
    plays.retain(|play| play.scenario == *id);
    Ok(Briefed { view: BriefingView::of(&unit.content, locale), record: Record::of(id, &plays), plays })
}
