//! One lesson, set like a page of a textbook, with its checks at the end.

use super::explanation::explanation;
use super::frame::learner;
use super::question::{given, kind_word, question_form};
use crate::api::failure::Failure;
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::icon::{Glyph, Icon};
use crate::components::mark::Mark;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::{State, StateLine};
use crate::domain::lesson::completion::Standing;
use crate::domain::lesson::{Block, BlockKind, Lesson, LessonId, Method, Picture, Repair, Speaker, Turn, Utterance};
use crate::domain::locale::{Locale, Text};
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::pages::rendered::rendered;
use crate::server::content::markdown;
use crate::server::form::Form;
use crate::server::services::learning::read_lesson::{Check, OpenLesson, read_lesson};
use crate::server::state::AppState;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

#[component]
pub fn LessonPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let form: Form = expect_context();
    let learner = learner();
    let id = use_params_map().read_untracked().get("lesson").and_then(|id| id.parse::<LessonId>().ok());
    let query = use_query_map().read_untracked().get("again").or_else(|| Some(form.text("item").to_owned()));
    let again = query.and_then(|item| item.parse().ok());
    let lesson = async move {
        let id = id.ok_or(Failure::NotFound)?;
        Ok::<_, Failure>(read_lesson(&state, learner?, &id, again.as_ref(), locale).await?)
    };
    load(lesson, move |open| {
        let title = open.lesson.title.get(locale).to_owned();
        let page = rendered(&name(locale, &open, &form), || shown(locale, &open, &form));
        view! { <Framed title room=Room::Lessons class="page split">{page}</Framed> }
    })
}

/// All that the page depends on: the text, and what its reader has done with it.
fn name(locale: Locale, open: &OpenLesson, form: &Form) -> String {
    let OpenLesson { lesson: _, hash, standing, after, blocks_read, checks, next } = open;
    format!("lesson: {hash} {} {standing:?} {after:?} {blocks_read:?} {checks:?} {next:?} {form:?}", locale.tag())
}

/// The id that addresses and links use for a block.
fn anchor(kind: BlockKind) -> &'static str {
    kind.id()
}

fn shown(locale: Locale, open: &OpenLesson, form: &Form) -> impl IntoView + use<> {
    let lesson = &open.lesson;
    let title = lesson.title.get(locale).to_owned();
    let head = view! {
        <header class="stack" data-gap="3">
            <p class="label bits">
                <span>{locale.level(lesson.level)}</span>
                {lesson.competencies.iter().map(|about| view! { <span>{locale.competency(*about)}</span> }).collect_view()}
                <span>{locale.curriculum_minutes(i64::from(lesson.minutes))}</span>
                <span>{locale.curriculum_class_hours(&lesson.class_hours)}</span>
            </p>
            <h1>{title}</h1>
        </header>
    };
    let level = lesson.level.number().to_string();
    if matches!(open.standing, Standing::Locked { .. }) {
        return view! { <article class="lesson" data-level=level>{head}{locked(locale, open)}</article> }.into_any();
    }
    let blocks = lesson.blocks.iter().map(|block| block_section(locale, lesson, block, open)).collect_view();
    view! {
        <article class="lesson" data-level=level>
            {head}
            {resume(locale, open)}
            {blocks}
            {checks(locale, open, form)}
            {completed(locale, open)}
            {lesson.law_as_of.map(|day| view! { <p class="label law">{locale.lesson_law(&locale.day(day))}</p> })}
        </article>
        {contents(locale, open)}
    }
    .into_any()
}

fn locked(locale: Locale, open: &OpenLesson) -> impl IntoView + use<> {
    let rows = open
        .after
        .iter()
        .map(|(id, title)| {
            let title = title.get(locale).to_owned();
            view! { <li><Mark state=State::Unmet/><p><a href=format!("/lessons/{id}")>{title}</a></p></li> }
        })
        .collect_view();
    view! {
        <section class="stack" data-gap="4">
            <h2 class="state" data-state="locked"><Mark state=State::Locked/>{locale.lesson_locked_title()}</h2>
            <p>{locale.lesson_locked_lead()}</p>
            <ul class="agenda wide">{rows}</ul>
        </section>
    }
}

