//! All exam sessions: when, how full, and what waits in each.

use super::words;
use crate::components::button::{LinkButton, Weight};
use crate::components::empty::Empty;
use crate::components::icon::Icon;
use crate::components::page::Room;
use crate::components::pager::{PageOf, Pager};
use crate::components::state::StateLine;
use crate::components::table::{Cell, Stacks};
use crate::domain::access::Permission;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::services::exam::list_sessions::{SessionLine, list_sessions};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

/// Rows on a page.
const SIZE: u32 = 25;

/// Where a page about sessions belongs: HR and trainers come from different rooms.
pub(super) fn room(is_hr: bool) -> Room {
    if is_hr { Room::Sessions } else { Room::Scoring }
}

#[component]
pub fn SessionsPage() -> impl IntoView {
    let asked = Asked::of_context();
    let page: u32 = asked.query("page").parse().unwrap_or(1).max(1);
    let loading = {
        let asked = asked.clone();
        async move {
            let account = asked.account()?;
            let offset = i64::from((page - 1) * SIZE);
            let (lines, total) = list_sessions(&asked.state, account, i64::from(SIZE), offset).await?;
            Ok::<_, crate::server::services::ServiceError>((lines, total, account.may(Permission::RunExams)))
        }
    };
    load(loading, move |(lines, total, is_hr)| {
        let locale = asked.locale;
        let place = PageOf { page, size: SIZE, total: u32::try_from(total).unwrap_or(u32::MAX) };
        let now = asked.state.clock.now();
        let new = is_hr.then(|| {
            view! {
                <p class="push row">
                    <LinkButton href="/sessions/new" words=locale.exam_session_new() weight=Weight::Primary icon=Icon::Add/>
                </p>
            }
        });
        let lead = if is_hr { locale.exam_session_lead() } else { locale.exam_session_lead_trainer() };
        view! {
            <Framed title=locale.exam_session_title() room=room(is_hr) class="page wide">
                <header class="row">
                    <div>
                        <h1>{locale.exam_session_title()}</h1>
                        <p class="muted">{lead}</p>
                    </div>
                    {new}
                </header>
                <List locale lines place is_hr now/>
            </Framed>
        }
    })
}

#[component]
fn List(locale: Locale, lines: Vec<SessionLine>, place: PageOf, is_hr: bool, now: DateTime<Utc>) -> impl IntoView {
    if lines.is_empty() {
        let words = if is_hr { locale.exam_session_empty() } else { locale.exam_session_empty_trainer() };
        return view! { <Empty icon=Icon::File title=locale.exam_session_empty_title() words/> }.into_any();
    }
    let mut columns = vec![
        locale.exam_session_session(),
        locale.exam_session_state(),
        locale.exam_session_window(),
        locale.exam_session_seats(),
        locale.exam_session_running(),
        locale.exam_session_awaiting(),
        locale.exam_session_scored(),
    ];
    if is_hr {
        columns.push(locale.exam_session_uncertified());
    }
    let rows = lines.into_iter().map(|line| view! { <Row locale line is_hr now/> }).collect_view();
    view! {
        <Stacks caption=locale.exam_session_title() columns=columns.into_iter().map(str::to_owned).collect()>{rows}</Stacks>
        <Pager locale place href=|page| format!("/sessions?page={page}")/>
    }
    .into_any()
}

#[component]
fn Row(locale: Locale, line: SessionLine, is_hr: bool, now: DateTime<Utc>) -> impl IntoView {
    let SessionLine { session, stages } = line;
    let (state, words) = words::standing(locale, &session, now);
    let title = (!session.title.is_empty()).then(|| view! { <small>{session.title.clone()}</small> });
    let uncertified = is_hr.then(|| {
        view! { <Cell column=locale.exam_session_uncertified()><Count count=stages.uncertified/></Cell> }
    });
    let (window, seats) = (words::window(locale, &session), format!("{}/{}", session.taken, session.seats));
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/sessions/{}", session.id)>{words::name(locale, &session)}</a>
                {title}
            </th>
            <Cell column=locale.exam_session_state()><StateLine state words/></Cell>
            <Cell column=locale.exam_session_window()>{window}</Cell>
            <Cell column=locale.exam_session_seats()>{seats}</Cell>
            <Cell column=locale.exam_session_running()><Count count=stages.running/></Cell>
            <Cell column=locale.exam_session_awaiting()><Count count=stages.awaiting/></Cell>
            <Cell column=locale.exam_session_scored()><Count count=stages.scored/></Cell>
            {uncertified}
        </tr>
    }
}

/// A number that weighs something only when there is something to do.
#[component]
fn Count(count: i64) -> impl IntoView {
    if count == 0 { view! { <span class="muted">"0"</span> }.into_any() } else { view! { <b>{count}</b> }.into_any() }
}
