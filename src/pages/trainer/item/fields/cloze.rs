//! The gaps of a text: typed, or chosen from a list.

use super::Desk;
use super::rows::Tools;
use crate::components::field::Choice;
use crate::server::content::item::form::rows::GAP;
use leptos::prelude::*;

/// Lines of a list that can be the right one.
const MOST_CHOICES: usize = 6;

impl Desk {
    pub(super) fn cloze(&self) -> AnyView {
        let locale = self.locale;
        let gap = |row| {
            let ways = vec![
                Choice::new("typed", locale.editor_gap_typed()),
                Choice::new("chosen", locale.editor_gap_chosen()),
            ];
            let lines =
                (1..=MOST_CHOICES).map(|line| Choice::new(line.to_string(), locale.editor_gap_right_line(&line)));
            let lines = std::iter::once(Choice::new("", locale.editor_gap_right_none())).chain(lines).collect();
            view! {
                <div class="choice">
                    <p class="key-of">{format!("〔{}〕", GAP.mark(row))}{self.tools(GAP, row, Tools::Drop)}</p>
                    <div class="parts">
                        <div class="across fields">
                            {self.chosen(GAP.field(row, "way"), ways, "typed")}
                            {self.select(GAP.field(row, "right"), lines)}
                        </div>
                        {self.both(&GAP.row(row), 3)}
                        {self.both(&GAP.field(row, "reason"), 2)}
                    </div>
                </div>
            }
            .into_any()
        };
        self.rows(GAP, locale.editor_gaps(), locale.editor_gaps_hint(), gap)
    }
}
