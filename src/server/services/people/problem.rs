//! What is wrong with what somebody typed, field by field. Pages word it.

use crate::server::services::ServiceError;
use crate::server::storage::StoreError;
use chrono::NaiveDate;

/// A field, and why its value was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The name of the field in the form.
    pub field: &'static str,
    pub why: Why,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Nothing stands where something must.
    Missing,
    /// More characters than there is room for.
    TooLong { most: usize },
    /// No day of the calendar from 1900 on, or not written as one.
    NotADay,
    /// None of the choices.
    NotAChoice,
    /// Not something@somewhere.
    NotAnAddress,
    /// The last day lies before the first.
    BeforeTheStart { start: NaiveDate },
    /// It lies in the future, and this is a fact of the past.
    InTheFuture,
    /// Somebody has this staff number already.
    Taken,
    /// The document is larger than it may be.
    TooLarge { megabytes: usize },
    /// The document is neither PDF nor one of the pictures that are accepted.
    WrongKindOfFile,
    /// The document is empty.
    EmptyFile,
}

/// Why a change of a staff file did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    #[error("{} fields were not accepted", .0.len())]
    Refused(Vec<Problem>),
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl ChangeError {
    pub(super) fn at(field: &'static str, why: Why) -> Self {
        Self::Refused(vec![Problem { field, why }])
    }
}

impl From<StoreError> for ChangeError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}
