//! Who may sit what, and why: the own eligibility, or with a person in the path that one's.

use super::asked::Asked;
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::empty::Empty;
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Choice, DateField, Select, TextField};
use crate::components::icon::Icon;
use crate::components::page::Room;
use crate::components::proof_tree::{ProofTree, views};
use crate::components::section_head::SectionHead;
use crate::components::timeline::{Timeline, TimelineKey, view_of};
use crate::domain::access::Permission;
use crate::domain::day;
use crate::domain::eligibility::rule_set::RuleSet;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::rung::Rung;
use crate::domain::verification::Basis;
use crate::i18n::eligibility::basis_name;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::pages::rendered::rendered;
use crate::server::form::Form;
use crate::server::services::eligibility::assess::{Assessment, assess};
use chrono::NaiveDate;
use leptos::prelude::*;

/// The page. `as_of` and `basis` stand in the query; without them: today, from verified facts.
#[component]
pub fn EligibilityPage() -> impl IntoView {
    let asked = Asked::of_context();
    let chosen = Chosen::of(&asked);
    let loading = {
        let asked = asked.clone();
        async move { assess(&asked.state, asked.account()?, asked.person()?, chosen.as_of, chosen.basis).await }
    };
    load(loading, move |found| view! { <AssessmentView asked chosen found/> })
}

/// Which date and which facts the query asks for.
#[derive(Debug, Clone, Copy)]
struct Chosen {
    as_of: NaiveDate,
    basis: Basis,
    /// The query names a date that is none.
    bad_date: bool,
}

impl Chosen {
    fn of(asked: &Asked) -> Self {
        let text = asked.query("as_of");
        let as_of = day::parse(text);
        Self {
            as_of: as_of.unwrap_or_else(|| asked.today()),
            basis: asked.query("basis").parse().unwrap_or_default(),
            bad_date: as_of.is_none() && !text.is_empty(),
        }
    }
}

impl Assessment {
    /// All that the drawing of the proof depends on: the same facts, rules and day give the same tree.
    fn proof_name(&self, locale: Locale, basis: Basis) -> String {
        format!("{} {} {} {} {}", self.rules.id, self.facts_digest, self.proof.as_of, basis.id(), locale.tag())
    }
}

#[component]
fn AssessmentView(asked: Asked, chosen: Chosen, found: Assessment) -> impl IntoView {
    let locale = asked.locale;
    let name = found.file.person.profile.name_in(locale).to_owned();
    let of = asked.is_hr().then(|| name.clone());
    let room = if asked.is_hr() { Room::Board } else { Room::Eligibility };
    let heading = result(locale, of.as_deref(), &found.rungs);
    let lead = locale.assessment_lead(&basis_name(locale, chosen.basis), &locale.day(chosen.as_of));
    let up = if asked.is_hr() {
        (asked.file_path(), name.clone())
    } else {
        ("/".to_owned(), locale.assessment_my_ladder().to_owned())
    };
    let details: Vec<_> = found.file.entries.iter().map(|entry| entry.details.clone()).collect();
    let to_file = asked.file_path();
    let name = found.proof_name(locale, chosen.basis);
    let proofs = rendered(&format!("proofs: {name}"), || {
        view! { <ProofTree locale levels=views(locale, &found.proof, &found.facts, found.rules)/> }
    });
    let body = if details.is_empty() {
        view! {
            <Empty icon=Icon::File title=locale.assessment_no_facts_title() words=locale.assessment_no_facts()>
                <LinkButton href=to_file words=locale.assessment_to_file() weight=Weight::Primary/>
            </Empty>
        }
        .into_any()
    } else {
        let timeline = rendered(&format!("timeline: {name} {details:?}"), || {
            view! { <Timeline locale timeline=view_of(locale, &found.proof, &details)/> }
        });
        view! {
            <section aria-labelledby="facts" class="part">
                <SectionHead id="facts" title=locale.assessment_facts()><TimelineKey locale/></SectionHead>
                {timeline}
            </section>
        }
        .into_any()
    };
    let may_decide = asked.account().is_ok_and(|account| account.may(Permission::Decide));
    let decide = (asked.is_hr() && may_decide)
        .then(|| view! { <Decide locale form=asked.form.clone() path=asked.eligibility_path() as_of=chosen.as_of/> });
    let what_if = match &of {
        Some(name) => locale.assessment_what_if_of(name),
        None => locale.assessment_what_if().to_owned(),
    };
    view! {
        <Framed title=locale.assessment_title() room=room colophon=colophon(locale, found.rules, Some(found.facts_digest.short()))>
            <header class="split assess">
                <div class="stack">
                    <p class="label"><a href=up.0>{up.1}</a></p>
                    <h1>{heading}</h1>
                    <p class="lead">{lead}</p>
                </div>
                <Choose locale chosen path=asked.eligibility_path()/>
            </header>
            {body}
            <section aria-labelledby="proofs" class="part">
                <SectionHead id="proofs" title=locale.assessment_proofs()/>
                {proofs}
            </section>
            <p class="row part">
                <LinkButton href=format!("{}/what-if", asked.eligibility_path()) words=what_if/>
                <LinkButton href=asked.file_path() words=locale.staff_to_file() weight=Weight::Quiet/>
            </p>
            {decide}
            <Notes locale rules=found.rules/>
        </Framed>
    }
}

