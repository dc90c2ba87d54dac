//! A released result: by part, by competency, what to study next. Before the release: what is being done.

mod items;
mod pending;
mod study;

use super::exams::words::{exam_words, part_words};
use crate::api::failure::Failure;
use crate::components::button::{LinkButton, Weight};
use crate::components::icon::Icon;
use crate::components::moment::Moment;
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::ruler::{Measure, Ruler};
use crate::components::section_head::SectionHead;
use crate::components::state::{State, StateLine};
use crate::components::table::{Cell, Stacks};
use crate::domain::attempt::state::Ending;
use crate::domain::form::{FormKind, PartKind};
use crate::domain::id::AttemptId;
use crate::domain::locale::Locale;
use crate::domain::on_post::MOST_FAILURES;
use crate::domain::outcome::Share;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::clock::day_in_china;
use crate::server::services::exam::list_mine::list_mine;
use crate::server::services::exam::read_pending::{Pending, read_pending};
use crate::server::services::exam::read_result::{FormerResult, ReleasedPart, ReleasedResult, read_result};
use crate::server::services::learning::list_lessons::list_lessons;
use crate::server::storage::attempt_line::Line;
use leptos::prelude::*;
use study::Shelves;

/// What the page shows.
enum Shown {
    Pending(Pending),
    Released { result: Box<ReleasedResult>, shelves: Shelves, no_more: bool },
}

#[component]
pub fn ResultPage() -> impl IntoView {
    let asked = Asked::of_context();
    let locale = asked.locale;
    let loading = async move { shown(&asked).await };
    load(loading, move |shown| match shown {
        Shown::Pending(pending) => pending::page(locale, &pending).into_any(),
        Shown::Released { result, shelves, no_more } => page(locale, &result, &shelves, no_more).into_any(),
    })
}

async fn shown(asked: &Asked) -> Result<Shown, Failure> {
    let (state, account, id) = (&asked.state, asked.account()?, asked.path::<AttemptId>("attempt")?);
    let Some(result) = read_result(state, account, id, asked.locale).await? else {
        return Ok(Shown::Pending(read_pending(state, account, id).await?));
    };
    let person = asked.person()?;
    let shelves = Shelves::of(&state.curriculum.bank, list_lessons(state, person).await?, &result);
    let on_post = matches!(result.kind, FormKind::OnPostMonthThree | FormKind::OnPostMonthSix);
    let no_more = on_post && !result.passed && failed_twice(&list_mine(state, person).await?.attempts, result.kind);
    Ok(Shown::Released { no_more, result: Box::new(result), shelves })
}

/// Both attempts at an on-post exam are used.
fn failed_twice(attempts: &[Line], kind: FormKind) -> bool {
    attempts.iter().filter(|line| line.kind() == kind && line.passed == Some(false)).count() >= MOST_FAILURES
}

fn page(locale: Locale, result: &ReleasedResult, shelves: &Shelves, no_more: bool) -> impl IntoView + use<> {
    let exam = exam_words(locale, result.kind, result.level);
    let title = locale.exam_score_title(&exam);
    let heading = if result.passed { locale.exam_score_passed(&exam) } else { locale.exam_score_not_passed(&exam) };
    let released = result.released_at.map(|at| locale.exam_score_released(&locale.day(day_in_china(at))));
    let certificate = result.certificate.as_ref().map(|earned| {
        let href = format!("/certificates/{}", earned.number);
        view! {
            <p class="row">
                <LinkButton href words=locale.exam_score_certificate() weight=Weight::Primary icon=Icon::Arrow/>
            </p>
        }
    });
    let talk = no_more.then(|| view! { <Notice state=State::Waiting title=locale.exam_score_talk()/> });
    let parts = result.parts.iter().map(|part| self::part(locale, part)).collect_view();
    let (lead, corrected) = (lead(locale, result), corrected(locale, result));
    let competencies = study::competencies(locale, result);
    let next = study::next(locale, result, shelves);
    let items = items::section(locale, result);
    view! {
        <Framed title room=Room::Exams>
            <header class="stack" data-gap="3">
                <p class="label bits"><a href="/exams">{locale.exam_score_all()}</a>{released.map(|words| view! { <span>{words}</span> })}</p>
                <h1>{heading}</h1>
                <p class="lead">{lead}</p>
                {certificate}
            </header>
            {talk}
            {corrected}
            <section aria-labelledby="parts">
                <SectionHead id="parts" title=locale.exam_score_parts()/>
                <ul class="scores">{parts}</ul>
            </section>
            {competencies}
            {next}
            {items}
        </Framed>
    }
}

