//! One decision with its tree as it was, and its replay.

use super::decisions::outcome;
use crate::components::button::LinkButton;
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::proof_tree::{ProofTree, views};
use crate::components::section_head::SectionHead;
use crate::components::state::{State, StateLine};
use crate::components::table::{Fact, Facts};
use crate::components::timeline::{Timeline, TimelineKey, view_of};
use crate::domain::eligibility::decision::ReplayError;
use crate::domain::facts;
use crate::domain::id::DecisionId;
use crate::domain::locale::Locale;
use crate::domain::staff_file::Details;
use crate::i18n::eligibility::basis_name;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::clock::day_in_china;
use crate::server::services::eligibility::read_decision::{ReadDecision, read_decision};
use crate::server::services::eligibility::replay_decision::{Replay, replay_decision};
use crate::server::services::eligibility::rules;
use leptos::prelude::*;

#[component]
pub fn DecisionPage() -> impl IntoView {
    let asked = Asked::of_context();
    let locale = asked.locale;
    let replays = asked.query("replay") == "yes";
    let loading = async move {
        let id: DecisionId = asked.path("decision")?;
        read_decision(&asked.state, asked.account()?, id).await
    };
    load(loading, move |read| view! { <DecisionView locale replays read/> })
}

#[component]
fn DecisionView(locale: Locale, replays: bool, read: ReadDecision) -> impl IntoView {
    let replay = replays.then(|| replay_decision(&read)).map(|replay| view! { <ReplayNotice locale replay/> });
    let ReadDecision { recorded, person, decided_by } = read;
    let decision = recorded.decision;
    let eligible = decision.proof().level(recorded.level).is_some_and(|proof| proof.eligible);
    let name = person.profile.name_in(locale).to_owned();
    let level = locale.level(recorded.level);
    let heading = if eligible {
        locale.decision_heading_eligible(&level, &name)
    } else {
        locale.decision_heading_not_eligible(&level, &name)
    };
    let at = locale.day(day_in_china(recorded.decided_at));
    let lead = locale.decision_lead_one(&locale.day(decision.as_of()), &at, &decided_by);
    let (state, word) = outcome(locale, eligible);
    let note = (!recorded.note.is_empty()).then(|| view! { <Fact term=locale.decision_note()>{recorded.note}</Fact> });
    let tree = rules::by_id(decision.rule_set()).map(|rules| {
        let mut levels = views(locale, decision.proof(), decision.facts(), rules);
        for view in &mut levels {
            view.open = view.level == recorded.level;
        }
        view! { <ProofTree locale levels/> }
    });
    let timeline = view_of(locale, decision.proof(), &nameless(decision.facts()));
    let (rule_set, rules_digest) = (decision.rule_set().to_string(), decision.rule_set_digest().short());
    let (basis, facts_digest) = (basis_name(locale, decision.basis()), decision.facts_digest().short());
    view! {
        <Framed title=heading.clone() room=Room::Decisions>
            <header class="stack">
                <p class="label"><a href="/decisions">{locale.decision_title()}</a></p>
                <h1>{heading}</h1>
                <p class="lead">{lead}</p>
            </header>
            {replay}
            <div class="part">
                <Facts wide=true>
                    <Fact term=locale.decision_outcome()><StateLine state words=word/></Fact>
                    <Fact term=locale.decision_person()><a href=format!("/people/{}", person.id)>{name}</a></Fact>
                    {note}
                    <Fact term=locale.decision_rule_set()>{rule_set}" "<code>{rules_digest}</code></Fact>
                    <Fact term=locale.decision_facts_digest()>{basis}" "<code>{facts_digest}</code></Fact>
                </Facts>
            </div>
            <p class="row">
                <LinkButton href=format!("/decisions/{}?replay=yes", recorded.id) words=locale.decision_replay()/>
                <span class="small muted">{locale.decision_replay_lead()}</span>
            </p>
            <section aria-labelledby="facts">
                <SectionHead id="facts" title=locale.decision_facts()><TimelineKey locale/></SectionHead>
                <Timeline locale timeline=timeline/>
            </section>
            <section aria-labelledby="proofs">
                <SectionHead id="proofs" title=locale.decision_proofs()/>
                {tree}
            </section>
        </Framed>
    }
}

/// The recorded facts as entries: a decision keeps no names of employers or schools.
fn nameless(facts: &facts::Facts) -> Vec<Details> {
    let education = facts.education.iter().map(|fact| Details::Education { school: String::new(), fact: fact.clone() });
    let employment = facts.employment.iter().map(|fact| Details::Employment {
        employer: String::new(),
        title: String::new(),
        fact: fact.clone(),
    });
    let credentials = facts.credentials.iter().map(|fact| Details::Credential {
        number: String::new(),
        issuer: String::new(),
        revoked: None,
        fact: fact.clone(),
    });
    education.chain(employment).chain(credentials).collect()
}

#[component]
fn ReplayNotice(locale: Locale, replay: Replay) -> impl IntoView {
    let (state, title, reason) = match replay {
        Replay::Same => (State::Met, locale.decision_same().to_owned(), None),
        Replay::RuleSetGone(id) => (State::Problem, locale.decision_gone(&id), None),
        Replay::Differs(error) => {
            let reason = match error {
                ReplayError::OtherRuleSet { expected, found } => locale.decision_other_rule_set(&expected, &found),
                ReplayError::RuleSetChanged(id) => locale.decision_rule_set_changed(&id),
                ReplayError::FactsChanged => locale.decision_facts_changed().to_owned(),
                ReplayError::OtherTree { .. } => locale.decision_other_tree().to_owned(),
            };
            (State::Problem, locale.decision_differs().to_owned(), Some(reason))
        }
    };
    view! { <Notice state title=title>{reason.map(|reason| view! { <p>{reason}</p> })}</Notice> }
}
