//! One claim: what it says, what it would change, and the two answers to it.

use super::verification::Effect;
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::TextArea;
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::state::State;
use crate::components::table::{Fact, Facts};
use crate::domain::verification::Verification;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::pages::staff::document::DocumentLink;
use crate::pages::staff::stale::{StaleNotice, Version};
use crate::pages::staff::words;
use crate::server::clock::day_in_china;
use crate::server::services::people::verification_queue::{Waiting, one_claim};
use leptos::prelude::*;

#[component]
pub fn ClaimPage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move { one_claim(&asked.state, asked.account()?, asked.entry()?).await }
    };
    load(loading, move |waiting| view! { <Claim asked waiting/> })
}

#[component]
fn Claim(asked: Asked, waiting: Waiting) -> impl IntoView {
    let Waiting { person, entry, document, effect, own } = waiting;
    let (locale, form, today) = (asked.locale, asked.form.clone(), asked.today());
    let name = person.profile.name_in(locale).to_owned();
    let heading = locale.claim_heading(&words::kind(locale, entry.id.kind()), &name);
    let claimed = locale.claim_claimed_by(&day_in_china(entry.created_at), &name);
    let what = words::title(locale, &entry.details);
    let days = words::when(locale, &entry.details, today);
    let remark = words::remark(locale, &entry.details);
    let now = [what.clone(), days.clone()].join(locale.staff_comma());
    let no_document = document.is_none().then(|| locale.claim_no_document());
    let answered = match entry.check.status() {
        Verification::Claimed => None,
        Verification::Verified => Some((State::Met, locale.claim_done())),
        Verification::Rejected => Some((State::Rejected, locale.claim_rejected_on())),
    };
    let path = format!("/verification/{}/{}", entry.id.kind(), entry.id);
    let answers = if own {
        view! { <Notice state=State::Unverified title=locale.claim_own_claim()/> }.into_any()
    } else {
        view! {
            <form class="form part" method="post" action=path.clone() novalidate=true>
                <ErrorSummary locale problems=problems(&form, locale)/>
                <StaleNotice locale form=form.clone() now/>
                <Version locale form=form.clone() stored=entry.version/>
                <p class="row">
                    <Submit words=locale.claim_verify() weight=Weight::Primary name="answer" value="verify"/>
                </p>
                <TextArea locale name="reason" label=locale.claim_reason() hint=locale.claim_reason_hint()
                    value=form.value_or("reason", "") problem=form.problem_of("reason", locale) rows=3/>
                <p class="row"><Submit words=locale.claim_reject() weight=Weight::Grave name="answer" value="reject"/></p>
            </form>
        }
        .into_any()
    };
    view! {
        <Framed title=heading.clone() room=Room::Verification>
            <header class="stack">
                <p class="label"><a href="/verification">{locale.claim_back()}</a></p>
                <h1>{heading}</h1>
                <p class="lead">{claimed}</p>
            </header>
            {answered.map(|(state, words)| view! { <Notice state title=words/> })}
            <div class="part">
                <Facts wide=true>
                    <Fact term=locale.claim_what()>{what}</Fact>
                    <Fact term=locale.staff_when()>{days}{remark.map(|remark| view! { <small class="block muted">{remark}</small> })}</Fact>
                    <Fact term=locale.claim_document()><DocumentLink locale document/>{no_document.map(|words| view! { <small class="block muted">{words}</small> })}</Fact>
                    <Fact term=locale.claim_effect()><Effect locale effect/></Fact>
                </Facts>
            </div>
            {answers}
            <p class="row part"><LinkButton href=format!("/people/{}", person.id) words=locale.claim_file() weight=Weight::Quiet/></p>
        </Framed>
    }
}
