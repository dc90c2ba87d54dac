//! The own exams: what can be booked, what is booked, what was sat.

pub mod session;
pub mod words;

use crate::components::bits::{Bit, Bits};
use crate::components::button::{LinkButton, Weight};
use crate::components::icon::Icon;
use crate::components::moment::{Moment, minute};
use crate::components::page::Room;
use crate::components::rungs::RungsGlyph;
use crate::components::section_head::SectionHead;
use crate::components::state::{State, StateLine};
use crate::components::table::{Cell, Stacks};
use crate::domain::attempt::registration::RegistrationState;
use crate::domain::attempt::state::Stage;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::clock::day_in_china;
use crate::server::services::exam::list_mine::{MyExams, MySession, list_mine};
use crate::server::services::exam::refusal::Refusal;
use crate::server::storage::attempt_line::Line;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use words::{exam_words, part_words, refusal_words};

#[component]
pub fn ExamsPage() -> impl IntoView {
    let asked = Asked::of_context();
    let (locale, now) = (asked.locale, asked.state.clock.now());
    let loading = async move { list_mine(&asked.state, asked.person()?).await };
    load(loading, move |mine| {
        let (title, lead) = headline(locale, &mine, now);
        let needs_script = mine.attempts.iter().any(|line| line.stage() == Stage::InProgress)
            || mine.sessions.iter().any(|session| session.registration.is_some() || session.can_book());
        let running = mine.attempts.iter().filter(|line| line.stage() == Stage::InProgress);
        let running = running.map(|line| self::running(locale, line)).collect_view();
        let sessions = mine.sessions.iter().map(|session| self::session(locale, session, now)).collect_view();
        let none = mine.sessions.is_empty().then(|| view! { <p class="muted under">{locale.exam_sessions_none()}</p> });
        view! {
            <Framed title=locale.exam_title() room=Room::Exams>
                <header class="stack">
                    <p class="label">{locale.exam_title()}</p>
                    <h1>{title}</h1>
                    <p class="lead">{lead}</p>
                </header>
                {needs_script.then(|| no_script(locale))}
                {running}
                <section aria-labelledby="sessions">
                    <SectionHead id="sessions" title=locale.exam_sessions()/>
                    {none}
                    <ul class="sessions">{sessions}</ul>
                </section>
                {past(locale, &mine.attempts)}
            </Framed>
        }
    })
}

/// Everything here works without script, except the exam itself: it would start, and nothing could be saved.
pub(super) fn no_script(locale: Locale) -> impl IntoView + use<> {
    view! {
        <noscript>
            <div class="notice" data-state=State::Problem.key()>
                <b>{locale.exam_no_script_title()}</b>
                <p>{locale.exam_no_script_words()}</p>
            </div>
        </noscript>
    }
}

/// What matters most, and why: whoever sits goes on; then what can be started, what is booked, what can be booked, and when.
fn headline(locale: Locale, mine: &MyExams, now: DateTime<Utc>) -> (String, String) {
    if mine.attempts.iter().any(|line| line.stage() == Stage::InProgress) {
        return (locale.exam_heading_running().to_owned(), locale.exam_lead_running().to_owned());
    }
    if mine.sessions.iter().any(|session| session.can_start(now)) {
        return (locale.exam_heading_start().to_owned(), locale.exam_lead_start().to_owned());
    }
    let is_booked = |session: &&MySession| {
        session.registration.as_ref().is_some_and(|place| place.state == RegistrationState::Registered)
    };
    if let Some(booked) = mine.sessions.iter().find(|session| is_booked(session) && session.session.opens_at > now) {
        let day = locale.day(day_in_china(booked.session.opens_at));
        return (locale.exam_heading_booked(&day), locale.exam_lead_booked().to_owned());
    }
    if let Some(open) = mine.sessions.iter().find(|session| session.can_book()) {
        let exam = exam_words(locale, open.session.kind, open.session.level);
        return (locale.exam_heading_bookable(&exam), locale.exam_lead_bookable().to_owned());
    }
    let earliest = mine.sessions.iter().filter_map(|session| match &session.booking {
        Err(Refusal::Ineligible { earliest: Some(day) } | Refusal::Cooldown { until: day }) => Some((*day, session)),
        Ok(()) | Err(_) => None,
    });
    match earliest.min_by_key(|(day, _)| *day) {
        Some((day, session)) => {
            let exam = exam_words(locale, session.session.kind, session.session.level);
            (locale.exam_heading_later(&locale.day(day), &exam), locale.exam_lead_later().to_owned())
        }
        None => (locale.exam_heading_none().to_owned(), locale.exam_lead_none().to_owned()),
    }
}

