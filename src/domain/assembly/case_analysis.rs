//! The draw of a case-analysis part: whole groups and essays, as hard together as they should be.

use super::shortage::Shortage;
use super::stock::{Freshness, History, StockItem};
use super::theory::sum_of;
use crate::domain::form::{CaseAnalysis, PartKind};
use crate::domain::item::interaction::InteractionKind;
use crate::domain::seed::{Draws, Seed};

/// At most so many combinations are looked at before the nearest is called the nearest.
const MOST_COMBINATIONS: usize = 20_000;
/// Case groups and essays are few; whoever met one knows the answer, so one attempt in two is the limit.
pub(super) const EXPOSURE_PERCENT: u8 = 50;

/// What was drawn: the items of the groups, group after group, then the essays.
pub(super) fn draw<'s>(
    part: &CaseAnalysis,
    groups: Vec<Vec<&'s StockItem>>,
    singles: impl Iterator<Item = &'s StockItem>,
    history: &History,
    seed: Seed,
) -> Result<Vec<&'s StockItem>, Vec<Shortage>> {
    let essays: Vec<Vec<&StockItem>> =
        singles.filter(|item| item.kind == InteractionKind::Essay).map(|item| vec![item]).collect();
    let (wanted_groups, wanted_essays) = (usize::from(part.groups), usize::from(part.essays));
    let mut shortages = Vec::new();
    if groups.len() < wanted_groups {
        shortages.push(Shortage::Groups { needed: wanted_groups, available: groups.len() });
    }
    if essays.len() < wanted_essays {
        shortages.push(Shortage::Essays { needed: wanted_essays, available: essays.len() });
    }
    if !shortages.is_empty() {
        return Err(shortages);
    }
    let mut draws = seed.draws();
    let (groups, essays) = (preferred(groups, history, &mut draws), preferred(essays, history, &mut draws));
    let mut nearest: Option<(u64, u32)> = None;
    let mut looked = 0;
    for chosen_groups in combinations(groups.len(), wanted_groups) {
        for chosen_essays in combinations(essays.len(), wanted_essays) {
            let parts = chosen_groups.iter().map(|index| &groups[*index]);
            let all: Vec<&StockItem> =
                parts.chain(chosen_essays.iter().map(|index| &essays[*index])).flatten().copied().collect();
            let (sum, count) = sum_of(&all);
            if part.target.is_met(sum, count) {
                return Ok(all);
            }
            let distance = part.target.distance(sum, count);
            if nearest.is_none_or(|(least, _)| distance < least) {
                nearest = Some((distance, sum * 100 / count.max(1)));
            }
            looked += 1;
            if looked > MOST_COMBINATIONS {
                break;
            }
        }
        if looked > MOST_COMBINATIONS {
            break;
        }
    }
    let nearest = nearest.map_or(0, |(_, mean)| mean);
    Err(vec![Shortage::Difficulty { part: PartKind::CaseAnalysis, target: part.target, nearest }])
}

/// In random order, the fresh ones first.
fn preferred<'s>(mut units: Vec<Vec<&'s StockItem>>, history: &History, draws: &mut Draws) -> Vec<Vec<&'s StockItem>> {
    draws.shuffle(&mut units);
    let stale = |unit: &Vec<&StockItem>| {
        unit.iter().map(|item| history.freshness(item, EXPOSURE_PERCENT)).max().unwrap_or(Freshness::Fresh)
    };
    units.sort_by_key(stale);
    units
}

/// All ways to take so many of the first `of` numbers, those with small numbers first.
fn combinations(of: usize, take: usize) -> impl Iterator<Item = Vec<usize>> {
    let first = (take <= of).then(|| (0..take).collect::<Vec<_>>());
    std::iter::successors(first, move |chosen| {
        let mut next = chosen.clone();
        let place = (0..take).rev().find(|place| next[*place] < of - take + place)?;
        next[place] += 1;
        for behind in place + 1..take {
            next[behind] = next[behind - 1] + 1;
        }
        Some(next)
    })
}
