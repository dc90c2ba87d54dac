//! The fields of an item's form: both languages beside each other, one key for the two, every problem at its field.
//!
//! Every kind of interaction has its own file here.

mod case;
mod choices;
mod cloze;
mod essay;
mod order;
mod rows;
mod typed;

use super::words;
use crate::components::field::{Check, Choice, Select, TextArea, TextField};
use crate::domain::competency::Competency;
use crate::domain::item::interaction::InteractionKind;
use crate::domain::locale::Locale;
use crate::server::content::diagnostic::Severity;
use crate::server::content::item::form::Fields;
use crate::server::services::item::draft::Located;
use leptos::prelude::*;

/// What the form is filled with.
#[derive(Clone)]
pub struct Desk {
    pub locale: Locale,
    /// Where the form is sent.
    pub path: String,
    pub fields: Fields,
    pub problems: Vec<Located>,
    /// The items of a case have its use.
    pub in_case: bool,
}

impl Desk {
    pub fn view(&self) -> AnyView {
        let kind = InteractionKind::ALL.into_iter().find(|kind| kind.id() == self.fields.get("kind"));
        let Some(kind) = kind else { return self.case() };
        let entries = match kind {
            InteractionKind::Single => self.options(false),
            InteractionKind::Multiple => self.options(true),
            InteractionKind::TrueFalse => self.true_false(),
            InteractionKind::Numeric => self.numeric(),
            InteractionKind::Short => self.short(),
            InteractionKind::Cloze => self.cloze(),
            InteractionKind::Match => self.matching(),
            InteractionKind::Order => self.ordering(),
            InteractionKind::Essay => self.essay(),
        };
        let hint = (kind == InteractionKind::Cloze).then(|| self.locale.editor_cloze_hint());
        view! {
            <input type="hidden" name="kind" value=kind.id()/>
            {self.facts(kind)}
            <div class="pairs">
                {self.languages()}
                <fieldset class="pair">
                    <legend>{self.locale.editor_stem()}</legend>
                    {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
                    {self.both("stem", 5)}
                </fieldset>
                {entries}
            </div>
        }
        .into_any()
    }

    fn languages(&self) -> impl IntoView + use<> {
        let (zh, en) = (self.locale.editor_zh(), self.locale.editor_en());
        view! { <p class="pair langs" aria-hidden="true"><b>{zh}</b><b>{en}</b></p> }
    }

    fn problem(&self, field: &str) -> Option<String> {
        let here = self.problems.iter().find(|found| found.field == field && found.severity == Severity::Error);
        here.map(|problem| problem.text.get(self.locale).to_owned())
    }

    fn label(&self, field: &str) -> String {
        // An essay's explanation is its samples.
        match (self.fields.get("kind") == InteractionKind::Essay.id(), field) {
            (true, "reason_zh") => self.locale.editor_samples_zh().to_owned(),
            (true, "reason_en") => self.locale.editor_samples_en().to_owned(),
            _ => words::field(self.locale, field).unwrap_or_default(),
        }
    }

    fn area(&self, field: &str, rows: u8) -> AnyView {
        let value = self.fields.get(field).to_owned();
        view! {
            <TextArea locale=self.locale name=field.to_owned() label=self.label(field) value rows required=true
                problem=self.problem(field)/>
        }
        .into_any()
    }

    fn line(&self, field: &str, hint: Option<String>, required: bool) -> AnyView {
        let value = self.fields.get(field).to_owned();
        let hint = hint.unwrap_or_default();
        let problem = self.problem(field);
        if hint.is_empty() {
            return view! {
                <TextField locale=self.locale name=field.to_owned() label=self.label(field) value required problem/>
            }
            .into_any();
        }
        view! { <TextField locale=self.locale name=field.to_owned() label=self.label(field) value required hint problem/> }
            .into_any()
    }

    fn tick(&self, field: &'static str) -> AnyView {
        let checked = !self.fields.get(field).is_empty();
        view! { <Check name=field label=self.label(field) checked/> }.into_any()
    }

    fn select(&self, field: String, choices: Vec<Choice>) -> AnyView {
        self.chosen(field, choices, "")
    }

    /// A choice that begins with one of them.
    fn chosen(&self, field: String, choices: Vec<Choice>, first: &str) -> AnyView {
        let (label, value) = (self.label(&field), self.fields.get(&field));
        let value = if value.is_empty() { first.to_owned() } else { value.to_owned() };
        let problem = self.problem(&field);
        view! { <Select locale=self.locale name=field label choices value required=true problem/> }.into_any()
    }

    /// A text in both languages.
    fn both(&self, name: &str, rows: u8) -> impl IntoView + use<> {
        (self.area(&format!("{name}_zh"), rows), self.area(&format!("{name}_en"), rows))
    }

    fn competencies() -> impl Iterator<Item = Competency> {
        Competency::ALL.iter().copied()
    }

    fn usage(&self) -> AnyView {
        let locale = self.locale;
        let uses =
            vec![Choice::new("practice", locale.editor_use_practice()), Choice::new("exam", locale.editor_use_exam())];
        self.select("use".to_owned(), uses)
    }

    fn facts(&self, kind: InteractionKind) -> AnyView {
        let locale = self.locale;
        let competencies = Self::competencies().map(|one| Choice::new(one.id(), locale.competency(one)));
        let scoring = (kind == InteractionKind::Multiple).then(|| {
            let words = ["partial", "all-or-nothing", "negative"];
            let choices = words.map(|word| Choice::new(word, words::scoring(locale, word).unwrap_or(word)));
            self.select("scoring".to_owned(), choices.into())
        });
        let has_options = matches!(kind, InteractionKind::Single | InteractionKind::Multiple);
        let fixed = has_options.then(|| self.tick("fixed"));
        view! {
            <fieldset class="meta">
                <legend class="sr">{locale.editor_facts()}</legend>
                <div class="fields">
                    {self.select("competency".to_owned(), competencies.collect())}
                    {(!self.in_case).then(|| self.usage())}
                    {scoring}
                    {self.line("p", Some(locale.editor_p_hint().to_owned()), true)}
                    {self.line("source", None, true)}
                    {self.line("law_as_of", None, false)}
                </div>
                <div class="checks" data-flow="row">{self.tick("negative")}{fixed}</div>
            </fieldset>
        }
        .into_any()
    }

    fn explanation(&self, legend: &'static str) -> AnyView {
        view! {
            <fieldset class="pair">
                <legend>{legend}</legend>
                {self.both("reason", 3)}
            </fieldset>
        }
        .into_any()
    }
}
