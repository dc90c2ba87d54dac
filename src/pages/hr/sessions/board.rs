//! One session. HR sees who is where and issues certificates; trainers see counts and release.

use super::certificates::{Doubtful, Due};
use super::list::room;
use super::places::{PlaceTable, Show};
use super::words;
use crate::components::bits::{Bit, Bits};
use crate::components::button::{LinkButton, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::icon::Icon;
use crate::components::moment::second_of_day;
use crate::components::notice::Notice;
use crate::components::state::State;
use crate::components::table::{Fact, Facts};
use crate::domain::access::Permission;
use crate::domain::id::PersonId;
use crate::domain::locale::Locale;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::form::Form;
use crate::server::services::ServiceError;
use crate::server::services::exam::list_sessions::{SessionBoard, read_session};
use leptos::prelude::*;

/// What the viewer may do here.
#[derive(Debug, Clone, Copy)]
struct Viewer {
    runs: bool,
    scores: bool,
    person: Option<PersonId>,
}

#[component]
pub fn SessionPage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move {
            let account = asked.account()?;
            let board = read_session(&asked.state, account, asked.path("session")?).await?;
            let (runs, scores) = (account.may(Permission::RunExams), account.may(Permission::ScoreExams));
            Ok::<_, ServiceError>((board, Viewer { runs, scores, person: account.person }))
        }
    };
    load(loading, move |(board, viewer)| view! { <Board asked board viewer/> })
}

#[component]
fn Board(asked: Asked, board: SessionBoard, viewer: Viewer) -> impl IntoView {
    let locale = asked.locale;
    let session = board.session.clone();
    let path = format!("/sessions/{}", session.id);
    let name = words::name(locale, &session);
    let title = (!session.title.is_empty()).then(|| session.title.clone());
    let (state, standing) = words::standing(locale, &session, board.at);
    let facts = vec![
        Bit::state(state, standing),
        Bit::words(words::window(locale, &session)),
        Bit::words(locale.exam_session_seats_of(&session.seats, &session.taken)),
    ];
    let is_open = board.at < session.closes_at;
    let manage = viewer.runs.then(|| {
        let weight = if is_open { Weight::Primary } else { Weight::Plain };
        view! {
            <LinkButton href=format!("{path}/register") words=locale.exam_session_register() weight slim=true icon=Icon::Add/>
            <LinkButton href=format!("{path}/edit") words=locale.exam_session_edit() slim=true icon=Icon::Edit/>
        }
    });
    let show = Show::read(asked.query("show"));
    let page: u32 = asked.query("page").parse().unwrap_or(1);
    let again = format!("{path}?show={}&page={page}", show.id());
    let as_of = locale.exam_session_as_of(&second_of_day(board.at));
    let counts = viewer.scores.then(|| view! { <Counts locale board=board.clone() me=viewer.person/> });
    let people = viewer.runs.then(|| {
        view! {
            <Due locale board=board.clone() me=viewer.person/>
            <Doubtful locale board=board.clone()/>
            <PlaceTable locale board show page/>
        }
    });
    let form = asked.form.clone();
    view! {
        <Framed title=name.clone() room=room(viewer.runs) class="page wide">
            <header class="row">
                <div>
                    <p class="label"><a href="/sessions">{locale.exam_session_back()}</a></p>
                    <h1>{name}</h1>
                    {title.map(|title| view! { <p>{title}</p> })}
                    <Bits bits=facts/>
                </div>
                <p class="push row">
                    <span class="muted small">{as_of}</span>
                    <LinkButton href=again words=locale.exam_session_refresh() weight=Weight::Quiet slim=true icon=Icon::Again/>
                    {manage}
                </p>
            </header>
            <ErrorSummary locale problems=problems(&form, locale)/>
            {done(locale, &asked, &form)}
            {counts}
            {people}
        </Framed>
    }
}

/// What the step before has done.
fn done(locale: Locale, asked: &Asked, form: &Form) -> Option<impl IntoView + use<>> {
    if form.was_sent() {
        return None;
    }
    let count = |name: &str| asked.query(name).parse::<i64>().ok();
    let words = count("issued")
        .map(|n| locale.exam_session_issued(n))
        .or_else(|| count("registered").map(|n| locale.exam_session_registered_done(n)))
        .or_else(|| count("released").map(|n| locale.exam_session_released_done(n)))?;
    Some(view! { <Notice state=State::Met title=words/> })
}

/// How far the scoring is: numbers, nobody's name.
#[component]
fn Counts(locale: Locale, board: SessionBoard, me: Option<PersonId>) -> impl IntoView {
    use crate::domain::attempt::state::Stage;
    let stages = board.stages;
    let lines = board.places.iter().filter_map(|place| place.attempt.as_ref());
    let ready = lines.filter(|line| line.stage() == Stage::Scored && me != Some(line.person_id)).count();
    let path = format!("/sessions/{}/release", board.session.id);
    let steps = view! {
        <p class="row">
            {(ready > 0).then(|| view! { <LinkButton href=path words=locale.scoring_to_release() weight=Weight::Primary/> })}
            {(stages.awaiting > 0).then(|| view! { <LinkButton href="/scoring" words=locale.scoring_to_scoring()/> })}
        </p>
    };
    view! {
        <div>
            <Facts wide=true>
                <Fact term=locale.exam_session_registered()>{board.session.taken}</Fact>
                <Fact term=locale.exam_session_running()>{stages.running}</Fact>
                <Fact term=locale.exam_session_handed_in()>{stages.handed_in}</Fact>
                <Fact term=locale.exam_session_awaiting()>{stages.awaiting}</Fact>
                <Fact term=locale.exam_session_scored()>{stages.scored}</Fact>
                <Fact term=locale.exam_session_released()>{stages.released}</Fact>
            </Facts>
        </div>
        {steps}
    }
}
