//! A browser of one person: keeps cookies, sends what browsers send, follows nothing by itself.

use crate::domain::access::Role;
use crate::domain::id::AccountId;
use crate::server::address::PeerAddress;
use crate::server::password::Password;
use crate::server::router::router;
use crate::server::services::account::accept_invitation::accept_invitation;
use crate::server::services::account::invite::{Invite, invite};
use crate::server::session::{self, cookie_name};
use crate::server::state::AppState;
use crate::server::visitor::{Account, Visitor};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use tower::ServiceExt as _;

/// Whoever is invited by a test has this password.
pub(crate) const PASSWORD: &str = "mint-lantern-42";

#[derive(Clone)]
pub(crate) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    pub(crate) peer: IpAddr,
    /// None when nobody is signed in.
    pub(crate) account: Option<AccountId>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    /// A header as text; empty if it is missing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Browser {
    pub(crate) fn new(state: &AppState) -> Self {
        let peer = IpAddr::V4(Ipv4Addr::LOCALHOST);
        Self { router: router(state.clone()), cookies: BTreeMap::new(), peer, account: None }
    }

    /// Somebody new with these roles, signed in.
    pub(crate) async fn of(state: &AppState, name: &str, roles: &[Role]) -> Self {
        let new = Invite {
            sign_in_name: name.parse().expect("a sign-in name"),
            display_name: name.to_owned(),
            roles: roles.iter().copied().collect(),
            person: None,
        };
        let (account, link) = invite(state, None, &new).await.expect("an invitation");
        let password = Password::parse(PASSWORD, &[]).expect("a good password");
        let signed_in =
            accept_invitation(state, &link.token, password, None).await.expect("the invitation is accepted");
        let mut browser = Self::new(state);
        browser.set_cookie(cookie_name(&state.config.public_url()), &signed_in.token.reveal());
        browser.account = Some(account);
        browser
    }

    /// The same person at another service over the same data.
    pub(crate) fn at(&self, state: &AppState) -> Self {
        Self { router: router(state.clone()), ..self.clone() }
    }

    /// Whoever uses the browser, as the gate sees them.
    pub(crate) async fn user(&self, state: &AppState) -> Account {
        let url = state.config.public_url();
        let name = cookie_name(&url);
        let mut headers = HeaderMap::new();
        let cookie = format!("{name}={}", self.cookie(name).expect("a session"));
        headers.insert(header::COOKIE, cookie.parse().expect("a header"));
        match session::visitor(&state.sessions, &url, &headers).await.expect("an answer") {
            Visitor::SignedIn(account) => account,
            Visitor::Anonymous => panic!("signed in"),
        }
    }

    pub(crate) fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Opens a page.
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).header(header::ACCEPT, "text/html");
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// Sends a form of one of our own pages.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect();
        let request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(pairs.join("&"))).expect("a request")).await
    }

    /// Sends a form with a file, as browsers do.
    pub(crate) async fn upload(&mut self, path: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        if let Some((name, bytes)) = file {
            let head = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"evidence\"; filename=\"{name}\"\r\n\
                 Content-Type: application/pdf\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--edge--\r\n");
        let request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// Calls a server function as an island does.
    pub(crate) async fn call(&mut self, method: Method, path: &str, json: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ACCEPT, "application/json")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(json.to_owned())).expect("a request")).await
    }

    pub(crate) async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            let line = cookies.join("; ").parse().expect("a cookie header");
            request.headers_mut().insert(header::COOKIE, line);
        }
        request.extensions_mut().insert(PeerAddress(self.peer));
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        for line in response.headers().get_all(header::SET_COOKIE) {
            let line = line.to_str().expect("text");
            let (name, value) = line.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text }
    }
}

fn escape(text: &str) -> String {
    crate::server::query::escape(text)
}
