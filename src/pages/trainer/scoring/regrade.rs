//! Regrading after a corrected key: which items, what it would change, and doing it with a reason.

use super::words::short;
use crate::components::button::{Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::TextArea;
use crate::components::icon::{Glyph, Icon};
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::State;
use crate::components::table::{Fact, Facts};
use crate::domain::item::{ItemId, Usage};
use crate::domain::locale::Locale;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::content::markdown;
use crate::server::services::exam::regrade::{Corrected, Preview, corrected, preview};
use crate::server::state::AppState;
use leptos::prelude::*;

/// So many items that fit a search are shown.
const FOUND: usize = 20;

#[component]
pub fn RegradesPage() -> impl IntoView {
    let asked = Asked::of_context();
    let search = asked.query("q").to_owned();
    let loading = {
        let asked = asked.clone();
        async move { corrected(&asked.state, asked.account()?).await }
    };
    load(loading, move |corrected| {
        let locale = asked.locale;
        let found =
            (!search.is_empty()).then(|| view! { <Found locale state=asked.state.clone() search=search.clone()/> });
        view! {
            <Framed title=locale.scoring_regrade_title() room=Room::Scoring>
                <header class="stack">
                    <p class="label"><a href="/scoring">{locale.scoring_title()}</a></p>
                    <h1>{locale.scoring_regrade_title()}</h1>
                    <p class="lead">{locale.scoring_regrade_lead()}</p>
                </header>
                <form class="filters" method="get" action="/regrade" role="search">
                    <p class="find">
                        <label class="sr" for="q">{locale.scoring_regrade_search()}</label>
                        <Glyph icon=Icon::Search/>
                        <input id="q" name="q" type="search" placeholder=locale.scoring_regrade_search() value=search/>
                    </p>
                    <Submit words=locale.scoring_regrade_find() slim=true/>
                </form>
                {found}
                <Old locale state=asked.state corrected/>
            </Framed>
        }
    })
}

/// Items that were corrected since results were made by them.
#[component]
fn Old(locale: Locale, state: AppState, corrected: Vec<Corrected>) -> impl IntoView {
    let list = if corrected.is_empty() {
        view! { <p class="muted under">{locale.scoring_regrade_corrected_none()}</p> }.into_any()
    } else {
        let lines = corrected
            .into_iter()
            .map(|line| {
                let results = i64::try_from(line.results).unwrap_or(i64::MAX);
                let more = locale.scoring_regrade_results(results);
                view! { <li><ItemLink locale state=state.clone() item=line.item/><small class="block muted">{more}</small></li> }
            })
            .collect_view();
        view! { <ul class="plain-list items under">{lines}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="corrected">
            <SectionHead id="corrected" title=locale.scoring_regrade_corrected_title()/>
            {list}
        </section>
    }
}

#[component]
fn Found(locale: Locale, state: AppState, search: String) -> impl IntoView {
    let wanted = search.to_lowercase();
    let fits = |text: &str| text.to_lowercase().contains(&wanted);
    let live = state.curriculum.live();
    let items = live.items().map(|unit| &unit.content);
    let items = items.filter(|item| item.usage == Usage::Exam);
    let found: Vec<ItemId> = items
        .filter(|item| fits(item.id.as_str()) || fits(&item.stem.zh) || fits(&item.stem.en))
        .map(|item| item.id.clone())
        .take(FOUND)
        .collect();
    let list = if found.is_empty() {
        view! { <p class="muted under">{locale.scoring_regrade_found_none()}</p> }.into_any()
    } else {
        let lines =
            found.into_iter().map(|item| view! { <li><ItemLink locale state=state.clone() item/></li> }).collect_view();
        view! { <ul class="plain-list items under">{lines}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="found">
            <SectionHead id="found" title=locale.scoring_regrade_found()/>
            {list}
        </section>
    }
}

#[component]
fn ItemLink(locale: Locale, state: AppState, item: ItemId) -> impl IntoView {
    let words = state.curriculum.live().item(&item).map(|unit| short(unit.content.stem.get(locale)));
    view! {
        <a href=format!("/regrade/{item}")>{words.unwrap_or_else(|| item.to_string())}</a>
        <small class="block muted"><code>{item.to_string()}</code></small>
    }
}

#[component]
pub fn RegradePage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move { preview(&asked.state, asked.account()?, &asked.path::<ItemId>("item")?).await }
    };
    load(loading, move |preview| view! { <Confirm asked preview/> })
}

#[component]
fn Confirm(asked: Asked, preview: Preview) -> impl IntoView {
    let (locale, form) = (asked.locale, asked.form.clone());
    let stem = asked.state.curriculum.live().item(&preview.item).map(|unit| unit.content.stem.get(locale).to_owned());
    let people = move |things: usize| locale.scoring_regrade_people(i64::try_from(things).unwrap_or(i64::MAX));
    let done = (!form.was_sent()).then(|| asked.query("made").parse::<i64>().ok()).flatten();
    let done = done.map(|made| view! { <Notice state=State::Met title=locale.scoring_regrade_done(made)/> });
    let own = preview.own.then(|| view! { <Notice state=State::Unverified title=locale.scoring_regrade_own()/> });
    let certified = (preview.certified > 0).then(|| {
        view! { <Fact term=locale.scoring_regrade_certified()>{people(preview.certified)}</Fact> }
    });
    let step = if preview.changed == 0 {
        view! { <p>{locale.scoring_regrade_same()}</p> }.into_any()
    } else {
        view! {
            <form class="form" method="post" action=format!("/regrade/{}", preview.item) novalidate=true>
                <input type="hidden" name="hash" value=preview.hash.to_string()/>
                <TextArea locale name="reason" label=locale.scoring_regrade_reason() hint=locale.scoring_regrade_reason_hint()
                    required=true rows=3 value=form.raw("reason").to_owned() problem=form.problem_of("reason", locale)/>
                <p class="row"><Submit words=locale.scoring_regrade_go() weight=Weight::Primary/></p>
            </form>
        }
        .into_any()
    };
    view! {
        <Framed title=locale.scoring_regrade_title() room=Room::Scoring>
            <header class="stack">
                <p class="label"><a href="/regrade">{locale.scoring_regrade_back()}</a></p>
                <h1>{locale.scoring_regrade_title()}</h1>
                <p class="muted"><code>{preview.item.to_string()}</code></p>
            </header>
            <ErrorSummary locale problems=problems(&form, locale)/>
            {done}
            {stem.map(|stem| view! { <div class="prose" inner_html=markdown::blocks(&stem)></div> })}
            <section aria-labelledby="preview">
                <SectionHead id="preview" title=locale.scoring_regrade_preview()/>
                <Facts wide=true>
                    <Fact term=locale.scoring_regrade_sittings()>{people(preview.sittings)}</Fact>
                    <Fact term=locale.scoring_regrade_changed()>{people(preview.changed)}</Fact>
                    <Fact term=locale.scoring_regrade_to_pass()>{people(preview.to_pass)}</Fact>
                    <Fact term=locale.scoring_regrade_to_fail()>{people(preview.to_fail)}</Fact>
                    {certified}
                </Facts>
            </section>
            {own}
            {step}
        </Framed>
    }
}
