//! Proofs of eligibility in words: pages and the command line say the same.

use super::duration::period;
use crate::domain::education::EducationLevel;
use crate::domain::eligibility::proof::{
    Claim, ConditionProof, Finding, IfVerified, LevelProof, Progress, RouteProof, Standing, State,
};
use crate::domain::eligibility::rule_set::Condition;
use crate::domain::locale::Locale;
use crate::domain::period::Period;
use crate::domain::verification::Basis;

pub fn education_name(locale: Locale, level: EducationLevel) -> &'static str {
    match level {
        EducationLevel::JuniorSecondary => locale.eligibility_education_junior_secondary(),
        EducationLevel::Secondary => locale.eligibility_education_secondary(),
        EducationLevel::College => locale.eligibility_education_college(),
        EducationLevel::Bachelor => locale.eligibility_education_bachelor(),
        EducationLevel::Postgraduate => locale.eligibility_education_postgraduate(),
    }
}

pub fn basis_name(locale: Locale, basis: Basis) -> &'static str {
    match basis {
        Basis::Verified => locale.eligibility_basis_verified(),
        Basis::Claimed => locale.eligibility_basis_claimed(),
    }
}

/// What a condition asks: 第一级证书，之后满2年.
pub fn condition_title(locale: Locale, condition: Condition) -> String {
    match condition {
        Condition::Education { at_least, related_major } => education_title(locale, at_least, related_major).to_owned(),
        Condition::RelatedWork { years } => locale.eligibility_condition_related_work(years.into()),
        Condition::Credential { level, then_years: 0 } => locale.eligibility_condition_credential(&locale.level(level)),
        Condition::Credential { level, then_years } => {
            locale.eligibility_condition_credential_then(&locale.level(level), then_years.into())
        }
    }
}

fn education_title(locale: Locale, at_least: EducationLevel, related_major: bool) -> &'static str {
    match (at_least, related_major) {
        (EducationLevel::JuniorSecondary, false) => locale.eligibility_condition_junior_secondary(),
        (EducationLevel::Secondary, false) => locale.eligibility_condition_secondary(),
        (EducationLevel::College, false) => locale.eligibility_condition_college(),
        (EducationLevel::Bachelor, false) => locale.eligibility_condition_bachelor(),
        (EducationLevel::Postgraduate, false) => locale.eligibility_condition_postgraduate(),
        (EducationLevel::JuniorSecondary, true) => locale.eligibility_condition_related_junior_secondary(),
        (EducationLevel::Secondary, true) => locale.eligibility_condition_related_secondary(),
        (EducationLevel::College, true) => locale.eligibility_condition_related_college(),
        (EducationLevel::Bachelor, true) => locale.eligibility_condition_related_bachelor(),
        (EducationLevel::Postgraduate, true) => locale.eligibility_condition_related_postgraduate(),
    }
}

pub fn state_name(locale: Locale, state: State) -> &'static str {
    match state {
        State::Met => locale.eligibility_state_met(),
        State::Unmet => locale.eligibility_state_unmet(),
        State::Unverified => locale.eligibility_state_unverified(),
    }
}

/// Where a level stands: 可以报考, 时间未到 …
pub fn level_standing(locale: Locale, standing: Standing) -> &'static str {
    match standing {
        Standing::Met { .. } => locale.eligibility_standing_open(),
        Standing::Unverified { .. } | Standing::Waiting { .. } | Standing::Lapsed { .. } | Standing::Unmet => {
            route_standing(locale, standing)
        }
    }
}

/// Where a route stands: 已满足, 时间未到 …
pub fn route_standing(locale: Locale, standing: Standing) -> &'static str {
    match standing {
        Standing::Met { .. } => locale.eligibility_standing_met(),
        Standing::Unverified { .. } => locale.eligibility_standing_unverified(),
        Standing::Waiting { .. } => locale.eligibility_standing_waiting(),
        Standing::Lapsed { .. } => locale.eligibility_standing_lapsed(),
        Standing::Unmet => locale.eligibility_standing_unmet(),
    }
}

