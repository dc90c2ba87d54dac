//! The fields of an item's form: both languages beside each other, one key for the two, every problem at its field.

use super::words;
use crate::components::field::{Check, Choice, Select, TextArea, TextField};
use crate::components::icon::{Glyph, Icon};
use crate::domain::competency::Competency;
use crate::domain::item::secret::Slip;
use crate::domain::locale::Locale;
use crate::server::content::diagnostic::Severity;
use crate::server::content::item::form::{Fields, LETTERS, MOST_MISTAKES};
use crate::server::services::item::draft::Located;
use leptos::prelude::*;

/// A single choice has no more options than this.
const MOST_OF_SINGLE: usize = 6;

/// What the form is filled with.
#[derive(Clone)]
pub struct Desk {
    pub locale: Locale,
    pub fields: Fields,
    pub problems: Vec<Located>,
}

impl Desk {
    pub fn view(&self) -> AnyView {
        let kind = self.fields.get("kind").to_owned();
        let entries = match kind.as_str() {
            "single" | "multiple" => self.options(kind == "multiple"),
            "true-false" => self.true_false(),
            "numeric" => self.numeric(),
            "short" => self.short(),
            _ => ().into_any(),
        };
        view! {
            <input type="hidden" name="kind" value=kind.clone()/>
            {self.facts(&kind)}
            <div class="pairs">
                <p class="pair langs" aria-hidden="true"><b>{self.locale.editor_zh()}</b><b>{self.locale.editor_en()}</b></p>
                <fieldset class="pair">
                    <legend>{self.locale.editor_stem()}</legend>
                    {self.area("stem_zh", 5)}
                    {self.area("stem_en", 5)}
                </fieldset>
                {entries}
            </div>
        }
        .into_any()
    }

    fn problem(&self, field: &str) -> Option<String> {
        let here = self.problems.iter().find(|found| found.field == field && found.severity == Severity::Error);
        here.map(|problem| problem.text.get(self.locale).to_owned())
    }

    fn label(&self, field: &str) -> String {
        words::field(self.locale, field).unwrap_or_default()
    }

    fn area(&self, field: &str, rows: u8) -> AnyView {
        let value = self.fields.get(field).to_owned();
        view! {
            <TextArea locale=self.locale name=field.to_owned() label=self.label(field) value rows required=true
                problem=self.problem(field)/>
        }
        .into_any()
    }

    fn line(&self, field: &'static str, hint: Option<String>, required: bool) -> AnyView {
        let value = self.fields.get(field).to_owned();
        let hint = hint.unwrap_or_default();
        let problem = self.problem(field);
        if hint.is_empty() {
            return view! {
                <TextField locale=self.locale name=field label=self.label(field) value required problem/>
            }
            .into_any();
        }
        view! { <TextField locale=self.locale name=field label=self.label(field) value required hint problem/> }
            .into_any()
    }

    fn tick(&self, field: &'static str) -> AnyView {
        let checked = !self.fields.get(field).is_empty();
        view! { <Check name=field label=self.label(field) checked/> }.into_any()
    }

    fn select(&self, field: String, choices: Vec<Choice>) -> AnyView {
        let (label, value) = (self.label(&field), self.fields.get(&field).to_owned());
        let problem = self.problem(&field);
        view! { <Select locale=self.locale name=field label choices value required=true problem/> }.into_any()
    }

