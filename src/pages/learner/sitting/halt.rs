//! When no part runs: the pause between two, and the end.

use super::notices::{elsewhere, notices};
use super::part_name;
use crate::components::button::{LinkButton, Weight};
use crate::components::icon::{Glyph, Icon};
use crate::components::mark::Mark;
use crate::components::section_head::SectionHead;
use crate::components::state::State;
use crate::domain::attempt::state::{Ending, Stage};
use crate::domain::attempt::view::{PartProgress, SittingView};
use crate::domain::form::PartKind;
use crate::domain::locale::Locale;
use leptos::prelude::*;

pub(super) fn pause(view: &SittingView, next: PartKind) -> impl IntoView + use<> {
    let locale = view.locale;
    let run = view.parts.iter().find(|run| run.part == next);
    let minutes = run.map_or(0, |run| run.seconds / 60);
    let name = part_name(locale, next);
    let last = view.parts.iter().rev().find_map(|run| run.ended);
    let (title, counts) = match last {
        Some(Ending::Expired) => (locale.sitting_pause_collected(), Some(locale.sitting_pause_counts())),
        Some(Ending::Submitted) | None => (locale.sitting_pause_title(), None),
    };
    view! {
        <main id="main" class="page exam halt" tabindex="-1">
            {notices(view)}
            {elsewhere(locale)}
            <div id="paper" class="stack" data-gap="6" inert>
                <header class="stack" data-gap="3">
                    <h1 tabindex="-1">{title}</h1>
                    {counts.map(|words| view! { <p>{words}</p> })}
                    {late(view)}
                    <p class="lead">{locale.sitting_pause_words(&minutes, &name)}</p>
                </header>
                <p class="row"><button type="button" class="btn primary" id="begin">{locale.sitting_begin(&name)}<Glyph icon=Icon::Arrow/></button></p>
                <p class="muted">{locale.sitting_pause_until()}</p>
                {parts(view, Some(next))}
            </div>
        </main>
    }
}

pub(super) fn over(view: &SittingView, stage: Stage) -> impl IntoView + use<> {
    let locale = view.locale;
    let is_released = stage == Stage::Released;
    // A part that nobody began ends with the sitting, whatever ended that: the last one that was sat tells.
    let collected = view.parts.iter().rev().find_map(|run| run.ended) == Some(Ending::Expired);
    let (title, lead) = if collected {
        (locale.sitting_over_collected_title(), locale.sitting_over_collected_words())
    } else {
        (locale.sitting_over_submitted_title(), locale.sitting_over_submitted_words())
    };
    let has_case = view.parts.iter().any(|run| run.part == PartKind::CaseAnalysis);
    let essay = has_case.then(|| view! { <li>{locale.sitting_over_essay()}</li> });
    let result = is_released.then(|| {
        let href = format!("/results/{}", view.state.attempt);
        view! { <LinkButton href words=locale.sitting_over_result() weight=Weight::Primary icon=Icon::Arrow/> }
    });
    let (mark, word) = if is_released {
        (State::Met, locale.sitting_over_released())
    } else {
        (State::Waiting, locale.sitting_over_soon())
    };
    view! {
        <main id="main" class="page exam halt" tabindex="-1">
            <div id="paper" class="stack" data-gap="6">
                <header class="stack" data-gap="3">
                    <h1 tabindex="-1">{title}</h1>
                    <p class="lead">{lead}</p>
                    {late(view)}
                </header>
                {parts(view, None)}
                <section aria-labelledby="next">
                    <SectionHead id="next" title=locale.sitting_over_next()>
                        <span class="state" data-state=mark.key()><Mark state=mark/>{word}</span>
                    </SectionHead>
                    <ul class="after">
                        <li>{locale.sitting_over_scored()}</li>
                        {essay}
                        <li>{locale.sitting_over_release()}</li>
                        <li id="forgotten" hidden>{locale.sitting_over_device()}</li>
                    </ul>
                </section>
                <p class="row">{result}<LinkButton href="/" words=locale.sitting_over_home()/></p>
            </div>
        </main>
    }
}

/// What came too late is said: nobody shall believe that it counts.
fn late(view: &SittingView) -> Option<impl IntoView + use<>> {
    let late = i64::try_from(view.late).ok().filter(|late| *late > 0)?;
    Some(view! { <p>{view.locale.sitting_late(late)}</p> })
}

fn parts(view: &SittingView, next: Option<PartKind>) -> impl IntoView + use<> {
    let locale = view.locale;
    let rows = view.parts.iter().map(|run| part(locale, *run, next == Some(run.part))).collect_view();
    view! {
        <section aria-labelledby="parts">
            <SectionHead id="parts" title=locale.sitting_parts_title()/>
            <ul class="parts">{rows}</ul>
        </section>
    }
}

fn part(locale: Locale, run: PartProgress, is_next: bool) -> impl IntoView + use<> {
    let (state, words) = match run.ended {
        Some(Ending::Submitted) => (State::Met, locale.sitting_part_done()),
        Some(Ending::Expired) => (State::Waiting, locale.sitting_part_collected()),
        None if is_next => (State::Eligible, locale.sitting_part_next()),
        None => (State::Unmet, locale.sitting_part_waiting()),
    };
    let minutes = locale.sitting_part_minutes(&(run.seconds / 60));
    view! {
        <li data-state=state.key()>
            <Mark state/>
            <b>{part_name(locale, run.part)}</b>
            <small class="bits"><span>{words}</span><span>{minutes}</span></small>
        </li>
    }
}
