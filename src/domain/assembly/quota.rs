//! The counts behind a draw: how many items of which type each cell gets, kept possible at every step.
//!
//! A flow from cells, which want exactly so many items, to types, which take from so many to so many. Whoever picks an item
//! asks whether the rest can still be filled; the flow is rerouted when it can.

use super::shortage::Shortage;
use super::stock::StockItem;
use crate::domain::form::blueprint::{Blueprint, Cell};
use crate::domain::item::interaction::InteractionKind;
use std::collections::VecDeque;

const KINDS: usize = InteractionKind::ALL.len();

/// A full assignment of counts, some of which are fixed by items already picked.
#[derive(Debug, Clone)]
pub(super) struct Quota {
    rows: Vec<Row>,
    /// At least and at most so many of each type.
    bounds: [(usize, usize); KINDS],
    totals: [usize; KINDS],
}

#[derive(Debug, Clone)]
struct Row {
    cell: Cell,
    needed: usize,
    /// By type: what there is, what is assigned, what is picked already.
    available: [usize; KINDS],
    assigned: [usize; KINDS],
    picked: [usize; KINDS],
}

impl Row {
    fn open(&self) -> usize {
        self.needed - self.assigned.iter().sum::<usize>()
    }

    fn can_take(&self, kind: usize) -> bool {
        self.assigned[kind] < self.available[kind]
    }

    fn can_give(&self, kind: usize) -> bool {
        self.assigned[kind] > self.picked[kind]
    }
}

impl Quota {
    /// Finds counts that fit the blueprint, or says what is missing.
    pub(super) fn new(blueprint: &Blueprint, candidates: &[&StockItem]) -> Result<Self, Vec<Shortage>> {
        let row = |(cell, needed): (&Cell, &u8)| Row {
            cell: *cell,
            needed: usize::from(*needed),
            available: InteractionKind::ALL
                .map(|kind| candidates.iter().filter(|item| item.cell() == *cell && item.kind == kind).count()),
            assigned: [0; KINDS],
            picked: [0; KINDS],
        };
        let mut quota = Self {
            rows: blueprint.cells.iter().map(row).collect(),
            bounds: InteractionKind::ALL.map(|kind| blueprint.range_of(kind)),
            totals: [0; KINDS],
        };
        let plain = quota.plain_shortages();
        if !plain.is_empty() {
            return Err(plain);
        }
        // What each type wants at least, first: a type that is served stays served while the rest is filled.
        quota.fill(|(least, _)| least);
        let missing: Vec<usize> = (0..KINDS).filter(|kind| quota.totals[*kind] < quota.bounds[*kind].0).collect();
        if !missing.is_empty() {
            return Err(vec![quota.cells_used_up(missing)]);
        }
        quota.fill(|(_, most)| most);
        let unfilled: Vec<usize> = (0..quota.rows.len()).filter(|row| quota.rows[*row].open() > 0).collect();
        if !unfilled.is_empty() {
            return Err(vec![quota.types_used_up(unfilled)]);
        }
        Ok(quota)
    }

    /// Fixes a place for an item if the rest can then still be filled.
    pub(super) fn pick(&mut self, item: &StockItem) -> bool {
        let kind = index_of(item.kind);
        let Some(row) = self.rows.iter().position(|row| row.cell == item.cell()) else { return false };
        let has_place = self.rows[row].can_give(kind) || (self.rows[row].can_take(kind) && self.reroute(row, kind));
        if has_place {
            self.rows[row].picked[kind] += 1;
        }
        has_place
    }

    /// Cells with too few items at all, and types that the cells together have too few of.
    fn plain_shortages(&self) -> Vec<Shortage> {
        let short_cells = self.rows.iter().filter_map(|row| {
            let available = row.available.iter().sum();
            (available < row.needed).then_some(Shortage::Cell { cell: row.cell, needed: row.needed, available })
        });
        let short_kinds = InteractionKind::ALL.into_iter().enumerate().filter_map(|(index, kind)| {
            let needed = self.bounds[index].0;
            let available = self.rows.iter().map(|row| row.available[index].min(row.needed)).sum();
            (available < needed).then_some(Shortage::Kind { kind, needed, available })
        });
        short_cells.chain(short_kinds).collect()
    }

    /// Assigns as much as possible while no type gets more than its limit.
    fn fill(&mut self, limit: impl Fn((usize, usize)) -> usize) {
        let limits = self.bounds.map(limit);
        for row in 0..self.rows.len() {
            while self.rows[row].open() > 0 && self.augment(row, &limits) {}
        }
    }

    /// Gives a row one more item, moving others between types if need be.
    fn augment(&mut self, start: usize, limits: &[usize; KINDS]) -> bool {
        let mut came_from: [Option<(usize, Option<usize>)>; KINDS] = [None; KINDS];
        let mut waiting = VecDeque::new();
        for kind in (0..KINDS).filter(|kind| self.rows[start].can_take(*kind)) {
            came_from[kind] = Some((start, None));
            waiting.push_back(kind);
        }
        while let Some(kind) = waiting.pop_front() {
            if self.totals[kind] < limits[kind] {
                self.totals[kind] += 1;
                let mut at = Some(kind);
                while let Some(kind) = at {
                    let Some((row, before)) = came_from[kind] else { break };
                    self.rows[row].assigned[kind] += 1;
                    if let Some(before) = before {
                        self.rows[row].assigned[before] -= 1;
                    }
                    at = before;
                }
                return true;
            }
            for (row, other) in self.moves_from(kind) {
                if came_from[other].is_none() {
                    came_from[other] = Some((row, Some(kind)));
                    waiting.push_back(other);
                }
            }
        }
        false
    }

