//! Asking once before an account is signed out everywhere.

use super::confirm::{Confirm, about, account_of_path, is_own};
use crate::components::button::Weight;
use crate::components::page::Room;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use leptos::prelude::*;

#[component]
pub fn SignOutPage() -> impl IntoView {
    let locale: Locale = expect_context();
    load(account_of_path(), move |found| {
        let id = found.account.id;
        view! {
            <Framed title=locale.admin_sign_out() room=Room::Accounts>
                <Confirm
                    locale
                    id
                    title=locale.admin_sign_out()
                    about=about(&found)
                    lead=locale.admin_sign_out_lead()
                    warning=is_own(id).then(|| locale.admin_sign_out_self().to_owned())
                    go=locale.admin_sign_out_go()
                    weight=Weight::Primary
                    step="sign-out"
                />
            </Framed>
        }
    })
}
