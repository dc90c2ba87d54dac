//! Places in exam sessions, each somebody's.

use super::{StoreError, StoreResult, Tx, Word, changed_one, sql};
use crate::domain::attempt::registration::RegistrationState;
use crate::domain::attempt::timing::ExtraTime;
use crate::domain::id::{AccountId, ExamSessionId, PersonId, RegistrationId};
use chrono::{DateTime, Utc};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    pub id: RegistrationId,
    pub session: ExamSessionId,
    pub person: PersonId,
    pub state: RegistrationState,
    pub extra: ExtraTime,
    pub registered_by: AccountId,
    pub registered_at: DateTime<Utc>,
    /// Why it was revoked; empty while it stands.
    pub revoked_reason: String,
    pub version: i64,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: RegistrationId,
    session_id: ExamSessionId,
    person_id: PersonId,
    state: Word<RegistrationState>,
    extra_percent: i64,
    registered_by: AccountId,
    registered_at: DateTime<Utc>,
    revoked_reason: String,
    version: i64,
}

impl TryFrom<Row> for Registration {
    type Error = StoreError;

    fn try_from(row: Row) -> StoreResult<Self> {
        let extra = u8::try_from(row.extra_percent).ok().and_then(|percent| ExtraTime::try_from(percent).ok());
        let bad = || StoreError::Corrupt { place: format!("registration {}", row.id), reason: "extra_percent".into() };
        Ok(Self {
            extra: extra.ok_or_else(bad)?,
            id: row.id,
            session: row.session_id,
            person: row.person_id,
            state: row.state.0,
            registered_by: row.registered_by,
            registered_at: row.registered_at,
            revoked_reason: row.revoked_reason,
            version: row.version,
        })
    }
}

/// A second place of the same person in the same session is `Taken`.
pub async fn insert(tx: &mut Tx, registration: &Registration) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO registration (id, session_id, person_id, state, extra_percent, registered_by, registered_at, revoked_reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        registration.id,
        registration.session,
        registration.person,
        Word(registration.state),
        i64::from(registration.extra.as_percent()),
        registration.registered_by,
        registration.registered_at,
        &registration.revoked_reason,
    )
    .map(|_| ())
}

/// Changes state, extra time and reason of the version that was read.
pub async fn update(tx: &mut Tx, registration: &Registration) -> StoreResult<()> {
    changed_one(sql!(
        exec,
        tx,
        "UPDATE registration SET state = $1, extra_percent = $2, revoked_reason = $3, version = version + 1
         WHERE id = $4 AND version = $5",
        Word(registration.state),
        i64::from(registration.extra.as_percent()),
        &registration.revoked_reason,
        registration.id,
        registration.version,
    )?)
}

pub async fn find(tx: &mut Tx, id: RegistrationId) -> StoreResult<Option<Registration>> {
    let text = "SELECT id, session_id, person_id, state, extra_percent, registered_by, registered_at, revoked_reason,
                version FROM registration WHERE id = $1";
    sql!(maybe Row, tx, text, id)?.map(Registration::try_from).transpose()
}

pub async fn of_person_in(tx: &mut Tx, session: ExamSessionId, person: PersonId) -> StoreResult<Option<Registration>> {
    let text = "SELECT id, session_id, person_id, state, extra_percent, registered_by, registered_at, revoked_reason,
                version FROM registration WHERE session_id = $1 AND person_id = $2";
    sql!(maybe Row, tx, text, session, person)?.map(Registration::try_from).transpose()
}

/// All places of a person, the newest first.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> StoreResult<Vec<Registration>> {
    let text = "SELECT id, session_id, person_id, state, extra_percent, registered_by, registered_at, revoked_reason,
                version FROM registration WHERE person_id = $1 ORDER BY registered_at DESC, id DESC";
    sql!(all Row, tx, text, person)?.into_iter().map(Registration::try_from).collect()
}

/// All places of a session, in the order in which they were taken.
pub async fn of_session(tx: &mut Tx, session: ExamSessionId) -> StoreResult<Vec<Registration>> {
    let text = "SELECT id, session_id, person_id, state, extra_percent, registered_by, registered_at, revoked_reason,
                version FROM registration WHERE session_id = $1 ORDER BY registered_at, id";
    sql!(all Row, tx, text, session)?.into_iter().map(Registration::try_from).collect()
}
