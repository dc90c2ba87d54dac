//! What the file of the demo company's exams says.

use super::super::day;
use crate::domain::form::FormId;
use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use serde::Deserialize;

const EXAMS: &str = include_str!("../exams.yaml");

/// A session with everybody in it.
#[derive(Debug)]
pub struct Plan {
    pub form: FormId,
    pub title: String,
    pub opens: DateTime<Utc>,
    pub closes: DateTime<Utc>,
    pub seats: u32,
    /// Staff numbers of those who have a place and have not begun.
    pub booked: Vec<String>,
    pub sat: Vec<Sat>,
}

/// Somebody's sitting.
#[derive(Debug)]
pub struct Sat {
    pub who: String,
    pub at: DateTime<Utc>,
    pub fate: Fate,
    pub skill: Skill,
    /// Additional time, in percent.
    pub extra: u8,
}

/// How far a sitting has come, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    InProgress,
    Awaiting,
    Scored,
    Released,
    /// Released, passed, and the certificate is issued.
    Certified,
}

/// How well somebody answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skill {
    /// Enough for every part, with a slip here and there.
    Strong,
    /// Not enough.
    Weak,
    /// As strong, but says in a conversation what no rule understands: a person must score it.
    Puzzling,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    form: FormId,
    title: String,
    opens: String,
    closes: String,
    seats: u32,
    #[serde(default)]
    booked: Vec<String>,
    #[serde(default)]
    sat: Vec<RawSat>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSat {
    who: String,
    at: String,
    fate: Fate,
    skill: Skill,
    #[serde(default)]
    extra: u8,
}

/// Everything, with moments counted from now.
pub fn plans(now: DateTime<Utc>) -> Result<Vec<Plan>> {
    let raw: Vec<Raw> = serde_saphyr::from_str(EXAMS).context("the file of the demo company's exams")?;
    let at = |text: &str| day::moment(text, now).with_context(|| format!("{text:?} is no moment"));
    let sat =
        |raw: RawSat| Ok(Sat { at: at(&raw.at)?, who: raw.who, fate: raw.fate, skill: raw.skill, extra: raw.extra });
    let plan = |raw: Raw| {
        Ok(Plan {
            opens: at(&raw.opens)?,
            closes: at(&raw.closes)?,
            form: raw.form,
            title: raw.title,
            seats: raw.seats,
            booked: raw.booked,
            sat: raw.sat.into_iter().map(sat).collect::<Result<_>>()?,
        })
    };
    raw.into_iter().map(plan).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_sits_within_the_session_and_nobody_twice_on_any_day() {
        for now in ["2024-02-29T15:59:00Z", "2026-11-21T16:01:00Z", "2027-03-31T00:20:00Z"] {
            let now = now.parse().expect("an instant");
            for plan in plans(now).expect("plans") {
                assert!(plan.opens < plan.closes, "{}", plan.title);
                let mut people: Vec<_> = plan.booked.iter().chain(plan.sat.iter().map(|sat| &sat.who)).collect();
                let all = people.len();
                people.sort();
                people.dedup();
                assert_eq!(people.len(), all, "{}", plan.title);
                for sat in &plan.sat {
                    assert!(plan.opens <= sat.at && sat.at < plan.closes && sat.at < now, "{} {}", plan.title, sat.who);
                }
            }
        }
    }
}