fn running(locale: Locale, line: &Line) -> impl IntoView + use<> {
    let exam = exam_words(locale, line.kind(), line.level());
    let (started, id) = (line.started_at, format!("running-{}", line.id));
    view! {
        <section class="next" aria-labelledby=id.clone()>
            <div>
                <p class="label">{locale.exam_running()}</p>
                <h2 id=id.clone()>{exam}</h2>
                <p class="muted bits"><span>{locale.exam_when()}" "<Moment at=started/></span></p>
            </div>
            <LinkButton href=format!("/sitting/{}", line.id) words=locale.exam_go_on() weight=Weight::Primary icon=Icon::Arrow/>
        </section>
    }
}

fn session(locale: Locale, mine: &MySession, now: DateTime<Utc>) -> impl IntoView + use<> {
    let session = &mine.session;
    let exam = exam_words(locale, session.kind, session.level);
    let href = format!("/exams/{}", session.id);
    let (from, until) = (minute(session.opens_at), minute(session.closes_at));
    let parts = mine.form.parts.iter().map(|part| {
        let minutes = locale.exam_minutes(i64::from(part.minutes()));
        Bit::words(locale.exam_part_line(&minutes, &part_words(locale, part.kind()), &part.cut().percent))
    });
    let (state, word) = standing(locale, mine);
    let refused = refusal(locale, mine, now);
    let to_eligibility = matches!(mine.booking, Err(Refusal::Ineligible { .. })) && mine.registration.is_none();
    let action = action(locale, mine, now);
    let label = locale.exam_open_of(&action, &exam);
    let title = (!session.title.is_empty()).then(|| view! { <span>{session.title.clone()}</span> });
    let seats = match session.free_seats() {
        0 => locale.exam_seats_none().to_owned(),
        free => locale.exam_seats(i64::from(free)),
    };
    let mut first = vec![Bit::words(locale.exam_window(&from, &until))];
    if mine.registration.is_none() {
        first.push(Bit::words(seats));
    }
    view! {
        <li data-state=state.key() data-level=session.level.number().to_string()>
            <RungsGlyph level=session.level size=28/>
            <div class="stack" data-gap="2">
                <h3 class="h4"><a href=href.clone()>{exam}</a></h3>
                <p class="bits small muted">{title}<StateLine state words=word/></p>
                <Bits bits=first class="small"/>
                <Bits bits=parts.collect() class="small muted"/>
                {refused.map(|words| view! { <p class="small">{words}</p> })}
                {to_eligibility.then(|| view! { <p class="small"><a href="/eligibility">{locale.exam_to_eligibility()}</a></p> })}
            </div>
            <a class="btn slim" href=href aria-label=label>{action}</a>
        </li>
    }
}

