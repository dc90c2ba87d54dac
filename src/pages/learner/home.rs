//! The first page after signing in: where one stands, the one next step, and the ladder.

use super::exams::words::exam_words;
use super::frame::learner;
use super::lessons::standing as lesson_standing;
use crate::api::failure::Failure;
use crate::components::bits::Bit;
use crate::components::button::{LinkButton, Weight};
use crate::components::empty::Empty;
use crate::components::icon::Icon;
use crate::components::ladder::{Ladder, LadderView, RungView};
use crate::components::mark::Mark;
use crate::components::moment::minute;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::State;
use crate::domain::access::Permission;
use crate::domain::employment::Employment;
use crate::domain::lesson::completion::Standing;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::rung::Rung;
use crate::domain::verification::Verification;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::services::learning::home::{ExamStep, Home, NextStep, Study, home};
use crate::server::services::learning::shelf::Shelf;
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use chrono::NaiveDate;
use leptos::prelude::*;

#[component]
pub fn HomePage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let visitor: Visitor = expect_context();
    // Whoever only administers has nothing to learn here: their work begins with the accounts.
    if !visitor.may(Permission::Learn) && visitor.may(Permission::ManageAccounts) {
        leptos_axum::redirect("/accounts");
    }
    let today = state.clock.today();
    let learner = learner();
    let loaded = async move {
        let account = visitor.account().ok_or(Failure::SignedOut)?;
        // Whoever only administers has no staff file, and still wants a first page.
        let Ok(learner) = learner else { return Ok(None) };
        Ok::<_, Failure>(Some(home(&state, account, learner).await?))
    };
    load(loaded, move |home| {
        match home {
        Some(home) => view! {
            <Framed title=locale.home_title() room=Room::Today class="page split" colophon=colophon(locale, &home, today)>
                {shown(locale, &home, today)}
            </Framed>
        }
        .into_any(),
        None => view! {
            <Framed title=locale.home_title()>
                <Empty icon=Icon::Person title=locale.home_no_file_title() words=locale.home_no_file_words()/>
            </Framed>
        }
        .into_any(),
    }
    })
}

fn colophon(locale: Locale, home: &Home, today: NaiveDate) -> Vec<String> {
    let rules = &home.assessment.rules;
    vec![locale.home_rule_set(&rules.title.get(locale)), locale.day(today)]
}

fn shown(locale: Locale, home: &Home, today: NaiveDate) -> impl IntoView + use<> {
    let (title, lead) = headline(locale, home);
    view! {
        <div class="stack" data-gap="7">
            <header class="stack">
                <p class="label">{locale.day_with_weekday(today)}</p>
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
            </header>
            {next_step(locale, &home.next)}
            <section aria-labelledby="ladder">
                <SectionHead id="ladder" title=locale.home_ladder()><a href="/eligibility">{locale.home_why()}</a></SectionHead>
                <Ladder locale ladder=ladder(locale, home, today) heading="ladder"/>
            </section>
        </div>
        <aside class="stack" data-gap="7">
            {also(locale, home)}
            {claims(locale, home)}
        </aside>
    }
}

/// The level that is being climbed: the lowest that is neither held nor below one that is held.
fn target(home: &Home) -> Option<(Level, Rung)> {
    let rungs = &home.assessment.rungs;
    let held = rungs.iter().rposition(|rung| matches!(rung, Rung::Certified { .. }));
    let above = held.map_or(0, |held| held + 1);
    // The highest that may be sat now; else the lowest that is not held.
    let eligible = rungs.iter().rposition(|rung| matches!(rung, Rung::Eligible { .. }));
    let index = eligible.filter(|index| *index >= above).unwrap_or(above);
    Some((*Level::ALL.get(index)?, *rungs.get(index)?))
}

fn headline(locale: Locale, home: &Home) -> (String, String) {
    let Some((level, rung)) = target(home) else {
        let top = Level::ALL[Level::ALL.len() - 1];
        return (locale.home_heading_certified(&locale.level(top)), String::new());
    };
    let (level_words, name) = (locale.level(level), locale.level_name(level));
    let study = home.study.iter().find(|study| study.level == level).filter(|study| study.of > 0);
    match rung {
        Rung::Eligible { since } => {
            let heading = match study {
                Some(study) => locale.home_heading_eligible_share(&level_words, &study.percent()),
                None => locale.home_heading_eligible(&level_words),
            };
            let lead = locale.home_lead_eligible(&locale.day(since), &name);
            let units = study.map(|study| match i64::try_from(study.of - study.done).unwrap_or(0) {
                0 => locale.home_lead_units_done().to_owned(),
                left => locale.home_lead_units(left),
            });
            (heading, joined(locale, &[lead, units.unwrap_or_default()]))
        }
        Rung::Unverified { since } => {
            (locale.home_heading_unverified(&level_words), locale.home_lead_unverified(&locale.day(since), &name))
        }
        Rung::Waiting { until } => {
            (locale.home_heading_waiting(&locale.day(until), &level_words), locale.home_lead_waiting(&name))
        }
        Rung::Certified { .. } | Rung::Revoked { .. } | Rung::Expired { .. } | Rung::NoRoute => {
            if home.assessment.file.entries.is_empty() {
                return (locale.home_heading_new(&level_words), locale.home_lead_new().to_owned());
            }
            match below(level) {
                Some(held) => {
                    (locale.home_heading_certified(&locale.level(held)), locale.home_lead_certified().to_owned())
                }
                None => (locale.home_heading_new(&level_words), locale.home_lead_no_route().to_owned()),
            }
        }
    }
}