/// The date that belongs to a standing: 2026-05-09起, 最早2028-05-09 …
pub fn standing_date(locale: Locale, standing: Standing) -> Option<String> {
    match standing {
        Standing::Met { since } => Some(locale.eligibility_date_since(&since)),
        Standing::Unverified { since } => Some(locale.eligibility_date_if_verified_since(&since)),
        Standing::Waiting { until } => Some(locale.eligibility_date_earliest(&until)),
        Standing::Lapsed { held_from } => Some(locale.eligibility_date_held_from(&held_from)),
        Standing::Unmet => None,
    }
}

/// What is there, or what is missing: 还差1年5个月19天, 没有第三级证书, 在读，预计2028-01-10.
pub fn finding(locale: Locale, proof: &ConditionProof) -> String {
    match proof.finding {
        Finding::Completed { level, on } => locale.eligibility_finding_completed(&on, &education_name(locale, level)),
        Finding::InProgress { expected: Some(date), .. } => locale.eligibility_finding_in_progress(&date),
        Finding::InProgress { expected: None, .. } => locale.eligibility_finding_in_progress_undated().to_owned(),
        Finding::MajorUnrelated { level } => locale.eligibility_finding_major_unrelated(&education_name(locale, level)),
        Finding::TooLow { highest: None } => locale.eligibility_finding_no_education().to_owned(),
        Finding::TooLow { highest: Some(level) } => locale.eligibility_finding_highest(&education_name(locale, level)),
        Finding::Certificate { progress, expires_first: Some(date), .. } => {
            locale.eligibility_finding_expires_first(&date, &period(locale, progress.missing))
        }
        Finding::Certificate {
            issued, progress: Progress { have: Period::ZERO, missing: Period::ZERO, .. }, ..
        } => locale.eligibility_finding_issued(&issued),
        Finding::Work(progress) | Finding::Certificate { progress, .. } => done_or_short(locale, progress),
        Finding::CertificatePlanned { issued } => locale.eligibility_finding_planned(&issued),
        Finding::CertificateExpired { on } => locale.eligibility_finding_expired(&on),
        Finding::CertificateRevoked { .. } => locale.eligibility_finding_revoked().to_owned(),
        Finding::NoCertificate => match proof.condition {
            Condition::Credential { level, .. } => locale.eligibility_finding_no_certificate(&locale.level(level)),
            Condition::Education { .. } | Condition::RelatedWork { .. } => {
                locale.eligibility_lacking_certificate().to_owned()
            }
        },
    }
}

fn done_or_short(locale: Locale, progress: Progress) -> String {
    let Progress { have, missing, going_on } = progress;
    match (missing == Period::ZERO, going_on) {
        (true, _) => period(locale, have),
        (false, true) => locale.eligibility_finding_short(&period(locale, missing)),
        (false, false) => locale.eligibility_finding_short_idle(&period(locale, missing)),
    }
}

/// A fact that waits for its verification: 另有40天工作待核实.
pub fn claim(locale: Locale, condition: Condition, claim: Claim) -> String {
    match claim {
        Claim::Education { level, .. } => locale.eligibility_claim_education(&education_name(locale, level)),
        Claim::Work { days: 0 } => locale.eligibility_claim_work_ahead().to_owned(),
        Claim::Work { days } => locale.eligibility_claim_work(days.into()),
        Claim::Certificate { issued } => {
            let level = match condition {
                Condition::Credential { level, .. } => locale.level(level),
                Condition::Education { .. } | Condition::RelatedWork { .. } => String::new(),
            };
            locale.eligibility_claim_certificate(&issued, &level)
        }
    }
}

/// What verification would change: 核实后最早2028-03-30.
pub fn if_verified(locale: Locale, answer: IfVerified) -> String {
    match answer {
        IfVerified { holds: true, earliest } => locale.eligibility_date_if_verified_since(&earliest),
        IfVerified { holds: false, earliest } => locale.eligibility_date_if_verified_from(&earliest),
    }
}

/// What an unmet route lacks, by its first condition that time alone does not bring: 缺证书, 缺本科 … None for a route
/// that is met.
pub fn lacking(locale: Locale, route: &RouteProof) -> Option<String> {
    let unmet = || route.conditions.iter().filter(|condition| condition.state != State::Met);
    let condition = unmet().find(|condition| condition.when.earliest.is_none()).or_else(|| unmet().next())?;
    Some(match condition.condition {
        Condition::Education { related_major: true, .. } => locale.eligibility_lacking_degree().to_owned(),
        Condition::Education { at_least, .. } => {
            locale.eligibility_lacking_education(&education_name(locale, at_least))
        }
        Condition::RelatedWork { .. } => locale.eligibility_lacking_years().to_owned(),
        Condition::Credential { .. } if matches!(condition.finding, Finding::Certificate { .. }) => {
            locale.eligibility_lacking_years().to_owned()
        }
        Condition::Credential { .. } => locale.eligibility_lacking_certificate().to_owned(),
    })
}

