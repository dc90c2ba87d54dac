//! What if: added facts in the query, what changes against the file as it is, and the tree as it would be. Nothing is stored.

use super::asked::Asked;
use super::assessment::{colophon, result};
use super::words::{self, FormOf};
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::empty::Empty;
use crate::components::error_summary::{ErrorSummary, FieldProblem};
use crate::components::field::{Check, Choice, DateField, Select};
use crate::components::icon::Icon;
use crate::components::page::Room;
use crate::components::proof_tree::{ProofTree, views};
use crate::components::section_head::SectionHead;
use crate::components::state::{State, StateLine};
use crate::components::table::{Cell, Stacks};
use crate::domain::eligibility::change::LevelChange;
use crate::domain::eligibility::proof::Standing;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::rung::Rung;
use crate::domain::verification::Basis;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::services::ServiceError;
use crate::server::services::eligibility::supposition_form::{self, FIELDS};
use crate::server::services::eligibility::what_if::{Supposed, what_if};
use crate::server::services::people::problem::ChangeError;
use crate::server::services::people::typed::Typed;
use leptos::prelude::*;

#[component]
pub fn WhatIfPage() -> impl IntoView {
    let asked = Asked::of_context();
    let typed = asked.query_form(&FIELDS);
    let loading = {
        let (asked, typed) = (asked.clone(), typed.clone());
        async move { answer(&asked, &typed).await }
    };
    load(loading, move |answer| view! { <WhatIf asked typed answer/> })
}

/// What the page shows: the answer, and what is wrong with the form.
struct Answer {
    supposed: Supposed,
    /// Whether anything is supposed at all.
    any: bool,
    problems: Vec<FieldProblem>,
}

async fn answer(asked: &Asked, typed: &Typed) -> Result<Answer, ServiceError> {
    let (suppositions, as_of, problems) = match supposition_form::read(typed, asked.today()) {
        Ok((suppositions, as_of)) => (suppositions, as_of, Vec::new()),
        Err(ChangeError::Refused(problems)) => {
            let word = |problem: &crate::server::services::people::problem::Problem| {
                let words = words::problem(asked.locale, FormOf::Supposition, problem.field, &problem.why);
                FieldProblem::new(problem.field, words)
            };
            (Vec::new(), asked.today(), problems.iter().map(word).collect())
        }
        Err(ChangeError::Service(error)) => return Err(error),
    };
    let any = !suppositions.is_empty();
    let supposed =
        what_if(&asked.state, asked.account()?, asked.person()?, &suppositions, as_of, Basis::Verified).await?;
    Ok(Answer { supposed, any, problems })
}

#[component]
fn WhatIf(asked: Asked, typed: Typed, answer: Answer) -> impl IntoView {
    let Answer { supposed, any, problems } = answer;
    let locale = asked.locale;
    let path = asked.eligibility_path();
    let name = supposed.today.file.person.profile.name_in(locale).to_owned();
    let (lead, room) = if asked.is_hr() {
        (locale.suppose_lead_of(&name), Room::Board)
    } else {
        (locale.suppose_lead().to_owned(), Room::Eligibility)
    };
    let colophon = colophon(locale, supposed.today.rules, None);
    let shown = if any {
        view! { <Outcome locale of=asked.is_hr().then_some(name) supposed/> }.into_any()
    } else {
        view! { <Empty icon=Icon::Again title=locale.suppose_nothing() words=locale.suppose_nothing_lead()/> }
            .into_any()
    };
    view! {
        <Framed title=locale.suppose_title() room=room colophon=colophon>
            <header class="stack">
                <p class="label"><a href=path.clone()>{locale.suppose_back()}</a></p>
                <h1>{locale.suppose_title()}</h1>
                <p class="lead">{lead}</p>
            </header>
            <div class="split suppose part">
                <div>{shown}</div>
                <SupposeForm locale typed problems path/>
            </div>
        </Framed>
    }
}

