//! Decisions on record.

use crate::components::button::LinkButton;
use crate::components::empty::Empty;
use crate::components::icon::Icon;
use crate::components::page::Room;
use crate::components::pager::{PageOf, Pager};
use crate::components::state::{State, StateLine};
use crate::components::table::{Cell, Stacks};
use crate::domain::id::PersonId;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::clock::day_in_china;
use crate::server::services::eligibility::list_decisions::{Decisions, PAGE, list_decisions};
use crate::server::storage::decision::Line;
use leptos::prelude::*;

#[component]
pub fn DecisionsPage() -> impl IntoView {
    let asked = Asked::of_context();
    let person: Option<PersonId> = asked.query("person").parse().ok();
    let page = asked.query("page").parse().unwrap_or(1).max(1);
    let locale = asked.locale;
    let loading = async move { list_decisions(&asked.state, asked.account()?, person, page).await };
    load(loading, move |found| view! { <DecisionList locale person page found/> })
}

#[component]
fn DecisionList(locale: Locale, person: Option<PersonId>, page: u32, found: Decisions) -> impl IntoView {
    let total = u32::try_from(found.total).unwrap_or(u32::MAX);
    let place = PageOf { page, size: PAGE, total };
    let list = if found.lines.is_empty() {
        view! { <Empty icon=Icon::File title=locale.decision_empty_title() words=locale.decision_empty()/> }.into_any()
    } else {
        let columns = [
            locale.decision_person(),
            locale.decision_level(),
            locale.decision_outcome(),
            locale.decision_as_of(),
            locale.decision_by(),
            locale.decision_at(),
            locale.decision_open(),
        ];
        let rows = found.lines.into_iter().map(|line| view! { <DecisionRow locale line/> }).collect_view();
        let href = move |page: u32| match person {
            Some(person) => format!("/decisions?person={person}&page={page}"),
            None => format!("/decisions?page={page}"),
        };
        view! {
            <Stacks caption=locale.decision_title() columns=columns.map(str::to_owned).to_vec()>{rows}</Stacks>
            <Pager locale place href/>
        }
        .into_any()
    };
    view! {
        <Framed title=locale.decision_title() room=Room::Decisions class="page wide">
            <header class="stack">
                <h1>{locale.decision_title()}</h1>
                <p class="lead">{locale.decision_lead(i64::from(total))}</p>
                {person.map(|_| view! { <p><LinkButton href="/decisions" words=locale.decision_all() slim=true/></p> })}
            </header>
            <div class="part">{list}</div>
        </Framed>
    }
}

#[component]
fn DecisionRow(locale: Locale, line: Line) -> impl IntoView {
    let name = match locale {
        Locale::En if !line.person_latin_name.is_empty() => line.person_latin_name.clone(),
        Locale::En | Locale::ZhCn => line.person_name.clone(),
    };
    let (state, word) = outcome(locale, line.eligible());
    let level = locale.level(line.level());
    let label = locale.decision_open_of(&level, &name);
    view! {
        <tr>
            <Cell column=locale.decision_person()><a href=format!("/people/{}", line.person_id)>{name}</a></Cell>
            <Cell column=locale.decision_level()>{level}</Cell>
            <Cell column=locale.decision_outcome()><StateLine state words=word/></Cell>
            <Cell column=locale.decision_as_of()><time>{line.as_of.to_string()}</time></Cell>
            <Cell column=locale.decision_by()>{line.decided_by_name}</Cell>
            <Cell column=locale.decision_at()><time>{day_in_china(line.decided_at).to_string()}</time></Cell>
            <Cell column=locale.decision_open()>
                <a href=format!("/decisions/{}", line.id) aria-label=label>{locale.decision_open()}</a>
            </Cell>
        </tr>
    }
}

/// The outcome with its shape.
pub fn outcome(locale: Locale, eligible: bool) -> (State, &'static str) {
    if eligible { (State::Met, locale.decision_eligible()) } else { (State::Unmet, locale.decision_not_eligible()) }
}
