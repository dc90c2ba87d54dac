//! A document of a staff file: a link that downloads it, and the field by which one comes.

use crate::components::field::FileField;
use crate::components::icon::{Glyph, Icon};
use crate::domain::locale::Locale;
use crate::server::form::Form;
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

/// The field for a new document, below the one that it would replace.
#[component]
pub fn DocumentField(
    locale: Locale,
    form: Form,
    #[prop(into)] label: String,
    document: Option<Evidence>,
) -> impl IntoView {
    let now = document.map(|document| view! { <p class="small"><DocumentLink locale document=Some(document)/></p> });
    view! {
        {now}
        <FileField locale name="evidence" label accept=".pdf,.png,.jpg,.jpeg,.webp" hint=locale.staff_evidence_hint()
            problem=form.problem_of("evidence", locale)/>
    }
}
