//! Pieces of the dense board: heads that sort, one column a level, a shape before every date.

use super::icon::{Glyph, Icon};
use super::mark::Mark;
use super::rungs::RungsGlyph;
use super::state::State;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use leptos::prelude::*;

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Ascending,
    Descending,
}

impl Order {
    fn aria(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

/// The head of a column that sorts by a link. `wide` columns leave on a phone.
#[component]
pub fn SortHead(
    #[prop(into)] words: String,
    #[prop(into)] href: String,
    #[prop(optional_no_strip)] order: Option<Order>,
    #[prop(optional)] wide: bool,
) -> impl IntoView {
    view! {
        <th scope="col" class=wide.then_some("wide") aria-sort=order.map(Order::aria)>
            <a href=href>{words} {order.map(|_| view! { <Glyph icon=Icon::Down/> })}</a>
        </th>
    }
}

/// The head of a level's column.
#[component]
pub fn LevelHead(
    locale: Locale,
    level: Level,
    #[prop(into)] href: String,
    #[prop(optional_no_strip)] order: Option<Order>,
) -> impl IntoView {
    let title = locale.list_sort_by(&locale.level(level));
    view! {
        <th scope="col" class="lv" data-level=level.number().to_string() aria-sort=order.map(Order::aria)>
            <a href=href title=title><RungsGlyph level size=15/>{locale.level_brief(level)}</a>
        </th>
    }
}

/// Where somebody stands with one level: a shape, and a month or a word. The state is also said to who cannot see the shape.
#[component]
pub fn LevelCell(locale: Locale, level: Level, state: State, #[prop(into)] words: String) -> impl IntoView {
    let said = (words != state.word(locale)).then(|| view! { <span class="sr">{state.prefix(locale)}</span> });
    // A dash says enough to the eye.
    let class = (state == State::None).then_some("sr");
    view! {
        <td class="lv" data-level=level.number().to_string() data-state=state.key()>
            <span><Mark state/>{said}<span class=class>{words}</span></span>
        </td>
    }
}

/// The legend of the board's shapes.
#[component]
pub fn BoardKey(#[prop(into)] label: String, entries: Vec<(State, String)>) -> impl IntoView {
    let entries = entries
        .into_iter()
        .map(|(state, words)| view! { <li class="state" data-state=state.key()><Mark state/>{words}</li> })
        .collect_view();
    view! { <ul class="key" aria-label=label>{entries}</ul> }
}
