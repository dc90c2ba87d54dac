//! The values of a numeric item that differ from learner to learner, and the texts that show them.

use super::expression::{EvaluationError, Expression};
use super::number::Number;
use crate::domain::seed::Seed;
use std::collections::BTreeMap;

/// A name and the values that it may take; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    pub name: String,
    values: Vec<Number>,
}

impl Variable {
    /// Nothing when there is no value to draw.
    pub fn new(name: impl Into<String>, values: Vec<Number>) -> Option<Self> {
        (!values.is_empty()).then(|| Self { name: name.into(), values })
    }
}

/// All that an item varies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Variables(pub Vec<Variable>);

/// One value for each name: what one learner sees.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drawn(BTreeMap<String, Number>);

impl Variables {
    /// The values that belong to a seed. Each name draws for itself: adding one never shifts another.
    pub fn draw(&self, seed: Seed) -> Drawn {
        let draw = |variable: &Variable| {
            let index = seed.derive(&variable.name).draws().below(variable.values.len());
            variable.values.get(index).map(|value| (variable.name.clone(), *value))
        };
        Drawn(self.0.iter().filter_map(draw).collect())
    }

    /// How many different versions of the item there are.
    pub fn count(&self) -> usize {
        self.0.iter().fold(1, |count, variable| count.saturating_mul(variable.values.len()))
    }

    /// Every version, for the proof that all of them make sense.
    pub fn combinations(&self) -> impl Iterator<Item = Drawn> + '_ {
        (0..self.count()).map(|number| {
            let mut rest = number;
            let values = self.0.iter().filter_map(|variable| {
                let index = rest % variable.values.len();
                rest /= variable.values.len();
                variable.values.get(index).map(|value| (variable.name.clone(), *value))
            });
            Drawn(values.collect())
        })
    }
}

impl Drawn {
    #[must_use]
    pub fn with(mut self, name: &str, value: Number) -> Self {
        self.0.insert(name.to_owned(), value);
        self
    }

    pub fn evaluate(&self, expression: &Expression) -> Result<Number, EvaluationError> {
        expression.evaluate(&|name: &str| self.0.get(name).copied())
    }

    /// The text with every `{formula}` replaced by its value. What cannot be evaluated stays as it is written; the
    /// checker has refused such texts.
    pub fn fill(&self, text: &str) -> String {
        parts(text).fold(String::with_capacity(text.len()), |filled, part| match part {
            Part::Words(words) => filled + words,
            Part::Formula(formula) => {
                filled + &self.value_of(formula).map_or_else(|| format!("{{{formula}}}"), |value| value.to_string())
            }
        })
    }

    fn value_of(&self, formula: &str) -> Option<Number> {
        self.evaluate(&formula.parse().ok()?).ok()
    }

    /// The first `{formula}` of a text that has no value here.
    pub fn first_unfilled<'t>(&self, text: &'t str) -> Option<&'t str> {
        parts(text).find_map(|part| match part {
            Part::Words(_) => None,
            Part::Formula(formula) => self.value_of(formula).is_none().then_some(formula),
        })
    }
}

enum Part<'t> {
    Words(&'t str),
    Formula(&'t str),
}

fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(inner) = rest.strip_prefix('{')
            && let Some((formula, after)) = inner.split_once('}')
        {
            rest = after;
            return Some(Part::Formula(formula));
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find('{').map_or(rest.len(), |index| index + first);
        let (words, after) = rest.split_at(end);
        rest = after;
        Some(Part::Words(words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables() -> Variables {
        let numbers = |values: &[i64]| values.iter().copied().map(Number::whole).collect();
        Variables(
            [("years", numbers(&[5, 8, 10])), ("margin", numbers(&[15, 20]))]
                .into_iter()
                .filter_map(|(name, values)| Variable::new(name, values))
                .collect(),
        )
    }

    #[test]
    fn every_combination_comes_once() {
        let all: Vec<String> = variables().combinations().map(|drawn| drawn.fill("{years}/{margin}")).collect();
        assert_eq!(all, ["5/15", "8/15", "10/15", "5/20", "8/20", "10/20"]);
    }

    #[test]
    fn another_name_never_shifts_a_draw() {
        let mut fewer = variables();
        fewer.0.remove(0);
        for seed in 0..50 {
            let margins = [&variables(), &fewer].map(|set| set.draw(Seed(seed)).fill("{margin}"));
            assert_eq!(margins[0], margins[1]);
        }
    }

    #[test]
    fn a_text_is_filled_with_values_and_formulas() {
        let drawn = Drawn::default().with("years", Number::whole(8)).with("answer", Number::whole(208_000));
        let cases = [
            ("{years} 年，{years * 52} 周，{answer} 元", "8 年，416 周，208,000 元"),
            ("{unknown} stays", "{unknown} stays"),
            ("{ open", "{ open"),
            ("{}{years", "{}{years"),
        ];
        for (text, filled) in cases {
            assert_eq!(drawn.fill(text), filled);
        }
        assert_eq!(drawn.first_unfilled("{years} and {spend}"), Some("spend"));
    }
}
