//! HR puts an evaluation on record.

use super::rules;
use crate::domain::access::Permission;
use crate::domain::eligibility::decision::Decision;
use crate::domain::id::{DecisionId, PersonId};
use crate::domain::level::Level;
use crate::domain::staff_file;
use crate::domain::verification::Basis;
use crate::server::digest::sha256;
use crate::server::ids::new_id;
use crate::server::services::ServiceError;
use crate::server::services::people::problem::ChangeError;
use crate::server::services::people::standing::must;
use crate::server::services::people::typed::Typed;
use crate::server::state::AppState;
use crate::server::storage::decision::Recorded;
use crate::server::storage::{audit, decision, entry, person};
use crate::server::visitor::Account;
use serde_json::json;

/// Characters that a note may have.
const NOTE: usize = 500;

/// Records the answer for one level from verified facts. Fields: `level`, `as_of`, `note`. It may say that the person does
/// not qualify: that is a decision too.
pub async fn decide(
    state: &AppState,
    by: &Account,
    person: PersonId,
    typed: &Typed,
) -> Result<DecisionId, ChangeError> {
    must(by, Permission::Decide)?;
    let mut form = typed.reader();
    let level = form.level("level");
    let as_of = form.needed_day("as_of");
    let note = form.text("note", NOTE);
    let (level, as_of) = form.finish(level.zip(as_of))?;
    record(state, by, person, level, as_of, note).await
}

async fn record(
    state: &AppState,
    by: &Account,
    person: PersonId,
    level: Level,
    as_of: chrono::NaiveDate,
    note: String,
) -> Result<DecisionId, ChangeError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    person::find(&mut tx, person).await?.ok_or(ServiceError::NotFound)?;
    let facts = staff_file::facts(&entry::of_person(&mut tx, person).await?);
    let decision = Decision::make(rules::published(state), facts, as_of, Basis::Verified, sha256);
    let eligible = decision.proof().level(level).is_some_and(|proof| proof.eligible);
    let detail = json!({
        "person": person,
        "level": level.number(),
        "as_of": as_of,
        "rule_set": decision.rule_set(),
        "facts": decision.facts_digest(),
        "eligible": eligible,
    });
    let recorded = Recorded { id: new_id(now), person, level, decision, note, decided_by: by.id, decided_at: now };
    decision::insert(&mut tx, &recorded).await?;
    let entry = audit::NewEntry {
        at: now,
        actor: Some(by.id),
        action: "decision.record",
        subject_kind: "decision",
        subject_id: recorded.id.to_string(),
        detail,
    };
    audit::append(&mut tx, &entry).await?;
    tx.commit().await?;
    Ok(recorded.id)
}
