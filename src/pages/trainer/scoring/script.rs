//! One answer, nobody's: the question, what was written or said, and the marks by its rubric.

use super::words;
use crate::api::failure::Failure;
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::debrief::NotedScript;
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Choice, Radios, TextArea};
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::State;
use crate::domain::id::ScriptId;
use crate::domain::item::feedback::CriterionFeedback;
use crate::domain::locale::Locale;
use crate::domain::marks::{MOST_MARKS, Marks, anchors};
use crate::domain::scenario::debrief::DebriefView;
use crate::pages::frame::{Framed, problems};
use crate::pages::learner::debrief::noted;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::content::markdown;
use crate::server::form::Form;
use crate::server::services::exam::list_scripts::{ScriptLine, ScriptView, Work, list_row, read_script};
use leptos::prelude::*;

#[component]
pub fn ScriptPage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move {
            let (subject, id): (String, ScriptId) = (asked.path("subject")?, asked.path("script")?);
            let view = read_script(&asked.state, asked.account()?, id, asked.locale).await?;
            if view.subject != subject {
                return Err(Failure::NotFound);
            }
            Ok((list_row(&asked.state, asked.account()?, &subject).await?, view))
        }
    };
    load(loading, move |(row, view)| view! { <Script asked row view/> })
}

#[component]
fn Script(asked: Asked, row: Vec<ScriptLine>, view: ScriptView) -> impl IntoView {
    let (locale, form) = (asked.locale, asked.form.clone());
    let (title, kind) = words::subject(&asked.state, locale, &view.subject);
    let back = format!("/scoring/{}", view.subject);
    let place = row.iter().position(|line| line.id == view.id);
    let heading = match place {
        Some(place) => locale.scoring_script_title(&(place + 1), &row.len()),
        None => title.clone(),
    };
    let done = row.iter().filter(|line| line.scored).count();
    let progress = locale.scoring_progress(&done, &row.len());
    let later = row.iter().skip(place.map_or(0, |place| place + 1)).chain(&row);
    let skip = later.filter(|line| !line.scored && line.id != view.id).map(|line| line.id).next();
    let saved = (!form.was_sent() && asked.query("saved") == "yes")
        .then(|| view! { <Notice state=State::Saved title=locale.scoring_saved()/> });
    let work = match &view.work {
        Work::Essay { stimulus, stem, written, samples, .. } => {
            essay(locale, stimulus.as_deref(), stem, written, samples).into_any()
        }
        Work::RolePlay(debrief) => {
            let lines =
                debrief.lines.iter().map(|line| noted(locale, line, &debrief.customer, locale.scoring_candidate()));
            let lines = lines.collect();
            let title = locale.scoring_answer();
            let scenario = debrief.title.clone();
            view! {
                <section aria-labelledby="question">
                    <SectionHead id="question" title=scenario/>
                    <NotedScript locale title lines/>
                </section>
            }
            .into_any()
        }
    };
    let marks = if view.released {
        view! { <Notice state=State::Met title=locale.scoring_released_note()/> }.into_any()
    } else {
        marks(locale, &form, &view, skip.map(|skip| format!("{back}/{skip}"))).into_any()
    };
    view! {
        <Framed title=format!("{heading} {title}") room=Room::Scoring>
            <header class="stack" data-gap="3">
                <p class="label bits"><a href=back>{title}</a><span>{kind}</span></p>
                <h1 class="h4">{heading}</h1>
                <p class="muted">{progress}</p>
            </header>
            {saved}
            <ErrorSummary locale problems=problems(&form, locale)/>
            {work}
            {marks}
        </Framed>
    }
}

fn essay(locale: Locale, stimulus: Option<&str>, stem: &str, written: &str, samples: &str) -> impl IntoView + use<> {
    let stimulus = stimulus.map(|text| view! { <div class="prose" inner_html=markdown::blocks(text)></div> });
    let written = if written.trim().is_empty() {
        view! { <p class="muted">{locale.scoring_nothing_written()}</p> }.into_any()
    } else {
        // Line breaks are the author's own; the text is nobody's markup.
        view! { <p class="written">{written.to_owned()}</p> }.into_any()
    };
    view! {
        <section aria-labelledby="question">
            <SectionHead id="question" title=locale.scoring_question()/>
            <div class="under stack" data-gap="4">
                {stimulus}
                <div class="prose" inner_html=markdown::blocks(stem)></div>
            </div>
        </section>
        <section aria-labelledby="answer">
            <SectionHead id="answer" title=locale.scoring_answer()/>
            <div class="under">{written}</div>
        </section>
        <details class="data">
            <summary>{locale.scoring_sample()}</summary>
            <div class="prose under" inner_html=markdown::blocks(samples)></div>
        </details>
    }
}

