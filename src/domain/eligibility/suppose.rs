//! What if: the same evaluation over edited facts. Nothing is stored.

use super::evaluate;
use super::proof::Proof;
use super::rule_set::RuleSet;
use crate::domain::credential::Credential;
use crate::domain::day;
use crate::domain::education::Education;
use crate::domain::employment::Employment;
use crate::domain::facts::Facts;
use crate::domain::verification::{Basis, Verification};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One thing that is supposed. It counts as if it were verified, whatever status it is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Supposition {
    Studies(Education),
    Works(Employment),
    Earns(Credential),
    /// All work that goes on past this day ends on it; work that would begin later is not taken up.
    StopsWork {
        #[serde(with = "day")]
        last_day: NaiveDate,
    },
    /// Everything that is claimed gets verified.
    ClaimsVerified,
}

/// The facts as they would be, after each supposition in turn.
#[must_use]
pub fn supposing(facts: &Facts, suppositions: &[Supposition]) -> Facts {
    suppositions.iter().fold(facts.clone(), |mut facts, supposition| {
        match supposition {
            Supposition::Studies(education) => {
                facts.education.push(Education { status: Verification::Verified, ..education.clone() });
            }
            Supposition::Works(employment) => facts.employment.push(employment.with_status(Verification::Verified)),
            Supposition::Earns(credential) => facts.credentials.push(credential.with_status(Verification::Verified)),
            Supposition::StopsWork { last_day } => {
                facts.employment = facts.employment.iter().filter_map(|work| work.ended_by(*last_day)).collect();
            }
            Supposition::ClaimsVerified => verify_claims(&mut facts),
        }
        facts
    })
}

/// Evaluates the facts as they would be.
pub fn what_if(
    rule_set: &RuleSet,
    facts: &Facts,
    suppositions: &[Supposition],
    as_of: NaiveDate,
    basis: Basis,
) -> Proof {
    evaluate(rule_set, &supposing(facts, suppositions), as_of, basis)
}

fn verify_claims(facts: &mut Facts) {
    let verified = |status| if status == Verification::Claimed { Verification::Verified } else { status };
    for education in &mut facts.education {
        education.status = verified(education.status);
    }
    for employment in &mut facts.employment {
        *employment = employment.with_status(verified(employment.status()));
    }
    for credential in &mut facts.credentials {
        *credential = credential.with_status(verified(credential.status()));
    }
}
