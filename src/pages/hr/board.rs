//! The board: everybody and the five levels.

use super::ahead::Ahead;
use super::board_query::{self, FIELDS, link};
use crate::components::board::{BoardKey, LevelCell, LevelHead, Order, SortHead};
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::empty::Empty;
use crate::components::icon::{Glyph, Icon};
use crate::components::page::Room;
use crate::components::pager::{PageOf, Pager};
use crate::components::section_head::SectionHead;
use crate::components::state::State;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::on_post::Milestone;
use crate::domain::rung::{Rung, RungKind};
use crate::i18n::duration::period;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::services::people::board::{Board, Query, Row, Sort, View, board};
use crate::server::services::people::typed::Typed;
use leptos::prelude::*;

/// Rows on a page.
const SIZE: u32 = 25;

#[component]
pub fn BoardPage() -> impl IntoView {
    let asked = Asked::of_context();
    let typed = asked.query_form(&FIELDS);
    let query = board_query::read(&typed);
    let loading = {
        let (asked, query) = (asked.clone(), query.clone());
        async move { board(&asked.state, asked.account()?, &query).await }
    };
    load(loading, move |found| view! { <BoardView asked typed query found/> })
}

#[component]
fn BoardView(asked: Asked, typed: Typed, query: Query, found: Board) -> impl IntoView {
    let locale = asked.locale;
    let total = u32::try_from(found.rows.len()).unwrap_or(u32::MAX);
    let people = locale.board_people(&found.as_of, i64::from(total));
    let export = link("/people.csv", &typed, &[]);
    let colophon = vec![locale.board_rule_set(&found.rules.effective_from, &found.rules.title.get(locale))];
    let violations: Vec<Row> = found.rows.iter().filter(|row| row.violation).cloned().collect();
    let calls: Vec<Row> = found.rows.iter().filter(|row| row.calls_hr()).cloned().collect();
    let forecast = found.forecast.clone();
    let nobody = found.views.iter().any(|(view, count)| *view == View::All && *count == 0) && query == Query::default();
    let list = if found.rows.is_empty() {
        let (title, words) = if nobody {
            (locale.board_nobody_title(), locale.board_nobody())
        } else {
            (locale.board_empty_title(), locale.board_empty())
        };
        view! {
            <Empty icon=Icon::Person title=title words=words>
                {(!nobody).then(|| view! { <LinkButton href="/people" words=locale.board_reset()/> })}
            </Empty>
        }
        .into_any()
    } else {
        view! { <List locale typed=typed.clone() query=query.clone() found=found.clone()/> }.into_any()
    };
    view! {
        <Framed title=locale.board_title() room=Room::Board class="page wide" colophon=colophon>
            <header class="row">
                <h1>{locale.board_title()}</h1>
                <p class="muted">{people}</p>
                <p class="push row">
                    <LinkButton href=export words=locale.board_export() slim=true icon=Icon::Export/>
                    <LinkButton href="/people/new" words=locale.board_new_person() slim=true icon=Icon::Add/>
                </p>
            </header>
            <Views locale typed=typed.clone() query=query.clone() views=found.views/>
            <Filters locale typed departments=found.departments/>
            {list}
            <Violations locale rows=violations/>
            <Calls locale rows=calls/>
            <Ahead locale months=forecast/>
        </Framed>
    }
}

