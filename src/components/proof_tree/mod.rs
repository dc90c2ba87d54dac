//! The proof of eligibility: levels, their routes, and the conditions of each route.

mod proven;

pub use proven::views;

use super::icon::{Glyph, Icon};
use super::mark::Mark;
use super::ruler::{Measure, Ruler};
use super::rungs::RungsGlyph;
use super::state::{State, StateLine};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use leptos::prelude::*;

/// One level with what leads to it. All texts are worded by the caller.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelProofView {
    pub level: Level,
    pub name: String,
    pub state: State,
    /// The date that matters: `最早2027-05-09`.
    pub due: String,
    /// How many routes there are and that one is enough.
    pub summary: String,
    pub open: bool,
    pub routes: Vec<RouteView>,
    /// What a reader must know about the rules of this level.
    pub footnote: Option<String>,
}

/// One way to a level.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteView {
    /// `a` … `e`.
    pub letter: String,
    pub state: State,
    /// The route that opens first.
    pub best: bool,
    pub conditions: Vec<ConditionView>,
    /// What it comes to: `2026-05-09起`, `缺本科`.
    pub says: String,
}

/// One condition of a route.
#[derive(Debug, Clone, PartialEq)]
pub struct ConditionView {
    pub state: State,
    pub words: String,
    /// For years: how many there are of how many.
    pub measure: Option<Measure>,
    /// What is there, or what is missing.
    pub quantity: String,
}

/// The levels, the highest first, each to be opened.
#[component]
pub fn ProofTree(locale: Locale, levels: Vec<LevelProofView>) -> impl IntoView {
    levels.into_iter().map(|proof| view! { <LevelProof locale proof/> }).collect_view()
}

#[component]
fn LevelProof(locale: Locale, proof: LevelProofView) -> impl IntoView {
    let routes = proof.routes.into_iter().map(|route| view! { <Route locale route/> }).collect_view();
    view! {
        <details
            class="proof"
            id=format!("level-{}", proof.level)
            data-level=proof.level.number().to_string()
            data-state=proof.state.key()
            open=proof.open
        >
            <summary>
                <RungsGlyph level=proof.level size=26/>
                <span><small>{locale.level(proof.level)}</small><h3>{proof.name}</h3></span>
                <StateLine state=proof.state words=proof.state.word(locale)/>
                <span class="due-l">{proof.due}</span>
                <Glyph icon=Icon::Down/>
            </summary>
            <p class="any">{proof.summary}</p>
            <ol class="routes">{routes}</ol>
            {proof.footnote.map(|note| view! { <p class="footnote">{note}</p> })}
        </details>
    }
}

#[component]
fn Route(locale: Locale, route: RouteView) -> impl IntoView {
    let conditions =
        route.conditions.into_iter().map(|condition| view! { <Condition locale condition/> }).collect_view();
    view! {
        <li class="route" data-state=route.state.key() data-best=route.best.then_some("")>
            <b class="letter">{route.letter}</b>
            <ul>{conditions}</ul>
            <p class="says"><span class="sr">{route.state.prefix(locale)}</span>{route.says}</p>
        </li>
    }
}

#[component]
fn Condition(locale: Locale, condition: ConditionView) -> impl IntoView {
    view! {
        <li data-state=condition.state.key()>
            <span class="cond">
                <Mark state=condition.state/>
                <span><span class="sr">{condition.state.prefix(locale)}</span>{condition.words}</span>
            </span>
            {condition.measure.map(|measure| view! { <Ruler measure/> })}
            <span class="qty">{condition.quantity}</span>
        </li>
    }
}
