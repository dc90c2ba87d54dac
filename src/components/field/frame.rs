//! What every field has around its control.

use crate::components::mark::Mark;
use crate::components::state::State;
use crate::domain::locale::Locale;
use leptos::prelude::*;

/// What stands around a control, and the ids by which the control refers to it.
pub struct Frame {
    pub locale: Locale,
    pub id: String,
    pub label: String,
    pub hint: Option<String>,
    pub problem: Option<String>,
    pub required: bool,
}

impl Frame {
    fn hint_id(&self) -> String {
        format!("{}-hint", self.id)
    }

    fn why_id(&self) -> String {
        format!("{}-why", self.id)
    }

    /// For `aria-describedby`: the problem first, then the hint.
    pub fn described_by(&self) -> Option<String> {
        match (&self.problem, &self.hint) {
            (Some(_), Some(_)) => Some(format!("{} {}", self.why_id(), self.hint_id())),
            (Some(_), None) => Some(self.why_id()),
            (None, Some(_)) => Some(self.hint_id()),
            (None, None) => None,
        }
    }

    /// For `aria-invalid`.
    pub fn invalid(&self) -> Option<&'static str> {
        self.problem.is_some().then_some("true")
    }

    /// For `aria-required`; the browser's own `required` would speak the browser's language.
    pub fn needed(&self) -> Option<&'static str> {
        self.required.then_some("true")
    }

    pub fn around(self, control: impl IntoView + 'static) -> impl IntoView {
        let below = self.below();
        let optional = self.optional();
        view! {
            <div class="field" data-problem=self.problem.is_some().then_some("")>
                <label for=self.id.clone()>{self.label.clone()} {optional}</label>
                {below}
                {control}
            </div>
        }
    }

    /// Several controls under one question.
    pub fn around_group(self, controls: impl IntoView + 'static) -> impl IntoView {
        let below = self.below();
        let optional = self.optional();
        view! {
            <fieldset
                class="field"
                id=self.id.clone()
                tabindex="-1"
                data-problem=self.problem.is_some().then_some("")
                aria-describedby=self.described_by()
            >
                <legend>{self.label.clone()} {optional}</legend>
                {below}
                {controls}
            </fieldset>
        }
    }

    fn below(&self) -> impl IntoView + use<> {
        let hint = self.hint.clone().map(|hint| view! { <p class="hint" id=self.hint_id()>{hint}</p> });
        let problem = self.problem.clone().map(|problem| {
            view! { <p class="why" id=self.why_id()><Mark state=State::Problem/>{problem}</p> }
        });
        (hint, problem)
    }

    fn optional(&self) -> impl IntoView + use<> {
        (!self.required).then(|| view! { <small>{self.locale.form_optional()}</small> })
    }
}
