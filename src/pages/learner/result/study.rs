//! What was strong and what was weak, and where to learn what was weak.

use super::verdict;
use crate::components::ruler::{Measure, Ruler};
use crate::components::section_head::SectionHead;
use crate::domain::competency::Competency;
use crate::domain::lesson::completion::Standing;
use crate::domain::locale::Locale;
use crate::domain::outcome::Share;
use crate::server::content::bank::Bank;
use crate::server::services::exam::read_result::ReleasedResult;
use crate::server::services::learning::list_lessons::LessonRow;
use crate::server::services::learning::shelf::Shelf;
use leptos::prelude::*;

/// For each weak competency its lessons and conversations, of the exam's level.
pub(super) struct Shelves(Vec<(Competency, Vec<Thing>)>);

/// A lesson or a role-play, with where it is.
struct Thing {
    href: String,
    title: String,
    title_en: String,
    is_lesson: bool,
    done: bool,
}

/// More would not be read.
const MOST: usize = 4;

impl Shelves {
    pub(super) fn of(bank: &Bank, lessons: Vec<LessonRow>, result: &ReleasedResult) -> Self {
        let of = |competency: &Competency| {
            let fits = |row: &&LessonRow| {
                let unit = bank.lesson(&row.id);
                row.level == result.level && unit.is_some_and(|unit| unit.content.competencies.contains(competency))
            };
            let lessons = lessons.iter().filter(fits).map(|row| Thing {
                href: format!("/lessons/{}", row.id),
                title: row.title.zh.clone(),
                title_en: row.title.en.clone(),
                is_lesson: true,
                done: row.standing == Standing::Complete,
            });
            let scenarios = bank.scenarios.values().map(|unit| &unit.content);
            let scenarios = scenarios
                .filter(|found| found.level == result.level && found.competencies.first() == Some(competency))
                .map(|found| Thing {
                    href: format!("/role-play/{}", found.id),
                    title: found.title.zh.clone(),
                    title_en: found.title.en.clone(),
                    is_lesson: false,
                    done: false,
                });
            let mut things: Vec<Thing> = lessons.collect();
            // What was never finished is worth more than what was.
            things.sort_by_key(|thing| thing.done);
            things.truncate(MOST - 1);
            things.extend(scenarios.take(MOST - things.len()));
            (*competency, things)
        };
        Self(result.study_next.iter().map(of).collect())
    }
}

pub(super) fn competencies(locale: Locale, result: &ReleasedResult) -> Option<impl IntoView + use<>> {
    if result.competencies.is_empty() {
        return None;
    }
    let cut = result.parts.iter().map(|part| part.cut_percent).max().unwrap_or(0);
    let rows =
        result.competencies.iter().map(|(competency, share)| row(locale, *competency, *share, cut)).collect_view();
    Some(view! {
        <section aria-labelledby="competencies">
            <SectionHead id="competencies" title=locale.exam_score_competencies()>
                <span class="muted">{locale.exam_score_competencies_note()}</span>
            </SectionHead>
            <ul class="scores narrow">{rows}</ul>
        </section>
    })
}

fn row(locale: Locale, competency: Competency, share: Share, cut: u8) -> impl IntoView + use<> {
    let (state, _) = verdict(locale, share.reaches(cut));
    let name = locale.competency(competency);
    let percent = share.percent();
    let measure = Measure { have: f64::from(percent), of: 100.0, units: 20, pace: None };
    let points = locale.exam_score_points(&share.of, &share.points);
    view! {
        <li data-state=state.key()>
            <div class="row">
                <h3 class="h4">{name}</h3>
                <span class="small muted push">{points}</span>
                <b>{format!("{percent}%")}</b>
            </div>
            <Ruler measure/>
        </li>
    }
}

pub(super) fn next(locale: Locale, result: &ReleasedResult, shelves: &Shelves) -> Option<impl IntoView + use<>> {
    if result.competencies.is_empty() {
        return None;
    }
    let none = shelves.0.is_empty().then(|| view! { <p class="muted under">{locale.exam_score_study_none()}</p> });
    let rows = shelves.0.iter().map(|(competency, things)| shelf(locale, *competency, things)).collect_view();
    Some(view! {
        <section aria-labelledby="study">
            <SectionHead id="study" title=locale.exam_score_study()><span class="muted">{locale.exam_score_study_note()}</span></SectionHead>
            {none}
            <ol class="study">{rows}</ol>
        </section>
    })
}

fn shelf(locale: Locale, competency: Competency, things: &[Thing]) -> impl IntoView + use<> {
    let links = things
        .iter()
        .map(|thing| {
            let kind = if thing.is_lesson { locale.exam_score_lessons() } else { locale.exam_score_rehearse() };
            let title = if locale == Locale::ZhCn { thing.title.clone() } else { thing.title_en.clone() };
            view! { <li><span class="small muted">{kind}</span>" "<a href=thing.href.clone()>{title}</a></li> }
        })
        .collect_view();
    let practice = format!("/practice/{}", Shelf::Competency(competency));
    let name = locale.competency(competency);
    let label = locale.exam_open_of(&locale.exam_score_practice(), &name);
    view! {
        <li>
            <h3 class="h4">{name}</h3>
            <ul class="plain-list">{links}<li><a href=practice aria-label=label>{locale.exam_score_practice()}</a></li></ul>
        </li>
    }
}
