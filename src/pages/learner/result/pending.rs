//! Before the release: where the paper is, and what comes next. Nothing of what it came to.

use crate::components::button::{LinkButton, Weight};
use crate::components::icon::Icon;
use crate::components::mark::Mark;
use crate::components::moment::minute;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::State;
use crate::domain::attempt::state::Stage;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::learner::exams::words::exam_words;
use crate::server::services::exam::read_pending::Pending;
use leptos::prelude::*;

pub(super) fn page(locale: Locale, pending: &Pending) -> impl IntoView + use<> {
    let exam = exam_words(locale, pending.kind, pending.level);
    let (heading, lead) = words(locale, pending.stage);
    let running = pending.stage == Stage::InProgress;
    let go_on = running.then(|| {
        let href = format!("/sitting/{}", pending.attempt);
        view! { <p class="row"><LinkButton href words=locale.exam_go_on() weight=Weight::Primary icon=Icon::Arrow/></p> }
    });
    let steps = (!running).then(|| steps(locale, pending));
    view! {
        <Framed title=locale.exam_pending_title(&exam) room=Room::Exams>
            <header class="stack" data-gap="3">
                <p class="label bits"><a href="/exams">{locale.exam_score_all()}</a><span>{exam}</span></p>
                <h1>{heading}</h1>
                <p class="lead">{lead}</p>
                {go_on}
            </header>
            {steps}
        </Framed>
    }
}

fn words(locale: Locale, stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Registered | Stage::InProgress => {
            (locale.exam_pending_heading_running(), locale.exam_pending_lead_running())
        }
        Stage::Submitted | Stage::Expired => {
            (locale.exam_pending_heading_submitted(), locale.exam_pending_lead_submitted())
        }
        Stage::AwaitingScoring => (locale.exam_pending_heading_awaiting(), locale.exam_pending_lead_awaiting()),
        Stage::Scored | Stage::Released => (locale.exam_pending_heading_scored(), locale.exam_pending_lead_scored()),
    }
}

fn steps(locale: Locale, pending: &Pending) -> impl IntoView + use<> {
    let scored = matches!(pending.stage, Stage::Scored | Stage::Released);
    let handed_in = pending.ended_at.map(minute).unwrap_or_default();
    let step = |state: State, name: &'static str, note: String| {
        view! { <li data-state=state.key()><Mark state/><p>{name}<small>{note}</small></p></li> }
    };
    let (second, third) = if scored {
        ((State::Met, locale.exam_pending_done()), (State::Waiting, locale.exam_pending_now()))
    } else {
        ((State::Waiting, locale.exam_pending_now()), (State::Unmet, locale.exam_pending_later()))
    };
    view! {
        <section aria-labelledby="steps">
            <SectionHead id="steps" title=locale.exam_pending_steps() quiet=true/>
            <ol class="agenda">
                {step(State::Met, locale.exam_pending_step_handed_in(), handed_in)}
                {step(second.0, locale.exam_pending_step_scored(), second.1.to_owned())}
                {step(third.0, locale.exam_pending_step_released(), third.1.to_owned())}
            </ol>
            <p class="small muted under">{locale.exam_pending_nobody()}</p>
        </section>
    }
}
