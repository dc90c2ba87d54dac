//! The names that guards, rules and effects may use in one scenario.

use super::front::Front;
use crate::domain::scenario::expression::{Fact, Mark, Quantity};
use crate::domain::scenario::model::{Dimension, Flag, Gauge, NodeIndex};
use crate::domain::scenario::typed::{Move, MoveIndex};

pub(super) struct Names<'a> {
    gauges: Vec<&'a str>,
    flags: Vec<&'a str>,
    rubric: Vec<Dimension>,
    nodes: &'a [&'a str],
    /// The front matter could not be read: nothing is known, so nothing is called unknown.
    pub front_unread: bool,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Quantity(Quantity),
    Flag(Flag),
    Lost,
    Move(MoveIndex),
}

impl<'a> Names<'a> {
    pub(super) fn of(front: &'a Front, nodes: &'a [&'a str]) -> Self {
        Self {
            gauges: front.gauges.iter().map(|gauge| gauge.name.as_str()).collect(),
            flags: front.flags.iter().map(|flag| flag.name.as_str()).collect(),
            rubric: front.rubric.iter().map(|line| line.dimension).collect(),
            nodes,
            front_unread: front.incomplete,
        }
    }

    pub(super) fn unknown(nodes: &'a [&'a str]) -> Self {
        Self { gauges: Vec::new(), flags: Vec::new(), rubric: Vec::new(), nodes, front_unread: true }
    }

    pub(super) fn named(&self, name: &str, moves: &[Move]) -> Option<Named> {
        let index = |names: &[&str]| names.iter().position(|known| *known == name).and_then(|at| u8::try_from(at).ok());
        if let Some(at) = moves.iter().position(|made| made.name == name) {
            return Some(Named::Move(MoveIndex(at)));
        }
        if let Some(at) = index(&self.gauges) {
            return Some(Named::Quantity(Quantity::Gauge(Gauge(at))));
        }
        if let Some(at) = index(&self.flags) {
            return Some(Named::Flag(Flag(at)));
        }
        match name {
            "total" => Some(Named::Quantity(Quantity::Total)),
            "lost" => Some(Named::Lost),
            _ => {
                let dimension = Dimension::from_id(name).filter(|dimension| self.rubric.contains(dimension))?;
                Some(Named::Quantity(Quantity::Dimension(dimension)))
            }
        }
    }

    pub(super) fn node(&self, id: &str) -> Option<NodeIndex> {
        self.nodes.iter().position(|known| *known == id).map(NodeIndex)
    }

    /// Everything that could have been meant, for messages.
    pub(super) fn all(&self, moves: &[Move]) -> String {
        let mut names: Vec<&str> = moves.iter().map(|made| made.name.as_str()).collect();
        names.extend(&self.gauges);
        names.extend(&self.flags);
        names.extend(self.rubric.iter().map(|dimension| dimension.id()));
        names.extend(["total", "lost"]);
        names.join(" ")
    }
}

impl Named {
    /// As something that holds or not; a quantity needs a comparison for that.
    pub(super) fn as_mark(self) -> Option<Mark> {
        match self {
            Self::Flag(flag) => Some(Mark::Fact(Fact::Flag(flag))),
            Self::Lost => Some(Mark::Fact(Fact::Lost)),
            Self::Move(made) => Some(Mark::Move(made)),
            Self::Quantity(_) => None,
        }
    }
}
