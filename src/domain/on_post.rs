//! Whether somebody serves customers, and whether they may: the on-post qualification of the department's staff rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Where somebody stands on the way to serving customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnPostState {
    /// In on-post training; the on-post exam is not passed.
    #[default]
    Training,
    /// Holds the on-post qualification (上岗资格).
    Qualified,
    /// Works somewhere else and serves no customers.
    OffPost,
}

impl OnPostState {
    pub const ALL: [Self; 3] = [Self::Training, Self::Qualified, Self::OffPost];

    /// The stable word in files, forms and the database.
    pub fn id(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::Qualified => "qualified",
            Self::OffPost => "off_post",
        }
    }

    /// Whether somebody who was put on post on a day serves customers without the qualification: a violation that the
    /// department answers for.
    pub fn is_violation(self, on_post_on: Option<NaiveDate>, today: NaiveDate) -> bool {
        match self {
            Self::Training => on_post_on.is_some_and(|since| since <= today),
            Self::Qualified | Self::OffPost => false,
        }
    }
}

impl fmt::Display for OnPostState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A word that names no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected training, qualified or off_post, found {0:?}")]
pub struct UnknownOnPostState(String);

impl FromStr for OnPostState {
    type Err = UnknownOnPostState;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|state| state.id() == word).ok_or_else(|| UnknownOnPostState(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;

    #[test]
    fn only_serving_customers_while_in_training_is_a_violation() {
        let today = day::parse("2026-11-20").expect("a day");
        let cases = [
            ("training, not on post", OnPostState::Training, None, false),
            ("training, on post from tomorrow on", OnPostState::Training, Some("2026-11-21"), false),
            ("training, on post from today on", OnPostState::Training, Some("2026-11-20"), true),
            ("qualified", OnPostState::Qualified, Some("2020-01-01"), false),
            ("moved elsewhere", OnPostState::OffPost, Some("2020-01-01"), false),
        ];
        for (name, state, since, expected) in cases {
            let since = since.map(|since| day::parse(since).expect("a day"));
            assert_eq!(state.is_violation(since, today), expected, "{name}");
        }
    }

    #[test]
    fn a_state_reads_back_from_its_word() {
        for state in OnPostState::ALL {
            assert_eq!(state.id().parse(), Ok(state));
        }
        assert!("".parse::<OnPostState>().is_err());
    }
}
