//! What a sitting came to: points by part and by competency, in integer hundredths, and whether it passes. A result is never
//! changed: a corrected key leads to a new version beside the old one.
//!
//! Cut scores are shares of a part's points; an exam passes when each of its parts does.

use super::attempt::state::Ending;
use super::competency::Competency;
use super::digest::Digest;
use super::form::PartKind;
use super::id::AccountId;
use super::item::ItemId;
use super::item::scoring::Verdict;
use super::points::Points;
use super::scenario::model::Dimension;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A result as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultVersion {
    /// Counts an attempt's results, from 1. The highest stands.
    pub version: u32,
    pub made_at: DateTime<Utc>,
    /// Nobody: the server by itself.
    pub made_by: Option<AccountId>,
    /// Why a result was made again; empty for the first.
    pub reason: String,
    pub outcome: Outcome,
}

/// All parts, in order. For the server and its tables: what a candidate may see of it is decided by the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub parts: Vec<PartOutcome>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOutcome {
    pub part: PartKind,
    pub ended: Ending,
    /// The share of the points that passes, in percent.
    pub cut_percent: u8,
    pub made_of: MadeOf,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum MadeOf {
    Items { items: Vec<ItemOutcome> },
    Conversation(PlayOutcome),
}

/// What an item came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemOutcome {
    pub item: ItemId,
    /// The version that was scored.
    pub hash: Digest,
    pub competency: Competency,
    /// Below zero only under negative scoring.
    pub points: Points,
    pub of: Points,
    pub verdict: Verdict,
}

/// What a role-play came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayOutcome {
    pub competencies: Vec<Competency>,
    pub dimensions: Vec<DimensionOutcome>,
    /// The scenario's own conditions hold.
    pub conditions_hold: bool,
    /// Some line was judged by no rule, and nobody has looked at it yet.
    pub awaits_scorer: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DimensionOutcome {
    pub dimension: Dimension,
    pub points: Points,
    pub of: Points,
}

/// Points of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Share {
    pub points: Points,
    pub of: Points,
}

impl Share {
    /// Whether at least so many percent are reached. Nothing of nothing reaches every cut.
    pub fn reaches(self, percent: u8) -> bool {
        i64::from(self.points.as_hundredths()) * 100 >= i64::from(self.of.as_hundredths()) * i64::from(percent)
    }

    /// Whole percent, rounded down: nobody is shown a cut as reached that is not.
    pub fn percent(self) -> u8 {
        match i64::from(self.of.as_hundredths()) {
            0 => 100,
            of => u8::try_from((i64::from(self.points.as_hundredths()) * 100 / of).clamp(0, 100)).unwrap_or(100),
        }
    }

    fn add(&mut self, points: Points, of: Points) {
        self.points = self.points + points;
        self.of = self.of + of;
    }
}

impl Outcome {
    /// Whether every part passes. Nothing while a person must still score something.
    pub fn passed(&self) -> Option<bool> {
        (self.awaiting() == 0).then(|| !self.parts.is_empty() && self.parts.iter().all(PartOutcome::passed))
    }

    /// How many answers wait for a person.
    pub fn awaiting(&self) -> usize {
        self.parts.iter().map(PartOutcome::awaiting).sum()
    }

    pub fn total(&self) -> Share {
        self.parts.iter().map(PartOutcome::share).fold(Share::default(), |mut total, part| {
            total.add(part.points, part.of);
            total
        })
    }

    /// Points by competency over all parts. A role-play counts for each competency that it rehearses.
    pub fn by_competency(&self) -> BTreeMap<Competency, Share> {
        let mut shares: BTreeMap<Competency, Share> = BTreeMap::new();
        for part in &self.parts {
            match &part.made_of {
                MadeOf::Items { items } => {
                    for item in items {
                        shares.entry(item.competency).or_default().add(item.points, item.of);
                    }
                }
                MadeOf::Conversation(play) => {
                    for competency in &play.competencies {
                        let share = play.share();
                        shares.entry(*competency).or_default().add(share.points, share.of);
                    }
                }
            }
        }
        for share in shares.values_mut() {
            share.points = share.points.max(Points::ZERO);
        }
        shares
    }

    /// What to study next: the competencies in which the most points were lost first, and only those below the highest cut
    /// of the form.
    pub fn study_next(&self) -> Vec<Competency> {
        let cut = self.parts.iter().map(|part| part.cut_percent).max().unwrap_or(0);
        let lost = |share: &Share| share.of.as_hundredths() - share.points.as_hundredths();
        let mut weak: Vec<(Competency, Share)> =
            self.by_competency().into_iter().filter(|(_, share)| !share.reaches(cut)).collect();
        weak.sort_by_key(|(competency, share)| (std::cmp::Reverse(lost(share)), *competency));
        weak.into_iter().map(|(competency, _)| competency).collect()
    }

    pub fn part(&self, kind: PartKind) -> Option<&PartOutcome> {
        self.parts.iter().find(|part| part.part == kind)
    }

    /// The items that were scored, in order.
    pub fn items(&self) -> impl Iterator<Item = &ItemOutcome> {
        self.parts.iter().flat_map(|part| match &part.made_of {
            MadeOf::Items { items } => items.as_slice(),
            MadeOf::Conversation(_) => &[],
        })
    }

