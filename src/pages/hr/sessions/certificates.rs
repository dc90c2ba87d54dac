//! Passes that have no certificate yet, and certificates whose pass was taken back by a regrade.

use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::icon::Icon;
use crate::components::section_head::SectionHead;
use crate::domain::attempt::state::Stage;
use crate::domain::id::{AttemptId, PersonId};
use crate::domain::locale::Locale;
use crate::server::services::exam::list_sessions::{Place, SessionBoard};
use leptos::prelude::*;

fn name(locale: Locale, place: &Place) -> String {
    place.person.as_ref().map(|person| person.profile.name_in(locale).to_owned()).unwrap_or_default()
}

fn id(place: &Place) -> Option<AttemptId> {
    place.attempt.as_ref().map(|line| line.id)
}

/// Everybody is ticked: one press issues all, and one certificate is all but that one unticked.
#[component]
pub(super) fn Due(locale: Locale, board: SessionBoard, me: Option<PersonId>) -> impl IntoView {
    let kind = board.session.kind;
    let due = |place: &&Place| place.deserves_certificate(kind);
    let (own, others): (Vec<_>, Vec<_>) =
        board.places.iter().filter(due).partition(|place| me == Some(place.registration.person));
    let own = own.first().map(|place| {
        view! { <p class="small muted">{locale.exam_session_refused(&name(locale, place), &locale.exam_session_due_own())}</p> }
    });
    let count = i64::try_from(others.len()).unwrap_or(i64::MAX);
    let people = others
        .iter()
        .filter_map(|place| {
            let (value, name) = (id(place)?.to_string(), name(locale, place));
            let number = place.person.as_ref().and_then(|person| person.profile.staff_number.clone());
            Some(view! {
                <li>
                    <label class="check">
                        <input type="checkbox" name="attempt" value=value checked=true/>
                        <span>{name}{number.map(|number| view! { " "<small class="inline muted">{number}</small> })}</span>
                    </label>
                </li>
            })
        })
        .collect_view();
    let form = (count > 0).then(|| {
        view! {
            <p class="under">{locale.exam_session_due_lead(count)}</p>
            <form class="certify" id="attempt" tabindex="-1" method="post" action=format!("/sessions/{}", board.session.id)>
                <ul class="plain-list people" aria-labelledby="due">{people}</ul>
                <p class="row"><Submit words=locale.exam_session_issue() weight=Weight::Plain icon=Icon::Arrow/></p>
            </form>
        }
    });
    (count > 0 || own.is_some()).then(|| {
        view! {
            <section aria-labelledby="due">
                <SectionHead id="due" title=locale.exam_session_due()/>
                {form}
                {own}
            </section>
        }
    })
}

/// Whether a certificate stands on a result that is no pass any more.
pub(super) fn is_doubtful(place: &Place) -> bool {
    let failed =
        place.attempt.as_ref().is_some_and(|line| line.stage() == Stage::Released && line.passed == Some(false));
    failed && place.certificate.as_ref().is_some_and(|earned| !earned.revoked)
}

#[component]
pub(super) fn Doubtful(locale: Locale, board: SessionBoard) -> impl IntoView {
    let doubtful: Vec<_> = board.places.iter().filter(|place| is_doubtful(place)).collect();
    let count = i64::try_from(doubtful.len()).unwrap_or(i64::MAX);
    (count > 0).then(|| {
        let people = doubtful
            .into_iter()
            .filter_map(|place| {
                let log = format!("/sessions/{}/log/{}", board.session.id, id(place)?);
                let revoke = format!("/certificates/{}/revoke", place.certificate.as_ref()?.number);
                let name = name(locale, place);
                Some(view! {
                    <li class="row">
                        <a href=log>{locale.exam_session_log_of(&name)}</a>
                        <LinkButton href=revoke words=locale.exam_session_revoke_certificate() weight=Weight::Grave slim=true/>
                    </li>
                })
            })
            .collect_view();
        view! {
            <section aria-labelledby="doubtful">
                <SectionHead id="doubtful" title=locale.exam_session_doubtful()/>
                <p class="under">{locale.exam_session_doubtful_lead(count)}</p>
                <ul class="plain-list">{people}</ul>
            </section>
        }
    })
}
