//! The own account: how one signs in, a new password, and the devices that are signed in.

use crate::components::button::{Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::PasswordField;
use crate::components::notice::Notice;
use crate::components::section_head::SectionHead;
use crate::components::state::State;
use crate::domain::locale::Locale;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::pages::new_password::NewPassword;
use crate::pages::staff::asked::Asked;
use crate::server::form::Form;
use crate::server::services::account::read::read;
use leptos::prelude::*;

#[component]
pub fn OwnAccountPage() -> impl IntoView {
    let asked = Asked::of_context();
    let (locale, form) = (asked.locale, asked.form.clone());
    let done = (asked.query("done") == "password" && !form.was_sent())
        .then(|| view! { <Notice state=State::Saved title=locale.account_password_changed()/> });
    let loading = async move { read(&asked.state, asked.account()?.id).await };
    load(loading, move |found| {
        view! {
            <Framed title=locale.nav_own_account()>
                <header>
                    <h1>{found.account.display_name}</h1>
                    <p class="lead">{locale.account_signs_in_as(&found.account.sign_in_name)}</p>
                </header>
                {done}
                {password(locale, &form)}
                {devices(locale, found.sessions)}
            </Framed>
        }
    })
}

fn password(locale: Locale, form: &Form) -> impl IntoView + use<> {
    view! {
        <section class="stack" aria-labelledby="change">
            <SectionHead id="change" title=locale.account_change_password()/>
            <form class="form" method="post" action="/account" novalidate=true>
                <ErrorSummary locale problems=problems(form, locale)/>
                <PasswordField
                    locale
                    name="current_password"
                    label=locale.account_current_password()
                    autocomplete="current-password"
                    problem=form.problem_of("current_password", locale)
                />
                <NewPassword locale form/>
                <p class="small muted">{locale.account_change_ends_others()}</p>
                <div class="row"><Submit words=locale.account_change_password() weight=Weight::Primary/></div>
            </form>
        </section>
    }
}

fn devices(locale: Locale, sessions: i64) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="devices">
            <SectionHead id="devices" title=locale.account_devices()/>
            <p>{locale.account_devices_signed_in(sessions)}</p>
            <p class="muted">{locale.account_devices_lead()}</p>
            <form class="row" method="post" action="/sign-out/everywhere">
                <Submit words=locale.nav_sign_out_everywhere() weight=Weight::Grave slim=true/>
            </form>
        </section>
    }
}
