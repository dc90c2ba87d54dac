//! Exams, their parts, and why something about them does not go, in words.

use crate::components::moment::minute;
use crate::domain::attempt::registration::RegistrationRefused;
use crate::domain::form::{FormKind, PartKind};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::services::exam::refusal::Refusal;
use chrono::{DateTime, Utc};

/// An exam by its kind and level.
pub fn exam_words(locale: Locale, kind: FormKind, level: Level) -> String {
    let level = locale.level(level);
    match kind {
        FormKind::LevelExam => locale.exam_kind_level(&level),
        FormKind::OnPostMonthThree => locale.exam_kind_month_three().to_owned(),
        FormKind::OnPostMonthSix => locale.exam_kind_month_six().to_owned(),
        FormKind::PlacementCheck => locale.exam_kind_placement(&level),
        FormKind::MockExam => locale.exam_kind_mock(&level),
    }
}

pub fn part_words(locale: Locale, part: PartKind) -> &'static str {
    match part {
        PartKind::Theory => locale.exam_part_theory(),
        PartKind::RolePlay => locale.exam_part_role_play(),
        PartKind::CaseAnalysis => locale.exam_part_case_analysis(),
    }
}

/// Why a candidate cannot book or start: the reason, from when on, and what to do.
pub fn refusal_words(locale: Locale, refusal: &Refusal, now: DateTime<Utc>) -> String {
    match refusal {
        Refusal::Ineligible { earliest: Some(day) } => locale.exam_refused_ineligible_from(&locale.day(*day)),
        Refusal::Ineligible { earliest: None } => locale.exam_refused_ineligible().to_owned(),
        Refusal::NotOpen { opens_at, closes_at } if now < *opens_at => {
            locale.exam_refused_not_open_yet(&minute(*opens_at), &minute(*closes_at))
        }
        Refusal::NotOpen { closes_at, .. } => locale.exam_refused_closed(&minute(*closes_at)),
        Refusal::Full => locale.exam_refused_full().to_owned(),
        Refusal::Registration(RegistrationRefused::Revoked) => locale.exam_refused_revoked().to_owned(),
        Refusal::Registration(RegistrationRefused::Started) => locale.exam_refused_started().to_owned(),
        Refusal::NoAttemptsLeft { of, .. } => locale.exam_refused_no_attempts(i64::from(*of)),
        Refusal::Cooldown { until } => locale.exam_refused_cooldown(&locale.day(*until)),
        Refusal::AnotherRuns => locale.exam_refused_another().to_owned(),
        Refusal::Passed => locale.exam_refused_passed().to_owned(),
        Refusal::Held { expires: None } => locale.exam_refused_held().to_owned(),
        Refusal::Held { expires: Some(day) } => locale.exam_refused_held_until(&locale.day(*day)),
        Refusal::Shortage(_) => locale.exam_refused_shortage().to_owned(),
        // A candidate's pages lead to none of these.
        Refusal::Registration(RegistrationRefused::StandsAlready)
        | Refusal::Session(_)
        | Refusal::State(_)
        | Refusal::Elsewhere(_)
        | Refusal::Time(_)
        | Refusal::Marks(_)
        | Refusal::Reply(_)
        | Refusal::NoReason
        | Refusal::Own => locale.exam_refused_other().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    #[test]
    fn a_refusal_says_why_and_from_when_on() {
        let now: DateTime<Utc> = "2026-03-02T01:00:00Z".parse().expect("an instant");
        let day = "2027-06-30".parse().expect("a day");
        let not_open = |opens: i64| Refusal::NotOpen {
            opens_at: now + Duration::days(opens),
            closes_at: now + Duration::days(opens) + Duration::hours(1),
        };
        let cases = [
            (Refusal::Ineligible { earliest: Some(day) }, "2027年6月30日", "30 June 2027"),
            (Refusal::Cooldown { until: day }, "2027年6月30日", "30 June 2027"),
            (Refusal::Held { expires: Some(day) }, "2027年6月30日", "30 June 2027"),
            (not_open(1), "2026-03-03 09:00", "opens at 2026-03-03 09:00"),
            (not_open(-1), "已经结束", "ended at 2026-03-01 10:00"),
            (Refusal::NoAttemptsLeft { kind: FormKind::LevelExam, of: 3 }, "3次", "3 times"),
            (Refusal::Full, "座位满了", "No seat"),
        ];
        for (refusal, zh, en) in cases {
            let words = [Locale::ZhCn, Locale::En].map(|locale| refusal_words(locale, &refusal, now));
            assert!(words[0].contains(zh) && words[1].contains(en), "{words:?}");
        }
    }
}
