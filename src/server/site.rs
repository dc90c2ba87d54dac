//! The browser's part, packed by `rungs-bundle` into `target/site` and carried in the binary. Debug builds read the folder.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "target/site"]
#[allow_missing = true]
struct Packed;

/// The names of the packed files, which carry their hashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// `rungs-<hash>`: with `.js` the glue, with `_bg.wasm` the islands.
    pub islands: Option<String>,
    /// `sitting-<hash>`: the player of an exam, likewise.
    pub sitting: Option<String>,
    /// `rungs-<hash>.css`
    pub style: Option<String>,
}

impl Site {
    /// Reads the manifest. Without one, pages come without script and style.
    pub fn load() -> Self {
        let manifest = Packed::get("manifest.txt");
        let text = manifest.as_ref().and_then(|file| std::str::from_utf8(&file.data).ok()).unwrap_or_default();
        let named = |kind: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(kind)?.strip_prefix(' '));
            line.map(str::to_owned)
        };
        Self { islands: named("islands"), sitting: named("sitting"), style: named("style") }
    }
}

/// A packed file, compressed if the browser takes that. Names carry hashes: what is under a name never changes.
pub async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let path = format!("pkg/{name}");
    let takes_brotli = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.split(',').any(|coding| coding.trim().split(';').next() == Some("br")));
    let compressed = takes_brotli.then(|| Packed::get(&format!("{path}.br"))).flatten();
    let is_compressed = compressed.is_some();
    let Some(found) = compressed.or_else(|| Packed::get(&path)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = mime_guess::from_path(&path).first_or_octet_stream().to_string();
    let mut response = axum::body::Body::from(found.data.into_owned()).into_response();
    let answer = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&kind) {
        answer.insert(header::CONTENT_TYPE, kind);
    }
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_compressed {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}
