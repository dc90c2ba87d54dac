//! Asking once, with the reason, before a certificate is revoked.

use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::TextArea;
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::state::State;
use crate::domain::certificate::CertificateNumber;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::services::certificate::download::held;
use crate::server::storage::certificate::Issued;
use leptos::prelude::*;

#[component]
pub fn RevokeCertificatePage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move { held(&asked.state, asked.account()?, &asked.path::<CertificateNumber>("number")?).await }
    };
    load(loading, move |issued| view! { <Revoke asked issued/> })
}

#[component]
fn Revoke(asked: Asked, issued: Issued) -> impl IntoView {
    let (locale, form) = (asked.locale, asked.form);
    let number = issued.certificate.number.to_string();
    let title = locale.certificate_revoke_title(&number);
    let steps = if let Some(revoked) = &issued.certificate.revoked {
        // A colleague was faster.
        let lead = locale.certificate_revoked_lead(&locale.day(revoked.on));
        view! { <Notice state=State::Revoked title=locale.certificate_revoked()><p>{lead}</p></Notice> }.into_any()
    } else {
        let path = format!("/certificates/{number}");
        let action = format!("{path}/revoke");
        view! {
                <form class="form" method="post" action=action novalidate=true>
                    <ErrorSummary locale problems=problems(&form, locale)/>
                    <TextArea locale name="reason" label=locale.certificate_revoke_reason() hint=locale.certificate_revoke_reason_hint()
                        value=form.value_or("reason", "") problem=form.problem_of("reason", locale) required=true rows=3/>
                    <p class="row">
                        <Submit words=locale.certificate_revoke_go() weight=Weight::Grave/>
                        <LinkButton href=path words=locale.certificate_cancel() weight=Weight::Quiet/>
                    </p>
                </form>
            }
            .into_any()
    };
    view! {
        <Framed title=title.clone() room=Room::Board>
            <header class="stack">
                <p class="label"><a href=format!("/certificates/{number}")>{locale.certificate_title()}</a></p>
                <h1>{title}</h1>
                <p class="lead">{locale.certificate_revoke_lead(&issued.certificate.holder.name)}</p>
            </header>
            {steps}
        </Framed>
    }
}
