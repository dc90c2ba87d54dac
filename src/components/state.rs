//! The states that things are in. Each is told in words first, by a shape second, by colour last.

use super::mark::Mark;
use crate::domain::eligibility::proof::{self, Standing};
use crate::domain::locale::Locale;
use crate::domain::rung::Rung;
use crate::domain::verification::Verification;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What can be said of a level, a fact, a condition, a lesson or a saved answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// The level is held.
    Certified,
    /// The exam may be sat now.
    Eligible,
    /// A condition holds; a thing is done.
    Met,
    /// The server has it.
    Saved,
    /// Under way, with the share that is done, in percent.
    Learning(u8),
    /// Only time is missing; say until when.
    Waiting,
    /// Not there.
    Unmet,
    /// Nothing leads there as things are.
    None,
    /// Something else comes first.
    Locked,
    /// Claimed, not proven.
    Unverified,
    /// Only on this device.
    Local,
    Expired,
    Revoked,
    /// A claim that was looked at and not accepted.
    Rejected,
    Problem,
}

impl State {
    /// The value of `data-state`, which sets the tone, and of the shape in the sprite.
    pub fn key(self) -> &'static str {
        match self {
            Self::Certified => "certified",
            Self::Eligible => "eligible",
            Self::Met => "met",
            Self::Saved => "saved",
            Self::Learning(_) => "learning",
            Self::Waiting => "waiting",
            Self::Unmet => "unmet",
            Self::None => "none",
            Self::Locked => "locked",
            Self::Unverified => "unverified",
            Self::Local => "local",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Rejected => "rejected",
            Self::Problem => "problem",
        }
    }

    /// The state in a word or two.
    pub fn word(self, locale: Locale) -> &'static str {
        match self {
            Self::Certified => locale.state_certified(),
            Self::Eligible => locale.state_eligible(),
            Self::Met => locale.state_met(),
            Self::Saved => locale.state_saved(),
            Self::Learning(_) => locale.state_learning(),
            Self::Waiting => locale.state_waiting(),
            Self::Unmet => locale.state_unmet(),
            Self::None => locale.state_none(),
            Self::Locked => locale.state_locked(),
            Self::Unverified => locale.state_unverified(),
            Self::Local => locale.state_local(),
            Self::Expired => locale.state_expired(),
            Self::Revoked => locale.state_revoked(),
            Self::Rejected => locale.state_rejected(),
            Self::Problem => locale.state_problem(),
        }
    }

    /// The word with what it introduces, for readers who do not see the shape: `已满足：`.
    pub fn prefix(self, locale: Locale) -> String {
        locale.state_prefix(&self.word(locale))
    }
}

impl From<Rung> for State {
    fn from(rung: Rung) -> Self {
        match rung {
            Rung::Certified { .. } => Self::Certified,
            Rung::Revoked { .. } => Self::Revoked,
            Rung::Expired { .. } => Self::Expired,
            Rung::Eligible { .. } => Self::Eligible,
            Rung::Unverified { .. } => Self::Unverified,
            Rung::Waiting { .. } => Self::Waiting,
            Rung::NoRoute => Self::None,
        }
    }
}

impl From<Standing> for State {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Met { .. } => Self::Met,
            Standing::Unverified { .. } => Self::Unverified,
            Standing::Waiting { .. } => Self::Waiting,
            Standing::Lapsed { .. } => Self::Expired,
            Standing::Unmet => Self::Unmet,
        }
    }
}

impl From<proof::State> for State {
    fn from(state: proof::State) -> Self {
        match state {
            proof::State::Met => Self::Met,
            proof::State::Unmet => Self::Unmet,
            proof::State::Unverified => Self::Unverified,
        }
    }
}

impl From<Verification> for State {
    fn from(status: Verification) -> Self {
        match status {
            Verification::Claimed => Self::Unverified,
            Verification::Verified => Self::Met,
            Verification::Rejected => Self::Rejected,
        }
    }
}

/// A mark and its words.
#[component]
pub fn StateLine(state: State, #[prop(into)] words: String) -> impl IntoView {
    view! { <span class="state" data-state=state.key()><Mark state/>{words}</span> }
}
