//! Every route and every server function, for everybody.

mod exams;
mod knock;
mod matrix;
mod world;

use crate::app::App;
use crate::domain::access::Role;
use crate::server::render;
use crate::server::routes::{Kind, table};
use crate::server::testing::{Browser, a_service, on_both_databases};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use std::collections::BTreeSet;

/// A path with something in the place of every parameter; nothing of that name exists.
fn filled(path: &str) -> String {
    let mut filled = String::new();
    for part in path.split('/').skip(1) {
        filled.push('/');
        filled.push_str(if part.starts_with('{') { "00000000-0000-7000-8000-000000000000" } else { part });
    }
    filled
}

on_both_databases! {
    async fn no_route_can_be_changed_from_another_site(db: Db) {
        let state = a_service(db);
        let mut ada = Browser::of(&state, "ada", &Role::ALL).await;
        for route in table().into_iter().filter(|route| route.method != Method::GET) {
            for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example.com"), ("x-nothing", "1")] {
                let request = Request::builder().method(route.method.clone()).uri(filled(route.path)).header(name, value);
                let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                let answer = ada.send(request.body(Body::empty()).expect("a request")).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{} {name}", route.path);
            }
        }
        assert_eq!(ada.get("/").await.status, StatusCode::OK);
    }
}

#[test]
fn every_server_function_has_its_line_and_none_changes_anything_by_get() {
    let listed: BTreeSet<_> = functions().collect();
    let found: BTreeSet<_> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, method)| (method.to_string(), path.to_owned()))
        .collect();
    assert_eq!(listed, found, "left: the table; right: what exists");
    assert!(found.iter().all(|(method, _)| method == "POST"), "{found:?}");
}

fn functions() -> impl Iterator<Item = (String, String)> {
    let functions = table().into_iter().filter(|route| route.kind == Kind::Function);
    functions.map(|route| (route.method.to_string(), route.path.to_owned()))
}

#[tokio::test]
async fn every_page_of_the_app_has_its_line_and_every_line_its_page() {
    render::start();
    let listed: BTreeSet<_> =
        table().into_iter().filter(|route| route.kind == Kind::Page).map(|route| route.path.to_owned()).collect();
    let found: BTreeSet<_> =
        leptos_axum::generate_route_list(App).iter().map(|listing| listing.path().to_owned()).collect();
    assert_eq!(listed, found, "left: the table; right: the app");
}

#[test]
fn a_line_stands_once() {
    let mut seen = BTreeSet::new();
    for route in table() {
        assert!(seen.insert((route.method.to_string(), route.path)), "{} {} stands twice", route.method, route.path);
    }
}
