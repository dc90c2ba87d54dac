//! An item as a plain form: every kind of interaction works by keyboard, without script. An exam shows the same fields.

use crate::components::button::{Submit, Weight};
use crate::components::field::TextArea;
use crate::components::icon::{Glyph, Icon};
use crate::components::mark::Mark;
use crate::components::state::State;
use crate::domain::item::presentation::{GapView, InteractionView, ItemView, OptionView, StemPart, stem_parts};
use crate::domain::locale::Locale;
use crate::pages::rendered::rendered;
use crate::server::content::markdown;
use crate::server::form::Form;
use crate::server::services::learning::question::Question;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use std::fmt::Write as _;

/// Letters before options.
const LETTERS: [&str; 10] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];

pub(super) fn letter(index: usize) -> &'static str {
    LETTERS.get(index).copied().unwrap_or("·")
}

/// The form of one item. `action` is the page's own path; a form that came back for this item is filled in again.
pub(super) fn question_form(locale: Locale, question: &Question, action: String, sent: &Form) -> impl IntoView + use<> {
    let id = question.view.id.to_string();
    let sent = if sent.text("item") == id { sent.clone() } else { Form::default() };
    let problem = sent.problem_of("answer", locale);
    let problem_id = format!("{id}-problem");
    let asked = Asked { locale, id: id.clone(), sent, problem: problem.as_ref().map(|_| problem_id.clone()) };
    let is_cloze = matches!(question.view.interaction, InteractionView::Cloze { .. });
    let stem = (!is_cloze).then(|| view! { <div class="stem" inner_html=markdown::blocks(&question.view.stem)></div> });
    let problem = problem.map(|words| {
        view! { <p class="problem" id=problem_id role="alert" tabindex="-1" autofocus=true>{words}</p> }
    });
    view! {
        <form class="stack" data-gap="5" method="post" action=action novalidate=true>
            <input type="hidden" name="item" value=id/>
            <input type="hidden" name="turn" value=question.turn.to_string()/>
            <input type="hidden" name="version" value=question.version.to_string()/>
            {stem}
            {problem}
            {asked.interaction(&question.view.stem, &question.view.interaction)}
            <div class="row"><Submit words=locale.practice_answer() weight=Weight::Primary icon=Icon::Arrow/></div>
        </form>
    }
}

/// The item as it is asked, outside of any form: for trainers who edit it.
pub(in crate::pages) fn preview(locale: Locale, view: &ItemView) -> impl IntoView + use<> {
    let id = format!("{}-{}", view.id, locale.tag());
    let asked = Asked { locale, id, sent: Form::default(), problem: None };
    let is_cloze = matches!(view.interaction, InteractionView::Cloze { .. });
    let stem = (!is_cloze).then(|| view! { <div class="stem" inner_html=markdown::blocks(&view.stem)></div> });
    view! {
        {given(locale, view.stimulus.as_deref())}
        <div class="stack" data-gap="4">
            <p class="label">{kind_word(locale, &view.interaction)}</p>
            {stem}
            {asked.interaction(&view.stem, &view.interaction)}
        </div>
    }
}

/// What is asked and the fields of the answer, without a form around them. `sent` fills the fields.
pub(super) fn question_fields(locale: Locale, item: &ItemView, sent: Form) -> impl IntoView + use<> {
    let is_cloze = matches!(item.interaction, InteractionView::Cloze { .. });
    let stem = (!is_cloze).then(|| view! { <div class="stem" inner_html=markdown::blocks(&item.stem)></div> });
    let asked = Asked { locale, id: item.id.to_string(), sent, problem: None };
    view! {
        {stem}
        {asked.interaction(&item.stem, &item.interaction)}
    }
}

/// What is given, if the item belongs to a case.
pub(super) fn given(locale: Locale, stimulus: Option<&str>) -> Option<impl IntoView + use<>> {
    stimulus.map(|text| {
        let label = locale.practice_case();
        view! {
            <section class="given prose" aria-label=label>
                <p class="label">{label}</p>
                <div inner_html=markdown::blocks(text)></div>
            </section>
        }
    })
}

/// What is asked of the learner, in a few words.
pub(super) fn kind_word(locale: Locale, interaction: &InteractionView) -> &'static str {
    match interaction {
        InteractionView::Single { .. } => locale.practice_choose_one(),
        InteractionView::Multiple { .. } => locale.practice_kind_multiple(),
        InteractionView::TrueFalse => locale.practice_statement(),
        InteractionView::Numeric { .. } => locale.practice_kind_number(),
        InteractionView::Short => locale.practice_kind_short(),
        InteractionView::Cloze { .. } => locale.practice_kind_cloze(),
        InteractionView::Match { .. } => locale.practice_kind_match(),
        InteractionView::Order { .. } => locale.practice_kind_order(),
        InteractionView::Essay { .. } => locale.practice_kind_essay(),
    }
}

