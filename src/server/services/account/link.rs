//! Makes the one-time links that invitations and resets hand out.

use crate::domain::id::{AccountId, InvitationId};
use crate::server::ids::new_id;
use crate::server::services::ServiceError;
use crate::server::session::Token;
use crate::server::storage::Tx;
use crate::server::storage::invitation::{self, InvitationRow};
use chrono::{DateTime, Duration, Utc};

/// Long enough for a new hire who starts after the weekend.
const HOLDS: Duration = Duration::days(7);

/// A link to hand to one person. Only this value knows the secret; the database has its hash.
#[derive(Clone)]
pub struct OneTimeLink {
    pub token: Token,
    pub expires_at: DateTime<Utc>,
}

impl OneTimeLink {
    /// The page that the link opens.
    pub fn path(&self) -> String {
        format!("/invitation/{}", self.token.reveal())
    }
}

/// Makes a link and ends the ones before it. Without an account it is the link for the first administrator.
pub(super) async fn make(
    tx: &mut Tx,
    account: Option<AccountId>,
    by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<OneTimeLink, ServiceError> {
    match account {
        Some(account) => invitation::withdraw_all(tx, account, now).await?,
        None => invitation::withdraw_first(tx, now).await?,
    }
    let link = OneTimeLink { token: Token::new(), expires_at: now + HOLDS };
    let row = InvitationRow { id: new_id::<InvitationId>(now), account_id: account, expires_at: link.expires_at };
    invitation::insert(tx, &row, &link.token.hash(), by, now).await?;
    Ok(link)
}
