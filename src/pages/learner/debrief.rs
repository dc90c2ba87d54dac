//! After a role-play: the result, the marks, the transcript with notes, and the way to a better one.

use super::frame::learner;
use crate::api::failure::Failure;
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::debrief::{MarkView, Marks, NoteView, NotedLine, NotedScript, Span, Verdict};
use crate::components::dialogue;
use crate::components::icon::Icon;
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::State;
use crate::domain::id::PlayId;
use crate::domain::locale::Locale;
use crate::domain::scenario::debrief::{Better, DebriefLine, DebriefView, DimensionDebrief};
use crate::domain::scenario::view::Speaker;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::services::learning::read_debrief::{Debriefed, read_debrief};
use crate::server::state::AppState;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

#[component]
pub fn DebriefPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let learner = learner();
    let id = use_params_map().read_untracked().get("play").and_then(|id| id.parse::<PlayId>().ok());
    let debrief = async move {
        let id = id.ok_or(Failure::NotFound)?;
        // Before the ending there is none.
        read_debrief(&state, learner?, id, locale).await?.ok_or(Failure::NotFound)
    };
    load(debrief, move |debrief| {
        let title = debrief.view.title.clone();
        view! { <Framed title room=Room::RolePlay>{shown(locale, &debrief)}</Framed> }
    })
}

fn shown(locale: Locale, debrief: &Debriefed) -> impl IntoView + use<> {
    let view = &debrief.view;
    let total = view.total;
    let title = if view.passed { locale.role_play_passed(&total) } else { locale.role_play_failed(&total) };
    let pass = view.needed.unwrap_or(0);
    let marks = view.dimensions.iter().map(|dimension| mark(locale, dimension, view)).collect();
    let lines = view.lines.iter().map(|line| noted(locale, line, &view.customer, locale.talk_you())).collect();
    view! {
        <header class="stack" data-gap="3">
            <p class="label bits"><span>{locale.role_play_title()}</span><span>{locale.role_play_round(&debrief.number)}</span></p>
            <h1 class="h4">{view.title.clone()}</h1>
        </header>
        <section class="stack" data-gap="5" aria-labelledby="result">
            <Verdict
                locale
                label=locale.role_play_debrief()
                title
                have=u32::from(total)
                of=u32::from(view.of)
                pass=u32::from(pass)
                last=view.earlier_best.map(u32::from)
            />
            <p class="lead">{view.story.clone()}</p>
            {best(locale, view)}
            {shortfalls(locale, view)}
            <Marks locale marks/>
        </section>
        <NotedScript locale title=locale.role_play_transcript() lines/>
        {lists(locale, view)}
        {again(locale, debrief)}
    }
}

fn best(locale: Locale, view: &DebriefView) -> impl IntoView + use<> {
    let new = view.earlier_best.is_some_and(|before| view.total > before);
    let new = new.then(|| view! { <span>{locale.role_play_new_best()}</span> });
    view! { <p class="bits muted">{new}<span>{locale.role_play_best_possible(&view.best_possible)}</span></p> }
}

fn shortfalls(locale: Locale, view: &DebriefView) -> Option<impl IntoView + use<>> {
    if view.shortfalls.is_empty() {
        return None;
    }
    let rows = view.shortfalls.iter().map(|shortfall| view! { <li>{locale.shortfall(shortfall)}</li> }).collect_view();
    Some(view! {
        <Notice state=State::Rejected title=locale.role_play_why_failed()><ul class="prose-list">{rows}</ul></Notice>
    })
}

fn mark(locale: Locale, dimension: &DimensionDebrief, view: &DebriefView) -> MarkView {
    // The reasons of the lines that moved it say more than a count.
    let reasons: Vec<String> =
        dimension.lines.iter().filter_map(|index| view.lines.get(*index)?.reason.clone()).take(2).collect();
    let reason = if reasons.is_empty() { locale.role_play_from_no_line().to_owned() } else { reasons.join(" ") };
    MarkView {
        dimension: locale.dimension(dimension.score.dimension).to_owned(),
        have: u32::from(dimension.score.points),
        of: u32::from(dimension.score.cap),
        reason,
    }
}

/// A line of the transcript with what it earned or cost. `player` is how the page calls whoever played.
pub fn noted(locale: Locale, line: &DebriefLine, customer: &str, player: &str) -> NotedLine {
    let (speaker, name) = match line.who {
        Speaker::Customer => (dialogue::Speaker::Customer, customer.to_owned()),
        Speaker::Player => (dialogue::Speaker::You, player.to_owned()),
    };
    let change: i32 = line.points.iter().map(|change| i32::from(change.change)).sum();
    let span = match change {
        0 => Span::Plain(line.text.clone()),
        change if change > 0 => Span::Good(line.text.clone()),
        _ => Span::Bad(line.text.clone()),
    };
    NotedLine { speaker, name, spans: vec![span], notes: notes(locale, line) }
}

/// The points by dimension, then the reason once, then the better wording.
fn notes(locale: Locale, line: &DebriefLine) -> Vec<NoteView> {
    if line.who == Speaker::Customer {
        return Vec::new();
    }
    let points = line.points.iter().map(|change| NoteView {
        points: i32::from(change.change),
        words: locale.dimension(change.dimension).to_owned(),
        better: None,
    });
    let mut notes: Vec<NoteView> = points.collect();
    let patience = match line.patience {
        0 => None,
        change if change > 0 => Some(locale.role_play_patience_up()),
        _ => Some(locale.role_play_patience_down()),
    };
    let words = [line.reason.as_deref(), patience.filter(|_| line.points.is_empty())];
    let words: Vec<&str> = words.into_iter().flatten().collect();
    let better = line.better.as_ref().map(better);
    notes.push(NoteView { points: 0, words: words.join(" "), better });
    notes
}

fn better(better: &Better) -> String {
    better.text.clone().unwrap_or_else(|| better.reason.clone())
}

fn lists(locale: Locale, view: &DebriefView) -> impl IntoView + use<> {
    let list = |id: &'static str, title: &'static str, things: &[String]| {
        let rows = things.iter().map(|thing| view! { <li>{thing.clone()}</li> }).collect_view();
        (!things.is_empty()).then(|| {
            view! {
                <section aria-labelledby=id>
                    <SectionHead id title quiet=true/>
                    <ul class="known">{rows}</ul>
                </section>
            }
        })
    };
    let unjudged = view.unjudged.then(|| view! { <p class="small muted">{locale.role_play_unjudged()}</p> });
    view! {
        {list("missed", locale.role_play_missed(), &view.missed)}
        {list("breaches", locale.role_play_breaches(), &view.breaches)}
        <section aria-labelledby="about">
            <SectionHead id="about" title=locale.role_play_about_customer() quiet=true/>
            <div class="prose">
                <p>{view.persona.clone()}</p>
                <h3 class="h4">{locale.role_play_hidden()}</h3>
                <p>{view.hidden.clone()}</p>
            </div>
        </section>
        {unjudged}
    }
}

fn again(locale: Locale, debrief: &Debriefed) -> impl IntoView + use<> {
    let done = debrief.view.passed && debrief.view.total >= debrief.view.best_possible;
    let weight = if done { Weight::Plain } else { Weight::Primary };
    view! {
        <form class="row" method="post" action=format!("/role-play/{}", debrief.scenario)>
            <Submit words=locale.role_play_play_again() weight icon=Icon::Again/>
            <LinkButton href="/" words=locale.role_play_to_today()/>
            <LinkButton href="/role-play" words=locale.role_play_to_list() weight=Weight::Quiet/>
        </form>
    }
}
