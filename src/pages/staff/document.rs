//! A document behind an entry: a link that downloads it.

use crate::components::icon::{Glyph, Icon};
use crate::domain::locale::Locale;
use crate::server::storage::evidence::Evidence;
use leptos::prelude::*;

/// The link, or words that there is none.
#[component]
pub fn DocumentLink(locale: Locale, document: Option<Evidence>) -> impl IntoView {
    match document {
        Some(document) => {
            let kilobytes = document.size.div_ceil(1024);
            let words = locale.staff_download(&document.file_name, &kilobytes);
            view! { <a class="document" href=format!("/evidence/{}", document.id)><Glyph icon=Icon::File/>{words}</a> }
                .into_any()
        }
        None => view! { <span class="muted">{locale.staff_no_document()}</span> }.into_any(),
    }
}
