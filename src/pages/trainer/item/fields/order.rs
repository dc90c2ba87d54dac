//! What is placed: steps in their right order, pairs that belong together.

use super::Desk;
use super::rows::Tools;
use crate::server::content::item::form::rows::{PAIR, SPARE, STEP};
use leptos::prelude::*;

impl Desk {
    pub(super) fn ordering(&self) -> AnyView {
        let locale = self.locale;
        let step = |row| {
            view! {
                <div class="choice">
                    <p class="key-of">{STEP.mark(row)}{self.tools(STEP, row, Tools::All)}</p>
                    <div class="parts">
                        {self.both(&STEP.row(row), 2)}
                        {self.hidden(STEP.field(row, "letter"))}
                    </div>
                </div>
            }
            .into_any()
        };
        view! {
            {self.rows(STEP, locale.editor_steps(), locale.editor_steps_hint(), step)}
            {self.explanation(locale.editor_order_reason())}
        }
        .into_any()
    }

    pub(super) fn matching(&self) -> AnyView {
        let locale = self.locale;
        let pair = |row| {
            view! {
                <div class="choice">
                    <p class="key-of">{PAIR.mark(row)}{self.tools(PAIR, row, Tools::All)}</p>
                    <div class="parts">
                        {self.both(&PAIR.row(row), 2)}
                        {self.both(&PAIR.field(row, "right"), 2)}
                        {self.both(&PAIR.field(row, "reason"), 2)}
                        {self.hidden(PAIR.field(row, "letter"))}
                    </div>
                </div>
            }
            .into_any()
        };
        let spare = |row| {
            view! {
                <div class="choice">
                    <p class="key-of">{SPARE.mark(row)}{self.tools(SPARE, row, Tools::Drop)}</p>
                    <div class="parts">
                        {self.both(&SPARE.row(row), 2)}
                        {self.hidden(SPARE.field(row, "letter"))}
                    </div>
                </div>
            }
            .into_any()
        };
        view! {
            {self.rows(PAIR, locale.editor_pairs(), locale.editor_pairs_hint(), pair)}
            {self.rows(SPARE, locale.editor_spares(), locale.editor_spares_hint(), spare)}
        }
        .into_any()
    }
}
