//! Entries and fields of staff files in words.

use crate::components::state::State;
use crate::domain::credential::Credential;
use crate::domain::education::EducationLevel;
use crate::domain::locale::Locale;
use crate::domain::on_post::{Milestone, OnPostState};
use crate::domain::staff_file::{Check, Details, Entry, EntryKind};
use crate::i18n::eligibility::education_name;
use crate::server::services::people::problem::Why;
use chrono::NaiveDate;

/// Which form a field belongs to: fields of the same name have different labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormOf {
    Profile,
    Entry(EntryKind),
    Rejection,
    Decision,
    Supposition,
}

/// What an entry is, in a line: `大专，江城职业学院，商务英语`.
pub fn title(locale: Locale, details: &Details) -> String {
    let parts = match details {
        Details::Education { school, fact } => {
            vec![education_name(locale, fact.level).to_owned(), school.clone(), fact.major.clone().unwrap_or_default()]
        }
        Details::Employment { employer, title, .. } => vec![employer.clone(), title.clone()],
        Details::Credential { number, issuer, fact, .. } => {
            vec![locale.level(fact.level()), locale.level_name(fact.level()).to_owned(), number.clone(), issuer.clone()]
        }
    };
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    capitalised(&parts.join(locale.staff_comma()))
}

/// With a capital at its beginning, where the script has capitals.
fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// What counts about it besides: related work or not, a related major.
pub fn remark(locale: Locale, details: &Details) -> Option<&'static str> {
    match details {
        Details::Education { fact, .. } => fact.major_related.then(|| locale.staff_major_related()),
        Details::Employment { fact, .. } => {
            Some(if fact.related() { locale.staff_related() } else { locale.staff_unrelated() })
        }
        Details::Credential { .. } => None,
    }
}

/// Its days.
pub fn when(locale: Locale, details: &Details, today: NaiveDate) -> String {
    match details {
        Details::Education { fact, .. } => match fact.completed {
            Some(day) if day > today => locale.staff_planned(&day),
            Some(day) => day.to_string(),
            None => locale.staff_completed_unknown().to_owned(),
        },
        Details::Employment { fact, .. } => {
            let to = fact.to().map_or_else(|| locale.staff_now().to_owned(), |day| day.to_string());
            locale.staff_span(&fact.from(), &to)
        }
        Details::Credential { fact, .. } => match fact.expires() {
            Some(day) => [fact.issued().to_string(), locale.staff_until(&day)].join(locale.staff_comma()),
            None => fact.issued().to_string(),
        },
    }
}

/// How far it is checked, or what has become of it since.
pub fn state(locale: Locale, entry: &Entry, today: NaiveDate) -> (State, &'static str) {
    match &entry.check {
        Check::Claimed => (State::Unverified, locale.staff_claimed()),
        Check::Rejected { .. } => (State::Rejected, locale.staff_rejected()),
        Check::Verified { .. } => match &entry.details {
            Details::Credential { revoked: Some(_), .. } => (State::Revoked, locale.staff_revoked()),
            Details::Credential { fact, .. } if has_expired(fact, today) => (State::Expired, locale.staff_expired()),
            Details::Credential { .. } | Details::Education { .. } | Details::Employment { .. } => {
                (State::Met, locale.staff_verified())
            }
        },
    }
}

/// Why it was rejected or revoked.
pub fn reason(locale: Locale, entry: &Entry) -> Option<String> {
    match (&entry.check, &entry.details) {
        (Check::Rejected { reason, .. }, _) => Some(locale.staff_rejected_because(reason)),
        (Check::Claimed | Check::Verified { .. }, Details::Credential { revoked: Some(revoked), .. }) => {
            Some(locale.staff_revoked_on(&revoked.on, &revoked.reason))
        }
        (Check::Claimed | Check::Verified { .. }, _) => None,
    }
}

fn has_expired(fact: &Credential, today: NaiveDate) -> bool {
    fact.expires().is_some_and(|expires| expires <= today)
}

pub fn kind(locale: Locale, kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Education => locale.staff_education(),
        EntryKind::Employment => locale.staff_employment(),
        EntryKind::Credential => locale.staff_credentials(),
    }
}

