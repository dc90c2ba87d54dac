//! Inviting a colleague; and, once it is done, the link.

use super::handout::Handout;
use super::roles::RoleField;
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::TextField;
use crate::components::page::Room;
use crate::domain::access::Role;
use crate::domain::locale::Locale;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::server::form::Form;
use crate::server::handed_out::HandedOut;
use crate::server::services::account::read::read;
use crate::server::state::AppState;
use leptos::prelude::*;

#[component]
pub fn InvitePage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let Some(handed_out) = use_context::<HandedOut>() else {
        return view! { <InviteForm locale/> }.into_any();
    };
    let account = handed_out.account;
    load(async move { read(&state, account).await }, move |found| {
        let name = found.account.display_name;
        view! {
            <Framed title=locale.admin_link_title(&name) room=Room::Accounts>
                <Handout locale handed_out name=name.clone() lead=locale.admin_link_lead()/>
            </Framed>
        }
    })
    .into_any()
}

#[component]
fn InviteForm(locale: Locale) -> impl IntoView {
    let form: Form = expect_context();
    let roles = if form.was_sent() {
        form.all("role").map(str::to_owned).collect()
    } else {
        vec![Role::Learner.word().to_owned()]
    };
    view! {
        <Framed title=locale.admin_invite_title() room=Room::Accounts>
            <header class="stack">
                <h1>{locale.admin_invite_title()}</h1>
                <p class="lead">{locale.admin_invite_lead()}</p>
            </header>
            <form class="form" method="post" action="/accounts/new" novalidate=true>
                <ErrorSummary locale problems=problems(&form, locale)/>
                <TextField
                    locale
                    name="display_name"
                    label=locale.admin_field_name()
                    autocomplete="off"
                    value=form.value_or("display_name", "")
                    problem=form.problem_of("display_name", locale)
                    required=true
                />
                <TextField
                    locale
                    name="name"
                    label=locale.admin_field_sign_in_name()
                    hint=locale.admin_field_sign_in_name_hint()
                    autocomplete="off"
                    value=form.value_or("name", "")
                    problem=form.problem_of("name", locale)
                    required=true
                />
                <RoleField locale values=roles problem=form.problem_of("role", locale)/>
                <TextField
                    locale
                    name="staff_number"
                    label=locale.admin_field_staff_number()
                    hint=locale.admin_field_staff_number_hint()
                    autocomplete="off"
                    value=form.value_or("staff_number", "")
                    problem=form.problem_of("staff_number", locale)
                />
                <div class="row">
                    <Submit words=locale.admin_invite_go() weight=Weight::Primary/>
                    <LinkButton href="/accounts" words=locale.admin_cancel() weight=Weight::Quiet/>
                </div>
            </form>
        </Framed>
    }
}