#[component]
fn Views(locale: Locale, typed: Typed, query: Query, views: [(View, usize); 6]) -> impl IntoView {
    let links = views
        .map(|(view, count)| {
            let current = (view == query.view).then_some("true");
            let problem = (view == View::Violations && count > 0).then_some("problem");
            let words = match view {
                View::All => locale.board_all(),
                View::Eligible => locale.board_eligible(),
                View::Soon => locale.board_soon(),
                View::Claims => locale.board_claims(),
                View::Expiring => locale.board_expiring(),
                View::Violations => locale.board_violations(),
            };
            let href = link("/people", &typed, &[("view", view.id())]);
            view! { <a href=href aria-current=current>{words}<b data-state=problem>{count}</b></a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=locale.board_by_situation()>{links}</nav> }
}

#[component]
fn Filters(locale: Locale, typed: Typed, departments: Vec<String>) -> impl IntoView {
    let hidden = ["view", "sort", "desc"]
        .map(|field| (field, typed.get(field).to_owned()))
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(field, value)| view! { <input type="hidden" name=field value=value/> })
        .collect::<Vec<_>>();
    let teams = departments.into_iter().map(|team| (team.clone(), team));
    let levels = Level::ALL.map(|level| (level.to_string(), locale.level(level)));
    let states = RungKind::ALL.map(|kind| (kind.id().to_owned(), state_of(kind).word(locale).to_owned()));
    view! {
        <form class="filters" method="get" action="/people">
            {hidden}
            <p class="find">
                <label class="sr" for="q">{locale.board_search()}</label>
                <Glyph icon=Icon::Search/>
                <input id="q" name="q" type="search" value=typed.get("q").to_owned() placeholder=locale.board_search()/>
            </p>
            <Pick name="team" label=locale.board_department() all=locale.board_all_departments() choices=teams.collect()
                value=typed.get("team").to_owned()/>
            <Pick name="level" label=locale.board_level() all=locale.board_all_levels() choices=levels.to_vec()
                value=typed.get("level").to_owned()/>
            <Pick name="state" label=locale.board_state() all=locale.board_all_states() choices=states.to_vec()
                value=typed.get("state").to_owned()/>
            <p>
                <label class="sr" for="as_of">{locale.board_as_of()}</label>
                <input id="as_of" name="as_of" type="date" value=typed.get("as_of").to_owned()/>
            </p>
            <p class="row">
                <Submit words=locale.board_apply() slim=true/>
                <LinkButton href="/people" words=locale.board_reset() weight=Weight::Quiet slim=true/>
            </p>
            <BoardKey label=locale.board_legend() entries=key(locale)/>
        </form>
    }
}

#[component]
fn Pick(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    choices: Vec<(String, String)>,
    value: String,
) -> impl IntoView {
    let options = choices
        .into_iter()
        .map(|(id, words)| {
            let selected = id == value;
            view! { <option value=id selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <p>
            <label class="sr" for=name>{label}</label>
            <select id=name name=name><option value="">{all}</option>{options}</select>
        </p>
    }
}

#[component]
fn List(locale: Locale, typed: Typed, query: Query, found: Board) -> impl IntoView {
    let place = PageOf::asked(board_query::page(&typed), SIZE, found.rows.len());
    let rows = place.rows(found.rows).map(|row| view! { <PersonRow locale row/> }).collect_view();
    let order = |sort: Sort| {
        (query.sort == sort).then_some(if query.descending { Order::Descending } else { Order::Ascending })
    };
    // A second click turns the order around.
    let sorted = |sort: Sort| {
        let turned = if query.sort == sort && !query.descending { "yes" } else { "" };
        link("/people", &typed, &[("sort", sort.id().as_str()), ("desc", turned)])
    };
    let levels = Level::ALL
        .map(|level| {
            let sort = Sort::Level(level);
            view! { <LevelHead locale level href=sorted(sort) order=order(sort)/> }
        })
        .collect_view();
    let caption = locale.board_caption(&found.as_of, i64::from(place.total));
    let pages = typed.clone();
    view! {
        <div>
            <table class="board">
                <caption class="sr">{caption}</caption>
                <thead>
                    <tr>
                        <SortHead words=locale.board_name() href=sorted(Sort::Name) order=order(Sort::Name)/>
                        <SortHead words=locale.board_department() href=sorted(Sort::Department) order=order(Sort::Department)
                            wide=true/>
                        <SortHead words=locale.board_work() href=sorted(Sort::Work) order=order(Sort::Work) wide=true/>
                        {levels}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <Pager locale place href=move |page| link("/people", &pages, &[("page", page.to_string().as_str())])/>
        </div>
    }
}

#[component]
fn PersonRow(locale: Locale, row: Row) -> impl IntoView {
    let profile = row.person.profile;
    let cells = Level::ALL
        .into_iter()
        .zip(row.rungs)
        .map(|(level, rung)| {
            let words = rung_words(locale, rung);
            view! { <LevelCell locale level state=State::from(rung) words/> }
        })
        .collect_view();
    let name = profile.name_in(locale).to_owned();
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/people/{}/eligibility", row.person.id)>{name}</a>
                {profile.staff_number.map(|number| view! { <small>{number}</small> })}
            </th>
            <td class="wide">{profile.department}</td>
            <td class="wide">{period(locale, row.work)}</td>
            {cells}
        </tr>
    }
}

/// A month, or a word where the month says nothing.
fn rung_words(locale: Locale, rung: Rung) -> String {
    match rung {
        Rung::Eligible { .. } => locale.board_may().to_owned(),
        Rung::Unverified { .. } => locale.board_claimed().to_owned(),
        Rung::NoRoute => State::None.word(locale).to_owned(),
        Rung::Certified { .. } | Rung::Revoked { .. } | Rung::Expired { .. } | Rung::Waiting { .. } => {
            rung.date().map(|day| day.format("%Y-%m").to_string()).unwrap_or_default()
        }
    }
}

fn state_of(kind: RungKind) -> State {
    match kind {
        RungKind::Certified => State::Certified,
        RungKind::Eligible => State::Eligible,
        RungKind::Waiting => State::Waiting,
        RungKind::Unverified => State::Unverified,
        RungKind::Expired => State::Expired,
        RungKind::Revoked => State::Revoked,
        RungKind::NoRoute => State::None,
    }
}

fn key(locale: Locale) -> Vec<(State, String)> {
    [
        (State::Certified, locale.board_certified_key()),
        (State::Eligible, locale.board_eligible_key()),
        (State::Waiting, locale.board_waiting_key()),
        (State::Unverified, locale.board_unverified_key()),
        (State::Expired, locale.board_expired_key()),
        (State::Revoked, locale.board_revoked_key()),
        (State::None, locale.board_none_key()),
    ]
    .map(|(state, words)| (state, words.to_owned()))
    .to_vec()
}

/// Who serves customers without the qualification: what the department answers for.
#[component]
fn Violations(locale: Locale, rows: Vec<Row>) -> impl IntoView {
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    (!rows.is_empty()).then(|| {
        let people = rows
            .into_iter()
            .map(|row| {
                let profile = row.person.profile;
                let since = profile.on_post_on.map(|day| day.to_string()).unwrap_or_default();
                let words = if profile.department.is_empty() {
                    locale.board_violation_since_no_department(&since)
                } else {
                    locale.board_violation_since(&since, &profile.department)
                };
                let name = profile.name_in(locale).to_owned();
                view! {
                    <li><a href=format!("/people/{}", row.person.id)>{name}</a>" "<span class="muted">{words}</span></li>
                }
            })
            .collect_view();
        view! {
            <section aria-labelledby="violations">
                <SectionHead id="violations" title=locale.board_violations_title()/>
                <p class="small under">{locale.board_violations_lead(count)}</p>
                <ul class="plain-list">{people}</ul>
            </section>
        }
    })
}

/// Who failed the same on-post exam twice: a talk for HR to arrange.
#[component]
fn Calls(locale: Locale, rows: Vec<Row>) -> impl IntoView {
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    (!rows.is_empty()).then(|| {
        let people = rows
            .into_iter()
            .map(|row| {
                let words = if row.milestones.month_six == Milestone::FailedTwice {
                    locale.exam_post_calls_six()
                } else {
                    locale.exam_post_calls_three()
                };
                let name = row.person.profile.name_in(locale).to_owned();
                view! {
                    <li><a href=format!("/people/{}", row.person.id)>{name}</a>" "<span class="muted">{words}</span></li>
                }
            })
            .collect_view();
        view! {
            <section aria-labelledby="calls">
                <SectionHead id="calls" title=locale.exam_post_calls_title()/>
                <p class="small under">{locale.exam_post_calls_lead(count)}</p>
                <ul class="plain-list">{people}</ul>
            </section>
        }
    })
}
