//! Asking once before an account is disabled.

use super::confirm::{Confirm, about, account_of_path, is_own};
use crate::components::button::{LinkButton, Weight};
use crate::components::page::Room;
use crate::domain::account::AccountState;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use leptos::prelude::*;

#[component]
pub fn DisablePage() -> impl IntoView {
    let locale: Locale = expect_context();
    load(account_of_path(), move |found| {
        let id = found.account.id;
        let shown = if found.account.state() == AccountState::Disabled {
            view! {
                <header class="stack">
                    <p class="label">{about(&found)}</p>
                    <h1>{locale.admin_disable_already()}</h1>
                </header>
                <p><LinkButton href=format!("/accounts/{id}") words=locale.admin_link_open_account()/></p>
            }
            .into_any()
        } else {
            view! {
                <Confirm
                    locale
                    id
                    title=locale.admin_disable()
                    about=about(&found)
                    lead=locale.admin_disable_lead()
                    warning=is_own(id).then(|| locale.admin_disable_self().to_owned())
                    go=locale.admin_disable_go()
                    weight=Weight::Grave
                    step="disable"
                />
            }
            .into_any()
        };
        view! { <Framed title=locale.admin_disable() room=Room::Accounts>{shown}</Framed> }
    })
}
