//! What a candidate's browser gets while the exam runs: what to answer, what is kept, how much time is left. None of it can
//! hold a key, a reason, a rubric or a point.

use super::lease::Elsewhere;
use super::saving::Save;
use super::state::{Ending, Stage};
use crate::domain::form::{FormKind, PartKind};
use crate::domain::id::{AttemptId, LeaseId};
use crate::domain::item::ItemId;
use crate::domain::item::presentation::ItemView;
use crate::domain::item::response::Response;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::scenario::play::Refusal;
use crate::domain::scenario::view::{BriefingView, TurnView};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where a candidate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum Standing {
    /// A part is being sat.
    Part {
        part: PartKind,
        /// By the server's clock; the grace is not part of it.
        remaining_ms: u64,
    },
    /// The next part waits to be begun.
    Pause {
        next: PartKind,
        remaining_ms: u64,
    },
    Over {
        stage: Stage,
    },
}

/// Which device may write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "held", rename_all = "snake_case")]
pub enum LeaseView {
    Here {
        lease: LeaseId,
    },
    Elsewhere {
        device: String,
        since: DateTime<Utc>,
    },
    /// Nobody writes any more.
    Over,
}

impl From<Elsewhere> for LeaseView {
    fn from(Elsewhere { device, since }: Elsewhere) -> Self {
        Self::Elsewhere { device, since }
    }
}

/// What a browser asks for again and again: time, lease, and what is durable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateView {
    pub attempt: AttemptId,
    pub standing: Standing,
    pub lease: LeaseView,
    /// Of the running part's items, those that have an answer.
    pub kept: Vec<KeptView>,
}

/// An answer that is durable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptView {
    pub item: ItemId,
    pub sequence: u32,
    pub response: Option<Response>,
    pub flagged: bool,
}

/// A part on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartProgress {
    pub part: PartKind,
    pub progress: Progress,
    /// What this person has for it, extra time included.
    pub seconds: u32,
    /// What closed it.
    pub ended: Option<Ending>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    Waiting,
    Running,
    Closed,
}

/// The whole page of a sitting: the running part with its questions in order, or its conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SittingView {
    pub kind: FormKind,
    pub level: Level,
    /// The language that the sitting was begun in, and that its questions are asked in.
    pub locale: Locale,
    pub state: StateView,
    pub parts: Vec<PartProgress>,
    /// How many answers came after the end of their part: told in the pause and at the end.
    pub late: usize,
    pub sheet: SheetView,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "sheet", rename_all = "snake_case")]
pub enum SheetView {
    /// Theory or case analysis: items in order. What they are answered with stands in `StateView::kept`.
    Questions {
        items: Vec<ItemView>,
    },
    Conversation(Box<ConversationView>),
    /// A pause, or the sitting is over.
    Nothing,
}

/// A role-play in an exam: no points, no coach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationView {
    pub briefing: BriefingView,
    /// What a reply must name: how many replies have been said, plus one.
    pub version: i64,
    pub turn: TurnView,
}

/// Many answers in one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveBatch {
    pub attempt: AttemptId,
    pub lease: LeaseId,
    /// At most `saving::MOST_SAVES`.
    pub saves: Vec<Save>,
}

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Stepped {
    /// It is done, or was done before.
    Done { standing: Standing },
    /// Another device writes now.
    Elsewhere { device: String, since: DateTime<Utc> },
    /// It cannot be done as things stand; the standing says how they do.
    Refused { standing: Standing },
}

/// What became of a reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "said", rename_all = "snake_case")]
pub enum Said {
    Heard {
        conversation: Box<ConversationView>,
    },
    /// The line itself was not taken.
    Refused {
        refusal: Refusal,
    },
    Elsewhere {
        device: String,
        since: DateTime<Utc>,
    },
    /// The part does not run any more.
    Over {
        standing: Standing,
    },
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "saved", rename_all = "snake_case")]
pub enum SaveReply {
    /// Every save is durable, or has its reason why not.
    Done { acknowledged: Vec<Acknowledged>, standing: Standing },
    /// Nothing of the batch was taken: another device writes now.
    Elsewhere { device: String, since: DateTime<Utc> },
}

/// The fate of an item's latest save in a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    pub item: ItemId,
    pub fate: Fate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fate", rename_all = "snake_case")]
pub enum Fate {
    /// Durable. Everything of this item up to `sequence` can leave the journal; a higher one than was sent means that a
    /// newer answer stands.
    Kept { sequence: u32 },
    /// The part was over when it arrived: kept as evidence, and not scored.
    Late { sequence: u32 },
    /// It is no answer to an item of this paper. An honest page never sees this.
    Unfit,
}
