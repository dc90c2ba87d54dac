//! The answers to one question, by number only: where scoring goes on, and what can still be changed.

use super::words;
use crate::api::failure::Failure;
use crate::components::button::{LinkButton, Weight};
use crate::components::icon::Icon;
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::ruler::{Measure, Ruler};
use crate::components::section_head::SectionHead;
use crate::components::state::{State, StateLine};
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::services::exam::list_scripts::{ScriptLine, list_row};
use leptos::prelude::*;

#[component]
pub fn RowPage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move {
            let subject: String = asked.path("subject")?;
            let row = list_row(&asked.state, asked.account()?, &subject).await?;
            if row.is_empty() { Err(Failure::NotFound) } else { Ok((subject, row)) }
        }
    };
    load(loading, move |(subject, row)| view! { <Row asked subject row/> })
}

#[component]
fn Row(asked: Asked, subject: String, row: Vec<ScriptLine>) -> impl IntoView {
    let locale = asked.locale;
    let (title, kind) = words::subject(&asked.state, locale, &subject);
    let (done, total) = (row.iter().filter(|line| line.scored).count(), row.len());
    let measure = Measure::whole(f64::from(count(done)), count(total));
    let next = row.iter().find(|line| !line.scored).map(|line| format!("/scoring/{subject}/{}", line.id));
    let first = row.first().map(|line| format!("/scoring/{subject}/{}", line.id)).unwrap_or_default();
    let step = match next {
        Some(href) => view! { <LinkButton href words=locale.scoring_go_on() weight=Weight::Primary icon=Icon::Arrow/> },
        None => {
            view! { <LinkButton href=first words=locale.scoring_look_again() weight=Weight::Plain icon=Icon::Arrow/> }
        }
    };
    let all = (done == total).then(|| view! { <Notice state=State::Met title=locale.scoring_all_done()/> });
    let scripts = (1..).zip(row).map(|(number, line)| script(locale, &subject, number, line)).collect_view();
    view! {
        <Framed title=title.clone() room=Room::Scoring>
            <header class="stack">
                <p class="label bits"><a href="/scoring">{locale.scoring_back()}</a><span>{kind}</span></p>
                <h1 class="h4">{title}</h1>
                <p>{locale.scoring_progress(&done, &total)}</p>
                <Ruler measure/>
            </header>
            {all}
            <p class="row">{step}</p>
            <section aria-labelledby="scripts">
                <SectionHead id="scripts" title=locale.scoring_scripts()/>
                <ol class="plain-list scripts under">{scripts}</ol>
            </section>
        </Framed>
    }
}

fn count(things: usize) -> u32 {
    u32::try_from(things).unwrap_or(u32::MAX)
}

fn script(locale: Locale, subject: &str, number: usize, line: ScriptLine) -> impl IntoView + use<> {
    let (state, words) = if line.scored {
        (State::Saved, locale.scoring_script_scored())
    } else {
        (State::Unmet, locale.scoring_script_waiting())
    };
    view! {
        <li>
            <a href=format!("/scoring/{subject}/{}", line.id)>{locale.scoring_script_number(&number)}</a>
            <StateLine state words/>
        </li>
    }
}
