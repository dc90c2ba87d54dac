//! What may have to be said during a sitting, each in its place and silent until it is true.

use crate::components::icon::{Glyph, Icon};
use crate::components::state::State;
use crate::domain::attempt::view::{SittingView, Standing};
use crate::domain::id::AttemptId;
use crate::domain::locale::Locale;
use crate::pages::rendered::rendered;
use leptos::prelude::*;

/// Above the paper.
pub(super) fn notices(view: &SittingView) -> impl IntoView + use<> {
    let (locale, attempt) = (view.locale, view.state.attempt);
    let left = match view.state.standing {
        Standing::Part { remaining_ms, .. } => Some(locale.sitting_no_script_left(whole_minutes(remaining_ms))),
        Standing::Pause { remaining_ms, .. } => Some(locale.sitting_no_script_pause(whole_minutes(remaining_ms))),
        Standing::Over { .. } => None,
    };
    view! {
        <div class="said">
            <noscript>
                <div class="notice" data-state="problem">
                    <h1>{locale.sitting_no_script_title()}</h1>
                    {left.map(|words| view! { <p>{words}</p> })}
                    <p>{locale.sitting_no_script_words()}</p>
                    <p><a class="btn slim" href="">{locale.sitting_reload()}</a></p>
                </div>
            </noscript>
            {rendered(&format!("sitting notices before {locale}"), || before(locale))}
            {signed_out(locale, attempt)}
            {rendered(&format!("sitting notices after {locale}"), || after(locale))}
        </div>
    }
}

fn before(locale: Locale) -> impl IntoView + use<> {
    let reload = view! { <p><a class="btn slim" href="">{locale.sitting_reload()}</a></p> };
    view! {
        {notice("broken", State::Problem, locale.sitting_broken_title(), locale.sitting_broken_words(), Some(reload.into_any()))}
        {notice("offline", State::Local, locale.sitting_offline_title(), locale.sitting_offline_words(), None)}
        {notice("refused", State::Problem, locale.sitting_refused_title(), locale.sitting_refused_words(), None)}
    }
}

/// Whoever signs in there is led back into the exam; this browser's journal goes along.
fn signed_out(locale: Locale, attempt: AttemptId) -> impl IntoView + use<> {
    let sign_in = format!("/sign-in?next=/sitting/{attempt}");
    let sign_in = view! {
        <p><a class="btn slim" id="sign-in" href=sign_in target="_blank" rel="noopener">{locale.sitting_sign_in()}</a></p>
    };
    let (title, words) = (locale.sitting_signed_out_title(), locale.sitting_signed_out_words());
    notice("signed-out", State::Problem, title, words, Some(sign_in.into_any()))
}

fn after(locale: Locale) -> impl IntoView + use<> {
    view! {
        {notice("unstored", State::Local, locale.sitting_unstored_title(), locale.sitting_unstored_words(), None)}
        {notice("overtaken", State::Local, locale.sitting_overtaken_title(), "", Some(lost(locale).into_any()))}
        {notice("unfit", State::Problem, locale.sitting_unfit_title(), "", None)}
        // The paper is out of reach then: this is what the page is about.
        <div class="notice" id="up" data-state=State::Waiting.key() hidden>
            <h1 id="up-title" tabindex="-1">{locale.sitting_up_title()}</h1>
            <p>{locale.sitting_up_words()}</p>
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

fn whole_minutes(remaining_ms: u64) -> i64 {
    i64::try_from(remaining_ms / 60_000).unwrap_or(0)
}

/// What was answered here and gave way, to be copied. The player fills in a field for each answer.
fn lost(locale: Locale) -> impl IntoView + use<> {
    view! {
        <div class="lost" id="lost" hidden>
            <p>{locale.sitting_lost_words()}</p>
            {copies(locale)}
            <p><button type="button" class="btn slim" id="put-away">{locale.sitting_lost_put_away()}</button></p>
        </div>
    }
}

fn copies(locale: Locale) -> impl IntoView + use<> {
    view! {
        <div class="stack" data-gap="3" data-rows>
            <label hidden><span>{locale.sitting_lost_line()}</span><textarea readonly rows="1"></textarea></label>
        </div>
    }
}

/// In place of the paper, when another device has taken over.
pub(super) fn elsewhere(locale: Locale) -> impl IntoView + use<> {
    view! {
        <section id="elsewhere" class="elsewhere stack" data-gap="4" aria-labelledby="elsewhere-title" hidden>
            <h1 id="elsewhere-title" tabindex="-1">{locale.sitting_elsewhere_title()}</h1>
            <p class="lead" id="elsewhere-words"></p>
            <div class="lost" id="unsent" hidden>
                <h2 class="h4">{locale.sitting_unsent_title()}</h2>
                <p>{locale.sitting_unsent_words()}</p>
                {copies(locale)}
            </div>
            <p class="muted">{locale.sitting_take_back_words()}</p>
            <p class="problem" id="elsewhere-problem" role="alert" hidden>{locale.sitting_not_reached()}</p>
            <p><button type="button" class="btn primary" id="take-back">{locale.sitting_take_back()}<Glyph icon=Icon::Again/></button></p>
        </section>
    }
}
