//! A candidate starts the exam: one transaction checks who comes, when, and how often, pins the paper, and sets the clock.
//! Started twice, even at the same moment, it is one sitting.

use super::refusal::{ExamError, Refusal};
use super::sitting::MOST_TRIES;
use super::{draw, entry};
use crate::domain::assembly::paper::Paper;
use crate::domain::attempt::event::Event;
use crate::domain::attempt::lease::Holder;
use crate::domain::attempt::registration::RegistrationState;
use crate::domain::attempt::state::{Attempt, PartPlan, Refused};
use crate::domain::form::Form;
use crate::domain::id::{AttemptId, RegistrationId};
use crate::domain::locale::Locale;
use crate::server::exam::papers::Fixed;
use crate::server::ids::{new_id, new_seed};
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::state::AppState;
use crate::server::storage::attempt::{self, Kept};
use crate::server::storage::exam_session::ExamSession;
use crate::server::storage::paper::NewPart;
use crate::server::storage::registration::{self, Registration};
use crate::server::storage::{StoreError, Tx, attempt_event, exam_session, person};
use crate::server::visitor::Account;
use chrono::{DateTime, Duration, Utc};

/// Starts the sitting of a place, and its first part; one that was started already is given back as it is. `device` is a
/// word for people, such as the browser's name.
pub async fn start(
    state: &AppState,
    by: &Account,
    id: RegistrationId,
    device: &str,
    locale: Locale,
) -> Result<AttemptId, ExamError> {
    let mut tries = 1;
    loop {
        match try_to_start(state, by, id, device, locale).await {
            // Another request or another node was faster: look again.
            Err(ExamError::Service(
                ServiceError::Stale | ServiceError::Busy | ServiceError::Store(StoreError::Taken),
            )) if tries < MOST_TRIES => tries += 1,
            done => return done,
        }
    }
}

async fn try_to_start(
    state: &AppState,
    by: &Account,
    id: RegistrationId,
    device: &str,
    locale: Locale,
) -> Result<AttemptId, ExamError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let place = registration::find(&mut tx, id).await?.filter(|place| by.person == Some(place.person));
    let place = place.ok_or(ServiceError::NotFound)?;
    if place.state == RegistrationState::Started {
        let begun = attempt::of_registration(&mut tx, id).await?.ok_or(ServiceError::Stale)?;
        return Ok(begun.id);
    }
    let started = Registration { state: place.state.start()?, ..place.clone() };
    // First, because it holds whoever starts the same place at the same time.
    registration::update(&mut tx, &started).await?;
    let session = exam_session::find(&mut tx, place.session).await?.ok_or(ServiceError::NotFound)?;
    if !session.is_open(now) {
        return Err(Refusal::NotOpen { opens_at: session.opens_at, closes_at: session.closes_at }.into());
    }
    let form = version::form(state, &session.form, session.form_hash).await?;
    may_start(state, &mut tx, &session, &form, place.person).await?;
    let (kept, parts) = begin(state, &mut tx, &place, &session, &form, by, device, locale).await?;
    attempt::insert(&mut tx, &kept, &parts).await?;
    let started = Event::Started { device: short(device) };
    attempt_event::append(&mut tx, kept.id, now, Some(by.id), &started).await?;
    if let Some(first) = parts.first() {
        let begun = Event::PartBegun { part: first.paper.kind() };
        attempt_event::append(&mut tx, kept.id, now, Some(by.id), &begun).await?;
    }
    tx.commit().await?;
    state.exam.papers.remember(kept.id, Fixed { person: kept.person, locale, parts });
    Ok(kept.id)
}

async fn may_start(
    state: &AppState,
    tx: &mut Tx,
    session: &ExamSession,
    form: &Form,
    who: crate::domain::id::PersonId,
) -> Result<(), ExamError> {
    // Two places of one person are started one after the other, so that attempts are counted right.
    person::hold(tx, who).await?;
    let today = state.clock.today();
    entry::eligibility(state, tx, session.kind, session.level, who, today).await??;
    entry::attempts(tx, session.kind, session.level, form.conduct, who, today).await??;
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "everything that is pinned at the start comes together here")]
async fn begin(
    state: &AppState,
    tx: &mut Tx,
    place: &Registration,
    session: &ExamSession,
    form: &Form,
    by: &Account,
    device: &str,
    locale: Locale,
) -> Result<(Kept, Vec<NewPart>), ExamError> {
    let now = state.clock.now();
    let paper = draw::draw(state, tx, form, session.form_hash, place.person, new_seed()).await?;
    let holder = Holder { id: new_id(now), session: by.session, device: short(device) };
    Ok(pinned(new_id(now), place, session, form, paper, holder, locale, now)?)
}

/// A sitting that begins now, with its paper.
#[expect(clippy::too_many_arguments, reason = "everything that is pinned at the start comes together here")]
pub(in crate::server) fn pinned(
    id: AttemptId,
    place: &Registration,
    session: &ExamSession,
    form: &Form,
    paper: Paper,
    holder: Holder,
    locale: Locale,
    now: DateTime<Utc>,
) -> Result<(Kept, Vec<NewPart>), Refused> {
    let plan: Vec<PartPlan> =
        form.parts.iter().map(|part| PartPlan { kind: part.kind(), minutes: part.minutes() }).collect();
    let grace = Duration::seconds(form.conduct.grace_seconds.into());
    let attempt = Attempt::Registered.start(&plan, place.extra, grace, holder, now)?;
    let cut = |part: &crate::domain::form::Part| part.cut().percent;
    let seed = paper.seed;
    let parts = form.parts.iter().zip(paper.parts);
    let parts = parts.map(|(part, paper)| NewPart { cut_percent: cut(part), paper }).collect();
    let kept = Kept {
        id,
        registration: place.id,
        session: session.id,
        person: place.person,
        kind: session.kind,
        level: session.level,
        form: session.form.clone(),
        form_hash: session.form_hash,
        seed,
        locale,
        release: form.conduct.release,
        grace,
        attempt,
        released_at: None,
        seen_at: now,
        version: 1,
    };
    Ok((kept, parts))
}

/// A device's word, cut to what a log needs.
pub(super) fn short(device: &str) -> String {
    device.chars().filter(|character| !character.is_control()).take(60).collect()
}