    /// The ways to move an item that is not picked yet from a type to another: the row, and the other type.
    fn moves_from(&self, kind: usize) -> Vec<(usize, usize)> {
        let giving = self.rows.iter().enumerate().filter(|(_, row)| row.can_give(kind));
        giving
            .flat_map(|(index, row)| {
                (0..KINDS).filter(move |other| *other != kind && row.can_take(*other)).map(move |other| (index, other))
            })
            .collect()
    }

    /// Gives a row one more item of a type and takes one of another type from it, with all bounds kept. The item too many
    /// is handed from type to type, through a row or through a type's slack, until the row gives one up.
    fn reroute(&mut self, row: usize, kind: usize) -> bool {
        #[derive(Clone, Copy)]
        enum Step {
            Start,
            Row { row: usize, from: usize },
            Slack { from: usize },
        }
        let mut came_by: [Option<Step>; KINDS] = [None; KINDS];
        came_by[kind] = Some(Step::Start);
        let mut waiting = VecDeque::from([kind]);
        while let Some(at) = waiting.pop_front() {
            if at != kind && self.rows[row].can_give(at) {
                self.rows[row].assigned[at] -= 1;
                self.rows[row].assigned[kind] += 1;
                let mut back = at;
                while let Some(step) = came_by[back] {
                    back = match step {
                        Step::Start => break,
                        Step::Row { row, from } => {
                            self.rows[row].assigned[from] -= 1;
                            self.rows[row].assigned[back] += 1;
                            from
                        }
                        Step::Slack { from } => {
                            self.totals[from] += 1;
                            self.totals[back] -= 1;
                            from
                        }
                    };
                }
                return true;
            }
            for (mover, other) in self.moves_from(at) {
                if mover != row && came_by[other].is_none() {
                    came_by[other] = Some(Step::Row { row: mover, from: at });
                    waiting.push_back(other);
                }
            }
            if self.totals[at] < self.bounds[at].1 {
                for other in (0..KINDS).filter(|other| self.totals[*other] > self.bounds[*other].0) {
                    if came_by[other].is_none() {
                        came_by[other] = Some(Step::Slack { from: at });
                        waiting.push_back(other);
                    }
                }
            }
        }
        false
    }

    /// The cells that cannot be filled with the types that they would need, all of them at their most.
    fn types_used_up(&self, mut rows: Vec<usize>) -> Shortage {
        let mut kinds: Vec<usize> = Vec::new();
        let mut next = 0;
        while let Some(row) = rows.get(next).copied() {
            next += 1;
            for kind in (0..KINDS).filter(|kind| self.rows[row].can_take(*kind)) {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                    let giving = (0..self.rows.len()).filter(|row| self.rows[*row].can_give(kind));
                    for other in giving.collect::<Vec<_>>() {
                        if !rows.contains(&other) {
                            rows.push(other);
                        }
                    }
                }
            }
        }
        Shortage::TypesUsedUp {
            needed: rows.iter().map(|row| self.rows[*row].needed).sum(),
            available: rows.iter().map(|row| self.rows[*row].needed - self.rows[*row].open()).sum(),
            cells: self.cells(rows),
            kinds: named(kinds),
        }
    }

    /// The types that miss items, with the cells that have them but are full.
    fn cells_used_up(&self, mut kinds: Vec<usize>) -> Shortage {
        let mut rows: Vec<usize> = Vec::new();
        let mut next = 0;
        while let Some(kind) = kinds.get(next).copied() {
            next += 1;
            for row in (0..self.rows.len()).filter(|row| self.rows[*row].can_take(kind)) {
                if !rows.contains(&row) {
                    rows.push(row);
                    for other in (0..KINDS).filter(|other| self.rows[row].can_give(*other)) {
                        if !kinds.contains(&other) {
                            kinds.push(other);
                        }
                    }
                }
            }
        }
        Shortage::CellsUsedUp {
            needed: kinds.iter().map(|kind| self.bounds[*kind].0).sum(),
            available: kinds.iter().map(|kind| self.totals[*kind]).sum(),
            cells: self.cells(rows),
            kinds: named(kinds),
        }
    }

    fn cells(&self, mut rows: Vec<usize>) -> Vec<Cell> {
        rows.sort_unstable();
        rows.into_iter().map(|row| self.rows[row].cell).collect()
    }
}

fn named(mut kinds: Vec<usize>) -> Vec<InteractionKind> {
    kinds.sort_unstable();
    kinds.into_iter().map(|kind| InteractionKind::ALL[kind]).collect()
}

fn index_of(kind: InteractionKind) -> usize {
    InteractionKind::ALL.iter().position(|other| *other == kind).unwrap_or(0)
}
