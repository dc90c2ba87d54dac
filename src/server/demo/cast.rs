//! The people of the demo company, read from their file.

use super::day;
use crate::domain::access::Role;
use crate::domain::credential::Credential;
use crate::domain::education::{Education, EducationLevel};
use crate::domain::employment::Employment;
use crate::domain::id::PersonId;
use crate::domain::level::Level;
use crate::domain::on_post::OnPostState;
use crate::domain::staff_file::{Details, Profile, Revocation};
use crate::domain::verification::Verification;
use crate::server::services::certificate::issue::{Award, Ground};
use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use serde::Deserialize;

const COMPANY: &str = include_str!("company.yaml");

/// Somebody of the demo company.
#[derive(Debug)]
pub struct Member {
    pub profile: Profile,
    /// Whether a document lies behind the on-post date.
    pub on_post_document: bool,
    /// The name before the @ of those whose sign-in is shown; others have one after their staff number.
    pub sign_in: Option<String>,
    pub roles: Vec<Role>,
    pub entries: Vec<Part>,
    /// Decisions that HR has recorded.
    pub decisions: Vec<Wanted>,
}

/// A decision to record.
#[derive(Debug)]
pub struct Wanted {
    pub level: Level,
    pub as_of: NaiveDate,
    pub note: String,
}

/// An entry of somebody's file.
#[derive(Debug)]
pub struct Part {
    pub details: Details,
    pub status: Verification,
    /// Why it was rejected; empty otherwise.
    pub reason: String,
    /// Whether a document lies behind it.
    pub document: bool,
}

