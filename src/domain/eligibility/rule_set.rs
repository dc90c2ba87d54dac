//! The rules of the ladder as data: versioned, with their source, and never changed once published.

use crate::domain::canonical::Canonical;
use crate::domain::day;
use crate::domain::education::EducationLevel;
use crate::domain::level::Level;
use crate::domain::locale::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// One published version of the ladder's rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSet {
    pub id: RuleSetId,
    pub title: Text,
    /// Where the text comes from.
    pub source: Text,
    #[serde(with = "day")]
    pub effective_from: NaiveDate,
    /// What HR should know about the text as it stands.
    pub notes: Vec<Note>,
    /// All five levels, from the first to the fifth.
    pub levels: Vec<LevelRules>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The level it is about; none when it is about several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    pub text: Text,
}

/// What one level asks: any one of its routes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelRules {
    pub level: Level,
    pub name: Text,
    pub routes: Vec<Route>,
}

/// One way to qualify: all of its conditions together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    pub id: RouteId,
    pub all: Vec<Condition>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// A completed education of this level or a higher one.
    Education {
        at_least: EducationLevel,
        /// Whether its major must be related too.
        #[serde(default, skip_serializing_if = "is_false")]
        related_major: bool,
    },
    /// So many years of related work.
    RelatedWork { years: u8 },
    /// A valid certificate of exactly this level, and then so many years of related work from its issue date on.
    Credential { level: Level, then_years: u8 },
}

impl RuleSet {
    pub fn level(&self, level: Level) -> Option<&LevelRules> {
        self.levels.iter().find(|rules| rules.level == level)
    }

    /// Bytes for a digest: everything that the rule set says, its words included.
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Canonical::of("rungs rule set 1");
        bytes.text(&self.id.0);
        bytes.both(&self.title);
        bytes.both(&self.source);
        bytes.date(self.effective_from);
        bytes.list(&self.notes, |bytes, note| {
            bytes.optional(note.level, |bytes, level| bytes.byte(level.number()));
            bytes.both(&note.text);
        });
        bytes.list(&self.levels, |bytes, rules| {
            bytes.byte(rules.level.number());
            bytes.both(&rules.name);
            bytes.list(&rules.routes, |bytes, route| {
                bytes.text(&route.id.to_string());
                bytes.list(&route.all, |bytes, condition| condition.write(bytes));
            });
        });
        bytes.finish()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Condition {
    fn write(self, bytes: &mut Canonical) {
        match self {
            Self::Education { at_least, related_major } => {
                bytes.text("education");
                bytes.text(at_least.id());
                bytes.flag(related_major);
            }
            Self::RelatedWork { years } => {
                bytes.text("related_work");
                bytes.byte(years);
            }
            Self::Credential { level, then_years } => {
                bytes.text("credential");
                bytes.byte(level.number());
                bytes.byte(then_years);
            }
        }
    }
}

/// The id of one published version, such as `customer-service-2026-1`: lower-case letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RuleSetId(String);

/// A text that is no rule set's id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected lower-case letters, digits and hyphens, found {0:?}")]
pub struct NotARuleSetId(String);

impl RuleSetId {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RuleSetId {
    type Err = NotARuleSetId;

    fn from_str(text: &str) -> Result<Self, NotARuleSetId> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if text.is_empty() || text.len() > 100 || !text.bytes().all(fits) {
            return Err(NotARuleSetId(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for RuleSetId {
    type Error = NotARuleSetId;

    fn try_from(text: String) -> Result<Self, NotARuleSetId> {
        text.parse()
    }
}

impl From<RuleSetId> for String {
    fn from(id: RuleSetId) -> Self {
        id.0
    }
}

impl fmt::Display for RuleSetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A route's place on the ladder: its level and a letter, such as `4b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RouteId {
    level: Level,
    letter: char,
}

/// A text that is no route's id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a level and a letter such as 4b, found {0:?}")]
pub struct NotARouteId(String);

impl RouteId {
    pub fn level(self) -> Level {
        self.level
    }

    pub fn letter(self) -> char {
        self.letter
    }
}

impl FromStr for RouteId {
    type Err = NotARouteId;

    fn from_str(text: &str) -> Result<Self, NotARouteId> {
        let parsed = match text.as_bytes() {
            &[number @ b'1'..=b'5', letter @ b'a'..=b'z'] => {
                Level::try_from(number - b'0').ok().map(|level| Self { level, letter: char::from(letter) })
            }
            _ => None,
        };
        parsed.ok_or_else(|| NotARouteId(text.to_owned()))
    }
}

impl TryFrom<String> for RouteId {
    type Error = NotARouteId;

    fn try_from(text: String) -> Result<Self, NotARouteId> {
        text.parse()
    }
}

impl From<RouteId> for String {
    fn from(id: RouteId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for RouteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.level, self.letter)
    }
}
