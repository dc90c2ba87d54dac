//! The role-play part: the same conversation as in practice, without points and without coach.

use super::notices::{elsewhere, notices};
use super::paper::hand_in;
use crate::components::conversation::{known, moods, replies, script, words};
use crate::components::icon::{Glyph, Icon};
use crate::domain::attempt::view::{ConversationView, SittingView};
use crate::domain::locale::Locale;
use crate::domain::scenario::view::TurnView;
use leptos::prelude::*;

pub(super) fn talk(view: &SittingView, now: &ConversationView) -> impl IntoView + use<> {
    let (locale, turn) = (view.locale, &now.turn);
    view! {
        <main id="main" class="page exam" tabindex="-1">
            {notices(view)}
            {elsewhere(locale)}
            <div id="paper" inert>
                <header class="stack" data-gap="3">
                    <h1 tabindex="-1">{turn.title.clone()}</h1>
                    <p class="lead">{turn.introduction.clone()}</p>
                </header>
                // The player puts the next state of this section in its place.
                <section
                    class="split player"
                    id="talk"
                    aria-label=locale.role_play_talk()
                    data-version=now.version.to_string()
                    data-ended=turn.ended.then_some("")
                >
                    <div>
                        {moods(locale, turn)}
                        {script(locale, turn)}
                        {reply(locale, turn)}
                    </div>
                    <aside class="stack" data-gap="6">{known(locale, turn)}</aside>
                </section>
            </div>
        </main>
        {review(locale)}
    }
}

fn reply(locale: Locale, turn: &TurnView) -> AnyView {
    if turn.ended {
        return view! {
            <div class="reply ended" id="reply" tabindex="-1">
                <h2 class="h4">{locale.role_play_ended_title()}</h2>
                <p class="row"><button type="button" class="btn primary" data-review>{locale.sitting_talk_end()}<Glyph icon=Icon::Arrow/></button></p>
            </div>
        }
        .into_any();
    }
    let choosing =
        (!turn.replies.is_empty()).then(|| form(locale, "chosen", true, replies(locale, turn, "").into_any()));
    let is_only = turn.replies.is_empty();
    let writing = turn
        .prompt
        .as_ref()
        .map(|prompt| form(locale, "typed", is_only, words(locale, turn, prompt, String::new()).into_any()));
    view! {
        <div class="reply" id="reply">
            <h2 class="h4">{locale.role_play_how_reply()}</h2>
            <p class="problem" id="reply-problem" role="alert" hidden></p>
            {choosing}
            {writing}
            <p class="end"><button type="button" class="btn quiet slim" data-review>{locale.sitting_talk_end()}</button></p>
        </div>
    }
    .into_any()
}

fn form(locale: Locale, say: &'static str, is_first: bool, fields: AnyView) -> impl IntoView + use<> {
    let class = if is_first { "btn primary" } else { "btn" };
    view! {
        <form class="stack" data-gap="4" novalidate=true data-say=say>
            {fields}
            <div class="row">
                <button type="submit" class=class>{locale.role_play_say_it()}<Glyph icon=Icon::Arrow/></button>
                <span class="small faint">{locale.role_play_no_taking_back()}</span>
            </div>
        </form>
    }
}

fn review(locale: Locale) -> impl IntoView + use<> {
    view! {
        <dialog id="review" class="review" aria-labelledby="review-title">
            <h2 id="review-title" tabindex="-1"></h2>
            <p id="review-talk" hidden>{locale.sitting_review_talk_words()}</p>
            <p class="muted" id="review-left"></p>
            {hand_in(locale)}
        </dialog>
    }
}
