//! One session before the exam: the rules to read, booking, and the start.

use super::words::{exam_words, part_words, refusal_words};
use super::{no_script, refusal, standing};
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::icon::Icon;
use crate::components::mark::Mark;
use crate::components::moment::{Moment, minute};
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::rungs::RungsGlyph;
use crate::components::section_head::SectionHead;
use crate::components::state::{State, StateLine};
use crate::components::table::{Cell, Fact, Facts, Stacks};
use crate::domain::attempt::registration::RegistrationState;
use crate::domain::attempt::state::Stage;
use crate::domain::attempt::timing::{ExtraTime, PAUSE};
use crate::domain::form::{PartKind, Release};
use crate::domain::id::ExamSessionId;
use crate::domain::locale::Locale;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::form::Form;
use crate::server::services::exam::list_mine::{MySession, read_mine};
use crate::server::services::exam::refusal::Refusal;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

#[component]
pub fn ExamSessionPage() -> impl IntoView {
    let asked = Asked::of_context();
    let (locale, now, form) = (asked.locale, asked.state.clock.now(), asked.form.clone());
    let loading = async move {
        let session: ExamSessionId = asked.path("session")?;
        read_mine(&asked.state, asked.person()?, session).await
    };
    load(loading, move |mine| {
        let exam = exam_words(locale, mine.session.kind, mine.session.level);
        view! {
            <Framed title=exam.clone() room=Room::Exams class="page split">{shown(locale, exam, &mine, &form, now)}</Framed>
        }
    })
}

fn shown(locale: Locale, exam: String, mine: &MySession, sent: &Form, now: DateTime<Utc>) -> impl IntoView + use<> {
    let session = &mine.session;
    let level = session.level;
    let (state, word) = standing(locale, mine);
    let title = (!session.title.is_empty()).then(|| view! { <span>{session.title.clone()}</span> });
    view! {
        <div class="stack" data-gap="6">
            <ErrorSummary locale problems=problems(sent, locale)/>
            <header class="stack" data-gap="3">
                <p class="label"><a href="/exams">{locale.exam_score_all()}</a></p>
                <h1 class="with-mark"><RungsGlyph level size=36/>{exam}</h1>
                <p class="lead">{mine.form.about.get(locale).to_owned()}</p>
                <p class="bits small">{title}<StateLine state words=word/></p>
            </header>
            {parts(locale, mine)}
            {rules(locale, mine)}
            {next(locale, mine, sent, now)}
        </div>
        <aside class="stack" data-gap="6">{facts(locale, mine)}</aside>
    }
}

fn extra(mine: &MySession) -> ExtraTime {
    mine.registration.as_ref().map_or(ExtraTime::NONE, |place| place.extra)
}

fn parts(locale: Locale, mine: &MySession) -> impl IntoView + use<> {
    let extra = extra(mine);
    let columns =
        [locale.exam_rules_part(), locale.exam_rules_time(), locale.exam_rules_cut(), locale.exam_rules_why()];
    let rows = mine
        .form
        .parts
        .iter()
        .map(|part| {
            let minutes = extra.allow(part.minutes()).num_minutes();
            let added = minutes - i64::from(part.minutes());
            let added = (added > 0).then(|| view! { " "<small class="muted">{locale.exam_rules_added(added)}</small> });
            let (cut, why) = (format!("{}%", part.cut().percent), part.cut().reason.get(locale).to_owned());
            view! {
                <tr>
                    <th scope="row">{part_words(locale, part.kind())}</th>
                    <Cell column=locale.exam_rules_time()><span>{locale.exam_minutes(minutes)}{added}</span></Cell>
                    <Cell column=locale.exam_rules_cut()>{cut}</Cell>
                    <Cell column=locale.exam_rules_why()><small>{why}</small></Cell>
                </tr>
            }
        })
        .collect_view();
    let total = locale.exam_rules_total(&total(locale, mine));
    let more = (extra != ExtraTime::NONE)
        .then(|| view! { <p class="small under">{locale.exam_rules_extra(&extra.as_percent())}</p> });
    view! {
        <section class="parts" aria-labelledby="parts">
            <SectionHead id="parts" title=locale.exam_rules_parts()><span class="muted">{total}</span></SectionHead>
            <Stacks caption=locale.exam_rules_parts() columns=columns.map(str::to_owned).to_vec()>{rows}</Stacks>
            {more}
        </section>
    }
}

