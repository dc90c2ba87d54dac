//! Everybody and the five levels: found, filtered, sorted, page by page, and what the next twelve months bring.

use super::standing::must;
use crate::domain::access::Permission;
use crate::domain::eligibility::evaluate;
use crate::domain::eligibility::proof::{Proof, Standing};
use crate::domain::eligibility::rule_set::RuleSet;
use crate::domain::eligibility::service_date::Service;
use crate::domain::form::FormKind;
use crate::domain::id::PersonId;
use crate::domain::level::Level;
use crate::domain::on_post::Milestones;
use crate::domain::period::Period;
use crate::domain::rung::{Rung, RungKind};
use crate::domain::staff_file::{Entry, Person, facts};
use crate::domain::verification::{Basis, Verification};
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::person::{self, Wanted};
use crate::server::storage::{attempt_line, entry};
use crate::server::visitor::Account;
use chrono::{Datelike, Days, Months, NaiveDate};
use std::collections::HashMap;

/// What somebody asks of the board.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub wanted: Wanted,
    pub view: View,
    pub level: Option<Level>,
    /// With a level: that rung; without: any of the five.
    pub state: Option<RungKind>,
    pub sort: Sort,
    pub descending: bool,
    pub as_of: Option<NaiveDate>,
}

/// The situations that HR looks for most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    #[default]
    All,
    /// May sit the exam of a level above the highest that is held.
    Eligible,
    /// A level opens within [`SOON`] days.
    Soon,
    /// Has claims that wait for a check.
    Claims,
    /// A certificate expires within [`SOON`] days.
    Expiring,
    /// Serves customers without the on-post qualification.
    Violations,
}

/// How many days count as soon.
pub const SOON: u64 = 90;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Name,
    Department,
    /// Related work.
    Work,
    Level(Level),
}

/// A person on the board.
#[derive(Debug, Clone)]
pub struct Row {
    pub person: Person,
    /// Verified related work before the date.
    pub work: Period,
    /// From the first level to the fifth.
    pub rungs: Vec<Rung>,
    pub claims: usize,
    pub violation: bool,
    /// What the on-post exams came to.
    pub milestones: Milestones,
    work_days: u32,
    opens: Vec<(Level, NaiveDate)>,
}

/// The board as of a date.
#[derive(Debug, Clone)]
pub struct Board {
    pub as_of: NaiveDate,
    pub rules: &'static RuleSet,
    /// All that the query asks for, in its order.
    pub rows: Vec<Row>,
    pub departments: Vec<String>,
    /// How many there are in each situation, among those that search and department leave.
    pub views: [(View, usize); View::ALL.len()],
    pub forecast: Vec<Month>,
}

/// A month to come, and how many people a level newly opens for, from the first level to the fifth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    pub first_day: NaiveDate,
    pub opens: [u32; Level::ALL.len()],
}

impl View {
    pub const ALL: [Self; 6] = [Self::All, Self::Eligible, Self::Soon, Self::Claims, Self::Expiring, Self::Violations];

    /// The word in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Eligible => "eligible",
            Self::Soon => "soon",
            Self::Claims => "claims",
            Self::Expiring => "expiring",
            Self::Violations => "violations",
        }
    }

    /// Anything else means all.
    pub fn read(word: &str) -> Self {
        Self::ALL.into_iter().find(|view| view.id() == word).unwrap_or_default()
    }

    fn shows(self, row: &Row, as_of: NaiveDate) -> bool {
        let soon = as_of + Days::new(SOON);
        match self {
            Self::All => true,
            Self::Eligible => row.next_rungs().any(|rung| rung.kind() == RungKind::Eligible),
            Self::Soon => row.opens.iter().any(|(_, day)| *day <= soon),
            Self::Claims => row.claims > 0,
            Self::Expiring => row.rungs.iter().any(|rung| match rung {
                Rung::Certified { expires, .. } => expires.is_some_and(|day| day <= soon),
                Rung::Revoked { .. }
                | Rung::Expired { .. }
                | Rung::Eligible { .. }
                | Rung::Unverified { .. }
                | Rung::Waiting { .. }
                | Rung::NoRoute => false,
            }),
            Self::Violations => row.violation,
        }
    }
}

impl Sort {
    /// The word in addresses.
    pub fn id(self) -> String {
        match self {
            Self::Name => String::new(),
            Self::Department => "department".to_owned(),
            Self::Work => "work".to_owned(),
            Self::Level(level) => format!("l{level}"),
        }
    }

    /// Anything else means by name.
    pub fn read(word: &str) -> Self {
        let levels = Level::ALL.into_iter().map(Self::Level);
        [Self::Department, Self::Work].into_iter().chain(levels).find(|sort| sort.id() == word).unwrap_or_default()
    }
}

impl Row {
    /// Whether HR has somebody to talk with: the same on-post exam was failed twice.
    pub fn calls_hr(&self) -> bool {
        self.milestones.calls_hr(self.person.profile.on_post_state)
    }

    fn of(person: Person, entries: &[Entry], milestones: Milestones, rules: &RuleSet, as_of: NaiveDate) -> Self {
        let facts = facts(entries);
        let proof = evaluate(rules, &facts, as_of, Basis::Verified);
        let service = Service::of(facts.employment.iter().filter(|work| Basis::Verified.counts(work.status())));
        let rungs: Vec<Rung> = proof.levels.iter().map(|level| Rung::of(&facts, level, as_of)).collect();
        Self {
            work: service.have(as_of),
            work_days: service.days(as_of),
            opens: opens(&proof, &rungs, as_of),
            claims: entries.iter().filter(|entry| entry.check.status() == Verification::Claimed).count(),
            violation: person.profile.on_post_state.is_violation(person.profile.on_post_on, as_of),
            milestones,
            rungs,
            person,
        }
    }

