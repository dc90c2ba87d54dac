//! The marks: one shape for each state, so that colour only repeats what the shape says; and the sprite they come from.

use super::state::State;
use leptos::prelude::*;

/// Every shape and icon once; stands at the head of the body, and marks point into it.
#[cfg(feature = "ssr")]
#[component]
pub fn Sprite() -> impl IntoView {
    view! { <svg class="sr" width="0" height="0" aria-hidden="true" inner_html=include_str!("sprite.svg")></svg> }
}

/// The shape of a state. Decorative: words stand beside it.
#[component]
pub fn Mark(state: State) -> impl IntoView {
    match state {
        State::Learning(percent) => view! { <Pie percent/> }.into_any(),
        State::Saved => view! { <Shape id="#m-met"/> }.into_any(),
        other => view! { <Shape id=format!("#m-{}", other.key())/> }.into_any(),
    }
}

/// A ring that fills like a clock: the share that is done.
#[component]
fn Pie(percent: u8) -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5"></circle>
            <circle
                cx="8"
                cy="8"
                r="2.25"
                fill="none"
                stroke="currentColor"
                stroke-width="4.5"
                pathLength="100"
                stroke-dasharray=format!("{} 100", percent.min(100))
                transform="rotate(-90 8 8)"
            ></circle>
        </svg>
    }
}

#[component]
pub(super) fn Shape(#[prop(into)] id: String) -> impl IntoView {
    view! { <svg class="mark" aria-hidden="true"><use href=id></use></svg> }
}
