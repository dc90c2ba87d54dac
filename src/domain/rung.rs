//! Where somebody stands with one level: certified, free to sit the exam, waiting. A rung of the ladder, a cell of the board.

use super::credential::Credential;
use super::eligibility::proof::{LevelProof, Standing};
use super::facts::Facts;
use super::level::Level;
use super::verification::Verification;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The one thing to say of a person and a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rung {
    /// A verified certificate is valid.
    Certified { since: NaiveDate, expires: Option<NaiveDate> },
    /// The certificate was taken back, and there is no other.
    Revoked { issued: NaiveDate },
    /// The certificate has expired, and there is no other.
    Expired { on: NaiveDate },
    /// A route holds: the exam may be sat.
    Eligible { since: NaiveDate },
    /// A route would hold, were the claims verified.
    Unverified { since: NaiveDate },
    /// A route will hold from that day on if nothing changes.
    Waiting { until: NaiveDate },
    /// No route leads there as things are.
    NoRoute,
}

/// The kinds of rungs, for filters and legends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RungKind {
    Certified,
    Eligible,
    Waiting,
    Unverified,
    Expired,
    Revoked,
    NoRoute,
}

impl Rung {
    /// Reads it from a person's facts and the level's proof, both as of the same date.
    pub fn of(facts: &Facts, proof: &LevelProof, as_of: NaiveDate) -> Self {
        let held = |credential: &&Credential| {
            credential.level() == proof.level
                && credential.status() == Verification::Verified
                && credential.issued() <= as_of
        };
        let is_valid = |credential: &&Credential| {
            !credential.revoked() && credential.expires().is_none_or(|expires| as_of < expires)
        };
        let certificates = || facts.credentials.iter().filter(held);
        // Of several, the one that holds longest; of those that hold equally long, the first one.
        let lasting = |credential: &&Credential| credential.expires().unwrap_or(NaiveDate::MAX);
        if let Some(valid) = certificates().filter(is_valid).rev().max_by_key(lasting) {
            return Self::Certified { since: valid.issued(), expires: valid.expires() };
        }
        if let Some(revoked) = certificates().filter(|credential| credential.revoked()).max_by_key(|c| c.issued()) {
            return Self::Revoked { issued: revoked.issued() };
        }
        if let Some(on) = certificates().filter_map(Credential::expires).max() {
            return Self::Expired { on };
        }
        match proof.standing(as_of) {
            Standing::Met { since } => Self::Eligible { since },
            Standing::Unverified { since } => Self::Unverified { since },
            Standing::Waiting { until } => Self::Waiting { until },
            Standing::Lapsed { .. } | Standing::Unmet => Self::NoRoute,
        }
    }

    pub fn kind(self) -> RungKind {
        match self {
            Self::Certified { .. } => RungKind::Certified,
            Self::Revoked { .. } => RungKind::Revoked,
            Self::Expired { .. } => RungKind::Expired,
            Self::Eligible { .. } => RungKind::Eligible,
            Self::Unverified { .. } => RungKind::Unverified,
            Self::Waiting { .. } => RungKind::Waiting,
            Self::NoRoute => RungKind::NoRoute,
        }
    }

    /// The date that belongs to it.
    pub fn date(self) -> Option<NaiveDate> {
        match self {
            Self::Certified { since, .. } | Self::Eligible { since } | Self::Unverified { since } => Some(since),
            Self::Revoked { issued } => Some(issued),
            Self::Expired { on } => Some(on),
            Self::Waiting { until } => Some(until),
            Self::NoRoute => None,
        }
    }
}

impl RungKind {
    /// From what is reached to what is far: the order of a sorted column.
    pub const ALL: [Self; 7] =
        [Self::Certified, Self::Eligible, Self::Waiting, Self::Unverified, Self::Expired, Self::Revoked, Self::NoRoute];

    /// The word in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Certified => "certified",
            Self::Eligible => "eligible",
            Self::Waiting => "waiting",
            Self::Unverified => "unverified",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::NoRoute => "none",
        }
    }

    /// The kind with that word in addresses.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == word)
    }
}

/// All five rungs, from the first to the fifth, of a proof that has them all.
pub type Rungs = [Rung; Level::ALL.len()];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::domain::eligibility::proof::{IfVerified, When};

    fn on(text: &str) -> NaiveDate {
        day::parse(text).expect(text)
    }

    fn certificate(level: Level, issued: &str, expires: Option<&str>, revoked: bool, verified: bool) -> Credential {
        let status = if verified { Verification::Verified } else { Verification::Claimed };
        Credential::new(level, on(issued), expires.map(on), revoked, status).expect("in order")
    }

    fn proof(eligible: bool, when: When) -> LevelProof {
        LevelProof { level: Level::Two, eligible, when, routes: Vec::new() }
    }

    #[test]
    fn a_rung_says_what_matters_most() {
        let today = on("2026-11-20");
        let open = proof(true, When { earliest: Some(on("2026-05-09")), ..When::default() });
        let later = proof(false, When { earliest: Some(on("2027-05-09")), ..When::default() });
        let never = proof(false, When::default());
        let claimed = proof(
            false,
            When { if_verified: Some(IfVerified { holds: true, earliest: on("2026-03-30") }), ..When::default() },
        );
        let own =
            |issued, expires, revoked, verified| vec![certificate(Level::Two, issued, expires, revoked, verified)];
        let cases = [
            (
                "valid",
                own("2024-06-20", None, false, true),
                &open,
                Rung::Certified { since: on("2024-06-20"), expires: None },
            ),
            ("only claimed", own("2024-06-20", None, false, false), &open, Rung::Eligible { since: on("2026-05-09") }),
            (
                "another level's",
                vec![certificate(Level::One, "2024-06-20", None, false, true)],
                &later,
                Rung::Waiting { until: on("2027-05-09") },
            ),
            ("revoked", own("2024-06-20", None, true, true), &open, Rung::Revoked { issued: on("2024-06-20") }),
            (
                "expired",
                own("2020-06-20", Some("2026-11-20"), false, true),
                &open,
                Rung::Expired { on: on("2026-11-20") },
            ),
            (
                "the last day",
                own("2020-06-20", Some("2026-11-21"), false, true),
                &open,
                Rung::Certified { since: on("2020-06-20"), expires: Some(on("2026-11-21")) },
            ),
            ("issued tomorrow", own("2026-11-21", None, false, true), &never, Rung::NoRoute),
            (
                "expired, then renewed",
                [own("2020-06-20", Some("2023-06-20"), false, true), own("2024-01-01", None, false, true)].concat(),
                &never,
                Rung::Certified { since: on("2024-01-01"), expires: None },
            ),
            ("nothing", vec![], &never, Rung::NoRoute),
            ("claims would do", vec![], &claimed, Rung::Unverified { since: on("2026-03-30") }),
        ];
        for (name, credentials, proof, expected) in cases {
            let facts = Facts { credentials, ..Facts::default() };
            assert_eq!(Rung::of(&facts, proof, today), expected, "{name}");
        }
    }

    #[test]
    fn a_kind_reads_back_from_its_word() {
        for kind in RungKind::ALL {
            assert_eq!(RungKind::read(kind.id()), Some(kind));
        }
        assert_eq!(RungKind::read("gold"), None);
    }
}
