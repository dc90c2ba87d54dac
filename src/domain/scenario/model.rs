//! What a scenario is. Built by the content parser, which resolves every name: indices in here always point somewhere.
//!
//! Nothing in here can be serialised: guards, effects, reasons and phrases must not travel before the ending. What a
//! player may see is built by `view` and `debrief`.

use super::expression::Guard;
use super::standing::Effects;
use super::typed::TypedTurn;
use crate::domain::competency::Competency;
use crate::domain::content_id::content_id;
use crate::domain::level::Level;
use crate::domain::locale::{Locale, Text};
use serde::{Deserialize, Serialize};
use std::fmt;

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

content_id!(
    /// The stable name of a scenario.
    ScenarioId
);

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
    pub kind: FlagKind,
}

/// What a flag means to the player, in words that the debrief can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlagKind {
    /// Worth doing: never set, it is listed as missed.
    Aim(Text),
    /// Better avoided: still set at the end, it is listed as uncorrected.
    Breach(Text),
    /// Only remembered, for guards and endings.
    Note,
}

impl FlagLabel {
    /// In words; a note has only its name.
    pub fn words(&self, locale: Locale) -> &str {
        match &self.kind {
            FlagKind::Aim(words) | FlagKind::Breach(words) => words.get(locale),
            FlagKind::Note => &self.name,
        }
    }
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

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
