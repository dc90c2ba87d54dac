//! All role-plays, with what was reached in each.

use super::frame::learner;
use crate::api::failure::Failure;
use crate::components::button::{LinkButton, Weight};
use crate::components::empty::Empty;
use crate::components::icon::Icon;
use crate::components::mark::Mark;
use crate::components::page::Room;
use crate::components::state::State;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::services::learning::list_scenarios::{Record, ScenarioRow, list_scenarios};
use crate::server::state::AppState;
use leptos::prelude::*;

#[component]
pub fn RolePlayPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let learner = learner();
    let rows = async move { Ok::<_, Failure>(list_scenarios(&state, learner?).await?) };
    load(rows, move |rows| {
        view! { <Framed title=locale.role_play_title() room=Room::RolePlay>{shown(locale, &rows)}</Framed> }
    })
}

fn shown(locale: Locale, rows: &[ScenarioRow]) -> impl IntoView + use<> {
    if rows.is_empty() {
        return view! { <Empty icon=Icon::Talk title=locale.role_play_empty_title() words=locale.role_play_empty_words()/> }.into_any();
    }
    let next = rows.iter().position(|row| row.record.running.is_some());
    let next = next.or_else(|| rows.iter().position(|row| !row.record.passed));
    let list =
        rows.iter().enumerate().map(|(index, row)| scenario_row(locale, row, next == Some(index))).collect_view();
    view! {
        <header class="stack" data-gap="3">
            <h1>{locale.role_play_title()}</h1>
            <p class="lead">{locale.role_play_lead()}</p>
        </header>
        <ul class="agenda wide">{list}</ul>
    }
    .into_any()
}

fn scenario_row(locale: Locale, row: &ScenarioRow, next: bool) -> impl IntoView + use<> {
    let (state, words) = standing(locale, &row.record);
    let href = format!("/role-play/{}", row.id);
    let best = row.record.best.map(|best| view! { <span>{locale.role_play_best(&best)}</span> });
    let about =
        row.competencies.iter().take(3).map(|about| view! { <span>{locale.competency(*about)}</span> }).collect_view();
    let start = if row.record.running.is_some() { locale.role_play_go_on() } else { locale.role_play_start() };
    let next = next.then(|| {
        view! { <LinkButton href=href.clone() words=start weight=Weight::Primary slim=true icon=Icon::Arrow/> }
    });
    view! {
        <li data-state=state.key()>
            <Mark state/>
            <div>
                <a href=href.clone()>{row.title.get(locale).to_owned()}</a>
                <p class="small muted">{row.introduction.get(locale).to_owned()}</p>
                <small class="bits">
                    <span>{words}</span>
                    {best}
                    <span>{locale.level(row.level)}</span>
                    {about}
                    <span>{locale.curriculum_minutes(i64::from(row.minutes))}</span>
                </small>
            </div>
            {next}
        </li>
    }
}

/// The state of a role-play and its words.
pub(super) fn standing(locale: Locale, record: &Record) -> (State, &'static str) {
    if record.passed {
        (State::Met, locale.role_play_state_passed())
    } else if record.running.is_some() {
        (State::Learning(50), locale.role_play_state_running())
    } else if record.ended > 0 {
        (State::Rejected, locale.role_play_state_failed())
    } else {
        (State::Unmet, locale.role_play_state_new())
    }
}
