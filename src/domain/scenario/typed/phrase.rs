//! One phrase of a move: units, gaps and built-in kinds, found in a line in time proportional to its length.

use super::builtin::Builtin;
use super::words::{Break, Words};
use crate::domain::locale::Locale;

/// Which units of a line a phrase was found in: from `start` up to, not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// A phrase as an author declares it, such as `一定…到` or `by {time}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase(Vec<Element>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Element {
    Unit(String),
    /// At most this many units of anything.
    Gap(usize),
    Builtin(Builtin),
}

/// Why a text is no phrase.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhraseProblem {
    #[error("nothing to look for")]
    Empty,
    #[error("a gap needs words on both sides")]
    GapAtEdge,
    #[error("unknown kind {{{0}}}")]
    UnknownKind(String),
    #[error("a brace without its partner")]
    LooseBrace,
}

impl Phrase {
    /// `locale` is the language of the list that the phrase stands in: it decides how wide a gap is.
    pub fn parse(text: &str, locale: Locale) -> Result<Self, PhraseProblem> {
        let gap = match locale {
            Locale::ZhCn => 6,
            Locale::En => 3,
        };
        let mut elements = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['…', '{', '}']) {
            push_units(&mut elements, &rest[..at]);
            if let Some(after) = rest[at..].strip_prefix('…') {
                if elements.last() != Some(&Element::Gap(gap)) {
                    elements.push(Element::Gap(gap));
                }
                rest = after;
            } else {
                let inner = rest[at..].strip_prefix('{').ok_or(PhraseProblem::LooseBrace)?;
                let (name, after) = inner.split_once('}').ok_or(PhraseProblem::LooseBrace)?;
                let builtin = Builtin::named(name).ok_or_else(|| PhraseProblem::UnknownKind(name.to_owned()))?;
                elements.push(Element::Builtin(builtin));
                rest = after;
            }
        }
        push_units(&mut elements, rest);
        match (elements.first(), elements.last()) {
            (None, _) => Err(PhraseProblem::Empty),
            (Some(Element::Gap(_)), _) | (_, Some(Element::Gap(_))) => Err(PhraseProblem::GapAtEdge),
            _ => Ok(Self(elements)),
        }
    }

    /// Everywhere the phrase begins, each with its nearest end.
    pub(super) fn spans(&self, words: &Words) -> Vec<Span> {
        let begins = |start: &usize| match self.0.first() {
            Some(Element::Unit(unit)) => words.unit(*start) == Some(unit),
            Some(Element::Builtin(_) | Element::Gap(_)) => true,
            None => false,
        };
        let at = |start| self.nearest_end(words, start).map(|end| Span { start, end });
        (0..words.len()).filter(begins).filter_map(at).collect()
    }

    /// Follows all readings at once: after each element, the set of places that the phrase can have got to.
    fn nearest_end(&self, words: &Words, start: usize) -> Option<usize> {
        let mut places = vec![start];
        let mut after_gap = true;
        for element in &self.0 {
            let joined = |place: usize| after_gap || words.break_before(place) == Break::None;
            places = match element {
                Element::Unit(unit) => {
                    let fits = |&place: &usize| joined(place) && words.unit(place) == Some(unit);
                    places.into_iter().filter(fits).map(|place| place + 1).collect()
                }
                Element::Builtin(builtin) => places
                    .into_iter()
                    .filter(|&place| joined(place))
                    .filter_map(|place| builtin.end(words, place))
                    .collect(),
                Element::Gap(width) => widen(&places, *width, words),
            };
            after_gap = matches!(element, Element::Gap(_));
            if places.is_empty() {
                return None;
            }
        }
        places.into_iter().min()
    }
}

/// Every place that lies within a gap behind the given ones, in the same sentence.
fn widen(places: &[usize], width: usize, words: &Words) -> Vec<usize> {
    let mut reached = Vec::new();
    for &place in places {
        for next in place..=place + width {
            if next >= words.len() || words.break_before(next) == Break::Sentence {
                break;
            }
            reached.push(next);
        }
    }
    reached.sort_unstable();
    reached.dedup();
    reached
}

fn push_units(elements: &mut Vec<Element>, text: &str) {
    let words = Words::read(text);
    elements.extend((0..words.len()).filter_map(|index| words.unit(index)).map(|unit| Element::Unit(unit.to_owned())));
}
