//! The board's table: everybody with a place, and how far each is.

use super::certificates::is_doubtful;
use super::words;
use crate::components::empty::Empty;
use crate::components::icon::Icon;
use crate::components::moment::minute;
use crate::components::pager::{PageOf, Pager};
use crate::components::section_head::SectionHead;
use crate::components::state::{State, StateLine};
use crate::components::table::{Cell, Stacks};
use crate::domain::attempt::registration::RegistrationState;
use crate::domain::attempt::state::Stage;
use crate::domain::attempt::timing::remaining_ms;
use crate::domain::locale::Locale;
use crate::server::services::exam::list_sessions::{Place, SessionBoard};
use crate::server::storage::attempt_line::Line;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

/// Rows on a page.
const SIZE: u32 = 100;

/// Which of the places are shown. The order is the board's: what goes on now comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Show {
    All,
    Sitting,
    Scoring,
    Registered,
    Done,
    Revoked,
}

impl Show {
    const ALL: [Self; 6] = [Self::All, Self::Sitting, Self::Scoring, Self::Registered, Self::Done, Self::Revoked];

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Sitting => "sitting",
            Self::Scoring => "scoring",
            Self::Registered => "registered",
            Self::Done => "done",
            Self::Revoked => "revoked",
        }
    }

    /// Anything unknown is everything.
    pub(super) fn read(word: &str) -> Self {
        Self::ALL.into_iter().find(|show| show.id() == word).unwrap_or(Self::All)
    }

    fn word(self, locale: Locale) -> &'static str {
        match self {
            Self::All => locale.exam_session_show_all(),
            Self::Sitting => locale.exam_session_state_sitting(),
            Self::Scoring => locale.exam_session_show_scoring(),
            Self::Registered => locale.exam_session_state_registered(),
            Self::Done => locale.exam_session_show_done(),
            Self::Revoked => locale.exam_session_show_revoked(),
        }
    }

    /// Where a place belongs.
    fn of(place: &Place) -> Self {
        match place.attempt.as_ref().map(Line::stage) {
            None if place.registration.state == RegistrationState::Revoked => Self::Revoked,
            None | Some(Stage::Registered) => Self::Registered,
            Some(Stage::InProgress) => Self::Sitting,
            Some(Stage::Submitted | Stage::Expired | Stage::AwaitingScoring | Stage::Scored) => Self::Scoring,
            Some(Stage::Released) => Self::Done,
        }
    }
}

#[component]
pub(super) fn PlaceTable(locale: Locale, board: SessionBoard, show: Show, page: u32) -> impl IntoView {
    let SessionBoard { session, at, mut places, .. } = board;
    let path = format!("/sessions/{}", session.id);
    let body = if places.is_empty() {
        let (title, words) = (locale.exam_session_no_places_title(), locale.exam_session_no_places());
        view! { <Empty icon=Icon::Person title words/> }.into_any()
    } else {
        let tabs = tabs(locale, &path, &places, show);
        places.retain(|place| show == Show::All || Show::of(place) == show);
        places.sort_by_key(|place| (Show::of(place), place.person.as_ref().map(|person| person.profile.name.clone())));
        let place = PageOf::asked(page, SIZE, places.len());
        let rows = table(locale, &path, place.rows(places).collect(), at);
        let href = move |page: u32| format!("{path}?show={}&page={page}", show.id());
        let pager = (place.pages() > 1).then(|| view! { <Pager locale place href/> });
        view! { {tabs}{rows}{pager} }.into_any()
    };
    view! {
        <section aria-labelledby="places">
            <SectionHead id="places" title=locale.exam_session_places()/>
            {body}
        </section>
    }
}

