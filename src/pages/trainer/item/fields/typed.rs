//! What is typed: a number by a formula, a few words; with the mistakes that are common.

use super::Desk;
use super::rows::Tools;
use crate::components::field::TextArea;
use crate::server::content::item::form::rows::MISTAKE;
use leptos::prelude::*;

impl Desk {
    pub(super) fn numeric(&self) -> AnyView {
        let locale = self.locale;
        let hint = locale.editor_answer_hint(&"{spend}");
        let (vary, vary_hint) = (self.fields.get("vary").to_owned(), locale.editor_vary_hint());
        view! {
            <fieldset class="pair whole">
                <legend>{locale.editor_calculation()}</legend>
                <div class="fields">
                    {self.line("answer", Some(hint), true)}
                    {self.line("tolerance", None, false)}
                    {self.line("round", None, false)}
                    {self.line("unit_zh", None, false)}
                    {self.line("unit_en", None, false)}
                </div>
                <TextArea locale name="vary" label=self.label("vary") value=vary rows=3 hint=vary_hint problem=self.problem("vary")/>
            </fieldset>
            {self.explanation(self.locale.editor_reason())}
            {self.mistakes(false)}
        }
        .into_any()
    }

    pub(super) fn short(&self) -> AnyView {
        view! {
            <fieldset class="pair">
                <legend>{self.locale.editor_accept()}</legend>
                {self.both("accept", 3)}
            </fieldset>
            {self.explanation(self.locale.editor_reason())}
            {self.mistakes(true)}
        }
        .into_any()
    }

    /// Every filled mistake and one empty group below.
    fn mistakes(&self, phrases: bool) -> AnyView {
        let locale = self.locale;
        let shown = (MISTAKE.filled(&self.fields) + 1).min(MISTAKE.most);
        let rows = (0..shown)
            .map(|row| {
                let answer = if phrases {
                    self.both(&MISTAKE.field(row, "phrases"), 2).into_any()
                } else {
                    view! { <div class="across">{self.area(&MISTAKE.field(row, "formula"), 1)}</div> }.into_any()
                };
                view! {
                    <div class="choice">
                        <p class="key-of">{MISTAKE.mark(row)}{self.tools(MISTAKE, row, Tools::Drop)}</p>
                        <div class="parts">
                            {answer}
                            {self.both(&MISTAKE.row(row), 2)}
                        </div>
                    </div>
                }
            })
            .collect_view();
        view! {
            <fieldset class="pair keyed" id=MISTAKE.name tabindex="-1">
                <legend>{locale.editor_mistakes()}</legend>
                <p class="hint">{locale.editor_mistakes_hint()}</p>
                {rows}
                {self.more(MISTAKE, shown < MISTAKE.most)}
            </fieldset>
        }
        .into_any()
    }
}
