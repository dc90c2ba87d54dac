//! A role-play under way. The player is an island; without script it is the same form.

use super::frame::learner;
use crate::api::failure::Failure;
use crate::components::page::Room;
use crate::domain::id::PlayId;
use crate::domain::locale::Locale;
use crate::islands::role_play::{RolePlayer, Typed};
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::form::Form;
use crate::server::services::learning::read_play::{OpenPlay, read_play};
use crate::server::state::AppState;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

#[component]
pub fn PlayPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let form: Form = expect_context();
    let learner = learner();
    let id = use_params_map().read_untracked().get("play").and_then(|id| id.parse::<PlayId>().ok());
    let play = async move {
        let id = id.ok_or(Failure::NotFound)?;
        Ok::<_, Failure>(read_play(&state, learner?, id, locale).await?)
    };
    load(play, move |play| {
        let title = play.view.turn.title.clone();
        view! { <Framed title room=Room::RolePlay>{shown(locale, play, &form)}</Framed> }
    })
}

fn shown(locale: Locale, play: OpenPlay, form: &Form) -> impl IntoView + use<> {
    let turn = &play.view.turn;
    let typed = Typed {
        words: form.raw("words").to_owned(),
        reply: form.text("reply").to_owned(),
        problem: form.problem_of("reply", locale),
    };
    view! {
        <header class="stack" data-gap="3">
            <p class="label bits">
                <span><a href="/role-play">{locale.role_play_title()}</a></span>
                <span><a href=format!("/role-play/{}", play.scenario)>{locale.role_play_customer()}</a></span>
            </p>
            <h1>{turn.title.clone()}</h1>
            <p class="lead">{turn.introduction.clone()}</p>
        </header>
        <RolePlayer locale play=play.view typed/>
    }
}
