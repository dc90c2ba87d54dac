//! The engine against an oracle that knows nothing of spans: it walks the calendar day by day and counts.

use super::proof::{Proof, State};
use super::published::{ladder, rule_set};
use super::rule_set::{Condition, RouteId, RuleSet};
use super::{evaluate, suppose};
use crate::domain::credential::Credential;
use crate::domain::digest::Digest;
use crate::domain::education::{Education, EducationLevel};
use crate::domain::eligibility::decision::{Decision, ReplayError};
use crate::domain::employment::Employment;
use crate::domain::facts::Facts;
use crate::domain::level::Level;
use crate::domain::verification::{Basis, Verification};
use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The calendar of the tests: it begins here and is long enough for every drawn condition to be reached.
const BEGIN: NaiveDate = NaiveDate::from_ymd_opt(2018, 11, 1).expect("a day");
const LENGTH: u64 = 366 * 16;

fn at(day: u64) -> NaiveDate {
    BEGIN + Days::new(day)
}

/// Whether the rule gives N years, day by day, as of each day of the calendar.
fn years_hold(facts: &Facts, basis: Basis, since: NaiveDate, years: u8) -> Vec<bool> {
    let works = |day: NaiveDate| {
        facts.employment.iter().any(|job| {
            job.related()
                && basis.counts(job.status())
                && day >= since
                && job.from() <= day
                && job.to().is_none_or(|to| day <= to)
        })
    };
    let (mut holds, mut reached, mut start, mut gap) = (Vec::new(), false, None::<NaiveDate>, 0);
    for day in (0..LENGTH).map(at) {
        // As of this day, the days before it have been seen.
        holds.push(reached);
        if works(day) {
            let pushed = start.map_or(day, |start| start + Days::new(gap));
            (start, gap) = (Some(pushed), 0);
            let year = pushed.year() + i32::from(years);
            let anniversary = match (pushed.month(), pushed.day()) {
                (2, 29) if !NaiveDate::from_ymd_opt(year, 1, 1).is_some_and(|first| first.leap_year()) => (year, 2, 28),
                (month, day) => (year, month, day),
            };
            let after = day + Days::new(1);
            reached |= anniversary <= (after.year(), after.month(), after.day());
        } else {
            gap += 1;
        }
    }
    holds
}

fn condition_holds(facts: &Facts, basis: Basis, condition: Condition) -> Vec<bool> {
    match condition {
        Condition::RelatedWork { years } => years_hold(facts, basis, BEGIN, years),
        Condition::Education { at_least, related_major } => (0..LENGTH)
            .map(|day| {
                facts.education.iter().any(|education| {
                    basis.counts(education.status)
                        && education.level >= at_least
                        && (!related_major || education.major_related)
                        && education.completed.is_some_and(|completed| completed <= at(day))
                })
            })
            .collect(),
        Condition::Credential { level, then_years } => {
            let mut holds = vec![false; usize::try_from(LENGTH).expect("small")];
            for held in facts.credentials.iter().filter(|held| held.level() == level && basis.counts(held.status())) {
                let years = years_hold(facts, basis, held.issued(), then_years);
                for (day, (holds, years)) in (0..LENGTH).zip(holds.iter_mut().zip(years)) {
                    let unexpired = held.expires().is_none_or(|expires| at(day) < expires);
                    *holds |= years && unexpired && !held.revoked();
                }
            }
            holds
        }
    }
}

/// Day by day, whether each route holds.
fn oracle(rules: &RuleSet, facts: &Facts, basis: Basis) -> BTreeMap<RouteId, Vec<bool>> {
    let routes = rules.levels.iter().flat_map(|level| &level.routes);
    routes
        .map(|route| {
            let conditions: Vec<_> = route.all.iter().map(|one| condition_holds(facts, basis, *one)).collect();
            let length = usize::try_from(LENGTH).expect("small");
            (route.id, (0..length).map(|day| conditions.iter().all(|holds| holds[day])).collect())
        })
        .collect()
}

/// Any day, with a liking for the turns of February.
fn days() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        2 => (0_u64..2200).prop_map(at),
        1 => (2019_i32..2025, prop::sample::select(vec![(2, 27), (2, 28), (3, 1), (3, 2), (12, 31), (1, 1)]))
            .prop_map(|(year, (month, day))| NaiveDate::from_ymd_opt(year, month, day).expect("a day")),
        1 => prop::sample::select(vec![2020, 2024]).prop_map(|year| NaiveDate::from_ymd_opt(year, 2, 29).expect("a day")),
    ]
}

