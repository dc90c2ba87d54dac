//! The published rule set: what each level asks, where the text comes from, what to know about it.

use crate::components::page::Room;
use crate::components::rungs::RungsGlyph;
use crate::components::section_head::SectionHead;
use crate::components::table::{Fact, Facts};
use crate::domain::competency::{Competency, Depth};
use crate::domain::eligibility::rule_set::{LevelRules, RuleSet};
use crate::domain::locale::Locale;
use crate::i18n::eligibility::condition_title;
use crate::pages::frame::Framed;
use crate::pages::staff::assessment::Notes;
use crate::server::digest::sha256;
use crate::server::services::eligibility::rules::published;
use crate::server::state::AppState;
use leptos::prelude::*;

#[component]
pub fn RulesPage() -> impl IntoView {
    let (locale, state): (Locale, AppState) = (expect_context(), expect_context());
    let rules: &'static RuleSet = published(&state);
    let lead = locale.ruleset_lead(&locale.day(rules.effective_from), &rules.title.get(locale));
    let digest = sha256(&rules.canonical()).short();
    let levels = rules.levels.iter().rev().map(|level| view! { <Level locale level/> }).collect_view();
    view! {
        <Framed title=locale.ruleset_title() room=Room::Rules>
            <header class="stack"><h1>{locale.ruleset_title()}</h1><p class="lead">{lead}</p></header>
            <div class="part">
                <Facts wide=true>
                    <Fact term=locale.ruleset_id()>{rules.id.to_string()}</Fact>
                    <Fact term=locale.ruleset_source()>{rules.source.get(locale)}</Fact>
                    <Fact term=locale.ruleset_digest()><code>{digest}</code></Fact>
                </Facts>
            </div>
            <section aria-labelledby="levels">
                <SectionHead id="levels" title=locale.ruleset_levels()><span class="muted">{locale.ruleset_any()}</span></SectionHead>
                {levels}
            </section>
            <Notes locale rules/>
        </Framed>
    }
}

#[component]
fn Level(locale: Locale, level: &'static LevelRules) -> impl IntoView {
    let routes = level
        .routes
        .iter()
        .map(|route| {
            let conditions: Vec<String> = route.all.iter().map(|condition| condition_title(locale, *condition)).collect();
            view! { <li><b class="letter">{route.id.letter().to_string()}</b>{conditions.join(locale.ruleset_and())}</li> }
        })
        .collect_view();
    let competencies = |depth| {
        let names = Competency::ALL.iter().filter(|competency| competency.at(level.level) == Some(depth));
        names.map(|competency| locale.competency(*competency)).collect::<Vec<_>>().join(locale.staff_comma())
    };
    let taught = competencies(Depth::Taught);
    let deepened = competencies(Depth::Deepened);
    let deepened = (!deepened.is_empty()).then(|| view! { <span>{locale.ruleset_deepens(&deepened)}</span> });
    view! {
        <article class="rule" data-level=level.level.number().to_string()>
            <h3><RungsGlyph level=level.level size=20/><small>{locale.level(level.level)}</small>{level.name.get(locale)}</h3>
            <ol>{routes}</ol>
            <p class="small muted bits"><span>{locale.ruleset_teaches(&taught)}</span>{deepened}</p>
        </article>
    }
}
