//! Theory and case analysis: every question of the part, one of them in sight; the palette; the last look before handing in.
//! What is the same in every paper is rendered once.

use super::super::question::{kind_word, letter, question_fields};
use super::notices::{elsewhere, notices};
use crate::components::icon::{Glyph, Icon};
use crate::domain::attempt::view::{KeptView, SittingView};
use crate::domain::item::presentation::{InteractionView, ItemView};
use crate::domain::item::response::{GapResponse, Response};
use crate::domain::locale::Locale;
use crate::pages::rendered::rendered;
use crate::server::content::markdown;
use crate::server::form::Form;
use leptos::prelude::*;

pub(super) fn paper(view: &SittingView, items: &[ItemView]) -> impl IntoView + use<> {
    let (locale, kept) = (view.locale, &view.state.kept);
    let total = items.len();
    let numbered: Vec<(usize, &ItemView)> = (1..).zip(items).collect();
    // Questions of one case stand together: what is given is there once.
    let groups = numbered.chunk_by(|(_, a), (_, b)| a.stimulus.is_some() && a.stimulus == b.stimulus);
    let groups = groups
        .map(|group| {
            let questions =
                group.iter().map(|(number, item)| question(locale, *number, total, item, kept)).collect_view();
            match group.first().and_then(|(_, item)| item.stimulus.as_deref()) {
                Some(stimulus) => case(locale, stimulus, questions.into_any()).into_any(),
                None => questions.into_any(),
            }
        })
        .collect_view();
    view! {
        <main id="main" class="page split exam" tabindex="-1">
            {notices(view)}
            {rendered(&format!("sitting elsewhere {locale}"), || elsewhere(locale))}
            <div id="paper" inert>{groups}</div>
            <aside id="beside" inert>{rendered(&format!("sitting palette {locale} {total}"), || palette(locale, total))}</aside>
        </main>
        {rendered(&format!("sitting review {locale}"), || review(locale))}
    }
}

fn case(locale: Locale, stimulus: &str, questions: AnyView) -> impl IntoView + use<> {
    view! {
        <div class="case" data-case hidden>
            <section class="given prose" aria-label=locale.sitting_case()>
                <p class="label">{locale.sitting_case()}</p>
                <div inner_html=markdown::blocks(stimulus)></div>
            </section>
            <div>{questions}</div>
        </div>
    }
}

/// What stands around a question comes with the first one only: the player gives each of the others its own.
fn question(locale: Locale, number: usize, total: usize, item: &ItemView, kept: &[KeptView]) -> impl IntoView + use<> {
    let answer = kept.iter().find(|kept| kept.item == item.id);
    let sent = answer.and_then(|kept| kept.response.as_ref()).map(filled).unwrap_or_default();
    let is_first = number == 1;
    let (kind, options) = kind(&item.interaction);
    let word = kind_word(locale, &item.interaction);
    let last = if options > 1 { letter(options - 1) } else { "" };
    let around = format!("{locale} {total} {word} {last}");
    let head = is_first.then(|| rendered(&format!("sitting head {around}"), || head(locale, total, word)));
    let foot = is_first.then(|| {
        let foot = || view! { {keys(locale, last)} {turn(locale, total)} };
        rendered(&format!("sitting foot {around}"), foot)
    });
    let written = match &item.interaction {
        InteractionView::Essay { least, most, .. } => Some(view! {
            <p class="small faint" data-written data-least=least.to_string() data-most=most.to_string()></p>
        }),
        InteractionView::Single { .. }
        | InteractionView::Multiple { .. }
        | InteractionView::TrueFalse
        | InteractionView::Numeric { .. }
        | InteractionView::Short
        | InteractionView::Cloze { .. }
        | InteractionView::Match { .. }
        | InteractionView::Order { .. } => None,
    };
    view! {
        <article
            class="item question stack"
            data-gap="5"
            id=format!("q-{number}")
            data-number=number.to_string()
            data-item=item.id.to_string()
            data-kind=kind
            data-word=word
            data-last=last
            hidden=!is_first
        >
            {head}
            <form class="stack" data-gap="5" novalidate=true aria-labelledby=format!("h-{number}")>
                {question_fields(locale, item, sent)}
                {written}
            </form>
            {foot}
        </article>
    }
}

fn head(locale: Locale, total: usize, word: &'static str) -> impl IntoView + use<> {
    view! {
        <header>
            <h1 class="label bits" tabindex="-1" id="h-1">
                <span>{locale.sitting_question_of(&1, &total)}</span>
                <span>{word}</span>
            </h1>
            <label class="flagger push">
                <input type="checkbox" data-flag/>
                <Glyph icon=Icon::Flag/>
                <span>{locale.sitting_flag()}</span>
            </label>
        </header>
    }
}

/// How the player reads the fields, and how many options have letters.
fn kind(interaction: &InteractionView) -> (&'static str, usize) {
    match interaction {
        InteractionView::Single { options } => ("single", options.len()),
        InteractionView::Multiple { options } => ("multiple", options.len()),
        InteractionView::TrueFalse => ("true-false", 0),
        InteractionView::Numeric { .. } => ("numeric", 0),
        InteractionView::Short => ("short", 0),
        InteractionView::Cloze { .. } => ("cloze", 0),
        InteractionView::Match { .. } => ("match", 0),
        InteractionView::Order { .. } => ("order", 0),
        InteractionView::Essay { .. } => ("essay", 0),
    }
}