fn marks(locale: Locale, form: &Form, view: &ScriptView, skip: Option<String>) -> impl IntoView + use<> {
    let fields = match &view.work {
        Work::Essay { criteria, .. } => essay_marks(locale, form, criteria, view.marks.as_ref()).into_any(),
        Work::RolePlay(debrief) => role_play_marks(locale, form, debrief, view.marks.as_ref()).into_any(),
    };
    let note = form.value_or("note", &view.note);
    let save = if skip.is_some() { locale.scoring_save_next() } else { locale.scoring_save() };
    let skip = skip.map(|href| view! { <LinkButton href words=locale.scoring_skip() weight=Weight::Quiet/> });
    let action = format!("/scoring/{}/{}", view.subject, view.id);
    view! {
        <section aria-labelledby="rubric">
            <SectionHead id="rubric" title=locale.scoring_rubric()/>
            <p class="small muted under">{locale.scoring_rubric_lead()}</p>
            <form class="form part rubric" method="post" action=action novalidate=true>
                {fields}
                <TextArea locale name="note" label=locale.scoring_note() hint=locale.scoring_note_hint() value=note rows=2/>
                <p class="row"><Submit words=save weight=Weight::Primary/>{skip}</p>
            </form>
        </section>
    }
}

fn essay_marks(
    locale: Locale,
    form: &Form,
    criteria: &[CriterionFeedback],
    standing: Option<&Marks>,
) -> impl IntoView + use<> {
    let given = |place: usize| match standing {
        Some(Marks::Essay { marks }) => marks.get(place).map(ToString::to_string).unwrap_or_default(),
        Some(Marks::RolePlay { .. }) | None => String::new(),
    };
    criteria
        .iter()
        .enumerate()
        .map(|(place, criterion)| {
            let number = place + 1;
            let name = format!("mark-{number}");
            let anchors = anchors(&criterion.anchors);
            let choices = (0..=MOST_MARKS).rev().map(|mark| {
                let anchor = anchors.iter().find(|(anchored, _)| *anchored == mark);
                let words = match anchor {
                    Some((_, anchor)) => locale.scoring_points_anchor(anchor, &mark),
                    None => locale.scoring_points(&mark),
                };
                Choice::new(mark.to_string(), words)
            });
            let choices = choices.collect();
            view! {
                <Radios locale name=name.clone() label=locale.scoring_criterion(&number) choices required=true
                    value=form.value_or(&name, &given(place)) problem=form.problem_of(&name, locale)/>
            }
        })
        .collect_view()
}

/// What the rules gave is where the scorer begins.
fn role_play_marks(
    locale: Locale,
    form: &Form,
    debrief: &DebriefView,
    standing: Option<&Marks>,
) -> impl IntoView + use<> {
    let (given, holds) = match standing {
        Some(Marks::RolePlay { points, conditions_hold }) => (Some(points), *conditions_hold),
        Some(Marks::Essay { .. }) | None => (None, debrief.passed),
    };
    let dimensions = debrief
        .dimensions
        .iter()
        .map(|line| {
            let score = &line.score;
            let name = format!("dimension-{}", score.dimension.id());
            let points = given.and_then(|given| given.get(&score.dimension).copied()).unwrap_or(score.points);
            let choices = (0..=score.cap).map(|points| Choice::new(points.to_string(), locale.scoring_points(&points)));
            let choices = choices.collect();
            view! {
                <Radios locale name=name.clone() label=locale.dimension(score.dimension) choices required=true
                    hint=locale.scoring_by_rules(&score.cap, &score.points)
                    value=form.value_or(&name, &points.to_string()) problem=form.problem_of(&name, locale)/>
            }
        })
        .collect_view();
    let choices =
        vec![Choice::new("yes", locale.scoring_conditions_yes()), Choice::new("no", locale.scoring_conditions_no())];
    let value = form.value_or("conditions", if holds { "yes" } else { "no" });
    view! {
        {dimensions}
        <Radios locale name="conditions" label=locale.scoring_conditions() hint=locale.scoring_conditions_hint() choices
            required=true value problem=form.problem_of("conditions", locale)/>
    }
}
