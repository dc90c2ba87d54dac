//! A place in a session, booked by the candidate or given by HR. One that was revoked can be given again by HR.

use super::entry;
use super::record::record;
use super::refusal::{ExamError, Refusal};
use crate::domain::access::Permission;
use crate::domain::attempt::registration::RegistrationState;
use crate::domain::attempt::timing::ExtraTime;
use crate::domain::id::{ExamSessionId, PersonId, RegistrationId};
use crate::server::ids::new_id;
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::registration::Registration;
use crate::server::storage::{StoreError, Tx, exam_session, registration};
use crate::server::visitor::Account;
use serde_json::json;

/// Takes a place for a person who is eligible today and has an attempt left for it. Somebody who has one already keeps it.
pub async fn register(
    state: &AppState,
    by: &Account,
    session: ExamSessionId,
    person: PersonId,
) -> Result<RegistrationId, ExamError> {
    let own = by.person == Some(person) && by.may(Permission::Learn);
    if !own {
        must(by, Permission::RunExams)?;
    }
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let found = exam_session::find(&mut tx, session).await?.ok_or(ServiceError::NotFound)?;
    if now >= found.closes_at {
        return Err(Refusal::NotOpen { opens_at: found.opens_at, closes_at: found.closes_at }.into());
    }
    let form = version::form(state, &found.form, found.form_hash).await?;
    let standing = registration::of_person_in(&mut tx, session, person).await?;
    if let Some(standing) = standing.as_ref().filter(|standing| standing.state != RegistrationState::Revoked) {
        return Ok(standing.id);
    }
    if standing.is_some() && !by.may(Permission::RunExams) {
        return Err(Refusal::Registration(crate::domain::attempt::registration::RegistrationRefused::Revoked).into());
    }
    let today = state.clock.today();
    entry::eligibility(state, &mut tx, found.kind, found.level, person, today).await??;
    entry::booking(&mut tx, &found, form.conduct, person).await??;
    if !exam_session::take_seat(&mut tx, session).await? {
        return Err(Refusal::Full.into());
    }
    let id = match standing {
        Some(standing) => {
            let again = Registration {
                state: standing.state.register_again()?,
                revoked_reason: String::new(),
                ..standing.clone()
            };
            registration::update(&mut tx, &again).await?;
            again.id
        }
        None => match insert(&mut tx, state, by, session, person).await {
            Ok(id) => id,
            // The other of two requests was faster.
            Err(StoreError::Taken) => {
                drop(tx);
                let mut tx = state.db.read().await?;
                let standing = registration::of_person_in(&mut tx, session, person).await?;
                return standing.map(|standing| standing.id).ok_or(ServiceError::Stale.into());
            }
            Err(error) => return Err(error.into()),
        },
    };
    let detail = json!({ "session": session, "person": person, "own": own });
    record(&mut tx, now, Some(by.id), "registration.take", ("registration", id.to_string()), detail).await?;
    tx.commit().await?;
    Ok(id)
}

async fn insert(
    tx: &mut Tx,
    state: &AppState,
    by: &Account,
    session: ExamSessionId,
    person: PersonId,
) -> Result<RegistrationId, StoreError> {
    let now = state.clock.now();
    let new = Registration {
        id: new_id(now),
        session,
        person,
        state: RegistrationState::Registered,
        extra: ExtraTime::NONE,
        registered_by: by.id,
        registered_at: now,
        revoked_reason: String::new(),
        version: 1,
    };
    registration::insert(tx, &new).await?;
    Ok(new.id)
}
