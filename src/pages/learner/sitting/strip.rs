//! The invigilator's strip: what is sat, whether the answers are safe, and the time.

use super::{exam_name, part_name};
use crate::components::mark::Mark;
use crate::components::state::State;
use crate::domain::attempt::view::{Progress, SittingView, Standing};
use crate::domain::form::PartKind;
use crate::domain::locale::Locale;
use crate::pages::rendered::rendered;
use leptos::prelude::*;

pub(super) fn strip(view: &SittingView, part: Option<PartKind>) -> impl IntoView + use<> {
    let locale = view.locale;
    let place = part.map(|part| {
        let number = view.parts.iter().position(|run| run.part == part).map_or(1, |index| index + 1);
        locale.sitting_place(&number, &part_name(locale, part), &view.parts.len())
    });
    let saved = part
        .is_some_and(|part| part != PartKind::RolePlay)
        .then(|| rendered(&format!("sitting saved {locale}"), || saved(locale)));
    let (label, is_over) = match view.state.standing {
        Standing::Part { .. } => (locale.sitting_time_left(), false),
        Standing::Pause { .. } => (locale.sitting_pause_left(), false),
        Standing::Over { .. } => ("", true),
    };
    let clock = (!is_over).then(|| {
        let word = if part.is_some() { locale.sitting_left() } else { locale.sitting_pause_left() };
        view! { <p class="clock" role="timer" aria-label=label><small id="time-word" data-words=word>{word}</small><b id="clock"></b></p> }
    });
    let done = view.parts.iter().filter(|run| run.progress == Progress::Closed).count();
    let steps = (0..view.parts.len())
        .map(|index| {
            let is_current = part.is_some() && index == done;
            view! { <i data-done=(index < done).then_some("") data-current=is_current.then_some("")></i> }
        })
        .collect_view();
    view! {
        <header class="invigilator">
            <p>
                <b>{exam_name(view)}</b>
                {place.map(|place| view! { <span>{place}</span> })}
                <span class="steps" aria-hidden="true">{steps}</span>
            </p>
            {saved}
            {clock}
            <svg class="sand" aria-hidden="true"><rect id="sand" width="0" height="2"></rect></svg>
        </header>
        <p id="news" class="sr" role="status" aria-live="polite"></p>
    }
}

/// One of these shows; the player says which, and fills in time and number.
fn saved(locale: Locale) -> impl IntoView + use<> {
    view! {
        <p class="saved" id="saved">
            <span class="state" data-state="waiting" data-of="opening"><Mark state=State::Waiting/>{locale.sitting_opening()}</span>
            <span class="state" data-state="saved" data-of="saved" hidden>
                <Mark state=State::Saved/>
                {locale.sitting_saved()}
                <time></time>
            </span>
            <span class="state" data-state="local" data-of="local" hidden><Mark state=State::Local/><span></span></span>
            <span class="state" data-state="problem" data-of="problem" hidden><Mark state=State::Problem/><span></span></span>
        </p>
    }
}
