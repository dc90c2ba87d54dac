//! Behind a one-time link: set a password; the first one here also chooses a name.

use crate::api::failure::Failure;
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::TextField;
use crate::components::rungs::LadderSign;
use crate::domain::locale::Locale;
use crate::pages::error::FailurePage;
use crate::pages::frame::{Framed, problems};
use crate::pages::new_password::NewPassword;
use crate::server::form::Form;
use crate::server::services::account::accept_invitation::{AcceptError, Invited, look_at};
use crate::server::session::Token;
use crate::server::state::AppState;
use axum::http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::hooks::use_params_map;

#[component]
pub fn InvitationPage() -> impl IntoView {
    let state: AppState = expect_context();
    let response: ResponseOptions = expect_context();
    let token = use_params_map().read_untracked().get("token").and_then(|text| Token::parse(&text));
    Suspend::new(async move {
        let invited = match token {
            Some(token) => look_at(&state, &token).await,
            None => Err(AcceptError::NoSuchLink),
        };
        match invited {
            Ok(invited) => view! { <AcceptForm invited/> }.into_any(),
            Err(AcceptError::NoSuchLink | AcceptError::Taken) => {
                response.set_status(StatusCode::NOT_FOUND);
                view! { <LinkGone/> }.into_any()
            }
            Err(AcceptError::Service(error)) => view! { <FailurePage failure=Failure::from(error)/> }.into_any(),
        }
    })
}

#[component]
fn LinkGone() -> impl IntoView {
    let locale: Locale = expect_context();
    view! {
        <Framed title=locale.account_link_gone_title()>
            <div class="door">
                <div class="mishap">
                    <h1>{locale.account_link_gone_title()}</h1>
                    <p class="lead">{locale.account_link_gone()}</p>
                    <p class="row"><LinkButton href="/sign-in" words=locale.account_sign_in()/></p>
                </div>
                <LadderSign broken=true/>
            </div>
        </Framed>
    }
}

#[component]
fn AcceptForm(invited: Invited) -> impl IntoView {
    let locale: Locale = expect_context();
    let form: Form = expect_context();
    let (title, lead, is_first) = match &invited {
        Invited::FirstAdministrator => {
            (locale.account_invited_first_title().to_owned(), locale.account_invited_first().to_owned(), true)
        }
        Invited::Account { sign_in_name, display_name } => {
            (locale.account_invited_title(display_name), locale.account_invited_as(sign_in_name), false)
        }
    };
    let who = is_first.then(|| {
        view! {
            <TextField
                locale
                name="name"
                label=locale.account_sign_in_name()
                autocomplete="username"
                value=form.value_or("name", "")
                problem=form.problem_of("name", locale)
                required=true
            />
            <TextField
                locale
                name="display_name"
                label=locale.account_display_name()
                autocomplete="name"
                value=form.value_or("display_name", "")
                problem=form.problem_of("display_name", locale)
                required=true
            />
        }
    });
    view! {
        <Framed title=title.clone()>
            <div class="door">
                <div>
                    <h1>{title}</h1>
                    <p class="lead">{lead}</p>
                    <form class="form" method="post" novalidate=true>
                        <ErrorSummary locale problems=problems(&form, locale)/>
                        {who}
                        <NewPassword locale form=&form/>
                        <div class="row"><Submit words=locale.account_accept() weight=Weight::Primary/></div>
                    </form>
                </div>
                <LadderSign/>
            </div>
        </Framed>
    }
}
