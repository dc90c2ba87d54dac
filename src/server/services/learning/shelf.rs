//! Where practice takes its items from: one competency, or what went wrong.

use crate::domain::competency::Competency;
use std::fmt;
use std::str::FromStr;

/// A set of practice items, as addresses name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    Competency(Competency),
    /// The wrong-answer book: what was answered wrongly the last time, of whatever competency.
    Mistakes,
}

const MISTAKES: &str = "mistakes";

/// A word that is neither a competency nor the wrong-answer book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such practice")]
pub struct UnknownShelf;

impl fmt::Display for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Competency(competency) => f.write_str(competency.id()),
            Self::Mistakes => f.write_str(MISTAKES),
        }
    }
}

impl FromStr for Shelf {
    type Err = UnknownShelf;

    fn from_str(word: &str) -> Result<Self, UnknownShelf> {
        if word == MISTAKES {
            return Ok(Self::Mistakes);
        }
        word.parse().map(Self::Competency).map_err(|_| UnknownShelf)
    }
}
