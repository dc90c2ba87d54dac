//! What the items of a case share: its stimulus, once, and the keys that they inherit.

use super::Desk;
use crate::components::field::Choice;
use crate::server::content::item::form::CASE;
use leptos::prelude::*;

impl Desk {
    pub(super) fn case(&self) -> AnyView {
        let locale = self.locale;
        let competencies = Self::competencies().map(|one| Choice::new(one.id(), locale.competency(one)));
        view! {
            <input type="hidden" name="kind" value=CASE/>
            <fieldset class="meta">
                <legend class="sr">{locale.editor_facts()}</legend>
                <div class="fields">
                    {self.select("competency".to_owned(), competencies.collect())}
                    {self.usage()}
                    {self.line("p", Some(locale.editor_p_hint().to_owned()), true)}
                    {self.line("source", None, true)}
                </div>
            </fieldset>
            <div class="pairs">
                {self.languages()}
                <fieldset class="pair">
                    <legend>{locale.editor_case_stimulus()}</legend>
                    {self.both("stimulus", 8)}
                </fieldset>
            </div>
        }
        .into_any()
    }
}
