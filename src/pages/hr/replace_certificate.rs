//! Asking once, with the name that will stand on it, before a certificate takes the place of a revoked one.

use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::state::State;
use crate::components::table::{Fact, Facts};
use crate::domain::certificate::{CertificateNumber, Holder};
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::services::certificate::replace::{Prospect, prospect};
use crate::server::storage::certificate::Issued;
use leptos::prelude::*;

#[component]
pub fn ReplaceCertificatePage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move { prospect(&asked.state, asked.account()?, &asked.path::<CertificateNumber>("number")?).await }
    };
    load(loading, move |(issued, prospect)| view! { <Replace asked issued prospect/> })
}

#[component]
fn Replace(asked: Asked, issued: Issued, prospect: Prospect) -> impl IntoView {
    let locale = asked.locale;
    let path = format!("/certificates/{}", issued.certificate.number);
    let title = locale.certificate_replace_title(&issued.certificate.number);
    let steps = match prospect {
        Prospect::Open(holder) => view! { <Ask asked issued holder/> }.into_any(),
        Prospect::Valid => {
            view! { <Notice state=State::Certified title=locale.certificate_replace_valid()/> }.into_any()
        }
        Prospect::TakenBack => {
            view! { <Notice state=State::Problem title=locale.certificate_replace_taken_back()/> }.into_any()
        }
        // A colleague was faster.
        Prospect::Replaced(next) => {
            let href = format!("/certificates/{next}");
            let title = locale.certificate_replaced_by();
            view! { <Notice state=State::Certified title><p><a href=href>{next.to_string()}</a></p></Notice> }
                .into_any()
        }
    };
    view! {
        <Framed title=title.clone() room=Room::Board>
            <header class="stack">
                <p class="label"><a href=path>{locale.certificate_title()}</a></p>
                <h1>{title}</h1>
                <p class="lead">{locale.certificate_replace_lead()}</p>
            </header>
            {steps}
        </Framed>
    }
}

#[component]
fn Ask(asked: Asked, issued: Issued, holder: Holder) -> impl IntoView {
    let locale = asked.locale;
    let path = format!("/certificates/{}", issued.certificate.number);
    let (action, edit) = (format!("{path}/replace"), format!("/people/{}/edit", issued.person));
    let names = [holder.name, holder.latin_name];
    let names = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
    view! {
        <form class="form" method="post" action=action>
            <Facts>
                <Fact term=locale.certificate_level()>{locale.level_name(issued.certificate.level())}</Fact>
                <Fact term=locale.certificate_replace_name()>
                    <b>{names}</b>
                    <small class="block muted">{locale.certificate_replace_name_hint()}</small>
                </Fact>
            </Facts>
            <p class="row">
                <Submit words=locale.certificate_replace_go() weight=Weight::Primary/>
                <LinkButton href=edit words=locale.certificate_replace_edit()/>
                <LinkButton href=path words=locale.certificate_replace_cancel() weight=Weight::Quiet/>
            </p>
        </form>
    }
}
