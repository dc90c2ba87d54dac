//! A staff file and its proof as an axis: what is known above, what is asked below.

use super::{BarKind, BarView, LaneView, PinKind, PinView, TimelineView};
use crate::components::state::State;
use crate::domain::credential::Credential;
use crate::domain::education::Education;
use crate::domain::eligibility::proof::{Finding, LevelProof, Proof, RouteProof, Standing};
use crate::domain::eligibility::rule_set::Condition;
use crate::domain::eligibility::service_date::{Block, Service};
use crate::domain::employment::Employment;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::staff_file::Details;
use crate::domain::verification::Verification;
use crate::i18n::eligibility::education_name;
use chrono::{Datelike, Days, NaiveDate};

/// More routes of one level than this tell nothing new.
const ROUTES_A_LEVEL: usize = 2;

/// What was rejected counts for nothing and is not drawn. Levels that are held already ask for nothing.
pub fn view_of(locale: Locale, proof: &Proof, file: &[Details]) -> TimelineView {
    let today = proof.as_of;
    let work = Service::of(file.iter().filter_map(|entry| match entry {
        Details::Employment { fact, .. } => proof.basis.counts(fact.status()).then_some(fact),
        Details::Education { .. } | Details::Credential { .. } => None,
    }));
    let requirements: Vec<LaneView> = proof
        .levels
        .iter()
        .filter(|level| !holds(file, level.level, today))
        .flat_map(|level| needs(locale, level, &work, today))
        .collect();
    let end = requirements.iter().filter_map(|lane| lane.due).max().unwrap_or(today).max(today).year();
    let ahead = NaiveDate::from_ymd_opt(end, 12, 31).unwrap_or(today);
    TimelineView { today, facts: lanes(locale, file, today, ahead), requirements }
}

fn holds(file: &[Details], level: Level, today: NaiveDate) -> bool {
    file.iter().any(|entry| match entry {
        Details::Credential { fact, .. } => {
            fact.level() == level
                && fact.status() == Verification::Verified
                && !fact.revoked()
                && fact.issued() <= today
                && fact.expires().is_none_or(|end| today < end)
        }
        Details::Education { .. } | Details::Employment { .. } => false,
    })
}

fn lanes(locale: Locale, file: &[Details], today: NaiveDate, ahead: NaiveDate) -> Vec<LaneView> {
    let mut education = lane(locale.timeline_education());
    let mut work = lane(locale.timeline_work());
    let mut certificates = lane(locale.timeline_certificates());
    for entry in file {
        match entry {
            Details::Education { fact, .. } => education.pins.extend(education_pin(locale, fact, today)),
            Details::Employment { employer, fact, .. } => {
                work.bars.extend(work_bars(locale, employer, fact, today, ahead));
            }
            Details::Credential { fact, .. } => certificates.pins.extend(certificate_pin(locale, fact)),
        }
    }
    vec![education, work, certificates]
}

fn lane(name: &str) -> LaneView {
    LaneView { name: name.to_owned(), level: None, due: None, bars: Vec::new(), pins: Vec::new() }
}

fn education_pin(locale: Locale, fact: &Education, today: NaiveDate) -> Option<PinView> {
    let day = fact.completed.filter(|_| fact.status != Verification::Rejected)?;
    let name = education_name(locale, fact.level);
    let (kind, label) = match fact.status {
        _ if day > today => (PinKind::Plan, locale.timeline_studying(&name)),
        Verification::Claimed => (PinKind::Claim, name.to_owned()),
        Verification::Verified | Verification::Rejected => (PinKind::Fact, name.to_owned()),
    };
    Some(PinView {
        kind,
        day,
        sentence: locale.timeline_point(&day, &State::from(fact.status).word(locale), &label),
        label,
    })
}

fn certificate_pin(locale: Locale, fact: &Credential) -> Option<PinView> {
    if fact.status() == Verification::Rejected {
        return None;
    }
    let label = locale.level_brief(fact.level());
    let state = if fact.revoked() { State::Revoked } else { State::from(fact.status()) };
    let kind = if state == State::Met { PinKind::Certificate(fact.level()) } else { PinKind::Claim };
    let day = fact.issued();
    Some(PinView { kind, day, sentence: locale.timeline_point(&day, &state.word(locale), &label), label })
}

/// The bar of a job, and how it goes on if nothing changes.
fn work_bars(locale: Locale, employer: &str, fact: &Employment, today: NaiveDate, ahead: NaiveDate) -> Vec<BarView> {
    let kind = match (fact.status(), fact.related()) {
        (Verification::Rejected, _) => return Vec::new(),
        (_, false) => BarKind::Other,
        (Verification::Claimed, true) => BarKind::Claim,
        (Verification::Verified, true) => BarKind::Fact,
    };
    let related = if fact.related() { locale.timeline_related() } else { locale.timeline_unrelated() };
    let state = locale.timeline_work_state(&related, &State::from(fact.status()).word(locale));
    let what = if employer.is_empty() { locale.timeline_work() } else { employer };
    let sentence = match fact.to() {
        Some(to) => locale.timeline_span(&fact.from(), &state, &to, &what),
        None => locale.timeline_span_open(&fact.from(), &state, &what),
    };
    let label = if kind == BarKind::Fact { employer.to_owned() } else { String::new() };
    let mut bars = vec![BarView { kind, from: fact.from(), to: fact.to().unwrap_or(today), label, sentence }];
    if fact.to().is_none() && fact.related() && ahead > today {
        bars.push(BarView {
            kind: BarKind::Ahead,
            from: day_after(today),
            to: ahead,
            label: String::new(),
            sentence: locale.timeline_ahead().to_owned(),
        });
    }
    bars
}

