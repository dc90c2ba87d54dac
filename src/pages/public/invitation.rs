//! Behind a one-time link: set a password; the first one here also chooses a name.

use crate::api::failure::Failure;
use crate::domain::locale::Locale;
use crate::pages::public::failure::FailurePage;
use crate::server::form::Form;
use crate::server::services::account::accept_invitation::{AcceptError, Invited, look_at};
use crate::server::session::Token;
use crate::server::state::AppState;
use axum::http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;
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
        <Title text=locale.account_link_gone_title()/>
        <main>
            <h1>{locale.account_link_gone_title()}</h1>
            <p>{locale.account_link_gone()}</p>
        </main>
    }
}

#[component]
fn AcceptForm(invited: Invited) -> impl IntoView {
    let locale: Locale = expect_context();
    let (title, lead, is_first) = match &invited {
        Invited::FirstAdministrator => {
            (locale.common_product().to_owned(), locale.account_invited_first().to_owned(), true)
        }
        Invited::Account { sign_in_name, display_name } => {
            (locale.account_invited_title(display_name), locale.account_invited_as(sign_in_name), false)
        }
    };
    let who = is_first.then(|| {
        view! {
            <Field name="name" label=locale.account_sign_in_name() autocomplete="username"/>
            <Field name="display_name" label=locale.account_display_name() autocomplete="name"/>
        }
    });
    view! {
        <Title text=title.clone()/>
        <main>
            <h1>{title}</h1>
            <p>{lead}</p>
            <form method="post" novalidate>
                {who}
                <Field
                    name="new_password"
                    label=locale.account_new_password()
                    autocomplete="new-password"
                    kind="password"
                    hint=locale.account_new_password_hint()
                />
                <Field
                    name="new_password_again"
                    label=locale.account_password_again()
                    autocomplete="new-password"
                    kind="password"
                />
                <button>{locale.account_accept()}</button>
            </form>
        </main>
    }
}

#[component]
fn Field(
    name: &'static str,
    label: &'static str,
    autocomplete: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
) -> impl IntoView {
    let locale: Locale = expect_context();
    let form: Form = expect_context();
    let problem = form.problem_of(name, locale).map(|words| view! { <p role="alert">{words}</p> });
    view! {
        <label for=name>{label}</label>
        {hint.map(|hint| view! { <p>{hint}</p> })}
        {problem}
        <input id=name name=name type=kind autocomplete=autocomplete value=form.value_or(name, "")/>
    }
}
