//! Whether somebody may enter an exam: eligibility as of the day from verified facts, attempts left, and the waiting time
//! after the last one.

use super::refusal::Refusal;
use crate::domain::attempt::state::Stage;
use crate::domain::credential::Credential;
use crate::domain::eligibility::evaluate;
use crate::domain::form::{Conduct, FormKind};
use crate::domain::id::PersonId;
use crate::domain::level::Level;
use crate::domain::on_post::OnPostState;
use crate::domain::staff_file;
use crate::domain::verification::{Basis, Verification};
use crate::server::clock::day_in_china;
use crate::server::services::ServiceError;
use crate::server::services::eligibility::rules;
use crate::server::state::AppState;
use crate::server::storage::attempt_line::Line;
use crate::server::storage::exam_session::ExamSession;
use crate::server::storage::{Tx, attempt_line, certificate, entry, person};
use chrono::{Days, Duration, Months, NaiveDate};

/// A certificate can be renewed by an exam in its last days only.
const RENEWAL: Days = Days::new(90);

/// The day from which a person may enter, or why never. `Ok` means today or earlier.
pub async fn eligibility(
    state: &AppState,
    tx: &mut Tx,
    kind: FormKind,
    level: Level,
    id: PersonId,
    today: NaiveDate,
) -> Result<Result<(), Refusal>, ServiceError> {
    let file = person::find(tx, id).await?.ok_or(ServiceError::NotFound)?;
    let months_after = |since: Option<NaiveDate>, months| {
        let earliest = since.and_then(|since| since.checked_add_months(Months::new(months)));
        if earliest.is_some_and(|earliest| earliest <= today) { Ok(()) } else { Err(Refusal::Ineligible { earliest }) }
    };
    let on_post = matches!(kind, FormKind::OnPostMonthThree | FormKind::OnPostMonthSix);
    if on_post && file.profile.on_post_state == OnPostState::Qualified {
        return Ok(Err(Refusal::Passed));
    }
    Ok(match kind {
        FormKind::LevelExam => {
            let facts = staff_file::facts(&entry::of_person(tx, id).await?);
            if let Some(held) = facts.credentials.iter().find(|held| held.level() == level && lasts(held, today)) {
                return Ok(Err(Refusal::Held { expires: held.expires() }));
            }
            let proof = evaluate(rules::published(state), &facts, today, Basis::Verified);
            match proof.level(level) {
                Some(proof) if proof.eligible => Ok(()),
                Some(proof) => Err(Refusal::Ineligible { earliest: proof.when.again.or(proof.when.earliest) }),
                None => Err(Refusal::Ineligible { earliest: None }),
            }
        }
        // Source 001: the assessment comes after three months of study, the on-post exam after six months in post.
        FormKind::OnPostMonthThree => months_after(file.profile.hired_on, 3),
        FormKind::OnPostMonthSix => months_after(file.profile.on_post_on.or(file.profile.hired_on), 6),
        FormKind::PlacementCheck | FormKind::MockExam => Ok(()),
    })
}

/// Whether a certificate is valid, and not about to end.
fn lasts(held: &Credential, today: NaiveDate) -> bool {
    held.status() == Verification::Verified
        && !held.revoked()
        && held.expires().is_none_or(|expires| today.checked_add_days(RENEWAL).is_some_and(|soon| soon < expires))
}

/// Whether a place in a session may be taken: the form leaves an attempt, and the waiting time is over before the session is.
/// A sitting that goes on forbids no place in a later one.
pub async fn booking(
    tx: &mut Tx,
    session: &ExamSession,
    conduct: Conduct,
    id: PersonId,
) -> Result<Result<(), Refusal>, ServiceError> {
    let last_day = day_in_china(session.closes_at - Duration::seconds(1));
    Ok(match attempts(tx, session.kind, session.level, conduct, id, last_day).await? {
        Err(Refusal::AnotherRuns) => Ok(()),
        other => other,
    })
}

/// Whether the form leaves the person an attempt today.
pub async fn attempts(
    tx: &mut Tx,
    kind: FormKind,
    level: Level,
    conduct: Conduct,
    id: PersonId,
    today: NaiveDate,
) -> Result<Result<(), Refusal>, ServiceError> {
    let earlier: Vec<_> = attempt_line::of_person(tx, id)
        .await?
        .into_iter()
        .filter(|line| line.kind() == kind && line.level() == level)
        .collect();
    if passed(tx, kind, &earlier).await? {
        return Ok(Err(Refusal::Passed));
    }
    if earlier.iter().any(|line| line.stage() == Stage::InProgress) {
        return Ok(Err(Refusal::AnotherRuns));
    }
    if earlier.len() >= usize::from(conduct.attempts) {
        return Ok(Err(Refusal::NoAttemptsLeft { kind, of: conduct.attempts }));
    }
    let ended = earlier.iter().filter_map(|line| line.ended_at).max();
    let until = ended.and_then(|at| day_in_china(at).checked_add_days(Days::new(conduct.cooldown_days.into())));
    Ok(match until {
        Some(until) if today < until => Err(Refusal::Cooldown { until }),
        Some(_) | None => Ok(()),
    })
}

/// Whether a pass stands. That of a level exam does until its certificate is issued; from then on the certificate counts, which
/// may be revoked or end.
async fn passed(tx: &mut Tx, kind: FormKind, earlier: &[Line]) -> Result<bool, ServiceError> {
    for line in earlier.iter().filter(|line| line.stage() == Stage::Released && line.passed == Some(true)) {
        match kind {
            FormKind::OnPostMonthThree | FormKind::OnPostMonthSix => return Ok(true),
            FormKind::LevelExam if certificate::earned_by(tx, line.id).await?.is_none() => return Ok(true),
            FormKind::LevelExam | FormKind::PlacementCheck | FormKind::MockExam => {}
        }
    }
    Ok(false)
}
