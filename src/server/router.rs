//! Builds the HTTP service from the table of routes.

use super::gate::{self, Gate};
use super::routes::{self, Kind, Route, Serve};
use super::state::AppState;
use super::{headers, observe, public_page, render};
use crate::api::failure::Failure;
use crate::domain::access::Access;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, any, get, post};
use std::any::Any;
use std::convert::Infallible;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::limit::RequestBodyLimitLayer;

/// The whole service. Requests should carry a `ClientAddress` extension.
pub fn router(state: AppState) -> Router {
    render::start();
    let mut router = Router::new();
    for route in routes::table() {
        let gate = Gate { state: state.clone(), access: route.access, kind: route.kind };
        router = router.route(route.path, gated(&gate, handler(&route)));
    }
    let missing = Gate { state: state.clone(), access: Access::Public, kind: Kind::Page };
    router
        .fallback_service(gated(&missing, any(|| async { Failure::NotFound })).with_state(state.clone()))
        .layer(compression())
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .layer(from_fn(observe::observe))
        // The gate turns a panic into a page; this catches one in the gate itself.
        .layer(CatchPanicLayer::custom(panicked))
        .with_state(state)
}

/// How answers are compressed. Pages are compressed for each request, at brotli's quickest level: the next one takes a third
/// more time for three bytes fewer in a hundred. Files are packed at the highest level beforehand.
pub fn compression() -> CompressionLayer {
    CompressionLayer::new().quality(CompressionLevel::Precise(0))
}

fn handler(route: &Route) -> MethodRouter<AppState> {
    match route.serve {
        Serve::Page => get(render::get),
        Serve::PublicPage => get(public_page::get),
        Serve::Function => post(render::function),
        Serve::Handler(handler) => handler(),
    }
}

fn gated(gate: &Gate, handler: MethodRouter<AppState>) -> MethodRouter<AppState> {
    let behind = ServiceBuilder::new()
        .layer(from_fn_with_state(gate.clone(), gate::pass))
        .layer(RequestBodyLimitLayer::new(gate.kind.body_limit()))
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::custom(panicked));
    handler.layer::<_, Infallible>(behind)
}

/// The panic's own words go to the log by the panic hook; nobody outside sees them.
fn panicked(_: Box<dyn Any + Send>) -> axum::response::Response {
    Failure::Internal.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::testing::{TestDb, a_service};
    use axum::body::{Body, to_bytes};
    use axum::http::{Request, StatusCode};
    use tower::ServiceExt as _;

    #[tokio::test]
    async fn a_panic_becomes_the_page_of_a_failure_that_says_nothing_of_it() {
        let fresh = TestDb::sqlite().await;
        let state = a_service(fresh.db.clone());
        render::start();
        let gate = Gate { state: state.clone(), access: Access::Public, kind: Kind::Page };
        let handler = get(|| async {
            assert!(std::hint::black_box(false), "the secret reason");
        });
        let service = gated(&gate, handler).with_state(state);
        let request = Request::get("/").body(Body::empty()).expect("a request");
        let response = service.oneshot(request).await.expect("an answer");
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let page = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        let page = String::from_utf8_lossy(&page);
        assert!(page.contains("<html lang=\"zh-CN\"") && !page.contains("secret"), "{page}");
        fresh.drop_it().await;
    }
}
