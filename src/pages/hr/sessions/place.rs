//! One place: extra time, taking it away with a reason, giving it again.

use super::words;
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{TextArea, TextField};
use crate::components::moment::Moment;
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::{State, StateLine};
use crate::components::table::{Fact, Facts};
use crate::domain::attempt::registration::RegistrationState;
use crate::domain::locale::Locale;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::form::Form;
use crate::server::services::exam::read_place::{PlaceOfOne, read_place};
use leptos::prelude::*;

#[component]
pub fn PlacePage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move { read_place(&asked.state, asked.account()?, asked.path("session")?, asked.path("place")?).await }
    };
    load(loading, move |place| view! { <Place asked place/> })
}

#[component]
fn Place(asked: Asked, place: PlaceOfOne) -> impl IntoView {
    let (locale, form) = (asked.locale, asked.form);
    let PlaceOfOne { session, registration, person, attempt } = place;
    let back = format!("/sessions/{}", session.id);
    let path = format!("{back}/places/{}", registration.id);
    let title = locale.exam_session_place_title(&person.profile.name_in(locale));
    let (state, words) = match registration.state {
        RegistrationState::Registered => (State::Waiting, locale.exam_session_state_registered()),
        RegistrationState::Started => (State::Met, locale.exam_session_has_started()),
        RegistrationState::Revoked => (State::Revoked, locale.exam_session_state_revoked()),
    };
    let percent = registration.extra.as_percent();
    let extra = match percent {
        0 => locale.exam_session_place_no_extra().to_owned(),
        percent => locale.exam_session_extra_percent(&percent),
    };
    let reason = (registration.state == RegistrationState::Revoked).then(|| {
        view! { <Fact term=locale.exam_session_place_revoked_because()>{registration.revoked_reason.clone()}</Fact> }
    });
    let steps = match registration.state {
        RegistrationState::Registered => {
            view! { <ExtraTime locale form=form.clone() path=path.clone() percent/><Revoke locale form=form.clone() path/> }
                .into_any()
        }
        RegistrationState::Revoked => view! { <Again locale path/> }.into_any(),
        RegistrationState::Started => view! { <Notice state=State::Met title=locale.exam_session_place_started()/> }.into_any(),
    };
    let log = attempt.map(|attempt| {
        view! { <p class="row"><LinkButton href=format!("{back}/log/{attempt}") words=locale.exam_session_log_title()/></p> }
    });
    view! {
        <Framed title=title.clone() room=Room::Sessions>
            <header class="stack">
                <p class="label"><a href=back>{words::name(locale, &session)}</a></p>
                <h1>{title}</h1>
            </header>
            <ErrorSummary locale problems=problems(&form, locale)/>
            <Facts wide=true>
                <Fact term=locale.exam_session_place_state()><StateLine state words/></Fact>
                {reason}
                <Fact term=locale.exam_session_place_since()><Moment at=registration.registered_at/></Fact>
                <Fact term=locale.exam_session_place_extra()>{extra}</Fact>
            </Facts>
            {log}
            {steps}
        </Framed>
    }
}

#[component]
fn ExtraTime(locale: Locale, form: Form, path: String, percent: u8) -> impl IntoView {
    // The other form of the page may have come back.
    let value = if form.text("answer") == "time" { form.raw("percent").to_owned() } else { percent.to_string() };
    view! {
        <section aria-labelledby="time">
            <SectionHead id="time" title=locale.exam_session_time_title()/>
            <p class="under">{locale.exam_session_time_lead()}</p>
            <form class="form part" method="post" action=path novalidate=true>
                <TextField locale name="percent" inputmode="numeric" label=locale.exam_session_time_field()
                    hint=locale.exam_session_time_hint() required=true value
                    problem=form.problem_of("percent", locale)/>
                <p class="row"><Submit words=locale.exam_session_time_go() name="answer" value="time"/></p>
            </form>
        </section>
    }
}

#[component]
fn Revoke(locale: Locale, form: Form, path: String) -> impl IntoView {
    view! {
        <section aria-labelledby="revoke">
            <SectionHead id="revoke" title=locale.exam_session_revoke_title()/>
            <p class="under">{locale.exam_session_revoke_lead()}</p>
            <form class="form part" method="post" action=path novalidate=true>
                <TextArea locale name="reason" label=locale.exam_session_revoke_reason() required=true rows=3
                    value=form.raw("reason").to_owned() problem=form.problem_of("reason", locale)/>
                <p class="row">
                    <Submit words=locale.exam_session_revoke_go() weight=Weight::Grave name="answer" value="revoke"/>
                </p>
            </form>
        </section>
    }
}

#[component]
fn Again(locale: Locale, path: String) -> impl IntoView {
    view! {
        <section aria-labelledby="again">
            <SectionHead id="again" title=locale.exam_session_again_title()/>
            <p class="under">{locale.exam_session_again_lead()}</p>
            <form class="form part" method="post" action=path>
                <p class="row"><Submit words=locale.exam_session_again_go() name="answer" value="again"/></p>
            </form>
        </section>
    }
}
