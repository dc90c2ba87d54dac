//! One item on the trainer's desk: its form or its text, what is wrong and how it looks while it is written, publishing, and
//! its versions.

mod fields;
mod history;
mod live;
pub mod new;
pub mod sent;
mod words;

use super::curriculum::interaction;
use super::items::{beginning, version};
use crate::components::button::{Submit, Weight};
use crate::components::error_summary::{ErrorSummary, FieldProblem};
use crate::components::field::{TextArea, TextField};
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::State;
use crate::domain::item::ItemId;
use crate::domain::locale::Locale;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::content::diagnostic::Severity;
use crate::server::content::item::form;
use crate::server::content::live::UnitId;
use crate::server::form::Form;
use crate::server::services::ServiceError;
use crate::server::services::item::draft::{Drafted, TEXT, Typed, draft};
use crate::server::services::item::effects::Effects;
use crate::server::services::item::open::{Opened, open};
use fields::Desk;
use leptos::prelude::*;
pub use live::look;

/// Everything that the page shows.
struct OnDesk {
    opened: Opened,
    typed: Typed,
    drafted: Drafted,
}

#[component]
pub fn ItemPage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move {
            let id: ItemId = asked.path("item")?;
            let opened = open(&asked.state, asked.account()?, &id).await?;
            let typed = typed(&asked, &opened);
            let drafted = draft(&opened.live, &id, &typed)?;
            Ok::<_, ServiceError>(OnDesk { opened, typed, drafted })
        }
    };
    load(loading, move |desk| view! { <Desktop asked desk/> })
}

/// What was sent, or else what stands, as fields where the item has them.
fn typed(asked: &Asked, opened: &Opened) -> Typed {
    if asked.form.was_sent() && sent::sends_item(asked.form.text(sent::DO)) {
        let pairs: Vec<_> = asked.form.pairs().collect();
        return sent::typed(pairs.into_iter());
    }
    let fields = match asked.query(sent::AS) {
        TEXT => None,
        form::CASE => form::read_case(&opened.text),
        _ => form::read(&opened.text, opened.item.id.as_str()),
    };
    fields.map_or_else(|| Typed::Text(opened.text.clone()), Typed::Fields)
}

#[component]
fn Desktop(asked: Asked, desk: OnDesk) -> impl IntoView {
    let (locale, form) = (asked.locale, asked.form.clone());
    let OnDesk { opened, typed, drafted } = desk;
    let id = opened.item.id.to_string();
    let stem = beginning(opened.item.stem.get(locale), 40);
    let done = asked.query("published").to_owned();
    let done = (!done.is_empty() && !form.was_sent()).then(|| {
        view! {
            <Notice state=State::Met title=locale.editor_published(&done)><p>{locale.editor_published_words()}</p></Notice>
        }
    });
    let overtaken = form.problem_of(sent::BASE, locale).map(|words| {
        view! {
            <div id=sent::BASE tabindex="-1">
                <Notice state=State::Problem title=words><p>{locale.editor_overtaken_words()}</p></Notice>
            </div>
        }
    });
    let facts = [
        interaction(locale, opened.item.interaction.kind()).to_owned(),
        locale.competency(opened.item.competency).to_owned(),
        locale.level(opened.item.level),
    ];
    let facts = facts.into_iter().map(|fact| view! { <span>{fact}</span> }).collect_view();
    let look = look(locale, &drafted);
    view! {
        <Framed title=format!("{} {id}", locale.editor_edit_title()) room=Room::Items class="page wide">
            <header class="stack editing" data-gap="2">
                <p class="label bits"><a href="/items">{locale.editor_title()}</a><span><code>{id.clone()}</code></span></p>
                <h1>{stem}</h1>
                <p class="row small muted"><span class="bits">{facts}</span>{version(locale, opened.standing)}</p>
            </header>
            {done}
            {overtaken}
            {history::retired(locale, &opened)}
            {history::moved(locale, &opened)}
            <form class="editor" id="item-form" method="post" action=format!("/items/{id}") novalidate=true>
                <ErrorSummary locale problems=at_top(&form, &drafted, locale)/>
                <div class="written">
                    // The first button is what Enter presses.
                    <button type="submit" class="sr" name=sent::DO value=sent::PREVIEW tabindex="-1" aria-hidden="true">
                        {locale.editor_preview_now()}
                    </button>
                    <input type="hidden" name=sent::BASE value=base(&form, &opened, locale)/>
                    {ways(locale, &opened, &typed)}
                    {written(locale, &opened, &typed, &drafted)}
                    {publishing(locale, &form, &opened.effects)}
                </div>
                {live::aside(locale, look)}
            </form>
            {history::history(locale, &opened, &form)}
        </Framed>
    }
}

/// After somebody was faster, the number is theirs: publishing once more is done knowingly.
fn base(form: &Form, opened: &Opened, locale: Locale) -> String {
    let stored = opened.standing.number.to_string();
    let overtaken = form.problem_of(sent::BASE, locale).is_some();
    if overtaken { stored } else { form.value_or(sent::BASE, &stored) }
}