/// Where somebody stopped the last time, with the way back there.
fn resume(locale: Locale, open: &OpenLesson) -> Option<impl IntoView + use<>> {
    let kinds: Vec<BlockKind> = open.lesson.blocks.iter().map(Block::kind).collect();
    let last = kinds.iter().rposition(|kind| open.blocks_read.contains(kind))?;
    if open.standing == Standing::Complete {
        return None;
    }
    let next = kinds.get(last + 1).map_or("checks", |kind| anchor(*kind));
    Some(view! {
        <aside class="notice" data-state="learning">
            <b>{locale.lesson_resume_title(&heading(locale, kinds[last]))}</b>
            <p><a href=format!("#{next}")>{locale.lesson_resume()}</a></p>
        </aside>
    })
}

fn heading(locale: Locale, kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Goal => locale.lesson_goal(),
        BlockKind::Scene => locale.lesson_scene(),
        BlockKind::Why => locale.lesson_why(),
        BlockKind::Method => locale.lesson_method(),
        BlockKind::Worked => locale.lesson_worked(),
        BlockKind::Turn => locale.lesson_turn(),
        BlockKind::Mistakes => locale.lesson_mistakes(),
        BlockKind::Card => locale.lesson_card(),
    }
}

fn block_section(locale: Locale, lesson: &Lesson, block: &Block, open: &OpenLesson) -> impl IntoView + use<> {
    let kind = block.kind();
    let name = format!("lesson block: {} {} {}", open.hash, kind.id(), locale.tag());
    let section = rendered(&name, || block_itself(locale, lesson, block));
    let mark = (kind != BlockKind::Goal).then(|| read_mark(locale, lesson, kind, open));
    view! {
        {section}
        {mark}
    }
}

/// What is the same for every reader.
fn block_itself(locale: Locale, lesson: &Lesson, block: &Block) -> impl IntoView + use<> {
    let kind = block.kind();
    let class = match kind {
        BlockKind::Goal => "goal",
        BlockKind::Scene => "scene",
        BlockKind::Turn => "turn-over",
        BlockKind::Card => "card",
        BlockKind::Why | BlockKind::Method | BlockKind::Worked | BlockKind::Mistakes => "part",
    };
    let body = match block {
        Block::Goal(text) | Block::Scene(text) | Block::Why(text) | Block::Card(text) => prose(locale, text).into_any(),
        Block::Method(method) => self::method(locale, method).into_any(),
        Block::Worked(lines) => dialogue(locale, lesson, lines).into_any(),
        Block::Turn(turn) => self::turn(locale, turn).into_any(),
        Block::Mistakes(repairs) => mistakes(locale, repairs).into_any(),
    };
    // The goal is short and heads the page: its words need no title to the eye, and are read through with what follows.
    let title = (kind == BlockKind::Goal).then_some("sr");
    let picture = lesson.picture.as_ref().filter(|picture| picture.block == kind).map(|shown| picture(locale, shown));
    view! {
        <section class=class id=anchor(kind) aria-labelledby=format!("{}-title", anchor(kind))>
            <h2 id=format!("{}-title", anchor(kind)) class=title>{heading(locale, kind)}</h2>
            {body}
            {picture}
        </section>
    }
}

/// "Read up to here", so that the next visit goes on there.
fn read_mark(locale: Locale, lesson: &Lesson, kind: BlockKind, open: &OpenLesson) -> impl IntoView + use<> {
    if open.blocks_read.contains(&kind) || open.standing == Standing::Complete {
        return ().into_any();
    }
    view! {
        <form class="read-mark" method="post" action=format!("/lessons/{}/progress", lesson.id)>
            <Submit words=locale.lesson_read_through() weight=Weight::Quiet slim=true name="through" value=kind.id()/>
        </form>
    }
    .into_any()
}