/// Where somebody stands with a session, in a mark and a word.
fn standing(locale: Locale, mine: &MySession) -> (State, &'static str) {
    if let Some(line) = &mine.attempt {
        return stage_words(locale, line);
    }
    match (&mine.registration, &mine.booking) {
        (Some(place), _) if place.state == RegistrationState::Revoked => (State::Revoked, locale.state_revoked()),
        (Some(_), _) => (State::Met, locale.exam_booked()),
        (None, Ok(())) if mine.can_book() => (State::Eligible, locale.exam_can_book()),
        (None, Ok(())) => (State::None, locale.exam_seats_none()),
        (None, Err(Refusal::Ineligible { earliest: Some(_) } | Refusal::Cooldown { .. })) => {
            (State::Waiting, State::Waiting.word(locale))
        }
        (None, Err(Refusal::Passed | Refusal::Held { .. })) => (State::Certified, locale.exam_passed()),
        (None, Err(_)) => (State::Unmet, State::Unmet.word(locale)),
    }
}

/// Why somebody cannot book, or cannot start what is booked.
fn refusal(locale: Locale, mine: &MySession, now: DateTime<Utc>) -> Option<String> {
    match &mine.registration {
        None => mine.booking.as_ref().err().map(|refusal| refusal_words(locale, refusal, now)),
        Some(place) if place.state == RegistrationState::Registered => {
            mine.entry.as_ref().err().map(|refusal| refusal_words(locale, refusal, now))
        }
        Some(_) => None,
    }
}

fn action(locale: Locale, mine: &MySession, now: DateTime<Utc>) -> &'static str {
    if mine.can_start(now) {
        locale.exam_read_and_start()
    } else if mine.can_book() {
        locale.exam_read_and_book()
    } else {
        locale.exam_details()
    }
}

/// The state of a sitting. Whether it was passed is known only of a released one.
pub(super) fn stage_words(locale: Locale, line: &Line) -> (State, &'static str) {
    match line.stage() {
        Stage::Registered => (State::Met, locale.exam_booked()),
        Stage::InProgress => (State::Learning(50), locale.exam_started()),
        Stage::Submitted => (State::Saved, locale.exam_handed_in()),
        Stage::Expired => (State::Saved, locale.exam_handed_in_expired()),
        Stage::AwaitingScoring => (State::Waiting, locale.exam_being_scored()),
        Stage::Scored => (State::Waiting, locale.exam_scored()),
        Stage::Released if line.passed == Some(true) => (State::Met, locale.exam_passed()),
        Stage::Released => (State::Unmet, locale.exam_not_passed()),
    }
}

fn past(locale: Locale, attempts: &[Line]) -> impl IntoView + use<> {
    let columns = [locale.exam_exam(), locale.exam_when(), locale.exam_state(), locale.exam_result()];
    let over: Vec<Line> = attempts.iter().filter(|line| line.stage() != Stage::InProgress).cloned().collect();
    let table = if over.is_empty() {
        view! { <p class="muted under">{locale.exam_past_none()}</p> }.into_any()
    } else {
        let rows = over.into_iter().map(|line| view! { <PastRow locale line/> }).collect_view();
        let columns = columns.map(str::to_owned).to_vec();
        view! { <Stacks caption=locale.exam_past_caption() columns>{rows}</Stacks> }.into_any()
    };
    view! {
        <section aria-labelledby="past">
            <SectionHead id="past" title=locale.exam_past()/>
            {table}
        </section>
    }
}

#[component]
fn PastRow(locale: Locale, line: Line) -> impl IntoView {
    let exam = exam_words(locale, line.kind(), line.level());
    let day: NaiveDate = day_in_china(line.started_at);
    let (state, words) = stage_words(locale, &line);
    let (link, label) = if line.stage() == Stage::Released {
        (locale.exam_read_result(), locale.exam_result_of(&day, &exam))
    } else {
        (locale.exam_what_now(), locale.exam_pending_of(&day, &exam))
    };
    let started = line.started_at;
    view! {
        <tr>
            <th scope="row">{exam}</th>
            <Cell column=locale.exam_when()><Moment at=started/></Cell>
            <Cell column=locale.exam_state()><StateLine state words/></Cell>
            <Cell column=locale.exam_result()><a href=format!("/results/{}", line.id) aria-label=label>{link}</a></Cell>
        </tr>
    }
}
