//! Which step of an attempt may follow which.
//!
//! `registered → in_progress → submitted | expired → scored | awaiting_scoring → released`, and `awaiting_scoring →
//! scored` once people have scored. Parts are sat one after another, each with a deadline that is fixed when it begins.

use super::lease::{Holder, Lease};
use super::timing::{ExtraTime, PAUSE};
use crate::domain::form::PartKind;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A sitting, with what its state needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attempt {
    Registered,
    InProgress(Running),
    Submitted(Closed),
    Expired(Closed),
    /// A person must score something first.
    AwaitingScoring(Closed),
    Scored(Closed),
    Released(Closed),
}

/// A sitting that goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    pub started_at: DateTime<Utc>,
    pub lease: Lease,
    /// At least one, in the order in which they are sat.
    pub parts: Vec<PartRun>,
    /// How long after a part's deadline its saves still count.
    pub grace: Duration,
}

/// A sitting that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    pub started_at: DateTime<Utc>,
    pub ended_at: DateTime<Utc>,
    pub parts: Vec<PartRun>,
}

/// A part in one sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartRun {
    pub kind: PartKind,
    /// What this person has for it, extra time included.
    pub allowed: Duration,
    pub stage: PartStage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartStage {
    Waiting,
    Running {
        started_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
    },
    Closed {
        /// Nothing when it was never begun.
        started_at: Option<DateTime<Utc>>,
        at: DateTime<Utc>,
        by: Ending,
    },
}

/// What ended a part or a sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The candidate handed in.
    Submitted,
    /// The time was up.
    Expired,
}

/// What a form asks of a part, before anybody sits it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartPlan {
    pub kind: PartKind,
    pub minutes: u16,
}

/// A state by name, as tables and pages use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Registered,
    InProgress,
    Submitted,
    Expired,
    AwaitingScoring,
    Scored,
    Released,
}

/// Why a step does not follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the attempt has not been started")]
    NotStarted,
    #[error("the attempt has been started already")]
    AlreadyStarted,
    #[error("the form has no parts")]
    NoParts,
    /// Closed never opens again.
    #[error("the attempt is over")]
    Over,
    #[error("a part is still running")]
    PartRuns,
    #[error("no such part is running")]
    PartRunsNot,
    #[error("all parts have been sat")]
    NoPartLeft,
    #[error("the time to go on is over")]
    PauseOver,
    #[error("nothing is due yet")]
    NotDue,
    #[error("the attempt goes on")]
    NotOver,
    #[error("it has been scored already")]
    AlreadyScored,
    #[error("it has not been scored completely")]
    NotScored,
    #[error("it has been released already")]
    AlreadyReleased,
}

impl Attempt {
    pub fn stage(&self) -> Stage {
        match self {
            Self::Registered => Stage::Registered,
            Self::InProgress(_) => Stage::InProgress,
            Self::Submitted(_) => Stage::Submitted,
            Self::Expired(_) => Stage::Expired,
            Self::AwaitingScoring(_) => Stage::AwaitingScoring,
            Self::Scored(_) => Stage::Scored,
            Self::Released(_) => Stage::Released,
        }
    }

    /// Starts the sitting and its first part.
    pub fn start(
        &self,
        plan: &[PartPlan],
        extra: ExtraTime,
        grace: Duration,
        holder: Holder,
        now: DateTime<Utc>,
    ) -> Result<Self, Refused> {
        if *self != Self::Registered {
            return Err(Refused::AlreadyStarted);
        }
        let waiting = |part: &PartPlan| PartRun {
            kind: part.kind,
            allowed: extra.allow(part.minutes),
            stage: PartStage::Waiting,
        };
        let mut parts: Vec<PartRun> = plan.iter().map(waiting).collect();
        parts.first_mut().ok_or(Refused::NoParts)?.begin(now);
        Ok(Self::InProgress(Running { started_at: now, lease: Lease::first(holder, now), parts, grace }))
    }

