//! Guards and rules as parsed expressions: what must hold for a line, a reply, a route, a pass.

use super::model::{Dimension, Flag, Gauge};
use super::typed::MoveIndex;

/// `and`, `or` and `not` over atoms of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression<A> {
    Atom(A),
    Not(Box<Self>),
    And(Vec<Self>),
    Or(Vec<Self>),
}

/// What may stand before a customer's line, a reply or a route, and in the pass and the lost rule.
pub type Guard = Expression<Fact>;

/// What judges a typed line: moves that were found in it, and facts about the conversation.
pub type Judgement = Expression<Mark>;

/// Something that is so or not at one place of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Flag(Flag),
    /// The conversation was ended by the lost rule.
    Lost,
    Compare {
        quantity: Quantity,
        comparison: Comparison,
        bound: i16,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    Gauge(Gauge),
    Dimension(Dimension),
    /// The sum of all dimensions.
    Total,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Less,
    AtMost,
    Equal,
    Unequal,
    AtLeast,
    More,
}

/// An atom of a rule for typed lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    Move(MoveIndex),
    /// The first move stands in the line before the second.
    Then(MoveIndex, MoveIndex),
    Fact(Fact),
}

impl<A> Expression<A> {
    /// Whether the whole holds, given which atoms do.
    pub fn holds(&self, atom: &impl Fn(&A) -> bool) -> bool {
        match self {
            Self::Atom(inner) => atom(inner),
            Self::Not(inner) => !inner.holds(atom),
            Self::And(parts) => parts.iter().all(|part| part.holds(atom)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(atom)),
        }
    }

    /// Every atom, in the order of writing.
    pub fn atoms(&self) -> Vec<&A> {
        match self {
            Self::Atom(inner) => vec![inner],
            Self::Not(inner) => inner.atoms(),
            Self::And(parts) | Self::Or(parts) => parts.iter().flat_map(Self::atoms).collect(),
        }
    }
}

impl Comparison {
    pub fn holds(self, left: i16, right: i16) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
            Self::Unequal => left != right,
            Self::AtLeast => left >= right,
            Self::More => left > right,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_follow_boolean_logic() {
        let atom = |name: &'static str| Expression::Atom(name);
        let cases = [
            (atom("yes"), true),
            (Expression::Not(Box::new(atom("yes"))), false),
            (Expression::And(vec![atom("yes"), atom("no")]), false),
            (Expression::Or(vec![atom("no"), Expression::Not(Box::new(atom("no")))]), true),
        ];
        for (expression, expected) in cases {
            assert_eq!(expression.holds(&|name| *name == "yes"), expected, "{expression:?}");
        }
    }
}
