//! What a candidate's page and island show of a sitting: questions in order, what is kept, the time that is left.

use super::reply::conversation;
use super::sitting::{fixed, fixed_in, lease, own, standing};
use crate::domain::assembly::paper::PaperPart;
use crate::domain::attempt::state::{Attempt, PartRun, PartStage};
use crate::domain::attempt::view::{
    KeptView, LeaseView, PartProgress, Progress, SheetView, SittingView, Standing, StateView,
};
use crate::domain::form::PartKind;
use crate::domain::id::{AttemptId, LeaseId};
use crate::domain::item::presentation::present;
use crate::domain::locale::Locale;
use crate::domain::scenario::play::Transcript;
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::state::AppState;
use crate::server::storage::{StoreResult, Tx, answer, attempt};
use crate::server::visitor::Account;
use chrono::{DateTime, Utc};

/// Time, lease and what is durable: what a browser asks for again and again. Whoever names the lease that stands has it,
/// also after signing in anew.
pub async fn read_state(
    state: &AppState,
    by: &Account,
    id: AttemptId,
    named: Option<LeaseId>,
) -> Result<StateView, ServiceError> {
    let mut tx = state.db.glance().await?;
    let kept = own(&mut tx, by, id).await?;
    Ok(state_view(&mut tx, by, id, &kept.attempt, named, state.clock.now()).await?)
}

/// The whole page. Answers of parts that are over are not shown again.
pub async fn read_sitting(
    state: &AppState,
    by: &Account,
    id: AttemptId,
    locale: Locale,
) -> Result<SittingView, ServiceError> {
    let now = state.clock.now();
    // An answer that comes between two looks is newer than the state beside it, which a browser takes in its stride.
    let mut tx = state.db.glance().await?;
    let kept = own(&mut tx, by, id).await?;
    let fixed = fixed_in(state, &mut tx, id).await?;
    let view = state_view(&mut tx, by, id, &kept.attempt, None, now).await?;
    let late = match view.standing {
        Standing::Part { .. } => 0,
        Standing::Pause { .. } | Standing::Over { .. } => answer::late_of(&mut tx, id).await?.len(),
    };
    let running = match view.standing {
        Standing::Part { part, .. } => fixed.parts.iter().find(|fixed| fixed.paper.kind() == part),
        Standing::Pause { .. } | Standing::Over { .. } => None,
    };
    let transcript = match running.map(|part| &part.paper) {
        Some(PaperPart::RolePlay { .. }) => attempt::transcript(&mut tx, id).await?.unwrap_or_default(),
        Some(PaperPart::Theory { .. } | PaperPart::CaseAnalysis { .. }) | None => Transcript::default(),
    };
    drop(tx);
    let sheet = match running.map(|part| &part.paper) {
        None => SheetView::Nothing,
        Some(PaperPart::Theory { items } | PaperPart::CaseAnalysis { items }) => {
            let mut views = Vec::with_capacity(items.len());
            for pinned in items {
                let item = version::item(state, &pinned.item, pinned.hash).await?;
                views.push(present(&item, pinned.seed, locale));
            }
            SheetView::Questions { items: views }
        }
        Some(PaperPart::RolePlay { scenario }) => {
            let (scenario, play) = super::reply::play(state, id, scenario, &transcript).await?;
            SheetView::Conversation(Box::new(conversation(&scenario, &play, locale)))
        }
    };
    let parts = progress(&kept.attempt);
    Ok(SittingView { kind: kept.kind, level: kept.level, locale: kept.locale, state: view, parts, late, sheet })
}

/// The whole page in the language that the sitting was begun in: typed answers are read in it.
pub async fn read_page(state: &AppState, by: &Account, id: AttemptId) -> Result<SittingView, ServiceError> {
    let locale = fixed(state, id).await?.locale;
    read_sitting(state, by, id, locale).await
}

/// Where a sitting stands now, whoever asks on its behalf.
pub(super) async fn where_it_stands(state: &AppState, id: AttemptId) -> Result<Standing, ServiceError> {
    let mut tx = state.db.glance().await?;
    let kept = attempt::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    Ok(standing(&kept.attempt, state.clock.now()))
}

pub(super) async fn state_view(
    tx: &mut Tx,
    by: &Account,
    id: AttemptId,
    attempt: &Attempt,
    named: Option<LeaseId>,
    now: DateTime<Utc>,
) -> StoreResult<StateView> {
    let standing = standing(attempt, now);
    let kept = match standing {
        Standing::Part { part, .. } if part != PartKind::RolePlay => kept(tx, id).await?,
        Standing::Part { .. } | Standing::Pause { .. } | Standing::Over { .. } => Vec::new(),
    };
    let lease = match lease(attempt) {
        Some(lease) if lease.session == by.session || named == Some(lease.id) => LeaseView::Here { lease: lease.id },
        Some(lease) => LeaseView::Elsewhere { device: lease.device.clone(), since: lease.taken_at },
        None => LeaseView::Over,
    };
    Ok(StateView { attempt: id, standing, lease, kept })
}

/// Everything that is kept, of earlier parts too: numbers are per item.
async fn kept(tx: &mut Tx, id: AttemptId) -> StoreResult<Vec<KeptView>> {
    let answers = answer::of_attempt(tx, id).await?.into_iter();
    let view = |(item, answer): (_, crate::domain::attempt::saving::Answer)| KeptView {
        item,
        sequence: answer.rank.sequence,
        response: answer.response,
        flagged: answer.flagged,
    };
    Ok(answers.map(view).collect())
}

fn progress(attempt: &Attempt) -> Vec<PartProgress> {
    let parts: &[PartRun] = match attempt {
        Attempt::Registered => &[],
        Attempt::InProgress(running) => &running.parts,
        Attempt::Submitted(closed)
        | Attempt::Expired(closed)
        | Attempt::AwaitingScoring(closed)
        | Attempt::Scored(closed)
        | Attempt::Released(closed) => &closed.parts,
    };
    let view = |part: &PartRun| PartProgress {
        part: part.kind,
        progress: match part.stage {
            PartStage::Waiting => Progress::Waiting,
            PartStage::Running { .. } => Progress::Running,
            PartStage::Closed { .. } => Progress::Closed,
        },
        seconds: u32::try_from(part.allowed.num_seconds()).unwrap_or(0),
        ended: match part.stage {
            PartStage::Waiting | PartStage::Running { .. } => None,
            PartStage::Closed { by, .. } => Some(by),
        },
    };
    parts.iter().map(view).collect()
}
