//! Golden cases of rule sets: `rules/<id>.cases.yaml`. Each tells a person's facts and what must come out of them.

use super::diagnostic::{Place, Report, Source};
use super::markup::read_yaml;
use super::rules::{case_file, pair, place, rule_file};
use crate::domain::day;
use crate::domain::eligibility::evaluate;
use crate::domain::eligibility::proof::{IfVerified, RouteProof};
use crate::domain::eligibility::rule_set::{RouteId, RuleSet};
use crate::domain::facts::Facts;
use crate::domain::level::Level;
use crate::domain::verification::Basis;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_saphyr::Spanned;
use std::collections::BTreeMap;
use std::fmt;

/// Evaluates every case among the sources and reports each that comes out otherwise, and each rule set without cases.
/// Gives the number of cases.
pub fn check_cases(sources: &[Source], rule_sets: &[RuleSet], report: &mut Report) -> usize {
    for source in sources {
        let Some(stem) = rule_file(&source.path) else { continue };
        if !sources.iter().any(|source| case_file(&source.path) == Some(stem)) {
            report.error(source, Place::line(1), |l| l.rules_cases_missing(&format!("{stem}.cases.yaml")));
        }
    }
    let mut count = 0;
    for source in sources {
        let Some(stem) = case_file(&source.path) else { continue };
        let Some(rule_set) = rule_sets.iter().find(|rule_set| rule_set.id.as_str() == stem) else {
            report.error(source, Place::line(1), |l| l.rules_cases_orphan(&stem));
            continue;
        };
        let Some(file) = read_yaml::<File>(source, &source.text, 1, report) else { continue };
        count += file.cases.len();
        for case in &file.cases {
            case.value.check(rule_set, source, place(case), report);
        }
    }
    count
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cases: Vec<Spanned<Case>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What the case is about, in a sentence.
    name: Spanned<String>,
    #[serde(with = "day")]
    as_of: NaiveDate,
    #[serde(default)]
    basis: Basis,
    #[serde(default)]
    facts: Facts,
    /// Exactly the levels that are open.
    eligible: Vec<Level>,
    /// What the case says of single routes.
    #[serde(default)]
    routes: BTreeMap<RouteId, Spanned<Expected>>,
}

/// The answer for a route. A date that is left out means never, or none.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    holds: bool,
    #[serde(default, with = "day::option")]
    earliest: Option<NaiveDate>,
    #[serde(default, with = "day::option")]
    again: Option<NaiveDate>,
    #[serde(default)]
    if_verified: Option<IfVerified>,
}

impl Case {
    fn check(&self, rule_set: &RuleSet, source: &Source, at: Place, report: &mut Report) {
        let Some(name) = pair(source, &self.name, report) else { return };
        let proof = evaluate(rule_set, &self.facts, self.as_of, self.basis);
        let open: Vec<Level> = proof.eligible().collect();
        if open != self.eligible {
            let (expected, found) = (listed(&self.eligible), listed(&open));
            report.error(source, at, |l| l.rules_case_level(&name.get(l), &expected, &found));
        }
        for (id, expected) in &self.routes {
            let Some(route) = proof.route(*id) else {
                report.error(source, place(expected), |l| l.rules_case_route_unknown(&name.get(l), id));
                continue;
            };
            let found = Expected::from(route);
            if found != expected.value {
                let (place, expected) = (place(expected), &expected.value);
                report.error(source, place, |l| l.rules_case_route(&name.get(l), expected, &found, id));
            }
        }
    }
}

impl From<&RouteProof> for Expected {
    fn from(route: &RouteProof) -> Self {
        let when = route.when;
        Self { holds: route.holds, earliest: when.earliest, again: when.again, if_verified: when.if_verified }
    }
}

impl fmt::Display for Expected {
    /// As it stands in the file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{holds: {}", self.holds)?;
        for (key, date) in [("earliest", self.earliest), ("again", self.again)] {
            if let Some(date) = date {
                write!(f, ", {key}: {date}")?;
            }
        }
        if let Some(IfVerified { holds, earliest }) = self.if_verified {
            write!(f, ", if_verified: {{holds: {holds}, earliest: {earliest}}}")?;
        }
        f.write_str("}")
    }
}

fn listed(levels: &[Level]) -> String {
    format!("[{}]", levels.iter().map(Level::to_string).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::locale::Locale;
    use crate::server::content::bundled;
    use crate::server::content::rules::load_rules;

    fn check(sources: &[Source]) -> (usize, String) {
        let mut report = Report::default();
        let rule_sets = load_rules(sources, &mut report);
        let count = check_cases(sources, &rule_sets, &mut report);
        (count, report.sorted().iter().map(|problem| problem.render(Locale::En)).collect())
    }

    #[test]
    fn every_published_rule_set_passes_its_golden_cases() {
        let (count, problems) = check(&bundled::sources("rules/"));
        assert!(problems.is_empty(), "{problems}");
        assert!(count >= 40, "{count} cases");
    }

    #[test]
    fn a_case_that_comes_out_otherwise_is_told_with_both_answers() {
        let mut sources = bundled::sources("rules/");
        sources.retain(|source| !source.path.ends_with(".cases.yaml"));
        assert!(check(&sources).1.contains("has no cases"));

        let text = "cases:\n  - name: 无 || nobody\n    as_of: 2026-01-01\n    eligible: [1]\n    routes:\n      1b: {holds: true, earliest: 2020-01-01}\n      2f: {holds: false}\n";
        sources.push(Source { path: "rules/customer-service-2026-1.cases.yaml".into(), text: text.into() });
        let (count, problems) = check(&sources);
        assert_eq!(count, 1);
        for part in [
            ":2:5: error: nobody: levels open should be [1], found [].",
            ":6:11: error: nobody: route 1b should be {holds: true, earliest: 2020-01-01}, found {holds: false}.",
            ":7:11: error: nobody: the rule set has no route 2f.",
        ] {
            assert!(problems.contains(part), "{part} in\n{problems}");
        }
    }
}
