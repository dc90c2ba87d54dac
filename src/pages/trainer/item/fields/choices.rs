//! What is chosen: options with the slip behind each, and a statement that holds or not.

use super::Desk;
use super::rows::Tools;
use crate::components::field::Choice;
use crate::domain::item::secret::Slip;
use crate::server::content::item::form::rows::OPTION;
use leptos::prelude::*;

/// A single choice has no more options than this.
const MOST_OF_SINGLE: usize = 6;

impl Desk {
    /// Every filled option and one empty group below.
    pub(super) fn options(&self, many: bool) -> AnyView {
        let locale = self.locale;
        let most = if many { OPTION.most } else { MOST_OF_SINGLE };
        let shown = (OPTION.count(&self.fields) + 1).min(most);
        let rows = (0..shown).map(|row| self.option(row, many)).collect_view();
        let problem = self.problem("key");
        let marked = problem.is_some().then_some("");
        let problem = problem.map(|words| view! { <p class="why" id="key-why">{words}</p> });
        view! {
            <fieldset class="pair keyed field" id="key" tabindex="-1" data-problem=marked>
                <legend id="option">{locale.editor_options()}</legend>
                <p class="hint">{locale.editor_options_hint()}</p>
                {problem}
                {rows}
                {self.more(OPTION, shown < most)}
            </fieldset>
        }
        .into_any()
    }

    fn option(&self, row: usize, many: bool) -> AnyView {
        let locale = self.locale;
        let letter = OPTION.mark(row);
        let checked = self.fields.all("key").any(|key| key == letter);
        let kind = if many { "checkbox" } else { "radio" };
        let slips = Slip::ALL.iter().map(|slip| Choice::new(slip.tag(), locale.slip(*slip)));
        let slips = std::iter::once(Choice::new("", locale.editor_no_slip())).chain(slips).collect();
        view! {
            <div class="choice">
                <p class="key-of">
                    <label>
                        <input type=kind name="key" value=letter.clone() checked=checked aria-label=locale.editor_key_of(&letter)/>
                        {letter.clone()}
                    </label>
                    {self.tools(OPTION, row, Tools::Drop)}
                </p>
                <div class="parts">
                    {self.both(&OPTION.row(row), 2)}
                    <div class="across">{self.select(OPTION.field(row, "slip"), slips)}</div>
                    {self.both(&OPTION.field(row, "reason"), 2)}
                </div>
            </div>
        }
        .into_any()
    }

    pub(super) fn true_false(&self) -> AnyView {
        let locale = self.locale;
        let key = self.fields.get("key").to_owned();
        let choice = |value: &'static str, words: &'static str| {
            let checked = key == value;
            view! {
                <label class="check"><input type="radio" name="key" value=value checked=checked/><span>{words}</span></label>
            }
        };
        view! {
            <fieldset class="pair" id="key" tabindex="-1">
                <legend>{locale.editor_statement()}</legend>
                <div class="checks" data-flow="row">
                    {choice("true", locale.editor_holds())}
                    {choice("false", locale.editor_holds_not())}
                </div>
                {self.area("true_reason_zh", 3)}
                {self.area("true_reason_en", 3)}
                {self.area("false_reason_zh", 3)}
                {self.area("false_reason_en", 3)}
            </fieldset>
        }
        .into_any()
    }
}
