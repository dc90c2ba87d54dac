//! Why something about an exam did not happen. Pages word it.

use crate::domain::assembly::shortage::Shortage;
use crate::domain::attempt::lease::Elsewhere;
use crate::domain::attempt::registration::RegistrationRefused;
use crate::domain::attempt::state::Refused;
use crate::domain::attempt::timing::TooMuchTime;
use crate::domain::form::FormKind;
use crate::domain::marks::MarksProblem;
use crate::domain::scenario::play;
use crate::server::services::ServiceError;
use crate::server::storage::StoreError;
use chrono::{DateTime, NaiveDate, Utc};

#[derive(Debug, thiserror::Error)]
pub enum ExamError {
    #[error(transparent)]
    Refused(Refusal),
    #[error(transparent)]
    Service(#[from] ServiceError),
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Every field that a session cannot have so.
    #[error("a session cannot be so: {0:?}")]
    Session(Vec<SessionProblem>),
    #[error("the session can be started from {opens_at} to {closes_at}")]
    NotOpen { opens_at: DateTime<Utc>, closes_at: DateTime<Utc> },
    #[error("no seat is free")]
    Full,
    #[error(transparent)]
    Registration(#[from] RegistrationRefused),
    /// By verified facts the person does not qualify; from `earliest` on they will, if things go on.
    #[error("not eligible")]
    Ineligible { earliest: Option<NaiveDate> },
    #[error("all {of} attempts at {kind} are used")]
    NoAttemptsLeft { kind: FormKind, of: u8 },
    #[error("not again before {until}")]
    Cooldown { until: NaiveDate },
    /// A released pass stands, and nothing has taken it back.
    #[error("passed already")]
    Passed,
    /// The level's certificate is valid, and will be for a while.
    #[error("the certificate is valid")]
    Held { expires: Option<NaiveDate> },
    /// Another sitting of the same exam goes on.
    #[error("another attempt is running")]
    AnotherRuns,
    #[error("no paper can be drawn")]
    Shortage(Vec<Shortage>),
    #[error(transparent)]
    State(#[from] Refused),
    #[error(transparent)]
    Elsewhere(#[from] Elsewhere),
    #[error(transparent)]
    Time(#[from] TooMuchTime),
    #[error(transparent)]
    Marks(#[from] MarksProblem),
    #[error(transparent)]
    Reply(play::Refusal),
    /// A reason must be given.
    #[error("a reason is needed")]
    NoReason,
    /// Nobody scores, releases or regrades the own attempt, or gives themselves time.
    #[error("it is the own attempt")]
    Own,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SessionProblem {
    #[error("it ends before it begins")]
    Window,
    #[error("it is over already")]
    Past,
    #[error("no seats")]
    Seats,
    #[error("there is no such form")]
    Form,
    #[error("the title is too long")]
    Title,
    /// Places that are taken are revoked one by one, with a reason.
    #[error("{taken} places are taken")]
    BelowTaken { taken: u32 },
    #[error("somebody sits it")]
    Sat,
}

impl From<StoreError> for ExamError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

impl<R: Into<Refusal>> From<R> for ExamError {
    fn from(refusal: R) -> Self {
        Self::Refused(refusal.into())
    }
}
