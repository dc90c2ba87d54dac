//! What happened in one sitting, step by step and in words: for whoever has to settle a dispute.

use super::words;
use crate::components::moment::second;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::{State, StateLine};
use crate::components::table::{Cell, Stacks};
use crate::domain::attempt::event::Event;
use crate::domain::attempt::state::{Ending, Stage};
use crate::domain::id::AttemptId;
use crate::domain::locale::Locale;
use crate::domain::outcome::ResultVersion;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::services::ServiceError;
use crate::server::services::exam::read_log::{AttemptLog, read_log};
use crate::server::storage::answer::Late;
use crate::server::storage::attempt_event::Logged;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

#[component]
pub fn LogPage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move {
            let id: AttemptId = asked.path("attempt")?;
            let log = read_log(&asked.state, asked.account()?, id).await?;
            // The address names both; a sitting of another session is not here.
            if log.session.id == asked.path("session")? { Ok(log) } else { Err(ServiceError::NotFound) }
        }
    };
    load(loading, move |log| view! { <Log locale=asked.locale log/> })
}

#[component]
fn Log(locale: Locale, log: AttemptLog) -> impl IntoView {
    let back = format!("/sessions/{}", log.session.id);
    let (name, session) = (log.person.profile.name_in(locale).to_owned(), words::name(locale, &log.session));
    let columns = [locale.exam_session_log_at(), locale.exam_session_log_what(), locale.exam_session_log_who()];
    let rows = log.events.iter().map(|logged| step(locale, &log, logged)).collect_view();
    let results = if log.attempt.attempt.stage() == Stage::Released {
        let results = log.results.iter().map(|result| result_line(locale, result)).collect_view();
        view! { <ol class="plain-list results">{results}</ol> }.into_any()
    } else {
        view! { <p class="muted under">{locale.exam_session_log_results_hidden()}</p> }.into_any()
    };
    let late = (!log.late.is_empty()).then(|| view! { <LateAnswers locale late=log.late.clone()/> });
    view! {
        <Framed title=locale.exam_session_log_of(&name) room=Room::Sessions>
            <header class="stack">
                <p class="label"><a href=back>{locale.exam_session_back_to()}</a></p>
                <h1>{locale.exam_session_log_title()}</h1>
                <p class="lead">{locale.exam_session_log_lead(&name, &session)}</p>
            </header>
            <section aria-labelledby="events">
                <SectionHead id="events" title=locale.exam_session_log_events()/>
                <Stacks caption=locale.exam_session_log_events() columns=columns.map(str::to_owned).to_vec()>{rows}</Stacks>
            </section>
            {late}
            <section aria-labelledby="results">
                <SectionHead id="results" title=locale.exam_session_log_results()/>
                {results}
            </section>
        </Framed>
    }
}

fn step(locale: Locale, log: &AttemptLog, logged: &Logged) -> impl IntoView + use<> {
    let who = match logged.actor {
        None => locale.exam_session_log_system().to_owned(),
        Some(actor) => log.actors.get(&actor).cloned().unwrap_or_else(|| locale.exam_session_log_self().to_owned()),
    };
    let (at, what) = (logged.at, event(locale, &logged.event));
    view! {
        <tr>
            <Cell column=locale.exam_session_log_at()><Second at/></Cell>
            <Cell column=locale.exam_session_log_what()>{what}</Cell>
            <Cell column=locale.exam_session_log_who()>{who}</Cell>
        </tr>
    }
}

#[component]
fn Second(at: DateTime<Utc>) -> impl IntoView {
    view! { <time class="moment" datetime=at.to_rfc3339()>{second(at)}</time> }
}

/// A step in words.
fn event(locale: Locale, event: &Event) -> String {
    let count = |things: usize| i64::try_from(things).unwrap_or(i64::MAX);
    match event {
        Event::Started { device } => locale.exam_session_event_started(device),
        Event::PartBegun { part } => locale.exam_session_event_part_begun(&words::part(locale, *part)),
        Event::TakenOver { device, from } => locale.exam_session_event_taken_over(device, from),
        Event::PartClosed { part, by: Ending::Submitted } => {
            locale.exam_session_event_part_submitted(&words::part(locale, *part))
        }
        Event::PartClosed { part, by: Ending::Expired } => {
            locale.exam_session_event_part_expired(&words::part(locale, *part))
        }
        Event::Closed { by: Ending::Submitted } => locale.exam_session_event_submitted().to_owned(),
        Event::Closed { by: Ending::Expired } => locale.exam_session_event_expired().to_owned(),
        Event::LateAnswers { items } => locale.exam_session_event_late(count(items.len())),
        Event::AwaitsScorers { answers } => locale.exam_session_event_awaits(count(*answers)),
        Event::HumanScored { what } => locale.exam_session_event_human(what),
        Event::Scored { version } => locale.exam_session_event_scored(version),
        Event::Released { version } => locale.exam_session_event_released(version),
        Event::Regraded { version, reason } => locale.exam_session_event_regraded(reason, version),
    }
}

#[component]
fn LateAnswers(locale: Locale, late: Vec<Late>) -> impl IntoView {
    let columns = [locale.exam_session_log_at(), locale.exam_session_log_item()];
    let rows = late
        .into_iter()
        .map(|answer| {
            view! {
                <tr>
                    <Cell column=locale.exam_session_log_at()><Second at=answer.arrived_at/></Cell>
                    <Cell column=locale.exam_session_log_item()><code>{answer.item().to_string()}</code></Cell>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="late">
            <SectionHead id="late" title=locale.exam_session_log_late()/>
            <p class="under">{locale.exam_session_log_late_lead()}</p>
            <Stacks caption=locale.exam_session_log_late() columns=columns.map(str::to_owned).to_vec()>{rows}</Stacks>
        </section>
    }
}

fn result_line(locale: Locale, result: &ResultVersion) -> impl IntoView + use<> {
    let parts = result.outcome.parts.iter();
    let percents = parts
        .map(|part| locale.exam_session_log_part_percent(&words::part(locale, part.part), &part.share().percent()))
        .collect::<Vec<_>>()
        .join(locale.staff_comma());
    let (state, words) = if result.outcome.passed() == Some(true) {
        (State::Met, locale.exam_session_log_result_passed(&percents))
    } else {
        (State::Unmet, locale.exam_session_log_result_failed(&percents))
    };
    let reason = (!result.reason.is_empty()).then(|| {
        view! { <p class="small">{locale.exam_session_log_reason(&result.reason)}</p> }
    });
    view! {
        <li>
            <p class="label">{locale.exam_session_log_version(&result.version)}" "<Second at=result.made_at/></p>
            <StateLine state words/>
            {reason}
        </li>
    }
}