fn below(level: Level) -> Option<Level> {
    Level::ALL.iter().copied().rev().find(|other| *other < level)
}

fn joined(locale: Locale, sentences: &[String]) -> String {
    let gap = if locale == Locale::ZhCn { "" } else { " " };
    sentences.iter().filter(|sentence| !sentence.is_empty()).cloned().collect::<Vec<_>>().join(gap)
}

/// What the next step says: what kind of thing, its name, what to know of it, where it is, and the words on the button.
struct Step {
    title: String,
    notes: Vec<String>,
    href: String,
    button: &'static str,
}

fn next_step(locale: Locale, next: &NextStep) -> impl IntoView + use<> {
    let step = step(locale, next);
    let notes = step.notes.into_iter().map(|note| view! { <span>{note}</span> }).collect_view();
    view! {
        <section class="next" aria-labelledby="next">
            <div>
                <p class="label">{locale.home_next()}</p>
                <h2 id="next">{step.title}</h2>
                <p class="muted bits">{notes}</p>
            </div>
            <LinkButton href=step.href words=step.button weight=Weight::Primary icon=Icon::Arrow/>
        </section>
    }
}

fn step(locale: Locale, next: &NextStep) -> Step {
    let named = |kind: &str, title: &str| locale.home_named(&kind, &title);
    match next {
        NextStep::ContinueLesson(row) | NextStep::Lesson(row) => {
            let begun = matches!(next, NextStep::ContinueLesson(_));
            Step {
                title: named(locale.home_next_lesson_kind(), row.title.get(locale)),
                notes: vec![locale.curriculum_minutes(i64::from(row.minutes)), lesson_standing(locale, row).1],
                href: format!("/lessons/{}", row.id),
                button: if begun { locale.home_go_lesson() } else { locale.home_go_lesson_begin() },
            }
        }
        NextStep::ContinuePlay(row) | NextStep::RolePlay(row) => {
            let record = match row.record.best {
                Some(best) => locale.home_not_passed_yet(&best),
                None => locale.home_never_played().to_owned(),
            };
            let (href, button) = match row.record.running {
                Some(play) => (format!("/role-play/plays/{play}"), locale.home_go_play()),
                None => (format!("/role-play/{}", row.id), locale.home_go_role_play()),
            };
            Step {
                title: named(locale.home_next_role_play_kind(), row.title.get(locale)),
                notes: vec![locale.curriculum_minutes(i64::from(row.minutes)), record],
                href,
                button,
            }
        }
        NextStep::Mistakes(count) => Step {
            title: locale.home_next_mistakes().to_owned(),
            notes: vec![locale.curriculum_items(i64::try_from(*count).unwrap_or(i64::MAX))],
            href: format!("/practice/{}", Shelf::Mistakes),
            button: locale.home_go_practice(),
        },
        NextStep::Practice(competency) => Step {
            title: locale.home_next_practice(&locale.competency(*competency)),
            notes: Vec::new(),
            href: format!("/practice/{}", Shelf::Competency(*competency)),
            button: locale.home_go_practice(),
        },
        NextStep::Exam(exam) => exam_step(locale, *exam),
        NextStep::TellFacts => Step {
            title: locale.home_next_facts().to_owned(),
            notes: vec![locale.home_next_facts_note().to_owned()],
            href: "/file".to_owned(),
            button: locale.home_go_facts(),
        },
        NextStep::Eligibility => Step {
            title: locale.home_next_eligibility().to_owned(),
            notes: vec![locale.home_next_eligibility_note().to_owned()],
            href: "/eligibility".to_owned(),
            button: locale.home_go_eligibility(),
        },
    }
}

fn exam_step(locale: Locale, exam: ExamStep) -> Step {
    let (title, note, href, button) = match exam {
        ExamStep::GoOn { attempt, kind, level } => (
            exam_words(locale, kind, level),
            locale.home_exam_running().to_owned(),
            format!("/sitting/{attempt}"),
            locale.exam_go_on(),
        ),
        ExamStep::Start { session, kind, level, until } => (
            exam_words(locale, kind, level),
            locale.home_exam_open(&minute(until)),
            format!("/exams/{session}"),
            locale.exam_read_and_start(),
        ),
        ExamStep::Ahead { session, kind, level, from } => (
            exam_words(locale, kind, level),
            locale.home_exam_ahead(&minute(from)),
            format!("/exams/{session}"),
            locale.exam_details(),
        ),
        ExamStep::Result { attempt, kind, level } => (
            exam_words(locale, kind, level),
            locale.home_exam_result().to_owned(),
            format!("/results/{attempt}"),
            locale.exam_read_result(),
        ),
    };
    Step { title, notes: vec![note], href, button }
}

