//! The fields that a new session and a changed one share.

use crate::components::field::TextField;
use crate::domain::locale::Locale;
use crate::server::clock::typed_in_china;
use crate::server::form::Form;
use crate::server::storage::exam_session::ExamSession;
use leptos::prelude::*;

/// Title, window and seats: what was typed, or what is stored.
#[component]
pub(super) fn SessionFields(
    locale: Locale,
    form: Form,
    #[prop(optional_no_strip)] stored: Option<ExamSession>,
) -> impl IntoView {
    let kept = |field: &str, of: fn(&ExamSession) -> String| {
        form.value_or(field, &stored.as_ref().map(of).unwrap_or_default())
    };
    view! {
        <TextField locale name="title" label=locale.exam_session_field_title() hint=locale.exam_session_field_title_hint()
            value=kept("title", |session| session.title.clone()) problem=form.problem_of("title", locale)/>
        <div class="fields">
            <TextField locale name="opens_at" kind="datetime-local" label=locale.exam_session_field_opens()
                hint=locale.exam_session_field_instant_hint() required=true
                value=kept("opens_at", |session| typed_in_china(session.opens_at))
                problem=form.problem_of("opens_at", locale)/>
            <TextField locale name="closes_at" kind="datetime-local" label=locale.exam_session_field_closes()
                hint=locale.exam_session_field_instant_hint() required=true
                value=kept("closes_at", |session| typed_in_china(session.closes_at))
                problem=form.problem_of("closes_at", locale)/>
        </div>
        <p class="small muted">{locale.exam_session_field_closes_hint()}</p>
        <TextField locale name="seats" inputmode="numeric" label=locale.exam_session_field_seats()
            hint=locale.exam_session_field_seats_hint() required=true
            value=kept("seats", |session| session.seats.to_string()) problem=form.problem_of("seats", locale)/>
    }
}
