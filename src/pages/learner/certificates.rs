//! The own certificates, and one of them: the sheet, its downloads, where it is verified. HR comes to anybody's.

use crate::components::button::{LinkButton, Weight};
use crate::components::empty::Empty;
use crate::components::icon::Icon;
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::rungs::RungsGlyph;
use crate::components::state::{State, StateLine};
use crate::components::table::{Cell, Fact, Facts, Stacks};
use crate::domain::access::Permission;
use crate::domain::certificate::{Certificate, CertificateNumber, Standing};
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::server::services::certificate::download::held;
use crate::server::services::certificate::issuer;
use crate::server::services::certificate::own::certificates_of;
use crate::server::storage::certificate::Issued;
use chrono::NaiveDate;
use leptos::prelude::*;

#[component]
pub fn CertificatesPage() -> impl IntoView {
    let asked = Asked::of_context();
    let (locale, today) = (asked.locale, asked.today());
    let loading = async move { certificates_of(&asked.state, asked.account()?, asked.person()?).await };
    load(loading, move |held| {
        let shown = if held.is_empty() {
            view! {
                <Empty icon=Icon::File title=locale.certificate_empty_title() words=locale.certificate_lead_none()>
                    <LinkButton href="/eligibility" words=locale.certificate_to_eligibility()/>
                </Empty>
            }
            .into_any()
        } else {
            let columns = [
                locale.certificate_level(),
                locale.certificate_number(),
                locale.certificate_issued(),
                locale.certificate_expires(),
                locale.certificate_standing(),
            ];
            let rows = held
                .into_iter()
                .map(|issued| view! { <Row locale today certificate=issued.certificate/> })
                .collect_view();
            view! {
                <Stacks caption=locale.certificate_title() columns=columns.map(str::to_owned).to_vec()>{rows}</Stacks>
            }
            .into_any()
        };
        view! {
            <Framed title=locale.certificate_title() room=Room::Certificates>
                <header class="stack">
                    <h1>{locale.certificate_title()}</h1>
                    <p class="lead">{locale.certificate_lead()}</p>
                </header>
                {shown}
            </Framed>
        }
    })
}

#[component]
fn Row(locale: Locale, today: NaiveDate, certificate: Certificate) -> impl IntoView {
    let level = certificate.level();
    let number = certificate.number.to_string();
    let (issued, expires, standing) =
        (certificate.issued.to_string(), expiry(locale, &certificate), certificate.standing(today));
    let (href, named) = (format!("/certificates/{number}"), number.clone());
    view! {
        <tr>
            <Cell column=locale.certificate_level()>
                <a class="with-mark" href=href>
                    <RungsGlyph level/>{locale.level_name(level)}<span class="sr">" "{named}</span>
                </a>
            </Cell>
            <Cell column=locale.certificate_number()>{number}</Cell>
            <Cell column=locale.certificate_issued()>{issued}</Cell>
            <Cell column=locale.certificate_expires()>{expires}</Cell>
            <Cell column=locale.certificate_standing()><StandingLine locale standing/></Cell>
        </tr>
    }
}

#[component]
pub fn CertificatePage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move { held(&asked.state, asked.account()?, &asked.path::<CertificateNumber>("number")?).await }
    };
    load(loading, move |issued| view! { <CertificateView asked issued/> })
}

