//! What must be believed, in the page and in words: done, to know, wrong.

use super::state::State;
use leptos::prelude::*;

/// A notice with a bar in the tone of its state. A problem is announced at once, the rest politely.
#[component]
pub fn Notice(
    state: State,
    #[prop(into)] title: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let role = if state == State::Problem { "alert" } else { "status" };
    view! {
        <div class="notice" data-state=state.key() role=role>
            <b>{title}</b>
            {children.map(|children| children())}
        </div>
    }
}
