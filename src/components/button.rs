//! Buttons and links that look like buttons. A page has one primary.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// How much a button weighs on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// The one next step.
    Primary,
    #[default]
    Plain,
    /// Words only.
    Quiet,
    /// Takes something away.
    Grave,
}

impl Weight {
    fn class(self, slim: bool) -> &'static str {
        match (self, slim) {
            (Self::Primary, false) => "btn primary",
            (Self::Primary, true) => "btn primary slim",
            (Self::Plain, false) => "btn",
            (Self::Plain, true) => "btn slim",
            (Self::Quiet, false) => "btn quiet",
            (Self::Quiet, true) => "btn quiet slim",
            (Self::Grave, false) => "btn grave",
            (Self::Grave, true) => "btn grave slim",
        }
    }
}

/// Submits the form around it; `name` and `value` say which of several buttons it was.
#[component]
pub fn Submit(
    #[prop(into)] words: String,
    #[prop(optional)] weight: Weight,
    #[prop(optional)] slim: bool,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
) -> impl IntoView {
    view! {
        <button type="submit" class=weight.class(slim) name=name value=value>
            {words}
            {icon.map(|icon| view! { <Glyph icon/> })}
        </button>
    }
}

/// Goes somewhere.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(into)] words: String,
    #[prop(optional)] weight: Weight,
    #[prop(optional)] slim: bool,
    #[prop(optional)] icon: Option<Icon>,
) -> impl IntoView {
    view! {
        <a class=weight.class(slim) href=href>
            {words}
            {icon.map(|icon| view! { <Glyph icon/> })}
        </a>
    }
}
