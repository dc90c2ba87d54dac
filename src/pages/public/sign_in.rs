//! Signing in.

use crate::components::button::{Submit, Weight};
use crate::components::field::{PasswordField, TextField};
use crate::components::notice::Notice;
use crate::components::rungs::LadderSign;
use crate::components::state::State;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::server::form::Form;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn SignInPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let form: Form = expect_context();
    let query = use_query_map().read_untracked().get("next").unwrap_or_default();
    let next = form.value_or("next", &query);
    // Which of the two was wrong is never said, so the problem belongs to the form and not to a field.
    let problem = form.problem_of("", locale).map(|words| view! { <Notice state=State::Problem title=words/> });
    view! {
        <Framed title=locale.account_sign_in()>
            <div class="door">
                <div>
                    <h1>{locale.account_sign_in()}</h1>
                    <p class="lead">{locale.account_sign_in_lead()}</p>
                    <form class="form" method="post" action="/sign-in" novalidate=true>
                        {problem}
                        <input type="hidden" name="next" value=next/>
                        <TextField
                            locale
                            name="name"
                            label=locale.account_sign_in_name()
                            autocomplete="username"
                            value=form.value_or("name", "")
                            problem=form.problem_of("name", locale)
                            required=true
                        />
                        <PasswordField
                            locale
                            name="password"
                            label=locale.account_password()
                            autocomplete="current-password"
                            problem=form.problem_of("password", locale)
                        />
                        <div class="row"><Submit words=locale.account_sign_in() weight=Weight::Primary/></div>
                    </form>
                </div>
                <LadderSign/>
            </div>
        </Framed>
    }
}
