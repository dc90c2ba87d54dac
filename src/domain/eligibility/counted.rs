//! What the facts that count say about one condition: when it holds, what is there, what is missing.

use super::proof::{Claim, Finding, Progress};
use super::rule_set::Condition;
use super::service_date::Service;
use super::spans::{Span, Spans};
use crate::domain::credential::Credential;
use crate::domain::education::{Education, EducationLevel};
use crate::domain::facts::Facts;
use crate::domain::level::Level;
use crate::domain::verification::{Basis, Verification};
use chrono::NaiveDate;
use std::cmp::Reverse;

/// A person's facts as one basis counts them.
pub struct Counted<'a> {
    facts: &'a Facts,
    basis: Basis,
    work: Service,
}

impl<'a> Counted<'a> {
    pub fn of(facts: &'a Facts, basis: Basis) -> Self {
        let work = Service::of(facts.employment.iter().filter(|interval| basis.counts(interval.status())));
        Self { facts, basis, work }
    }

    fn education(&self) -> impl Iterator<Item = &'a Education> + use<'a> {
        let basis = self.basis;
        self.facts.education.iter().filter(move |education| basis.counts(education.status))
    }

    fn certificates(&self, level: Level) -> impl Iterator<Item = &'a Credential> + use<'a> {
        let basis = self.basis;
        self.facts.credentials.iter().filter(move |held| held.level() == level && basis.counts(held.status()))
    }

    /// The dates on which a condition holds.
    pub fn spans(&self, condition: Condition) -> Spans {
        match condition {
            Condition::Education { at_least, related_major } => {
                let enough = self.education().filter(|education| is_enough(education, at_least, related_major));
                Spans::starting(enough.filter_map(|education| education.completed).min())
            }
            Condition::RelatedWork { years } => Spans::starting(self.work.reached(years)),
            Condition::Credential { level, then_years } => Spans::union(
                self.certificates(level)
                    .filter(|held| !held.revoked())
                    .filter_map(|held| {
                        Some(Span { from: self.reached_since(held, then_years)?, until: held.expires() })
                    })
                    .collect(),
            ),
        }
    }

    /// When the years after a certificate are reached; the certificate alone asks for none.
    fn reached_since(&self, held: &Credential, years: u8) -> Option<NaiveDate> {
        if years == 0 { Some(held.issued()) } else { self.work.since(held.issued()).reached(years) }
    }

    pub fn finding(&self, condition: Condition, as_of: NaiveDate) -> Finding {
        match condition {
            Condition::Education { at_least, related_major } => self.education_finding(at_least, related_major, as_of),
            Condition::RelatedWork { years } => Finding::Work(progress(&self.work, years, as_of)),
            Condition::Credential { level, then_years } => self.certificate_finding(level, then_years, as_of),
        }
    }

    fn education_finding(&self, at_least: EducationLevel, related_major: bool, as_of: NaiveDate) -> Finding {
        let enough = || self.education().filter(|education| is_enough(education, at_least, related_major));
        let completed = enough().filter_map(|education| Some((education.completed?, education.level))).min();
        if let Some((on, level)) = completed {
            return if on <= as_of {
                Finding::Completed { level, on }
            } else {
                Finding::InProgress { level, expected: Some(on) }
            };
        }
        if let Some(level) = enough().map(|education| education.level).min() {
            return Finding::InProgress { level, expected: None };
        }
        let done = self.education().filter(|education| education.completed.is_some_and(|on| on <= as_of));
        match done.map(|education| education.level).max() {
            Some(level) if level >= at_least => Finding::MajorUnrelated { level },
            highest => Finding::TooLow { highest },
        }
    }

    /// The certificate that explains most: a valid one that leads there first, else one to come, else an expired one,
    /// else a revoked one.
    fn certificate_finding(&self, level: Level, years: u8, as_of: NaiveDate) -> Finding {
        let best = self.certificates(level).min_by_key(|held| {
            let reached = self.reached_since(held, years).filter(|date| held.expires().is_none_or(|end| *date < end));
            let longest = Reverse((held.expires().is_none(), held.expires()));
            (Validity::of(held, as_of), reached.is_none(), reached, held.issued(), longest)
        });
        let Some(held) = best else { return Finding::NoCertificate };
        match Validity::of(held, as_of) {
            Validity::Valid => {
                let progress = progress(&self.work.since(held.issued()), years, as_of);
                let target = self.work.since(held.issued()).target(years, as_of);
                let expires_first = held.expires().filter(|end| target.is_some_and(|target| *end <= target));
                Finding::Certificate { issued: held.issued(), progress, expires_first }
            }
            Validity::Planned => Finding::CertificatePlanned { issued: held.issued() },
            Validity::Expired(Reverse(on)) => Finding::CertificateExpired { on },
            Validity::Revoked => Finding::CertificateRevoked { issued: held.issued() },
        }
    }

    /// The claimed facts that give this, the wider count, its other answer.
    pub fn claims_beyond(&self, verified: &Self, condition: Condition, as_of: NaiveDate) -> Vec<Claim> {
        match condition {
            Condition::Education { at_least, related_major } => self
                .education()
                .filter(|education| {
                    education.status == Verification::Claimed && is_enough(education, at_least, related_major)
                })
                .min_by_key(|education| (education.completed.is_none(), education.completed, education.level))
                .map(|education| Claim::Education { level: education.level, completed: education.completed })
                .into_iter()
                .collect(),
            Condition::RelatedWork { .. } => vec![more_work(&self.work, &verified.work, as_of)],
            Condition::Credential { level, then_years } => {
                // A certificate that gives the answer on the date explains it; else the one that leads there first.
                let windows = self.certificates(level).filter(|held| !held.revoked()).filter_map(|held| {
                    let from = self.reached_since(held, then_years)?;
                    held.expires().is_none_or(|end| from.max(as_of) < end).then_some((from, held))
                });
                let first =
                    windows.min_by_key(|(from, held)| (*from, held.status() == Verification::Claimed, held.issued()));
                let Some((_, held)) = first else { return Vec::new() };
                let issued = held.issued();
                let mut claims = Vec::new();
                if held.status() == Verification::Claimed {
                    claims.push(Claim::Certificate { issued });
                }
                let (wide, narrow) = (self.work.since(issued), verified.work.since(issued));
                if then_years > 0 && wide != narrow {
                    claims.push(more_work(&wide, &narrow, as_of));
                }
                claims
            }
        }
    }
}

/// What a certificate is worth on a date, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Validity {
    Valid,
    Planned,
    /// The one that expired last comes first.
    Expired(Reverse<NaiveDate>),
    Revoked,
}

impl Validity {
    fn of(held: &Credential, as_of: NaiveDate) -> Self {
        match held.expires() {
            _ if held.revoked() => Self::Revoked,
            Some(expires) if expires <= as_of => Self::Expired(Reverse(expires)),
            _ if as_of < held.issued() => Self::Planned,
            _ => Self::Valid,
        }
    }
}

fn is_enough(education: &Education, at_least: EducationLevel, related_major: bool) -> bool {
    education.level >= at_least && (education.major_related || !related_major)
}

fn progress(work: &Service, years: u8, as_of: NaiveDate) -> Progress {
    Progress { have: work.have(as_of), missing: work.missing(years, as_of), going_on: work.includes(as_of) }
}

fn more_work(wide: &Service, narrow: &Service, as_of: NaiveDate) -> Claim {
    Claim::Work { days: wide.days(as_of) - narrow.days(as_of) }
}
