//! What the steps around one account share: finding it, and asking once before something is taken away.

use crate::api::failure::Failure;
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::domain::id::AccountId;
use crate::domain::locale::Locale;
use crate::pages::frame::problems;
use crate::server::form::Form;
use crate::server::services::account::read::{self, AccountView};
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The account of the path's `{account}`.
pub fn account_of_path() -> impl Future<Output = Result<AccountView, Failure>> + Send + 'static {
    let state: AppState = expect_context();
    let id = use_params_map().read_untracked().get("account").and_then(|text| text.parse::<AccountId>().ok());
    async move { Ok(read::read(&state, id.ok_or(Failure::NotFound)?).await?) }
}

/// Whether the account is the visitor's own.
pub fn is_own(id: AccountId) -> bool {
    use_context::<Visitor>().and_then(|visitor| visitor.account().map(|account| account.id)) == Some(id)
}

/// Heading, what will happen, and the two ways on. The form posts to the page's own path.
#[component]
pub fn Confirm(
    locale: Locale,
    id: AccountId,
    #[prop(into)] title: String,
    /// Whom it is about.
    #[prop(into)]
    about: String,
    #[prop(into)] lead: String,
    #[prop(optional_no_strip, into)] warning: Option<String>,
    #[prop(into)] go: String,
    weight: Weight,
    /// The path below the account.
    step: &'static str,
) -> impl IntoView {
    let form = use_context::<Form>().unwrap_or_default();
    view! {
        <header class="stack">
            <p class="label">{about}</p>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
        </header>
        {warning.map(|words| view! { <p><b>{words}</b></p> })}
        <form class="form" method="post" action=format!("/accounts/{id}/{step}")>
            <ErrorSummary locale problems=problems(&form, locale)/>
            <div class="row">
                <Submit words=go weight/>
                <LinkButton href=format!("/accounts/{id}") words=locale.admin_cancel() weight=Weight::Quiet/>
            </div>
        </form>
    }
}

/// Name and sign-in name in one line.
pub fn about(view: &AccountView) -> String {
    format!("{} · {}", view.account.display_name, view.account.sign_in_name)
}