/// The routes of a level whose date its years decide, the earliest first.
fn needs(locale: Locale, level: &LevelProof, work: &Service, today: NaiveDate) -> Vec<LaneView> {
    let mut lanes: Vec<LaneView> =
        level.routes.iter().filter_map(|route| need(locale, level.level, route, work, today)).collect();
    lanes.sort_by_key(|lane| lane.due);
    lanes.truncate(ROUTES_A_LEVEL);
    lanes
}

fn need(locale: Locale, level: Level, route: &RouteProof, work: &Service, today: NaiveDate) -> Option<LaneView> {
    let due = date(route.standing(today))?;
    let deciding = route.conditions.iter().filter(|condition| date(condition.standing(today)) == Some(due));
    let (name, work) = deciding.into_iter().find_map(|condition| match (condition.condition, condition.finding) {
        (Condition::RelatedWork { years }, _) => {
            Some((locale.timeline_need_work(&locale.level(level), &years), work.clone()))
        }
        (Condition::Credential { level: after, then_years }, Finding::Certificate { issued, .. }) if then_years > 0 => {
            let name = locale.timeline_need_after(&locale.level(after), &locale.level(level), &then_years);
            Some((name, work.since(issued)))
        }
        (Condition::Credential { .. } | Condition::Education { .. }, _) => None,
    })?;
    let bars = counted(locale, &work, due, today);
    Some(LaneView { name, level: Some(level), due: Some(due), bars, pins: Vec::new() })
}

/// Since when, or from when on, something holds by what is verified.
fn date(standing: Standing) -> Option<NaiveDate> {
    match standing {
        Standing::Met { since: date } | Standing::Waiting { until: date } => Some(date),
        Standing::Unverified { .. } | Standing::Lapsed { .. } | Standing::Unmet => None,
    }
}

/// What counts until the day that is due, the gaps between, and what is still to come.
fn counted(locale: Locale, work: &Service, due: NaiveDate, today: NaiveDate) -> Vec<BarView> {
    let mut bars = Vec::new();
    let mut before: Option<NaiveDate> = None;
    for Block { from, to } in work.before(due.min(today)).blocks() {
        let to = to.unwrap_or(today);
        if let Some(end) = before {
            let days = (from - end).num_days() - 1;
            bars.push(bar(BarKind::Gap, day_after(end), day_before(from), locale.timeline_gap(days)));
        }
        bars.push(bar(BarKind::Count, from, to, locale.timeline_counted(&from, &to)));
        before = Some(to);
    }
    if due > today {
        bars.push(bar(BarKind::Short, today, day_before(due), locale.timeline_short(&due)));
    }
    bars
}

fn bar(kind: BarKind, from: NaiveDate, to: NaiveDate, sentence: String) -> BarView {
    BarView { kind, from, to, label: String::new(), sentence }
}

fn day_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

fn day_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::eligibility::evaluate;
    use crate::domain::eligibility::published::ladder;
    use crate::domain::facts::Facts;
    use crate::domain::verification::Basis;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The person of the drawings: a certificate of the first level, and a gap of 52 days in the work since.
    fn view() -> TimelineView {
        let verified = Verification::Verified;
        let jobs = [("2021-03-01", Some("2023-08-31")), ("2023-10-23", None)]
            .map(|(from, to)| Employment::new(day(from), to.map(day), true, verified).unwrap());
        let held = Credential::new(Level::One, day("2022-03-18"), None, false, verified).unwrap();
        let facts = Facts { employment: jobs.to_vec(), credentials: vec![held.clone()], ..Facts::default() };
        let mut file: Vec<Details> = jobs
            .into_iter()
            .map(|fact| Details::Employment { employer: "A".to_owned(), title: String::new(), fact })
            .collect();
        let issuer = String::new();
        file.push(Details::Credential { number: String::new(), issuer, revoked: None, fact: held });
        view_of(Locale::En, &evaluate(&ladder(), &facts, day("2026-11-20"), Basis::Verified), &file)
    }

    #[test]
    fn a_requirement_shows_what_counts_its_gap_and_what_is_missing() {
        let view = view();
        let lane = view.requirements.iter().find(|lane| lane.level == Some(Level::Four)).unwrap();
        assert_eq!(lane.due, Some(day("2027-05-09")));
        let kinds: Vec<BarKind> = lane.bars.iter().map(|bar| bar.kind).collect();
        assert_eq!(kinds, [BarKind::Count, BarKind::Gap, BarKind::Count, BarKind::Short]);
        assert_eq!(lane.bars[1].sentence, "52 days of gap, not counted");
    }

    #[test]
    fn a_level_that_is_held_asks_for_nothing() {
        assert!(view().requirements.iter().all(|lane| lane.level != Some(Level::One)));
    }

    #[test]
    fn a_job_that_goes_on_is_drawn_ahead_to_the_end_of_the_last_year_that_matters() {
        let view = view();
        let ahead = view.facts[1].bars.iter().find(|bar| bar.kind == BarKind::Ahead).unwrap();
        let last = view.requirements.iter().filter_map(|lane| lane.due).max().unwrap();
        assert_eq!(ahead.to.year(), last.year());
    }
}
