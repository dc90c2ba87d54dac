//! The role-play player: the conversation, the customer's mood, and the reply. It is a plain form first; with script a reply
//! changes only what is new, and one that does not arrive stays where it was written.

use crate::api::failure::Failure;
use crate::api::role_play::{Said, role_play_reply};
use crate::components::button::{LinkButton, Weight};
use crate::components::conversation::{known, moods, replies, script, words};
use crate::components::icon::{Glyph, Icon};
use crate::components::mark::Mark;
use crate::components::section_head::SectionHead;
use crate::components::state::State;
use crate::domain::locale::Locale;
use crate::domain::scenario::play::{Reply, ReplyId};
use crate::domain::scenario::view::{CoachView, DimensionView, PlayView, Speaker};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use serde::{Deserialize, Serialize};

/// What was chosen or written in a form that came back, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    pub words: String,
    pub reply: String,
    pub problem: Option<String>,
}

/// What the player's parts share.
#[derive(Clone, Copy)]
struct Player {
    locale: Locale,
    play: RwSignal<PlayView>,
    /// What a form that came back held.
    typed: StoredValue<Typed>,
    problem: RwSignal<Option<String>>,
    /// The reply did not arrive; it can be sent again.
    unsent: RwSignal<bool>,
    sending: RwSignal<bool>,
    /// Read out when something was said.
    news: RwSignal<String>,
}

/// How a reply is given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Chosen,
    Typed,
}

#[island]
pub fn RolePlayer(locale: Locale, play: PlayView, typed: Typed) -> impl IntoView {
    let player = Player {
        locale,
        play: RwSignal::new(play),
        problem: RwSignal::new(typed.problem.clone()),
        typed: StoredValue::new(typed),
        unsent: RwSignal::new(false),
        sending: RwSignal::new(false),
        news: RwSignal::new(String::new()),
    };
    view! {
        <section class="split player" aria-labelledby="talk">
            <div>
                <h2 id="talk" class="sr">{locale.role_play_talk()}</h2>
                {move || player.play.with(|play| moods(locale, &play.turn))}
                {move || player.play.with(|play| script(locale, &play.turn))}
                <p class="sr" role="status" aria-live="polite">{move || player.news.get()}</p>
                {move || player.play.with(|play| reply(player, play))}
            </div>
            <aside class="stack" data-gap="6">
                {player.play.with_untracked(|play| known(locale, &play.turn))}
                {move || player.play.with(|play| play.coach.as_ref().map(|coach| self::coach(locale, coach)))}
            </aside>
        </section>
    }
}

/// What can be done now: say something, or go on to the review.
fn reply(player: Player, play: &PlayView) -> AnyView {
    let locale = player.locale;
    if play.turn.ended {
        let href = format!("/role-play/plays/{}/debrief", play.id);
        return view! {
            <div class="reply ended" id="reply" tabindex="-1">
                <h2 class="h4">{locale.role_play_ended_title()}</h2>
                <p class="muted">{locale.role_play_ended_words()}</p>
                <p class="row"><LinkButton href words=locale.role_play_to_debrief() weight=Weight::Primary icon=Icon::Arrow/></p>
            </div>
        }
        .into_any();
    }
    let choosing = (!play.turn.replies.is_empty()).then(|| choosing(player, play));
    let writing = play.turn.prompt.as_ref().map(|prompt| writing(player, play, prompt));
    view! {
        <div class="reply" id="reply">
            <h2 class="h4">{locale.role_play_how_reply()}</h2>
            {move || player.problem.get().map(|words| view! { <p class="problem" id="reply-problem" role="alert">{words}</p> })}
            {choosing}
            {writing}
            {move || player.unsent.get().then(|| not_sent(locale))}
        </div>
    }
    .into_any()
}

/// The form around the replies to choose, or around the words to write.
fn form(player: Player, play: &PlayView, way: Way, fields: AnyView) -> impl IntoView + use<> {
    let locale = player.locale;
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        player.say(way);
    };
    let class = if way == Way::Typed && !play.turn.replies.is_empty() { "btn" } else { "btn primary" };
    let say = move || if player.sending.get() { locale.role_play_sending() } else { locale.role_play_say_it() };
    view! {
        <form
            class="stack"
            data-gap="4"
            method="post"
            action=format!("/role-play/plays/{}", play.id)
            novalidate=true
            on:submit=send
        >
            <input type="hidden" name="version" value=play.version.to_string()/>
            <input type="hidden" name="say" value=way.key()/>
            {fields}
            <div class="row">
                <button type="submit" class=class aria-disabled=move || player.sending.get().then_some("true")>
                    {say}
                    <Glyph icon=Icon::Arrow/>
                </button>
                <span class="small faint">{locale.role_play_no_taking_back()}</span>
            </div>
        </form>
    }
}

