//! All training programmes: for whom, how long, how many class hours.

use crate::components::bits::{Bit, Bits};
use crate::components::empty::Empty;
use crate::components::icon::{Glyph, Icon};
use crate::components::page::Room;
use crate::domain::locale::Locale;
use crate::domain::programme::ProgrammeKind;
use crate::pages::frame::Framed;
use crate::server::services::learning::list_programmes::{ProgrammeRow, list_programmes};
use crate::server::state::AppState;
use leptos::prelude::*;

#[component]
pub fn ProgrammesPage() -> impl IntoView {
    let (locale, state): (Locale, AppState) = (expect_context(), expect_context());
    let rows = list_programmes(&state.curriculum.bank);
    view! { <Framed title=locale.programme_title() room=Room::Lessons>{shown(locale, &rows)}</Framed> }
}

fn shown(locale: Locale, rows: &[ProgrammeRow]) -> impl IntoView + use<> {
    if rows.is_empty() {
        let (title, words) = (locale.programme_empty_title(), locale.programme_empty_words());
        return view! { <Empty icon=Icon::Book title words/> }.into_any();
    }
    let kinds =
        rows.chunk_by(|a, b| a.kind == b.kind).map(|rows| kind_section(locale, rows[0].kind, rows)).collect_view();
    view! {
        <header class="stack" data-gap="3">
            <h1>{locale.programme_title()}</h1>
            <p class="lead">{locale.programme_lead()}</p>
        </header>
        {kinds}
    }
    .into_any()
}

fn kind_section(locale: Locale, kind: ProgrammeKind, rows: &[ProgrammeRow]) -> impl IntoView + use<> {
    let heading = format!("{kind:?}").to_lowercase();
    let rows = rows.iter().map(|row| programme_row(locale, row)).collect_view();
    view! {
        <section aria-labelledby=heading.clone()>
            <div class="section-head"><h2 id=heading.clone()>{locale.programme_kind(kind)}</h2></div>
            <ul class="agenda wide">{rows}</ul>
        </section>
    }
}

fn programme_row(locale: Locale, row: &ProgrammeRow) -> impl IntoView + use<> {
    view! {
        <li>
            <Glyph icon=Icon::Book/>
            <div>
                <a href=format!("/programmes/{}", row.id)>{row.title.get(locale).to_owned()}</a>
                <p class="small muted">{row.about.get(locale).to_owned()}</p>
                <Bits bits=bits(locale, row) class="small muted"/>
            </div>
        </li>
    }
}

/// For whom, how long, how much.
pub(super) fn bits(locale: Locale, row: &ProgrammeRow) -> Vec<Bit> {
    vec![
        Bit::words(locale.group(row.group)),
        Bit::words(locale.programme_months(i64::from(row.months))),
        Bit::words(locale.programme_class_hours(&row.class_hours)),
    ]
}
