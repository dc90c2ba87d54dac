//! What a certificate is worth, for anybody who was shown one.

use crate::components::button::{Submit, Weight};
use crate::components::field::TextField;
use crate::components::mark::Mark;
use crate::components::moment::minute;
use crate::components::notice::Notice;
use crate::components::rungs::RungsGlyph;
use crate::components::state::{State, StateLine};
use crate::components::table::{Fact, Facts};
use crate::domain::certificate::{BadNumber, CertificateNumber, Standing};
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::services::certificate::CertificateError;
use crate::server::services::certificate::verify::{Finding, verify};
use crate::server::state::AppState;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The way to the public keys.
const KEYS: &str = "/.well-known/jwks.json";

/// The form, and what was found for the number in the path or in the query.
#[component]
pub fn VerifyPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let typed = use_params_map()
        .read_untracked()
        .get("number")
        .or_else(|| use_query_map().read_untracked().get("number"))
        .unwrap_or_default();
    let asked = typed.clone();
    let looked_up = async move {
        if asked.trim().is_empty() {
            return Ok::<_, CertificateError>(Asked::Nothing);
        }
        Ok(match asked.parse::<CertificateNumber>() {
            Ok(number) => {
                verify(&state, &number).await?.map_or(Asked::Unknown(number), |found| Asked::Found(Box::new(found)))
            }
            Err(bad) => Asked::Mistyped(bad),
        })
    };
    load(looked_up, move |asked| view! { <VerifyView locale typed asked/> })
}

/// What became of the number.
enum Asked {
    Nothing,
    Mistyped(BadNumber),
    Unknown(CertificateNumber),
    Found(Box<Finding>),
}

#[component]
fn VerifyView(locale: Locale, typed: String, asked: Asked) -> impl IntoView {
    let problem = match &asked {
        Asked::Mistyped(BadNumber::Form) => Some(locale.certificate_bad_form()),
        Asked::Mistyped(BadNumber::Check) => Some(locale.certificate_bad_check()),
        Asked::Nothing | Asked::Unknown(_) | Asked::Found(_) => None,
    };
    let found = match asked {
        Asked::Nothing | Asked::Mistyped(_) => ().into_any(),
        Asked::Unknown(number) => {
            let title = locale.certificate_unknown();
            let lead = locale.certificate_unknown_lead(&number);
            view! { <Notice state=State::Problem title><p>{lead}</p></Notice> }.into_any()
        }
        Asked::Found(finding) => view! { <FindingView locale finding=*finding/> }.into_any(),
    };
    view! {
        <Framed title=locale.certificate_verify_title() class="page verify">
            <header class="stack">
                <h1>{locale.certificate_verify_title()}</h1>
                <p class="lead">{locale.certificate_verify_lead()}</p>
            </header>
            <form class="form row" method="get" action="/verify" role="search">
                <TextField locale name="number" label=locale.certificate_number() value=typed problem=problem.map(str::to_owned) required=true/>
                <Submit words=locale.certificate_verify_go() weight=Weight::Primary/>
            </form>
            {found}
        </Framed>
    }
}

#[component]
fn FindingView(locale: Locale, finding: Finding) -> impl IntoView {
    let level = finding.level;
    let (state, title, lead) = match finding.standing {
        Standing::Valid => {
            (State::Certified, locale.certificate_valid(), locale.certificate_valid_lead(&minute(finding.at)))
        }
        Standing::Revoked { on } => {
            (State::Revoked, locale.certificate_revoked(), locale.certificate_revoked_lead(&locale.day(on)))
        }
        Standing::Expired { on } => {
            (State::Expired, locale.certificate_expired(), locale.certificate_expired_lead(&locale.day(on)))
        }
    };
    let expires = match (finding.standing, finding.expires) {
        (Standing::Valid, None) => Some(locale.certificate_no_expiry().to_owned()),
        (Standing::Valid, Some(day)) => Some(locale.certificate_until(&locale.day(day))),
        (Standing::Revoked { .. } | Standing::Expired { .. }, _) => None,
    };
    let ended = match finding.standing {
        Standing::Valid => None,
        Standing::Revoked { on } | Standing::Expired { on } => Some(
            locale.certificate_was_valid_days(&locale.day(finding.issued), &locale.day(on.pred_opt().unwrap_or(on))),
        ),
    };
    let reason = finding.revoked.map(|revoked| revoked.reason).filter(|reason| !reason.is_empty());
    let signature = match finding.signed_by {
        Some(key) => {
            let key = key.chars().take(12).collect::<String>();
            view! { <StateLine state=State::Met words=locale.certificate_signed()/>" "<code class="faint">"Ed25519 "{key}</code> }.into_any()
        }
        None => view! { <StateLine state=State::Problem words=locale.certificate_unsigned()/> }.into_any(),
    };
    view! {
        <article class="finding" data-level=level.number().to_string() data-state=state.key() aria-labelledby="found">
            <header>
                <Mark state/>
                <div><h2 id="found">{title}</h2><p class="muted">{lead}</p></div>
            </header>
            <Facts wide=true>
                <Fact term=locale.certificate_number()>{finding.number.to_string()}</Fact>
                <Fact term=locale.certificate_holder()>{finding.holder}</Fact>
                <Fact term=locale.certificate_level()>
                    <span class="with-mark"><RungsGlyph level/>{locale.level(level)}" "{locale.level_name(level)}</span>
                </Fact>
                <Fact term=locale.certificate_issued()>{locale.day(finding.issued)}</Fact>
                {expires.map(|words| view! { <Fact term=locale.certificate_expires()>{words}</Fact> })}
                {ended.map(|words| view! { <Fact term=locale.certificate_was_valid()>{words}</Fact> })}
                {reason.map(|words| view! { <Fact term=locale.certificate_revoked_reason()>{words}</Fact> })}
                <Fact term=locale.certificate_signature()>{signature}</Fact>
            </Facts>
            <p class="small muted">{locale.certificate_how_signed(&KEYS)}</p>
        </article>
    }
}
