//! Answers come in, many in one request. The reply comes when they are durable, and is the same for right and wrong.

use super::refusal::ExamError;
use super::sitting::fixed;
use crate::domain::attempt::saving::{MOST_SAVES, Save, latest};
use crate::domain::attempt::timing::remaining_ms;
use crate::domain::attempt::view::{Acknowledged, Fate, SaveBatch, SaveReply, Standing};
use crate::domain::item::presentation::present;
use crate::domain::item::response::ResponseProblem;
use crate::server::exam::papers::Fixed;
use crate::server::exam::writer::{Ready, Request};
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::state::AppState;
use crate::server::visitor::Account;

/// Saves a batch. What is no answer to an item of the paper is named and left out; the rest is saved.
pub async fn save_answers(state: &AppState, by: &Account, batch: SaveBatch) -> Result<SaveReply, ExamError> {
    let arrived = state.clock.now();
    let fixed = fixed(state, batch.attempt).await?;
    if by.person != Some(fixed.person) {
        return Err(ServiceError::NotFound.into());
    }
    let (mut fit, mut unfit) = (Vec::new(), Vec::new());
    for save in batch.saves.into_iter().take(MOST_SAVES) {
        if fits(state, &fixed, &save).await? {
            fit.push(save);
        } else {
            unfit.push(Acknowledged { item: save.item, fate: Fate::Unfit });
        }
    }
    let ready = |save: Save| Some((fixed.pinned(&save.item)?.0, save));
    let saves = latest(fit).into_iter().filter_map(ready).map(|(part, save)| Ready::new(part, save));
    let saves = saves.collect::<Result<_, _>>()?;
    let request = Request { attempt: batch.attempt, lease: batch.lease, saves, arrived };
    let (mut acknowledged, ends_at) = match state.exam.writer.save(&state.db, request).await? {
        Ok(written) => written,
        Err(elsewhere) => {
            return Ok(SaveReply::Elsewhere { device: elsewhere.device, since: elsewhere.since });
        }
    };
    acknowledged.append(&mut unfit);
    let standing = match ends_at {
        // The row that was locked for the save knows what is left of the running part.
        Some((part, ends_at)) => Standing::Part { part, remaining_ms: remaining_ms(ends_at, arrived) },
        None => super::read_sitting::where_it_stands(state, batch.attempt).await?,
    };
    Ok(SaveReply::Done { acknowledged, standing })
}

/// Whether a save can be an answer to a question of the paper.
async fn fits(state: &AppState, fixed: &Fixed, save: &Save) -> Result<bool, ServiceError> {
    let Some((_, pinned)) = fixed.pinned(&save.item) else { return Ok(false) };
    let Some(response) = &save.response else { return Ok(true) };
    let item = version::item(state, &pinned.item, pinned.hash).await?;
    Ok(match response.fits(&present(&item, pinned.seed, fixed.locale)) {
        // An answer is saved while it grows: a number may still be half typed.
        Ok(()) | Err(ResponseProblem::NotANumber) => true,
        Err(
            ResponseProblem::WrongKind
            | ResponseProblem::UnknownChoice(_)
            | ResponseProblem::RepeatedChoice(_)
            | ResponseProblem::UnknownGap(_)
            | ResponseProblem::StepsMissing
            | ResponseProblem::TooLong { .. },
        ) => false,
    })
}
