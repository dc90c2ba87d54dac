//! People whom HR may give a place: found by name, each with what stands against it.

use super::entry;
use super::refusal::{ExamError, Refusal};
use super::register::register;
use crate::domain::access::Permission;
use crate::domain::attempt::registration::RegistrationState;
use crate::domain::id::{ExamSessionId, PersonId};
use crate::domain::staff_file::Person;
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::exam_session::{self, ExamSession};
use crate::server::storage::person::{self, Wanted};
use crate::server::storage::registration;
use crate::server::visitor::Account;
use std::collections::HashMap;

/// More people than this are not shown: a longer name finds them.
pub const MOST: usize = 50;

/// Somebody who was found.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub person: Person,
    /// The place that they have or had.
    pub place: Option<RegistrationState>,
    /// Whether they may enter as of today, and why not.
    pub entry: Result<(), Refusal>,
}

#[derive(Debug, Clone)]
pub struct Found {
    pub session: ExamSession,
    /// By name; at most [`MOST`].
    pub people: Vec<Candidate>,
    /// How many there are in all.
    pub total: usize,
}

/// What became of each who was to get a place.
pub type Fates = Vec<(Person, Result<(), Refusal>)>;

/// Finds people by a part of what names them. An empty search finds everybody.
pub async fn find_candidates(
    state: &AppState,
    by: &Account,
    session: ExamSessionId,
    search: &str,
) -> Result<Found, ServiceError> {
    must(by, Permission::RunExams)?;
    let today = state.clock.today();
    let mut tx = state.db.read().await?;
    let session = exam_session::find(&mut tx, session).await?.ok_or(ServiceError::NotFound)?;
    let form = version::form(state, &session.form, session.form_hash).await?;
    let places = registration::of_session(&mut tx, session.id).await?;
    let places: HashMap<PersonId, RegistrationState> =
        places.into_iter().map(|place| (place.person, place.state)).collect();
    let wanted = Wanted { search: search.to_owned(), department: String::new() };
    let mut found = person::list(&mut tx, &wanted).await?;
    found.sort_by(|one, other| one.profile.name.cmp(&other.profile.name).then(one.id.cmp(&other.id)));
    let total = found.len();
    let mut people = Vec::new();
    for person in found.into_iter().take(MOST) {
        let (kind, level) = (session.kind, session.level);
        let mut entry = entry::eligibility(state, &mut tx, kind, level, person.id, today).await?;
        if entry.is_ok() {
            entry = entry::booking(&mut tx, &session, form.conduct, person.id).await?;
        }
        people.push(Candidate { place: places.get(&person.id).copied(), entry, person });
    }
    Ok(Found { session, people, total })
}

/// Gives each a place who can have one, and says of the others why not.
pub async fn register_several(
    state: &AppState,
    by: &Account,
    session: ExamSessionId,
    people: &[PersonId],
) -> Result<Fates, ServiceError> {
    must(by, Permission::RunExams)?;
    let mut fates = Vec::with_capacity(people.len());
    for person in people {
        let mut tx = state.db.read().await?;
        let person = person::find(&mut tx, *person).await?.ok_or(ServiceError::NotFound)?;
        drop(tx);
        let fate = match register(state, by, session, person.id).await {
            Ok(_) => Ok(()),
            Err(ExamError::Refused(refusal)) => Err(refusal),
            Err(ExamError::Service(error)) => return Err(error),
        };
        fates.push((person, fate));
    }
    Ok(fates)
}
