//! One conversation, from the opening to the ending. A play never changes: a reply gives the next one. Its transcript holds
//! only what was said; with scenario and seed it rebuilds the same play, points and ending exactly.

use super::model::{NodeId, NodeIndex, NodeKind, Scenario};
use super::spot::{Choice, Spot};
use super::standing::Standing;
use super::typed::LONGEST_LINE;
use crate::domain::locale::{Locale, Text};
use crate::domain::points::Points;
use crate::domain::seed::Seed;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A play takes no more replies than this. Sound scenarios end far earlier.
pub const MOST_REPLIES: usize = 60;

/// A conversation so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Play {
    seed: Seed,
    spot: Spot,
    steps: Vec<Step>,
}

/// One reply, with how the conversation stood before and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub before: Spot,
    pub said: Said,
    pub choice: Choice,
    pub after: Spot,
}

/// What the player does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    Chosen(ReplyId),
    Typed(String),
}

/// Names one offered reply within one play. It tells nothing about the order of the file: it is drawn from the seed, which
/// a player never receives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReplyId(String);

/// What was said, enough to say it again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript(pub Vec<Entry>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Where it was said.
    pub node: NodeId,
    pub said: Said,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    Chosen {
        reply: ReplyId,
    },
    Typed {
        text: String,
        locale: Locale,
        /// The rule that judged it, as written; `else` if none did. Replay judges anew and compares.
        judged: String,
    },
}

/// Why a reply was not taken. The play stays as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Refusal {
    #[error("the conversation has ended")]
    Ended,
    #[error("this reply is not offered here")]
    NotOffered,
    #[error("nothing is to be typed here")]
    NothingToType,
    #[error("nothing was typed")]
    Empty,
    #[error("the line is longer than {LONGEST_LINE} characters")]
    TooLong,
    #[error("a play takes no more than {MOST_REPLIES} replies")]
    TooManyReplies,
}

/// Why a transcript is not one of this scenario and seed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    #[error("entry {entry}: said at {written}, but the conversation is at {found}")]
    ElsewhereSaid { entry: usize, written: NodeId, found: NodeId },
    #[error("entry {entry}: judged as {written:?} then and as {found:?} now")]
    JudgedOtherwise { entry: usize, written: String, found: String },
    #[error("entry {entry}: {refusal}")]
    Refused { entry: usize, refusal: Refusal },
}

impl Play {
    /// Opens the conversation.
    pub fn start(scenario: &Scenario, seed: Seed) -> Self {
        Self { seed, spot: Spot::start(scenario), steps: Vec::new() }
    }

    /// The play after a reply. `locale` is the language that the player writes in; it is kept for the transcript and never
    /// decides the judgement.
    pub fn reply(&self, scenario: &Scenario, reply: Reply, locale: Locale) -> Result<Self, Refusal> {
        let turn = self.spot.turn(scenario).ok_or(Refusal::Ended)?;
        if self.steps.len() >= MOST_REPLIES {
            return Err(Refusal::TooManyReplies);
        }
        let (choice, said) = match reply {
            Reply::Chosen(id) => {
                let offered = self.spot.offered(scenario);
                let index = offered.into_iter().find(|index| self.reply_id(scenario, *index) == id);
                (Choice::Reply(index.ok_or(Refusal::NotOffered)?), Said::Chosen { reply: id })
            }
            Reply::Typed(text) => {
                let typed = turn.typed.as_ref().ok_or(Refusal::NothingToType)?;
                let text = text.trim().to_owned();
                if text.is_empty() {
                    return Err(Refusal::Empty);
                }
                if text.chars().count() > LONGEST_LINE {
                    return Err(Refusal::TooLong);
                }
                let choice = typed.judge(&text, &self.spot.standing);
                let judged = typed.written(choice).to_owned();
                (choice, Said::Typed { text, locale, judged })
            }
        };
        let after = self.spot.after(scenario, choice).ok_or(Refusal::NotOffered)?;
        let mut next = self.clone();
        next.steps.push(Step { before: self.spot, said, choice, after });
        next.spot = after;
        Ok(next)
    }

