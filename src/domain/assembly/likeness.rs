//! How much two papers have in common, and how a new one keeps away from those drawn before it: two papers of a level share
//! at most half of their items.

use crate::domain::item::ItemId;
use std::collections::{BTreeSet, VecDeque};

/// How many items two papers share, out of how many the shorter one has. An item of a case group counts like any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness {
    pub shared: usize,
    pub of: usize,
}

impl Likeness {
    pub fn between<Id: Ord>(one: &BTreeSet<Id>, other: &BTreeSet<Id>) -> Self {
        let (shorter, longer) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        Self { shared: shorter.iter().filter(|item| longer.contains(*item)).count(), of: shorter.len() }
    }

    /// How many items beyond half are shared; nothing when the papers differ enough.
    pub fn beyond_half(self) -> usize {
        self.shared.saturating_sub(self.of / 2)
    }
}

/// The papers of a level that were drawn last. Older ones are forgotten: what was asked long ago may come again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Neighbours {
    papers: VecDeque<BTreeSet<ItemId>>,
}

impl Neighbours {
    /// As many as sit an exam in one room.
    pub const MOST: usize = 20;

    pub fn add(&mut self, paper: BTreeSet<ItemId>) {
        if self.papers.len() == Self::MOST {
            self.papers.pop_front();
        }
        self.papers.push_back(paper);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.papers.is_empty()
    }

    /// How near a paper is to each of them.
    pub(super) fn distances(&self, items: &BTreeSet<ItemId>) -> Distances<'_> {
        let distance = |other| {
            let Likeness { shared, of } = Likeness::between(items, other);
            Distance { other, shared, allowed: of / 2 }
        };
        Distances(self.papers.iter().map(distance).collect())
    }
}

/// How near a paper in the making is to each neighbour, kept up to date while its items are exchanged.
pub(super) struct Distances<'n>(Vec<Distance<'n>>);

struct Distance<'n> {
    other: &'n BTreeSet<ItemId>,
    shared: usize,
    /// Half of the shorter paper.
    allowed: usize,
}

impl Distances<'_> {
    /// How many items are shared beyond half, over all neighbours.
    pub(super) fn beyond_half(&self) -> usize {
        self.0.iter().map(|distance| distance.shared.saturating_sub(distance.allowed)).sum()
    }

    /// Whether a neighbour that is too near has the item too.
    pub(super) fn is_too_near(&self, item: &ItemId) -> bool {
        self.0.iter().any(|distance| distance.shared > distance.allowed && distance.other.contains(item))
    }

    /// How many items would be shared beyond half after an exchange.
    pub(super) fn beyond_half_after(&self, out: &ItemId, into: &ItemId) -> usize {
        // One exchange changes nothing about a neighbour that is further away than that.
        let near = self.0.iter().filter(|distance| distance.shared >= distance.allowed);
        near.map(|distance| distance.after(out, into).saturating_sub(distance.allowed)).sum()
    }

    pub(super) fn exchange(&mut self, out: &ItemId, into: &ItemId) {
        self.0.iter_mut().for_each(|distance| distance.shared = distance.after(out, into));
    }
}

impl Distance<'_> {
    fn after(&self, out: &ItemId, into: &ItemId) -> usize {
        self.shared + usize::from(self.other.contains(into)) - usize::from(self.other.contains(out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(items: std::ops::Range<usize>) -> BTreeSet<ItemId> {
        items.map(|item| format!("l1-mindset-{item}").parse().expect("an id")).collect()
    }

    #[test]
    fn likeness_is_measured_against_the_shorter_paper() {
        for (one, other, shared, of, beyond) in [
            (0..10, 5..15, 5, 10, 0),
            (0..10, 4..14, 6, 10, 1),
            (0..9, 5..14, 4, 9, 0),
            (0..9, 4..13, 5, 9, 1),
            (0..30, 0..8, 8, 8, 4),
            (0..5, 0..0, 0, 0, 0),
        ] {
            let found = Likeness::between(&paper(one.clone()), &paper(other.clone()));
            assert_eq!(found, Likeness { shared, of }, "{one:?} {other:?}");
            assert_eq!(found, Likeness::between(&paper(other), &paper(one)), "either way round");
            assert_eq!(found.beyond_half(), beyond);
        }
    }

    #[test]
    fn only_the_last_neighbours_are_remembered() {
        let mut neighbours = Neighbours::default();
        (0..Neighbours::MOST + 3).for_each(|start| neighbours.add(paper(start..start + 2)));
        assert_eq!(neighbours.papers.len(), Neighbours::MOST);
        assert_eq!(neighbours.papers.front(), Some(&paper(3..5)));
    }
}
