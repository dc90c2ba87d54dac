//! Language and theme of a request: the browser's own choice, then the account's, then what the browser prefers.

use super::config::PublicUrl;
use super::session::cookie;
use super::visitor::{Theme, Visitor};
use crate::domain::locale::Locale;
use axum::http::{HeaderMap, HeaderValue, header};

pub const LOCALE_COOKIE: &str = "rungs-locale";
pub const THEME_COOKIE: &str = "rungs-theme";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Preferences {
    pub locale: Locale,
    /// None: as the device says.
    pub theme: Option<Theme>,
}

impl Preferences {
    pub fn of(headers: &HeaderMap, visitor: &Visitor) -> Self {
        let account = visitor.account();
        let locale = cookie(headers, LOCALE_COOKIE).and_then(|tag| tag.parse().ok());
        let theme = cookie(headers, THEME_COOKIE).map(Theme::read);
        Self {
            locale: locale
                .or_else(|| account.and_then(|account| account.locale))
                .or_else(|| accepted(headers))
                .unwrap_or_default(),
            theme: theme.unwrap_or_else(|| account.and_then(|account| account.theme)),
        }
    }
}

/// The best of our languages among those that the browser accepts.
fn accepted(headers: &HeaderMap) -> Option<Locale> {
    let wishes = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(f32, Locale)> = None;
    for wish in wishes.split(',').take(20) {
        let (tag, parameter) = wish.split_once(';').unwrap_or((wish, ""));
        let weight = parameter.trim().strip_prefix("q=").map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if let Ok(locale) = tag.trim().parse::<Locale>()
            && weight > best.map_or(0.0, |(weight, _)| weight)
        {
            best = Some((weight, locale));
        }
    }
    best.map(|(_, locale)| locale)
}

/// The header that keeps a preference in the browser for a year. `value` is one of our own words.
pub fn keep(url: &PublicUrl, name: &str, value: &str) -> Option<HeaderValue> {
    let secure = if url.is_https() { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000{secure}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_choice_comes_before_what_it_accepts() {
        let cases = [
            (None, None, Locale::ZhCn),
            (None, Some("en-US,en;q=0.9,zh;q=0.8"), Locale::En),
            (None, Some("fr, en;q=0.3, zh-TW;q=0.7"), Locale::ZhCn),
            (None, Some("de"), Locale::ZhCn),
            (Some("rungs-locale=en"), Some("zh-CN"), Locale::En),
            (Some("rungs-locale=klingon"), Some("en"), Locale::En),
        ];
        for (cookie, accept, expected) in cases {
            let mut headers = HeaderMap::new();
            if let Some(cookie) = cookie {
                headers.insert(header::COOKIE, HeaderValue::from_static(cookie));
            }
            if let Some(accept) = accept {
                headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accept));
            }
            let found = Preferences::of(&headers, &Visitor::Anonymous);
            assert_eq!(found.locale, expected, "{cookie:?} {accept:?}");
        }
    }
}
