//! What a candidate says in the role-play part. Sent twice, it is said once; no points are shown.

use super::refusal::{ExamError, Refusal};
use super::sitting::{MOST_TRIES, fixed_in, held, own};
use crate::domain::assembly::paper::{PaperPart, PinnedScenario};
use crate::domain::attempt::state::{Attempt, Refused};
use crate::domain::attempt::view::ConversationView;
use crate::domain::form::PartKind;
use crate::domain::id::{AttemptId, LeaseId};
use crate::domain::locale::Locale;
use crate::domain::scenario::model::Scenario;
use crate::domain::scenario::play::{Play, Reply, Transcript};
use crate::domain::scenario::view::{BriefingView, TurnView};
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::services::learning::reply::is_same;
use crate::server::state::AppState;
use crate::server::storage::{StoreError, attempt};
use crate::server::visitor::Account;
use std::sync::Arc;

/// Says something at the point of the conversation that the candidate saw: `version` is the view's as it was shown.
pub async fn reply(
    state: &AppState,
    by: &Account,
    id: AttemptId,
    lease: LeaseId,
    version: i64,
    said: Reply,
    locale: Locale,
) -> Result<ConversationView, ExamError> {
    let mut tries = 1;
    loop {
        match try_to_reply(state, by, id, lease, version, said.clone(), locale).await {
            Err(ExamError::Service(ServiceError::Busy)) if tries < MOST_TRIES => tries += 1,
            done => return done,
        }
    }
}

async fn try_to_reply(
    state: &AppState,
    by: &Account,
    id: AttemptId,
    lease: LeaseId,
    version: i64,
    said: Reply,
    locale: Locale,
) -> Result<ConversationView, ExamError> {
    let now = state.clock.now();
    // The scenario may have to be read: not while the sitting is locked.
    let pinned = pinned(state, by, id).await?;
    let scenario = version::scenario(state, &pinned.scenario, pinned.hash).await?;
    let mut tx = state.db.write().await?;
    attempt::touch(&mut tx, id, now).await?;
    let kept = own(&mut tx, by, id).await?;
    held(&kept, lease)?;
    must_run(&kept.attempt, now)?;
    let transcript = attempt::transcript(&mut tx, id).await?.unwrap_or_default();
    let play = replay(id, &scenario, &pinned, &transcript)?;
    if version != version_of(&play) {
        let place = usize::try_from(version - 1).ok();
        let standing = place.and_then(|place| transcript.0.get(place));
        let same = standing.is_some_and(|standing| is_same(standing, &said));
        return if same { Ok(conversation(&scenario, &play, locale)) } else { Err(ServiceError::Stale.into()) };
    }
    let next = play.reply(&scenario, said, locale).map_err(Refusal::Reply)?;
    attempt::put_transcript(&mut tx, id, &next.transcript(&scenario)).await?;
    tx.commit().await?;
    Ok(conversation(&scenario, &next, locale))
}

async fn pinned(state: &AppState, by: &Account, id: AttemptId) -> Result<PinnedScenario, ExamError> {
    let mut tx = state.db.read().await?;
    let fixed = fixed_in(state, &mut tx, id).await?;
    if by.person != Some(fixed.person) {
        return Err(ServiceError::NotFound.into());
    }
    let scenario = fixed.parts.iter().find_map(|part| match &part.paper {
        PaperPart::RolePlay { scenario } => Some(scenario.clone()),
        PaperPart::Theory { .. } | PaperPart::CaseAnalysis { .. } => None,
    });
    scenario.ok_or_else(|| ServiceError::NotFound.into())
}

/// Whether the role-play part is being sat and its time and grace last.
fn must_run(attempt: &Attempt, now: chrono::DateTime<chrono::Utc>) -> Result<(), Refused> {
    match attempt {
        Attempt::InProgress(running) => {
            let runs = running.current().is_some_and(|part| part.kind == PartKind::RolePlay) && now < running.due_at();
            if runs { Ok(()) } else { Err(Refused::PartRunsNot) }
        }
        Attempt::Registered => Err(Refused::NotStarted),
        Attempt::Submitted(_)
        | Attempt::Expired(_)
        | Attempt::AwaitingScoring(_)
        | Attempt::Scored(_)
        | Attempt::Released(_) => Err(Refused::Over),
    }
}

/// The conversation of a sitting, rebuilt from its transcript.
pub(super) async fn play(
    state: &AppState,
    id: AttemptId,
    pinned: &PinnedScenario,
    transcript: &Transcript,
) -> Result<(Arc<Scenario>, Play), ServiceError> {
    let scenario = version::scenario(state, &pinned.scenario, pinned.hash).await?;
    let play = replay(id, &scenario, pinned, transcript)?;
    Ok((scenario, play))
}

fn replay(
    id: AttemptId,
    scenario: &Scenario,
    pinned: &PinnedScenario,
    transcript: &Transcript,
) -> Result<Play, ServiceError> {
    let corrupt = |error: crate::domain::scenario::play::ReplayError| StoreError::Corrupt {
        place: format!("the conversation of attempt {id}"),
        reason: error.to_string(),
    };
    Ok(Play::replay(scenario, pinned.seed, transcript).map_err(corrupt)?)
}

pub(super) fn conversation(scenario: &Scenario, play: &Play, locale: Locale) -> ConversationView {
    ConversationView {
        briefing: BriefingView::of(scenario, locale),
        version: version_of(play),
        turn: TurnView::of(scenario, play, locale),
    }
}

fn version_of(play: &Play) -> i64 {
    i64::try_from(play.steps().len()).unwrap_or(0) + 1
}