    /// The version that an item was scored by.
    pub fn version_of(&self, item: &ItemId) -> Option<Digest> {
        self.items().find(|outcome| outcome.item == *item).map(|outcome| outcome.hash)
    }
}

impl PartOutcome {
    /// Points of the part; negative items take from the others, but a part has never less than nothing.
    pub fn share(&self) -> Share {
        match &self.made_of {
            MadeOf::Items { items } => Share {
                points: items.iter().map(|item| item.points).sum::<Points>().max(Points::ZERO),
                of: items.iter().map(|item| item.of).sum(),
            },
            MadeOf::Conversation(play) => play.share(),
        }
    }

    pub fn passed(&self) -> bool {
        let holds = match &self.made_of {
            MadeOf::Items { .. } => true,
            MadeOf::Conversation(play) => play.conditions_hold,
        };
        holds && self.awaiting() == 0 && self.share().reaches(self.cut_percent)
    }

    /// How many answers wait for a person.
    pub fn awaiting(&self) -> usize {
        match &self.made_of {
            MadeOf::Items { items } => items.iter().filter(|item| item.verdict == Verdict::AwaitsScorer).count(),
            MadeOf::Conversation(play) => usize::from(play.awaits_scorer),
        }
    }
}

impl PlayOutcome {
    pub fn share(&self) -> Share {
        Share {
            points: self.dimensions.iter().map(|line| line.points).sum(),
            of: self.dimensions.iter().map(|line| line.of).sum(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(competency: Competency, points: i32, of: i32, verdict: Verdict) -> ItemOutcome {
        ItemOutcome {
            item: "l1-process-one".parse().expect("an id"),
            hash: Digest::new([1; 32]),
            competency,
            points: Points::hundredths(points),
            of: Points::hundredths(of),
            verdict,
        }
    }

    fn theory(items: Vec<ItemOutcome>) -> PartOutcome {
        let made_of = MadeOf::Items { items };
        PartOutcome { part: PartKind::Theory, ended: Ending::Submitted, cut_percent: 60, made_of }
    }

    fn play(points: i32, conditions_hold: bool, awaits_scorer: bool) -> PartOutcome {
        let dimensions = vec![DimensionOutcome {
            dimension: Dimension::Promise,
            points: Points::hundredths(points),
            of: Points::hundredths(300),
        }];
        let play = PlayOutcome { competencies: vec![Competency::Process], dimensions, conditions_hold, awaits_scorer };
        let made_of = MadeOf::Conversation(play);
        PartOutcome { part: PartKind::RolePlay, ended: Ending::Submitted, cut_percent: 60, made_of }
    }

    #[test]
    fn an_exam_passes_when_every_part_reaches_its_own_cut() {
        use Competency::Process;
        let right = || item(Process, 100, 100, Verdict::Right);
        let wrong = || item(Process, 0, 100, Verdict::Wrong);
        let essay = || item(Process, 0, 600, Verdict::AwaitsScorer);
        let cases = [
            ("exactly at the cut", vec![theory(vec![right(), right(), right(), wrong(), wrong()])], Some(true)),
            ("one hundredth below", vec![theory(vec![item(Process, 5999, 10000, Verdict::Partly)])], Some(false)),
            (
                "strong and weak parts do not make up for each other",
                vec![theory(vec![right()]), play(179, true, false)],
                Some(false),
            ),
            ("both parts", vec![theory(vec![right()]), play(180, true, false)], Some(true)),
            ("the scenario's own conditions", vec![theory(vec![right()]), play(300, false, false)], Some(false)),
            ("an essay that nobody has read", vec![theory(vec![right(), essay()])], None),
            ("a line that no rule judged", vec![play(300, true, true)], None),
            ("no parts at all", vec![], Some(false)),
        ];
        for (name, parts, expected) in cases {
            assert_eq!(Outcome { parts }.passed(), expected, "{name}");
        }
    }

    #[test]
    fn negative_points_never_pull_a_part_below_nothing() {
        let part = theory(vec![
            item(Competency::Process, -100, 100, Verdict::Wrong),
            item(Competency::Product, 50, 100, Verdict::Partly),
        ]);
        assert_eq!(part.share(), Share { points: Points::ZERO, of: Points::hundredths(200) });
    }

    #[test]
    fn what_cost_the_most_points_is_studied_first_and_what_is_strong_is_not_named() {
        use Competency::{Communication, Mindset, Process, Product};
        let outcome = Outcome {
            parts: vec![theory(vec![
                item(Process, 0, 100, Verdict::Wrong),
                item(Product, 0, 200, Verdict::Wrong),
                item(Communication, 100, 100, Verdict::Right),
                item(Mindset, 59, 100, Verdict::Partly),
            ])],
        };
        assert_eq!(outcome.study_next(), [Product, Process, Mindset]);
        assert_eq!(outcome.total(), Share { points: Points::hundredths(159), of: Points::hundredths(500) });
    }

    #[test]
    fn a_percentage_is_never_rounded_up_over_a_cut() {
        let share = |points, of| Share { points: Points::hundredths(points), of: Points::hundredths(of) };
        assert_eq!(
            [share(5999, 10000).percent(), share(2, 3).percent(), share(0, 0).percent(), share(-5, 10).percent()],
            [59, 66, 100, 0]
        );
    }
}
