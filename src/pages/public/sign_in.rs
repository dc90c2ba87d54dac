//! Signing in.

use crate::domain::locale::Locale;
use crate::server::form::Form;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

#[component]
pub fn SignInPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let form: Form = expect_context();
    let query = use_query_map().read_untracked().get("next").unwrap_or_default();
    let next = form.value_or("next", &query);
    let problem = form.problem_of("", locale).map(|words| view! { <p role="alert">{words}</p> });
    view! {
        <Title text=locale.account_sign_in()/>
        <main>
            <h1>{locale.account_sign_in()}</h1>
            {problem}
            <form method="post" action="/sign-in" novalidate>
                <input type="hidden" name="next" value=next/>
                <label for="name">{locale.account_sign_in_name()}</label>
                <input id="name" name="name" autocomplete="username" value=form.value_or("name", "")/>
                <label for="password">{locale.account_password()}</label>
                <input id="password" name="password" type="password" autocomplete="current-password"/>
                <button>{locale.account_sign_in()}</button>
            </form>
        </main>
    }
}