    fn facts(&self, kind: &str) -> AnyView {
        let locale = self.locale;
        let competencies = Competency::ALL.iter().map(|one| Choice::new(one.id(), locale.competency(*one)));
        let uses =
            vec![Choice::new("practice", locale.editor_use_practice()), Choice::new("exam", locale.editor_use_exam())];
        let scoring = (kind == "multiple").then(|| {
            let words = ["partial", "all-or-nothing", "negative"];
            let choices = words.map(|word| Choice::new(word, words::scoring(locale, word).unwrap_or(word)));
            self.select("scoring".to_owned(), choices.into())
        });
        let fixed = matches!(kind, "single" | "multiple").then(|| self.tick("fixed"));
        view! {
            <fieldset class="meta">
                <legend class="sr">{locale.editor_facts()}</legend>
                <div class="fields">
                    {self.select("competency".to_owned(), competencies.collect())}
                    {self.select("use".to_owned(), uses)}
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

    /// Every filled option and one empty group below.
    fn options(&self, many: bool) -> AnyView {
        let locale = self.locale;
        let most = if many { LETTERS.len() } else { MOST_OF_SINGLE };
        let shown = (self.fields.options().len() + 1).min(most);
        let rows = LETTERS.iter().take(shown).map(|letter| self.option(*letter, many)).collect_view();
        let problem = self.problem("key");
        let marked = problem.is_some().then_some("");
        let problem = problem.map(|words| view! { <p class="why" id="key-why">{words}</p> });
        view! {
            <fieldset class="pair keyed field" id="key" tabindex="-1" data-problem=marked>
                <legend>{locale.editor_options()}</legend>
                <p class="hint">{locale.editor_options_hint()}</p>
                {problem}
                {rows}
            </fieldset>
        }
        .into_any()
    }

    fn option(&self, letter: char, many: bool) -> AnyView {
        let locale = self.locale;
        let name = format!("option_{letter}");
        let value = letter.to_string();
        let checked = self.fields.all("key").any(|key| key == value);
        let kind = if many { "checkbox" } else { "radio" };
        let slips = Slip::ALL.iter().map(|slip| Choice::new(slip.tag(), locale.slip(*slip)));
        let slips = std::iter::once(Choice::new("", locale.editor_no_slip())).chain(slips).collect();
        let part = |part: &str| format!("{name}_{part}");
        view! {
            <div class="choice">
                <p class="key-of">
                    <label>
                        <input type=kind name="key" value=value.clone() checked=checked aria-label=locale.editor_key_of(&letter)/>
                        {letter}
                    </label>
                    {drop_button(format!("drop-{letter}"), locale.editor_drop_option(&letter))}
                </p>
                {self.area(&part("zh"), 2)}
                {self.area(&part("en"), 2)}
                <div class="slip">{self.select(part("slip"), slips)}</div>
                {self.area(&part("reason_zh"), 2)}
                {self.area(&part("reason_en"), 2)}
            </div>
        }
        .into_any()
    }

    fn true_false(&self) -> AnyView {
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

    fn numeric(&self) -> AnyView {
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
            {self.explanation()}
            {self.mistakes(false)}
        }
        .into_any()
    }

    fn short(&self) -> AnyView {
        view! {
            <fieldset class="pair">
                <legend>{self.locale.editor_accept()}</legend>
                {self.area("accept_zh", 3)}
                {self.area("accept_en", 3)}
            </fieldset>
            {self.explanation()}
            {self.mistakes(true)}
        }
        .into_any()
    }

    fn explanation(&self) -> AnyView {
        view! {
            <fieldset class="pair">
                <legend>{self.locale.editor_reason()}</legend>
                {self.area("reason_zh", 3)}
                {self.area("reason_en", 3)}
            </fieldset>
        }
        .into_any()
    }

    /// Every filled mistake and one empty group below.
    fn mistakes(&self, phrases: bool) -> AnyView {
        let locale = self.locale;
        let shown = (self.fields.mistakes() + 1).min(MOST_MISTAKES);
        let rows = (1..=shown)
            .map(|number| {
                let name = format!("mistake_{number}");
                let part = |part: &str| format!("{name}_{part}");
                let answer = if phrases {
                    view! { {self.area(&part("phrases_zh"), 2)} {self.area(&part("phrases_en"), 2)} }.into_any()
                } else {
                    view! { <div class="slip">{self.area(&part("formula"), 1)}</div> }.into_any()
                };
                view! {
                    <div class="choice">
                        <p class="key-of">
                            {number}
                            {drop_button(format!("drop-{number}"), locale.editor_drop_mistake(&number))}
                        </p>
                        {answer}
                        {self.area(&part("zh"), 2)}
                        {self.area(&part("en"), 2)}
                    </div>
                }
            })
            .collect_view();
        view! {
            <fieldset class="pair keyed">
                <legend>{locale.editor_mistakes()}</legend>
                <p class="hint">{locale.editor_mistakes_hint()}</p>
                {rows}
            </fieldset>
        }
        .into_any()
    }
}

fn drop_button(value: String, label: String) -> impl IntoView {
    view! {
        <button type="submit" class="btn quiet slim" name=super::sent::DO value=value aria-label=label>
            <Glyph icon=Icon::Remove/>
        </button>
    }
}