fn tabs(locale: Locale, path: &str, places: &[Place], show: Show) -> impl IntoView + use<> {
    let links = Show::ALL
        .map(|entry| {
            let count = places.iter().filter(|place| entry == Show::All || Show::of(place) == entry).count();
            let href = if entry == Show::All { path.to_owned() } else { format!("{path}?show={}", entry.id()) };
            let current = (entry == show).then_some("true");
            view! { <a href=href aria-current=current>{entry.word(locale)}<b>{count}</b></a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=locale.exam_session_show()>{links}</nav> }
}

fn table(locale: Locale, path: &str, places: Vec<Place>, at: DateTime<Utc>) -> AnyView {
    if places.is_empty() {
        return view! { <p class="muted under">{locale.exam_session_nobody_so()}</p> }.into_any();
    }
    let columns = [
        locale.exam_session_person(),
        locale.exam_session_state(),
        locale.exam_session_progress(),
        locale.exam_session_remaining(),
        locale.exam_session_seen(),
        locale.exam_session_extra(),
        locale.exam_session_action(),
    ];
    let rows = places.into_iter().map(|place| row(locale, path, &place, at)).collect_view();
    view! { <Stacks caption=locale.exam_session_places() columns=columns.map(str::to_owned).to_vec()>{rows}</Stacks> }
        .into_any()
}

fn row(locale: Locale, path: &str, place: &Place, at: DateTime<Utc>) -> impl IntoView + use<> {
    let id = place.registration.id;
    let profile = place.person.as_ref().map(|person| person.profile.clone());
    let name = profile.as_ref().map(|profile| profile.name_in(locale).to_owned()).unwrap_or_default();
    let number = profile.and_then(|profile| profile.staff_number);
    let (state, words) = state(locale, place);
    let running = place.attempt.as_ref().filter(|line| line.stage() == Stage::InProgress);
    let progress = running.map(|line| {
        let part = line.open_part().map_or(locale.exam_session_pause(), |part| words::part(locale, part));
        let answered = place.progress.map_or(0, |progress| progress.answered);
        let answered = place.asked.map(|asked| locale.exam_session_answered(&answered, &asked));
        view! { {part}{answered.map(|words| view! { <small class="block muted">{words}</small> })} }
    });
    let remaining = running.and_then(Line::ends_at).map(|ends_at| match remaining_ms(ends_at, at) {
        0 => locale.exam_session_time_up().to_owned(),
        left => locale.exam_session_minutes_left(&left.div_ceil(60_000)),
    });
    let seen = place.attempt.as_ref().map(|line| {
        let saved = place.progress.map(|progress| progress.last_saved_at);
        line.ended_at.unwrap_or_else(|| saved.map_or(line.seen_at, |saved| saved.max(line.seen_at)))
    });
    let extra = place.registration.extra.as_percent();
    let extra = (extra > 0).then(|| locale.exam_session_extra_percent(&extra));
    let log = place.attempt.as_ref().map(|line| {
        let whose = name.clone();
        view! { <a href=format!("{path}/log/{}", line.id)>{locale.exam_session_log()}<span class="sr">" "{whose}</span></a> }
    });
    let certificate = place.certificate.as_ref().map(|earned| {
        view! { <a href=format!("/certificates/{}", earned.number)>{earned.number.to_string()}</a> }
    });
    let links = (log.is_some() || certificate.is_some()).then(|| view! { <span class="row">{log}{certificate}</span> });
    view! {
        <tr id=format!("place-{id}")>
            <th scope="row">
                <a href=format!("{path}/places/{id}")>{name.clone()}</a>
                {number.map(|number| view! { <small>{number}</small> })}
            </th>
            <Cell column=locale.exam_session_state()><StateLine state words/></Cell>
            <Cell column=locale.exam_session_progress()>{progress.map(|words| view! { <span>{words}</span> })}</Cell>
            <Cell column=locale.exam_session_remaining()>{remaining}</Cell>
            <Cell column=locale.exam_session_seen()>{seen.map(minute)}</Cell>
            <Cell column=locale.exam_session_extra()>{extra}</Cell>
            <Cell column=locale.exam_session_action()>{links}</Cell>
        </tr>
    }
}

fn state(locale: Locale, place: &Place) -> (State, &'static str) {
    let Some(line) = &place.attempt else {
        return match place.registration.state {
            RegistrationState::Revoked => (State::Revoked, locale.exam_session_state_revoked()),
            RegistrationState::Registered | RegistrationState::Started => {
                (State::Waiting, locale.exam_session_state_registered())
            }
        };
    };
    match line.stage() {
        Stage::Registered => (State::Waiting, locale.exam_session_state_registered()),
        Stage::InProgress => (State::Learning(share(place)), locale.exam_session_state_sitting()),
        Stage::Submitted | Stage::Expired => (State::Saved, locale.exam_session_state_handed_in()),
        Stage::AwaitingScoring => (State::Saved, locale.exam_session_state_awaiting()),
        Stage::Scored => (State::Saved, locale.exam_session_state_scored()),
        Stage::Released if is_doubtful(place) => (State::Problem, locale.exam_session_state_doubtful()),
        Stage::Released => match (&place.certificate, line.passed) {
            (Some(earned), _) if earned.revoked => (State::Revoked, locale.exam_session_state_certificate_revoked()),
            (Some(_), _) => (State::Certified, locale.exam_session_state_certified()),
            (None, Some(true)) => (State::Met, locale.exam_session_state_passed()),
            (None, Some(false) | None) => (State::Unmet, locale.exam_session_state_failed()),
        },
    }
}

/// How much of the paper has an answer, in percent.
fn share(place: &Place) -> u8 {
    let asked = place.asked.unwrap_or(0).max(1);
    let answered = place.progress.map_or(0, |progress| usize::try_from(progress.answered).unwrap_or(0));
    u8::try_from(answered * 100 / asked).unwrap_or(100).min(100)
}
