//! A new password, typed twice.

use crate::components::field::TextField;
use crate::domain::locale::Locale;
use crate::server::form::Form;
use leptos::prelude::*;

#[component]
pub fn NewPassword<'f>(locale: Locale, form: &'f Form) -> impl IntoView + use<> {
    view! {
        <TextField
            locale
            name="new_password"
            label=locale.account_new_password()
            hint=locale.account_new_password_hint()
            kind="password"
            autocomplete="new-password"
            problem=form.problem_of("new_password", locale)
            required=true
        />
        <TextField
            locale
            name="new_password_again"
            label=locale.account_password_again()
            kind="password"
            autocomplete="new-password"
            problem=form.problem_of("new_password_again", locale)
            required=true
        />
    }
}
