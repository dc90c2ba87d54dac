//! The trainer's home: what the curriculum holds, by level and competency, and what the check of its files found.

use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::{State, StateLine};
use crate::components::table::{Cell, Stacks};
use crate::domain::competency::Depth;
use crate::domain::item::interaction::InteractionKind;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::server::content::diagnostic::{Problem, Severity};
use crate::server::services::content::survey::{Entry, LevelSurvey, Row, Tally, survey};
use crate::server::state::AppState;
use leptos::prelude::*;

/// The first problems say enough: `rungs check` shows all.
const SHOWN: usize = 20;

#[component]
pub fn CurriculumPage() -> impl IntoView {
    let (locale, state): (Locale, AppState) = (expect_context(), expect_context());
    let bank = &state.curriculum.bank;
    let lead = locale.trainer_lead(&bank.items.len(), &bank.lessons.len(), &bank.scenarios.len());
    let levels = survey(bank).into_iter().map(|level| view! { <Level locale level/> }).collect_view();
    view! {
        <Framed title=locale.trainer_title() room=Room::Curriculum>
            <header class="stack">
                <h1>{locale.trainer_title()}</h1>
                <p class="lead">{lead}</p>
                <p class="small"><a href="/programmes">{locale.programme_link()}</a></p>
            </header>
            <Check locale problems=state.curriculum.problems.clone()/>
            {levels}
            <p class="small muted">{locale.trainer_stays()}</p>
        </Framed>
    }
}

