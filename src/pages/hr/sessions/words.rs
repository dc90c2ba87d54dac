//! The words of exam sessions: which exam, which part, why something was refused.

use crate::components::moment::minute;
use crate::components::state::State;
use crate::domain::attempt::registration::RegistrationRefused;
use crate::domain::form::{FormKind, PartKind};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::services::exam::refusal::{Refusal, SessionProblem};
use crate::server::storage::exam_session::ExamSession;
use chrono::{DateTime, Utc};

/// Level and kind: `第一级等级考试`.
pub fn exam(locale: Locale, level: Level, kind: FormKind) -> String {
    let kind = match kind {
        FormKind::LevelExam => locale.exam_session_kind_level_exam(),
        FormKind::OnPostMonthThree => locale.exam_session_kind_month_three(),
        FormKind::OnPostMonthSix => locale.exam_session_kind_month_six(),
        FormKind::PlacementCheck => locale.exam_session_kind_placement(),
        FormKind::MockExam => locale.exam_session_kind_mock(),
    };
    locale.exam_session_name(&kind, &locale.level(level))
}

pub fn name(locale: Locale, session: &ExamSession) -> String {
    exam(locale, session.level, session.kind)
}

pub fn window(locale: Locale, session: &ExamSession) -> String {
    locale.exam_session_window_of(&minute(session.closes_at), &minute(session.opens_at))
}

/// Whether it can be started, as a state with its word.
pub fn standing(locale: Locale, session: &ExamSession, now: DateTime<Utc>) -> (State, &'static str) {
    if now < session.opens_at {
        (State::Waiting, locale.exam_session_before())
    } else if session.is_open(now) {
        (State::Eligible, locale.exam_session_open())
    } else {
        (State::None, locale.exam_session_over())
    }
}

pub fn part(locale: Locale, part: PartKind) -> &'static str {
    match part {
        PartKind::Theory => locale.exam_session_part_theory(),
        PartKind::RolePlay => locale.exam_session_part_role_play(),
        PartKind::CaseAnalysis => locale.exam_session_part_case(),
    }
}

/// The field that a problem stands at, and its words.
pub fn session_problem(locale: Locale, problem: SessionProblem) -> (&'static str, String) {
    match problem {
        SessionProblem::Window => ("closes_at", locale.exam_session_problem_window().to_owned()),
        SessionProblem::Past => ("closes_at", locale.exam_session_problem_past().to_owned()),
        SessionProblem::Sat => ("closes_at", locale.exam_session_problem_sat().to_owned()),
        SessionProblem::Seats => ("seats", locale.exam_session_problem_seats().to_owned()),
        SessionProblem::BelowTaken { taken } => ("seats", locale.exam_session_problem_below(&taken)),
        SessionProblem::Form => ("form", locale.exam_session_problem_form().to_owned()),
        SessionProblem::Title => ("title", locale.exam_session_problem_title().to_owned()),
    }
}

/// Why somebody gets no place, or a place does not change so.
pub fn refusal(locale: Locale, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Ineligible { earliest: Some(date) } => locale.exam_session_why_ineligible_until(date),
        Refusal::Ineligible { earliest: None } => locale.exam_session_why_ineligible().to_owned(),
        Refusal::Full => locale.exam_session_why_full().to_owned(),
        Refusal::NotOpen { .. } => locale.exam_session_why_over().to_owned(),
        Refusal::NoAttemptsLeft { of, .. } => locale.exam_session_why_attempts(of),
        Refusal::Cooldown { until } => locale.exam_session_why_cooldown(until),
        Refusal::Passed => locale.exam_session_why_passed().to_owned(),
        Refusal::Held { expires: None } => locale.exam_session_why_held().to_owned(),
        Refusal::Held { expires: Some(day) } => locale.exam_session_why_held_until(day),
        Refusal::AnotherRuns => locale.exam_session_why_running().to_owned(),
        Refusal::Registration(RegistrationRefused::Started) => locale.exam_session_why_started().to_owned(),
        Refusal::Registration(RegistrationRefused::StandsAlready) => locale.exam_session_why_stands().to_owned(),
        Refusal::Registration(RegistrationRefused::Revoked) => locale.exam_session_why_revoked().to_owned(),
        Refusal::Own => locale.exam_session_why_own().to_owned(),
        Refusal::NoReason => locale.exam_session_reason_problem().to_owned(),
        Refusal::Session(_)
        | Refusal::Shortage(_)
        | Refusal::State(_)
        | Refusal::Elsewhere(_)
        | Refusal::Time(_)
        | Refusal::Marks(_)
        | Refusal::Reply(_) => locale.exam_session_why_other().to_owned(),
    }
}
