//! The first page after signing in.

use crate::components::page::Room;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::server::visitor::Visitor;
use leptos::prelude::*;

#[component]
pub fn HomePage() -> impl IntoView {
    let locale: Locale = expect_context();
    let visitor: Visitor = expect_context();
    let name = visitor.account().map(|account| account.display_name.clone());
    view! {
        <Framed title=locale.nav_today() room=Room::Today>
            <h1>{name}</h1>
        </Framed>
    }
}
