//! Employment as eligibility sees it: the first and the last day worked, related or not.

use super::canonical::Canonical;
use super::day;
use super::verification::Verification;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One interval of work, both days included. The last day is never before the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Employment {
    #[serde(with = "day")]
    from: NaiveDate,
    #[serde(with = "day::option", skip_serializing_if = "Option::is_none")]
    to: Option<NaiveDate>,
    related: bool,
    status: Verification,
}

/// The last day lies before the first.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a last day on or after {from}, found {to}")]
pub struct EndsBeforeItBegins {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Employment {
    /// Without `to` the person still works there; a `to` in the future is a written plan.
    pub fn new(
        from: NaiveDate,
        to: Option<NaiveDate>,
        related: bool,
        status: Verification,
    ) -> Result<Self, EndsBeforeItBegins> {
        match to {
            Some(to) if to < from => Err(EndsBeforeItBegins { from, to }),
            _ => Ok(Self { from, to, related, status }),
        }
    }

    /// The first day worked.
    pub fn from(&self) -> NaiveDate {
        self.from
    }

    /// The last day worked; none while the work goes on.
    pub fn to(&self) -> Option<NaiveDate> {
        self.to
    }

    /// Whether it is related work (相关工作) in the sense of the certification rules.
    pub fn related(&self) -> bool {
        self.related
    }

    pub fn status(&self) -> Verification {
        self.status
    }

    #[must_use]
    pub fn with_status(&self, status: Verification) -> Self {
        Self { status, ..self.clone() }
    }

    /// What of it lies on or before a day; nothing if it begins later.
    pub fn ended_by(&self, last_day: NaiveDate) -> Option<Self> {
        let to = self.to.map_or(last_day, |to| to.min(last_day));
        (self.from <= to).then(|| Self { to: Some(to), ..self.clone() })
    }

    pub(super) fn write(&self, bytes: &mut Canonical) {
        bytes.date(self.from);
        bytes.optional(self.to, Canonical::date);
        bytes.flag(self.related);
        bytes.text(self.status.id());
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    #[serde(with = "day")]
    from: NaiveDate,
    #[serde(default, with = "day::option")]
    to: Option<NaiveDate>,
    related: bool,
    status: Verification,
}

impl TryFrom<Unchecked> for Employment {
    type Error = EndsBeforeItBegins;

    fn try_from(raw: Unchecked) -> Result<Self, EndsBeforeItBegins> {
        Self::new(raw.from, raw.to, raw.related, raw.status)
    }
}
