//! What an evaluation finds: a tree of levels, routes and conditions with reasons and quantities as data.
//!
//! It is stored in decisions and shown to the person it is about; there is no secret in it. Words come from the catalogue.

use super::rule_set::{Condition, RouteId, RuleSetId};
use crate::domain::day;
use crate::domain::education::EducationLevel;
use crate::domain::level::Level;
use crate::domain::period::Period;
use crate::domain::verification::Basis;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The whole tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    pub rule_set: RuleSetId,
    #[serde(with = "day")]
    pub as_of: NaiveDate,
    pub basis: Basis,
    pub levels: Vec<LevelProof>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelProof {
    pub level: Level,
    /// Whether any route holds.
    pub eligible: bool,
    #[serde(flatten)]
    pub when: When,
    pub routes: Vec<RouteProof>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteProof {
    pub id: RouteId,
    /// Whether all conditions hold together on the date of the evaluation.
    pub holds: bool,
    #[serde(flatten)]
    pub when: When,
    pub conditions: Vec<ConditionProof>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionProof {
    pub condition: Condition,
    pub state: State,
    #[serde(flatten)]
    pub when: When,
    pub finding: Finding,
    /// The facts whose verification would change the answer; empty unless `when.if_verified` is given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
}

/// The dates of a level, a route or a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct When {
    /// The first date of all on which it holds or will hold, if open employment goes on and nothing else changes: an
    /// evaluation as of that date says that it holds, one as of any earlier date that it does not. None if it never will.
    /// It does not depend on the date of this evaluation: it lies in the past where the thing has held already, even if
    /// a certificate that it rested on has expired since.
    #[serde(with = "day::option")]
    pub earliest: Option<NaiveDate>,
    /// Given only where a certificate expired in between: since when it holds again, or when it will.
    #[serde(default, with = "day::option", skip_serializing_if = "Option::is_none")]
    pub again: Option<NaiveDate>,
    /// Given only where it does not hold, and verifying what is claimed would make it hold, or bring the date forward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_verified: Option<IfVerified>,
}

/// The answer that claimed facts would give, were they verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IfVerified {
    pub holds: bool,
    /// Since when it would hold, or when it will.
    #[serde(with = "day")]
    pub earliest: NaiveDate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Met,
    Unmet,
    /// Unmet by what is verified, met by what is claimed.
    Unverified,
}

/// Why a condition is met or not: what is there, what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// An education that is enough, completed on that day.
    Completed {
        level: EducationLevel,
        #[serde(with = "day")]
        on: NaiveDate,
    },
    /// An education that will be enough once it is completed.
    InProgress {
        level: EducationLevel,
        #[serde(with = "day::option")]
        expected: Option<NaiveDate>,
    },
    /// The level is there, the related major is not.
    MajorUnrelated {
        level: EducationLevel,
    },
    /// The highest completed education is not enough; none: no education at all.
    TooLow {
        highest: Option<EducationLevel>,
    },
    /// Related work.
    Work(Progress),
    /// A valid certificate, and the work since.
    Certificate {
        #[serde(with = "day")]
        issued: NaiveDate,
        progress: Progress,
        /// Given when it expires before the years can be reached.
        #[serde(default, with = "day::option", skip_serializing_if = "Option::is_none")]
        expires_first: Option<NaiveDate>,
    },
    /// A certificate that is still to be issued.
    CertificatePlanned {
        #[serde(with = "day")]
        issued: NaiveDate,
    },
    CertificateExpired {
        #[serde(with = "day")]
        on: NaiveDate,
    },
    CertificateRevoked {
        #[serde(with = "day")]
        issued: NaiveDate,
    },
    NoCertificate,
}

/// How far related work has come towards the years that are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Done on the days before the evaluation.
    pub have: Period,
    /// Still to do from the evaluation on, without a break. Zero, and not written, when the years are reached.
    #[serde(default, skip_serializing_if = "Period::is_zero")]
    pub missing: Period,
    /// Whether related work goes on on the date of the evaluation.
    pub going_on: bool,
}

/// A fact that waits for its verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    Education {
        level: EducationLevel,
        #[serde(with = "day::option")]
        completed: Option<NaiveDate>,
    },
    /// So many more days of related work before the evaluation; 0 when it all lies ahead.
    Work { days: u32 },
    Certificate {
        #[serde(with = "day")]
        issued: NaiveDate,
    },
}

/// Where a level, a route or a condition stands, in one word for a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Met {
        since: NaiveDate,
    },
    /// Would hold today, were the claimed facts verified: since when.
    Unverified {
        since: NaiveDate,
    },
    /// Will hold if nothing changes: from when on.
    Waiting {
        until: NaiveDate,
    },
    /// Held once, and will not again by itself: a certificate has expired.
    Lapsed {
        held_from: NaiveDate,
    },
    Unmet,
}

impl Proof {
    pub fn level(&self, level: Level) -> Option<&LevelProof> {
        self.levels.iter().find(|proof| proof.level == level)
    }

    pub fn route(&self, id: RouteId) -> Option<&RouteProof> {
        self.level(id.level())?.routes.iter().find(|route| route.id == id)
    }

    /// The levels that are open on the date of the evaluation.
    pub fn eligible(&self) -> impl Iterator<Item = Level> + '_ {
        self.levels.iter().filter(|proof| proof.eligible).map(|proof| proof.level)
    }
}

impl LevelProof {
    /// `as_of` is the date of the evaluation.
    pub fn standing(&self, as_of: NaiveDate) -> Standing {
        self.when.standing(self.eligible, as_of)
    }

    /// The route that has held longest, or else the one that will hold first. `as_of` is the date of the evaluation.
    pub fn best(&self, as_of: NaiveDate) -> Option<&RouteProof> {
        let dated = self.routes.iter().filter_map(|route| match route.standing(as_of) {
            Standing::Met { since: date } | Standing::Waiting { until: date } => Some((date, route)),
            Standing::Unverified { .. } | Standing::Lapsed { .. } | Standing::Unmet => None,
        });
        dated.min_by_key(|(date, _)| *date).map(|(_, route)| route)
    }
}

impl RouteProof {
    /// `as_of` is the date of the evaluation.
    pub fn standing(&self, as_of: NaiveDate) -> Standing {
        self.when.standing(self.holds, as_of)
    }
}

impl ConditionProof {
    /// `as_of` is the date of the evaluation.
    pub fn standing(&self, as_of: NaiveDate) -> Standing {
        self.when.standing(self.state == State::Met, as_of)
    }
}

impl When {
    fn standing(&self, holds: bool, as_of: NaiveDate) -> Standing {
        let current = self.again.or(self.earliest);
        match (current, self.if_verified) {
            (Some(since), _) if holds => Standing::Met { since },
            (_, Some(IfVerified { holds: true, earliest: since })) => Standing::Unverified { since },
            (Some(until), _) if as_of < until => Standing::Waiting { until },
            (Some(held_from), _) => Standing::Lapsed { held_from },
            (None, _) => Standing::Unmet,
        }
    }
}
