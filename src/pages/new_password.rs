//! A new password, typed twice.

use crate::components::field::PasswordField;
use crate::domain::locale::Locale;
use crate::server::form::Form;
use leptos::prelude::*;

#[component]
pub fn NewPassword<'f>(locale: Locale, form: &'f Form) -> impl IntoView + use<> {
    view! {
        <PasswordField
            locale
            name="new_password"
            label=locale.account_new_password()
            hint=locale.account_new_password_hint()
            autocomplete="new-password"
            problem=form.problem_of("new_password", locale)
        />
        <PasswordField
            locale
            name="new_password_again"
            label=locale.account_password_again()
            autocomplete="new-password"
            problem=form.problem_of("new_password_again", locale)
        />
    }
}
