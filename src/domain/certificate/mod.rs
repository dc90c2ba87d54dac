//! A certificate that this company issued: its number, its holder, and what it is worth on a given day.
//!
//! A certificate never changes after it was issued. It can only be revoked; a correction is a new certificate.

mod holder;
mod number;

pub use holder::Holder;
pub use number::{BadNumber, CertificateNumber};

use super::day;
use super::level::Level;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is printed, signed and verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    pub number: CertificateNumber,
    pub holder: Holder,
    pub issued: NaiveDate,
    /// The first day on which it is no longer valid.
    pub expires: Option<NaiveDate>,
    pub revoked: Option<Revoked>,
}

/// Since when a certificate is worth nothing, and what visitors are told about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revoked {
    pub on: NaiveDate,
    pub reason: String,
}

/// What a certificate is worth on a day. Revocation outweighs expiry: it says that the certificate never should have counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "standing")]
pub enum Standing {
    Valid,
    Revoked {
        #[serde(with = "day")]
        on: NaiveDate,
    },
    /// It was valid on the days before this one.
    Expired {
        #[serde(with = "day")]
        on: NaiveDate,
    },
}

impl Certificate {
    pub fn level(&self) -> Level {
        self.number.level()
    }

    /// What it is worth on a day, by the rule that eligibility uses: valid on the days before its expiry date.
    pub fn standing(&self, today: NaiveDate) -> Standing {
        match (&self.revoked, self.expires) {
            (Some(revoked), _) => Standing::Revoked { on: revoked.on },
            (None, Some(expires)) if expires <= today => Standing::Expired { on: expires },
            (None, _) => Standing::Valid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn certificate(expires: Option<&str>, revoked: Option<&str>) -> Certificate {
        Certificate {
            number: CertificateNumber::new(Level::Two, 2026, 1),
            holder: Holder { name: "林晓雯".into(), latin_name: "Lin Xiaowen".into() },
            issued: day("2026-06-20"),
            expires: expires.map(day),
            revoked: revoked.map(|on| Revoked { on: day(on), reason: "考试记录更正".into() }),
        }
    }

    #[test]
    fn what_a_certificate_is_worth_on_a_day() {
        let (expired, revoked) =
            (Standing::Expired { on: day("2028-06-20") }, Standing::Revoked { on: day("2026-08-14") });
        let cases = [
            (certificate(None, None), "2099-01-01", Standing::Valid),
            (certificate(Some("2028-06-20"), None), "2028-06-19", Standing::Valid),
            (certificate(Some("2028-06-20"), None), "2028-06-20", expired),
            (certificate(None, Some("2026-08-14")), "2026-08-14", revoked),
            // Whoever asks later still learns that it was revoked, not that it merely ran out.
            (certificate(Some("2028-06-20"), Some("2026-08-14")), "2029-01-01", revoked),
        ];
        for (certificate, today, expected) in cases {
            assert_eq!(certificate.standing(day(today)), expected, "{certificate:?} on {today}");
        }
    }
}