    /// Another device goes on.
    pub fn take_over(&self, holder: Holder, now: DateTime<Utc>) -> Result<Self, Refused> {
        let running = self.running()?;
        Ok(Self::InProgress(Running { lease: running.lease.taken_over(holder, now), ..running.clone() }))
    }

    /// Begins the next part.
    pub fn begin_part(&self, now: DateTime<Utc>) -> Result<Self, Refused> {
        let mut running = self.running()?.clone();
        if running.current().is_some() {
            return Err(Refused::PartRuns);
        }
        if now >= running.due_at() {
            return Err(Refused::PauseOver);
        }
        let next = running.parts.iter_mut().find(|part| part.stage == PartStage::Waiting);
        next.ok_or(Refused::NoPartLeft)?.begin(now);
        Ok(Self::InProgress(running))
    }

    /// Hands in the running part; after the last one the sitting is over.
    pub fn submit_part(&self, kind: PartKind, now: DateTime<Utc>) -> Result<Self, Refused> {
        let mut running = self.running()?.clone();
        let grace = running.grace;
        let part = running.current_mut().filter(|part| part.kind == kind).ok_or(Refused::PartRunsNot)?;
        part.close(grace, now);
        Ok(running.over_if_done())
    }

    /// Hands in everything, parts that were not begun included.
    pub fn submit(&self, now: DateTime<Utc>) -> Result<Self, Refused> {
        let mut running = self.running()?.clone();
        let grace = running.grace;
        for part in &mut running.parts {
            part.close(grace, now);
        }
        Ok(running.over_if_done())
    }

    /// Closes what the time has run out for: a part, or, when the pause after one is over, the sitting.
    pub fn expire(&self, now: DateTime<Utc>) -> Result<Self, Refused> {
        let mut running = self.running()?.clone();
        if now < running.due_at() {
            return Err(Refused::NotDue);
        }
        let (grace, pauses) = (running.grace, running.current().is_none());
        for part in &mut running.parts {
            match part.stage {
                PartStage::Running { .. } => part.close(grace, now),
                PartStage::Waiting if pauses => part.miss(now),
                PartStage::Waiting | PartStage::Closed { .. } => {}
            }
        }
        Ok(running.over_if_done())
    }

    /// Everything that a machine can score is scored; people must score the rest.
    pub fn await_scorers(&self) -> Result<Self, Refused> {
        Ok(Self::AwaitingScoring(self.unscored()?))
    }

    /// The result stands.
    pub fn score(&self) -> Result<Self, Refused> {
        Ok(Self::Scored(self.unscored()?))
    }

    /// The candidate may see the result.
    pub fn release(&self) -> Result<Self, Refused> {
        match self {
            Self::Scored(closed) => Ok(Self::Released(closed.clone())),
            Self::Released(_) => Err(Refused::AlreadyReleased),
            Self::Submitted(_) | Self::Expired(_) | Self::AwaitingScoring(_) => Err(Refused::NotScored),
            Self::Registered => Err(Refused::NotStarted),
            Self::InProgress(_) => Err(Refused::NotOver),
        }
    }

    /// Whether a new result may stand beside the old one. The state stays as it is.
    pub fn regrade(&self) -> Result<(), Refused> {
        match self {
            Self::Scored(_) | Self::Released(_) => Ok(()),
            Self::Submitted(_) | Self::Expired(_) | Self::AwaitingScoring(_) => Err(Refused::NotScored),
            Self::Registered => Err(Refused::NotStarted),
            Self::InProgress(_) => Err(Refused::NotOver),
        }
    }

    fn running(&self) -> Result<&Running, Refused> {
        match self {
            Self::InProgress(running) => Ok(running),
            Self::Registered => Err(Refused::NotStarted),
            Self::Submitted(_) | Self::Expired(_) | Self::AwaitingScoring(_) | Self::Scored(_) | Self::Released(_) => {
                Err(Refused::Over)
            }
        }
    }

