//! Loading on the server, then showing. Not a `Resource`: that would write its whole value into the page.

use super::error::FailurePage;
use crate::api::failure::Failure;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use std::future::Future;

/// Awaits `value` and shows it as a page; a failure becomes its own page with its HTTP status.
///
/// Both are whole pages: `show` frames what it shows. The status counts because every route is rendered in one piece
/// (`SsrMode::Async`).
pub fn load<T, E, V>(
    value: impl Future<Output = Result<T, E>> + Send + 'static,
    show: impl FnOnce(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    E: Into<Failure> + Send + 'static,
    V: IntoView + 'static,
{
    Suspend::new(async move {
        let page = match value.await {
            Ok(value) => show(value).into_any(),
            Err(error) => view! { <FailurePage failure=error.into()/> }.into_any(),
        };
        // Nothing in the page waits any more, so it is written in one go. As a stream, which could wait within any element,
        // every tag would be a string of its own first.
        InertElement::new(page.to_html())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::locale::Locale;
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use http_body_util::BodyExt;
    use leptos_meta::{MetaTags, provide_meta_context};

    async fn answer<F, Fut>(value: F) -> (StatusCode, String)
    where
        F: Fn() -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<String, Failure>> + Send + 'static,
    {
        // The server does this when it starts; only the first time counts.
        let _ = any_spawner::Executor::init_tokio();
        let app = move || {
            provide_meta_context();
            let page = load(value(), |words| view! { <p>{words}</p> });
            view! { <html><head><MetaTags/></head><body>{page}</body></html> }
        };
        let handler = leptos_axum::render_app_async(app);
        let response = handler(Request::new(Body::empty())).await;
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_value_that_comes_later_is_shown_once_and_never_serialised() {
        let (status, html) = answer(|| async {
            tokio::task::yield_now().await;
            Ok("forty-two".to_owned())
        })
        .await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(html.matches("forty-two").count(), 1, "{html}");
    }

    #[tokio::test]
    async fn an_error_becomes_its_page_with_its_status() {
        let (status, html) = answer(|| async {
            tokio::task::yield_now().await;
            Err(Failure::NotFound)
        })
        .await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{html}");
        assert!(html.contains(Locale::ZhCn.error_not_found()), "{html}");
    }
}