fn choosing(player: Player, play: &PlayView) -> impl IntoView + use<> {
    let locale = player.locale;
    let sent = player.typed.with_value(|typed| typed.reply.clone());
    let fields = replies(locale, &play.turn, &sent).into_any();
    form(player, play, Way::Chosen, fields)
}

fn writing(player: Player, play: &PlayView, prompt: &str) -> impl IntoView + use<> {
    let locale = player.locale;
    let value = player.typed.with_value(|typed| typed.words.clone());
    let fields = words(locale, &play.turn, prompt, value).into_any();
    form(player, play, Way::Typed, fields)
}

fn not_sent(locale: Locale) -> impl IntoView {
    view! {
        <div class="notice" data-state="problem" role="alert">
            <b>{locale.role_play_not_sent_title()}</b>
            <p>{locale.role_play_not_sent_words()}</p>
        </div>
    }
}

fn coach(locale: Locale, coach: &CoachView) -> impl IntoView + use<> {
    let rows = coach.dimensions.iter().map(|dimension| coach_row(locale, *dimension)).collect_view();
    view! {
        <section aria-labelledby="coach">
            <SectionHead id="coach" title=locale.role_play_coach() quiet=true>
                <span class="faint">{locale.role_play_coach_note()}</span>
            </SectionHead>
            <ul class="rubric">{rows}</ul>
        </section>
    }
}

fn coach_row(locale: Locale, dimension: DimensionView) -> impl IntoView + use<> {
    let DimensionView { dimension, points, cap } = dimension;
    let state = match (points, cap) {
        (0, _) => State::Unmet,
        (points, cap) if points >= cap => State::Met,
        (points, cap) => State::Learning(u8::try_from(u16::from(points) * 100 / u16::from(cap.max(1))).unwrap_or(100)),
    };
    view! { <li data-state=state.key()><Mark state/>{locale.dimension(dimension)}<b>{format!("{points}/{cap}")}</b></li> }
}

impl Way {
    fn key(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Typed => "typed",
        }
    }

    /// What stands in the form now. Read from the page: something may have been chosen or written before the island woke.
    fn reply(self) -> Option<Reply> {
        match self {
            Self::Chosen => {
                let chosen: HtmlInputElement = find("#reply input[name=reply]:checked")?.dyn_into().ok()?;
                Some(Reply::Chosen(ReplyId::from_form(chosen.value())))
            }
            Self::Typed => {
                let words: HtmlTextAreaElement = find("#words")?.dyn_into().ok()?;
                Some(Reply::Typed(words.value()))
            }
        }
    }
}

impl Player {
    /// Sends what was chosen or written. What does not arrive stays in its place.
    fn say(self, way: Way) {
        let locale = self.locale;
        if self.sending.get_untracked() {
            return;
        }
        let Some(reply) = way.reply() else {
            self.problem.set(Some(locale.role_play_refused_unchosen().to_owned()));
            return;
        };
        let (id, version) = self.play.with_untracked(|play| (play.id, play.version));
        self.sending.set(true);
        self.unsent.set(false);
        spawn_local(async move {
            let said = role_play_reply(id, version, reply).await;
            self.sending.set(false);
            match said {
                Ok(Said::Heard(play)) => self.heard(*play),
                Ok(Said::Refused(refusal)) => self.problem.set(Some(locale.refusal(refusal))),
                // Another window went on, or the session ended: the page itself knows what to show.
                Err(Failure::Stale | Failure::SignedOut | Failure::NotFound | Failure::Forbidden) => reload(),
                Err(
                    Failure::Offline
                    | Failure::Busy
                    | Failure::Internal
                    | Failure::TooMany { .. }
                    | Failure::TooLarge
                    | Failure::Malformed
                    | Failure::CrossSite,
                ) => self.unsent.set(true),
            }
        });
    }

    /// Shows the conversation as it goes on, reads out the answer, and puts the focus where the next reply is.
    fn heard(self, play: PlayView) {
        let locale = self.locale;
        let answer = play.turn.lines.last().filter(|line| line.who == Speaker::Customer && !play.turn.ended);
        let news = match answer {
            Some(line) => locale.role_play_said_customer(&play.turn.customer, &line.text),
            None => locale.role_play_ended_title().to_owned(),
        };
        self.problem.set(None);
        self.typed.set_value(Typed::default());
        self.news.set(news);
        self.play.set(play);
        focus_reply();
    }
}

fn reload() {
    let _ = window().location().reload();
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// After the new form stands in the page.
fn focus_reply() {
    request_animation_frame(|| {
        let place = find("#reply input[type=radio]").or_else(|| find("#words")).or_else(|| find("#reply"));
        if let Some(place) = place.and_then(|place| place.dyn_into::<HtmlElement>().ok()) {
            let _ = place.focus();
        }
        if let Some(now) = find("#now") {
            now.scroll_into_view();
        }
    });
}
