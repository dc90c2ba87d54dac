//! Loading on the server, then showing. Not a `Resource`: that would write its whole value into the page.

use super::error::{Mishap, MishapView};
use crate::domain::locale::Locale;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::future::Future;

/// Awaits `value` and shows it; an error becomes its page with its HTTP status.
///
/// The status counts only while the head of the response has not been sent: routes that load are rendered with
/// `SsrMode::Async`.
pub fn load<T, E, V>(
    locale: Locale,
    value: impl Future<Output = Result<T, E>> + Send + 'static,
    show: impl FnOnce(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    E: Into<Mishap> + Send + 'static,
    V: IntoView + 'static,
{
    let response = use_context::<ResponseOptions>();
    let shown = async move {
        match value.await {
            Ok(value) => show(value).into_any(),
            Err(error) => {
                let mishap = error.into();
                if let Some(response) = response {
                    response.set_status(mishap.status());
                }
                view! { <MishapView locale mishap/> }.into_any()
            }
        }
    };
    let once = std::sync::Mutex::new(Some(shown));
    view! {
        <Suspense>
            {move || Suspend::new({
                let shown = once.lock().ok().and_then(|mut shown| shown.take());
                async move {
                    match shown {
                        Some(shown) => shown.await,
                        None => ().into_any(),
                    }
                }
            })}
        </Suspense>
    }
}
