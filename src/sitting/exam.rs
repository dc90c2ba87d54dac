//! What all parts of the player share: whose sitting it is, the lease, the journal, the time, and how the line to the server
//! stands. One exam a page.

use super::dom::{attribute, now};
use super::net::Trouble;
use super::store;
use super::wire::Stands;
use crate::domain::attempt::journal::Journal;
use crate::domain::attempt::pace::{Countdown, wait_ms};
use crate::domain::form::PartKind;
use crate::domain::id::{AttemptId, LeaseId};
use crate::domain::locale::Locale;
use std::cell::RefCell;
use web_sys::Element;

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Paper,
    Talk,
    Pause,
    Over,
}

/// The sitting in this page.
pub(super) struct Exam {
    pub(super) attempt: AttemptId,
    pub(super) locale: Locale,
    pub(super) at: At,
    pub(super) part: Option<PartKind>,
    /// Nothing before it is known, and after another device has it.
    pub(super) lease: Option<LeaseId>,
    pub(super) journal: Journal,
    pub(super) countdown: Countdown,
    /// The whole of which the countdown is a part.
    pub(super) whole_ms: f64,
    /// What was left when it was last looked at.
    pub(super) left_ms: f64,
    pub(super) line: Line,
    /// Another device writes.
    pub(super) away: bool,
    /// The page is being left: nothing more is done in it.
    pub(super) leaving: bool,
    /// The candidate wants to hand in as soon as everything is durable.
    pub(super) handing_in: bool,
}

/// How the line to the server stands.
#[derive(Default)]
pub(super) struct Line {
    /// A request is under way.
    pub(super) busy: bool,
    pub(super) failures: u32,
    pub(super) trouble: Option<Trouble>,
    /// Nothing is sent before this instant, unless somebody asks for it.
    pub(super) not_before: f64,
    /// When what was typed is to be sent; nothing if nothing waits for that.
    pub(super) due: Option<f64>,
    pub(super) last_heard: f64,
    /// When the server last said that everything was durable, by its date.
    pub(super) saved_ms: f64,
    /// The server's date of its last answer.
    pub(super) server_ms: f64,
    /// The trouble that was told last.
    pub(super) told: Option<Trouble>,
    /// The browser writes the journal down.
    pub(super) stores: bool,
}

thread_local! {
    static EXAM: RefCell<Option<Exam>> = const { RefCell::new(None) };
}

pub(super) fn begin(exam: Exam) {
    EXAM.with_borrow_mut(|place| *place = Some(exam));
}

/// Looks at or changes the exam. Nothing that may call back into the page belongs into `change`.
pub(super) fn with<R>(change: impl FnOnce(&mut Exam) -> R) -> R {
    EXAM.with_borrow_mut(|exam| change(exam.as_mut().expect("the exam has begun")))
}

impl Exam {
    /// As the page says it.
    pub(super) fn of(root: &Element) -> Option<Self> {
        let at = match attribute(root, "data-at").as_str() {
            "paper" => At::Paper,
            "talk" => At::Talk,
            "pause" => At::Pause,
            "over" => At::Over,
            _ => return None,
        };
        let count = |name| attribute(root, name).parse::<u32>().ok().map(f64::from);
        let (remaining_ms, seconds) = (count("data-remaining")?, count("data-seconds")?);
        Some(Self {
            attempt: attribute(root, "data-attempt").parse().ok()?,
            locale: attribute(root, "data-locale").parse().ok()?,
            at,
            part: attribute(root, "data-part").parse().ok(),
            lease: None,
            journal: Journal::default(),
            countdown: Countdown::new(now(), remaining_ms),
            whole_ms: seconds * 1000.0,
            left_ms: remaining_ms,
            line: Line { stores: true, ..Line::default() },
            away: false,
            leaving: false,
            handing_in: false,
        })
    }

    /// Whether the page shows where things stand.
    pub(super) fn shows(&self, standing: Stands) -> bool {
        match standing {
            Stands::Part { part, .. } => self.part == Some(part),
            Stands::Pause { .. } => self.at == At::Pause,
            Stands::Over => self.at == At::Over,
        }
    }

    /// Writes the journal down, if it is this tab that writes.
    pub(super) fn write_down(&mut self) {
        if self.lease.is_some() {
            self.line.stores = store::write(self.attempt, &self.journal, self.line.server_ms);
        }
    }

    /// A call failed: wait longer from time to time.
    pub(super) fn fails(&mut self, trouble: Trouble) {
        self.line.busy = false;
        self.line.failures += 1;
        self.line.trouble = Some(trouble);
        self.line.not_before = now() + wait_ms(self.line.failures, js_sys::Math::random());
    }

    /// A call was answered.
    pub(super) fn reaches(&mut self, date_ms: f64) {
        self.line.busy = false;
        self.line.failures = 0;
        self.line.trouble = None;
        self.line.not_before = 0.0;
        self.line.last_heard = now();
        self.line.server_ms = date_ms;
    }
}
