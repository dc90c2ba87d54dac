//! One role-play before it begins: who calls, what is known, what is scored, and earlier plays.

use super::frame::learner;
use super::role_play::standing;
use crate::api::failure::Failure;
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::icon::Icon;
use crate::components::mark::Mark;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::{State, StateLine};
use crate::domain::locale::Locale;
use crate::domain::scenario::model::ScenarioId;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::clock::day_in_china;
use crate::server::services::learning::read_scenario::{Briefed, read_scenario};
use crate::server::state::AppState;
use crate::server::storage::play::{Stage, Summary};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

#[component]
pub fn ScenarioPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let learner = learner();
    let id = use_params_map().read_untracked().get("scenario").and_then(|id| id.parse::<ScenarioId>().ok());
    let briefed = async move {
        let id = id.ok_or(Failure::NotFound)?;
        let briefed = read_scenario(&state, learner?, &id, locale).await?;
        Ok::<_, Failure>((id, briefed))
    };
    load(briefed, move |(id, briefed)| {
        let title = briefed.view.title.clone();
        view! { <Framed title room=Room::RolePlay class="page split">{shown(locale, &id, &briefed)}</Framed> }
    })
}

fn shown(locale: Locale, id: &ScenarioId, briefed: &Briefed) -> impl IntoView + use<> {
    let view = &briefed.view;
    let facts = view.facts.iter().map(|fact| view! { <li>{fact.clone()}</li> }).collect_view();
    let rubric = view
        .dimensions
        .iter()
        .map(|(dimension, cap)| view! { <li>{locale.dimension(*dimension)}<b>{cap.to_string()}</b></li> })
        .collect_view();
    let (state, words) = standing(locale, &briefed.record);
    let full = locale.role_play_full_marks(&view.of);
    let best = briefed.record.best.map(|best| view! { <span>{locale.role_play_best(&best)}</span> });
    view! {
        <div class="stack" data-gap="6">
            <header class="stack" data-gap="3">
                <p class="label bits">
                    <span>{locale.role_play_title()}</span>
                    <span>{locale.curriculum_minutes(i64::from(view.minutes))}</span>
                </p>
                <h1>{view.title.clone()}</h1>
                <p class="lead">{view.introduction.clone()}</p>
                <p class="bits small"><StateLine state words/>{best}</p>
            </header>
            <section aria-labelledby="known">
                <SectionHead id="known" title=locale.role_play_known()/>
                <ul class="known">{facts}</ul>
            </section>
            {start(locale, id, briefed)}
            {history(locale, &briefed.plays)}
        </div>
        <aside class="stack" data-gap="6">
            <section aria-labelledby="rubric">
                <SectionHead id="rubric" title=locale.role_play_scored_by() quiet=true>
                    <span class="faint">{full}</span>
                </SectionHead>
                <ul class="rubric">{rubric}</ul>
            </section>
        </aside>
    }
}

/// A play that was broken off goes on; otherwise, or beside it, a new one begins.
fn start(locale: Locale, id: &ScenarioId, briefed: &Briefed) -> impl IntoView + use<> {
    let running = briefed.record.running;
    let go_on = running.map(|play| {
        let href = format!("/role-play/plays/{play}");
        view! { <LinkButton href words=locale.role_play_go_on() weight=Weight::Primary icon=Icon::Arrow/> }
    });
    let (words, weight) = match (running, briefed.record.ended) {
        (Some(_), _) => (locale.role_play_restart(), Weight::Plain),
        (None, 0) => (locale.role_play_start(), Weight::Primary),
        (None, _) => (locale.role_play_once_more(), Weight::Primary),
    };
    view! {
        <form class="row" method="post" action=format!("/role-play/{id}")>
            {go_on}
            <Submit words weight icon=if running.is_some() { Icon::Again } else { Icon::Arrow }/>
        </form>
    }
}

fn history(locale: Locale, plays: &[Summary]) -> Option<impl IntoView + use<>> {
    if plays.is_empty() {
        return None;
    }
    let count = plays.len();
    let rows = plays
        .iter()
        .enumerate()
        .map(|(index, play)| {
            let name = locale.role_play_history_row(&(count - index));
            let day = locale.day(day_in_china(play.started_at));
            let (state, words, href) = match play.stage {
                Stage::Running => (
                    State::Learning(50),
                    locale.role_play_in_progress().to_owned(),
                    format!("/role-play/plays/{}", play.id),
                ),
                Stage::Ended { total, passed, .. } => {
                    let (state, words) = if passed {
                        (State::Met, locale.role_play_passed(&total))
                    } else {
                        (State::Rejected, locale.role_play_failed(&total))
                    };
                    (state, words, format!("/role-play/plays/{}/debrief", play.id))
                }
            };
            view! {
                <li data-state=state.key()>
                    <Mark state/>
                    <p><a href=href>{name}</a><small class="bits"><span>{words}</span><span>{day}</span></small></p>
                </li>
            }
        })
        .collect_view();
    Some(view! {
        <section aria-labelledby="history">
            <SectionHead id="history" title=locale.role_play_history() quiet=true/>
            <ul class="agenda">{rows}</ul>
        </section>
    })
}
