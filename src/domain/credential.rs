//! A certificate that a person holds, as eligibility sees it.

use super::canonical::Canonical;
use super::day;
use super::level::Level;
use super::verification::Verification;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A certificate of one level. It is valid from its issue date on, on the days before it expires, unless revoked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Credential {
    level: Level,
    #[serde(with = "day")]
    issued: NaiveDate,
    #[serde(with = "day::option", skip_serializing_if = "Option::is_none")]
    expires: Option<NaiveDate>,
    revoked: bool,
    status: Verification,
}

/// The expiry date lies before the issue date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected an expiry date on or after {issued}, found {expires}")]
pub struct ExpiresBeforeIssued {
    pub issued: NaiveDate,
    pub expires: NaiveDate,
}

impl Credential {
    /// Certificates have no expiry unless a policy gives one.
    pub fn new(
        level: Level,
        issued: NaiveDate,
        expires: Option<NaiveDate>,
        revoked: bool,
        status: Verification,
    ) -> Result<Self, ExpiresBeforeIssued> {
        match expires {
            Some(expires) if expires < issued => Err(ExpiresBeforeIssued { issued, expires }),
            _ => Ok(Self { level, issued, expires, revoked, status }),
        }
    }

    pub fn level(&self) -> Level {
        self.level
    }

    pub fn issued(&self) -> NaiveDate {
        self.issued
    }

    /// The first day on which it is no longer valid.
    pub fn expires(&self) -> Option<NaiveDate> {
        self.expires
    }

    pub fn revoked(&self) -> bool {
        self.revoked
    }

    pub fn status(&self) -> Verification {
        self.status
    }

    #[must_use]
    pub fn with_revoked(&self, revoked: bool) -> Self {
        Self { revoked, ..self.clone() }
    }

    #[must_use]
    pub fn with_status(&self, status: Verification) -> Self {
        Self { status, ..self.clone() }
    }

    pub(super) fn write(&self, bytes: &mut Canonical) {
        bytes.byte(self.level.number());
        bytes.date(self.issued);
        bytes.optional(self.expires, Canonical::date);
        bytes.flag(self.revoked);
        bytes.text(self.status.id());
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    level: Level,
    #[serde(with = "day")]
    issued: NaiveDate,
    #[serde(default, with = "day::option")]
    expires: Option<NaiveDate>,
    #[serde(default)]
    revoked: bool,
    status: Verification,
}

impl TryFrom<Unchecked> for Credential {
    type Error = ExpiresBeforeIssued;

    fn try_from(raw: Unchecked) -> Result<Self, ExpiresBeforeIssued> {
        Self::new(raw.level, raw.issued, raw.expires, raw.revoked, raw.status)
    }
}
