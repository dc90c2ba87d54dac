//! A corrected key leads to new results beside the old ones, of every sitting that was asked the item. What it would change
//! can be looked at first. The other items of a sitting keep the versions that they were scored by.

use super::qualify::qualify;
use super::record::record;
use super::refusal::{ExamError, Refusal};
use super::score::{By, outcome};
use super::sitting::MOST_TRIES;
use crate::domain::access::Permission;
use crate::domain::attempt::event::Event;
use crate::domain::attempt::state::Stage;
use crate::domain::digest::Digest;
use crate::domain::id::AttemptId;
use crate::domain::item::ItemId;
use crate::domain::outcome::{Outcome, ResultVersion};
use crate::server::services::ServiceError;
use crate::server::services::content::current;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::{StoreError, Tx, attempt, attempt_event, attempt_result, certificate, paper};
use crate::server::visitor::Account;
use serde_json::json;
use std::collections::BTreeMap;

/// So many of the newest results are looked through for items that were corrected since.
const LOOKED_THROUGH: i64 = 1000;

/// What scoring an item by its current version would change. Nobody's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    pub item: ItemId,
    /// The version that it would be scored by; a regrade names it, so that only what was looked at is done.
    pub hash: Digest,
    /// Sittings with a result that were asked the item, the viewer's own left out.
    pub sittings: usize,
    /// Of these: the result becomes another one.
    pub changed: usize,
    pub to_pass: usize,
    pub to_fail: usize,
    /// Of those that would fail: how many hold a certificate for it.
    pub certified: usize,
    /// The viewer's own sitting is among those that were asked the item: a colleague regrades it.
    pub own: bool,
}

/// An item whose current version is not the one that some results were made by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    pub item: ItemId,
    /// How many results, among the newest.
    pub results: usize,
}

/// Items that were corrected since they were scored.
pub async fn corrected(state: &AppState, by: &Account) -> Result<Vec<Corrected>, ServiceError> {
    must(by, Permission::ScoreExams)?;
    let mut tx = state.db.read().await?;
    let outcomes = attempt_result::recent(&mut tx, LOOKED_THROUGH).await?;
    let live = current::live(state, &mut tx).await?;
    drop(tx);
    let mut found: BTreeMap<&ItemId, usize> = BTreeMap::new();
    for scored in outcomes.iter().flat_map(Outcome::items) {
        if live.item(&scored.item).is_some_and(|unit| unit.origin.hash != scored.hash) {
            *found.entry(&scored.item).or_default() += 1;
        }
    }
    Ok(found.into_iter().map(|(item, results)| Corrected { item: item.clone(), results }).collect())
}

/// What a regrade would give. Changes nothing.
pub async fn preview(state: &AppState, by: &Account, item: &ItemId) -> Result<Preview, ExamError> {
    must(by, Permission::ScoreExams)?;
    let mut tx = state.db.read().await?;
    let hash = standing(state, &mut tx, item).await?;
    let mut preview =
        Preview { item: item.clone(), hash, sittings: 0, changed: 0, to_pass: 0, to_fail: 0, certified: 0, own: false };
    for id in paper::scored_with_item(&mut tx, item).await? {
        let compared = compare(state, &mut tx, id, item).await?;
        if by.person == Some(compared.kept.person) {
            preview.own = true;
            continue;
        }
        preview.sittings += 1;
        preview.changed += usize::from(compared.changes());
        match (compared.before.outcome.passed(), compared.after.passed()) {
            (Some(false), Some(true)) => preview.to_pass += 1,
            (Some(true), Some(false)) => {
                preview.to_fail += 1;
                let earned = certificate::earned_by(&mut tx, id).await?;
                preview.certified += usize::from(earned.is_some_and(|earned| !earned.revoked));
            }
            (Some(_) | None, _) => {}
        }
    }
    Ok(preview)
}

/// Makes new versions of the results that change, with the reason for it, and gives how many. Each sitting is a transaction
/// of its own: interrupted, the rest can be done by doing it again. `Stale` when the item is no longer what was looked at.
pub async fn regrade(
    state: &AppState,
    by: &Account,
    item: &ItemId,
    hash: Digest,
    reason: &str,
) -> Result<usize, ExamError> {
    must(by, Permission::ScoreExams)?;
    if reason.trim().is_empty() {
        return Err(Refusal::NoReason.into());
    }
    let mut tx = state.db.read().await?;
    if standing(state, &mut tx, item).await? != hash {
        return Err(ServiceError::Stale.into());
    }
    let attempts = paper::scored_with_item(&mut tx, item).await?;
    drop(tx);
    let mut made = 0;
    for id in attempts {
        let mut tries = 1;
        let done = loop {
            match regrade_one(state, by, id, item, reason.trim()).await {
                Err(ExamError::Service(
                    ServiceError::Stale | ServiceError::Busy | ServiceError::Store(StoreError::Taken),
                )) if tries < MOST_TRIES => tries += 1,
                done => break done?,
            }
        };
        made += usize::from(done);
    }
    Ok(made)
}

/// Whether a new version was made. One that would be equal to the standing one is not made, and none of the own sitting.
async fn regrade_one(
    state: &AppState,
    by: &Account,
    id: AttemptId,
    item: &ItemId,
    reason: &str,
) -> Result<bool, ExamError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    attempt::touch(&mut tx, id, now).await?;
    let Compared { kept, before, after } = compare(state, &mut tx, id, item).await?;
    if by.person == Some(kept.person) || before.outcome == after {
        return Ok(false);
    }
    let version = before.version + 1;
    let passed = |outcome: &Outcome| outcome.passed() == Some(true);
    let detail = json!({
        "person": kept.person, "item": item, "version": version, "passed_before": passed(&before.outcome),
        "passed": passed(&after),
    });
    let earned = passed(&after);
    let result =
        ResultVersion { version, made_at: now, made_by: Some(by.id), reason: reason.to_owned(), outcome: after };
    attempt_result::insert(&mut tx, id, &result).await?;
    let event = Event::Regraded { version, reason: result.reason };
    attempt_event::append(&mut tx, id, now, Some(by.id), &event).await?;
    record(&mut tx, now, Some(by.id), "result.regrade", ("attempt", id.to_string()), detail).await?;
    if kept.attempt.stage() == Stage::Released {
        qualify(&mut tx, &kept, earned, by.id, now).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// A result as it stands, and as it would be.
struct Compared {
    kept: attempt::Kept,
    before: ResultVersion,
    after: Outcome,
}

impl Compared {
    fn changes(&self) -> bool {
        self.before.outcome != self.after
    }
}

async fn compare(state: &AppState, tx: &mut Tx, id: AttemptId, item: &ItemId) -> Result<Compared, ExamError> {
    let kept = attempt::find(tx, id).await?.ok_or(ServiceError::NotFound)?;
    kept.attempt.regrade()?;
    let before = attempt_result::standing(tx, id).await?.ok_or(ServiceError::NotFound)?;
    let by = By::Standing { before: &before.outcome, corrected: Some(item) };
    let after = outcome(state, tx, &kept, by).await?;
    Ok(Compared { kept, before, after })
}

/// The version of the item that stands now.
async fn standing(state: &AppState, tx: &mut Tx, item: &ItemId) -> Result<Digest, ServiceError> {
    let live = current::live(state, tx).await?;
    live.item(item).map(|unit| unit.origin.hash).ok_or(ServiceError::NotFound)
}