fn total(locale: Locale, mine: &MySession) -> String {
    let extra = extra(mine);
    locale.exam_minutes(mine.form.parts.iter().map(|part| extra.allow(part.minutes()).num_minutes()).sum())
}

fn rules(locale: Locale, mine: &MySession) -> impl IntoView + use<> {
    let conduct = mine.form.conduct;
    let several = mine.form.parts.len() > 1;
    let by_people = mine.form.parts.iter().any(|part| part.kind() != PartKind::Theory);
    let pause = locale.exam_minutes(PAUSE.num_minutes());
    let release = match conduct.release {
        Release::ScoreOnly => locale.exam_rules_release_score(),
        Release::ByCompetency => locale.exam_rules_release_competency(),
        Release::ItemsWithoutKeys => locale.exam_rules_release_items(),
        Release::FullFeedback => locale.exam_rules_release_full(),
    };
    let order = if several { locale.exam_rules_order() } else { locale.exam_rules_order_one() };
    let rules = [
        Some(order.to_owned()),
        several.then(|| locale.exam_rules_pause(&pause)),
        Some(locale.exam_rules_clock().to_owned()),
        Some(locale.exam_rules_grace(&conduct.grace_seconds)),
        Some(locale.exam_rules_saving().to_owned()),
        Some(locale.exam_rules_connection().to_owned()),
        Some(locale.exam_rules_right_or_wrong().to_owned()),
        by_people.then(|| locale.exam_rules_people().to_owned()),
        Some(release.to_owned()),
        Some(locale.exam_rules_kept().to_owned()),
    ];
    let rules = rules.into_iter().flatten().map(|rule| view! { <li>{rule}</li> }).collect_view();
    view! {
        <section aria-labelledby="rules">
            <SectionHead id="rules" title=locale.exam_rules_title()><span class="muted">{locale.exam_rules_lead()}</span></SectionHead>
            <ol class="known rules">{rules}</ol>
            <p class="small under"><a href="/privacy">{locale.exam_rules_privacy()}</a></p>
        </section>
    }
}

fn facts(locale: Locale, mine: &MySession) -> impl IntoView + use<> {
    let (session, conduct) = (&mine.session, mine.form.conduct);
    let (opens, closes) = (session.opens_at, session.closes_at);
    let seats = match session.free_seats() {
        0 => locale.exam_seats_none().to_owned(),
        free => locale.exam_seats(i64::from(free)),
    };
    let left = conduct.attempts.saturating_sub(mine.used);
    let attempts = locale.exam_rules_attempts_left(&left, &conduct.attempts);
    let cooldown = match conduct.cooldown_days {
        0 => locale.exam_rules_no_cooldown().to_owned(),
        days => locale.exam_rules_cooldown(i64::from(days)),
    };
    view! {
        <Facts>
            <Fact term=locale.exam_window_term()><Moment at=opens/>" – "<Moment at=closes/></Fact>
            <Fact term=locale.exam_rules_seats_term()>{seats}</Fact>
            <Fact term=locale.exam_rules_attempts()>{attempts}</Fact>
            <Fact term=locale.exam_rules_cooldown_term()>{cooldown}</Fact>
        </Facts>
    }
}

/// The one thing to do now: book, start, go on, read the result; or why nothing goes.
fn next(locale: Locale, mine: &MySession, sent: &Form, now: DateTime<Utc>) -> AnyView {
    if let Some(line) = &mine.attempt {
        let (href, words) = match line.stage() {
            Stage::InProgress => (format!("/sitting/{}", line.id), locale.exam_go_on()),
            Stage::Released => (format!("/results/{}", line.id), locale.exam_read_result()),
            Stage::Registered | Stage::Submitted | Stage::Expired | Stage::AwaitingScoring | Stage::Scored => {
                (format!("/results/{}", line.id), locale.exam_what_now())
            }
        };
        let link = view! { <LinkButton href words weight=Weight::Primary icon=Icon::Arrow/> };
        return view! { <p class="row part">{link}</p> }.into_any();
    }
    let path = format!("/exams/{}", mine.session.id);
    match &mine.registration {
        Some(place) if place.state == RegistrationState::Revoked => {
            refused(locale, refusal_words(locale, &revoked(), now), false)
        }
        Some(_) => booked(locale, mine, path, sent, now),
        None if now >= mine.session.closes_at => refused(locale, closed(locale, mine, now), false),
        None => match &mine.booking {
            Err(why) => refused(locale, refusal_words(locale, why, now), matches!(why, Refusal::Ineligible { .. })),
            Ok(()) if mine.session.free_seats() == 0 => {
                refused(locale, refusal_words(locale, &Refusal::Full, now), false)
            }
            Ok(()) => {
                // A place can be taken before the waiting time is over; the start must wait for it.
                let not_yet = mine.entry.as_ref().err().map(|why| refusal_words(locale, why, now));
                book(locale, path, not_yet).into_any()
            }
        },
    }
}