/// The fields as they are when the answer stands in them.
fn filled(response: &Response) -> Form {
    let mut form = Form::default();
    let mut fill = |name: String, values: Vec<String>| form.replace(&name, values);
    match response {
        Response::Single { choice } => fill("choice".into(), vec![choice.to_string()]),
        Response::Multiple { choices } => fill("choice".into(), choices.iter().map(ToString::to_string).collect()),
        Response::TrueFalse { holds } => fill("holds".into(), vec![holds.to_string()]),
        Response::Numeric { typed } | Response::Short { typed } => fill("typed".into(), vec![typed.clone()]),
        Response::Cloze { gaps } => gaps.iter().for_each(|(number, gap)| {
            let value = match gap {
                GapResponse::Typed(typed) => typed.clone(),
                GapResponse::Chosen(choice) => choice.to_string(),
            };
            fill(format!("gap-{number}"), vec![value]);
        }),
        Response::Match { pairs } => {
            for (left, right) in pairs {
                fill(format!("pair-{left}"), vec![right.to_string()]);
            }
        }
        Response::Order { steps } => fill("step".into(), steps.iter().map(ToString::to_string).collect()),
        Response::Essay { written } => fill("written".into(), vec![written.clone()]),
    }
    form
}

/// The player leaves out what does not hold: there may be nothing to choose from, and with so many options F is one of them.
fn keys(locale: Locale, last: &'static str) -> impl IntoView + use<> {
    view! {
        <p class="keys small faint bits" aria-hidden="true">
            <span data-keys="options"><kbd>{letter(0)}</kbd>{locale.sitting_keys_to()}" "<kbd>{last}</kbd>{locale.sitting_keys_choose()}</span>
            <span data-keys="flag"><kbd>"F"</kbd>{locale.sitting_keys_flag()}</span>
            <span><kbd>"←"</kbd><kbd>"→"</kbd>{locale.sitting_keys_turn()}</span>
        </p>
    }
}

/// The first question's, with all that the others need.
fn turn(locale: Locale, total: usize) -> impl IntoView + use<> {
    view! {
        <nav class="turn" aria-label=locale.sitting_turn()>
            <a class="btn" href="#q-1" data-turn="back" hidden><Glyph icon=Icon::Back/><span></span></a>
            <a class="btn primary" href="#q-2" data-turn="next" hidden=total == 1>
                <span>{locale.sitting_question(&2)}</span>
                <Glyph icon=Icon::Arrow/>
            </a>
            <button type="button" class="btn primary" data-review hidden={total > 1}>{locale.sitting_last()}</button>
        </nav>
    }
}

fn palette(locale: Locale, total: usize) -> impl IntoView + use<> {
    let places = (1..=total)
        .map(|number| {
            let label = locale.sitting_is_blank(&number);
            view! { <li><a class="q" href=format!("#q-{number}") aria-label=label>{number.to_string()}</a></li> }
        })
        .collect_view();
    view! {
        <details class="palette" open>
            <summary>
                <h2>{locale.sitting_palette()}</h2>
                <span class="small muted bits"><span id="n-answered"></span><span id="n-flagged"></span><span id="n-open"></span></span>
            </summary>
            <ol class="qs" id="palette">{places}</ol>
            <p class="key small muted" role="group" aria-label=locale.sitting_legend()>
                <span><i aria-hidden="true" class="q" data-answered>"1"</i>{locale.sitting_legend_answered()}</span>
                <span><i aria-hidden="true" class="q" data-partly>"2"</i>{locale.sitting_legend_partly()}</span>
                <span><i aria-hidden="true" class="q">"3"</i>{locale.sitting_legend_blank()}</span>
                <span><i aria-hidden="true" class="q" data-flagged>"4"</i>{locale.sitting_legend_flagged()}</span>
                <span><i aria-hidden="true" class="q" data-local>"5"</i>{locale.sitting_legend_local()}</span>
                <span><i aria-hidden="true" class="q" aria-current="true">"6"</i>{locale.sitting_legend_current()}</span>
            </p>
            <p><button type="button" class="btn slim" data-review>{locale.sitting_last()}</button></p>
            <p class="small faint">{locale.sitting_auto()}</p>
            <p class="small shortcuts"><label><input type="checkbox" id="shortcuts" checked/>{locale.sitting_keys_on()}</label></p>
        </details>
    }
}

/// The last look. The player fills the lists with what stands in the palette.
fn review(locale: Locale) -> impl IntoView + use<> {
    let list = |of: &'static str, title: &'static str| {
        view! { <div data-list=of hidden><h3 class="label">{title}</h3><ol class="qs"></ol></div> }
    };
    view! {
        <dialog id="review" class="review" aria-labelledby="review-title">
            <h2 id="review-title" tabindex="-1"></h2>
            <p class="muted" id="review-left"></p>
            {list("blank", locale.sitting_review_blank())}
            {list("partly", locale.sitting_review_partly())}
            {list("flagged", locale.sitting_review_flagged())}
            {list("local", locale.sitting_review_local())}
            {hand_in(locale)}
        </dialog>
    }
}

/// The two ways out of the last look, and how handing in goes.
pub(super) fn hand_in(locale: Locale) -> impl IntoView + use<> {
    view! {
        <p class="row">
            <button type="button" class="btn primary" id="hand-in">{locale.sitting_hand_in_part()}</button>
            <button type="button" class="btn" id="review-back">{locale.sitting_review_back()}</button>
        </p>
        <p id="handing-in" role="status"></p>
    }
}
