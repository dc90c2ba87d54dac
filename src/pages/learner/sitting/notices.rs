//! What may have to be said during a sitting, each in its place and silent until it is true.

use crate::components::icon::{Glyph, Icon};
use crate::components::state::State;
use crate::domain::locale::Locale;
use leptos::prelude::*;

/// Above the paper.
pub(super) fn notices(locale: Locale) -> impl IntoView + use<> {
    let plain = |id, state, title, words| notice(id, state, title, words, None);
    let sign_in = view! {
        <p><a class="btn slim" href="/sign-in" target="_blank" rel="opener">{locale.sitting_sign_in()}</a></p>
    };
    let reload = view! { <p><a class="btn slim" href="">{locale.sitting_reload()}</a></p> };
    view! {
        <div class="said">
            <noscript>
                <div class="notice" data-state="problem">
                    <b>{locale.sitting_no_script_title()}</b>
                    <p>{locale.sitting_no_script_words()}</p>
                </div>
            </noscript>
            {notice("broken", State::Problem, locale.sitting_broken_title(), locale.sitting_broken_words(), Some(reload.into_any()))}
            {plain("offline", State::Local, locale.sitting_offline_title(), locale.sitting_offline_words())}
            {plain("refused", State::Problem, locale.sitting_refused_title(), locale.sitting_refused_words())}
            {notice("signed-out", State::Problem, locale.sitting_signed_out_title(), locale.sitting_signed_out_words(), Some(sign_in.into_any()))}
            {plain("unstored", State::Local, locale.sitting_unstored_title(), locale.sitting_unstored_words())}
            {plain("overtaken", State::Local, locale.sitting_overtaken_title(), "")}
            {plain("unfit", State::Problem, locale.sitting_unfit_title(), "")}
            {plain("up", State::Waiting, locale.sitting_up_title(), locale.sitting_up_words())}
        </div>
    }
}

fn notice(
    id: &'static str,
    state: State,
    title: &'static str,
    words: &'static str,
    after: Option<AnyView>,
) -> impl IntoView + use<> {
    view! {
        <div class="notice" id=id data-state=state.key() hidden>
            <b>{title}</b>
            <p>{words}</p>
            {after}
        </div>
    }
}

/// In place of the paper, when another device has taken over.
pub(super) fn elsewhere(locale: Locale) -> impl IntoView + use<> {
    view! {
        <section id="elsewhere" class="elsewhere stack" data-gap="4" aria-labelledby="elsewhere-title" hidden>
            <h1 id="elsewhere-title" tabindex="-1">{locale.sitting_elsewhere_title()}</h1>
            <p class="lead" id="elsewhere-words"></p>
            <p class="muted">{locale.sitting_take_back_words()}</p>
            <p class="problem" id="elsewhere-problem" role="alert" hidden>{locale.sitting_not_reached()}</p>
            <p><button type="button" class="btn primary" id="take-back">{locale.sitting_take_back()}<Glyph icon=Icon::Again/></button></p>
        </section>
    }
}
