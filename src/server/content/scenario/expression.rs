//! Guards and rules as authors write them: `asked and trust >= 6`, `time then act`, `over or not (a and b)`.
//!
//! `not` binds tightest, then `then` and comparisons, then `and`, then `or`; parentheses group.

use super::Reader;
use super::names::{Named, Names};
use crate::domain::scenario::expression::{Comparison, Expression, Fact, Guard, Judgement, Mark};
use crate::domain::scenario::typed::Move;
use crate::server::content::markup::Line;

/// Deeper nesting is refused, so that reading never runs out of stack.
const DEEPEST: usize = 20;

/// A guard: an expression without moves.
pub(super) fn read_guard(line: Line<'_>, names: &Names<'_>, reader: &mut Reader<'_, '_>) -> Option<Guard> {
    let judgement = read_judgement(line, names, &[], reader)?;
    without_moves(judgement)
}

/// A rule for a typed line: an expression over moves and facts.
pub(super) fn read_judgement(
    line: Line<'_>,
    names: &Names<'_>,
    moves: &[Move],
    reader: &mut Reader<'_, '_>,
) -> Option<Judgement> {
    let mut parser = Parser { line, rest: line.text, names, moves, reader, depth: 0 };
    let expression = parser.either()?;
    let rest = parser.rest.trim_start();
    if !rest.is_empty() {
        parser.fail(rest, |l| l.check_scenario_expression_end().into());
        return None;
    }
    Some(expression)
}

fn without_moves(expression: Judgement) -> Option<Guard> {
    let all = |parts: Vec<Judgement>| parts.into_iter().map(without_moves).collect::<Option<Vec<_>>>();
    match expression {
        Expression::Atom(Mark::Fact(fact)) => Some(Expression::Atom(fact)),
        Expression::Atom(Mark::Move(_) | Mark::Then(..)) => None,
        Expression::Not(inner) => Some(Expression::Not(Box::new(without_moves(*inner)?))),
        Expression::And(parts) => all(parts).map(Expression::And),
        Expression::Or(parts) => all(parts).map(Expression::Or),
    }
}

struct Parser<'p, 'a, 'n, 's, 'r> {
    line: Line<'a>,
    rest: &'a str,
    names: &'p Names<'n>,
    moves: &'p [Move],
    reader: &'p mut Reader<'s, 'r>,
    depth: usize,
}

impl<'a> Parser<'_, 'a, '_, '_, '_> {
    fn either(&mut self) -> Option<Judgement> {
        let mut parts = vec![self.both()?];
        while self.word("or") {
            parts.push(self.both()?);
        }
        Some(single(parts, Expression::Or))
    }

    fn both(&mut self) -> Option<Judgement> {
        let mut parts = vec![self.negated()?];
        while self.word("and") {
            parts.push(self.negated()?);
        }
        Some(single(parts, Expression::And))
    }

    fn negated(&mut self) -> Option<Judgement> {
        if self.depth >= DEEPEST {
            self.fail(self.rest, |l| l.check_scenario_expression_deep().into());
            return None;
        }
        self.depth += 1;
        let expression = if self.word("not") {
            self.negated().map(|inner| Expression::Not(Box::new(inner)))
        } else if self.symbol("(") {
            self.grouped()
        } else {
            self.atom()
        };
        self.depth -= 1;
        expression
    }

    fn grouped(&mut self) -> Option<Judgement> {
        let inner = self.either()?;
        if !self.symbol(")") {
            self.fail(self.rest, |l| l.check_scenario_expression_close().into());
            return None;
        }
        Some(inner)
    }

    fn atom(&mut self) -> Option<Judgement> {
        let name = self.name();
        if name.is_empty() || matches!(name, "and" | "or" | "not" | "then") {
            self.fail(if name.is_empty() { self.rest } else { name }, |l| l.check_scenario_expression_name().into());
            return None;
        }
        let comparison = self.comparison();
        let bound = comparison.map(|_| self.number());
        let Some(named) = self.names.named(name, self.moves) else {
            if !self.names.front_unread {
                let known = self.names.all(self.moves);
                self.fail(name, |l| l.check_scenario_name_unknown(&known, &name));
            }
            return None;
        };
        if let (Some(comparison), Some(bound)) = (comparison, bound) {
            return self.compared(name, named, comparison, bound?);
        }
        let Some(mark) = named.as_mark() else {
            self.fail(name, |l| l.check_scenario_comparison_missing(&name));
            return None;
        };
        if let Mark::Move(first) = mark
            && self.word("then")
        {
            let second = self.name();
            let Some(Named::Move(second)) = self.names.named(second, self.moves) else {
                self.fail(second, |l| l.check_scenario_then().into());
                return None;
            };
            return Some(Expression::Atom(Mark::Then(first, second)));
        }
        Some(Expression::Atom(mark))
    }

    fn compared(&mut self, name: &str, named: Named, comparison: Comparison, bound: i16) -> Option<Judgement> {
        let Named::Quantity(quantity) = named else {
            self.fail(name, |l| l.check_scenario_comparison_needless(&name));
            return None;
        };
        Some(Expression::Atom(Mark::Fact(Fact::Compare { quantity, comparison, bound })))
    }

    fn comparison(&mut self) -> Option<Comparison> {
        const SIGNS: [(&str, Comparison); 9] = [
            (">=", Comparison::AtLeast),
            ("≥", Comparison::AtLeast),
            ("<=", Comparison::AtMost),
            ("≤", Comparison::AtMost),
            ("!=", Comparison::Unequal),
            ("==", Comparison::Equal),
            ("=", Comparison::Equal),
            (">", Comparison::More),
            ("<", Comparison::Less),
        ];
        SIGNS.into_iter().find_map(|(sign, comparison)| self.symbol(sign).then_some(comparison))
    }

    fn number(&mut self) -> Option<i16> {
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        let Ok(number) = digits.parse() else {
            self.fail(rest, |l| l.check_scenario_number().into());
            return None;
        };
        self.rest = after;
        Some(number)
    }

    /// A name, or nothing.
    fn name(&mut self) -> &'a str {
        let rest = self.rest.trim_start();
        let inner = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let end = rest.find(|c: char| !inner(c)).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        self.rest = after;
        name
    }

    fn word(&mut self, word: &str) -> bool {
        let before = self.rest;
        let found = self.name() == word;
        if !found {
            self.rest = before;
        }
        found
    }

    fn symbol(&mut self, symbol: &str) -> bool {
        match self.rest.trim_start().strip_prefix(symbol) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn fail(&mut self, at: &str, word: impl FnMut(crate::domain::locale::Locale) -> String) {
        let place = if at.is_empty() { self.line.place() } else { self.line.place_of(at) };
        self.reader.error(place, word);
    }
}

fn single(mut parts: Vec<Judgement>, many: fn(Vec<Judgement>) -> Judgement) -> Judgement {
    if parts.len() == 1 { parts.remove(0) } else { many(parts) }
}
