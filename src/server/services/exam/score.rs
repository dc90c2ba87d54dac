//! Makes the result of a sitting that is over, or the scripts that people must score first. Made once: its number is taken.

use super::record::record;
use super::refusal::ExamError;
use super::reply::play;
use super::sitting::fixed_in;
use crate::domain::assembly::paper::{PaperPart, PinnedItem};
use crate::domain::attempt::event::Event;
use crate::domain::attempt::state::{Attempt, Closed, Ending, PartRun, PartStage};
use crate::domain::digest::Digest;
use crate::domain::grading::{grade_item, grade_play};
use crate::domain::id::{AccountId, ScriptId};
use crate::domain::item::correction::is_correction;
use crate::domain::item::scoring::Verdict;
use crate::domain::item::{Item, ItemId};
use crate::domain::marks::Marks;
use crate::domain::outcome::{MadeOf, Outcome, PartOutcome, ResultVersion};
use crate::server::content::live::Live;
use crate::server::ids::random_bytes;
use crate::server::services::ServiceError;
use crate::server::services::content::{current, version};
use crate::server::state::AppState;
use crate::server::storage::attempt::{self, Kept};
use crate::server::storage::script::{self, Script};
use crate::server::storage::{Tx, answer, attempt_event, attempt_result};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// By which versions of the items a result is made.
#[derive(Debug, Clone, Copy)]
pub(super) enum By<'a> {
    /// Those that the candidate was asked.
    Pinned,
    /// Those that the standing result was made by; the corrected item by the version that stands now, where that still fits
    /// what the candidate was asked.
    Standing { before: &'a Outcome, corrected: Option<&'a ItemId> },
}

