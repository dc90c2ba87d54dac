//! The form that opens a session.

use super::fields::SessionFields;
use super::words;
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Choice, Select};
use crate::components::page::Room;
use crate::domain::item::Usage;
use crate::pages::frame::{Framed, problems};
use crate::pages::staff::asked::Asked;
use leptos::prelude::*;

#[component]
pub fn NewSessionPage() -> impl IntoView {
    let Asked { state, locale, form, .. } = Asked::of_context();
    // What is rehearsed needs no session.
    let exams = state.curriculum.bank.forms.values().filter(|unit| unit.content.kind.draws() == Usage::Exam);
    let mut exams: Vec<_> = exams.map(|unit| &unit.content).collect();
    exams.sort_by_key(|form| (form.kind, form.level));
    let choices = exams
        .into_iter()
        .map(|form| Choice::new(form.id.as_str(), words::exam(locale, form.level, form.kind)))
        .collect();
    view! {
        <Framed title=locale.exam_session_new_title() room=Room::Sessions>
            <header class="stack">
                <p class="label"><a href="/sessions">{locale.exam_session_back()}</a></p>
                <h1>{locale.exam_session_new_title()}</h1>
                <p class="lead">{locale.exam_session_new_lead()}</p>
            </header>
            <form class="form" method="post" action="/sessions/new" novalidate=true>
                <ErrorSummary locale problems=problems(&form, locale)/>
                <Select locale name="form" label=locale.exam_session_form() choices required=true
                    value=form.text("form").to_owned() problem=form.problem_of("form", locale)/>
                <SessionFields locale form=form.clone() stored=None/>
                <p class="row">
                    <Submit words=locale.exam_session_open_go() weight=Weight::Primary/>
                    <LinkButton href="/sessions" words=locale.exam_session_cancel() weight=Weight::Quiet/>
                </p>
            </form>
        </Framed>
    }
}
