//! Addresses within the site: writing them into queries, and trusting them only when they stay within.

use std::fmt::Write as _;

/// Percent-encodes all but letters, digits and `-._~/`.
pub fn escape(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
        escaped
    })
}

/// A path of this site to go on to, or `/`: nobody is sent elsewhere by a forged link.
pub fn local_path(text: &str) -> &str {
    let after = text.strip_prefix('/').filter(|rest| !rest.starts_with(['/', '\\']));
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if after.is_some() && is_plain { text } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        let cases = [
            ("/lessons?level=1#top", "/lessons?level=1#top"),
            ("https://evil.example.com", "/"),
            ("//evil.example.com", "/"),
            ("/\\evil.example.com", "/"),
            ("/\tx", "/"),
            ("", "/"),
        ];
        for (text, expected) in cases {
            assert_eq!(local_path(text), expected, "{text}");
        }
    }

    #[test]
    fn a_path_with_a_query_survives_escaping() {
        assert_eq!(escape("/a?b=1&c=空"), "/a%3Fb%3D1%26c%3D%E7%A9%BA");
    }
}
