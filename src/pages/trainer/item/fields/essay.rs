//! A piece of writing: how long, by which criteria, and samples.

use super::Desk;
use super::rows::Tools;
use crate::server::content::item::form::rows::CRITERION;
use leptos::prelude::*;

impl Desk {
    pub(super) fn essay(&self) -> AnyView {
        let locale = self.locale;
        let lengths = ["length_zh_from", "length_zh_to", "length_en_from", "length_en_to"];
        let criterion = |row| {
            let anchors = ["2", "1", "0"].map(|points| self.both(&CRITERION.field(row, points), 2)).collect_view();
            view! {
                <div class="choice">
                    <p class="key-of">{CRITERION.mark(row)}{self.tools(CRITERION, row, Tools::All)}</p>
                    <div class="parts">
                        <div class="across">{self.line(&CRITERION.field(row, "name"), None, true)}</div>
                        {anchors}
                    </div>
                </div>
            }
            .into_any()
        };
        view! {
            <fieldset class="pair whole">
                <legend>{locale.editor_essay()}</legend>
                <div class="fields">
                    {self.line("minutes", None, true)}
                    {lengths.map(|field| self.line(field, None, true)).collect_view()}
                </div>
            </fieldset>
            {self.rows(CRITERION, locale.editor_criteria(), locale.editor_criteria_hint(), criterion)}
            <fieldset class="pair">
                <legend>{locale.editor_samples()}</legend>
                <p class="hint">{locale.editor_samples_hint()}</p>
                {self.both("reason", 4)}
            </fieldset>
        }
        .into_any()
    }
}
