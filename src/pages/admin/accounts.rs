//! Every account: who they are, what for, and when they were last here.

use super::query::{address, parameter};
use super::roles::{AccountStateLine, role_word, role_words, state_word};
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::empty::Empty;
use crate::components::icon::{Glyph, Icon};
use crate::components::moment::Moment;
use crate::components::page::Room;
use crate::components::pager::{PageOf, Pager};
use crate::components::table::{Cell, Stacks};
use crate::domain::access::Role;
use crate::domain::account::AccountState;
use crate::domain::id::AccountId;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::services::ServiceError;
use crate::server::services::account::list::find;
use crate::server::state::AppState;
use crate::server::storage::account::{AccountRow, Wanted};
use crate::server::visitor::Visitor;
use leptos::prelude::*;

/// Rows on a page.
const SIZE: u32 = 50;

#[component]
pub fn AccountsPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let visitor: Visitor = expect_context();
    let you = visitor.account().map(|account| account.id);
    // A word that no role or state has asks for nothing.
    let wanted =
        Wanted { search: parameter("q"), role: parameter("role").parse().ok(), state: parameter("state").parse().ok() };
    let page: u32 = parameter("page").parse().unwrap_or(1).max(1);
    let found = async move {
        let (rows, total) = find(&state, &wanted, page, SIZE).await?;
        Ok::<_, ServiceError>((wanted, rows, PageOf { page, size: SIZE, total }))
    };
    load(found, move |(wanted, rows, place)| {
        view! {
            <Framed title=locale.nav_accounts() room=Room::Accounts class="page wide">
                <header class="row">
                    <div>
                        <h1>{locale.nav_accounts()}</h1>
                        <p class="muted">{locale.admin_accounts_lead()}</p>
                    </div>
                    <p class="push row">
                        <LinkButton href="/accounts/new" words=locale.admin_invite() weight=Weight::Primary icon=Icon::Add/>
                    </p>
                </header>
                <Filters locale wanted=wanted.clone()/>
                <List locale rows you wanted place/>
            </Framed>
        }
    })
}

#[component]
fn Filters(locale: Locale, wanted: Wanted) -> impl IntoView {
    let roles = Role::ALL.map(|role| {
        let selected = wanted.role == Some(role);
        view! { <option value=role.word() selected=selected>{role_word(role, locale)}</option> }
    });
    let states = AccountState::ALL.map(|state| {
        let selected = wanted.state == Some(state);
        view! { <option value=state.word() selected=selected>{state_word(state, locale)}</option> }
    });
    let clear = (wanted != Wanted::default()).then(|| view! { <a href="/accounts">{locale.admin_filter_clear()}</a> });
    view! {
        <form class="filters" method="get" action="/accounts" role="search">
            <p class="find">
                <label class="sr" for="q">{locale.admin_search()}</label>
                <Glyph icon=Icon::Search/>
                <input id="q" name="q" type="search" placeholder=locale.admin_search() value=wanted.search/>
            </p>
            <p>
                <label class="sr" for="role">{locale.admin_filter_role()}</label>
                <select id="role" name="role"><option value="">{locale.admin_filter_role_any()}</option>{roles}</select>
            </p>
            <p>
                <label class="sr" for="state">{locale.admin_filter_state()}</label>
                <select id="state" name="state"><option value="">{locale.admin_filter_state_any()}</option>{states}</select>
            </p>
            <Submit words=locale.admin_search_go() slim=true/>
            {clear}
        </form>
    }
}

#[component]
fn List(locale: Locale, rows: Vec<AccountRow>, you: Option<AccountId>, wanted: Wanted, place: PageOf) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <Empty icon=Icon::Person title=locale.admin_none_found() words=locale.admin_none_found_words()>
                <LinkButton href="/accounts" words=locale.admin_filter_clear()/>
            </Empty>
        }
        .into_any();
    }
    let columns = [
        locale.admin_column_name(),
        locale.admin_column_roles(),
        locale.admin_column_state(),
        locale.admin_column_last(),
    ];
    let rows = rows.into_iter().map(|row| view! { <Line locale row you/> }).collect_view();
    let href = move |page: u32| {
        let (role, state) = (wanted.role.map_or("", Role::word), wanted.state.map_or("", AccountState::word));
        let page = page.to_string();
        address("/accounts", &[("q", wanted.search.as_str()), ("role", role), ("state", state), ("page", &page)])
    };
    view! {
        <Stacks caption=locale.nav_accounts() columns=columns.map(str::to_owned).into()>{rows}</Stacks>
        <Pager locale place href/>
    }
    .into_any()
}

#[component]
fn Line(locale: Locale, row: AccountRow, you: Option<AccountId>) -> impl IntoView {
    let state = row.state();
    let roles = role_words(&row.roles(), locale);
    let last = match row.last_sign_in_at {
        Some(at) => view! { <Moment at/> }.into_any(),
        None => locale.admin_never().into_any(),
    };
    let is_you = (you == Some(row.id)).then(|| view! { " "<small class="muted">{locale.admin_you()}</small> });
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/accounts/{}", row.id)>{row.display_name}</a>{is_you}
                <small class="under">{row.sign_in_name}</small>
            </th>
            <Cell column=locale.admin_column_roles()>{roles}</Cell>
            <Cell column=locale.admin_column_state()><AccountStateLine locale state/></Cell>
            <Cell column=locale.admin_column_last()>{last}</Cell>
        </tr>
    }
}
