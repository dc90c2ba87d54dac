//! The one-time link, shown once, with how to hand it over and until when it holds.

use crate::components::button::LinkButton;
use crate::components::moment::time_of_day;
use crate::components::notice::Notice;
use crate::components::state::State;
use crate::domain::locale::Locale;
use crate::server::clock::day_in_china;
use crate::server::handed_out::HandedOut;
use crate::server::state::AppState;
use leptos::prelude::*;

/// `lead` says what has just been done.
#[component]
pub fn Handout(
    locale: Locale,
    handed_out: HandedOut,
    #[prop(into)] name: String,
    #[prop(into)] lead: String,
) -> impl IntoView {
    let state: AppState = expect_context();
    let HandedOut { link, account } = handed_out;
    let until = locale.admin_link_until(&locale.day(day_in_china(link.expires_at)), &time_of_day(link.expires_at));
    view! {
        <header class="stack">
            <h1>{locale.admin_link_title(&name)}</h1>
            <p class="lead">{lead}</p>
        </header>
        <div class="handout">
            <p class="label" id="link-label">{locale.admin_link_label()}</p>
            <code id="link" aria-labelledby="link-label">{state.config.public_url().of(&link.path())}</code>
        </div>
        <p>{until}</p>
        <Notice state=State::Unverified title=locale.admin_link_once()><p>{locale.admin_link_once_words()}</p></Notice>
        <p class="row">
            <LinkButton href=format!("/accounts/{account}") words=locale.admin_link_open_account()/>
            <LinkButton href="/accounts/new" words=locale.admin_link_invite_more()/>
        </p>
    }
}