fn statuses() -> impl Strategy<Value = Verification> {
    prop_oneof![4 => Just(Verification::Verified), 2 => Just(Verification::Claimed), 1 => Just(Verification::Rejected)]
}

fn jobs() -> impl Strategy<Value = Employment> {
    let length = prop_oneof![prop::option::of(0_u64..60), prop::option::of(300_u64..1500)];
    (days(), length, prop::bool::weighted(0.8), statuses()).prop_map(|(from, length, related, status)| {
        Employment::new(from, length.map(|days| from + Days::new(days)), related, status).expect("in order")
    })
}

fn educations() -> impl Strategy<Value = Education> {
    let level = prop::sample::select(EducationLevel::ALL.to_vec());
    (level, prop::option::of(days()), any::<bool>(), statuses()).prop_map(
        |(level, completed, major_related, status)| Education { level, completed, major: None, major_related, status },
    )
}

fn certificates() -> impl Strategy<Value = Credential> {
    let level = prop::sample::select(vec![Level::One, Level::Two, Level::Three]);
    (level, days(), prop::option::of(0_u64..2000), prop::bool::weighted(0.1), statuses()).prop_map(
        |(level, issued, validity, revoked, status)| {
            let expires = validity.map(|days| issued + Days::new(days));
            Credential::new(level, issued, expires, revoked, status).expect("in order")
        },
    )
}

prop_compose! {
    fn people()(
        education in prop::collection::vec(educations(), 0..3),
        employment in prop::collection::vec(jobs(), 0..5),
        credentials in prop::collection::vec(certificates(), 0..4),
    ) -> Facts {
        Facts { education, employment, credentials }
    }
}

/// One short route for every kind of condition, and one of several certificates at once.
fn short_ladder() -> RuleSet {
    let certificate = |level, then_years| Condition::Credential { level, then_years };
    let bachelor = Condition::Education { at_least: EducationLevel::Bachelor, related_major: false };
    rule_set(&[
        vec![&[Condition::RelatedWork { years: 1 }], &[Condition::RelatedWork { years: 2 }]],
        vec![&[certificate(Level::One, 1)], &[bachelor, certificate(Level::One, 1)]],
        vec![&[certificate(Level::One, 1), certificate(Level::Two, 1)]],
    ])
}

fn holding(proof: &Proof) -> Vec<RouteId> {
    proof.levels.iter().flat_map(|level| &level.routes).filter(|route| route.holds).map(|route| route.id).collect()
}

