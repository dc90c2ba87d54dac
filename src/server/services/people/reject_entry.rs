//! HR does not accept a claim, and says why.

use super::problem::ChangeError;
use super::typed::Typed;
use super::verify_entry::record_check;
use crate::domain::staff_file::{Check, Entry, EntryId};
use crate::server::state::AppState;
use crate::server::visitor::Account;

/// Characters that a reason may have.
pub const REASON: usize = 500;

/// Rejects the entry in the version that the caller saw, for the `reason` of the form, which its owner reads.
pub async fn reject_entry(
    state: &AppState,
    by: &Account,
    id: EntryId,
    version: i64,
    typed: &Typed,
) -> Result<Entry, ChangeError> {
    let mut form = typed.reader();
    let reason = form.needed_text("reason", REASON);
    let reason = form.finish(Some(reason))?;
    let at = state.clock.now();
    record_check(state, by, id, version, Check::Rejected { by: by.id, at, reason }, "entry.reject").await
}
