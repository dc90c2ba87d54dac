//! What a drawing may consist of: eight elements, their attributes, and the values that these take. Nothing else passes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Every drawing is as wide, so that a letter is as large in all of them: 16 units are 12 px on a phone.
pub(super) const VIEW_WIDTH: u16 = 480;
const HEIGHTS: std::ops::RangeInclusive<f64> = 60.0..=960.0;
/// Farther out than this, nothing is seen.
const FARTHEST: f64 = 2000.0;
const LONGEST_PATH: usize = 2000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    Svg,
    Title,
    Group,
    Path,
    Line,
    Rect,
    Circle,
    Text,
}

/// Why an attribute does not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    Name,
    Value,
}

/// What the value of an attribute looks like.
#[derive(Debug, Clone, Copy)]
enum Form {
    Number,
    /// `0 0 480 height`.
    View,
    /// `translate(x y)`.
    Move,
    Steps,
    Words(&'static [&'static str]),
}

/// Attributes with what they take.
type Known = &'static [(&'static str, Form)];

/// How lines, areas and their ends look; the stylesheet says what the words mean.
const STROKES: &[&str] =
    &["ink", "soft", "faint", "level", "accent", "wrong", "thick", "dashed", "filled", "wash", "sunk", "bare"];
/// How words look.
const LETTERS: &[&str] = &["soft", "level", "accent", "wrong", "bold", "large", "figure", "middle", "end"];

impl Element {
    pub(super) const ALL: [Self; 8] =
        [Self::Svg, Self::Title, Self::Group, Self::Path, Self::Line, Self::Rect, Self::Circle, Self::Text];

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Title => "title",
            Self::Group => "g",
            Self::Path => "path",
            Self::Line => "line",
            Self::Rect => "rect",
            Self::Circle => "circle",
            Self::Text => "text",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|element| element.id() == name)
    }

    /// Attributes that must be there, and then those that may.
    fn attributes(self) -> (Known, Known) {
        use Form::{Move, Number, Steps, View, Words};
        match self {
            Self::Svg => (&[("viewBox", View)], &[]),
            Self::Title => (&[], &[]),
            Self::Group => (&[], &[("transform", Move), ("class", Words(STROKES))]),
            Self::Path => (&[("d", Steps)], &[("class", Words(STROKES))]),
            Self::Line => {
                (&[("x1", Number), ("y1", Number), ("x2", Number), ("y2", Number)], &[("class", Words(STROKES))])
            }
            Self::Rect => (
                &[("x", Number), ("y", Number), ("width", Number), ("height", Number)],
                &[("rx", Number), ("class", Words(STROKES))],
            ),
            Self::Circle => (&[("cx", Number), ("cy", Number), ("r", Number)], &[("class", Words(STROKES))]),
            Self::Text => (
                &[("x", Number), ("y", Number)],
                &[("class", Words(LETTERS)), ("data-width", Number), ("data-grow", Words(&["up", "both"]))],
            ),
        }
    }
}

impl Form {
    fn fits(self, value: &str) -> bool {
        match self {
            Self::Number => number(value).is_some(),
            Self::View => height(value).is_some(),
            Self::Move => moved(value).is_some(),
            Self::Steps => {
                let letter = |character: char| "MmLlHhVvCcSsQqTtAaZz0123456789 ,.-".contains(character);
                value.starts_with(['M', 'm']) && value.len() <= LONGEST_PATH && value.chars().all(letter)
            }
            Self::Words(known) => {
                value.split_whitespace().next().is_some() && value.split_whitespace().all(|word| known.contains(&word))
            }
        }
    }
}

fn number(value: &str) -> Option<f64> {
    let plain = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    let number: f64 = plain.then(|| value.parse().ok()).flatten()?;
    (number.abs() <= FARTHEST).then_some(number)
}

fn height(value: &str) -> Option<f64> {
    let height = number(value.strip_prefix(&format!("0 0 {VIEW_WIDTH} "))?)?;
    HEIGHTS.contains(&height).then_some(height)
}

fn moved(value: &str) -> Option<(f64, f64)> {
    let (x, y) = value.strip_prefix("translate(")?.strip_suffix(')')?.split_once(' ')?;
    Some((number(x)?, number(y)?))
}

/// The attributes of an element, each of them checked.
#[derive(Debug, Clone)]
pub(super) struct Attributes<'a> {
    element: Element,
    values: BTreeMap<&'a str, &'a str>,
}

impl<'a> Attributes<'a> {
    pub(super) fn of(element: Element) -> Self {
        Self { element, values: BTreeMap::new() }
    }

    pub(super) fn take(&mut self, name: &'a str, value: &'a str) -> Result<(), Refused> {
        let (required, optional) = self.element.attributes();
        let (_, form) = required.iter().chain(optional).find(|(known, _)| *known == name).ok_or(Refused::Name)?;
        if !form.fits(value) {
            return Err(Refused::Value);
        }
        self.values.insert(name, value);
        Ok(())
    }

    pub(super) fn missing(&self) -> Option<&'static str> {
        let (required, _) = self.element.attributes();
        required.iter().map(|(name, _)| *name).find(|name| !self.values.contains_key(name))
    }

    /// A number, or 0 where it is not given.
    pub(super) fn number(&self, name: &str) -> f64 {
        self.given(name).unwrap_or_default()
    }

    pub(super) fn given(&self, name: &str) -> Option<f64> {
        self.values.get(name).and_then(|value| number(value))
    }

    pub(super) fn height(&self) -> f64 {
        self.values.get("viewBox").and_then(|value| height(value)).unwrap_or_default()
    }

    pub(super) fn moved(&self) -> (f64, f64) {
        self.values.get("transform").and_then(|value| moved(value)).unwrap_or_default()
    }

    /// Whether an attribute of words has this one.
    pub(super) fn says(&self, name: &str, word: &str) -> bool {
        self.values.get(name).is_some_and(|value| value.split_whitespace().any(|found| found == word))
    }

    /// As a page takes them. The places of a text are told line by line, and its data are for the reader here alone.
    pub(super) fn markup(&self) -> String {
        self.values.iter().fold(String::new(), |mut markup, (name, value)| {
            if self.element != Element::Text || *name == "class" {
                let _ = write!(markup, " {name}=\"{value}\"");
            }
            markup
        })
    }
}
