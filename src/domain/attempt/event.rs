//! The log of an attempt: every step, so that HR can read afterwards what happened when.

use super::state::Ending;
use crate::domain::form::PartKind;
use crate::domain::item::ItemId;
use serde::{Deserialize, Serialize};

/// Something that happened in a sitting. Holds no answer and no points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    Started {
        device: String,
    },
    PartBegun {
        part: PartKind,
    },
    TakenOver {
        device: String,
        from: String,
    },
    PartClosed {
        part: PartKind,
        by: Ending,
    },
    Closed {
        by: Ending,
    },
    /// Answers that arrived too late; they are kept and do not count.
    LateAnswers {
        items: Vec<ItemId>,
    },
    AwaitsScorers {
        answers: usize,
    },
    /// A person scored an answer.
    HumanScored {
        what: String,
    },
    Scored {
        version: u32,
    },
    Released {
        version: u32,
    },
    Regraded {
        version: u32,
        reason: String,
    },
}

impl Event {
    /// The word in the table.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Started { .. } => "started",
            Self::PartBegun { .. } => "part_begun",
            Self::TakenOver { .. } => "taken_over",
            Self::PartClosed { .. } => "part_closed",
            Self::Closed { .. } => "closed",
            Self::LateAnswers { .. } => "late_answers",
            Self::AwaitsScorers { .. } => "awaits_scorers",
            Self::HumanScored { .. } => "human_scored",
            Self::Scored { .. } => "scored",
            Self::Released { .. } => "released",
            Self::Regraded { .. } => "regraded",
        }
    }
}
