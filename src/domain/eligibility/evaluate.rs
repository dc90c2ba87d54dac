//! The one evaluation. A decision, a preview, a forecast and a what-if are this function with other arguments.
//!
//! Every condition is turned into the dates on which it holds; a route holds where all of them do, a level where any
//! route does. The date of the evaluation is then a question to these dates, and so is the earliest one. That is right
//! because no condition looks past the days before its date: education counts from its completion on, work up to the day
//! before, a certificate from its issue to the day before it expires. A fact dated after a date is a plan as seen from it:
//! it bears on later dates only.

use super::counted::Counted;
use super::proof::{ConditionProof, IfVerified, LevelProof, Proof, RouteProof, State, When};
use super::rule_set::{Condition, LevelRules, Route, RuleSet};
use super::spans::Spans;
use crate::domain::facts::Facts;
use crate::domain::verification::Basis;
use chrono::NaiveDate;

/// Who qualifies for what on a date, and why.
///
/// On the basis `Verified` the tree also tells where claimed facts would change the answer.
pub fn evaluate(rule_set: &RuleSet, facts: &Facts, as_of: NaiveDate, basis: Basis) -> Proof {
    let evaluation = Evaluation {
        as_of,
        counted: Counted::of(facts, basis),
        with_claims: (basis == Basis::Verified && facts.has_claims()).then(|| Counted::of(facts, Basis::Claimed)),
    };
    Proof {
        rule_set: rule_set.id.clone(),
        as_of,
        basis,
        levels: rule_set.levels.iter().map(|rules| evaluation.level(rules)).collect(),
    }
}

struct Evaluation<'a> {
    as_of: NaiveDate,
    counted: Counted<'a>,
    /// Only where claims wait that the basis leaves out.
    with_claims: Option<Counted<'a>>,
}

/// When something holds by the facts that count, and when by the claimed ones as well.
struct Dates {
    counted: Spans,
    with_claims: Option<Spans>,
}

impl Evaluation<'_> {
    fn level(&self, rules: &LevelRules) -> LevelProof {
        let (routes, dates): (Vec<_>, Vec<_>) = rules.routes.iter().map(|route| self.route(route)).unzip();
        let dates = Dates {
            counted: Spans::union(dates.iter().flat_map(|route| route.counted.iter()).collect()),
            with_claims: self.with_claims.as_ref().map(|_| {
                Spans::union(
                    dates.iter().filter_map(|route| route.with_claims.as_ref()).flat_map(Spans::iter).collect(),
                )
            }),
        };
        let when = dates.when(self.as_of);
        LevelProof { level: rules.level, eligible: dates.counted.contains(self.as_of), when, routes }
    }

    fn route(&self, route: &Route) -> (RouteProof, Dates) {
        let always = || Spans::starting(Some(NaiveDate::MIN));
        let mut dates = Dates { counted: always(), with_claims: self.with_claims.as_ref().map(|_| always()) };
        let mut conditions = Vec::with_capacity(route.all.len());
        for &condition in &route.all {
            let (proof, own) = self.condition(condition);
            conditions.push(proof);
            dates.counted = dates.counted.and(&own.counted);
            dates.with_claims = dates.with_claims.zip(own.with_claims).map(|(all, own)| all.and(&own));
        }
        let (holds, when) = (dates.counted.contains(self.as_of), dates.when(self.as_of));
        (RouteProof { id: route.id, holds, when, conditions }, dates)
    }

    fn condition(&self, condition: Condition) -> (ConditionProof, Dates) {
        let dates = Dates {
            counted: self.counted.spans(condition),
            with_claims: self.with_claims.as_ref().map(|claims| claims.spans(condition)),
        };
        let when = dates.when(self.as_of);
        let state = match when.if_verified {
            _ if dates.counted.contains(self.as_of) => State::Met,
            Some(IfVerified { holds: true, .. }) => State::Unverified,
            _ => State::Unmet,
        };
        let claims = match (&self.with_claims, when.if_verified) {
            (Some(with_claims), Some(_)) => with_claims.claims_beyond(&self.counted, condition, self.as_of),
            _ => Vec::new(),
        };
        let finding = self.counted.finding(condition, self.as_of);
        (ConditionProof { condition, state, when, finding, claims }, dates)
    }
}

impl Dates {
    fn when(&self, as_of: NaiveDate) -> When {
        let earliest = self.counted.first();
        let again = self.counted.current(as_of).filter(|current| Some(*current) != earliest);
        let holds = self.counted.contains(as_of);
        let verified = self.counted.current(as_of);
        let if_verified = (self.with_claims.as_ref())
            .filter(|_| !holds)
            .and_then(|claims| claims.current(as_of))
            .filter(|earliest| verified.is_none_or(|verified| *earliest < verified))
            .map(|earliest| IfVerified { holds: earliest <= as_of, earliest });
        When { earliest, again, if_verified }
    }
}
