//! A role-play as it stands.

use crate::domain::id::{PersonId, PlayId};
use crate::domain::locale::Locale;
use crate::domain::scenario::model::{Scenario, ScenarioId};
use crate::domain::scenario::play::Play;
use crate::domain::scenario::view::{CoachView, Mode, PlayView, TurnView};
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::state::AppState;
use crate::server::storage::StoreError;
use crate::server::storage::play::{self, Kept};
use std::sync::Arc;

/// A play with its scenario's name, for links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPlay {
    pub scenario: ScenarioId,
    pub view: PlayView,
}

pub async fn read_play(
    state: &AppState,
    learner: PersonId,
    id: PlayId,
    locale: Locale,
) -> Result<OpenPlay, ServiceError> {
    let (kept, scenario, play) = find(state, learner, id).await?;
    Ok(OpenPlay { view: view(&kept, &scenario, &play, locale), scenario: kept.scenario })
}

/// Rebuilds the conversation from its transcript.
pub(super) async fn find(
    state: &AppState,
    learner: PersonId,
    id: PlayId,
) -> Result<(Kept, Arc<Scenario>, Play), ServiceError> {
    let mut tx = state.db.read().await?;
    let kept = play::find(&mut tx, learner, id).await?.ok_or(ServiceError::NotFound)?;
    drop(tx);
    let scenario = version::scenario(state, &kept.scenario, kept.hash).await?;
    let play = Play::replay(&scenario, kept.seed, &kept.transcript)
        .map_err(|error| StoreError::Corrupt { place: format!("play {id}"), reason: error.to_string() })?;
    Ok((kept, scenario, play))
}

pub(super) fn view(kept: &Kept, scenario: &Scenario, play: &Play, locale: Locale) -> PlayView {
    PlayView {
        id: kept.id,
        version: kept.version,
        turn: TurnView::of(scenario, play, locale),
        coach: CoachView::of(scenario, play, Mode::Practice),
    }
}