    fn has(&self, kind: RungKind) -> bool {
        self.rungs.iter().any(|rung| rung.kind() == kind)
    }

    /// The rungs above the highest that is held: whoever holds a level has no use for those below.
    fn next_rungs(&self) -> impl Iterator<Item = &Rung> {
        let held = self.rungs.iter().rposition(|rung| rung.kind() == RungKind::Certified);
        self.rungs.iter().skip(held.map_or(0, |index| index + 1))
    }

    fn rung(&self, level: Level) -> Option<Rung> {
        self.rungs.get(usize::from(level.number()) - 1).copied()
    }

    fn fits(&self, query: &Query) -> bool {
        match (query.level, query.state) {
            (Some(level), Some(kind)) => self.rung(level).is_some_and(|rung| rung.kind() == kind),
            (None, Some(kind)) => self.has(kind),
            // A level alone asks who has come that far or may come now.
            (Some(level), None) => {
                self.rung(level).is_some_and(|rung| matches!(rung.kind(), RungKind::Certified | RungKind::Eligible))
            }
            (None, None) => true,
        }
    }

    /// Names in the order of their Latin spelling, which for Chinese is how lists are ordered.
    fn name_key(&self) -> (String, String, PersonId) {
        let profile = &self.person.profile;
        let latin = if profile.latin_name.is_empty() { &profile.name } else { &profile.latin_name };
        (latin.to_lowercase(), profile.name.clone(), self.person.id)
    }
}

/// The board that the query asks for.
pub async fn board(state: &AppState, by: &Account, query: &Query) -> Result<Board, ServiceError> {
    must(by, Permission::ReadPeople)?;
    let as_of = query.as_of.unwrap_or_else(|| state.clock.today());
    let rules = crate::server::services::eligibility::rules::published(state);
    let mut tx = state.db.read().await?;
    let people = person::list(&mut tx, &query.wanted).await?;
    let departments = person::departments(&mut tx).await?;
    let mut entries: HashMap<PersonId, Vec<Entry>> = HashMap::new();
    for entry in entry::of_everybody(&mut tx).await? {
        entries.entry(entry.person).or_default().push(entry);
    }
    let mut exams: HashMap<PersonId, Vec<(FormKind, bool)>> = HashMap::new();
    for (person, kind, passed) in attempt_line::on_post_results(&mut tx).await? {
        exams.entry(person).or_default().push((kind, passed));
    }
    drop(tx);
    let rows: Vec<Row> = people
        .into_iter()
        .map(|person| {
            let own = entries.remove(&person.id).unwrap_or_default();
            let milestones = Milestones::of(exams.get(&person.id).map_or(&[], Vec::as_slice));
            Row::of(person, &own, milestones, rules, as_of)
        })
        .collect();
    let views = View::ALL.map(|view| (view, rows.iter().filter(|row| view.shows(row, as_of)).count()));
    let forecast = forecast(&rows, as_of);
    let mut rows: Vec<Row> = rows.into_iter().filter(|row| query.view.shows(row, as_of) && row.fits(query)).collect();
    sort(&mut rows, query.sort, query.descending);
    Ok(Board { as_of, rules, rows, departments, views, forecast })
}

/// The levels that only time keeps closed, with the day on which they open.
fn opens(proof: &Proof, rungs: &[Rung], as_of: NaiveDate) -> Vec<(Level, NaiveDate)> {
    proof
        .levels
        .iter()
        .zip(rungs)
        .filter(|(_, rung)| rung.kind() != RungKind::Certified)
        .filter_map(|(level, _)| match level.standing(as_of) {
            Standing::Waiting { until } => Some((level.level, until)),
            // Verifying claims might open it today; without, the day below stands.
            Standing::Unverified { .. } => level.when.earliest.filter(|day| as_of < *day).map(|day| (level.level, day)),
            Standing::Met { .. } | Standing::Lapsed { .. } | Standing::Unmet => None,
        })
        .collect()
}

/// Twelve months from the one after the date on; what opens later in the date's own month is in the first.
fn forecast(rows: &[Row], as_of: NaiveDate) -> Vec<Month> {
    let begin = as_of.with_day(1).unwrap_or(as_of);
    (1..=12)
        .filter_map(|ahead| {
            let first_day = begin.checked_add_months(Months::new(ahead))?;
            let end = begin.checked_add_months(Months::new(ahead + 1))?;
            let from = if ahead == 1 { as_of } else { first_day };
            let mut opens = [0; Level::ALL.len()];
            for (level, day) in rows.iter().flat_map(|row| &row.opens) {
                if from <= *day && *day < end {
                    opens[usize::from(level.number()) - 1] += 1;
                }
            }
            Some(Month { first_day, opens })
        })
        .collect()
}

fn sort(rows: &mut [Row], by: Sort, descending: bool) {
    match by {
        Sort::Name => rows.sort_by_cached_key(Row::name_key),
        Sort::Department => rows.sort_by_cached_key(|row| (row.person.profile.department.clone(), row.name_key())),
        Sort::Work => rows.sort_by_cached_key(|row| (row.work_days, row.name_key())),
        Sort::Level(level) => rows.sort_by_cached_key(|row| {
            let rung = row.rung(level).unwrap_or(Rung::NoRoute);
            (rung.kind(), rung.date(), row.name_key())
        }),
    }
    if descending {
        rows.reverse();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_addresses_read_back() {
        for view in View::ALL {
            assert_eq!(View::read(view.id()), view);
        }
        let sorts = [Sort::Name, Sort::Department, Sort::Work, Sort::Level(Level::Five)];
        for sort in sorts {
            assert_eq!(Sort::read(&sort.id()), sort);
        }
        assert_eq!(Sort::read("l6"), Sort::Name);
    }
}