    /// Says a transcript again.
    pub fn replay(scenario: &Scenario, seed: Seed, transcript: &Transcript) -> Result<Self, ReplayError> {
        let mut play = Self::start(scenario, seed);
        for (entry, Entry { node, said }) in transcript.0.iter().enumerate() {
            let found = &scenario.node(play.spot.node).id;
            if node != found {
                return Err(ReplayError::ElsewhereSaid { entry, written: node.clone(), found: found.clone() });
            }
            let (reply, locale) = match said {
                Said::Chosen { reply } => (Reply::Chosen(reply.clone()), Locale::ZhCn),
                Said::Typed { text, locale, .. } => (Reply::Typed(text.clone()), *locale),
            };
            play = play.reply(scenario, reply, locale).map_err(|refusal| ReplayError::Refused { entry, refusal })?;
            if let (Said::Typed { judged: written, .. }, Some(Said::Typed { judged: now, .. })) =
                (said, play.steps.last().map(|step| &step.said))
                && written != now
            {
                return Err(ReplayError::JudgedOtherwise { entry, written: written.clone(), found: now.clone() });
            }
        }
        Ok(play)
    }

    pub fn transcript(&self, scenario: &Scenario) -> Transcript {
        let entry = |step: &Step| Entry { node: scenario.node(step.before.node).id.clone(), said: step.said.clone() };
        Transcript(self.steps.iter().map(entry).collect())
    }

    /// The replies offered now, in the order in which this play shows them.
    pub fn offered(&self, scenario: &Scenario) -> Vec<(ReplyId, Text)> {
        let Some(turn) = self.spot.turn(scenario) else { return Vec::new() };
        let mut offered: Vec<(ReplyId, Text)> = self
            .spot
            .offered(scenario)
            .into_iter()
            .map(|index| (self.reply_id(scenario, index), turn.replies[index].text.clone()))
            .collect();
        let node = &scenario.node(self.spot.node).id.0;
        self.seed.derive("order").derive(node).draws().shuffle(&mut offered);
        offered
    }

    fn reply_id(&self, scenario: &Scenario, index: usize) -> ReplyId {
        let node = &scenario.node(self.spot.node).id.0;
        let Seed(drawn) = self.seed.derive("reply").derive(node).derive(&index.to_string());
        ReplyId(format!("{drawn:016x}"))
    }

    pub fn seed(&self) -> Seed {
        self.seed
    }

    pub fn spot(&self) -> &Spot {
        &self.spot
    }

    pub fn standing(&self) -> &Standing {
        &self.spot.standing
    }

    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The ending, once there.
    pub fn ending<'s>(&self, scenario: &'s Scenario) -> Option<(&'s NodeId, &'s Text)> {
        let node = scenario.node(self.spot.node);
        match &node.kind {
            NodeKind::Ending(text) => Some((&node.id, text)),
            NodeKind::Turn(_) | NodeKind::Routes(_) => None,
        }
    }

    /// How it ended, once it has.
    pub fn result(&self, scenario: &Scenario) -> Option<PlayResult> {
        let (ending, _) = self.ending(scenario)?;
        let standing = &self.spot.standing;
        let whole = |points: u16| Points::hundredths(i32::from(points) * Points::ONE.as_hundredths());
        Some(PlayResult {
            ending: ending.clone(),
            total: whole(standing.total()),
            of: whole(scenario.cap_total()),
            passed: standing.passes(scenario),
            unjudged: self.steps.iter().any(|step| step.choice == Choice::Else && step.after.node != step.before.node),
        })
    }

    /// The node that the conversation is at, for messages and logs.
    pub fn node(&self) -> NodeIndex {
        self.spot.node
    }
}

/// What is kept of a play that has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayResult {
    pub ending: NodeId,
    pub total: Points,
    pub of: Points,
    pub passed: bool,
    /// Some typed line was judged by no rule, retries included: in an exam a trainer looks at it.
    pub unjudged: bool,
}

