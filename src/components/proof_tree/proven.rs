//! The proof of the domain as a tree to draw: words from the catalogues, years as rulers.

use super::{ConditionView, LevelProofView, RouteView};
use crate::components::ruler::Measure;
use crate::components::state::State;
use crate::domain::eligibility::proof::{ConditionProof, Finding, LevelProof, Progress, Proof, RouteProof, Standing};
use crate::domain::eligibility::rule_set::{Condition, RuleSet};
use crate::domain::facts::Facts;
use crate::domain::locale::Locale;
use crate::domain::period::Period;
use crate::domain::rung::Rung;
use crate::i18n::eligibility as words;
use chrono::NaiveDate;

/// All levels of a proof, the highest first. Those that are held already are closed. `facts` and `rules` are those that
/// were evaluated.
pub fn views(locale: Locale, proof: &Proof, facts: &Facts, rules: &RuleSet) -> Vec<LevelProofView> {
    let levels = proof.levels.iter().rev();
    levels.map(|level| level_view(locale, level, Rung::of(facts, level, proof.as_of), rules, proof.as_of)).collect()
}

fn level_view(locale: Locale, proof: &LevelProof, rung: Rung, rules: &RuleSet, as_of: NaiveDate) -> LevelProofView {
    let name = rules
        .level(proof.level)
        .map_or_else(|| locale.level_name(proof.level).to_owned(), |level| level.name.get(locale).to_owned());
    let best = proof.best(as_of).map(|route| route.id);
    let note = rules.notes.iter().find(|note| note.level == Some(proof.level));
    LevelProofView {
        level: proof.level,
        name,
        state: rung.into(),
        due: due(locale, rung, proof.standing(as_of)),
        summary: words::routes(locale, proof),
        open: !matches!(rung, Rung::Certified { .. }),
        routes: proof.routes.iter().map(|route| route_view(locale, route, best == Some(route.id), as_of)).collect(),
        footnote: note.map(|note| note.text.get(locale).to_owned()),
    }
}

/// The date that matters for the level: of its certificate, or else of its best route.
fn due(locale: Locale, rung: Rung, standing: Standing) -> String {
    match rung {
        Rung::Certified { since, .. } => locale.ladder_awarded_on(&since),
        Rung::Revoked { issued } => locale.ladder_awarded_on(&issued),
        Rung::Expired { on } => locale.ladder_expired_on(&on),
        Rung::Eligible { .. } | Rung::Unverified { .. } | Rung::Waiting { .. } | Rung::NoRoute => {
            words::standing_date(locale, standing).unwrap_or_default()
        }
    }
}

fn route_view(locale: Locale, route: &RouteProof, best: bool, as_of: NaiveDate) -> RouteView {
    let standing = route.standing(as_of);
    let says = words::standing_date(locale, standing).or_else(|| words::lacking(locale, route)).unwrap_or_default();
    RouteView {
        letter: route.id.to_string().chars().filter(char::is_ascii_alphabetic).collect(),
        state: standing.into(),
        best: best && matches!(standing, Standing::Waiting { .. }),
        conditions: route.conditions.iter().flat_map(|condition| condition_views(locale, condition)).collect(),
        says,
    }
}

/// A condition, and under it what waits for verification and would bring its date forward.
fn condition_views(locale: Locale, proof: &ConditionProof) -> Vec<ConditionView> {
    let mut views = vec![ConditionView {
        state: proof.state.into(),
        words: words::condition_title(locale, proof.condition),
        measure: measure(proof),
        quantity: words::finding(locale, proof),
    }];
    let last = proof.claims.len().saturating_sub(1);
    views.extend(proof.claims.iter().enumerate().map(|(index, claim)| ConditionView {
        state: State::Unverified,
        words: words::claim(locale, proof.condition, *claim),
        measure: None,
        // What verifying all of them would give stands beside the last.
        quantity: match proof.when.if_verified {
            Some(answer) if index == last => words::if_verified(locale, answer),
            Some(_) | None => String::new(),
        },
    }));
    views
}

/// The years of a condition on a ruler with a tick a year.
fn measure(proof: &ConditionProof) -> Option<Measure> {
    let years = match proof.condition {
        Condition::Education { .. } | Condition::Credential { then_years: 0, .. } => return None,
        Condition::RelatedWork { years } | Condition::Credential { then_years: years, .. } => years,
    };
    let have = match proof.finding {
        Finding::Work(progress) | Finding::Certificate { progress, .. } => done(progress, years),
        Finding::Completed { .. }
        | Finding::InProgress { .. }
        | Finding::MajorUnrelated { .. }
        | Finding::TooLow { .. }
        | Finding::CertificatePlanned { .. }
        | Finding::CertificateExpired { .. }
        | Finding::CertificateRevoked { .. }
        | Finding::NoCertificate => 0.0,
    };
    Some(Measure::whole(have, years.into()))
}

/// What is done of so many years, for drawing only: what is missing is exact in words.
fn done(progress: Progress, years: u8) -> f64 {
    if progress.missing == Period::ZERO {
        f64::from(years)
    } else {
        (f64::from(years) - in_years(progress.missing)).max(0.0)
    }
}

fn in_years(period: Period) -> f64 {
    f64::from(period.years) + f64::from(period.months) / 12.0 + f64::from(period.days) / 365.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_is_what_is_not_missing() {
        let missing = Period { years: 1, months: 6, days: 0 };
        let progress = Progress { have: Period::ZERO, missing, going_on: true };
        assert!((done(progress, 6) - 4.5).abs() < f64::EPSILON);
        assert!((done(Progress { missing: Period::ZERO, ..progress }, 6) - 6.0).abs() < f64::EPSILON);
    }
}
