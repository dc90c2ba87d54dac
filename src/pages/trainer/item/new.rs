//! A new item: what it is to be, then its form with a live preview, as items that are there are edited.

use super::fields::Desk;
use super::live::{aside, look};
use super::{at_top, sent, words};
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Choice, Select, TextArea, TextField};
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::domain::competency::Competency;
use crate::domain::item::Usage;
use crate::domain::item::interaction::InteractionKind;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::pages::trainer::curriculum::interaction;
use crate::server::content::diagnostic::Severity;
use crate::server::content::item::form::CASE;
use crate::server::form::Form;
use crate::server::services::ServiceError;
use crate::server::services::item::draft::{Drafted, TEXT, Typed};
use crate::server::services::item::new::{Beginning, draft_of, propose};
use leptos::prelude::*;

#[component]
pub fn NewItemPage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move { begun(&asked).await }
    };
    load(loading, move |begun| {
        let locale = asked.locale;
        let page = match begun {
            Some((typed, drafted)) => desk(locale, &asked.form, &typed, &drafted),
            None => view! { <Beginnings locale/> }.into_any(),
        };
        view! {
            <Framed title=locale.editor_new_title() room=Room::Items class="page wide">
                <header class="stack editing" data-gap="2">
                    <p class="label bits"><a href="/items">{locale.editor_title()}</a></p>
                    <h1>{locale.editor_new_title()}</h1>
                    <p class="lead">{locale.editor_new_lead()}</p>
                </header>
                {page}
            </Framed>
        }
    })
}

/// What was sent, or else an empty item of the kind that was chosen.
async fn begun(asked: &Asked) -> Result<Option<(Typed, Drafted)>, ServiceError> {
    let typed = if asked.form.was_sent() {
        let pairs: Vec<_> = asked.form.pairs().collect();
        sent::typed(pairs.into_iter())
    } else {
        let Some(beginning) = beginning(asked) else { return Ok(None) };
        propose(&asked.state, asked.account()?, beginning).await?
    };
    let drafted = draft_of(&asked.state, asked.account()?, &typed).await?;
    Ok(Some((typed, drafted)))
}

fn beginning(asked: &Asked) -> Option<Beginning> {
    let kind = InteractionKind::ALL.into_iter().find(|kind| kind.id() == asked.query("kind"));
    (kind.is_some() || asked.query("kind") == CASE).then_some(())?;
    Some(Beginning {
        kind,
        level: asked.query("level").parse().ok().and_then(|number: u8| Level::try_from(number).ok())?,
        competency: asked.query("competency").parse().ok()?,
        usage: if asked.query("use") == "exam" { Usage::Exam } else { Usage::Practice },
    })
}

#[component]
fn Beginnings(locale: Locale) -> impl IntoView {
    let kinds = InteractionKind::ALL.map(|kind| Choice::new(kind.id(), interaction(locale, kind)));
    let kinds = kinds.into_iter().chain([Choice::new(CASE, locale.editor_new_case())]).collect();
    let levels = Level::ALL.map(|level| Choice::new(level.to_string(), locale.level(level))).into();
    let competencies = Competency::ALL.iter().map(|one| Choice::new(one.id(), locale.competency(*one))).collect();
    let uses =
        vec![Choice::new("practice", locale.editor_use_practice()), Choice::new("exam", locale.editor_use_exam())];
    view! {
        <form class="form" method="get" action="/items/new">
            <Select locale name="kind" label=locale.editor_new_kind() choices=kinds value="single" required=true/>
            <Select locale name="level" label=locale.editor_level() choices=levels value="1" required=true/>
            <Select locale name="competency" label=locale.editor_competency() choices=competencies value="process" required=true/>
            <Select locale name="use" label=locale.editor_use() choices=uses value="practice" required=true/>
            <p><Submit words=locale.editor_new_begin() weight=Weight::Primary/></p>
        </form>
    }
}

fn desk(locale: Locale, form: &Form, typed: &Typed, drafted: &Drafted) -> AnyView {
    let look = look(locale, drafted);
    let publishing = publishing(locale, form);
    view! {
        <form class="editor" id="item-form" method="post" action="/items/new" novalidate=true>
            <ErrorSummary locale problems=at_top(form, drafted, locale)/>
            <div class="written">
                // The first button is what Enter presses.
                <button type="submit" class="sr" name=sent::DO value=sent::PREVIEW tabindex="-1" aria-hidden="true">
                    {locale.editor_preview_now()}
                </button>
                {written(locale, form.was_sent(), typed, drafted)}
                {publishing}
            </div>
            {aside(locale, look)}
        </form>
    }
    .into_any()
}

/// A form that nobody has sent yet is empty, not wrong: only the preview says what is to be written.
fn written(locale: Locale, was_sent: bool, typed: &Typed, drafted: &Drafted) -> AnyView {
    let problems = if was_sent { drafted.problems.clone() } else { Vec::new() };
    match typed {
        Typed::Fields(fields) => {
            let desk = Desk {
                locale,
                path: "/items/new".to_owned(),
                fields: fields.clone(),
                problems: problems.clone(),
                in_case: false,
            };
            let id = fields.get("id").to_owned();
            let level = fields.get("level").to_owned();
            let problem = problems.iter().find(|problem| problem.field == "id");
            let problem = problem.map(|problem| problem.text.get(locale).to_owned());
            view! {
                <input type="hidden" name="level" value=level/>
                <TextField locale name="id" label=words::field(locale, "id").unwrap_or_default() value=id required=true
                    hint=locale.editor_id_hint() problem/>
                {desk.view()}
            }
            .into_any()
        }
        Typed::Text(text) => {
            let first = problems.iter().find(|problem| problem.severity == Severity::Error);
            let problem = first.map(|problem| {
                let line = problem.line.map(|line| locale.editor_line(&line)).unwrap_or_default();
                format!("{line} {}", problem.text.get(locale))
            });
            view! {
                <input type="hidden" name=sent::AS value=TEXT/>
                <p>{locale.editor_new_case_words()}</p>
                <div class="as-file">
                    <TextArea locale name=TEXT label=locale.editor_text_label() value=text.clone() rows=30 required=true problem/>
                </div>
            }
            .into_any()
        }
    }
}

fn publishing(locale: Locale, form: &Form) -> impl IntoView + use<> {
    view! {
        <section class="publishing" aria-labelledby="publish">
            <SectionHead id="publish" title=locale.editor_publish_title()/>
            <p class="small">{locale.editor_new_effects()}</p>
            <TextField locale name=sent::REASON label=locale.editor_new_reason() hint=locale.editor_publish_reason_hint()
                value=form.raw(sent::REASON).to_owned() required=true problem=form.problem_of(sent::REASON, locale)/>
            <p class="row">
                <Submit words=locale.editor_new_publish() weight=Weight::Primary name=sent::DO value=sent::PUBLISH/>
                <LinkButton href="/items/new" words=locale.editor_new_back() weight=Weight::Quiet/>
            </p>
        </section>
    }
}
