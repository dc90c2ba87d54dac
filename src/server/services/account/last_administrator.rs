//! There is always somebody who can let others in.

use crate::domain::access::Role;
use crate::domain::account::leaves_an_administrator;
use crate::server::services::ServiceError;
use crate::server::storage::account::AccountRow;
use crate::server::storage::{Tx, account};

/// Whether a change of this account may be committed. Called after the change and its audit row: writing that row puts
/// writers into a queue, so that two administrators who disable each other at once do not both succeed.
pub(super) async fn remains(tx: &mut Tx, before: &AccountRow) -> Result<bool, ServiceError> {
    let left = account::count_active(tx, Role::Administrator).await?;
    Ok(leaves_an_administrator(&before.roles(), u64::try_from(left).unwrap_or(0)).is_ok())
}
