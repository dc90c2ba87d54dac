//! Whose learning a page shows.

use crate::api::failure::Failure;
use crate::domain::id::PersonId;
use crate::server::visitor::Visitor;
use leptos::prelude::*;

/// The learner whose page it is. An account without a staff file keeps no learning.
pub(super) fn learner() -> Result<PersonId, Failure> {
    expect_context::<Visitor>().person().ok_or(Failure::Forbidden)
}