pub fn on_post(locale: Locale, state: OnPostState) -> &'static str {
    match state {
        OnPostState::Training => locale.staff_on_post_training(),
        OnPostState::Qualified => locale.staff_on_post_qualified(),
        OnPostState::OffPost => locale.staff_on_post_off_post(),
    }
}

/// Where somebody stands with one of the on-post exams.
pub fn milestone(locale: Locale, milestone: Milestone) -> (State, &'static str) {
    match milestone {
        Milestone::Open => (State::Unmet, locale.exam_post_open()),
        Milestone::Failed => (State::Unmet, locale.exam_post_failed()),
        Milestone::FailedTwice => (State::Problem, locale.exam_post_failed_twice()),
        Milestone::Met => (State::Met, locale.exam_post_met()),
    }
}

/// The levels of education, to choose from.
pub fn educations(locale: Locale) -> [(&'static str, &'static str); 5] {
    EducationLevel::ALL.map(|level| (level.id(), education_name(locale, level)))
}

/// What is wrong with a field, in a sentence.
pub fn problem(locale: Locale, of: FormOf, field: &str, why: &Why) -> String {
    let label = label(locale, of, field);
    match why {
        Why::Missing => locale.staff_problem_missing(&label),
        Why::TooLong { most } => locale.staff_problem_too_long(&label, most),
        Why::NotADay => locale.staff_problem_not_a_day(&label),
        Why::NotAChoice => locale.staff_problem_not_a_choice(&label),
        Why::NotAnAddress => locale.staff_problem_not_an_address().to_owned(),
        Why::BeforeTheStart { start } => locale.staff_problem_before(&label, start),
        Why::InTheFuture => locale.staff_problem_future(&label),
        Why::Taken => locale.staff_problem_taken().to_owned(),
        Why::TooLarge { megabytes } => locale.staff_problem_too_large(megabytes),
        Why::WrongKindOfFile => locale.staff_problem_wrong_kind().to_owned(),
        Why::EmptyFile => locale.staff_problem_empty_file().to_owned(),
    }
}

/// The label of a field.
fn label(locale: Locale, of: FormOf, field: &str) -> &'static str {
    match (of, field) {
        (FormOf::Entry(EntryKind::Education), "level") => locale.staff_level_education(),
        (FormOf::Supposition, "edu") => locale.suppose_degree_level(),
        (FormOf::Supposition, "edu_on") => locale.suppose_degree_on(),
        (FormOf::Supposition, "cert") => locale.suppose_certificate_level(),
        (FormOf::Supposition, "cert_on") => locale.suppose_certificate_on(),
        (FormOf::Supposition, "work_from") => locale.suppose_job_from(),
        (FormOf::Supposition, "work_to") => locale.suppose_job_to(),
        (FormOf::Supposition, "stop") => locale.suppose_stop_on(),
        (FormOf::Supposition, "as_of") => locale.suppose_as_of(),
        (FormOf::Decision, "as_of") => locale.assessment_decide_as_of(),
        (FormOf::Decision, "note") => locale.assessment_decide_note(),
        (FormOf::Rejection, "reason") => locale.claim_reason(),
        (_, "level") => locale.staff_level_credential(),
        (_, "name") => locale.staff_name(),
        (_, "latin_name") => locale.staff_latin_name(),
        (_, "staff_number") => locale.staff_staff_number(),
        (_, "department") => locale.staff_department(),
        (_, "email") => locale.staff_email(),
        (_, "hired_on") => locale.staff_hired_on(),
        (_, "on_post_on") => locale.staff_on_post_on(),
        (_, "on_post_state") => locale.staff_on_post_state(),
        (_, "school") => locale.staff_school(),
        (_, "major") => locale.staff_major(),
        (_, "completed") => locale.staff_completed(),
        (_, "employer") => locale.staff_employer(),
        (_, "title") => locale.staff_job_title(),
        (_, "from") => locale.staff_from(),
        (_, "to") => locale.staff_to(),
        (_, "number") => locale.staff_number(),
        (_, "issuer") => locale.staff_issuer(),
        (_, "issued") => locale.staff_issued(),
        (_, "expires") => locale.staff_expires(),
        (_, "revoked_on") => locale.staff_revoke_on(),
        (_, "revoked_reason") => locale.staff_revoke_reason(),
        (_, _) => locale.staff_evidence(),
    }
}
