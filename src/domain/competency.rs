//! The seventeen competencies of the curriculum map. Ids are stable: content, files and statistics name them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! competencies {
    ($($variant:ident $id:literal),+ $(,)?) => {
        /// What a lesson teaches, a scenario rehearses and an item tests.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Competency {
            $(#[serde(rename = $id)] $variant),+
        }

        impl Competency {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable id, as content files write it.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }
        }
    };
}

competencies! {
    Mindset "mindset",
    Communication "communication",
    Product "product",
    Process "process",
    PrivacyLaw "privacy-law",
    Emotion "emotion",
    Complaint "complaint",
    CustomerTypes "customer-types",
    Relationship "relationship",
    TeleSales "tele-sales",
    Crisis "crisis",
    Teamwork "teamwork",
    Coaching "coaching",
    Operations "operations",
    People "people",
    Economics "economics",
    Strategy "strategy",
}

/// A word that is no competency's id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown competency {0:?}")]
pub struct UnknownCompetency(pub String);

impl FromStr for Competency {
    type Err = UnknownCompetency;

    fn from_str(id: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|competency| competency.id() == id)
            .ok_or_else(|| UnknownCompetency(id.to_owned()))
    }
}

impl fmt::Display for Competency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
