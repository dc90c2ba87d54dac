//! What somebody sees when a page cannot be had: what happened, and what to do now.

use crate::components::button::{LinkButton, Weight};
use crate::components::rungs::LadderSign;
use crate::domain::locale::Locale;
use axum::http::StatusCode;
use leptos::prelude::*;

/// Why there is no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    Forbidden,
    NotFound,
    TooLarge,
    TooMany,
    Failed,
}

impl Mishap {
    pub fn status(self) -> StatusCode {
        match self {
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The heading, also for the window's title.
    pub fn title(self, locale: Locale) -> &'static str {
        match self {
            Self::Forbidden => locale.error_forbidden_title(),
            Self::NotFound => locale.error_not_found_title(),
            Self::TooLarge => locale.error_too_large_title(),
            Self::TooMany => locale.error_too_many_title(),
            Self::Failed => locale.error_failed_title(),
        }
    }

    fn lead(self, locale: Locale) -> &'static str {
        match self {
            Self::Forbidden => locale.error_forbidden_lead(),
            Self::NotFound => locale.error_not_found_lead(),
            Self::TooLarge => locale.error_too_large_lead(),
            Self::TooMany => locale.error_too_many_lead(),
            Self::Failed => locale.error_failed_lead(),
        }
    }

    fn help(self, locale: Locale) -> &'static str {
        match self {
            Self::Forbidden => locale.error_forbidden_help(),
            Self::NotFound => locale.error_not_found_help(),
            Self::TooLarge => locale.error_too_large_help(),
            Self::TooMany => locale.error_too_many_help(),
            Self::Failed => locale.error_failed_help(),
        }
    }
}

/// The content of an error page; stands within `Page`. `reference` finds the request in the log.
#[component]
pub fn MishapView(
    locale: Locale,
    mishap: Mishap,
    #[prop(optional_no_strip)] reference: Option<String>,
) -> impl IntoView {
    view! {
        <div class="door">
          <div class="mishap">
            <p class="number">{locale.error_status(&mishap.status().as_u16())}</p>
            <h1>{mishap.title(locale)}</h1>
            <p class="lead">{mishap.lead(locale)}</p>
            <p class="muted">{mishap.help(locale)}</p>
            <p class="row">
                <LinkButton href="/" words=locale.error_to_home() weight=Weight::Primary/>
                {(mishap == Mishap::Forbidden).then(|| view! { <LinkButton href="/sign-in" words=locale.error_to_sign_in()/> })}
            </p>
            {reference.map(|id| view! { <p class="label">{locale.error_reference(&id)}</p> })}
          </div>
          <LadderSign broken=true/>
        </div>
    }
}
