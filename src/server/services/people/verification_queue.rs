//! The claims that wait for a check, each with what its verification would change.

use super::standing::must;
use crate::domain::access::Permission;
use crate::domain::eligibility::change::{LevelChange, changes};
use crate::domain::eligibility::evaluate;
use crate::domain::staff_file::{Check, Entry, EntryId, Person, StaffFile};
use crate::domain::verification::Basis;
use crate::server::services::ServiceError;
use crate::server::services::eligibility::rules;
use crate::server::state::AppState;
use crate::server::storage::evidence::Evidence;
use crate::server::storage::{Tx, entry, evidence, person};
use crate::server::visitor::Account;

/// A claim in the queue.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub person: Person,
    pub entry: Entry,
    pub document: Option<Evidence>,
    /// What would stand differently, were this entry alone verified.
    pub effect: Vec<LevelChange>,
    /// The reader's own claim: a colleague checks it.
    pub own: bool,
}

/// All claims, the oldest first.
pub async fn verification_queue(state: &AppState, by: &Account) -> Result<Vec<Waiting>, ServiceError> {
    must(by, Permission::KeepPeople)?;
    let mut tx = state.db.read().await?;
    let mut queue = Vec::new();
    for claim in entry::claimed(&mut tx).await? {
        queue.push(waiting(state, &mut tx, by, claim).await?);
    }
    Ok(queue)
}

/// One entry as the queue shows it, whether or not it still waits.
pub async fn one_claim(state: &AppState, by: &Account, id: EntryId) -> Result<Waiting, ServiceError> {
    must(by, Permission::KeepPeople)?;
    let mut tx = state.db.read().await?;
    let claim = entry::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    waiting(state, &mut tx, by, claim).await
}

async fn waiting(state: &AppState, tx: &mut Tx, by: &Account, claim: Entry) -> Result<Waiting, ServiceError> {
    let person = person::find(tx, claim.person).await?.ok_or(ServiceError::NotFound)?;
    let document = match claim.evidence {
        Some(id) => evidence::find(tx, id).await?,
        None => None,
    };
    let file = StaffFile { entries: entry::of_person(tx, claim.person).await?, person };
    let (today, rules) = (state.clock.today(), rules::published(state));
    let verified = claim.clone().checked(Check::Verified { by: by.id, at: state.clock.now() });
    let supposed = with_entry(&file, &verified);
    let before = evaluate(rules, &file.facts(), today, Basis::Verified);
    let after = evaluate(rules, &supposed.facts(), today, Basis::Verified);
    Ok(Waiting {
        own: by.person == Some(claim.person),
        person: file.person,
        entry: claim,
        document,
        effect: changes(&before, &after),
    })
}

fn with_entry(file: &StaffFile, entry: &Entry) -> StaffFile {
    let others = file.entries.iter().filter(|other| other.id != entry.id);
    StaffFile { person: file.person.clone(), entries: others.chain([entry]).cloned().collect() }
}
