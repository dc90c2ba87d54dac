//! The draw of a theory part: items in random order, each taken if the blueprint can then still be filled; afterwards items
//! of the same cell and type are exchanged until the part is as hard as it should be.

use super::likeness::Distances;
use super::quota::Quota;
use super::shortage::Shortage;
use super::stock::{Freshness, History, StockItem};
use crate::domain::form::PartKind;
use crate::domain::form::blueprint::{Blueprint, Target};
use crate::domain::item::interaction::InteractionKind;
use crate::domain::seed::{Draws, Seed};

/// How often the draw begins anew when a set cannot be made as hard as it should be.
const TRIES: u32 = 64;

/// The items of a part, in the order in which they are asked.
pub(super) fn draw<'s>(
    blueprint: &Blueprint,
    stock: impl Iterator<Item = &'s StockItem>,
    history: &History,
    seed: Seed,
) -> Result<Vec<&'s StockItem>, Vec<Shortage>> {
    let candidates: Vec<&StockItem> = stock
        .filter(|item| item.kind != InteractionKind::Essay && blueprint.cells.contains_key(&item.cell()))
        .collect();
    let quota = Quota::new(blueprint, &candidates)?;
    let freshness = |item: &StockItem| history.freshness(item, blueprint.exposure_percent);
    let mut nearest = None;
    for again in 0..TRIES {
        let mut draws = seed.derive(&format!("try-{again}")).draws();
        let mut chosen = one_draw(quota.clone(), &candidates, &freshness, &mut draws);
        let distance = exchange(&mut chosen, &candidates, blueprint.target, &freshness, &mut draws);
        let (sum, count) = sum_of(&chosen);
        if blueprint.target.is_met(sum, count) {
            draws.shuffle(&mut chosen);
            return Ok(chosen);
        }
        if nearest.is_none_or(|(least, _)| distance < least) {
            nearest = Some((distance, sum * 100 / count.max(1)));
        }
    }
    let nearest = nearest.map_or(0, |(_, mean)| mean);
    Err(vec![Shortage::Difficulty { part: PartKind::Theory, target: blueprint.target, nearest }])
}

/// A random set that fills the blueprint: fresh items wherever they do.
fn one_draw<'s>(
    mut quota: Quota,
    candidates: &[&'s StockItem],
    freshness: &impl Fn(&StockItem) -> Freshness,
    draws: &mut Draws,
) -> Vec<&'s StockItem> {
    let mut order = candidates.to_vec();
    draws.shuffle(&mut order);
    order.sort_by_key(|item| freshness(item));
    order.retain(|item| quota.pick(item));
    order
}

/// Exchanges items with others of their cell and type, each time coming nearer to the target, until it is met or nothing
/// comes nearer. Gives the distance that is left.
fn exchange<'s>(
    chosen: &mut [&'s StockItem],
    candidates: &[&'s StockItem],
    target: Target,
    freshness: &impl Fn(&StockItem) -> Freshness,
    draws: &mut Draws,
) -> u64 {
    loop {
        let (sum, count) = sum_of(chosen);
        let distance = target.distance(sum, count);
        if target.is_met(sum, count) {
            return distance;
        }
        let nearer = |out: &StockItem, into: &StockItem| {
            target.distance(sum + into.percent() - out.percent(), count) < distance
                && (out.cell(), out.kind) == (into.cell(), into.kind)
                && freshness(into) <= freshness(out)
        };
        let mut exchanges: Vec<(usize, &StockItem)> = Vec::new();
        for candidate in candidates.iter().filter(|candidate| !chosen.iter().any(|item| item.id == candidate.id)) {
            let places = chosen.iter().enumerate().filter(|(_, item)| nearer(item, candidate));
            exchanges.extend(places.map(|(place, _)| (place, *candidate)));
        }
        let Some((place, item)) = exchanges.get(draws.below(exchanges.len())).copied() else { return distance };
        chosen[place] = item;
    }
}

/// Exchanges items that a neighbour too near has too for others of their cell and type, each time sharing less beyond half,
/// until no neighbour is too near or nothing helps. The part stays as hard as it should be, and as fresh as it was.
pub(super) fn part_ways<'s>(
    chosen: &mut [&'s StockItem],
    stock: impl Iterator<Item = &'s StockItem>,
    blueprint: &Blueprint,
    history: &History,
    mut distances: Distances<'_>,
    seed: Seed,
) {
    let candidates: Vec<&StockItem> = stock.filter(|item| item.kind != InteractionKind::Essay).collect();
    let freshness = |item: &StockItem| history.freshness(item, blueprint.exposure_percent);
    let mut draws = seed.derive("apart").draws();
    loop {
        let mut least = distances.beyond_half();
        let (sum, count) = sum_of(chosen);
        let fits = |out: &StockItem, into: &StockItem| {
            (out.cell(), out.kind) == (into.cell(), into.kind)
                && blueprint.target.is_met(sum + into.percent() - out.percent(), count)
                && freshness(into) <= freshness(out)
        };
        let mut exchanges: Vec<(usize, &StockItem)> = Vec::new();
        for (place, out) in chosen.iter().enumerate().filter(|(_, item)| distances.is_too_near(&item.id)) {
            for into in candidates.iter().filter(|into| fits(out, into) && chosen.iter().all(|item| item.id != into.id))
            {
                let beyond = distances.beyond_half_after(&out.id, &into.id);
                if beyond < least {
                    exchanges.clear();
                    least = beyond;
                }
                if beyond == least && least < distances.beyond_half() {
                    exchanges.push((place, into));
                }
            }
        }
        let Some((place, into)) = exchanges.get(draws.below(exchanges.len())).copied() else { return };
        distances.exchange(&chosen[place].id, &into.id);
        chosen[place] = into;
    }
}

/// The sum of the difficulties in percent, and how many there are.
pub(super) fn sum_of(items: &[&StockItem]) -> (u32, u32) {
    (items.iter().map(|item| item.percent()).sum(), u32::try_from(items.len()).unwrap_or(u32::MAX))
}
