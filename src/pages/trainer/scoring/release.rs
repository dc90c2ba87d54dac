//! Asking once before results are released, and saying what candidates will see.

use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::state::State;
use crate::components::table::{Fact, Facts};
use crate::domain::attempt::state::Stage;
use crate::domain::form::Release;
use crate::domain::id::ExamSessionId;
use crate::domain::locale::Locale;
use crate::pages::frame::{Framed, problems};
use crate::pages::hr::sessions::words;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::services::exam::release::{Ready, ready};
use leptos::prelude::*;

#[component]
pub fn ReleasePage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move {
            let id: ExamSessionId = asked.path("session")?;
            ready(&asked.state, asked.account()?, id).await
        }
    };
    load(loading, move |ready| view! { <Confirm asked ready/> })
}

#[component]
fn Confirm(asked: Asked, ready: Ready) -> impl IntoView {
    let (locale, form) = (asked.locale, asked.form);
    let back = format!("/sessions/{}", ready.session.id);
    let of = |stage: Stage| ready.lines.iter().filter(move |line| line.stage() == stage);
    let count = |things: usize| i64::try_from(things).unwrap_or(i64::MAX);
    let scored = count(of(Stage::Scored).count());
    let passed = count(of(Stage::Scored).filter(|line| line.passed == Some(true)).count());
    let awaiting = count(of(Stage::AwaitingScoring).count());
    let going_on = [Stage::InProgress, Stage::Submitted, Stage::Expired].map(|stage| of(stage).count());
    let going_on = count(going_on.into_iter().sum());
    let own = ready.own.then(|| view! { <Notice state=State::Unverified title=locale.scoring_release_own()/> });
    let go = if scored == 0 {
        view! { <p>{locale.scoring_release_none()}</p><LinkButton href=back.clone() words=locale.exam_session_back_to()/> }
            .into_any()
    } else {
        view! {
            <form class="form" method="post" action=format!("{back}/release")>
                <p class="row">
                    <Submit words=locale.scoring_release_go(scored) weight=Weight::Primary/>
                    <LinkButton href=back.clone() words=locale.scoring_release_cancel() weight=Weight::Quiet/>
                </p>
            </form>
        }
        .into_any()
    };
    view! {
        <Framed title=locale.scoring_release_page() room=Room::Scoring>
            <header class="stack">
                <p class="label"><a href=back>{words::name(locale, &ready.session)}</a></p>
                <h1>{locale.scoring_release_page()}</h1>
                <p class="lead">{locale.scoring_release_lead()}</p>
            </header>
            <ErrorSummary locale problems=problems(&form, locale)/>
            <Facts wide=true>
                <Fact term=locale.scoring_release_ready()>{locale.scoring_release_count(scored)}</Fact>
                <Fact term=locale.scoring_release_passed()>{locale.scoring_release_count(passed)}</Fact>
                <Fact term=locale.scoring_release_failed()>{locale.scoring_release_count(scored - passed)}</Fact>
                <Fact term=locale.scoring_release_waiting()>{locale.scoring_release_count(awaiting)}</Fact>
                <Fact term=locale.scoring_release_running()>{locale.scoring_release_count(going_on)}</Fact>
                <Fact term=locale.scoring_release_sees()>{sees(locale, ready.policy)}</Fact>
            </Facts>
            {own}
            {go}
        </Framed>
    }
}

fn sees(locale: Locale, policy: Release) -> &'static str {
    match policy {
        Release::ScoreOnly => locale.scoring_sees_score(),
        Release::ByCompetency => locale.scoring_sees_competency(),
        Release::ItemsWithoutKeys => locale.scoring_sees_items(),
        Release::FullFeedback => locale.scoring_sees_all(),
    }
}
