//! The review of a conversation: the result, the marks by dimension, and the transcript with notes in its margin.

use super::dialogue::Speaker;
use super::ruler::{Measure, Pips, Ruler};
use crate::domain::locale::Locale;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Points of one dimension with the reason for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkView {
    pub dimension: String,
    pub have: u32,
    pub of: u32,
    pub reason: String,
}

/// A note in the margin: what a sentence earned or cost, why, and what would have been better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteView {
    /// Points, with their sign; 0 only explains.
    pub points: i32,
    pub words: String,
    pub better: Option<String>,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Span {
    Plain(String),
    /// Earned something.
    Good(String),
    /// Cost something.
    Bad(String),
}

/// A sentence of the transcript with its notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotedLine {
    pub speaker: Speaker,
    pub name: String,
    pub spans: Vec<Span>,
    pub notes: Vec<NoteView>,
}

/// The result over the marks. `label` says how it ended, `title` the points and whether they are enough.
#[component]
pub fn Verdict(
    locale: Locale,
    #[prop(into)] label: String,
    #[prop(into)] title: String,
    have: u32,
    of: u32,
    pass: u32,
    #[prop(optional_no_strip)] last: Option<u32>,
) -> impl IntoView {
    let measure = Measure::whole(f64::from(have), of).with_pace(f64::from(pass));
    view! {
        <header class="verdict">
            <div><p class="label">{label}</p><h2 id="result">{title}</h2></div>
            <div class="score">
                <Ruler measure label=locale.talk_score()/>
                <p class="small muted bits">
                    <span>{locale.talk_full_marks(&of)}</span>
                    <span>{locale.talk_pass_marks(&pass)}</span>
                    {last.map(|last| view! { <span>{locale.talk_last_marks(&last)}</span> })}
                </p>
            </div>
        </header>
    }
}

/// The marks by dimension.
#[component]
pub fn Marks(locale: Locale, marks: Vec<MarkView>) -> impl IntoView {
    let rows = marks
        .into_iter()
        .map(|mark| {
            view! {
                <tr>
                    <th scope="row">{mark.dimension}</th>
                    <td><Pips have=mark.have of=mark.of/></td>
                    <td>{mark.reason}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="marks">
            <caption class="sr">{locale.talk_marks()}</caption>
            <thead>
                <tr>
                    <th scope="col">{locale.talk_dimension()}</th>
                    <th scope="col">{locale.talk_points()}</th>
                    <th scope="col">{locale.talk_reason()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The transcript with notes, under a title with the checkbox that leaves only what cost points.
#[component]
pub fn NotedScript(locale: Locale, #[prop(into)] title: String, lines: Vec<NotedLine>) -> impl IntoView {
    let lines = lines.into_iter().map(|line| view! { <NotedRow locale line/> }).collect_view();
    view! {
        <section class="debrief" aria-labelledby="transcript">
            <div class="section-head">
                <h3 id="transcript">{title}</h3>
                <label class="check small push"><input type="checkbox" class="only-lost"/>{locale.talk_only_lost()}</label>
            </div>
            <ol class="script noted">{lines}</ol>
        </section>
    }
}

#[component]
fn NotedRow(locale: Locale, line: NotedLine) -> impl IntoView {
    let lost = line.notes.iter().any(|note| note.points < 0);
    let who = match line.speaker {
        Speaker::Customer => "customer",
        Speaker::You => "you",
        Speaker::Narrator => "narrator",
    };
    let spans = line.spans.into_iter().map(span).collect_view();
    let notes = (!line.notes.is_empty()).then(|| {
        let notes = line.notes.into_iter().map(|note| view! { <Note locale note/> }).collect_view();
        view! { <ul class="notes">{notes}</ul> }
    });
    view! {
        <li data-who=who data-lost=lost.then_some("")>
            <h4 class="speaker">{line.name}</h4>
            <p>{spans}</p>
            {notes}
        </li>
    }
}

fn span(span: Span) -> AnyView {
    match span {
        Span::Plain(words) => words.into_any(),
        Span::Good(words) => view! { <mark>{words}</mark> }.into_any(),
        Span::Bad(words) => view! { <del>{words}</del> }.into_any(),
    }
}

#[component]
fn Note(locale: Locale, note: NoteView) -> impl IntoView {
    let (sign, points) = match note.points {
        0 => ("none", "·".to_owned()),
        points if points > 0 => ("plus", format!("+{points}")),
        points => ("minus", format!("−{}", points.unsigned_abs())),
    };
    let better = note.better.map(|words| view! { <span class="better">{locale.talk_better(&words)}</span> });
    view! { <li data-sign=sign><b>{points}</b><span>{note.words}{better}</span></li> }
}