impl fmt::Display for ReplyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ReplyId {
    /// As it came from a form; whether it is offered is decided by the play.
    pub fn from_form(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scenario::sample;
    use proptest::prelude::*;

    fn choose(play: &Play, scenario: &Scenario, words: &str) -> Play {
        let offered = play.offered(scenario);
        let (id, _) = offered.into_iter().find(|(_, text)| text.en == words).expect(words);
        play.reply(scenario, Reply::Chosen(id), Locale::En).expect("a reply")
    }

    #[test]
    fn a_good_conversation_passes_and_a_lost_one_ends_at_once() {
        let scenario = sample::scenario();
        let play = Play::start(&scenario, Seed(1));
        let play = choose(&play, &scenario, "When do you need it?");
        let play = play.reply(&scenario, Reply::Typed("I'll call you by 11:30".into()), Locale::En).expect("a reply");
        let result = play.result(&scenario).expect("an ending");
        assert_eq!((result.ending.0.as_str(), result.passed), ("settled", true));
        assert_eq!(result.total, Points::hundredths(500));

        let mut play = Play::start(&scenario, Seed(1));
        while play.ending(&scenario).is_none() {
            play = choose(&play, &scenario, "Calm down.");
        }
        let result = play.result(&scenario).expect("an ending");
        assert_eq!((result.ending.0.as_str(), result.passed), ("lost", false));
    }

    #[test]
    fn a_line_that_no_rule_judges_is_asked_for_once_more() {
        let scenario = sample::scenario();
        let play = choose(&Play::start(&scenario, Seed(1)), &scenario, "When do you need it?");
        let here = play.node();
        let vague = || Reply::Typed("soon".into());
        let play = play.reply(&scenario, vague(), Locale::En).expect("a reply");
        assert_eq!(play.node(), here);
        let play = play.reply(&scenario, vague(), Locale::En).expect("a reply");
        assert!(play.result(&scenario).is_some_and(|result| !result.passed && result.unjudged));
    }

    #[test]
    fn a_reply_that_cannot_be_given_is_refused_and_changes_nothing() {
        let scenario = sample::scenario();
        let opening = Play::start(&scenario, Seed(1));
        let typing = choose(&opening, &scenario, "When do you need it?");
        let ended = typing.reply(&scenario, Reply::Typed("I'll call you by 5 pm".into()), Locale::En).expect("a reply");
        let typed = |text: &str| Reply::Typed(text.into());
        let cases = [
            (&opening, typed("hello"), Refusal::NothingToType),
            (&opening, Reply::Chosen(ReplyId::from_form("1")), Refusal::NotOffered),
            (&typing, typed("  "), Refusal::Empty),
            (&typing, typed(&"长".repeat(LONGEST_LINE + 1)), Refusal::TooLong),
            (&ended, typed("hello"), Refusal::Ended),
        ];
        for (play, reply, refusal) in cases {
            assert_eq!(play.reply(&scenario, reply, Locale::En), Err(refusal));
        }
    }

    #[test]
    fn seeds_change_the_order_and_the_names_of_replies_but_never_the_set() {
        let scenario = sample::scenario();
        let shown = |seed| Play::start(&scenario, Seed(seed)).offered(&scenario);
        let first = shown(1);
        let orders: std::collections::HashSet<Vec<String>> =
            (0..50).map(|seed| shown(seed).into_iter().map(|(_, text)| text.en).collect()).collect();
        assert_eq!(orders.len(), 6, "three replies have six orders");
        assert!(shown(2).iter().all(|(id, _)| first.iter().all(|(other, _)| id != other)));
    }

    proptest! {
        #[test]
        fn any_walk_replays_to_the_same_play(seed: u64, walk in prop::collection::vec((0_usize..4, "[a-z0-9: ]{0,30}"), 0..12)) {
            let scenario = sample::scenario();
            let mut play = Play::start(&scenario, Seed(seed));
            for (pick, text) in walk {
                let offered = play.offered(&scenario);
                let reply = match offered.get(pick % offered.len().max(1)) {
                    Some((id, _)) => Reply::Chosen(id.clone()),
                    None => Reply::Typed(text),
                };
                if let Ok(next) = play.reply(&scenario, reply, Locale::En) {
                    play = next;
                }
            }
            let again = Play::replay(&scenario, Seed(seed), &play.transcript(&scenario));
            prop_assert_eq!(again.as_ref(), Ok(&play));
        }
    }
}