impl Part {
    /// A certificate that the company has issued, rather than a claim of one.
    pub fn award(&self, person: PersonId) -> Option<Award> {
        match &self.details {
            Details::Credential { fact, .. } if self.status == Verification::Verified => {
                Some(Award { person, fact: fact.clone(), ground: Ground::Record })
            }
            Details::Credential { .. } | Details::Education { .. } | Details::Employment { .. } => None,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    latin: String,
    number: String,
    team: String,
    hired: String,
    #[serde(default)]
    post: Option<(String, OnPostState)>,
    #[serde(default)]
    post_doc: bool,
    #[serde(default)]
    sign_in: Option<String>,
    #[serde(default = "learner")]
    roles: Vec<Role>,
    #[serde(default)]
    edu: Vec<RawEducation>,
    #[serde(default)]
    work: Vec<RawWork>,
    #[serde(default)]
    cert: Vec<RawCertificate>,
    #[serde(default)]
    decided: Vec<(Level, String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEducation {
    level: EducationLevel,
    school: String,
    #[serde(default)]
    major: Option<String>,
    #[serde(default)]
    major_related: bool,
    completed: String,
    status: Verification,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    doc: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWork {
    at: String,
    #[serde(rename = "as")]
    title: String,
    from: String,
    #[serde(default)]
    to: Option<String>,
    #[serde(default = "yes")]
    related: bool,
    status: Verification,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    doc: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCertificate {
    level: Level,
    issued: String,
    #[serde(default)]
    expires: Option<String>,
    #[serde(default)]
    revoked: Option<String>,
    #[serde(default)]
    number: Option<String>,
    status: Verification,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    doc: bool,
}

fn learner() -> Vec<Role> {
    vec![Role::Learner]
}

fn yes() -> bool {
    true
}

/// Everybody, with days counted from today.
pub fn cast(today: NaiveDate) -> Result<Vec<Member>> {
    let raw: Vec<Raw> = serde_saphyr::from_str(COMPANY).context("the demo company's file")?;
    raw.into_iter()
        .map(|raw| {
            let who = raw.name.clone();
            member(raw, today).with_context(|| who)
        })
        .collect()
}

fn member(raw: Raw, today: NaiveDate) -> Result<Member> {
    let mut entries = Vec::new();
    for part in raw.edu {
        entries.push(education(part, today)?);
    }
    for part in raw.work {
        entries.push(work(part, today)?);
    }
    for (index, part) in raw.cert.into_iter().enumerate() {
        let number = part.number.clone().unwrap_or_else(|| format!("YQ-{}-{}", raw.number, index + 1));
        entries.push(certificate(part, number, today)?);
    }
    let (on_post_on, on_post_state) = match raw.post {
        Some((since, state)) => (Some(read(&since, today)?), state),
        None => (None, OnPostState::Training),
    };
    let mut decisions = Vec::new();
    for (level, as_of, note) in raw.decided {
        decisions.push(Wanted { level, as_of: read(&as_of, today)?, note });
    }
    let mailbox = raw.sign_in.clone().unwrap_or_else(|| format!("s{}", raw.number));
    Ok(Member {
        profile: Profile {
            name: raw.name,
            latin_name: raw.latin,
            staff_number: Some(raw.number),
            department: raw.team,
            email: super::address(&mailbox),
            hired_on: Some(read(&raw.hired, today)?),
            on_post_on,
            on_post_state,
        },
        on_post_document: raw.post_doc,
        sign_in: raw.sign_in,
        roles: raw.roles,
        entries,
        decisions,
    })
}

fn education(raw: RawEducation, today: NaiveDate) -> Result<Part> {
    let fact = Education {
        level: raw.level,
        completed: Some(read(&raw.completed, today)?),
        major: raw.major,
        major_related: raw.major_related,
        status: raw.status,
    };
    let details = Details::Education { school: raw.school, fact };
    Ok(Part { details, status: raw.status, reason: raw.reason, document: raw.doc })
}

fn work(raw: RawWork, today: NaiveDate) -> Result<Part> {
    let to = raw.to.map(|to| read(&to, today)).transpose()?;
    let fact = Employment::new(read(&raw.from, today)?, to, raw.related, raw.status)?;
    let details = Details::Employment { employer: raw.at, title: raw.title, fact };
    Ok(Part { details, status: raw.status, reason: raw.reason, document: raw.doc })
}

fn certificate(raw: RawCertificate, number: String, today: NaiveDate) -> Result<Part> {
    let expires = raw.expires.map(|day| read(&day, today)).transpose()?;
    let revoked_on = raw.revoked.map(|day| read(&day, today)).transpose()?;
    let revoked = revoked_on.map(|on| Revocation { on, reason: raw.reason.clone() });
    let fact = Credential::new(raw.level, read(&raw.issued, today)?, expires, revoked.is_some(), raw.status)?;
    let reason = if revoked.is_some() { String::new() } else { raw.reason };
    let details = Details::Credential { number, issuer: super::ISSUER.to_owned(), revoked, fact };
    Ok(Part { details, status: raw.status, reason, document: raw.doc })
}

fn read(text: &str, today: NaiveDate) -> Result<NaiveDate> {
    day::read(text, today).with_context(|| format!("{text:?} is no day"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::eligibility::evaluate;
    use crate::domain::eligibility::published::ladder;
    use crate::domain::facts::Facts;
    use crate::domain::rung::{Rung, RungKind};
    use crate::domain::verification::Basis;
    use std::collections::BTreeSet;

    fn facts(member: &Member) -> Facts {
        let mut facts = Facts::default();
        for part in &member.entries {
            match &part.details {
                Details::Education { fact, .. } => facts.education.push(fact.clone()),
                Details::Employment { fact, .. } => facts.employment.push(fact.clone()),
                Details::Credential { fact, .. } => facts.credentials.push(fact.clone()),
            }
        }
        facts
    }

    fn on(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn the_company_is_large_and_varied_enough_to_show_every_state() {
        let today = on("2026-11-20");
        let cast = cast(today).expect("a company");
        assert!((48..=60).contains(&cast.len()), "{} people", cast.len());
        let teams: BTreeSet<_> = cast.iter().map(|member| &member.profile.department).collect();
        assert_eq!(teams.len(), 6, "five departments and the HR office: {teams:?}");
        let mut kinds = BTreeSet::new();
        let mut routes = BTreeSet::new();
        for member in &cast {
            let facts = facts(member);
            let proof = evaluate(&ladder(), &facts, today, Basis::Verified);
            for level in &proof.levels {
                kinds.insert((level.level, Rung::of(&facts, level, today).kind()));
                routes.extend(level.routes.iter().filter(|route| route.holds).map(|route| route.id.to_string()));
            }
        }
        let shown: BTreeSet<_> = kinds.iter().map(|(_, kind)| *kind).collect();
        assert_eq!(shown, BTreeSet::from(RungKind::ALL));
        for level in Level::ALL {
            assert!(kinds.contains(&(level, RungKind::Certified)), "nobody holds level {level}");
            assert!(kinds.contains(&(level, RungKind::Eligible)), "nobody may sit level {level}");
        }
        assert!(routes.len() >= 14, "routes that hold for somebody: {routes:?}");
        assert!(cast.iter().any(|member| member.profile.on_post_state.is_violation(member.profile.on_post_on, today)));
    }

    #[test]
    fn the_stories_hold_on_any_day() {
        for today in ["2024-02-29", "2026-11-20", "2027-03-31", "2031-12-31"] {
            let cast = cast(on(today)).unwrap_or_else(|problem| panic!("{today}: {problem:#}"));
            let numbers: BTreeSet<_> = cast.iter().map(|member| member.profile.staff_number.clone()).collect();
            assert_eq!(numbers.len(), cast.len(), "staff numbers are unique");
        }
    }

    #[test]
    fn lin_xiaowen_stands_where_the_drawings_show_her() {
        let today = on("2026-11-20");
        let cast = cast(today).expect("a company");
        let lin = cast.iter().find(|member| member.profile.latin_name == "Lin Xiaowen").expect("Lin");
        let proof = evaluate(&ladder(), &facts(lin), today, Basis::Verified);
        let days: Vec<_> = proof.levels.iter().map(|level| level.when.earliest.map(|day| day.to_string())).collect();
        let expected = ["2020-06-30", "2020-06-30", "2026-05-09", "2027-05-09", "2028-05-09"];
        assert_eq!(days, expected.map(|day| Some(day.to_owned())));
        let fourth = proof.level(Level::Four).and_then(|level| level.when.if_verified).expect("a claim that helps");
        assert_eq!(fourth.earliest, on("2027-03-30"));
    }
}
