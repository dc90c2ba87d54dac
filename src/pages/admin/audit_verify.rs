//! Whether the chain of the audit log is whole, and whether it still continues a head that somebody kept.

use super::query::parameter;
use crate::components::button::{LinkButton, Submit};
use crate::components::error_summary::{ErrorSummary, FieldProblem};
use crate::components::field::TextField;
use crate::components::icon::Icon;
use crate::components::moment::Moment;
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::State;
use crate::components::table::{Fact, Facts};
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::services::ServiceError;
use crate::server::services::audit::verify::{Finding, Verified, verify};
use crate::server::state::AppState;
use crate::server::storage::audit::Head;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// What a head's file looks like.
const EXAMPLE: &str = r#"{"seq":1284,"hash":"9f2c…"}"#;
/// More findings help nobody: the first ones show where it began.
const SHOWN: usize = 20;

#[component]
pub fn VerifyPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let typed = parameter("head");
    let kept = read_head(&typed);
    let problem = (kept.is_none() && !typed.is_empty()).then(|| locale.audit_compare_wrong(&EXAMPLE));
    if let (Some(response), true) = (use_context::<ResponseOptions>(), problem.is_some()) {
        response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let found = async move {
        let verified = verify(&state, kept.as_ref()).await?;
        Ok::<_, ServiceError>((verified, kept, state.clock.now()))
    };
    load(found, move |(verified, kept, now)| {
        view! {
            <Framed title=locale.audit_verify_title() room=Room::Audit>
                <header>
                    <p class="label"><a href="/audit">{locale.audit_back()}</a></p>
                    <h1>{locale.audit_verify_title()}</h1>
                </header>
                <Verdict locale verified=verified.clone() kept/>
                <End locale head=verified.end now/>
                <Compare locale typed problem/>
            </Framed>
        }
    })
}

fn read_head(typed: &str) -> Option<Head> {
    serde_json::from_str::<Head>(typed).ok().filter(|head| head.seq >= 0)
}

#[component]
fn Verdict(locale: Locale, verified: Verified, kept: Option<Head>) -> impl IntoView {
    if verified.is_sound() {
        let fits = kept.map(|head| view! { <p>{locale.audit_verify_sound_with_head(&head.seq)}</p> });
        return view! {
            <Notice state=State::Met title=locale.audit_verify_sound()>
                <p>{locale.audit_verify_sound_words(verified.entries)}</p>
                {fits}
            </Notice>
        }
        .into_any();
    }
    let count = verified.findings.len();
    let more = count.saturating_sub(SHOWN);
    let more = (more > 0).then(|| view! { <p>{locale.audit_finding_more(&more)}</p> });
    let findings = verified
        .findings
        .iter()
        .take(SHOWN)
        .map(|finding| view! { <li>{finding_words(finding, locale)}</li> })
        .collect_view();
    view! {
        <Notice state=State::Problem title=locale.audit_verify_broken(i64::try_from(count).unwrap_or(i64::MAX))>
            <p>{locale.audit_verify_broken_words()}</p>
            <ul class="findings">{findings}</ul>
            {more}
        </Notice>
    }
    .into_any()
}

fn finding_words(finding: &Finding, locale: Locale) -> String {
    match finding {
        Finding::Gap { expected, found } => locale.audit_finding_gap(expected, found),
        Finding::Edited { seq } => locale.audit_finding_edited(seq),
        Finding::Unlinked { seq } => locale.audit_finding_unlinked(seq),
        Finding::WrongEnd { recorded, found } => locale.audit_finding_wrong_end(found, recorded),
        Finding::Truncated { exported, found } => locale.audit_finding_truncated(exported, found),
        Finding::Rewritten { seq } => locale.audit_finding_rewritten(seq),
    }
}

#[component]
fn End(locale: Locale, head: Head, now: DateTime<Utc>) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="end">
            <SectionHead id="end" title=locale.audit_verify_end()>
                <a href="/audit/head.json">{locale.audit_export()}</a>
            </SectionHead>
            <Facts wide=true>
                <Fact term=locale.audit_verify_end_number()>{head.seq}</Fact>
                <Fact term=locale.audit_verify_end_hash()><code class="hash">{head.hash}</code></Fact>
                <Fact term=locale.audit_verify_at()><Moment at=now/></Fact>
            </Facts>
            <p class="row"><LinkButton href="/audit/verify" words=locale.audit_verify() slim=true icon=Icon::Again/></p>
        </section>
    }
}

#[component]
fn Compare(locale: Locale, typed: String, problem: Option<String>) -> impl IntoView {
    let problems = problem.iter().map(|words| FieldProblem::new("head", words.clone())).collect();
    view! {
        <section class="stack" aria-labelledby="compare">
            <SectionHead id="compare" title=locale.audit_compare_title()/>
            <p class="muted">{locale.audit_compare_lead()}</p>
            <form class="form" method="get" action="/audit/verify" novalidate=true>
                <ErrorSummary locale problems/>
                <TextField
                    locale
                    name="head"
                    label=locale.audit_compare_field()
                    hint=locale.audit_compare_hint(&EXAMPLE)
                    autocomplete="off"
                    value=typed
                    problem
                    required=true
                />
                <div class="row"><Submit words=locale.audit_compare_go()/></div>
            </form>
        </section>
    }
}
