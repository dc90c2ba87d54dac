//! From a form and a stock of content to a paper: a draw that depends on the seed alone, fills the blueprint exactly, is as
//! hard as the form says, asks what was asked least, and keeps papers apart. Where no paper is possible, it names what is missing.

mod case_analysis;
pub mod likeness;
pub mod paper;
mod quota;
pub mod shortage;
pub mod stock;
mod theory;

use crate::domain::digest::Digest;
use crate::domain::form::{CaseAnalysis, Form, Part, RolePlay, Theory};
use crate::domain::item::ItemId;
use crate::domain::item::interaction::InteractionKind;
use crate::domain::points::Points;
use crate::domain::seed::Seed;
use paper::{Paper, PaperPart, PinnedItem, PinnedScenario};
use shortage::Shortage;
use stock::{History, Stock, StockItem};

/// A paper, with what had to be drawn although it was asked too often or met before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assembly {
    pub paper: Paper,
    pub stale: Vec<ItemId>,
}

/// How often a paper is drawn anew when it stays too much like one that was drawn lately.
const TRIES: u32 = 12;

/// Draws a paper. The same arguments give the same paper; every part has a seed of its own, so a change to one part of a
/// form never shifts another's draw.
///
/// Where a paper shares more than half of its items with one of the history's neighbours, theory items are exchanged, and if
/// that is not enough, it is drawn anew. If none is found that differs enough, the one with the least too much in common is
/// taken: an exam is held all the same.
///
/// # Errors
///
/// Everything that is missing, over all parts, when no paper can be drawn.
pub fn assemble(
    form: &Form,
    form_hash: Digest,
    stock: &Stock,
    history: &History,
    seed: Seed,
) -> Result<Assembly, Vec<Shortage>> {
    let drawn = |from: Seed| {
        let (parts, stale) = Draw { form, stock, history, seed: from }.parts()?;
        let paper = Paper { form: form.id.clone(), form_hash, seed, parts };
        let beyond = history.neighbours.distances(&paper.item_ids()).beyond_half();
        Ok::<_, Vec<Shortage>>((beyond, Assembly { paper, stale }))
    };
    let (mut least, mut best) = drawn(seed)?;
    for again in 1..TRIES {
        if least == 0 {
            break;
        }
        // What one seed can draw, another may find no paper for; the first one is there.
        match drawn(seed.derive(&format!("apart-{again}"))) {
            Ok((beyond, assembly)) if beyond < least => (least, best) = (beyond, assembly),
            Ok(_) | Err(_) => {}
        }
    }
    Ok(best)
}

struct Draw<'a> {
    form: &'a Form,
    stock: &'a Stock,
    history: &'a History,
    seed: Seed,
}

impl<'a> Draw<'a> {
    /// All parts, and what in them was asked too often or met before.
    fn parts(&self) -> Result<(Vec<PaperPart>, Vec<ItemId>), Vec<Shortage>> {
        let (mut parts, mut stale, mut shortages) = (Vec::new(), Vec::new(), Vec::new());
        for part in &self.form.parts {
            match self.part(part, &mut stale) {
                Ok(part) => parts.push(part),
                Err(missing) => shortages.extend(missing),
            }
        }
        if shortages.is_empty() { Ok((parts, stale)) } else { Err(shortages) }
    }

    fn part(&self, part: &Part, stale: &mut Vec<ItemId>) -> Result<PaperPart, Vec<Shortage>> {
        let seed = self.seed.derive(part.kind().id());
        match part {
            Part::Theory(theory) => self.theory(theory, seed, stale),
            Part::RolePlay(role_play) => self.role_play(role_play, seed).map_err(|shortage| vec![shortage]),
            Part::CaseAnalysis(cases) => self.case_analysis(cases, seed, stale),
        }
    }

    fn theory(&self, theory: &Theory, seed: Seed, stale: &mut Vec<ItemId>) -> Result<PaperPart, Vec<Shortage>> {
        let mut items = theory::draw(&theory.blueprint, self.singles(), self.history, seed)?;
        if !self.history.neighbours.is_empty() {
            let all = items.iter().map(|item| item.id.clone()).chain(self.beside_theory()).collect();
            let distances = self.history.neighbours.distances(&all);
            theory::part_ways(&mut items, self.singles(), &theory.blueprint, self.history, distances, seed);
        }
        stale.extend(self.stale(&items, theory.blueprint.exposure_percent));
        Ok(PaperPart::Theory { items: items.into_iter().map(|item| pin(item, Points::ONE, seed)).collect() })
    }

    /// What the other parts ask: a paper is compared as a whole.
    fn beside_theory(&self) -> Vec<ItemId> {
        let others = self.form.parts.iter().filter(|part| !matches!(part, Part::Theory(_)));
        let drawn = others.filter_map(|part| self.part(part, &mut Vec::new()).ok());
        drawn.flat_map(|part| part.items().iter().map(|pinned| pinned.item.clone()).collect::<Vec<_>>()).collect()
    }

    fn case_analysis(
        &self,
        part: &CaseAnalysis,
        seed: Seed,
        stale: &mut Vec<ItemId>,
    ) -> Result<PaperPart, Vec<Shortage>> {
        let groups = self.stock.groups(self.form.level, self.form.kind.draws());
        let items = case_analysis::draw(part, groups, self.singles(), self.history, seed)?;
        stale.extend(self.stale(&items, case_analysis::EXPOSURE_PERCENT));
        let essay = Points::hundredths(i32::from(part.essay_points) * Points::ONE.as_hundredths());
        let max = |item: &StockItem| if item.kind == InteractionKind::Essay { essay } else { Points::ONE };
        Ok(PaperPart::CaseAnalysis { items: items.into_iter().map(|item| pin(item, max(item), seed)).collect() })
    }

    /// A scenario that the candidate has not played in an earlier attempt, if the pool has one.
    fn role_play(&self, part: &RolePlay, seed: Seed) -> Result<PaperPart, Shortage> {
        let mut pool: Vec<_> = part.pool.iter().collect();
        pool.sort_unstable();
        seed.draws().shuffle(&mut pool);
        pool.sort_by_key(|id| self.history.played.contains(id));
        for id in &part.pool {
            self.stock.scenario(id).ok_or_else(|| Shortage::Scenario { scenario: id.clone() })?;
        }
        let scenario = (*pool.first().ok_or(Shortage::EmptyPool)?).clone();
        let hash = self.stock.scenario(&scenario).ok_or(Shortage::EmptyPool)?;
        let seed = seed.derive(scenario.as_str());
        Ok(PaperPart::RolePlay { scenario: PinnedScenario { scenario, hash, seed } })
    }

    fn singles(&self) -> impl Iterator<Item = &'a StockItem> {
        self.stock.single_items(self.form.level, self.form.kind.draws())
    }

    fn stale(&self, items: &[&StockItem], exposure_percent: u8) -> impl Iterator<Item = ItemId> {
        let stale = |item: &&&StockItem| self.history.freshness(item, exposure_percent) != stock::Freshness::Fresh;
        items.iter().filter(stale).map(|item| item.id.clone()).collect::<Vec<_>>().into_iter()
    }
}

fn pin(item: &StockItem, max: Points, seed: Seed) -> PinnedItem {
    PinnedItem {
        item: item.id.clone(),
        hash: item.hash,
        max,
        seed: seed.derive(item.id.as_str()),
        case: item.case.clone(),
    }
}

#[cfg(test)]
mod tests;
