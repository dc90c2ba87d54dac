//! Tables that become stacked rows on a phone, and the facts of one thing as terms.

use leptos::prelude::*;

/// A table whose cells name their column when they are stacked. `caption` is read, not seen.
#[component]
pub fn Stacks(#[prop(into)] caption: String, columns: Vec<String>, children: Children) -> impl IntoView {
    view! {
        <table class="plain stacks">
            <caption class="sr">{caption}</caption>
            <thead>
                <tr>{columns.into_iter().map(|column| view! { <th scope="col">{column}</th> }).collect_view()}</tr>
            </thead>
            <tbody>{children()}</tbody>
        </table>
    }
}

/// A cell of `Stacks` with the name of its column.
#[component]
pub fn Cell(#[prop(into)] column: String, children: Children) -> impl IntoView {
    view! { <td data-label=column>{children()}</td> }
}

/// A list of terms; `wide` is for a page's main column.
#[component]
pub fn Facts(#[prop(optional)] wide: bool, children: Children) -> impl IntoView {
    view! { <dl class=if wide { "facts wide" } else { "facts" }>{children()}</dl> }
}

/// One term and what it says.
#[component]
pub fn Fact(#[prop(into)] term: String, children: Children) -> impl IntoView {
    view! { <div><dt>{term}</dt><dd>{children()}</dd></div> }
}
