//! The item bank: finding an item, and whose version of it counts.

use super::curriculum::interaction;
use crate::components::button::{LinkButton, Submit};
use crate::components::empty::Empty;
use crate::components::icon::{Glyph, Icon};
use crate::components::page::Room;
use crate::components::pager::{PageOf, Pager};
use crate::components::state::{State, StateLine};
use crate::components::table::{Cell, Stacks};
use crate::domain::competency::Competency;
use crate::domain::item::Usage;
use crate::domain::item::interaction::InteractionKind;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::publication::Authority;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::content::live::Standing;
use crate::server::query::escape;
use crate::server::services::item::find::{Found, PAGE, Query, Row, find};
use leptos::prelude::*;

/// The parameters of the address.
const PARAMETERS: [&str; 6] = ["q", "level", "competency", "kind", "use", "changed"];

#[component]
pub fn ItemsPage() -> impl IntoView {
    let asked = Asked::of_context();
    let query = read(&asked);
    let loading = {
        let (asked, query) = (asked.clone(), query.clone());
        async move { find(&asked.state, asked.account()?, &query).await }
    };
    load(loading, move |found| {
        let locale = asked.locale;
        let address = address(&asked);
        view! {
            <Framed title=locale.editor_title() room=Room::Items class="page wide">
                <header class="stack">
                    <h1>{locale.editor_title()}</h1>
                    <p class="lead">{locale.editor_lead()}</p>
                    <p class="row">
                        <LinkButton href="/items/new" words=locale.editor_new() icon=Icon::Add slim=true/>
                        {export(locale, found.differing)}
                    </p>
                </header>
                <Filters locale query=query.clone()/>
                <List locale query found address/>
            </Framed>
        }
    })
}

/// A way to everything that differs from the files, when something does.
fn export(locale: Locale, differing: usize) -> Option<impl IntoView> {
    let count = i64::try_from(differing).unwrap_or(i64::MAX);
    (count > 0).then(|| view! { <a href="/items/export" download="">{locale.editor_export(count)}</a> })
}

fn read(asked: &Asked) -> Query {
    let level = asked.query("level").parse::<u8>().ok().and_then(|number| Level::try_from(number).ok());
    let kind = InteractionKind::ALL.into_iter().find(|kind| kind.id() == asked.query("kind"));
    let usage = match asked.query("use") {
        "practice" => Some(Usage::Practice),
        "exam" => Some(Usage::Exam),
        _ => None,
    };
    Query {
        words: asked.query("q").to_owned(),
        level,
        competency: asked.query("competency").parse().ok(),
        kind,
        usage,
        changed: !asked.query("changed").is_empty(),
        page: asked.query("page").parse().unwrap_or(1).max(1),
    }
}

/// The address without its page.
fn address(asked: &Asked) -> String {
    let said = PARAMETERS.iter().map(|name| (name, asked.query(name))).filter(|(_, value)| !value.is_empty());
    let pairs: Vec<_> = said.map(|(name, value)| format!("{name}={}&", escape(value))).collect();
    format!("/items?{}", pairs.concat())
}

#[component]
fn Filters(locale: Locale, query: Query) -> impl IntoView {
    let levels = Level::ALL.map(|level| (level.to_string(), locale.level(level)));
    let level = query.level.map(|level| level.to_string()).unwrap_or_default();
    let competencies = Competency::ALL.iter().map(|one| (one.id().to_owned(), locale.competency(*one).to_owned()));
    let competency = query.competency.map_or("", Competency::id);
    let kinds = InteractionKind::ALL.map(|kind| (kind.id().to_owned(), interaction(locale, kind).to_owned()));
    let kind = query.kind.map_or("", InteractionKind::id);
    let uses = [("practice", locale.editor_use_practice()), ("exam", locale.editor_use_exam())];
    let uses = uses.map(|(value, words)| (value.to_owned(), words.to_owned()));
    let usage = match query.usage {
        Some(Usage::Practice) => "practice",
        Some(Usage::Exam) => "exam",
        None => "",
    };
    let clear = (query != Query { page: 1, ..Query::default() })
        .then(|| view! { <a href="/items">{locale.editor_clear()}</a> });
    view! {
        <form class="filters" method="get" action="/items" role="search">
            <p class="find">
                <label class="sr" for="q">{locale.editor_words()}</label>
                <Glyph icon=Icon::Search/>
                <input id="q" name="q" type="search" placeholder=locale.editor_words() value=query.words.clone()/>
            </p>
            {choice("level", locale.editor_any_level(), levels.into(), &level)}
            {choice("competency", locale.editor_any_competency(), competencies.collect(), competency)}
            {choice("kind", locale.editor_any_kind(), kinds.into(), kind)}
            {choice("use", locale.editor_any_use(), uses.into(), usage)}
            <label class="check">
                <input type="checkbox" name="changed" value="yes" checked=query.changed/>
                <span>{locale.editor_only_changed()}</span>
            </label>
            <Submit words=locale.editor_search() slim=true/>
            {clear}
        </form>
    }
}

