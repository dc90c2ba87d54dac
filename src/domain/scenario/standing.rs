//! How a conversation stands: state variables, flags, points. Small and hashable, so that every standing there can be is
//! looked at.

use super::expression::{Expression, Fact, Guard, Quantity};
use super::model::{Dimension, Flag, Gauge, MAX_GAUGES, Scenario};

/// State variables run from here …
pub const GAUGE_LEAST: i8 = 0;
/// … to here.
pub const GAUGE_MOST: i8 = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Standing {
    gauges: [i8; MAX_GAUGES],
    flags: FlagSet,
    /// Whole points by dimension, between 0 and the cap.
    scores: [i8; 7],
    lost: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct FlagSet(u32);

/// What a reply changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effects {
    pub gauges: Vec<(Gauge, i8)>,
    pub scores: Vec<(Dimension, i8)>,
    pub set: FlagSet,
    pub clear: FlagSet,
}

impl FlagSet {
    #[must_use]
    pub fn with(self, flag: Flag) -> Self {
        Self(self.0 | 1 << flag.0)
    }

    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn contains(self, flag: Flag) -> bool {
        self.0 & 1 << flag.0 != 0
    }
}

impl Standing {
    pub fn start(scenario: &Scenario) -> Self {
        let mut gauges = [0; MAX_GAUGES];
        for (value, gauge) in gauges.iter_mut().zip(&scenario.gauges) {
            *value = gauge.start;
        }
        Self { gauges, flags: FlagSet::default(), scores: [0; 7], lost: false }
    }

    /// After a reply. State variables stay within 0–10 and points within 0 and their cap, at every step.
    #[must_use]
    pub fn after(mut self, effects: &Effects, scenario: &Scenario) -> Self {
        for (gauge, change) in &effects.gauges {
            let value = &mut self.gauges[usize::from(gauge.0)];
            *value = value.saturating_add(*change).clamp(GAUGE_LEAST, GAUGE_MOST);
        }
        for (dimension, change) in &effects.scores {
            let cap = i8::try_from(scenario.cap(*dimension)).unwrap_or(i8::MAX);
            let value = &mut self.scores[dimension.index()];
            *value = value.saturating_add(*change).clamp(0, cap);
        }
        self.flags = FlagSet((self.flags.0 | effects.set.0) & !effects.clear.0);
        self
    }

    #[must_use]
    pub fn lost(self) -> Self {
        Self { lost: true, ..self }
    }

    pub fn is_lost(&self) -> bool {
        self.lost
    }

    pub fn gauge(&self, gauge: Gauge) -> i8 {
        self.gauges[usize::from(gauge.0)]
    }

    pub fn flags(&self) -> FlagSet {
        self.flags
    }

    /// Whole points in one dimension.
    pub fn score(&self, dimension: Dimension) -> u8 {
        u8::try_from(self.scores[dimension.index()]).unwrap_or(0)
    }

    /// Whole points in all dimensions.
    pub fn total(&self) -> u16 {
        Dimension::ALL.into_iter().map(|dimension| u16::from(self.score(dimension))).sum()
    }

    pub fn fact(&self, fact: &Fact) -> bool {
        match fact {
            Fact::Flag(flag) => self.flags.contains(*flag),
            Fact::Lost => self.lost,
            Fact::Compare { quantity, comparison, bound } => comparison.holds(self.quantity(*quantity), *bound),
        }
    }

    pub fn quantity(&self, quantity: Quantity) -> i16 {
        match quantity {
            Quantity::Gauge(gauge) => i16::from(self.gauge(gauge)),
            Quantity::Dimension(dimension) => i16::from(self.score(dimension)),
            Quantity::Total => i16::try_from(self.total()).unwrap_or(i16::MAX),
        }
    }

    pub fn holds(&self, guard: &Guard) -> bool {
        guard.holds(&|fact| self.fact(fact))
    }

    /// A missing guard always holds.
    pub fn admits(&self, guard: Option<&Expression<Fact>>) -> bool {
        guard.is_none_or(|guard| self.holds(guard))
    }

    /// Whether this standing, at an ending, is a pass.
    pub fn passes(&self, scenario: &Scenario) -> bool {
        scenario.pass.iter().all(|condition| self.holds(&condition.guard))
    }
}