/// What a refused form was refused for. A mere preview tells its problems in the preview.
fn at_top(form: &Form, drafted: &Drafted, locale: Locale) -> Vec<FieldProblem> {
    let mut all = problems(form, locale);
    if form.text(sent::DO) == sent::PUBLISH && form.problem_of(sent::BASE, locale).is_none() {
        let errors = drafted.problems.iter().filter(|problem| problem.severity == Severity::Error);
        all.extend(errors.map(|problem| {
            let place = match problem.line {
                Some(line) => Some(locale.editor_line(&line)),
                None => words::field(locale, &problem.field),
            };
            let words = problem.text.get(locale);
            FieldProblem::new(
                &problem.field,
                place.map_or_else(|| words.to_owned(), |place| format!("{place} {words}")),
            )
        }));
    }
    all
}

/// By fields or as a file, where there is a choice; a case's own words are a form of their own.
fn ways(locale: Locale, opened: &Opened, typed: &Typed) -> AnyView {
    let path = format!("/items/{}", opened.item.id);
    let as_text = matches!(typed, Typed::Text(_));
    let as_case = matches!(typed, Typed::Fields(fields) if fields.get("kind") == form::CASE);
    if form::read(&opened.text, opened.item.id.as_str()).is_none() {
        return view! { <p class="muted">{locale.editor_text_only()}</p> }.into_any();
    }
    let in_case = matches!(opened.unit, UnitId::Case(_));
    let own = if in_case { locale.editor_case_item_as_form() } else { locale.editor_as_form() };
    let current = |on: bool| on.then_some("true");
    let case = in_case.then(|| {
        view! { <a href=format!("{path}?as=case") aria-current=current(as_case)>{locale.editor_case_as_form()}</a> }
    });
    view! {
        <p class="seg">
            <a href=path.clone() aria-current=current(!as_text && !as_case)>{own}</a>
            {case}
            <a href=format!("{path}?as=text") aria-current=current(as_text)>{locale.editor_as_text()}</a>
        </p>
        {in_case.then(|| items_of_case(locale, opened, as_text || as_case))}
    }
    .into_any()
}

/// The items of a case, each with the way to its form.
fn items_of_case(locale: Locale, opened: &Opened, about_all: bool) -> impl IntoView + use<> {
    let rows = opened
        .items
        .iter()
        .map(|item| {
            let current = (!about_all && item.id == opened.item.id).then_some("true");
            view! {
                <li>
                    <a href=format!("/items/{}", item.id) aria-current=current>{beginning(item.stem.get(locale), 50)}</a>
                    <span class="small muted bits">
                        <span>{interaction(locale, item.interaction.kind())}</span>
                        <span>{locale.competency(item.competency)}</span>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="of-case" aria-labelledby="of-case">
            <p><b id="of-case">{locale.editor_case_items_list()}</b> <span class="small muted">{locale.editor_case_items_lead()}</span></p>
            <ol>{rows}</ol>
        </nav>
    }
}

fn written(locale: Locale, opened: &Opened, typed: &Typed, drafted: &Drafted) -> AnyView {
    match typed {
        Typed::Fields(fields) => Desk {
            locale,
            path: format!("/items/{}", opened.item.id),
            fields: fields.clone(),
            problems: drafted.problems.clone(),
            in_case: matches!(opened.unit, UnitId::Case(_)),
        }
        .view(),
        Typed::Text(text) => {
            let first = drafted.problems.iter().find(|problem| problem.severity == Severity::Error);
            let problem = first.map(|problem| {
                let line = problem.line.map(|line| locale.editor_line(&line)).unwrap_or_default();
                format!("{line} {}", problem.text.get(locale))
            });
            let rows = u8::try_from(opened.text.lines().count() + 6).unwrap_or(40).min(40);
            view! {
                <input type="hidden" name=sent::AS value=TEXT/>
                <div class="as-file">
                    <TextArea locale name=TEXT label=locale.editor_text_label() value=text.clone() rows required=true problem/>
                </div>
            }
            .into_any()
        }
    }
}

fn publishing(locale: Locale, form: &Form, effects: &Effects) -> impl IntoView + use<> {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(effects.practice.iter().map(|one| locale.editor_effect_practice(&locale.competency(*one))));
    lines.extend(effects.lessons.iter().map(|(_, title)| locale.editor_effect_lesson(&title.get(locale))));
    lines.extend(effects.forms.iter().map(|title| locale.editor_effect_form(&title.get(locale))));
    if lines.is_empty() {
        lines.push(locale.editor_effect_none().to_owned());
    }
    lines.push(match effects.sittings {
        0 => locale.editor_effect_no_sittings().to_owned(),
        sittings => locale.editor_effect_sittings(sittings),
    });
    lines.push(locale.editor_effect_results().to_owned());
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <section class="publishing" aria-labelledby="publish">
            <SectionHead id="publish" title=locale.editor_publish_title()/>
            <h3 class="h4">{locale.editor_effects()}</h3>
            <ul class="effects">{lines}</ul>
            <TextField locale name=sent::REASON label=locale.editor_publish_reason() hint=locale.editor_publish_reason_hint()
                value=form.raw(sent::REASON).to_owned() required=true problem=form.problem_of(sent::REASON, locale)/>
            <p class="row">
                <Submit words=locale.editor_publish() weight=Weight::Primary name=sent::DO value=sent::PUBLISH/>
            </p>
        </section>
    }
}