fn lead(locale: Locale, result: &ReleasedResult) -> String {
    if result.passed {
        return match result.kind {
            FormKind::LevelExam => locale.exam_score_lead_passed_level(),
            FormKind::OnPostMonthThree => locale.exam_score_lead_passed_month_three(),
            FormKind::OnPostMonthSix => locale.exam_score_lead_passed_month_six(),
            FormKind::PlacementCheck | FormKind::MockExam => locale.exam_score_lead_passed_other(),
        }
        .to_owned();
    }
    let missed = result.parts.iter().filter(|part| !part.passed).map(|part| part_words(locale, part.part));
    let missed = missed.collect::<Vec<_>>().join(if locale == Locale::ZhCn { "、" } else { ", " });
    match result.kind {
        FormKind::OnPostMonthThree | FormKind::OnPostMonthSix => locale.exam_score_lead_not_passed_post(&missed),
        FormKind::LevelExam | FormKind::PlacementCheck | FormKind::MockExam => {
            locale.exam_score_lead_not_passed(&missed)
        }
    }
}

fn measure(share: Share, cut: u8) -> Measure {
    Measure { have: f64::from(share.percent()), of: 100.0, units: 20, pace: None }.with_pace(f64::from(cut))
}

fn verdict(locale: Locale, passed: bool) -> (State, &'static str) {
    if passed { (State::Met, locale.exam_passed()) } else { (State::Unmet, locale.exam_not_passed()) }
}

fn part(locale: Locale, part: &ReleasedPart) -> impl IntoView + use<> {
    let (state, word) = verdict(locale, part.passed);
    let name = part_words(locale, part.part);
    let percent = part.share.percent();
    let label = locale.exam_score_meter(&part.cut_percent, &name, &percent);
    let points = locale.exam_score_points(&part.share.of, &part.share.points);
    let enough = part.share.reaches(part.cut_percent);
    let conditions = (part.part == PartKind::RolePlay && enough && !part.passed)
        .then(|| view! { <p class="small">{locale.exam_score_conditions()}</p> });
    let expired = (part.ended == Ending::Expired).then(|| view! { <span>{locale.exam_score_expired()}</span> });
    let why = (!part.cut_reason.is_empty()).then(|| {
        view! {
            <details class="data">
                <summary>{locale.exam_score_why_cut()}</summary>
                <p class="small muted">{part.cut_reason.clone()}</p>
            </details>
        }
    });
    view! {
        <li data-state=state.key()>
            <div class="row">
                <h3 class="h4">{name}</h3>
                <StateLine state words=word/>
                <b class="push">{format!("{percent}%")}</b>
            </div>
            <Ruler measure=measure(part.share, part.cut_percent) label/>
            <p class="bits small muted"><span>{points}</span><span>{locale.exam_score_cut_at(&part.cut_percent)}</span>{expired}</p>
            {conditions}
            {why}
        </li>
    }
}

/// That a key was wrong, what came of it, and what stood before.
fn corrected(locale: Locale, result: &ReleasedResult) -> Option<impl IntoView + use<>> {
    if result.former.is_empty() {
        return None;
    }
    let columns = [locale.exam_score_verdict(), locale.exam_score_version_made(), locale.exam_score_parts()];
    let rows = result.former.iter().map(|former| former_row(locale, former)).collect_view();
    let because = locale.exam_score_corrected_because(&result.reason);
    let note = locale.exam_score_corrected_note(&locale.day(day_in_china(result.made_at)), &result.version);
    Some(view! {
        <section aria-labelledby="corrected" class="stack" data-gap="3">
            <SectionHead id="corrected" title=locale.exam_score_corrected()/>
            <div class="prose"><p>{because}</p><p>{note}</p></div>
            <Stacks caption=locale.exam_score_versions_caption() columns=columns.map(str::to_owned).to_vec()>{rows}</Stacks>
        </section>
    })
}

fn former_row(locale: Locale, former: &FormerResult) -> impl IntoView + use<> {
    let (state, word) = verdict(locale, former.passed);
    let made = former.made_at;
    let shares = former
        .parts
        .iter()
        .map(|(part, share)| {
            let percent = format!("{}%", share.percent());
            view! { <span>{part_words(locale, *part)}" "{percent}</span> }
        })
        .collect_view();
    view! {
        <tr>
            <Cell column=locale.exam_score_verdict()><StateLine state words=word/></Cell>
            <Cell column=locale.exam_score_version_made()><Moment at=made/></Cell>
            <Cell column=locale.exam_score_parts()><span class="bits">{shares}</span></Cell>
        </tr>
    }
}
