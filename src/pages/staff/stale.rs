//! Somebody was faster: says so, and keeps both what was typed and what is stored now.

use crate::components::notice::Notice;
use crate::components::state::State;
use crate::domain::locale::Locale;
use crate::server::form::Form;
use leptos::prelude::*;

/// The field of the version that the form was filled from. A problem there means that somebody was faster.
pub const VERSION: &str = "version";

/// The hidden version. After a collision it is the stored one: sending again replaces what the notice shows.
#[component]
pub fn Version(locale: Locale, form: Form, stored: i64) -> impl IntoView {
    let stale = form.problem_of(VERSION, locale).is_some();
    let value = if stale { stored.to_string() } else { form.value_or(VERSION, &stored.to_string()) };
    view! { <input type="hidden" name=VERSION value=value/> }
}

/// The notice after a collision; `now` is what is stored.
#[component]
pub fn StaleNotice(locale: Locale, form: Form, #[prop(into)] now: String) -> impl IntoView {
    form.problem_of(VERSION, locale).map(|words| {
        view! {
            <div id=VERSION tabindex="-1">
                <Notice state=State::Problem title=words><p>{locale.staff_stale_help(&now)}</p></Notice>
            </div>
        }
    })
}
