//! The five certification levels. Their names and rules are content; their order is fixed.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A rung of the ladder, from customer service representative (1) to senior manager (5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Level {
    One = 1,
    Two,
    Three,
    Four,
    Five,
}

/// A number that is not a level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a level from 1 to 5, found {0}")]
pub struct UnknownLevel(pub u8);

impl Level {
    pub const ALL: [Self; 5] = [Self::One, Self::Two, Self::Three, Self::Four, Self::Five];

    pub fn number(self) -> u8 {
        self as u8
    }
}

impl TryFrom<u8> for Level {
    type Error = UnknownLevel;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        Self::ALL.into_iter().find(|level| level.number() == number).ok_or(UnknownLevel(number))
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level.number()
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number())
    }
}
