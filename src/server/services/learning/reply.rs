//! What the learner says next in a role-play. Sent twice, it is said once.

use super::read_play::{find, view};
use crate::domain::id::{PersonId, PlayId};
use crate::domain::locale::Locale;
use crate::domain::scenario::play::{Entry, Refusal, Reply, Said};
use crate::domain::scenario::view::PlayView;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::play::{self, Stage};

#[derive(Debug, thiserror::Error)]
pub enum ReplyError {
    #[error(transparent)]
    Refused(Refusal),
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// Says something at the point of the conversation that the learner saw: `version` is the play's as it was shown.
pub async fn reply(
    state: &AppState,
    learner: PersonId,
    id: PlayId,
    version: i64,
    reply: Reply,
    locale: Locale,
) -> Result<PlayView, ReplyError> {
    let (mut kept, scenario, play) = find(state, learner, id).await?;
    if kept.version != version {
        let said = usize::try_from(version - 1).ok().and_then(|place| kept.transcript.0.get(place));
        let same = said.is_some_and(|said| is_same(said, &reply));
        let now = || view(&kept, &scenario, &play, locale);
        return if same { Ok(now()) } else { Err(ServiceError::Stale.into()) };
    }
    let next = play.reply(&scenario, reply.clone(), locale).map_err(ReplyError::Refused)?;
    kept.transcript = next.transcript(&scenario);
    if let Some(result) = next.result(&scenario) {
        kept.stage = Stage::Ended { at: state.clock.now(), total: result.total, passed: result.passed };
    }
    let mut tx = state.db.write().await.map_err(ServiceError::from)?;
    match play::update(&mut tx, &kept).await.map_err(ServiceError::from) {
        Ok(()) => {}
        // Somebody was faster: the same reply from a doubled click, or another one from another window.
        Err(ServiceError::Stale) => {
            drop(tx);
            return Box::pin(self::reply(state, learner, id, version, reply, locale)).await;
        }
        Err(error) => return Err(error.into()),
    }
    tx.commit().await.map_err(ServiceError::from)?;
    kept.version += 1;
    Ok(view(&kept, &scenario, &next, locale))
}

/// Whether a reply was said there already.
pub fn is_same(entry: &Entry, reply: &Reply) -> bool {
    match (&entry.said, reply) {
        (Said::Chosen { reply }, Reply::Chosen(id)) => reply == id,
        (Said::Typed { text, .. }, Reply::Typed(typed)) => text == typed.trim(),
        (Said::Chosen { .. } | Said::Typed { .. }, _) => false,
    }
}
