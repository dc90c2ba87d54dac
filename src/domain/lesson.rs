//! Lessons: one idea each, in blocks that follow one another, with items that check it.

pub mod completion;

use super::competency::Competency;
use super::content_id::content_id;
use super::hours::ClassHours;
use super::item::ItemId;
use super::level::Level;
use super::locale::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

content_id!(
    /// A lesson.
    LessonId
);

/// A page of about ten minutes. Texts may hold inline Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    pub id: LessonId,
    pub level: Level,
    pub competencies: Vec<Competency>,
    /// Active minutes that the page is worth: the cap of what counts towards class hours.
    pub minutes: u16,
    /// The same as it is told. What is added up are the minutes.
    pub class_hours: ClassHours,
    /// Where it stands among the lessons of its level, when prerequisites leave it open.
    pub order: Option<u16>,
    pub requires: Vec<LessonId>,
    /// Practice items, in the order in which they are asked.
    pub checks: Vec<ItemId>,
    pub sources: Vec<String>,
    /// The day on which its lines of law were compared with the law.
    pub law_as_of: Option<NaiveDate>,
    pub title: Text,
    /// Each kind once, in the order of the page.
    pub blocks: Vec<Block>,
    pub picture: Option<Picture>,
}

/// What is seen at a glance where words take long. A lesson has one at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The block that it ends.
    pub block: BlockKind,
    pub caption: Text,
    /// Checked markup that a page may take as it is, with an alternative in words.
    pub drawing: Text,
}

/// A part of the page; readers stop and resume at any of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What the reader can do afterwards.
    Goal(Text),
    /// A case that goes wrong, ending in a question.
    Scene(Text),
    /// The mechanism behind the slip.
    Why(Text),
    Method(Method),
    /// A whole dialogue, each line of the rep tagged with its moves.
    Worked(Vec<Utterance>),
    Turn(Turn),
    Mistakes(Vec<Repair>),
    /// What to keep beside the screen.
    Card(Text),
}

/// The kinds of block by name, as files and addresses use them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    Goal,
    Scene,
    Why,
    Method,
    Worked,
    Turn,
    Mistakes,
    Card,
}

impl BlockKind {
    /// In the usual order. From level 4 on the turn stands before the worked example.
    pub const ALL: [Self; 8] =
        [Self::Goal, Self::Scene, Self::Why, Self::Method, Self::Worked, Self::Turn, Self::Mistakes, Self::Card];

    /// The heading in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Goal => "goal",
            Self::Scene => "scene",
            Self::Why => "why",
            Self::Method => "method",
            Self::Worked => "worked",
            Self::Turn => "turn",
            Self::Mistakes => "mistakes",
            Self::Card => "card",
        }
    }
}

impl Block {
    pub fn kind(&self) -> BlockKind {
        match self {
            Self::Goal(_) => BlockKind::Goal,
            Self::Scene(_) => BlockKind::Scene,
            Self::Why(_) => BlockKind::Why,
            Self::Method(_) => BlockKind::Method,
            Self::Worked(_) => BlockKind::Worked,
            Self::Turn(_) => BlockKind::Turn,
            Self::Mistakes(_) => BlockKind::Mistakes,
            Self::Card(_) => BlockKind::Card,
        }
    }
}

/// Three to five moves, and why they stand in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    pub moves: Vec<Move>,
    pub reason: Option<Text>,
}

/// A verb, and a sentence that one can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    pub name: Text,
    pub words: Text,
}

/// A line of a dialogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    pub speaker: Speaker,
    pub text: Text,
    /// The moves that the line makes: indices into the method's moves.
    pub moves: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Speaker {
    Customer,
    Rep,
    Colleague,
    Lead,
}

impl Speaker {
    pub const ALL: [Self; 4] = [Self::Customer, Self::Rep, Self::Colleague, Self::Lead];

    /// The label in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Rep => "rep",
            Self::Colleague => "colleague",
            Self::Lead => "lead",
        }
    }
}

/// The same case with one fact changed: the reader writes, then opens the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    pub prompt: Text,
    pub answer: Text,
}

/// A slip, and what to say after it slipped out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    pub slip: Text,
    pub repair: Text,
}

impl Lesson {
    /// The names of the moves that a line of the worked dialogue makes.
    pub fn move_names(&self, utterance: &Utterance) -> Vec<&Text> {
        let method = self.blocks.iter().find_map(|block| match block {
            Block::Method(method) => Some(method),
            Block::Goal(_)
            | Block::Scene(_)
            | Block::Why(_)
            | Block::Worked(_)
            | Block::Turn(_)
            | Block::Mistakes(_)
            | Block::Card(_) => None,
        });
        let name = |index: &usize| method?.moves.get(*index).map(|made| &made.name);
        utterance.moves.iter().filter_map(name).collect()
    }
}