/// A select whose first entry asks for anything.
fn choice(
    name: &'static str,
    any: &'static str,
    choices: Vec<(String, String)>,
    chosen: &str,
) -> impl IntoView + use<> {
    let options = choices
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <p>
            <label class="sr" for=name>{any}</label>
            <select id=name name=name>
                <option value="">{any}</option>
                {options}
            </select>
        </p>
    }
}

#[component]
fn List(locale: Locale, query: Query, found: Found, address: String) -> impl IntoView {
    if found.rows.is_empty() {
        return view! {
            <Empty icon=Icon::Search title=locale.editor_none() words=locale.editor_none_words()>
                <LinkButton href="/items" words=locale.editor_clear()/>
            </Empty>
        }
        .into_any();
    }
    let columns = [
        locale.editor_column_item(),
        locale.editor_competency(),
        locale.editor_level(),
        locale.editor_column_kind(),
        locale.editor_column_use(),
        locale.editor_column_version(),
    ];
    let rows = found.rows.into_iter().map(|row| view! { <Line locale row/> }).collect_view();
    let place = PageOf { page: query.page, size: PAGE, total: found.total };
    view! {
        <Stacks caption=locale.editor_title() columns=columns.map(str::to_owned).into()>{rows}</Stacks>
        <Pager locale place href=move |page| format!("{address}page={page}")/>
    }
    .into_any()
}

#[component]
fn Line(locale: Locale, row: Row) -> impl IntoView {
    let Row { item, standing } = row;
    let id = item.id.to_string();
    let stem = beginning(item.stem.get(locale), 60);
    let usage = match item.usage {
        Usage::Practice => locale.editor_use_practice(),
        Usage::Exam => locale.editor_use_exam(),
    };
    view! {
        <tr class="found">
            <th scope="row"><a href=format!("/items/{id}")>{stem}</a><small><code>{id}</code></small></th>
            <Cell column=locale.editor_competency()>{locale.competency(item.competency)}</Cell>
            <Cell column=locale.editor_level()>{locale.level(item.level)}</Cell>
            <Cell column=locale.editor_column_kind()>{interaction(locale, item.interaction.kind())}</Cell>
            <Cell column=locale.editor_column_use()>{usage}</Cell>
            <Cell column=locale.editor_column_version()>{version(locale, standing)}</Cell>
        </tr>
    }
}

/// The beginning of a stem, without its marks.
pub(super) fn beginning(stem: &str, most: usize) -> String {
    let plain = stem.replace("**", "");
    let mut short: String = plain.chars().take(most).collect();
    if short.len() < plain.len() {
        short.push('…');
    }
    short
}

/// Whose version counts, in words.
pub(super) fn version(locale: Locale, standing: Standing) -> AnyView {
    match (standing.authority, standing.number) {
        (Authority::Retired, _) => view! { <StateLine state=State::Unmet words=locale.editor_retired()/> }.into_any(),
        (Authority::File, 0) => view! { <span class="muted">{locale.editor_of_file()}</span> }.into_any(),
        (Authority::File, _) => view! { <span class="muted">{locale.editor_given_back()}</span> }.into_any(),
        (Authority::Trainer { file_moved: false }, number) => {
            view! { <StateLine state=State::Met words=locale.editor_of_trainer(&number)/> }.into_any()
        }
        (Authority::Trainer { file_moved: true }, number) => view! {
            <StateLine state=State::Met words=locale.editor_of_trainer(&number)/>
            <StateLine state=State::Unverified words=locale.editor_file_moved()/>
        }
        .into_any(),
    }
}
