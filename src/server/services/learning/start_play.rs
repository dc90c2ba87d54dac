//! Beginning a role-play. One that was begun and not yet spoken in is taken up instead: a doubled click begins one play.

use crate::domain::id::{PersonId, PlayId};
use crate::domain::locale::Locale;
use crate::domain::scenario::model::ScenarioId;
use crate::domain::scenario::play::Transcript;
use crate::server::ids::{new_id, new_seed};
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::play::{self, Kept, Stage};

pub async fn start_play(
    state: &AppState,
    learner: PersonId,
    id: &ScenarioId,
    locale: Locale,
) -> Result<PlayId, ServiceError> {
    let unit = state.curriculum.bank.scenario(id).ok_or(ServiceError::NotFound)?;
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let running = play::of_person(&mut tx, learner).await?.into_iter();
    for begun in running.filter(|play| play.scenario == *id && play.stage == Stage::Running) {
        let silent = play::find(&mut tx, learner, begun.id).await?;
        if let Some(silent) = silent.filter(|play| play.transcript.0.is_empty() && play.hash == unit.origin.hash) {
            return Ok(silent.id);
        }
    }
    let begun = Kept {
        id: new_id(now),
        person: learner,
        scenario: id.clone(),
        hash: unit.origin.hash,
        seed: new_seed(),
        locale,
        transcript: Transcript(Vec::new()),
        stage: Stage::Running,
        started_at: now,
        version: 1,
    };
    play::insert(&mut tx, &begun).await?;
    tx.commit().await?;
    Ok(begun.id)
}