fn prose(locale: Locale, text: &Text) -> impl IntoView + use<> {
    view! { <div class="text" inner_html=markdown::blocks(text.get(locale))></div> }
}

fn picture(locale: Locale, picture: &Picture) -> impl IntoView + use<> {
    let caption = markdown::inline(picture.caption.get(locale));
    view! {
        <figure class="plate">
            <div inner_html=picture.drawing.get(locale).to_owned()></div>
            <figcaption inner_html=caption></figcaption>
        </figure>
    }
}

fn method(locale: Locale, method: &Method) -> impl IntoView + use<> {
    let colon = if locale == Locale::ZhCn { "：" } else { ": " };
    let steps = method
        .moves
        .iter()
        .map(|made| {
            let words = markdown::inline(made.words.get(locale));
            let html = format!("<strong>{}</strong>{colon}{words}", markdown::inline(made.name.get(locale)));
            view! { <li><p inner_html=html></p></li> }
        })
        .collect_view();
    let reason = method.reason.as_ref().map(|reason| {
        view! { <div class="aside" inner_html=markdown::blocks(reason.get(locale))></div> }
    });
    view! { <ol class="steps">{steps}</ol>{reason} }
}

fn dialogue(locale: Locale, lesson: &Lesson, lines: &[Utterance]) -> impl IntoView + use<> {
    let rows = lines
        .iter()
        .map(|line| {
            let (who, name) = match line.speaker {
                Speaker::Customer => ("customer", locale.lesson_customer()),
                Speaker::Rep => ("you", locale.lesson_rep()),
                Speaker::Colleague => ("customer", locale.lesson_colleague()),
                Speaker::Lead => ("customer", locale.lesson_lead()),
            };
            let tags = lesson.move_names(line);
            let tags = (!tags.is_empty()).then(|| {
                let tags =
                    tags.into_iter().map(|name| view! { <span>{name.get(locale).to_owned()}</span> }).collect_view();
                view! { <div class="tags bits">{tags}</div> }
            });
            view! {
                <li data-who=who>
                    <div class="speaker">{name}</div>
                    <p inner_html=markdown::inline(line.text.get(locale))></p>
                    {tags}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="script">{rows}</ol> }
}

fn turn(locale: Locale, turn: &Turn) -> impl IntoView + use<> {
    view! {
        <div class="stack" data-gap="4">
            <div inner_html=markdown::blocks(turn.prompt.get(locale))></div>
            <div class="field">
                <label for="own-words">{locale.lesson_turn_write()}</label>
                <textarea id="own-words" rows="3" autocomplete="off"></textarea>
            </div>
            <details>
                <summary>{locale.lesson_turn_open()}</summary>
                <div inner_html=markdown::blocks(turn.answer.get(locale))></div>
            </details>
        </div>
    }
}

fn mistakes(locale: Locale, repairs: &[Repair]) -> impl IntoView + use<> {
    let rows = repairs
        .iter()
        .map(|repair| {
            view! {
                <li>
                    <del inner_html=markdown::inline(repair.slip.get(locale))></del>
                    <Glyph icon=Icon::Arrow/>
                    <ins inner_html=markdown::inline(repair.repair.get(locale))></ins>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="rewrites">{rows}</ul> }
}

fn checks(locale: Locale, open: &OpenLesson, form: &Form) -> Option<impl IntoView + use<>> {
    if open.checks.is_empty() {
        return None;
    }
    let action = format!("/lessons/{}", open.lesson.id);
    let items = open
        .checks
        .iter()
        .enumerate()
        .map(|(index, check)| {
            let number = locale.lesson_check_number(&(index + 1));
            match check {
                Check::Open(question) => {
                    let id = format!("check-{}", question.view.id);
                    let form = question_form(locale, question, action.clone(), form);
                    view! {
                        <article class="item stack" data-gap="4" id=id.clone() aria-labelledby=format!("{id}-title")>
                            <h3 class="label bits" id=format!("{id}-title")>
                                <span>{number}</span>
                                <span>{kind_word(locale, &question.view.interaction)}</span>
                            </h3>
                            {given(locale, question.view.stimulus.as_deref())}
                            {form}
                        </article>
                    }
                    .into_any()
                }
                Check::Answered(answered) => {
                    let id = format!("check-{}", answered.view.id);
                    let again = format!("/lessons/{}?again={}#{id}", open.lesson.id, answered.view.id);
                    view! {
                        <article class="item stack" data-gap="4" id=id.clone() aria-labelledby=format!("{id}-title")>
                            <h3 class="label" id=format!("{id}-title")>{number}</h3>
                            {given(locale, answered.view.stimulus.as_deref())}
                            {explanation(locale, answered)}
                            <p class="small"><a href=again>{locale.practice_again()}</a></p>
                        </article>
                    }
                    .into_any()
                }
            }
        })
        .collect_view();
    Some(view! {
        <section id="checks" class="checks" aria-labelledby="checks-title">
            <h2 id="checks-title">{locale.lesson_checks()}</h2>
            <p class="muted">{locale.lesson_checks_lead()}</p>
            <div class="case-items">{items}</div>
        </section>
    })
}

fn completed(locale: Locale, open: &OpenLesson) -> Option<impl IntoView + use<>> {
    if open.standing != Standing::Complete {
        return None;
    }
    let next = match &open.next {
        Some((id, title)) => {
            let words = locale.lesson_next_lesson(&title.get(locale));
            view! { <LinkButton href=format!("/lessons/{id}") words weight=Weight::Primary icon=Icon::Arrow/> }
                .into_any()
        }
        None => ().into_any(),
    };
    Some(view! {
        <section class="outcome stack" data-gap="4" data-state="met" id="complete">
            <StateLine state=State::Met words=locale.lesson_complete_title()/>
            <p>{locale.lesson_complete_words()}</p>
            <p class="row">{next}<LinkButton href="/lessons" words=locale.lesson_to_list()/></p>
        </section>
    })
}

fn contents(locale: Locale, open: &OpenLesson) -> impl IntoView + use<> {
    let blocks = open
        .lesson
        .blocks
        .iter()
        .map(Block::kind)
        .map(|kind| {
            let read = open.blocks_read.contains(&kind) || open.standing == Standing::Complete;
            let state = if read { State::Met } else { State::Unmet };
            view! {
                <li data-done=read.then_some("")>
                    <Mark state/>
                    <p><a href=format!("#{}", anchor(kind))>{heading(locale, kind)}</a></p>
                </li>
            }
        })
        .collect_view();
    let checks = open
        .checks
        .iter()
        .enumerate()
        .map(|(index, check)| {
            let number = locale.lesson_check_number(&(index + 1));
            let (id, state) = match check {
                Check::Open(question) => (question.view.id.clone(), State::Unmet),
                Check::Answered(answered) => (answered.view.id.clone(), State::Met),
            };
            view! {
                <li data-done=(state == State::Met).then_some("")>
                    <Mark state/>
                    <p><a href=format!("#check-{id}")>{number}</a></p>
                </li>
            }
        })
        .collect_view();
    view! {
        <aside class="stack contents" data-gap="6">
            <nav aria-labelledby="contents">
                <SectionHead id="contents" title=locale.lesson_contents() quiet=true/>
                <ul class="agenda">{blocks}</ul>
            </nav>
            <nav aria-labelledby="check-list">
                <SectionHead id="check-list" title=locale.lesson_checks() quiet=true/>
                <ul class="agenda">{checks}</ul>
            </nav>
        </aside>
    }
}