/// How many of a level's routes hold: 三条路径，已经走通两条.
pub fn routes(locale: Locale, proof: &LevelProof) -> String {
    let open = proof.routes.iter().filter(|route| route.holds).count();
    let count = proof.routes.len();
    match (open, count) {
        (0, 1) => locale.eligibility_routes_any_one().to_owned(),
        (1, 1) => locale.eligibility_routes_all_one().to_owned(),
        (0, _) => locale.eligibility_routes_any(&first_word(locale, count)),
        _ if open == count => locale.eligibility_routes_all(&first_word(locale, count)),
        _ => locale.eligibility_routes_some(&first_word(locale, count), &locale.count(open)),
    }
}

/// A count that begins a sentence.
fn first_word(locale: Locale, number: usize) -> String {
    let word = locale.count(number);
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::domain::eligibility::proof::When;
    use crate::domain::level::Level;

    fn condition(condition: Condition, finding: Finding) -> ConditionProof {
        ConditionProof { condition, state: State::Unmet, when: When::default(), finding, claims: Vec::new() }
    }

    #[test]
    fn findings_are_said_as_people_say_them() {
        let on = |text| day::parse(text).expect("a date");
        let bachelor = Condition::Education { at_least: EducationLevel::Bachelor, related_major: false };
        let third = Condition::Credential { level: Level::Three, then_years: 1 };
        let short = Progress { have: Period::ZERO, missing: Period { years: 1, months: 5, days: 19 }, going_on: true };
        let issued = on("2026-01-01");
        let cases = [
            (third, Finding::NoCertificate, "还没有第三级证书", "no Level 3 certificate yet"),
            (
                bachelor,
                Finding::InProgress { level: EducationLevel::Bachelor, expected: Some(on("2028-01-10")) },
                "在读，预计2028-01-10",
                "expected 2028-01-10",
            ),
            (
                bachelor,
                Finding::Completed { level: EducationLevel::College, on: on("2020-06-30") },
                "大专，2020-06-30",
                "associate degree, 2020-06-30",
            ),
            (bachelor, Finding::TooLow { highest: None }, "没有", "none"),
            (third, Finding::Work(short), "还差1年5个月19天", "1 y 5 m 19 d short"),
            (
                third,
                Finding::Work(Progress { going_on: false, ..short }),
                "还差1年5个月19天，目前没有相关工作",
                "1 y 5 m 19 d short, no related work at present",
            ),
            (
                third,
                Finding::Certificate { issued, progress: short, expires_first: Some(on("2027-01-01")) },
                "还差1年5个月19天，证书2027-01-01先到期",
                "1 y 5 m 19 d short, the certificate expires first, on 2027-01-01",
            ),
        ];
        for (asked, found, zh, en) in cases {
            let proof = condition(asked, found);
            assert_eq!(finding(Locale::ZhCn, &proof), zh);
            assert_eq!(finding(Locale::En, &proof), en);
        }
    }

    #[test]
    fn conditions_are_titled_in_both_languages() {
        let related = Condition::Education { at_least: EducationLevel::Postgraduate, related_major: true };
        let cases = [
            (related, "相关专业研究生学历", "Postgraduate degree in a related major"),
            (Condition::RelatedWork { years: 2 }, "满2年相关工作", "2 years of related work"),
            (Condition::RelatedWork { years: 1 }, "满1年相关工作", "1 year of related work"),
            (
                Condition::Credential { level: Level::One, then_years: 6 },
                "第一级证书，之后满6年",
                "Level 1 certificate, then 6 years",
            ),
            (Condition::Credential { level: Level::Two, then_years: 0 }, "第二级证书", "Level 2 certificate"),
        ];
        for (condition, zh, en) in cases {
            assert_eq!(condition_title(Locale::ZhCn, condition), zh);
            assert_eq!(condition_title(Locale::En, condition), en);
        }
    }
}
