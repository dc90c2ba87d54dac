//! A place where nothing stands yet: why, and what to do.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// `children` are the ways out: buttons or links.
#[component]
pub fn Empty(
    icon: Icon,
    #[prop(into)] title: String,
    #[prop(into)] words: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Glyph icon/>
            <h2>{title}</h2>
            <p>{words}</p>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}
