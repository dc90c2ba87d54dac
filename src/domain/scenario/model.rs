//! What a scenario is. Built by the content parser, which resolves every name: indices in here always point somewhere.
//!
//! Nothing in here can be serialised: guards, effects, reasons and phrases must not travel before the ending. What a
//! player may see is built by `view` and `debrief`.

use super::expression::Guard;
use super::standing::Effects;
use super::typed::TypedTurn;
use crate::domain::competency::Competency;
use crate::domain::level::Level;
use crate::domain::locale::Text;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// At most this many state variables.
pub const MAX_GAUGES: usize = 4;
/// At most this many flags, breaches included.
pub const MAX_FLAGS: usize = 24;

/// A role-play: who calls, what the player knows, the graph of turns, and how it is scored.
#[derive(Debug, Clone)]
pub struct Scenario {
    pub id: ScenarioId,
    pub level: Level,
    pub competencies: Vec<Competency>,
    /// How long one play takes, in minutes.
    pub minutes: u8,
    pub covers: Covers,
    pub title: Text,
    pub persona: Persona,
    /// What stands on the player's screen.
    pub facts: Text,
    /// What the customer tells only when asked. Shown after the ending.
    pub hidden: Text,
    pub gauges: Vec<GaugeStart>,
    pub flags: Vec<FlagLabel>,
    pub rubric: Vec<RubricLine>,
    pub pass: Vec<PassCondition>,
    /// When this holds after a reply, the conversation is over at once.
    pub lost: Guard,
    /// Where it ends then.
    pub lost_node: NodeIndex,
    /// The first is where the conversation opens.
    pub nodes: Vec<Node>,
}

/// The stable name of a scenario: `l<level>-<topic>-<slug>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ScenarioId(String);

/// A text that is no scenario's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a scenario id such as l1-process-late-parcel, found {0:?}")]
pub struct UnknownScenarioId(String);

/// What the scenario rehearses, in the words of the curriculum: for lists and filters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covers {
    pub situation: String,
    pub customer_type: String,
    pub mood: String,
    pub channel: String,
}

/// The other person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    pub name: Text,
    /// What the player is told beforehand: the first sentence of the description.
    pub introduction: Text,
    /// The whole description, with what upsets and what settles. Shown after the ending.
    pub description: Text,
}

/// A state variable, from 0 to 10: an index into `Scenario::gauges`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Gauge(pub u8);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GaugeStart {
    pub name: String,
    pub start: i8,
}

/// The name of the state variable that the customer's mood is read from.
pub const PATIENCE: &str = "patience";

/// Something learned, done or promised: an index into `Scenario::flags`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Flag(pub u8);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagLabel {
    pub name: String,
    /// In words that the debrief can show.
    pub label: Text,
    pub kind: FlagKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlagKind {
    /// Worth doing: never set, it is listed as missed.
    Aim,
    /// Better avoided: still set at the end, it is listed as uncorrected.
    Breach,
}

macro_rules! dimensions {
    ($($variant:ident $id:literal),+ $(,)?) => {
        /// What a role-play is scored by. The seven are the same at every level.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Dimension {
            $(#[serde(rename = $id)] $variant),+
        }

        impl Dimension {
            pub const ALL: [Self; 7] = [$(Self::$variant),+];

            /// The name in content files.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }
        }
    };
}

dimensions! {
    Greeting "greeting",
    Listening "listening",
    Empathy "empathy",
    Clarity "clarity",
    Solution "solution",
    Promise "promise",
    Closing "closing",
}

impl Dimension {
    pub fn index(self) -> usize {
        self as usize
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.id() == id)
    }
}

/// A dimension with the most that it can bring, in whole points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RubricLine {
    pub dimension: Dimension,
    pub cap: u8,
}

/// One of the conditions that must all hold at the ending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassCondition {
    pub guard: Guard,
    /// As the author wrote it.
    pub written: String,
}

