//! Practice by skill, and the wrong-answer book.

use super::frame::learner;
use crate::api::failure::Failure;
use crate::components::button::{LinkButton, Weight};
use crate::components::empty::Empty;
use crate::components::icon::Icon;
use crate::components::mark::Mark;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::State;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::services::learning::practice_overview::{Overview, ShelfRow, practice_overview};
use crate::server::services::learning::shelf::Shelf;
use crate::server::state::AppState;
use leptos::prelude::*;

#[component]
pub fn PracticePage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let learner = learner();
    let overview = async move { Ok::<_, Failure>(practice_overview(&state, learner?).await?) };
    load(overview, move |overview| {
        view! { <Framed title=locale.practice_title() room=Room::Practice>{shown(locale, &overview)}</Framed> }
    })
}

fn shown(locale: Locale, overview: &Overview) -> impl IntoView + use<> {
    if overview.shelves.is_empty() {
        return view! { <Empty icon=Icon::Book title=locale.practice_nothing_title() words=locale.practice_nothing_words()/> }.into_any();
    }
    let rows = overview.shelves.iter().map(|row| shelf_row(locale, *row)).collect_view();
    view! {
        <header class="stack" data-gap="3">
            <h1>{locale.practice_title()}</h1>
            <p class="lead">{locale.practice_lead()}</p>
        </header>
        {mistakes(locale, overview.mistakes)}
        <section aria-labelledby="skills">
            <SectionHead id="skills" title=locale.practice_by_competency()/>
            <ul class="agenda wide">{rows}</ul>
        </section>
    }
    .into_any()
}

fn mistakes(locale: Locale, count: usize) -> impl IntoView + use<> {
    let words = match i64::try_from(count).unwrap_or(i64::MAX) {
        0 => locale.practice_mistakes_none().to_owned(),
        some => locale.practice_mistakes_some(some),
    };
    let start = (count > 0).then(|| {
        let href = format!("/practice/{}", Shelf::Mistakes);
        view! { <LinkButton href words=locale.practice_mistakes_start() weight=Weight::Primary icon=Icon::Arrow/> }
    });
    view! {
        <section class="next" aria-labelledby="mistakes">
            <div><h2 id="mistakes">{locale.practice_mistakes()}</h2><p class="muted">{words}</p></div>
            {start}
        </section>
    }
}

fn shelf_row(locale: Locale, row: ShelfRow) -> impl IntoView + use<> {
    let percent = u8::try_from(row.right * 100 / row.items.max(1)).unwrap_or(100);
    let state = match (row.tried, percent) {
        (0, _) => State::Unmet,
        (_, 100) => State::Met,
        (_, percent) => State::Learning(percent),
    };
    let href = format!("/practice/{}", Shelf::Competency(row.competency));
    view! {
        <li data-state=state.key()>
            <Mark state/>
            <p>
                <a href=href>{locale.competency(row.competency)}</a>
                <small class="bits">
                    <span>{locale.practice_tried(&row.items, &row.tried)}</span>
                    {(row.tried > 0).then(|| view! { <span>{locale.practice_right(&row.right)}</span> })}
                </small>
            </p>
        </li>
    }
}
