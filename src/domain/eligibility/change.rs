//! What is different between two evaluations of one person: today's and a supposed one, or before and after a check.

use super::proof::{Proof, RouteProof, Standing};
use super::rule_set::RouteId;
use crate::domain::level::Level;

/// A level that stands differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelChange {
    pub level: Level,
    pub before: Standing,
    pub after: Standing,
    /// Routes that hold after and did not before.
    pub opened: Vec<RouteId>,
}

impl LevelChange {
    /// By how many days the first possible day moves: negative is earlier. None where one of the two has no such day.
    pub fn days(&self) -> Option<i64> {
        Some((first_day(self.after)? - first_day(self.before)?).num_days())
    }
}

/// The levels whose standing changes, in order. Both proofs must be as of the same date.
pub fn changes(before: &Proof, after: &Proof) -> Vec<LevelChange> {
    before
        .levels
        .iter()
        .filter_map(|old| {
            let new = after.level(old.level)?;
            let holds = |route: &&RouteProof| route.holds;
            let held = |id: RouteId| old.routes.iter().any(|route| route.id == id && route.holds);
            let change = LevelChange {
                level: old.level,
                before: old.standing(before.as_of),
                after: new.standing(after.as_of),
                opened: new.routes.iter().filter(holds).map(|route| route.id).filter(|id| !held(*id)).collect(),
            };
            (change.before != change.after).then_some(change)
        })
        .collect()
}

/// The first day on which the level is open by what counts.
fn first_day(standing: Standing) -> Option<chrono::NaiveDate> {
    match standing {
        Standing::Met { since } => Some(since),
        Standing::Waiting { until } => Some(until),
        Standing::Unverified { .. } | Standing::Lapsed { .. } | Standing::Unmet => None,
    }
}
