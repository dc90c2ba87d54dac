//! The first page after signing in.

use crate::domain::locale::Locale;
use crate::server::visitor::Visitor;
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn HomePage() -> impl IntoView {
    let locale: Locale = expect_context();
    let visitor: Visitor = expect_context();
    let name = visitor.account().map(|account| account.display_name.clone());
    view! {
        <Title text=locale.common_product()/>
        <main><h1>{name}</h1></main>
    }
}