/// One item being asked: what its parts have in common.
struct Asked {
    locale: Locale,
    id: String,
    sent: Form,
    /// The id of the problem's words, if there is one.
    problem: Option<String>,
}

impl Asked {
    fn interaction(&self, stem: &str, interaction: &InteractionView) -> AnyView {
        let locale = self.locale;
        match interaction {
            InteractionView::Single { options } => {
                self.choices(false, locale.practice_choose_one(), options).into_any()
            }
            InteractionView::Multiple { options } => {
                self.choices(true, locale.practice_choose_many(), options).into_any()
            }
            InteractionView::TrueFalse => self.statement().into_any(),
            InteractionView::Numeric { unit } => self.number(unit.clone()).into_any(),
            InteractionView::Short => self.words().into_any(),
            InteractionView::Cloze { gaps } => self.cloze(stem, gaps).into_any(),
            InteractionView::Match { lefts, rights } => self.matching(lefts, rights).into_any(),
            InteractionView::Order { steps } => self.order(steps).into_any(),
            InteractionView::Essay { least, most, .. } => self.essay(*least, *most).into_any(),
        }
    }

    fn field(&self, part: &str) -> String {
        format!("{}-{part}", self.id)
    }

    fn invalid(&self) -> Option<&'static str> {
        self.problem.as_ref().map(|_| "true")
    }

    /// The rows are written as text: an exam's page has a hundred of them, and building their elements would cost more than
    /// all the rest of it. An option's id is a number of ours, and Markdown comes escaped.
    fn choices(&self, many: bool, legend: &'static str, options: &[OptionView]) -> impl IntoView + use<> {
        let input = if many { "checkbox" } else { "radio" };
        let mut rows = String::new();
        for (index, option) in options.iter().enumerate() {
            let value = option.id.to_string();
            let checked = if self.sent.all("choice").any(|sent| sent == value) { " checked" } else { "" };
            let (letter, text) = (letter(index), markdown::inline(&option.text));
            let _ = write!(
                rows,
                "<label><input type=\"{input}\" name=\"choice\" value=\"{value}\"{checked}>\
                 <b aria-hidden=\"true\">{letter}</b><span>{text}</span></label>"
            );
        }
        let legend_class = if many { "hint" } else { "sr" };
        view! {
            <fieldset class="choices" data-many=many.then_some("") aria-describedby=self.problem.clone()>
                <legend class=legend_class>{legend}</legend>
                {InertElement::new(rows)}
            </fieldset>
        }
    }

    fn statement(&self) -> impl IntoView + use<> {
        let locale = self.locale;
        let row = |value: &'static str, words: &'static str, state: State| {
            let checked = self.sent.text("holds") == value;
            rendered(&format!("statement {locale} {value} {checked}"), || {
                view! {
                    <label>
                        <input type="radio" name="holds" value=value checked=checked/>
                        <b aria-hidden="true"><Mark state/></b>
                        <span>{words}</span>
                    </label>
                }
            })
        };
        view! {
            <fieldset class="choices" aria-describedby=self.problem.clone()>
                <legend class="sr">{locale.practice_statement()}</legend>
                {row("true", locale.practice_holds(), State::Met)}
                {row("false", locale.practice_holds_not(), State::Rejected)}
            </fieldset>
        }
    }

    fn number(&self, unit: Option<String>) -> impl IntoView + use<> {
        let field = self.field("number");
        let unit_id = self.field("unit");
        let described = [unit.as_ref().map(|_| unit_id.clone()), self.problem.clone()];
        let described: Vec<String> = described.into_iter().flatten().collect();
        view! {
            <div class="field">
                <label for=field.clone()>{self.locale.practice_number()}</label>
                <p class="entry">
                    <input
                        id=field
                        name="typed"
                        inputmode="decimal"
                        autocomplete="off"
                        value=self.sent.raw("typed").to_owned()
                        aria-describedby=(!described.is_empty()).then(|| described.join(" "))
                        aria-invalid=self.invalid()
                    />
                    {unit.map(|unit| view! { <span id=unit_id>{unit}</span> })}
                </p>
            </div>
        }
    }

    fn words(&self) -> impl IntoView + use<> {
        let field = self.field("words");
        view! {
            <div class="field">
                <label for=field.clone()>{self.locale.practice_words()}</label>
                <p class="entry">
                    <input
                        id=field
                        name="typed"
                        autocomplete="off"
                        value=self.sent.raw("typed").to_owned()
                        aria-describedby=self.problem.clone()
                        aria-invalid=self.invalid()
                    />
                </p>
            </div>
        }
    }

    fn cloze(&self, stem: &str, gaps: &[GapView]) -> impl IntoView + use<> {
        let html = markdown::inline(stem);
        let parts = stem_parts(&html)
            .into_iter()
            .map(|part| match part {
                StemPart::Words(words) => view! { <span inner_html=words.to_owned()></span> }.into_any(),
                StemPart::Gap(number) => match gaps.iter().find(|gap| gap.number == number) {
                    Some(gap) => self.gap(gap).into_any(),
                    None => ().into_any(),
                },
            })
            .collect_view();
        view! { <p class="cloze">{parts}</p> }
    }

    fn gap(&self, gap: &GapView) -> impl IntoView + use<> {
        let name = format!("gap-{}", gap.number);
        let label = self.locale.practice_gap(&gap.number);
        let sent = self.sent.raw(&name).to_owned();
        match &gap.choices {
            Some(choices) => view! {
                <select name=name aria-label=label aria-describedby=self.problem.clone() aria-invalid=self.invalid()>
                    <option value="">{self.locale.form_choose()}</option>
                    {options(choices, &sent)}
                </select>
            }
            .into_any(),
            None => view! {
                <input
                    name=name
                    autocomplete="off"
                    aria-label=label
                    value=sent
                    aria-describedby=self.problem.clone()
                    aria-invalid=self.invalid()
                />
            }
            .into_any(),
        }
    }

    fn matching(&self, lefts: &[OptionView], rights: &[OptionView]) -> impl IntoView + use<> {
        let rows = lefts
            .iter()
            .map(|left| {
                let name = format!("pair-{}", left.id);
                let field = self.field(&name);
                let options = options(rights, self.sent.raw(&name));
                view! {
                    <li>
                        <label for=field.clone() inner_html=markdown::inline(&left.text)></label>
                        <select id=field name=name aria-describedby=self.problem.clone() aria-invalid=self.invalid()>
                            <option value="">{self.locale.form_choose()}</option>
                            {options}
                        </select>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="match">{rows}</ul> }
    }

    /// The order travels in hidden fields. A move comes back with the row that moved in focus, so that it can go on. The rows are
    /// text, as those of `choices` are.
    fn order(&self, steps: &[OptionView]) -> impl IntoView + use<> {
        let sent = self.sent.all("step").filter_map(|id| steps.iter().find(|step| step.id.to_string() == id));
        let mut placed: Vec<&OptionView> = sent.collect();
        if placed.len() != steps.len() {
            placed = steps.iter().collect();
        }
        let moved = self.sent.raw("move").rsplit_once(' ').map(|(id, way)| (id.to_owned(), way.to_owned()));
        let last = placed.len().saturating_sub(1);
        let mut rows = String::new();
        for (index, step) in placed.into_iter().enumerate() {
            let way = moved.as_ref().filter(|(id, _)| *id == step.id.to_string()).map(|(_, way)| way.as_str());
            rows += &self.step(step, index > 0, index < last, way);
        }
        view! {
            <div class="stack" data-gap="2">
                <p class="hint">{self.locale.practice_order_hint()}</p>
                <ol class="order">{InertElement::new(rows)}</ol>
            </div>
        }
    }

    fn step(&self, step: &OptionView, rises: bool, sinks: bool, moved: Option<&str>) -> String {
        let (locale, id, text) = (self.locale, &step.id, markdown::inline(&step.text));
        // The button that was pressed, or the other one when that way is at its end.
        let up_next = rises && (moved == Some("up") || moved.is_some() && !sinks);
        let down_next = sinks && !up_next && moved.is_some();
        let button = |way: &str, icon: Icon, goes: bool, is_next: bool, label: String| {
            let disabled = if goes { "" } else { " disabled" };
            let autofocus = if is_next { " autofocus" } else { "" };
            let (label, glyph) = (markdown::escaped(&label), view! { <Glyph icon/> }.to_html());
            format!(
                "<button name=\"move\" value=\"{id} {way}\" aria-label=\"{label}\"{disabled}{autofocus}>{glyph}</button>"
            )
        };
        let up = button("up", Icon::Up, rises, up_next, locale.practice_move_up(&step.text));
        let down = button("down", Icon::Below, sinks, down_next, locale.practice_move_down(&step.text));
        let moved = if moved.is_some() { " data-moved" } else { "" };
        format!(
            "<li{moved}><input type=\"hidden\" name=\"step\" value=\"{id}\"><span>{text}</span>\
             <span class=\"moves\">{up}{down}</span></li>"
        )
    }

    fn essay(&self, least: u16, most: u16) -> impl IntoView + use<> {
        let locale = self.locale;
        view! {
            <TextArea
                locale
                id=self.field("essay")
                name="written"
                label=locale.practice_essay()
                hint=locale.practice_essay_length(&least, &most)
                value=self.sent.raw("written").to_owned()
                rows=8
            />
        }
    }
}

/// The places of a list, as text like the rows of `choices`.
fn options(choices: &[OptionView], sent: &str) -> InertElement {
    let mut places = String::new();
    for choice in choices {
        let value = choice.id.to_string();
        let selected = if value == sent { " selected" } else { "" };
        let _ = write!(places, "<option value=\"{value}\"{selected}>{}</option>", markdown::escaped(&choice.text));
    }
    InertElement::new(places)
}
