//! The head of a section: its title on an ink line, and what belongs to it at the right.

use leptos::prelude::*;

/// `id` names the section for `aria-labelledby`. A quiet head is for side columns.
#[component]
pub fn SectionHead(
    id: &'static str,
    #[prop(into)] title: String,
    #[prop(optional)] quiet: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="section-head">
            <h2 id=id class=quiet.then_some("h4")>{title}</h2>
            {children.map(|children| view! { <div class="extra">{children()}</div> })}
        </div>
    }
}
