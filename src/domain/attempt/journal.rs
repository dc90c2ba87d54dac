//! The answers that a browser holds until the server has them: what is numbered, what waits, what may be forgotten.
//!
//! The journal knows no clock, network or storage. Whoever holds it writes it down after every change, sends what `batch`
//! gives, and tells it what the server said. Then nothing that was answered gets lost, whatever arrives twice or never.

use super::saving::{MOST_SAVES, Save};
use super::view::{Acknowledged, Fate, KeptView};
use crate::domain::item::ItemId;
use crate::domain::item::response::{GapResponse, Response};
use std::collections::BTreeMap;

/// One request carries about so many bytes of answers; the server takes 256 KiB of JSON, and escapes may double a text.
const MOST_BYTES: usize = 100_000;

/// What stands for an item, as far as this browser knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    pub response: Option<Response>,
    pub flagged: bool,
}

/// Changes that the server has not acknowledged, and what it has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Journal {
    waiting: BTreeMap<ItemId, Entry>,
    /// Answers that gave way to another device's, until the candidate puts them away: nothing that was written is gone.
    lost: BTreeMap<ItemId, Response>,
    unsaid: Option<Unsaid>,
    /// Never written down: the server says it anew.
    kept: BTreeMap<ItemId, (u32, Standing)>,
}

/// A change that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub save: Save,
    /// What the server had, as far as this browser knew, when it began to change the answer.
    pub base: u32,
    /// The highest number that was sent; whether it arrived is not known.
    pub sent: u32,
}

/// A line of the role-play that is being typed, and the turn that it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaid {
    pub turn: u32,
    pub words: String,
}

/// What an acknowledgement means for the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// So many of them are durable and count.
    pub kept: usize,
    /// So many came after the end of their part.
    pub late: usize,
    /// No answers to these items. They left the journal, for they would be refused for ever.
    pub unfit: Vec<ItemId>,
    /// Another device answered these after this one did: what it said stands, and is not known here.
    pub overtaken: Vec<ItemId>,
}

impl Journal {
    /// As it was written down: what waits, what gave way, and what has not been said yet.
    pub fn of(
        entries: impl IntoIterator<Item = Entry>,
        lost: impl IntoIterator<Item = (ItemId, Response)>,
        unsaid: Option<Unsaid>,
    ) -> Self {
        let waiting = entries.into_iter().map(|entry| (entry.save.item.clone(), entry)).collect();
        Self { waiting, lost: lost.into_iter().collect(), unsaid, kept: BTreeMap::new() }
    }