/// Scores a sitting that is over. It is scored, or waits for people, when the transaction is committed.
pub(in crate::server) async fn score_in(
    state: &AppState,
    tx: &mut Tx,
    kept: &Kept,
    actor: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<Attempt, ExamError> {
    let outcome = outcome(state, tx, kept, By::Pinned).await?;
    let awaiting = outcome.awaiting();
    if awaiting > 0 {
        let next = kept.attempt.await_scorers()?;
        if kept.attempt.stage() != next.stage() {
            attempt::update(tx, kept, &next, now).await?;
            lay_out_scripts(state, tx, kept, &outcome).await?;
            let event = Event::AwaitsScorers { answers: awaiting };
            attempt_event::append(tx, kept.id, now, actor, &event).await?;
        }
        return Ok(next);
    }
    let next = kept.attempt.score()?;
    attempt::update(tx, kept, &next, now).await?;
    let passed = outcome.passed() == Some(true);
    let result = ResultVersion { version: 1, made_at: now, made_by: actor, reason: String::new(), outcome };
    attempt_result::insert(tx, kept.id, &result).await?;
    attempt_event::append(tx, kept.id, now, actor, &Event::Scored { version: 1 }).await?;
    let detail = json!({ "person": kept.person, "version": 1, "passed": passed });
    record(tx, now, actor, "result.make", ("attempt", kept.id.to_string()), detail).await?;
    Ok(next)
}

/// What the answers come to now.
pub(super) async fn outcome(state: &AppState, tx: &mut Tx, kept: &Kept, by: By<'_>) -> Result<Outcome, ExamError> {
    let fixed = fixed_in(state, tx, kept.id).await?;
    let live = match by {
        By::Standing { corrected: Some(_), .. } => Some(current::live(state, tx).await?),
        By::Pinned | By::Standing { corrected: None, .. } => None,
    };
    let answers = answer::of_attempt(tx, kept.id).await?;
    let mut marks: HashMap<String, Marks> = HashMap::new();
    for script in script::of_attempt(tx, kept.id).await? {
        if let Some(score) = script::score(tx, script.id).await? {
            marks.insert(script.subject, score.marks);
        }
    }
    let mut parts = Vec::new();
    for (part, run) in fixed.parts.iter().zip(runs(&kept.attempt)) {
        let made_of = match &part.paper {
            PaperPart::Theory { items } | PaperPart::CaseAnalysis { items } => {
                let mut outcomes = Vec::with_capacity(items.len());
                for pinned in items {
                    let response = answers.get(&pinned.item).and_then(|answer| answer.response.as_ref());
                    let (item, hash) = item(state, pinned, by, live.as_deref()).await?;
                    let marks = marks.get(pinned.item.as_str());
                    outcomes.push(grade_item(&item, hash, pinned, kept.locale, response, marks));
                }
                MadeOf::Items { items: outcomes }
            }
            PaperPart::RolePlay { scenario: pinned } => {
                let transcript = attempt::transcript(tx, kept.id).await?.unwrap_or_default();
                let (scenario, play) = play(state, kept.id, pinned, &transcript).await?;
                MadeOf::Conversation(grade_play(&scenario, &play, marks.get(pinned.scenario.as_str())))
            }
        };
        let ended = ending(run);
        parts.push(PartOutcome { part: part.paper.kind(), ended, cut_percent: part.cut_percent, made_of });
    }
    Ok(Outcome { parts })
}

async fn item(
    state: &AppState,
    pinned: &PinnedItem,
    by: By<'_>,
    live: Option<&Live>,
) -> Result<(Arc<Item>, Digest), ServiceError> {
    let hash = match by {
        By::Pinned => pinned.hash,
        By::Standing { before, corrected } => {
            let scored = before.version_of(&pinned.item).unwrap_or(pinned.hash);
            match live.filter(|_| corrected == Some(&pinned.item)) {
                Some(live) => {
                    let asked = version::item(state, &pinned.item, pinned.hash).await?;
                    let unit = live.item(&pinned.item).filter(|unit| is_correction(&asked, &unit.content));
                    unit.map_or(scored, |unit| unit.origin.hash)
                }
                None => scored,
            }
        }
    };
    Ok((version::item(state, &pinned.item, hash).await?, hash))
}

/// One script for each answer that a person must score.
async fn lay_out_scripts(state: &AppState, tx: &mut Tx, kept: &Kept, outcome: &Outcome) -> Result<(), ExamError> {
    let fixed = fixed_in(state, tx, kept.id).await?;
    let mut waiting: Vec<(String, Digest)> = Vec::new();
    for part in &outcome.parts {
        match &part.made_of {
            MadeOf::Items { items } => waiting.extend(
                items
                    .iter()
                    .filter(|item| item.verdict == Verdict::AwaitsScorer)
                    .map(|item| (item.item.to_string(), item.hash)),
            ),
            MadeOf::Conversation(play) if play.awaits_scorer => {
                waiting.extend(fixed.parts.iter().find_map(|part| match &part.paper {
                    PaperPart::RolePlay { scenario } => Some((scenario.scenario.to_string(), scenario.hash)),
                    PaperPart::Theory { .. } | PaperPart::CaseAnalysis { .. } => None,
                }));
            }
            MadeOf::Conversation(_) => {}
        }
    }
    for (subject, hash) in waiting {
        // Drawn, not dated: ids of a morning must not tell who handed in first.
        let id: ScriptId = Uuid::from_bytes(random_bytes()).into();
        let new = Script { id, attempt: kept.id, subject, hash, level: kept.level, scored: false };
        script::insert(tx, &new).await?;
    }
    Ok(())
}

fn runs(attempt: &Attempt) -> &[PartRun] {
    match attempt {
        Attempt::Registered => &[],
        Attempt::InProgress(running) => &running.parts,
        Attempt::Submitted(Closed { parts, .. })
        | Attempt::Expired(Closed { parts, .. })
        | Attempt::AwaitingScoring(Closed { parts, .. })
        | Attempt::Scored(Closed { parts, .. })
        | Attempt::Released(Closed { parts, .. }) => parts,
    }
}

fn ending(run: &PartRun) -> Ending {
    match run.stage {
        PartStage::Closed { by, .. } => by,
        PartStage::Waiting | PartStage::Running { .. } => Ending::Expired,
    }
}
