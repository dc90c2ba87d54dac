//! The buttons of rows: out, up, down, and room for one more. Each sends the form and comes back to where it stood.

use super::super::sent;
use super::Desk;
use crate::components::icon::{Glyph, Icon};
use crate::server::content::item::form::rows::{Change, Rows};
use leptos::prelude::*;

/// Which buttons a row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tools {
    Drop,
    /// Rows whose order means something move, too.
    All,
}

impl Desk {
    /// A row's buttons; the empty one has none.
    pub(super) fn tools(&self, rows: Rows, row: usize, tools: Tools) -> impl IntoView + use<> {
        let (locale, filled, mark) = (self.locale, rows.filled(&self.fields), rows.mark(row));
        let moves = tools == Tools::All;
        let up = moves && row > 0 && row < filled;
        let down = moves && row + 1 < filled;
        let out = match rows.name {
            "option" => locale.editor_drop_option(&mark),
            "mistake" => locale.editor_drop_mistake(&mark),
            _ => locale.editor_drop_row(&mark),
        };
        (
            up.then(|| self.button(rows, Change::Up.of(rows, row), Icon::Up, locale.editor_move_up(&mark))),
            down.then(|| self.button(rows, Change::Down.of(rows, row), Icon::Below, locale.editor_move_down(&mark))),
            (row < filled).then(|| self.button(rows, Change::Drop.of(rows, row), Icon::Remove, out)),
        )
    }

    fn button(&self, rows: Rows, value: String, icon: Icon, label: String) -> impl IntoView + use<> {
        let back = format!("{}#{}", self.path, rows.name);
        view! {
            <button
                type="submit"
                class="btn quiet slim"
                name=sent::DO
                value=value
                formaction=back
                title=label.clone()
                aria-label=label
            >
                <Glyph icon/>
            </button>
        }
    }

    /// Another empty row, once the one that is there is filled.
    pub(super) fn more(&self, rows: Rows, has_room: bool) -> Option<impl IntoView + use<>> {
        let back = format!("{}#{}", self.path, rows.name);
        let words = self.locale.editor_more_rows();
        has_room.then(|| {
            view! {
                <p class="more">
                    <button type="submit" class="btn slim" name=sent::DO value=sent::MORE formaction=back>
                        <Glyph icon=Icon::Add/>
                        {words}
                    </button>
                </p>
            }
        })
    }

    /// Rows of a fieldset: every filled one and one empty.
    pub(super) fn rows(
        &self,
        rows: Rows,
        legend: &'static str,
        hint: &'static str,
        row: impl Fn(usize) -> AnyView,
    ) -> AnyView {
        let shown = (rows.count(&self.fields) + 1).min(rows.most);
        let each = (0..shown).map(row).collect_view();
        view! {
            <fieldset class="pair keyed" id=rows.name tabindex="-1">
                <legend>{legend}</legend>
                <p class="hint">{hint}</p>
                {each}
                {self.more(rows, shown < rows.most)}
            </fieldset>
        }
        .into_any()
    }

    /// What the form must send back although nobody writes it.
    pub(super) fn hidden(&self, field: String) -> impl IntoView + use<> {
        let value = self.fields.get(&field).to_owned();
        view! { <input type="hidden" name=field value=value/> }
    }
}