    fn unscored(&self) -> Result<Closed, Refused> {
        match self {
            Self::Submitted(closed) | Self::Expired(closed) | Self::AwaitingScoring(closed) => Ok(closed.clone()),
            Self::Scored(_) | Self::Released(_) => Err(Refused::AlreadyScored),
            Self::Registered => Err(Refused::NotStarted),
            Self::InProgress(_) => Err(Refused::NotOver),
        }
    }
}

impl Running {
    /// The part that is being sat; none during a pause.
    pub fn current(&self) -> Option<&PartRun> {
        self.parts.iter().find(|part| matches!(part.stage, PartStage::Running { .. }))
    }

    fn current_mut(&mut self) -> Option<&mut PartRun> {
        self.parts.iter_mut().find(|part| matches!(part.stage, PartStage::Running { .. }))
    }

    /// When the server closes something by itself: the end of the running part and its grace, or the end of the pause.
    pub fn due_at(&self) -> DateTime<Utc> {
        if let Some(PartRun { stage: PartStage::Running { ends_at, .. }, .. }) = self.current() {
            return *ends_at + self.grace;
        }
        let ended = self.parts.iter().filter_map(PartRun::closed_at).max();
        ended.unwrap_or(self.started_at) + PAUSE
    }

    fn over_if_done(self) -> Attempt {
        let closed = |part: &PartRun| part.closed_at();
        let Some(ended_at) =
            self.parts.iter().map(closed).collect::<Option<Vec<_>>>().and_then(|ends| ends.into_iter().max())
        else {
            return Attempt::InProgress(self);
        };
        let last = self.parts.last().map(|part| part.stage);
        let closed = Closed { started_at: self.started_at, ended_at, parts: self.parts };
        match last {
            Some(PartStage::Closed { by: Ending::Expired, .. }) => Attempt::Expired(closed),
            _ => Attempt::Submitted(closed),
        }
    }
}

impl PartRun {
    fn begin(&mut self, now: DateTime<Utc>) {
        self.stage = PartStage::Running { started_at: now, ends_at: now + self.allowed };
    }

    /// Ends the part: handed in while its time or grace lasted, expired after that, and then at the end of its time, however
    /// late anybody came to close it.
    fn close(&mut self, grace: Duration, now: DateTime<Utc>) {
        self.stage = match self.stage {
            PartStage::Running { started_at, ends_at } if now < ends_at + grace => {
                PartStage::Closed { started_at: Some(started_at), at: now, by: Ending::Submitted }
            }
            PartStage::Running { started_at, ends_at } => {
                PartStage::Closed { started_at: Some(started_at), at: ends_at + grace, by: Ending::Expired }
            }
            PartStage::Waiting => PartStage::Closed { started_at: None, at: now, by: Ending::Submitted },
            closed @ PartStage::Closed { .. } => closed,
        };
    }

    /// The part was never begun, and now it is too late.
    fn miss(&mut self, now: DateTime<Utc>) {
        self.stage = PartStage::Closed { started_at: None, at: now, by: Ending::Expired };
    }

    fn closed_at(&self) -> Option<DateTime<Utc>> {
        match self.stage {
            PartStage::Closed { at, .. } => Some(at),
            PartStage::Waiting | PartStage::Running { .. } => None,
        }
    }
}

impl Stage {
    pub const ALL: [Self; 7] = [
        Self::Registered,
        Self::InProgress,
        Self::Submitted,
        Self::Expired,
        Self::AwaitingScoring,
        Self::Scored,
        Self::Released,
    ];

    /// The word in tables and addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::InProgress => "in_progress",
            Self::Submitted => "submitted",
            Self::Expired => "expired",
            Self::AwaitingScoring => "awaiting_scoring",
            Self::Scored => "scored",
            Self::Released => "released",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A word that names no state of an attempt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no state of an attempt: {0:?}")]
pub struct UnknownStage(String);

impl FromStr for Stage {
    type Err = UnknownStage;

    fn from_str(word: &str) -> Result<Self, UnknownStage> {
        Self::ALL.into_iter().find(|stage| stage.id() == word).ok_or_else(|| UnknownStage(word.to_owned()))
    }
}