    /// What there is to write down.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.waiting.values()
    }

    /// Answers that gave way to another device's.
    pub fn lost(&self) -> impl Iterator<Item = (&ItemId, &Response)> {
        self.lost.iter()
    }

    /// The candidate needs them no more.
    pub fn put_lost_away(&mut self) {
        self.lost.clear();
    }

    /// What is being typed at a turn of the conversation.
    pub fn type_line(&mut self, turn: u32, words: String) {
        self.unsaid = Some(Unsaid { turn, words }).filter(|unsaid| !unsaid.words.is_empty());
    }

    pub fn unsaid(&self) -> Option<&Unsaid> {
        self.unsaid.as_ref()
    }

    /// Learns which turn is to be answered, if any. A line for another one has been said, or nobody waits for it any more.
    pub fn meet_turn(&mut self, turn: Option<u32>) {
        self.unsaid = self.unsaid.take().filter(|unsaid| Some(unsaid.turn) == turn);
    }

    /// What was answered here, and is not what the server has as far as this browser knows.
    pub fn unsent(&self) -> impl Iterator<Item = (&ItemId, &Response)> {
        self.waiting.iter().filter_map(|(item, entry)| {
            let response = entry.save.response.as_ref()?;
            let stands = self.kept.get(item).and_then(|(_, stands)| stands.response.as_ref());
            (stands != Some(response)).then_some((item, response))
        })
    }

    /// Learns what the server keeps, at the start or after taking over. Gives the items whose waiting change is dropped,
    /// because another device has answered them since this one last heard of it: the later answer stands.
    pub fn meet(&mut self, kept: Vec<KeptView>) -> Vec<ItemId> {
        let mut overtaken = Vec::new();
        self.kept.clear();
        for KeptView { item, sequence, response, flagged } in kept {
            let stands = Standing { response, flagged };
            if let Some(entry) = self.waiting.get_mut(&item) {
                let same = (&entry.save.response, entry.save.flagged) == (&stands.response, stands.flagged);
                // Under the number that was sent from here another answer may stand: then this one was refused.
                let theirs = sequence == entry.save.sequence && !same;
                if theirs || sequence > entry.base.max(entry.sent) {
                    if !same {
                        overtaken.push(item.clone());
                    }
                    let mine = self.waiting.remove(&item).and_then(|entry| entry.save.response);
                    if let Some(mine) = mine.filter(|mine| stands.response.as_ref() != Some(mine)) {
                        self.lost.insert(item.clone(), mine);
                    }
                } else if sequence >= entry.save.sequence {
                    // It had arrived; only the acknowledgement had not.
                    self.waiting.remove(&item);
                } else {
                    entry.base = sequence;
                }
            }
            self.kept.insert(item, (sequence, stands));
        }
        overtaken
    }

    /// What stands for an item: the newest change, wherever it is.
    pub fn standing(&self, item: &ItemId) -> Option<(&Option<Response>, bool)> {
        let waiting = self.waiting.get(item).map(|entry| (&entry.save.response, entry.save.flagged));
        waiting.or_else(|| self.kept.get(item).map(|(_, stands)| (&stands.response, stands.flagged)))
    }

    /// Takes a change in and numbers it. Nothing happens when it changes nothing.
    pub fn change(&mut self, item: &ItemId, response: Option<Response>, flagged: bool) -> bool {
        match self.standing(item) {
            Some((standing, was_flagged)) if (standing, was_flagged) == (&response, flagged) => return false,
            None if response.is_none() && !flagged => return false,
            Some(_) | None => {}
        }
        let heard = self.heard_of(item);
        let (base, sent, last) = match self.waiting.get(item) {
            Some(entry) => (entry.base, entry.sent, entry.save.sequence),
            None => (heard, 0, 0),
        };
        let save = Save { item: item.clone(), sequence: heard.max(last) + 1, response, flagged };
        self.waiting.insert(item.clone(), Entry { save, base, sent });
        true
    }

    /// What to send now, as much as one request takes. It stays in the journal until it is acknowledged.
    pub fn batch(&mut self) -> Vec<Save> {
        let (mut saves, mut bytes) = (Vec::new(), 0);
        for entry in self.waiting.values_mut() {
            bytes += weight(&entry.save);
            if saves.len() == MOST_SAVES || (bytes > MOST_BYTES && !saves.is_empty()) {
                break;
            }
            entry.sent = entry.sent.max(entry.save.sequence);
            saves.push(entry.save.clone());
        }
        saves
    }

    /// Hears what became of a batch.
    pub fn acknowledge(&mut self, acknowledged: &[Acknowledged]) -> Heard {
        let mut heard = Heard::default();
        for Acknowledged { item, fate } in acknowledged {
            match *fate {
                Fate::Kept { sequence } => {
                    heard.kept += 1;
                    if self.keep(item, sequence) {
                        heard.overtaken.push(item.clone());
                    }
                }
                Fate::Late { sequence } => {
                    heard.late += 1;
                    if self.waiting.get(item).is_some_and(|entry| entry.save.sequence <= sequence) {
                        self.waiting.remove(item);
                    }
                }
                Fate::Unfit => {
                    self.waiting.remove(item);
                    heard.unfit.push(item.clone());
                }
            }
        }
        heard
    }

    /// Up to this number the item is durable. Whether somebody else's answer stands under it.
    fn keep(&mut self, item: &ItemId, sequence: u32) -> bool {
        let kept = self.kept.entry(item.clone()).or_default();
        let Some(entry) = self.waiting.get_mut(item) else {
            let news = sequence > kept.0;
            kept.0 = kept.0.max(sequence);
            return news;
        };
        kept.0 = kept.0.max(sequence);
        if sequence < entry.save.sequence {
            entry.base = entry.base.max(sequence);
            return false;
        }
        let newer = sequence > entry.save.sequence;
        if let Some(mine) = entry.save.response.as_ref().filter(|_| newer) {
            self.lost.insert(item.clone(), mine.clone());
        }
        kept.1 = Standing { response: entry.save.response.clone(), flagged: entry.save.flagged };
        self.waiting.remove(item);
        newer
    }

    /// How many answers are on this device only.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    pub fn waits(&self, item: &ItemId) -> bool {
        self.waiting.contains_key(item)
    }

    fn heard_of(&self, item: &ItemId) -> u32 {
        self.kept.get(item).map_or(0, |(sequence, _)| *sequence)
    }
}

/// About the bytes of a save, for cutting requests.
fn weight(save: &Save) -> usize {
    let gap = |gap: &GapResponse| match gap {
        GapResponse::Typed(typed) => typed.len(),
        GapResponse::Chosen(_) => 32,
    };
    let words = match &save.response {
        None | Some(Response::Single { .. } | Response::TrueFalse { .. }) => 0,
        Some(Response::Multiple { choices }) => choices.len() * 16,
        Some(Response::Numeric { typed } | Response::Short { typed }) => typed.len(),
        Some(Response::Cloze { gaps }) => gaps.values().map(gap).sum(),
        Some(Response::Match { pairs }) => pairs.len() * 32,
        Some(Response::Order { steps }) => steps.len() * 16,
        Some(Response::Essay { written }) => written.len(),
    };
    words + 160
}

#[cfg(test)]
#[path = "journal_tests.rs"]
mod tests;