fn bases() -> impl Strategy<Value = Basis> {
    prop::sample::select(vec![Basis::Verified, Basis::Claimed])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_route_agrees_with_the_day_by_day_count(
        facts in people(), basis in bases(), as_ofs in prop::collection::vec(days(), 4), published in any::<bool>(),
    ) {
        let rules = if published { ladder() } else { short_ladder() };
        let oracle = oracle(&rules, &facts, basis);
        for as_of in as_ofs {
            let proof = evaluate(&rules, &facts, as_of, basis);
            let today = usize::try_from((as_of - BEGIN).num_days()).expect("in the calendar");
            for level in &proof.levels {
                for route in &level.routes {
                    let holds = &oracle[&route.id];
                    let first = (0..LENGTH).zip(holds).find(|(_, holds)| **holds).map(|(day, _)| at(day));
                    prop_assert_eq!(route.holds, holds[today], "{} as of {}", route.id, as_of);
                    prop_assert_eq!(route.when.earliest, first, "{}", route.id);
                    // A new run after the first: the one of today or the next.
                    let run = (today..holds.len()).find(|day| holds[*day]).map(|next| {
                        at((0..=next).rev().take_while(|day| holds[*day]).last().unwrap_or(next) as u64)
                    });
                    prop_assert_eq!(route.when.again, run.filter(|run| Some(*run) != first), "{}", route.id);
                    let met = route.conditions.iter().all(|condition| condition.state == State::Met);
                    prop_assert_eq!(route.holds, met);
                }
                prop_assert_eq!(level.eligible, level.routes.iter().any(|route| route.holds));
                prop_assert_eq!(level.when.earliest, level.routes.iter().filter_map(|route| route.when.earliest).min());
            }
        }
    }

    #[test]
    fn a_route_holds_on_its_earliest_date_and_not_the_day_before(facts in people(), basis in bases(), as_of in days()) {
        let rules = ladder();
        for level in evaluate(&rules, &facts, as_of, basis).levels {
            for route in level.routes {
                let Some(earliest) = route.when.earliest else { continue };
                let then = |date| evaluate(&rules, &facts, date, basis).route(route.id).is_some_and(|route| route.holds);
                prop_assert!(then(earliest), "{} on {earliest}", route.id);
                prop_assert!(!then(earliest - Days::new(1)), "{} before {earliest}", route.id);
            }
        }
    }

    #[test]
    fn more_verified_related_work_never_takes_a_route_away(facts in people(), job in jobs(), as_of in days()) {
        let rules = ladder();
        let job = Employment::new(job.from(), job.to(), true, Verification::Verified).expect("in order");
        let more = Facts { employment: [facts.employment.clone(), vec![job]].concat(), ..facts.clone() };
        let (before, after) = (
            evaluate(&rules, &facts, as_of, Basis::Verified),
            evaluate(&rules, &more, as_of, Basis::Verified),
        );
        for (before, after) in before.levels.iter().flat_map(|l| &l.routes).zip(after.levels.iter().flat_map(|l| &l.routes)) {
            prop_assert!(after.holds || !before.holds, "{}", before.id);
            if let Some(date) = before.when.earliest {
                prop_assert!(after.when.earliest.is_some_and(|now| now <= date), "{}", before.id);
            }
        }
    }

    #[test]
    fn neither_the_order_of_facts_nor_a_split_interval_changes_the_tree(
        facts in people(), cut in 0_u64..400, as_of in days(), basis in bases(),
    ) {
        let rules = ladder();
        let mut turned = facts.clone();
        turned.education.reverse();
        turned.employment.reverse();
        turned.credentials.reverse();
        let split = turned.employment.iter().flat_map(|job| {
            let last = job.from() + Days::new(cut);
            let build = |from, to| Employment::new(from, to, job.related(), job.status()).expect("in order");
            if job.to().is_some_and(|to| to <= last) {
                vec![job.clone()]
            } else {
                vec![build(last + Days::new(1), job.to()), build(job.from(), Some(last))]
            }
        });
        turned.employment = split.collect();
        prop_assert_eq!(evaluate(&rules, &facts, as_of, basis), evaluate(&rules, &turned, as_of, basis));
    }

    #[test]
    fn what_is_unverified_holds_once_it_is_verified(facts in people(), as_of in days()) {
        let rules = ladder();
        let verified = evaluate(&rules, &facts, as_of, Basis::Verified);
        let claimed = evaluate(&rules, &facts, as_of, Basis::Claimed);
        let supposed = suppose::what_if(&rules, &facts, &[suppose::Supposition::ClaimsVerified], as_of, Basis::Verified);
        prop_assert_eq!(holding(&claimed), holding(&supposed));
        let routes = |proof: &Proof| proof.levels.iter().flat_map(|level| level.routes.clone()).collect::<Vec<_>>();
        for (verified, claimed) in routes(&verified).into_iter().zip(routes(&claimed)) {
            prop_assert!(claimed.holds || !verified.holds);
            let expected = (claimed.holds && !verified.holds).then_some(true);
            prop_assert_eq!(verified.when.if_verified.filter(|answer| answer.holds).map(|answer| answer.holds), expected);
            for (verified, claimed) in verified.conditions.iter().zip(&claimed.conditions) {
                prop_assert_eq!(verified.state == State::Unverified, verified.state != State::Met && claimed.state == State::Met);
                prop_assert_eq!(verified.when.if_verified.is_some(), !verified.claims.is_empty());
            }
        }
    }

    #[test]
    fn a_decision_replays_to_its_tree_and_finds_out_what_was_changed(facts in people(), as_of in days(), basis in bases()) {
        // No cryptography is needed to see that a digest is compared: this one keeps length and sum.
        let digest = |bytes: &[u8]| {
            let mut digest = [0; 32];
            for (index, byte) in bytes.iter().enumerate() {
                digest[index % 32] = u8::wrapping_mul(digest[index % 32], 31).wrapping_add(*byte);
            }
            Digest::new(digest)
        };
        let rules = ladder();
        let decision = Decision::make(&rules, facts.clone(), as_of, basis, digest);
        prop_assert_eq!(decision.replay(&rules, digest), Ok(decision.proof()));

        let mut changed = rules.clone();
        changed.levels[0].routes[1].all = vec![Condition::RelatedWork { years: 1 }];
        prop_assert_eq!(decision.replay(&changed, digest), Err(ReplayError::RuleSetChanged(rules.id.clone())));

        let other = RuleSet { id: "other".parse().expect("an id"), ..rules.clone() };
        let other_rules = matches!(decision.replay(&other, digest), Err(ReplayError::OtherRuleSet { .. }));
        prop_assert!(other_rules);
    }
}
