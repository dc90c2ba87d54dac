//! Signed-in browsers: the secret in the cookie, and how long it holds.

mod lookups;

use super::config::PublicUrl;
use super::ids::random_bytes;
use super::storage::{Db, StoreResult, session as store};
use super::visitor::{Account, Theme, Visitor};
use crate::api::failure::Failure;
use crate::domain::id::SessionId;
use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
pub use lookups::Lookups;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// Nobody does anything for so long: signed out.
pub const IDLE: Duration = Duration::hours(12);
/// However busy, sign in again after this.
pub const LONGEST: Duration = Duration::days(7);
/// "Last seen" is written no more often than this, so that reading pages stays reading.
const SEEN_EVERY: Duration = Duration::minutes(5);

/// 256 secret bits, for a session or a one-time link. The database knows only the hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    pub fn new() -> Self {
        Self(random_bytes())
    }

    pub fn parse(text: &str) -> Option<Self> {
        BASE64_URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// As it stands in a cookie or a link. There is no `Display`: secrets are written on purpose.
    pub fn reveal(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    /// SHA-256 in hexadecimal: what is stored. A fast hash is enough for 256 random bits.
    pub fn hash(&self) -> String {
        hex_sha256(&self.0)
    }
}

impl Default for Token {
    fn default() -> Self {
        Self::new()
    }
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
pub fn hex_sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Who holds the session of these headers' cookie. Accounts that are disabled hold none.
pub async fn visitor(lookups: &Lookups, url: &PublicUrl, headers: &HeaderMap) -> Result<Visitor, Failure> {
    let Some(token) = cookie(headers, cookie_name(url)).and_then(Token::parse) else {
        return Ok(Visitor::Anonymous);
    };
    let Some(found) = lookups.find(token.hash()).await? else { return Ok(Visitor::Anonymous) };
    let now = lookups.clock.now();
    if found.last_seen_at < now - SEEN_EVERY {
        // On a full disk people still come in and read: only the next hours of idleness are counted from an earlier time.
        if let Err(error) = touch(&lookups.db, found.session, now).await {
            tracing::warn!(%error, "a session could not be marked as seen");
        }
    }
    Ok(Visitor::SignedIn(Account {
        id: found.account,
        session: found.session,
        sign_in_name: found.sign_in_name.clone(),
        display_name: found.display_name.clone(),
        person: found.person_id,
        roles: found.roles(),
        locale: found.locale.as_ref().and_then(|tag| tag.parse().ok()),
        theme: found.theme.as_deref().and_then(Theme::read),
    }))
}

async fn touch(db: &Db, session: SessionId, now: DateTime<Utc>) -> StoreResult<()> {
    let mut tx = db.write().await?;
    store::touch(&mut tx, session, now).await?;
    tx.commit().await
}

/// With https the prefix makes browsers insist on Secure, Path=/ and this very host.
pub fn cookie_name(url: &PublicUrl) -> &'static str {
    if url.is_https() { "__Host-rungs" } else { "rungs" }
}

/// The header that hands a session to the browser. It holds no character that a header could not.
pub fn set_cookie(url: &PublicUrl, token: &Token) -> Option<HeaderValue> {
    HeaderValue::from_str(&cookie_text(url, &token.reveal(), LONGEST.num_seconds())).ok()
}

/// The header that makes the browser forget its session.
pub fn clear_cookie(url: &PublicUrl) -> Option<HeaderValue> {
    HeaderValue::from_str(&cookie_text(url, "", 0)).ok()
}

/// Lax: a link in a mail opens signed in, while forms of other sites send nothing.
fn cookie_text(url: &PublicUrl, value: &str, max_age: i64) -> String {
    let secure = if url.is_https() { "; Secure" } else { "" };
    format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}", cookie_name(url))
}

/// A cookie's value among the request's headers.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_its_hash_is_another_thing() {
        let token = Token::new();
        assert!(Token::parse(&token.reveal()) == Some(token.clone()));
        assert_eq!(token.hash().len(), 64);
        assert!(Token::parse("short").is_none());
    }

    #[test]
    fn the_cookie_is_bound_to_the_host_when_there_is_https() {
        let token = Token::new();
        let text = |url: &str| {
            let url: PublicUrl = url.parse().expect("a URL");
            set_cookie(&url, &token).expect("a header").to_str().expect("text").to_owned()
        };
        let https = text("https://rungs.example.com");
        assert!(https.starts_with("__Host-rungs="), "{https}");
        for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
            assert!(https.contains(part), "{https} lacks {part}");
        }
        let http = text("http://127.0.0.1:3000");
        assert!(http.starts_with("rungs=") && !http.contains("Secure"), "{http}");
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; rungs=x; b=2"));
        assert_eq!(cookie(&headers, "rungs"), Some("x"));
        assert_eq!(cookie(&headers, "ungs"), None);
    }
}
