//! The seventeen competencies and the curriculum map: which level teaches them and which deepens them. Ids are stable:
//! content, files and statistics name them.

use super::level::Level;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How a level treats a competency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Depth {
    Taught,
    Deepened,
}

const TAUGHT: Option<Depth> = Some(Depth::Taught);
const DEEPER: Option<Depth> = Some(Depth::Deepened);
const ABSENT: Option<Depth> = None;

macro_rules! competencies {
    ($($variant:ident $id:literal $map:expr),+ $(,)?) => {
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

            /// From level 1 to level 5.
            fn depths(self) -> [Option<Depth>; 5] {
                match self { $(Self::$variant => $map),+ }
            }

            /// How a level treats the competency; nothing where it is not part of the level.
            pub fn at(self, level: Level) -> Option<Depth> {
                self.depths()[usize::from(level.number()) - 1]
            }
        }
    };
}

competencies! {
    Mindset "mindset" [TAUGHT, DEEPER, ABSENT, ABSENT, DEEPER],
    Communication "communication" [TAUGHT, DEEPER, ABSENT, ABSENT, ABSENT],
    Product "product" [TAUGHT, DEEPER, ABSENT, ABSENT, ABSENT],
    Process "process" [TAUGHT, TAUGHT, DEEPER, ABSENT, ABSENT],
    PrivacyLaw "privacy-law" [TAUGHT, DEEPER, DEEPER, DEEPER, ABSENT],
    Emotion "emotion" [TAUGHT, TAUGHT, DEEPER, ABSENT, ABSENT],
    Complaint "complaint" [ABSENT, TAUGHT, TAUGHT, DEEPER, ABSENT],
    CustomerTypes "customer-types" [ABSENT, TAUGHT, DEEPER, ABSENT, ABSENT],
    Relationship "relationship" [ABSENT, TAUGHT, TAUGHT, DEEPER, ABSENT],
    TeleSales "tele-sales" [ABSENT, TAUGHT, DEEPER, ABSENT, ABSENT],
    Crisis "crisis" [ABSENT, ABSENT, TAUGHT, TAUGHT, DEEPER],
    Teamwork "teamwork" [ABSENT, DEEPER, TAUGHT, DEEPER, ABSENT],
    Coaching "coaching" [ABSENT, ABSENT, TAUGHT, TAUGHT, ABSENT],
    Operations "operations" [ABSENT, ABSENT, TAUGHT, TAUGHT, DEEPER],
    People "people" [ABSENT, ABSENT, ABSENT, TAUGHT, DEEPER],
    Economics "economics" [ABSENT, ABSENT, DEEPER, TAUGHT, TAUGHT],
    Strategy "strategy" [ABSENT, ABSENT, ABSENT, DEEPER, TAUGHT],
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_has_as_many_cells_as_the_curriculum() {
        let cells = |level| {
            let depths = Competency::ALL.iter().filter_map(|competency| competency.at(level));
            let (taught, deepened): (Vec<_>, Vec<_>) = depths.partition(|depth| *depth == Depth::Taught);
            (taught.len(), deepened.len())
        };
        assert_eq!(Level::ALL.map(cells), [(6, 0), (6, 5), (6, 6), (5, 5), (2, 4)]);
    }

    #[test]
    fn every_competency_is_taught_before_it_is_deepened() {
        for competency in Competency::ALL {
            let mut depths = Level::ALL.into_iter().filter_map(|level| competency.at(level));
            // These are met at work a level before they are taught.
            let early = matches!(competency, Competency::Teamwork | Competency::Economics | Competency::Strategy);
            assert!(early || depths.next() == Some(Depth::Taught), "{competency}");
        }
    }
}