fn revoked() -> Refusal {
    Refusal::Registration(crate::domain::attempt::registration::RegistrationRefused::Revoked)
}

fn closed(locale: Locale, mine: &MySession, now: DateTime<Utc>) -> String {
    let session = &mine.session;
    refusal_words(locale, &Refusal::NotOpen { opens_at: session.opens_at, closes_at: session.closes_at }, now)
}

fn refused(locale: Locale, words: String, to_eligibility: bool) -> AnyView {
    view! {
        <Notice state=State::Waiting title=locale.exam_refused_title()>
            <p>{words}</p>
            {to_eligibility.then(|| view! { <p><a href="/eligibility">{locale.exam_to_eligibility()}</a></p> })}
        </Notice>
    }
    .into_any()
}

fn book(locale: Locale, path: String, not_yet: Option<String>) -> impl IntoView {
    view! {
        <section class="part stack" data-gap="3" aria-labelledby="book">
            <SectionHead id="book" title=locale.exam_book_title()/>
            {not_yet.map(|words| view! { <p>{words}</p> })}
            <form class="row" method="post" action=path>
                <Submit words=locale.exam_book_button() weight=Weight::Primary name="do" value="book" icon=Icon::Arrow/>
                <span class="small muted">{locale.exam_book_note()}</span>
            </form>
        </section>
    }
}

fn booked(locale: Locale, mine: &MySession, path: String, sent: &Form, now: DateTime<Utc>) -> AnyView {
    let begin = if mine.can_start(now) {
        start(locale, mine, path.clone(), sent).into_any()
    } else if let Some(words) = refusal(locale, mine, now) {
        refused(locale, words, false)
    } else if now >= mine.session.closes_at {
        refused(locale, closed(locale, mine, now), false)
    } else {
        let starts = locale.exam_book_starts(&minute(mine.session.opens_at));
        view! { <Notice state=State::Met title=locale.exam_book_done()><p>{starts}</p></Notice> }.into_any()
    };
    let over = now >= mine.session.closes_at;
    let give_back = (!over).then(|| {
        view! {
            <form class="row" method="post" action=path>
                <Submit words=locale.exam_book_give_back() weight=Weight::Grave slim=true name="do" value="give-back"/>
                <span class="small muted">{locale.exam_book_give_back_note()}</span>
            </form>
        }
    });
    view! { <div class="stack" data-gap="5">{begin}{give_back}</div> }.into_any()
}

fn start(locale: Locale, mine: &MySession, path: String, sent: &Form) -> impl IntoView + use<> {
    let problem = sent.problem_of("read", locale);
    let described = problem.is_some().then_some("read-why");
    let invalid = problem.is_some().then_some("true");
    let marked = problem.is_some().then_some("");
    let problem = problem.map(|words| view! { <p class="why" id="read-why"><Mark state=State::Problem/>{words}</p> });
    let note = locale.exam_start_note(&total(locale, mine));
    let ticked = sent.ticked("read");
    view! {
        <section class="part stack" data-gap="3" aria-labelledby="start">
            <SectionHead id="start" title=locale.exam_start_title()><span class="muted">{note}</span></SectionHead>
            {no_script(locale)}
            <form class="stack needs-script" data-gap="3" method="post" action=path novalidate>
                <div class="field" data-problem=marked>
                    {problem}
                    <div class="checks">
                        <label class="check">
                            <input id="read" type="checkbox" name="read" value="yes" checked=ticked aria-describedby=described aria-invalid=invalid/>
                            <span>{locale.exam_start_confirm()}</span>
                        </label>
                    </div>
                </div>
                <p class="row">
                    <Submit words=locale.exam_start_button() weight=Weight::Primary name="do" value="start" icon=Icon::Arrow/>
                </p>
            </form>
        </section>
    }
}
