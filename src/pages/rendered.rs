//! HTML of parts of pages that depend on nothing but what names them: a lesson's block in a language, the proof of the same
//! facts on the same day. Building thousands of elements costs more than everything else about a page, so the text is kept.

use crate::server::digest::sha256;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// So many bytes of HTML are kept; then it begins anew.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Where an island would find the end of a text or a list. No island is in a part, so nobody looks for it.
const MARK: &str = "<!>";

static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);

#[derive(Default)]
struct Kept {
    parts: HashMap<[u8; 32], Arc<str>>,
    bytes: usize,
}

/// Shows a part that was rendered before, or renders it. `name` must say everything that the part depends on, its kind too.
/// A part holds no island and no secret of the request.
pub fn rendered<V: IntoView>(name: &str, part: impl FnOnce() -> V) -> InertElement {
    let key = *sha256(name.as_bytes()).as_bytes();
    let found = kept().parts.get(&key).cloned();
    let html = found.unwrap_or_else(|| {
        let html: Arc<str> = part().into_view().to_html().replace(MARK, "").into();
        kept().keep(key, html.clone());
        html
    });
    InertElement::new(html.to_string())
}

/// Texts are whole or not there, so a panic elsewhere while it was held does no harm.
fn kept() -> std::sync::MutexGuard<'static, Kept> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Kept {
    fn keep(&mut self, key: [u8; 32], html: Arc<str>) {
        if self.bytes + html.len() > MOST_BYTES {
            *self = Self::default();
        }
        self.bytes += html.len();
        self.parts.insert(key, html);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_rendered_once_for_each_name() {
        let part = |name: &str, words: &'static str| rendered(name, || view! { <p lang=words></p> }).to_html();
        assert_eq!(part("test of a name", "one"), r#"<p lang="one"></p>"#);
        assert_eq!(part("test of a name", "two"), r#"<p lang="one"></p>"#);
        assert_eq!(part("test of another name", "two"), r#"<p lang="two"></p>"#);
    }

    #[test]
    fn a_part_holds_no_mark_for_islands() {
        let part = rendered("test of marks", || view! { <p>{1.to_string()}{"甲".to_owned()}<b>"乙"</b></p> });
        assert_eq!(part.to_html(), "<p>1甲<b>乙</b></p>");
    }

    #[test]
    fn what_is_kept_has_a_bound() {
        let mut kept = Kept::default();
        for number in 0..u8::MAX {
            kept.keep([number; 32], "x".repeat(MOST_BYTES / 10).into());
            assert!(kept.bytes <= MOST_BYTES && kept.parts.len() <= 10);
        }
    }
}
