//! A new one-time link for somebody who never opened the first, or forgot the password; shown once.

use super::confirm::{Confirm, about, account_of_path};
use super::handout::Handout;
use crate::components::button::{LinkButton, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::page::Room;
use crate::domain::account::AccountState;
use crate::domain::locale::Locale;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::server::form::Form;
use crate::server::handed_out::HandedOut;
use crate::server::services::account::read::AccountView;
use leptos::prelude::*;

#[component]
pub fn LinkPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let handed_out = use_context::<HandedOut>();
    load(account_of_path(), move |found| {
        let shown = match handed_out {
            Some(handed_out) => {
                let name = found.account.display_name;
                view! { <Handout locale handed_out name lead=locale.admin_link_lead_again()/> }.into_any()
            }
            None => view! { <Ask locale found/> }.into_any(),
        };
        view! { <Framed title=locale.admin_new_link() room=Room::Accounts>{shown}</Framed> }
    })
}

#[component]
fn Ask(locale: Locale, found: AccountView) -> impl IntoView {
    let form: Form = expect_context();
    let id = found.account.id;
    let lead = match found.account.state() {
        AccountState::Invited => locale.admin_new_link_invited_lead(),
        AccountState::Active => locale.admin_new_link_reset_lead(),
        AccountState::Disabled => {
            return view! {
                <header class="stack">
                    <p class="label">{about(&found)}</p>
                    <h1>{locale.admin_new_link()}</h1>
                    <p class="lead">{locale.admin_new_link_disabled()}</p>
                </header>
                <ErrorSummary locale problems=problems(&form, locale)/>
                <p><LinkButton href=format!("/accounts/{id}") words=locale.admin_link_open_account()/></p>
            }
            .into_any();
        }
    };
    view! {
        <Confirm
            locale
            id
            title=locale.admin_new_link()
            about=about(&found)
            lead
            go=locale.admin_new_link_go()
            weight=Weight::Primary
            step="link"
        />
    }
    .into_any()
}
