//! How far a fact of a staff file can be relied on, and which facts an evaluation rests on.

use super::word;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::str::FromStr;

/// Where a fact stands between the person who states it and HR who checks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// Stated, not yet checked.
    #[default]
    Claimed,
    /// Checked against evidence.
    Verified,
    /// Checked and refused: counts for nothing.
    Rejected,
}

impl Verification {
    pub const ALL: [Self; 3] = [Self::Claimed, Self::Verified, Self::Rejected];

    /// The stable id, as files and the machine interface write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Verified => "verified",
            Self::Rejected => "rejected",
        }
    }
}

impl fmt::Display for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A word that names none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected claimed, verified or rejected, found {0:?}")]
pub struct UnknownVerification(String);

impl FromStr for Verification {
    type Err = UnknownVerification;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|known| known.id() == word).ok_or_else(|| UnknownVerification(word.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Verification {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word::deserialize(deserializer, &Self::ALL, Self::id)
    }
}

/// Which facts count: the verified ones for a decision, the claimed ones as well for a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    #[default]
    Verified,
    Claimed,
}

impl Basis {
    pub const ALL: [Self; 2] = [Self::Verified, Self::Claimed];

    /// The stable id, as addresses and records write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Claimed => "claimed",
        }
    }

    pub fn counts(self, verification: Verification) -> bool {
        match verification {
            Verification::Verified => true,
            Verification::Claimed => self == Self::Claimed,
            Verification::Rejected => false,
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A word that names none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected verified or claimed, found {0:?}")]
pub struct UnknownBasis(String);

impl FromStr for Basis {
    type Err = UnknownBasis;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|known| known.id() == word).ok_or_else(|| UnknownBasis(word.to_owned()))
    }
}