#[component]
fn CertificateView(asked: Asked, issued: Issued) -> impl IntoView {
    let (locale, today) = (asked.locale, asked.today());
    let certificate = issued.certificate;
    let (level, number) = (certificate.level(), certificate.number.to_string());
    let is_own = asked.account().is_ok_and(|account| account.person == Some(issued.person));
    let may_decide = !is_own && asked.account().is_ok_and(|account| account.may(Permission::Decide));
    let issuer = issuer(&asked.state);
    let verification = issuer.verification(&certificate);
    let reason = certificate.revoked.as_ref().map(|revoked| revoked.reason.clone());
    let names = [certificate.holder.name.clone(), certificate.holder.latin_name.clone()];
    let names = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
    let (issued_on, expires, standing) =
        (locale.day(certificate.issued), expiry(locale, &certificate), certificate.standing(today));
    let path = format!("/certificates/{number}");
    let (pdf, badge, verify) = (format!("{path}/pdf"), format!("{path}/badge"), format!("/verify/{number}"));
    let verify_link = verify.clone();
    let decision = match (&certificate.revoked, &issued.replaced_by) {
        (None, _) => Some((format!("{path}/revoke"), locale.certificate_revoke(), Weight::Grave)),
        (Some(_), None) => Some((format!("{path}/replace"), locale.certificate_replace(), Weight::Plain)),
        (Some(_), Some(_)) => None,
    };
    let kin = [
        (locale.certificate_replaces(), issued.replaces.as_ref()),
        (locale.certificate_replaced_by(), issued.replaced_by.as_ref()),
    ];
    let kin = kin.into_iter().filter_map(|(term, other)| {
        let number = other?.to_string();
        Some(view! { <Fact term><a href=format!("/certificates/{number}")>{number.clone()}</a></Fact> })
    });
    let kin = kin.collect_view();
    let title = format!("{} {number}", locale.certificate_title());
    let missing = match asked.query("missing") {
        "" => None,
        "font" => Some(locale.certificate_no_font().to_owned()),
        character => Some(locale.certificate_no_glyph(&character)),
    };
    let (room, back, back_words) = if is_own {
        (Room::Certificates, "/certificates".to_owned(), locale.certificate_title())
    } else {
        (Room::Board, format!("/people/{}", issued.person), locale.claim_file())
    };
    view! {
        <Framed title room>
            <header class="stack">
                <p class="label"><a href=back>{back_words}</a></p>
                <h1 class="with-mark"><RungsGlyph level size=36/>{locale.level_name(level)}</h1>
                <p class="row">
                    <LinkButton href=pdf words=locale.certificate_pdf() weight=Weight::Primary icon=Icon::File/>
                    <LinkButton href=badge words=locale.certificate_badge()/>
                    <LinkButton href=verify words=locale.certificate_verify_page() weight=Weight::Quiet/>
                </p>
            </header>
            {missing.map(|title| view! { <Notice state=State::Problem title/> })}
            <Facts wide=true>
                <Fact term=locale.certificate_holder()>{names}</Fact>
                <Fact term=locale.certificate_level()>{locale.level(level)}</Fact>
                <Fact term=locale.certificate_number()>{number}</Fact>
                <Fact term=locale.certificate_standing()><StandingLine locale standing/></Fact>
                {reason.map(|words| view! { <Fact term=locale.certificate_revoked_reason()>{words}</Fact> })}
                {kin}
                <Fact term=locale.certificate_issued()>{issued_on}</Fact>
                <Fact term=locale.certificate_expires()>{expires}</Fact>
                <Fact term=locale.certificate_issuer()>{issuer.name}</Fact>
                <Fact term=locale.certificate_verify_at()><a href=verify_link>{verification}</a></Fact>
            </Facts>
            <p class="small muted">{locale.certificate_badge_lead()}</p>
            {decision.filter(|_| may_decide).map(|(href, words, weight)| view! {
                <p class="row part"><LinkButton href words weight/></p>
            })}
        </Framed>
    }
}

/// What it is worth, with its mark.
#[component]
fn StandingLine(locale: Locale, standing: Standing) -> impl IntoView {
    let (state, words) = match standing {
        Standing::Valid => (State::Certified, locale.certificate_valid().to_owned()),
        Standing::Revoked { on } => (State::Revoked, format!("{} {on}", locale.certificate_revoked())),
        Standing::Expired { on } => (State::Expired, format!("{} {on}", locale.certificate_expired())),
    };
    view! { <StateLine state words/> }
}

fn expiry(locale: Locale, certificate: &Certificate) -> String {
    match certificate.expires {
        Some(day) => locale.certificate_until(&locale.day(day)),
        None => locale.certificate_no_expiry().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::certificate::Holder;
    use crate::domain::level::Level;

    #[test]
    fn validity_is_told_by_its_last_day_or_as_lasting() {
        let certificate = |expires: Option<&str>| Certificate {
            number: CertificateNumber::new(Level::One, 2026, 1),
            holder: Holder { name: "林晓雯".into(), latin_name: String::new() },
            issued: "2026-06-20".parse().expect("a day"),
            expires: expires.map(|day| day.parse().expect("a day")),
            revoked: None,
        };
        assert_eq!(expiry(Locale::ZhCn, &certificate(None)), "长期有效");
        assert!(expiry(Locale::En, &certificate(Some("2028-06-20"))).contains("20 June 2028"));
    }
}
