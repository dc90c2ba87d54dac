//! The own answers, as far as the form's policy shows them: with their points, and with keys and reasons only under full feedback.

use crate::components::debrief::NotedScript;
use crate::components::section_head::SectionHead;
use crate::domain::item::presentation::{InteractionView, OptionView};
use crate::domain::item::response::{GapResponse, Response};
use crate::domain::locale::Locale;
use crate::pages::learner::debrief::noted;
use crate::pages::learner::exams::words::part_words;
use crate::pages::learner::explanation::explained;
use crate::server::content::markdown;
use crate::server::services::exam::read_result::{ReleasedItem, ReleasedPart, ReleasedResult};
use leptos::prelude::*;

pub(super) fn section(locale: Locale, result: &ReleasedResult) -> Option<impl IntoView + use<>> {
    let parts: Vec<_> = result.parts.iter().filter(|part| !part.items.is_empty() || part.debrief.is_some()).collect();
    if parts.is_empty() {
        return None;
    }
    let parts = parts.into_iter().map(|part| self::part(locale, part)).collect_view();
    Some(view! {
        <section aria-labelledby="items">
            <SectionHead id="items" title=locale.exam_score_items()/>
            {parts}
        </section>
    })
}

fn part(locale: Locale, part: &ReleasedPart) -> impl IntoView + use<> {
    let name = part_words(locale, part.part);
    let items = (1..).zip(&part.items).map(|(number, item)| self::item(locale, number, item)).collect_view();
    let debrief = part.debrief.as_ref().map(|view| {
        let lines = view.lines.iter().map(|line| noted(locale, line, &view.customer, locale.talk_you())).collect();
        view! { <NotedScript locale title=locale.exam_score_debrief() lines/> }
    });
    view! {
        <details class="data answers">
            <summary>{name}</summary>
            {items}
            {debrief}
        </details>
    }
}

fn item(locale: Locale, number: usize, item: &ReleasedItem) -> impl IntoView + use<> {
    let points = locale.exam_score_item_points(&item.of, &item.points);
    let stimulus = item.view.stimulus.as_ref().map(|stimulus| {
        view! { <div class="stimulus prose" inner_html=markdown::blocks(stimulus)></div> }
    });
    let body = if let Some(feedback) = &item.feedback {
        explained(locale, &item.view.stem, feedback).into_any()
    } else {
        let stem = markdown::blocks(&item.view.stem);
        let given = given(locale, &item.view.interaction, item.response.as_ref());
        view! {
            <div class="stem" inner_html=stem></div>
            <p><span class="muted">{locale.exam_score_your_answer()}</span>" "{given}</p>
        }
        .into_any()
    };
    view! {
        <article class="item stack" data-gap="4">
            <header><h3 class="h4">{locale.exam_score_item(&number)}</h3><span class="small muted">{points}</span></header>
            {stimulus}
            {body}
        </article>
    }
}

/// An answer in words, as it was shown when it was given.
fn given(locale: Locale, view: &InteractionView, response: Option<&Response>) -> String {
    let none = || locale.exam_score_no_answer().to_owned();
    let text = |options: &[OptionView], id: &crate::domain::item::presentation::ChoiceId| {
        options.iter().find(|option| option.id == *id).map(|option| option.text.clone()).unwrap_or_default()
    };
    let list = |words: Vec<String>| words.join(if locale == Locale::ZhCn { "；" } else { "; " });
    let words = match (view, response) {
        (InteractionView::Single { options }, Some(Response::Single { choice })) => text(options, choice),
        (InteractionView::Multiple { options }, Some(Response::Multiple { choices })) => {
            list(choices.iter().map(|choice| text(options, choice)).collect())
        }
        (InteractionView::TrueFalse, Some(Response::TrueFalse { holds })) => {
            if *holds { locale.practice_holds() } else { locale.practice_holds_not() }.to_owned()
        }
        (_, Some(Response::Numeric { typed } | Response::Short { typed })) => typed.clone(),
        (InteractionView::Cloze { gaps }, Some(Response::Cloze { gaps: filled })) => {
            let gap = |(number, given): (&usize, &GapResponse)| match given {
                GapResponse::Typed(typed) => format!("{number}: {typed}"),
                GapResponse::Chosen(id) => {
                    let choices = gaps.iter().find(|gap| gap.number == *number).and_then(|gap| gap.choices.as_deref());
                    format!("{number}: {}", text(choices.unwrap_or_default(), id))
                }
            };
            list(filled.iter().map(gap).collect())
        }
        (InteractionView::Match { lefts, rights }, Some(Response::Match { pairs })) => {
            list(pairs.iter().map(|(left, right)| format!("{} → {}", text(lefts, left), text(rights, right))).collect())
        }
        (InteractionView::Order { steps }, Some(Response::Order { steps: order })) => {
            list(order.iter().map(|step| text(steps, step)).collect())
        }
        (_, Some(Response::Essay { written })) => written.clone(),
        (_, None | Some(_)) => return none(),
    };
    if words.trim().is_empty() { none() } else { words }
}
