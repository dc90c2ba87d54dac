//! What is known of one person as far as eligibility asks: no name, no number, only education, work and certificates.

use super::canonical::Canonical;
use super::credential::Credential;
use super::education::Education;
use super::employment::Employment;
use super::verification::Verification;
use serde::{Deserialize, Serialize};

/// The order within each list means nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    #[serde(default)]
    pub education: Vec<Education>,
    #[serde(default)]
    pub employment: Vec<Employment>,
    #[serde(default)]
    pub credentials: Vec<Credential>,
}

impl Facts {
    /// Bytes for a digest: the same for the same facts in any order, different for any other facts.
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Canonical::of("rungs facts 1");
        bytes.bag(&self.education, |bytes, education| education.write(bytes));
        bytes.bag(&self.employment, |bytes, employment| employment.write(bytes));
        bytes.bag(&self.credentials, |bytes, credential| credential.write(bytes));
        bytes.finish()
    }

    /// Whether any fact waits for its verification.
    pub fn has_claims(&self) -> bool {
        let statuses = (self.education.iter().map(|education| education.status))
            .chain(self.employment.iter().map(Employment::status))
            .chain(self.credentials.iter().map(Credential::status));
        statuses.into_iter().any(|status| status == Verification::Claimed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;

    fn job(from: &str, to: Option<&str>) -> Employment {
        let to = to.map(|to| day::parse(to).expect(to));
        Employment::new(day::parse(from).expect(from), to, true, Verification::Verified).expect("in order")
    }

    #[test]
    fn the_order_of_facts_does_not_change_their_bytes_and_any_fact_does() {
        let (a, b) = (job("2020-01-01", Some("2020-12-31")), job("2021-01-01", None));
        let facts = |employment: &[&Employment]| Facts {
            employment: employment.iter().copied().cloned().collect(),
            ..Facts::default()
        };
        assert_eq!(facts(&[&a, &b]).canonical(), facts(&[&b, &a]).canonical());
        let others = [facts(&[]), facts(&[&a]), facts(&[&a, &a]), facts(&[&a, &a, &b])];
        for other in others {
            assert_ne!(other.canonical(), facts(&[&a, &b]).canonical());
        }
    }
}