/// What the check found when the service started, errors first.
#[component]
fn Check(locale: Locale, problems: Vec<Problem>) -> impl IntoView {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let (state, words) = match (errors, problems.len()) {
        (0, 0) => (State::Met, locale.trainer_check_clean().to_owned()),
        (0, looks) => (State::Unverified, locale.trainer_check_looks(whole(looks))),
        (errors, _) => (State::Problem, locale.trainer_check_errors(&errors)),
    };
    let note =
        problems.is_empty().then(|| view! { <p class="small muted note">{locale.trainer_check_clean_words()}</p> });
    let more = problems.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| view! { <li class="muted">{locale.trainer_check_more(whole(more))}</li> });
    let (errors, looks): (Vec<_>, Vec<_>) =
        problems.into_iter().partition(|problem| problem.severity == Severity::Error);
    let rows = errors
        .into_iter()
        .chain(looks)
        .take(SHOWN)
        .map(|problem| {
            let place = locale.trainer_check_place(&problem.place.line, &problem.path);
            view! { <li><code>{place}</code><span>{problem.message.get(locale).to_owned()}</span></li> }
        })
        .collect_view();
    view! {
        <section class="content-check" aria-labelledby="check">
            <SectionHead id="check" title=locale.trainer_check()><StateLine state words/></SectionHead>
            {note}
            <ul>{rows}{more}</ul>
        </section>
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[component]
fn Level(locale: Locale, level: LevelSurvey) -> impl IntoView {
    let heading = format!("level-{}", level.level);
    let is_empty = level.lessons + level.scenarios + level.items.total() == 0;
    let counts = locale.trainer_counts(&level.items.exam, &level.lessons, &level.items.practice, &level.scenarios);
    let counts = (!is_empty).then(|| view! { <p class="extra">{counts}</p> });
    let title = format!("{} {}", locale.level(level.level), locale.level_name(level.level));
    let number = level.level.number().to_string();
    let body = if is_empty {
        view! { <p class="muted part">{awaited(locale, &level.rows)}</p> }.into_any()
    } else {
        view! { <Competencies locale rows=level.rows/><Kinds locale kinds=level.kinds all=level.items cases=level.cases/> }
            .into_any()
    };
    view! {
        <section aria-labelledby=heading.clone() data-level=number>
            <div class="section-head">
                <h2 id=heading.clone()>{title}</h2>
                {counts}
            </div>
            {body}
        </section>
    }
}

/// What a level without content is to hold.
fn awaited(locale: Locale, rows: &[Row]) -> String {
    let names = |depth| {
        let names = rows.iter().filter(|row| row.depth == Some(depth)).map(|row| locale.competency(row.competency));
        names.collect::<Vec<_>>().join(locale.list_comma())
    };
    let (taught, deepened) = (names(Depth::Taught), names(Depth::Deepened));
    if deepened.is_empty() {
        locale.trainer_level_empty(&taught)
    } else {
        locale.trainer_level_empty_deepens(&deepened, &taught)
    }
}

#[component]
fn Competencies(locale: Locale, rows: Vec<Row>) -> impl IntoView {
    let (lessons, scenarios) = (locale.trainer_lessons(), locale.trainer_scenarios());
    let (practice, exam) = (locale.trainer_use_practice(), locale.trainer_use_exam());
    let columns = [locale.trainer_competency(), lessons, scenarios, practice, exam].map(str::to_owned).into();
    let rows = rows
        .into_iter()
        .map(|row| {
            let depth = match row.depth {
                Some(Depth::Taught) => locale.trainer_taught(),
                Some(Depth::Deepened) => locale.trainer_deepened(),
                None => locale.trainer_extra(),
            };
            view! {
                <tr>
                    <th scope="row">{locale.competency(row.competency)}<small>{depth}</small></th>
                    <Cell column=lessons><Entries locale folder="/lessons" entries=row.lessons/></Cell>
                    <Cell column=scenarios><Entries locale folder="/role-play" entries=row.scenarios/></Cell>
                    <Cell column=practice>{row.items.practice}</Cell>
                    <Cell column=exam>{row.items.exam}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! { <Stacks caption=locale.trainer_competency() columns>{rows}</Stacks> }
}

#[component]
fn Entries(locale: Locale, folder: &'static str, entries: Vec<Entry>) -> impl IntoView {
    if entries.is_empty() {
        return view! { <span class="muted">{locale.trainer_nothing()}</span> }.into_any();
    }
    let entries = entries.into_iter().map(|entry| {
        let title = entry.title.get(locale).to_owned();
        view! { <li><a href=format!("{folder}/{}", entry.id)>{title}</a></li> }
    });
    view! { <ul>{entries.collect_view()}</ul> }.into_any()
}

/// How many items of each type there are, for each use.
#[component]
fn Kinds(locale: Locale, kinds: Vec<(InteractionKind, Tally)>, all: Tally, cases: usize) -> impl IntoView {
    let (practice, exam, total) = (locale.trainer_use_practice(), locale.trainer_use_exam(), locale.trainer_total());
    let row = move |name: &'static str, tally: Tally| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num">{tally.practice}</td>
                <td class="num">{tally.exam}</td>
                <td class="num">{tally.total()}</td>
            </tr>
        }
    };
    let rows = kinds.into_iter().map(|(kind, tally)| row(interaction(locale, kind), tally)).collect_view();
    let cases = (cases > 0).then(|| view! { <p class="small muted">{locale.trainer_cases(whole(cases))}</p> });
    view! {
        <details class="data">
            <summary>{locale.trainer_kinds()}</summary>
            <table class="plain counts">
                <caption class="sr">{locale.trainer_kinds()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{locale.trainer_kind()}</th>
                        <th scope="col" class="num">{practice}</th>
                        <th scope="col" class="num">{exam}</th>
                        <th scope="col" class="num">{total}</th>
                    </tr>
                </thead>
                <tbody>{rows}{row(total, all)}</tbody>
            </table>
            {cases}
        </details>
    }
}

/// The name of a type among trainers; learners read what to do instead.
pub(super) fn interaction(locale: Locale, kind: InteractionKind) -> &'static str {
    match kind {
        InteractionKind::Single => locale.trainer_interaction_single(),
        InteractionKind::Multiple => locale.trainer_interaction_multiple(),
        InteractionKind::TrueFalse => locale.trainer_interaction_true_false(),
        InteractionKind::Numeric => locale.trainer_interaction_numeric(),
        InteractionKind::Short => locale.trainer_interaction_short(),
        InteractionKind::Cloze => locale.trainer_interaction_cloze(),
        InteractionKind::Match => locale.trainer_interaction_match(),
        InteractionKind::Order => locale.trainer_interaction_order(),
        InteractionKind::Essay => locale.trainer_interaction_essay(),
    }
}
