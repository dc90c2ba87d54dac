//! The papers that a form gives, and what pairs of them have in common: drawn blindly, each by its seed alone, and aware of the
//! papers before them, as the exam draws them.

use super::share;
use crate::domain::assembly::assemble;
use crate::domain::assembly::likeness::{Likeness, Neighbours};
use crate::domain::assembly::paper::Paper;
use crate::domain::assembly::shortage::Shortage;
use crate::domain::assembly::stock::{History, Stock};
use crate::domain::form::{Form, PartKind};
use crate::domain::item::ItemId;
use crate::domain::seed::Seed;
use crate::server::content::bank::Unit;
use std::collections::{BTreeMap, BTreeSet};

/// What the seeds of a form gave.
pub(super) struct Drawn {
    pub papers: Vec<Paper>,
    /// How many seeds drew no paper, and what the first of them missed.
    pub refused: Option<(usize, Shortage)>,
}

/// What pairs of papers share of their items, those of case groups included. Each paper is compared with those after it that
/// the draw would compare it with.
pub(super) struct Pairs {
    pub mean: f64,
    pub most: f64,
    /// The share of the pairs that have more than half in common.
    pub above_half: f64,
}

impl Drawn {
    /// By the seed alone.
    pub(super) fn blind(form: &Unit<Form>, stock: &Stock, seeds: u64) -> Self {
        Self::draw(form, stock, seeds, |_, _| {})
    }

    /// One after the other, each away from those before it.
    pub(super) fn aware(form: &Unit<Form>, stock: &Stock, seeds: u64) -> Self {
        Self::draw(form, stock, seeds, |history, paper| history.neighbours.add(paper.item_ids()))
    }

    fn draw(form: &Unit<Form>, stock: &Stock, seeds: u64, remember: impl Fn(&mut History, &Paper)) -> Self {
        let mut history = History::default();
        let mut drawn = Self { papers: Vec::new(), refused: None };
        for seed in 0..seeds {
            match assemble(&form.content, form.origin.hash, stock, &history, Seed(seed)) {
                Ok(assembly) => {
                    remember(&mut history, &assembly.paper);
                    drawn.papers.push(assembly.paper);
                }
                Err(missing) => {
                    let (failed, first) = drawn.refused.take().map_or((0, None), |(failed, it)| (failed, Some(it)));
                    drawn.refused = first.or_else(|| missing.into_iter().next()).map(|missing| (failed + 1, missing));
                }
            }
        }
        drawn
    }

    /// The items of the theory part of each paper.
    pub(super) fn theories(&self) -> Vec<BTreeSet<&ItemId>> {
        let theories = self.papers.iter().filter_map(|paper| paper.part(PartKind::Theory));
        theories.map(|part| part.items().iter().map(|pinned| &pinned.item).collect()).collect()
    }

    pub(super) fn pairs(&self) -> Pairs {
        // Numbers for ids: twenty thousand pairs are compared.
        let mut numbers: BTreeMap<&ItemId, usize> = BTreeMap::new();
        let mut numbered = |paper| -> BTreeSet<usize> {
            let items = Paper::items(paper).map(|pinned| &pinned.item);
            items
                .map(|id| {
                    let next = numbers.len();
                    *numbers.entry(id).or_insert(next)
                })
                .collect()
        };
        let papers: Vec<BTreeSet<usize>> = self.papers.iter().map(&mut numbered).collect();
        let (mut compared, mut sum, mut most, mut above) = (0, 0.0, 0.0_f64, 0);
        for (index, paper) in papers.iter().enumerate() {
            for other in papers.iter().skip(index + 1).take(Neighbours::MOST) {
                let likeness = Likeness::between(paper, other);
                let common = share(likeness.shared, likeness.of);
                compared += 1;
                sum += common;
                most = most.max(common);
                above += usize::from(likeness.beyond_half() > 0);
            }
        }
        let mean = if compared == 0 { 0.0 } else { sum / f64::from(compared) };
        Pairs { mean, most, above_half: share(above, usize::try_from(compared).unwrap_or(usize::MAX)) }
    }
}
