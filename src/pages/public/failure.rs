//! What somebody sees when a page cannot be had.

use crate::api::failure::Failure;
use crate::domain::locale::Locale;
use axum::http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

#[component]
pub fn FailurePage(failure: Failure) -> impl IntoView {
    let locale: Locale = expect_context();
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(failure.status())) {
        response.set_status(status);
    }
    view! {
        <Title text=locale.common_product()/>
        <main>
            <h1>{failure.status()}</h1>
            <p>{failure.words(locale)}</p>
        </main>
    }
}
