//! The claims that wait for a check.

use crate::components::empty::Empty;
use crate::components::icon::Icon;
use crate::components::page::Room;
use crate::components::table::{Cell, Stacks};
use crate::domain::eligibility::change::LevelChange;
use crate::domain::eligibility::proof::Standing;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::pages::staff::document::DocumentLink;
use crate::pages::staff::words;
use crate::server::clock::day_in_china;
use crate::server::services::people::verification_queue::{Waiting, verification_queue};
use chrono::NaiveDate;
use leptos::prelude::*;

#[component]
pub fn VerificationPage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move { verification_queue(&asked.state, asked.account()?).await }
    };
    load(loading, move |queue| view! { <Queue locale=asked.locale today=asked.today() queue/> })
}

#[component]
fn Queue(locale: Locale, today: NaiveDate, queue: Vec<Waiting>) -> impl IntoView {
    let count = i64::try_from(queue.len()).unwrap_or(i64::MAX);
    let (lead, list) = if queue.is_empty() {
        let empty = view! { <Empty icon=Icon::File title=locale.claim_empty_title() words=locale.claim_empty()/> };
        (locale.claim_lead_none().to_owned(), empty.into_any())
    } else {
        let columns = [
            locale.claim_person(),
            locale.claim_what(),
            locale.claim_effect(),
            locale.claim_document(),
            locale.claim_since(),
            locale.claim_action(),
        ];
        let rows = queue.into_iter().map(|waiting| view! { <Row locale today waiting/> }).collect_view();
        let table = view! {
            <Stacks caption=locale.claim_title() columns=columns.map(str::to_owned).to_vec()>{rows}</Stacks>
        };
        (locale.claim_lead(count), table.into_any())
    };
    view! {
        <Framed title=locale.claim_title() room=Room::Verification class="page wide">
            <header class="stack">
                <h1>{locale.claim_title()}</h1>
                <p class="lead">{lead}</p>
            </header>
            <div class="part">{list}</div>
        </Framed>
    }
}

#[component]
fn Row(locale: Locale, today: NaiveDate, waiting: Waiting) -> impl IntoView {
    let Waiting { person, entry, document, effect, own } = waiting;
    let name = person.profile.name_in(locale).to_owned();
    let what = words::title(locale, &entry.details);
    let remark = words::remark(locale, &entry.details);
    let days = words::when(locale, &entry.details, today);
    let action = if own {
        view! { <span class="muted">{locale.claim_own()}</span> }.into_any()
    } else {
        let label = locale.claim_check_of(&name, &what);
        let href = format!("/verification/{}/{}", entry.id.kind(), entry.id);
        view! { <a href=href aria-label=label>{locale.claim_check()}</a> }.into_any()
    };
    view! {
        <tr>
            <Cell column=locale.claim_person()>
                <span>
                    <a href=format!("/people/{}", person.id)>{name}</a>
                    <small class="block muted">{person.profile.department}</small>
                </span>
            </Cell>
            <Cell column=locale.claim_what()>
                <span>
                    {what}
                    <small class="block muted">{[Some(days.as_str()), remark].into_iter().flatten().collect::<Vec<_>>().join(locale.staff_comma())}</small>
                </span>
            </Cell>
            <Cell column=locale.claim_effect()><Effect locale effect/></Cell>
            <Cell column=locale.claim_document()><DocumentLink locale document/></Cell>
            <Cell column=locale.claim_since()>{day_in_china(entry.created_at).to_string()}</Cell>
            <Cell column=locale.claim_action()>{action}</Cell>
        </tr>
    }
}

/// What verifying the claim would change, level by level.
#[component]
pub fn Effect(locale: Locale, effect: Vec<LevelChange>) -> impl IntoView {
    // That an open level would have been open earlier changes nothing for anybody.
    let opens = |standing: Standing| matches!(standing, Standing::Met { .. });
    let effect: Vec<_> = effect.into_iter().filter(|change| !(opens(change.before) && opens(change.after))).collect();
    if effect.is_empty() {
        return view! { <span class="muted">{locale.claim_no_effect()}</span> }.into_any();
    }
    let lines = effect.iter().map(|change| view! { <li>{in_words(locale, change)}</li> }).collect_view();
    view! { <ul class="plain-list">{lines}</ul> }.into_any()
}

fn in_words(locale: Locale, change: &LevelChange) -> String {
    let level = locale.level(change.level);
    match (change.after, change.days()) {
        (Standing::Met { .. }, _) => locale.claim_opens(&level),
        (_, Some(days)) if days < 0 => locale.claim_earlier(&level, -days),
        (_, Some(days)) => locale.claim_later(&level, days),
        (Standing::Waiting { until }, None) => locale.claim_opens_from(&until, &level),
        (Standing::Unverified { .. } | Standing::Lapsed { .. } | Standing::Unmet, None) => level,
    }
}
