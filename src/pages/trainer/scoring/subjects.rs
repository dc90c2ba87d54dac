//! What waits for trainers: questions to score, and sessions with results to release.

use super::words;
use crate::components::empty::Empty;
use crate::components::icon::Icon;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::table::{Cell, Stacks};
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::hr::sessions::words as session_words;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::services::ServiceError;
use crate::server::services::exam::list_scripts::list_subjects;
use crate::server::services::exam::list_sessions::{SessionLine, list_sessions};
use crate::server::services::exam::regrade::corrected;
use crate::server::state::AppState;
use crate::server::storage::script::Waiting;
use leptos::prelude::*;

/// More sessions than this are on the page of sessions.
const SESSIONS: i64 = 100;

#[component]
pub fn ScoringPage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move {
            let (state, account) = (&asked.state, asked.account()?);
            let subjects = list_subjects(state, account).await?;
            let (mut sessions, _) = list_sessions(state, account, SESSIONS, 0).await?;
            sessions.retain(|line| line.stages.scored > 0);
            Ok::<_, ServiceError>((subjects, sessions, corrected(state, account).await?.len()))
        }
    };
    load(loading, move |(subjects, sessions, corrected)| {
        let locale = asked.locale;
        let list = if subjects.is_empty() {
            view! { <Empty icon=Icon::Edit title=locale.scoring_empty_title() words=locale.scoring_empty()/> }
                .into_any()
        } else {
            view! { <Subjects locale state=asked.state subjects/> }.into_any()
        };
        let corrected = i64::try_from(corrected).unwrap_or(i64::MAX);
        let corrected = (corrected > 0).then(|| {
            view! { <span class="muted small">{locale.scoring_regrade_corrected(corrected)}</span> }
        });
        view! {
            <Framed title=locale.scoring_title() room=Room::Scoring>
                <header class="stack">
                    <h1>{locale.scoring_title()}</h1>
                    <p class="lead">{locale.scoring_lead()}</p>
                </header>
                <div>{list}</div>
                <Releases locale sessions/>
                <p class="row part">
                    <a href="/sessions">{locale.exam_session_title()}</a>
                    <a href="/regrade">{locale.scoring_regrade()}</a>
                    {corrected}
                </p>
            </Framed>
        }
    })
}

#[component]
fn Subjects(locale: Locale, state: AppState, subjects: Vec<Waiting>) -> impl IntoView {
    let columns = [locale.scoring_subject(), locale.scoring_level(), locale.scoring_waiting(), locale.scoring_done()];
    let rows = subjects
        .into_iter()
        .map(|line| {
            let (title, kind) = words::subject(&state, locale, &line.subject);
            let level = locale.level(line.level());
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("/scoring/{}", line.subject)>{title}</a>
                        <small>{kind}</small>
                    </th>
                    <Cell column=locale.scoring_level()>{level}</Cell>
                    <Cell column=locale.scoring_waiting()><b>{line.waiting}</b></Cell>
                    <Cell column=locale.scoring_done()>{line.scored}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! { <Stacks caption=locale.scoring_title() columns=columns.map(str::to_owned).to_vec()>{rows}</Stacks> }
}

#[component]
fn Releases(locale: Locale, sessions: Vec<SessionLine>) -> impl IntoView {
    (!sessions.is_empty()).then(|| {
        let lines = sessions
            .into_iter()
            .map(|line| {
                let name = session_words::name(locale, &line.session);
                let name = if line.session.title.is_empty() { name } else { format!("{name} {}", line.session.title) };
                let words = locale.scoring_release_of(&line.stages.scored, &name);
                view! { <li><a href=format!("/sessions/{}", line.session.id)>{words}</a></li> }
            })
            .collect_view();
        view! {
            <section aria-labelledby="release">
                <SectionHead id="release" title=locale.scoring_release_title()/>
                <ul class="plain-list under">{lines}</ul>
            </section>
        }
    })
}
