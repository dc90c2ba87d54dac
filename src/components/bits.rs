//! Facts of one kind in a row, parted by hairlines.

use super::state::{State, StateLine};
use chrono::NaiveDate;
use leptos::prelude::*;

/// One fact of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Bit {
    Words(String),
    /// Words that end with a date: `最早` 2027-05-09.
    Dated(String, NaiveDate),
    State(State, String),
    Link {
        href: String,
        words: String,
    },
}

impl Bit {
    pub fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }

    pub fn state(state: State, words: impl Into<String>) -> Self {
        Self::State(state, words.into())
    }

    pub fn link(href: impl Into<String>, words: impl Into<String>) -> Self {
        Self::Link { href: href.into(), words: words.into() }
    }
}

/// A row of facts.
#[component]
pub fn Bits(bits: Vec<Bit>, #[prop(optional)] class: &'static str) -> impl IntoView {
    view! { <p class=format!("bits {class}")>{bits.into_iter().map(|bit| view! { <BitView bit/> }).collect_view()}</p> }
}

#[component]
fn BitView(bit: Bit) -> impl IntoView {
    match bit {
        Bit::Words(words) => view! { <span>{words}</span> }.into_any(),
        Bit::Dated(words, date) => view! { <span>{words}<Day date/></span> }.into_any(),
        Bit::State(state, words) => view! { <StateLine state words/> }.into_any(),
        Bit::Link { href, words } => view! { <a href=href>{words}</a> }.into_any(),
    }
}

/// A date in a row: ISO, never broken.
#[component]
pub fn Day(date: NaiveDate) -> impl IntoView {
    view! { <time>{date.to_string()}</time> }
}
