use crate::domain::access::Role;
use crate::server::testing::{Browser, a_service, a_service_at, on_both_databases};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use std::net::{IpAddr, Ipv4Addr};

on_both_databases! {
    async fn every_answer_carries_the_headers_that_protect_it(db: Db) {
        let state = a_service_at(db, "https://rungs.example.com");
        let mut browser = Browser::new(&state);
        for path in ["/sign-in", "/", "/no-such-page", "/healthz", "/pkg/none.js", "/invitation/none"] {
            let answer = browser.get(path).await;
            for (name, expected) in [
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", "DENY"),
                ("referrer-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
                ("cache-control", "no-store"),
                ("strict-transport-security", "max-age=63072000; includeSubDomains"),
            ] {
                assert_eq!(answer.header(name), expected, "{path} {name}");
            }
            let policy = answer.header("content-security-policy");
            for part in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
                assert!(policy.contains(part), "{path}: {policy}");
            }
            assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}: {policy}");
            assert!(!answer.header("x-request-id").is_empty(), "{path}");
        }
        let http = Browser::new(&a_service(state.db.clone())).get("/sign-in").await;
        assert_eq!(http.header("strict-transport-security"), "");
    }

    async fn every_page_has_a_nonce_of_its_own(db: Db) {
        let mut browser = Browser::new(&a_service(db));
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..3 {
            let page = browser.get("/sign-in").await;
            let policy = page.header("content-security-policy");
            let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
            assert!(nonce.len() >= 22 && seen.insert(nonce.to_owned()), "{policy}");
        }
    }

    async fn a_body_that_is_too_large_gets_a_page_whether_it_says_so_or_not(db: Db) {
        let state = a_service(db);
        let mut browser = Browser::new(&state);
        for says_so in [true, false] {
            let size = 300 * 1024;
            let body = format!("name={}", "a".repeat(size));
            let mut request = Request::post("/sign-in")
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let body = if says_so {
                request = request.header(header::CONTENT_LENGTH, body.len());
                Body::from(body)
            } else {
                Body::from_stream(futures::stream::iter([Ok::<_, std::io::Error>(body)]))
            };
            let answer = browser.send(request.body(body).expect("a request")).await;
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{says_so}");
            assert!(answer.header("content-type").starts_with("text/html"), "{says_so}: {answer:?}");
        }
    }

    async fn a_form_that_cannot_be_read_is_refused(db: Db) {
        let mut browser = Browser::new(&a_service(db));
        let request = Request::post("/sign-in").header("sec-fetch-site", "same-origin").header(header::CONTENT_TYPE, "image/png");
        let answer = browser.send(request.body(Body::from("x")).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }

    async fn a_page_that_does_not_exist_is_a_page_in_the_visitors_language(db: Db) {
        let state = a_service(db);
        let mut browser = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        let zh = browser.get("/no/such/page").await;
        assert_eq!(zh.status, StatusCode::NOT_FOUND);
        assert!(zh.text.contains("<html lang=\"zh-CN\"") && zh.header("content-type").starts_with("text/html"));
        browser.set_cookie("rungs-locale", "en");
        assert!(browser.get("/no/such/page").await.text.contains("<html lang=\"en\""));
    }

    async fn a_page_without_an_island_carries_no_script(db: Db) {
        let page = Browser::new(&a_service(db)).get("/sign-in").await.text;
        assert!(page.contains("/pkg/rungs-0123.css"), "{page}");
        assert!(page.ends_with("</html>") && !page.contains("<script") && !page.contains("rungs-0123.js"), "{page}");
    }

    async fn figures_are_for_this_machine_only(db: Db) {
        let mut browser = Browser::new(&a_service(db));
        assert_eq!(browser.get("/metrics").await.status, StatusCode::OK);
        browser.peer = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 7));
        assert_eq!(browser.get("/metrics").await.status, StatusCode::NOT_FOUND);
    }

    async fn the_service_is_ready_as_long_as_its_database_answers(db: Db) {
        let state = a_service(db);
        let mut browser = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        assert_eq!(browser.get("/readyz").await.status, StatusCode::OK);
        state.db.close().await;
        browser.set_cookie("rungs-locale", "en");
        let page = browser.get("/lessons").await;
        assert!(page.status.is_server_error() && page.text.contains("<html lang=\"en\""), "{}", page.text);
        assert_eq!(browser.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
    }
}