#[component]
fn SupposeForm(locale: Locale, typed: Typed, problems: Vec<FieldProblem>, path: String) -> impl IntoView {
    let action = format!("{path}/what-if");
    let clear = action.clone();
    let none = || Choice::new("", locale.suppose_none());
    let degrees: Vec<Choice> =
        [none()].into_iter().chain(words::educations(locale).map(|(id, name)| Choice::new(id, name))).collect();
    let levels: Vec<Choice> = [none()]
        .into_iter()
        .chain(Level::ALL.map(|level| Choice::new(level.to_string(), locale.level(level))))
        .collect();
    let value = |field: &str| typed.get(field).to_owned();
    let problem = |field: &str| FieldProblem::of(&problems, field);
    view! {
        <form class="form" method="get" action=action novalidate=true aria-labelledby="suppose">
            <SectionHead id="suppose" title=locale.suppose_form() quiet=true/>
            <ErrorSummary locale problems=problems.clone()/>
            <fieldset class="group">
                <legend class="h4">{locale.suppose_degree()}</legend>
                <Select locale name="edu" label=locale.suppose_degree_level() choices=degrees value=value("edu")
                    problem=problem("edu")/>
                <DateField locale name="edu_on" label=locale.suppose_degree_on() value=value("edu_on") problem=problem("edu_on")/>
                <Check name="edu_related" label=locale.suppose_degree_related() checked=typed.is_ticked("edu_related")/>
            </fieldset>
            <fieldset class="group">
                <legend class="h4">{locale.suppose_certificate()}</legend>
                <Select locale name="cert" label=locale.suppose_certificate_level() choices=levels value=value("cert")
                    problem=problem("cert")/>
                <DateField locale name="cert_on" label=locale.suppose_certificate_on() value=value("cert_on")
                    problem=problem("cert_on")/>
            </fieldset>
            <fieldset class="group">
                <legend class="h4">{locale.suppose_job()}</legend>
                <DateField locale name="work_from" label=locale.suppose_job_from() value=value("work_from")
                    problem=problem("work_from")/>
                <DateField locale name="work_to" label=locale.suppose_job_to() hint=locale.suppose_job_to_hint()
                    value=value("work_to") problem=problem("work_to")/>
            </fieldset>
            <fieldset class="group">
                <legend class="h4">{locale.suppose_stop()}</legend>
                <DateField locale name="stop" label=locale.suppose_stop_on() value=value("stop") problem=problem("stop")/>
            </fieldset>
            <Check name="verified" label=locale.suppose_claims() checked=typed.is_ticked("verified")/>
            <DateField locale name="as_of" label=locale.suppose_as_of() hint=locale.suppose_as_of_hint() value=value("as_of")
                problem=problem("as_of")/>
            <p class="row">
                <Submit words=locale.suppose_calculate() weight=Weight::Primary/>
                <LinkButton href=clear words=locale.suppose_clear() weight=Weight::Quiet/>
            </p>
        </form>
    }
}

#[component]
fn Outcome(locale: Locale, of: Option<String>, supposed: Supposed) -> impl IntoView {
    let Supposed { today, facts, proof, changes } = supposed;
    let count = i64::try_from(changes.len()).unwrap_or(i64::MAX);
    let title = if changes.is_empty() { locale.suppose_result_none().to_owned() } else { locale.suppose_result(count) };
    let rungs: Vec<Rung> = proof.levels.iter().map(|level| Rung::of(&facts, level, proof.as_of)).collect();
    let rows = changes.into_iter().map(|change| view! { <ChangeRow locale change/> }).collect::<Vec<_>>();
    let columns = [locale.suppose_level(), locale.suppose_before(), locale.suppose_after(), locale.suppose_move()]
        .map(str::to_owned);
    let table = (!rows.is_empty()).then(|| {
        view! { <Stacks caption=locale.suppose_changed() columns=columns.to_vec()>{rows}</Stacks> }
    });
    view! {
        <section aria-labelledby="outcome">
            <SectionHead id="outcome" title=title/>
            <p class="lead under">{result(locale, of.as_deref(), &rungs)}</p>
            {table}
        </section>
        <section aria-labelledby="then" class="part">
            <SectionHead id="then" title=locale.suppose_proofs()/>
            <ProofTree locale levels=views(locale, &proof, &facts, today.rules)/>
        </section>
    }
}

#[component]
fn ChangeRow(locale: Locale, change: LevelChange) -> impl IntoView {
    let days = match change.days() {
        Some(days) if days < 0 => locale.suppose_earlier(-days),
        Some(days) if days > 0 => locale.suppose_later(days),
        Some(_) | None => String::new(),
    };
    let routes: Vec<String> = change.opened.iter().map(ToString::to_string).collect();
    let opened = (!routes.is_empty()).then(|| locale.suppose_opened(&routes.join(" ")));
    view! {
        <tr>
            <Cell column=locale.suppose_level()>{locale.level(change.level)}</Cell>
            <Cell column=locale.suppose_before()><StandingView locale standing=change.before/></Cell>
            <Cell column=locale.suppose_after()><StandingView locale standing=change.after/></Cell>
            <Cell column=locale.suppose_move()>
                <span>{days}{opened.map(|opened| view! { <small class="block muted">{opened}</small> })}</span>
            </Cell>
        </tr>
    }
}

#[component]
fn StandingView(locale: Locale, standing: Standing) -> impl IntoView {
    let (state, words) = match standing {
        Standing::Met { since } => (State::Eligible, locale.suppose_open(&since)),
        Standing::Unverified { .. } => (State::Unverified, locale.suppose_unverified().to_owned()),
        Standing::Waiting { until } => (State::Waiting, locale.suppose_waiting(&until)),
        Standing::Lapsed { .. } => (State::Expired, locale.suppose_lapsed().to_owned()),
        Standing::Unmet => (State::None, locale.suppose_unmet().to_owned()),
    };
    view! { <StateLine state words/> }
}
