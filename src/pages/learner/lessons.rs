//! All lessons, level by level, in the order in which they are learned.

use super::frame::learner;
use crate::api::failure::Failure;
use crate::components::button::{LinkButton, Weight};
use crate::components::empty::Empty;
use crate::components::icon::Icon;
use crate::components::mark::Mark;
use crate::components::page::Room;
use crate::components::ruler::{Measure, Ruler};
use crate::components::state::State;
use crate::domain::lesson::completion::Standing;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::services::learning::list_lessons::{LessonRow, list_lessons};
use crate::server::state::AppState;
use leptos::prelude::*;

#[component]
pub fn LessonsPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let learner = learner();
    let rows = async move { Ok::<_, Failure>(list_lessons(&state, learner?).await?) };
    load(rows, move |rows| {
        view! { <Framed title=locale.lesson_title() room=Room::Lessons>{shown(locale, &rows)}</Framed> }
    })
}

fn shown(locale: Locale, rows: &[LessonRow]) -> impl IntoView + use<> {
    if rows.is_empty() {
        return view! { <Empty icon=Icon::Book title=locale.lesson_empty_title() words=locale.lesson_empty_words()/> }
            .into_any();
    }
    let done = rows.iter().filter(|row| row.standing == Standing::Complete).count();
    let lead = if done == rows.len() { locale.lesson_lead_done() } else { locale.lesson_lead_open() };
    let levels = Level::ALL
        .iter()
        .map(|level| (*level, rows.iter().filter(|row| row.level == *level).cloned().collect::<Vec<_>>()))
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(level, rows)| level_section(locale, level, &rows))
        .collect_view();
    view! {
        <header class="stack" data-gap="3">
            <h1>{locale.lesson_title()}</h1>
            <p class="lead">{lead}</p>
            <p class="small"><a href="/programmes">{locale.programme_link()}</a></p>
        </header>
        {levels}
    }
    .into_any()
}

fn level_section(locale: Locale, level: Level, rows: &[LessonRow]) -> impl IntoView + use<> {
    let done = rows.iter().filter(|row| row.standing == Standing::Complete).count();
    let progress = locale.lesson_progress(&done, &rows.len());
    let of = u32::try_from(rows.len()).unwrap_or(1);
    let have = u32::try_from(done).map_or(0.0, f64::from);
    let heading = format!("level-{level}");
    let rows = rows.iter().map(|row| lesson_row(locale, row)).collect_view();
    view! {
        <section aria-labelledby=heading.clone() data-level=level.number().to_string()>
            <div class="section-head">
                <h2 id=heading.clone()>{format!("{} {}", locale.level(level), locale.level_name(level))}</h2>
                <p class="extra">{progress}</p>
            </div>
            <Ruler measure=Measure::whole(have, of)/>
            <ol class="agenda wide">{rows}</ol>
        </section>
    }
}

fn lesson_row(locale: Locale, row: &LessonRow) -> impl IntoView + use<> {
    let (state, words) = standing(locale, row);
    let title = row.title.get(locale).to_owned();
    let href = format!("/lessons/{}", row.id);
    let name = view! { <a href=href.clone()>{title}</a> };
    let begin =
        if matches!(row.standing, Standing::Begun { .. }) { locale.lesson_next() } else { locale.lesson_start_here() };
    let next =
        row.next.then(|| view! { <LinkButton href words=begin weight=Weight::Primary slim=true icon=Icon::Arrow/> });
    let minutes = locale.curriculum_minutes(i64::from(row.minutes));
    view! {
        <li data-state=state.key() data-done=(row.standing == Standing::Complete).then_some("") aria-current=row.next.then_some("step")>
            <Mark state/>
            <p>{name}<small class="bits"><span>{words}</span><span>{minutes}</span></small></p>
            {next}
        </li>
    }
}

/// The state of a lesson and its words.
pub(super) fn standing(locale: Locale, row: &LessonRow) -> (State, String) {
    match &row.standing {
        Standing::Complete => (State::Met, locale.lesson_state_complete().to_owned()),
        Standing::Begun { answered: 0, .. } => (State::Learning(10), locale.lesson_state_begun_reading().to_owned()),
        Standing::Begun { answered, of } => {
            let percent = u8::try_from(answered * 100 / (*of).max(1)).unwrap_or(100);
            (State::Learning(percent), locale.lesson_state_begun(answered, of))
        }
        Standing::Open => (State::Unmet, locale.lesson_state_open().to_owned()),
        Standing::Locked { .. } => {
            let quoted = row.after.iter().map(|title| locale.lesson_quoted(&title.get(locale)));
            let titles: Vec<String> = quoted.collect();
            let and = if locale == Locale::ZhCn { "" } else { ", " };
            (State::Locked, locale.lesson_after(&titles.join(and)))
        }
    }
}
