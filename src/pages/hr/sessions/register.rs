//! HR finds people and gives them places, several at once; whoever cannot have one, with the reason and the earliest date.

use super::words;
use crate::components::button::{Submit, Weight};
use crate::components::empty::Empty;
use crate::components::error_summary::ErrorSummary;
use crate::components::icon::{Glyph, Icon};
use crate::components::page::Room;
use crate::components::state::{State, StateLine};
use crate::domain::attempt::registration::RegistrationState;
use crate::domain::locale::Locale;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::form::Form;
use crate::server::query::escape;
use crate::server::services::exam::find_candidates::{Candidate, Found, MOST, find_candidates};
use leptos::prelude::*;

#[component]
pub fn RegisterPage() -> impl IntoView {
    let asked = Asked::of_context();
    let search = asked.query("q").to_owned();
    let loading = {
        let (asked, search) = (asked.clone(), search.clone());
        async move { find_candidates(&asked.state, asked.account()?, asked.path("session")?, &search).await }
    };
    load(loading, move |found| view! { <Register asked search found/> })
}

#[component]
fn Register(asked: Asked, search: String, found: Found) -> impl IntoView {
    let (locale, form) = (asked.locale, asked.form);
    let Found { session, people, total } = found;
    let back = format!("/sessions/{}", session.id);
    let path = format!("{back}/register");
    let action = if search.is_empty() { path.clone() } else { format!("{path}?q={}", escape(&search)) };
    let more = (total > MOST).then(|| {
        view! { <p class="small muted">{locale.exam_session_found_more(&MOST, &total)}</p> }
    });
    let list = if people.is_empty() {
        let (title, words) = (locale.exam_session_found_none_title(), locale.exam_session_found_none());
        view! { <Empty icon=Icon::Person title words/> }.into_any()
    } else {
        let rows = people.into_iter().map(|candidate| row(locale, &candidate, &form)).collect_view();
        view! {
            <form class="stack" data-gap="5" method="post" action=action novalidate=true>
                <fieldset class="group" id="person" tabindex="-1">
                    <legend class="label">{locale.exam_session_pick()}</legend>
                    <ul class="plain-list people-list">{rows}</ul>
                </fieldset>
                {more}
                <p class="row"><Submit words=locale.exam_session_register_go() weight=Weight::Primary/></p>
            </form>
        }
        .into_any()
    };
    view! {
        <Framed title=locale.exam_session_register_title() room=Room::Sessions>
            <header class="stack">
                <p class="label"><a href=back>{words::name(locale, &session)}</a></p>
                <h1>{locale.exam_session_register_title()}</h1>
                <p class="lead">{locale.exam_session_register_lead(&session.free_seats())}</p>
            </header>
            <ErrorSummary locale problems=problems(&form, locale)/>
            <form class="filters" method="get" action=path role="search">
                <p class="find">
                    <label class="sr" for="q">{locale.exam_session_search()}</label>
                    <Glyph icon=Icon::Search/>
                    <input id="q" name="q" type="search" placeholder=locale.exam_session_search() value=search/>
                </p>
                <Submit words=locale.exam_session_search_go() slim=true/>
            </form>
            {list}
        </Framed>
    }
}

fn row(locale: Locale, candidate: &Candidate, form: &Form) -> impl IntoView + use<> {
    let Candidate { person, place, entry } = candidate;
    let id = person.id.to_string();
    let name = person.profile.name_in(locale).to_owned();
    let number = person.profile.staff_number.clone().unwrap_or_default();
    let about = [number, person.profile.department.clone()].into_iter().filter(|words| !words.is_empty());
    let about = about.collect::<Vec<_>>().join(locale.staff_comma());
    let (state, words) = match (place, entry) {
        (Some(RegistrationState::Registered), _) => (State::Met, locale.exam_session_has_place().to_owned()),
        (Some(RegistrationState::Started), _) => (State::Met, locale.exam_session_has_started().to_owned()),
        (_, Err(refusal)) => (State::Unmet, words::refusal(locale, refusal)),
        (Some(RegistrationState::Revoked), Ok(())) => (State::Eligible, locale.exam_session_place_revoked().to_owned()),
        (None, Ok(())) => (State::Eligible, locale.exam_session_can().to_owned()),
    };
    let can = state == State::Eligible;
    let checked = form.all("person").any(|ticked| ticked == id);
    let field = format!("person-{id}");
    let named = view! { <span>{name}<small class="block muted">{about}</small></span> };
    let who = if can {
        view! {
            <label class="check"><input type="checkbox" id=field name="person" value=id checked=checked/>{named}</label>
        }
        .into_any()
    } else {
        view! { <span class="check" id=field tabindex="-1">{named}</span> }.into_any()
    };
    view! { <li>{who}<StateLine state words/></li> }
}
