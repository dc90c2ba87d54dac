//! Whether a request that may change something comes from a page of our own.

use super::config::PublicUrl;
use axum::http::{HeaderMap, Method, header};

/// Requests that only read always pass. Others must say where they come from: browsers do so by `Sec-Fetch-Site`, older ones
/// by `Origin`. A request with neither is refused: no browser of ours sends it.
pub fn is_own(url: &PublicUrl, method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else { return false };
    let is_public = origin.eq_ignore_ascii_case(&url.to_string());
    let is_host = text(header::HOST).is_some_and(|host| {
        origin.split_once("://").is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host))
    });
    is_public || is_host
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_requests_from_our_own_pages_change_anything() {
        type Headers = &'static [(&'static str, &'static str)];
        let post = Method::POST;
        let cases: [(&Method, Headers, bool); 11] = [
            (&Method::GET, &[("sec-fetch-site", "cross-site")], true),
            (&post, &[("sec-fetch-site", "same-origin")], true),
            (&post, &[("sec-fetch-site", "none")], true),
            (&post, &[("sec-fetch-site", "cross-site")], false),
            (&post, &[("sec-fetch-site", "same-site")], false),
            (&post, &[("sec-fetch-site", "cross-site"), ("origin", "https://rungs.example.com")], false),
            (&post, &[("origin", "https://rungs.example.com")], true),
            (&post, &[("origin", "https://evil.example.com"), ("host", "rungs.example.com")], false),
            (&post, &[("origin", "http://localhost:3000"), ("host", "localhost:3000")], true),
            (&post, &[("origin", "null")], false),
            (&post, &[], false),
        ];
        let url: PublicUrl = "https://rungs.example.com".parse().expect("a URL");
        for (method, pairs, expected) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            assert_eq!(is_own(&url, method, &headers), expected, "{method} {pairs:?}");
        }
    }
}