fn ladder(locale: Locale, home: &Home, today: NaiveDate) -> LadderView {
    let start = home.assessment.facts.employment.iter().map(Employment::from).min();
    let current = target(home).map(|(level, _)| level);
    let rungs = home
        .study
        .iter()
        .zip(&home.assessment.rungs)
        .map(|(study, rung)| self::rung(locale, *study, *rung, current == Some(study.level)))
        .collect();
    LadderView { today, start: start.filter(|start| *start <= today), rungs }
}

fn rung(locale: Locale, study: Study, rung: Rung, current: bool) -> RungView {
    let (state, note) = match rung {
        Rung::Certified { .. } => (State::Certified, locale.home_awarded()),
        Rung::Eligible { .. } => (State::Eligible, locale.home_opens()),
        Rung::Unverified { .. } => (State::Unverified, locale.home_if_verified()),
        Rung::Waiting { .. } => (State::Waiting, locale.home_earliest()),
        Rung::Expired { .. } => (State::Expired, locale.home_expired()),
        Rung::Revoked { .. } => (State::Revoked, locale.home_revoked()),
        Rung::NoRoute => (State::None, ""),
    };
    let mut first = vec![Bit::state(state, state.word(locale))];
    match rung {
        Rung::Unverified { .. } => first.push(Bit::link("/file", locale.home_claims_link())),
        Rung::NoRoute | Rung::Expired { .. } | Rung::Revoked { .. } => {
            first.push(Bit::link("/eligibility", locale.home_routes_link()));
        }
        Rung::Certified { .. } | Rung::Eligible { .. } | Rung::Waiting { .. } => {}
    }
    let left = i64::try_from(study.of - study.done).unwrap_or(0);
    if study.of > 0 && left > 0 && !matches!(rung, Rung::Certified { .. }) {
        first.push(Bit::words(locale.home_units_left(left)));
    }
    RungView {
        level: study.level,
        name: locale.level_name(study.level).to_owned(),
        state,
        date: rung.date(),
        date_note: note.to_owned(),
        progress: if matches!(rung, Rung::Certified { .. }) { 100 } else { study.percent() },
        lines: vec![first],
        current,
    }
}

/// What else the day holds, after the next step.
fn also(locale: Locale, home: &Home) -> impl IntoView + use<> {
    let row = |state: State, href: String, title: String, note: String| {
        view! {
            <li data-state=state.key()>
                <Mark state/>
                <p><a href=href>{title}</a><small>{note}</small></p>
            </li>
        }
    };
    let mut rows = Vec::new();
    if home.practice.mistakes > 0 && !matches!(home.next, NextStep::Mistakes(_)) {
        let count = i64::try_from(home.practice.mistakes).unwrap_or(i64::MAX);
        let href = format!("/practice/{}", Shelf::Mistakes);
        rows.push(row(State::Unmet, href, locale.home_mistakes_due(count), locale.practice_mistakes().to_owned()));
    }
    let is_next = |href: &str| step(locale, &home.next).href == href;
    for lesson in home.lessons.iter().filter(|row| !matches!(row.standing, Standing::Complete)).take(2) {
        let href = format!("/lessons/{}", lesson.id);
        if !is_next(&href) {
            let (state, words) = lesson_standing(locale, lesson);
            rows.push(row(state, href, lesson.title.get(locale).to_owned(), words));
        }
    }
    for scenario in home.scenarios.iter().filter(|row| !row.record.passed).take(2) {
        let href = format!("/role-play/{}", scenario.id);
        if !is_next(&href) {
            let note = locale.curriculum_minutes(i64::from(scenario.minutes));
            let title = locale.home_named(&locale.home_next_role_play_kind(), &scenario.title.get(locale));
            rows.push(row(State::Unmet, href, title, note));
        }
    }
    let none = rows.is_empty().then(|| view! { <p class="small muted">{locale.home_also_none()}</p> });
    view! {
        <section aria-labelledby="also">
            <SectionHead id="also" title=locale.home_also() quiet=true/>
            {none}
            <ul class="agenda">{rows}</ul>
        </section>
    }
}

fn claims(locale: Locale, home: &Home) -> Option<impl IntoView + use<>> {
    let count = |status: Verification| {
        let entries = home.assessment.file.entries.iter();
        i64::try_from(entries.filter(|entry| entry.check.status() == status).count()).unwrap_or(i64::MAX)
    };
    let (claimed, rejected) = (count(Verification::Claimed), count(Verification::Rejected));
    if claimed + rejected == 0 {
        return None;
    }
    let claimed = (claimed > 0).then(|| view! { <p class="small muted">{locale.home_claims_words(claimed)}</p> });
    let rejected = (rejected > 0).then(|| {
        view! { <p class="small state" data-state="rejected">{locale.home_rejected_words(rejected)}</p> }
    });
    Some(view! {
        <section class="stack" data-gap="3" aria-labelledby="claims">
            <SectionHead id="claims" title=locale.home_claims() quiet=true/>
            {claimed}
            {rejected}
            <p class="small"><a href="/file">{locale.home_to_file()}</a></p>
        </section>
    })
}
