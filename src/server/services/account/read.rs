//! One account, for administrators.

use crate::domain::id::AccountId;
use crate::server::services::ServiceError;
use crate::server::session::IDLE;
use crate::server::state::AppState;
use crate::server::storage::account::{self, AccountRow};
use crate::server::storage::{person, session};
use chrono::{DateTime, Utc};

/// An account as its administrator sees it. Of the staff file only the number: the rest is none of administration's business.
#[derive(Debug, Clone)]
pub struct AccountView {
    pub account: AccountRow,
    pub staff_number: Option<String>,
    /// How many browsers are signed in.
    pub sessions: i64,
    pub now: DateTime<Utc>,
}

impl AccountView {
    /// When the link that nobody has opened runs out, if there is one that still holds.
    pub fn open_link(&self) -> Option<DateTime<Utc>> {
        self.account.link_until.filter(|until| *until > self.now)
    }
}

pub async fn read(state: &AppState, id: AccountId) -> Result<AccountView, ServiceError> {
    let now = state.clock.now();
    let mut tx = state.db.read().await?;
    let account = account::by_id(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    let staff_number = match account.person_id {
        Some(id) => person::find(&mut tx, id).await?.and_then(|person| person.profile.staff_number),
        None => None,
    };
    let sessions = session::count(&mut tx, id, now, now - IDLE).await?;
    Ok(AccountView { account, staff_number, sessions, now })
}
