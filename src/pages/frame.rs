//! The frame of a page from what the request is known by: language, theme, who asks, and for which path.

use crate::components::error_summary::FieldProblem;
use crate::components::page::{Area, Framing, Page, Room, Theme, Viewer};
use crate::domain::access::Permission;
use crate::domain::locale::Locale;
use crate::server::form::Form;
use crate::server::preferences::Preferences;
use crate::server::visitor::{self, Visitor};
use axum::http::Uri;
use leptos::prelude::*;
use leptos_meta::Title;

/// A page with its masthead. `title` is the window's; the page's own heading stands among the children.
#[component]
pub fn Framed(
    #[prop(into)] title: String,
    #[prop(optional_no_strip, into)] room: Option<Room>,
    #[prop(default = "page")] class: &'static str,
    #[prop(optional)] colophon: Vec<String>,
    children: Children,
) -> impl IntoView {
    let Preferences { locale, theme } = use_context().unwrap_or_default();
    let visitor = use_context::<Visitor>().unwrap_or(Visitor::Anonymous);
    let here = use_context::<Uri>().map_or_else(|| "/".to_owned(), |uri| uri.to_string());
    let theme = Theme::from_key(theme.map_or("", visitor::Theme::word));
    let framing = Framing { locale, theme, viewer: viewer(&visitor), room, here };
    let text = locale.nav_window(&title);
    view! {
        <Title text/>
        <Page framing class colophon>{children()}</Page>
    }
}

fn viewer(visitor: &Visitor) -> Option<Viewer> {
    let account = visitor.account()?;
    let areas = [
        (Permission::Learn, Area::Learning),
        (Permission::SeeAnswers, Area::Training),
        (Permission::ReadPeople, Area::Hr),
        (Permission::ManageAccounts, Area::Administration),
    ];
    let areas = areas.into_iter().filter(|(permission, _)| account.may(*permission)).map(|(_, area)| area).collect();
    Some(Viewer { name: account.display_name.clone(), areas })
}

/// What is wrong with a form, for the summary at its top.
pub fn problems(form: &Form, locale: Locale) -> Vec<FieldProblem> {
    form.problems().iter().map(|problem| FieldProblem::new(&problem.field, problem.text.get(locale))).collect()
}
