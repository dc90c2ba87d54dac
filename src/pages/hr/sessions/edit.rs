//! The form that changes a session.

use super::fields::SessionFields;
use super::words;
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::page::Room;
use crate::components::table::{Fact, Facts};
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::pages::staff::stale::{StaleNotice, Version};
use crate::server::services::exam::list_sessions::read_session;
use crate::server::storage::exam_session::ExamSession;
use leptos::prelude::*;

#[component]
pub fn EditSessionPage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move { read_session(&asked.state, asked.account()?, asked.path("session")?).await }
    };
    load(loading, move |board| view! { <Edit asked session=board.session/> })
}

#[component]
fn Edit(asked: Asked, session: ExamSession) -> impl IntoView {
    let (locale, form) = (asked.locale, asked.form);
    let path = format!("/sessions/{}", session.id);
    let now = locale.exam_session_stored(&session.seats, &session.title, &words::window(locale, &session));
    let (name, action, version) = (words::name(locale, &session), format!("{path}/edit"), session.version);
    let seats = locale.exam_session_seats_of(&session.seats, &session.taken);
    view! {
        <Framed title=locale.exam_session_edit() room=Room::Sessions>
            <header class="stack">
                <p class="label"><a href=path.clone()>{locale.exam_session_back_to()}</a></p>
                <h1>{locale.exam_session_edit()}</h1>
                <p class="lead">{locale.exam_session_edit_lead()}</p>
            </header>
            <Facts wide=true>
                <Fact term=locale.exam_session_form()>{name}</Fact>
                <Fact term=locale.exam_session_seats()>{seats}</Fact>
            </Facts>
            <form class="form" method="post" action=action novalidate=true>
                <ErrorSummary locale problems=problems(&form, locale)/>
                <StaleNotice locale form=form.clone() now/>
                <Version locale form=form.clone() stored=version/>
                <SessionFields locale form=form.clone() stored=Some(session)/>
                <p class="row">
                    <Submit words=locale.exam_session_save() weight=Weight::Primary/>
                    <LinkButton href=path words=locale.exam_session_cancel() weight=Weight::Quiet/>
                </p>
            </form>
        </Framed>
    }
}
