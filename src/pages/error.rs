//! What somebody sees when a page cannot be had: what happened, and what to do now.

use super::frame::Framed;
use crate::api::failure::Failure;
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::rungs::LadderSign;
use crate::domain::locale::Locale;
use crate::server::form::Form;
use crate::server::observe::RequestId;
use axum::http::{StatusCode, Uri};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// The whole page, with its status.
#[component]
pub fn FailurePage(failure: Failure) -> impl IntoView {
    let locale: Locale = use_context().unwrap_or_default();
    view! { <Framed title=title(failure, locale)><FailureView failure/></Framed> }
}

/// Its content, where a page is framed already. Sets the status too.
#[component]
pub fn FailureView(failure: Failure) -> impl IntoView {
    let locale: Locale = use_context().unwrap_or_default();
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(failure.status())) {
        response.set_status(status);
    }
    let typed = use_context::<Form>().filter(|form| failure == Failure::SignedOut && form.was_sent());
    if let Some(form) = typed {
        return view! { <StillHere form/> }.into_any();
    }
    let reference = use_context::<RequestId>().filter(|_| failure == Failure::Internal);
    let elsewhere = match failure {
        Failure::Forbidden | Failure::SignedOut => {
            Some(view! { <LinkButton href="/sign-in" words=locale.error_to_sign_in()/> })
        }
        Failure::CrossSite
        | Failure::NotFound
        | Failure::Stale
        | Failure::Malformed
        | Failure::TooLarge
        | Failure::TooMany { .. }
        | Failure::Busy
        | Failure::Internal
        | Failure::Offline => None,
    };
    view! {
        <div class="door">
            <div class="mishap">
                <p class="number">{locale.error_status(&failure.status())}</p>
                <h1>{title(failure, locale)}</h1>
                <p class="lead">{failure.words(locale)}</p>
                <p class="muted">{help(failure, locale)}</p>
                <p class="row">
                    <LinkButton href="/" words=locale.error_to_home() weight=Weight::Primary/>
                    {elsewhere}
                </p>
                {reference.map(|id| view! { <p class="label">{locale.error_reference(&id.0)}</p> })}
            </div>
            <LadderSign broken=true/>
        </div>
    }
    .into_any()
}

/// What was typed before the sign-in ran out: it waits in the page, to be sent again by whoever has signed in elsewhere.
#[component]
fn StillHere(form: Form) -> impl IntoView {
    let locale: Locale = use_context().unwrap_or_default();
    let action = use_context::<Uri>().map(|uri| uri.to_string());
    let fields: Vec<_> = form
        .pairs()
        .map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned()/> })
        .collect();
    view! {
        <div class="door">
            <div class="mishap">
                <h1>{locale.error_still_here()}</h1>
                <p class="lead">{locale.error_still_here_lead()}</p>
                <form method="post" action=action>
                    {fields}
                    <p class="row">
                        <a class="btn primary" href="/sign-in" target="_blank" rel="noopener">{locale.error_sign_in_beside()}</a>
                        <Submit words=locale.error_send_again()/>
                    </p>
                </form>
                <p class="muted">{locale.error_still_here_files()}</p>
            </div>
            <LadderSign broken=true/>
        </div>
    }
}

fn title(failure: Failure, locale: Locale) -> &'static str {
    match failure {
        Failure::SignedOut => locale.error_signed_out(),
        Failure::Forbidden => locale.error_forbidden(),
        Failure::CrossSite => locale.error_cross_site(),
        Failure::NotFound => locale.error_not_found(),
        Failure::Stale => locale.error_stale(),
        Failure::Malformed => locale.error_malformed(),
        Failure::TooLarge => locale.error_too_large(),
        Failure::TooMany { .. } => locale.error_too_many(),
        Failure::Busy | Failure::Offline => locale.error_busy(),
        Failure::Internal => locale.error_internal(),
    }
}

/// What to do now, after what happened.
fn help(failure: Failure, locale: Locale) -> &'static str {
    match failure {
        Failure::SignedOut => locale.error_help_signed_out(),
        Failure::Forbidden => locale.error_help_forbidden(),
        Failure::NotFound => locale.error_help_not_found(),
        Failure::TooLarge => locale.error_help_too_large(),
        Failure::TooMany { .. } => locale.error_help_too_many(),
        Failure::CrossSite | Failure::Stale | Failure::Malformed | Failure::Busy | Failure::Offline => {
            locale.error_help_again()
        }
        Failure::Internal => locale.error_help_internal(),
    }
}
