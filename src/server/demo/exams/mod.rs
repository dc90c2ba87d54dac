//! The exams of the demo company: sessions to book, and sittings at every stage that a page can show. People sit through the
//! real engine, at hours of their own: papers are drawn, answers are kept, results are made by the services that make all others.

mod answers;
mod plan;
mod sitting;

use super::Founder;
use crate::domain::attempt::registration::RegistrationState;
use crate::domain::attempt::timing::ExtraTime;
use crate::domain::id::{AccountId, PersonId};
use crate::server::storage::exam_session::{self, ExamSession};
use crate::server::storage::registration::{self, Registration};
use anyhow::{Context as _, Result};
use chrono::{DateTime, Days, Utc};
use plan::{Plan, Sat};
use std::collections::HashMap;

/// Who takes part: people and their accounts by staff number.
pub(super) type People<'a> = HashMap<&'a str, (PersonId, AccountId)>;

/// Opens the sessions and has everybody sit. A form that the bank does not have is left out.
pub(super) async fn found(founder: &mut Founder<'_>, people: &People<'_>, trainer: AccountId) -> Result<()> {
    for plan in plan::plans(founder.now)? {
        let what = plan.title.clone();
        session(founder, people, trainer, plan).await.with_context(|| what)?;
    }
    Ok(())
}

async fn session(founder: &mut Founder<'_>, people: &People<'_>, trainer: AccountId, plan: Plan) -> Result<()> {
    let Some(form) = founder.state.curriculum.bank.form(&plan.form) else { return Ok(()) };
    let (form, hash) = (form.content.clone(), form.origin.hash);
    let announced = plan.opens.checked_sub_days(Days::new(7)).unwrap_or(plan.opens);
    let session = ExamSession {
        id: founder.ids.next(),
        kind: form.kind,
        level: form.level,
        form: form.id.clone(),
        form_hash: hash,
        title: plan.title,
        opens_at: plan.opens,
        closes_at: plan.closes,
        seats: plan.seats,
        taken: u32::try_from(plan.booked.len() + plan.sat.len())?,
        created_by: founder.hr,
        created_at: announced,
        version: 1,
    };
    exam_session::insert(&mut founder.tx, &session).await?;
    founder.log("exam_session.open", "exam_session", session.id.to_string()).await?;
    for who in &plan.booked {
        place(founder, &session, of(people, who)?, RegistrationState::Registered, 0, announced).await?;
    }
    for sat in plan.sat {
        let Sat { who, extra, .. } = &sat;
        let owner = of(people, who)?;
        let place = place(founder, &session, owner, RegistrationState::Started, *extra, announced).await?;
        sitting::sit(founder, &session, &form, &place, owner.1, trainer, &sat)
            .await
            .with_context(|| sat.who.clone())?;
    }
    Ok(())
}

fn of(people: &People<'_>, number: &str) -> Result<(PersonId, AccountId)> {
    people.get(number).copied().with_context(|| format!("nobody has the staff number {number}"))
}

/// A place that its owner has booked.
async fn place(
    founder: &mut Founder<'_>,
    session: &ExamSession,
    (person, owner): (PersonId, AccountId),
    state: RegistrationState,
    extra: u8,
    registered_at: DateTime<Utc>,
) -> Result<Registration> {
    let place = Registration {
        id: founder.ids.next(),
        session: session.id,
        person,
        state,
        extra: ExtraTime::try_from(extra)?,
        registered_by: owner,
        registered_at,
        revoked_reason: String::new(),
        version: 1,
    };
    registration::insert(&mut founder.tx, &place).await?;
    founder.log("registration.take", "registration", place.id.to_string()).await?;
    Ok(place)
}
