//! Enabling an account again. The account's own page does it at once; this one is for whoever had to sign in in between.

use super::confirm::{Confirm, about, account_of_path};
use crate::components::button::Weight;
use crate::components::page::Room;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use leptos::prelude::*;

#[component]
pub fn EnablePage() -> impl IntoView {
    let locale: Locale = expect_context();
    load(account_of_path(), move |found| {
        let id = found.account.id;
        view! {
            <Framed title=locale.admin_enable() room=Room::Accounts>
                <Confirm
                    locale
                    id
                    title=locale.admin_enable()
                    about=about(&found)
                    lead=locale.admin_enable_lead()
                    go=locale.admin_enable()
                    weight=Weight::Primary
                    step="enable"
                />
            </Framed>
        }
    })
}