/// A place in the graph: an index into `Scenario::nodes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeIndex(pub usize);

/// The name of a node in its file, and in transcripts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NodeId(pub String);

#[derive(Debug, Clone)]
pub struct Node {
    pub id: NodeId,
    pub kind: NodeKind,
}

#[derive(Debug, Clone)]
pub enum NodeKind {
    /// The customer speaks, then the player.
    Turn(Box<Turn>),
    /// The first route whose guard holds is taken at once. Never leads to another route; the last one is unguarded.
    Routes(Vec<Route>),
    /// What happened next.
    Ending(Text),
}

#[derive(Debug, Clone)]
pub struct Turn {
    /// The first line whose guard holds is said; the last one is unguarded.
    pub lines: Vec<CustomerLine>,
    /// In the order of the file, which a player must not see.
    pub replies: Vec<Reply>,
    pub typed: Option<TypedTurn>,
}

#[derive(Debug, Clone)]
pub struct CustomerLine {
    pub guard: Option<Guard>,
    pub text: Text,
}

/// A reply to choose.
#[derive(Debug, Clone)]
pub struct Reply {
    pub guard: Option<Guard>,
    pub text: Text,
    pub outcome: Outcome,
}

/// What a reply, chosen or typed, brings about, and why.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub target: NodeIndex,
    pub effects: Effects,
    pub reason: Text,
}

#[derive(Debug, Clone)]
pub struct Route {
    pub guard: Option<Guard>,
    pub target: NodeIndex,
}

impl Scenario {
    pub fn node(&self, index: NodeIndex) -> &Node {
        &self.nodes[index.0]
    }

    pub fn cap(&self, dimension: Dimension) -> u8 {
        self.rubric.iter().find(|line| line.dimension == dimension).map_or(0, |line| line.cap)
    }

    /// The sum of all caps.
    pub fn cap_total(&self) -> u16 {
        self.rubric.iter().map(|line| u16::from(line.cap)).sum()
    }

    pub fn flag(&self, flag: Flag) -> &FlagLabel {
        &self.flags[usize::from(flag.0)]
    }

    pub fn gauge_named(&self, name: &str) -> Option<Gauge> {
        let index = self.gauges.iter().position(|gauge| gauge.name == name)?;
        u8::try_from(index).ok().map(Gauge)
    }
}

impl FromStr for ScenarioId {
    type Err = UnknownScenarioId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.splitn(3, '-');
        let level = parts.next().and_then(|part| part.strip_prefix('l')).and_then(|part| part.parse::<u8>().ok());
        let named = parts.next().is_some_and(|topic| !topic.is_empty()) && parts.next().is_some();
        let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let whole = text.len() <= 80 && !text.ends_with('-') && !text.contains("--");
        if level.is_some_and(|level| Level::try_from(level).is_ok()) && named && plain && whole {
            Ok(Self(text.to_owned()))
        } else {
            Err(UnknownScenarioId(text.to_owned()))
        }
    }
}

impl ScenarioId {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level that the name begins with.
    pub fn level_number(&self) -> u8 {
        self.0.as_bytes().get(1).map_or(0, |digit| digit.wrapping_sub(b'0'))
    }
}

impl TryFrom<String> for ScenarioId {
    type Error = UnknownScenarioId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ScenarioId> for String {
    fn from(id: ScenarioId) -> Self {
        id.0
    }
}

impl fmt::Display for ScenarioId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_id_names_level_topic_and_slug() {
        let cases = [
            ("l1-process-late-parcel", true),
            ("l6-process-late-parcel", false),
            ("l1-process", false),
            ("l1-process-", false),
            ("L1-process-late", false),
            ("l1--late-parcel", false),
            ("late-parcel-one", false),
            ("l1-流程-late", false),
        ];
        for (text, good) in cases {
            assert_eq!(text.parse::<ScenarioId>().is_ok(), good, "{text}");
        }
    }
}
