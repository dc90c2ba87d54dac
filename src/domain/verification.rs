//! How far a fact of a staff file can be relied on, and which facts an evaluation rests on.

use serde::{Deserialize, Serialize};

/// Where a fact stands between the person who states it and HR who checks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
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

/// Which facts count: the verified ones for a decision, the claimed ones as well for a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    #[default]
    Verified,
    Claimed,
}

impl Basis {
    pub fn counts(self, verification: Verification) -> bool {
        match verification {
            Verification::Verified => true,
            Verification::Claimed => self == Self::Claimed,
            Verification::Rejected => false,
        }
    }
}