/// Basis and date, by a form that asks with GET.
#[component]
fn Choose(locale: Locale, chosen: Chosen, path: String) -> impl IntoView {
    let bases = Basis::ALL
        .map(|basis| {
            view! {
                <label>
                    <input type="radio" name="basis" value=basis.id() checked=basis == chosen.basis/>
                    {basis_name(locale, basis)}
                </label>
            }
        })
        .collect_view();
    let problem = chosen.bad_date.then(|| locale.assessment_bad_date().to_owned());
    view! {
        <form class="stack" method="get" action=path>
            <fieldset class="seg wide"><legend class="sr">{locale.assessment_basis()}</legend>{bases}</fieldset>
            <div class="row ask">
                <DateField locale name="as_of" id="shown-as-of" label=locale.assessment_as_of() value=chosen.as_of.to_string() problem=problem
                    required=true/>
                <Submit words=locale.assessment_show() slim=true/>
            </div>
        </form>
    }
}

#[component]
fn Decide(locale: Locale, form: Form, path: String, as_of: NaiveDate) -> impl IntoView {
    let levels = Level::ALL.map(|level| Choice::new(level.to_string(), locale.level(level))).to_vec();
    view! {
        <section aria-labelledby="decide" class="part">
            <SectionHead id="decide" title=locale.assessment_decide()/>
            <p class="muted under">{locale.assessment_decide_lead()}</p>
            <form class="form under" method="post" action=path novalidate=true>
                <ErrorSummary locale problems=problems(&form, locale)/>
                <div class="fields">
                    <Select locale name="level" label=locale.assessment_decide_level() choices=levels
                        value=form.value_or("level", "") problem=form.problem_of("level", locale) required=true/>
                    <DateField locale name="as_of" label=locale.assessment_decide_as_of()
                        value=form.value_or("as_of", &as_of.to_string()) problem=form.problem_of("as_of", locale) required=true/>
                </div>
                <TextField locale name="note" label=locale.assessment_decide_note() value=form.value_or("note", "")
                    problem=form.problem_of("note", locale)/>
                <p class="row"><Submit words=locale.assessment_decide_submit() weight=Weight::Primary/></p>
            </form>
        </section>
    }
}

/// What HR and the person should know about the rules as they are written.
#[component]
pub fn Notes(locale: Locale, rules: &'static RuleSet) -> impl IntoView {
    let notes: Vec<_> = rules.notes.iter().map(|note| view! { <li>{note.text.get(locale)}</li> }).collect();
    let source = locale.assessment_source(&rules.source.get(locale));
    view! {
        <section aria-labelledby="notes" class="part">
            <SectionHead id="notes" title=locale.assessment_notes() quiet=true/>
            <ul class="notes-list small under">{notes}</ul>
            <p class="small muted">{source}</p>
        </section>
    }
}

/// What stands in the last line of a page with a proof.
pub fn colophon(locale: Locale, rules: &RuleSet, digest: Option<String>) -> Vec<String> {
    let mut facts = vec![locale.assessment_rule_set(&rules.effective_from, &rules.title.get(locale))];
    facts.extend(digest.map(|digest| locale.assessment_digest(&digest)));
    facts.push(locale.assessment_promise().to_owned());
    facts
}

/// The result in a sentence, about the reader or about somebody.
pub fn result(locale: Locale, of: Option<&str>, rungs: &[Rung]) -> String {
    let held = Level::ALL.into_iter().zip(rungs).rfind(|(_, rung)| matches!(rung, Rung::Certified { .. }));
    // Whoever holds a level has no use for the ones below it.
    let skip = held.map_or(0, |(level, _)| usize::from(level.number()));
    let held = held.map(|(level, _)| locale.level(level));
    let levels = || Level::ALL.into_iter().zip(rungs.iter().copied()).skip(skip);
    let open: Vec<String> = levels()
        .filter(|(_, rung)| matches!(rung, Rung::Eligible { .. }))
        .map(|(level, _)| locale.level(level))
        .collect();
    let next = levels()
        .filter_map(|(level, rung)| match rung {
            Rung::Waiting { until } => Some((until, level)),
            Rung::Certified { .. }
            | Rung::Revoked { .. }
            | Rung::Expired { .. }
            | Rung::Eligible { .. }
            | Rung::Unverified { .. }
            | Rung::NoRoute => None,
        })
        .min()
        .map(|(until, level)| (locale.day(until), locale.level(level)));
    let and = locale.assessment_and();
    match (open.as_slice(), held, next, of) {
        ([level], _, _, None) => locale.assessment_result_top(level),
        ([level], _, _, Some(name)) => locale.assessment_result_top_of(level, &name),
        ([_, _, ..], _, _, None) => locale.assessment_result_several(&open.join(and)),
        ([_, _, ..], _, _, Some(name)) => locale.assessment_result_several_of(&open.join(and), &name),
        ([], Some(held), _, None) => locale.assessment_result_certified(&held),
        ([], Some(held), _, Some(name)) => locale.assessment_result_certified_of(&held, &name),
        ([], None, Some((day, level)), None) => locale.assessment_result_waiting(&day, &level),
        ([], None, Some((day, level)), Some(name)) => locale.assessment_result_waiting_of(&day, &level, &name),
        ([], None, None, None) => locale.assessment_result_none().to_owned(),
        ([], None, None, Some(name)) => locale.assessment_result_none_of(&name),
    }
}
