//! A staff file: the profile, and the lists of education, work and certificates.

use super::asked::Asked;
use super::document::DocumentLink;
use super::words;
use crate::components::bits::{Bit, Bits};
use crate::components::button::LinkButton;
use crate::components::icon::Icon;
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::{State, StateLine};
use crate::components::table::{Cell, Fact, Facts, Stacks};
use crate::domain::certificate::CertificateNumber;
use crate::domain::locale::Locale;
use crate::domain::on_post::{Milestone, Milestones};
use crate::domain::staff_file::{Entry, EntryKind, Profile};
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::services::people::read_file::{OpenFile, read_file};
use crate::server::services::people::standing::Standing;
use crate::server::storage::evidence::Evidence;
use chrono::NaiveDate;
use leptos::prelude::*;

/// The own file, or with a person in the path that one's.
#[component]
pub fn FilePage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move { read_file(&asked.state, asked.account()?, asked.person()?).await }
    };
    load(loading, move |open| view! { <File asked open/> })
}

#[component]
fn File(asked: Asked, open: OpenFile) -> impl IntoView {
    let (locale, today, base) = (asked.locale, asked.today(), asked.file_path());
    let profile = open.file.person.profile.clone();
    let proof = open.document(open.file.person.on_post_evidence).cloned();
    let name = profile.name_in(locale).to_owned();
    let (title, lead, room) = if asked.is_hr() {
        (locale.staff_title(&name), locale.staff_lead(&name), Room::Board)
    } else {
        (locale.staff_own_title().to_owned(), locale.staff_own_lead().to_owned(), Room::MyFile)
    };
    let edit = asked.is_hr() && open.standing == Some(Standing::Keeper);
    let eligibility = asked.eligibility_path();
    let decisions = asked.is_hr().then(|| format!("/decisions?person={}", open.file.person.id));
    let lists = EntryKind::ALL
        .map(|kind| view! { <Entries locale kind open=open.clone() base=base.clone() today/> })
        .collect_view();
    view! {
        <Framed title=title.clone() room=room>
            <header class="stack">
                {asked.is_hr().then(|| view! { <p class="label"><a href="/people">{locale.board_title()}</a></p> })}
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                <p class="row">
                    <LinkButton href=eligibility words=locale.staff_to_eligibility()/>
                    {decisions.map(|href| view! { <LinkButton href words=locale.staff_to_decisions()/> })}
                </p>
            </header>
            <ProfileFacts
                locale
                profile
                proof
                milestones=open.milestones
                today
                edit=edit.then(|| format!("{base}/edit"))
            />
            {lists}
        </Framed>
    }
}

#[component]
fn ProfileFacts(
    locale: Locale,
    profile: Profile,
    /// The document behind the on-post date.
    proof: Option<Evidence>,
    milestones: Milestones,
    today: NaiveDate,
    edit: Option<String>,
) -> impl IntoView {
    let exams = [
        (locale.exam_post_month_three(), milestones.month_three),
        (locale.exam_post_month_six(), milestones.month_six),
    ];
    let exams = exams
        .into_iter()
        .filter(|(_, milestone)| *milestone != Milestone::Open)
        .map(|(term, milestone)| {
            let (state, words) = words::milestone(locale, milestone);
            view! { <Fact term><StateLine state words/></Fact> }
        })
        .collect_view();
    let violation = profile.on_post_state.is_violation(profile.on_post_on, today);
    let or_none = move |text: String| if text.is_empty() { locale.staff_none().to_owned() } else { text };
    let day = move |day: Option<NaiveDate>| or_none(day.map(|day| day.to_string()).unwrap_or_default());
    let names = [profile.name.clone(), profile.latin_name.clone()];
    let names: Vec<Bit> = names.into_iter().filter(|name| !name.is_empty()).map(Bit::Words).collect();
    view! {
        <section aria-labelledby="profile" class="part">
            <SectionHead id="profile" title=locale.staff_profile()>
                {edit.map(|href| view! { <LinkButton href words=locale.staff_edit_profile() slim=true icon=Icon::Edit/> })}
            </SectionHead>
            {violation.then(|| view! { <Notice state=State::Problem title=locale.staff_violation()/> })}
            <Facts wide=true>
                <Fact term=locale.staff_name()><Bits bits=names/></Fact>
                <Fact term=locale.staff_staff_number()>{or_none(profile.staff_number.unwrap_or_default())}</Fact>
                <Fact term=locale.staff_department()>{or_none(profile.department)}</Fact>
                <Fact term=locale.staff_email()>{or_none(profile.email)}</Fact>
                <Fact term=locale.staff_hired_on()>{day(profile.hired_on)}</Fact>
                <Fact term=locale.staff_on_post_on()>
                    {day(profile.on_post_on)}
                    {proof
                        .map(|proof| {
                            view! { <span class="block"><DocumentLink locale document=Some(proof)/></span> }
                        })}
                </Fact>
                <Fact term=locale.staff_on_post_state()>{words::on_post(locale, profile.on_post_state)}</Fact>
                {exams}
            </Facts>
        </section>
    }
}

#[component]
fn Entries(locale: Locale, kind: EntryKind, open: OpenFile, base: String, today: NaiveDate) -> impl IntoView {
    let writes = open.standing.is_some();
    let (add, empty) = match kind {
        EntryKind::Education => (locale.staff_add_education(), locale.staff_empty_education()),
        EntryKind::Employment => (locale.staff_add_employment(), locale.staff_empty_employment()),
        EntryKind::Credential => (locale.staff_add_credentials(), locale.staff_empty_credentials()),
    };
    let entries: Vec<Entry> = open.file.entries_of(kind).cloned().collect();
    let list = if entries.is_empty() {
        view! { <p class="muted under">{empty}</p> }.into_any()
    } else {
        let columns = [
            locale.staff_what(),
            locale.staff_when(),
            locale.staff_state(),
            locale.staff_document(),
            locale.staff_action(),
        ];
        let rows = entries
            .into_iter()
            .map(|entry| {
                let edit = writes.then(|| format!("{base}/{kind}/{}", entry.id));
                let document = open.document(entry.evidence).cloned();
                let certificate = open.certificate(entry.id).cloned();
                view! { <EntryRow locale entry document certificate edit today/> }
            })
            .collect_view();
        view! {
            <Stacks caption=words::kind(locale, kind) columns=columns.map(str::to_owned).to_vec()>{rows}</Stacks>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby=kind.id() class="part">
            <SectionHead id=kind.id() title=words::kind(locale, kind)>
                {writes.then(|| view! { <LinkButton href=format!("{base}/{kind}") words=add slim=true icon=Icon::Add/> })}
            </SectionHead>
            {list}
        </section>
    }
}

#[component]
fn EntryRow(
    locale: Locale,
    entry: Entry,
    document: Option<Evidence>,
    certificate: Option<CertificateNumber>,
    edit: Option<String>,
    today: NaiveDate,
) -> impl IntoView {
    let what = words::title(locale, &entry.details);
    let (state, word) = words::state(locale, &entry, today);
    let remark = words::remark(locale, &entry.details);
    let reason = words::reason(locale, &entry);
    let label = locale.staff_edit_of(&what);
    let action = match (certificate, edit) {
        (Some(number), _) => {
            let href = format!("/certificates/{number}");
            let number = number.to_string();
            Some(
                view! { <a href=href>{locale.staff_open_certificate()}<span class="sr">" "{number}</span></a> }
                    .into_any(),
            )
        }
        (None, Some(href)) => Some(view! { <a href=href aria-label=label>{locale.staff_edit()}</a> }.into_any()),
        (None, None) => None,
    };
    view! {
        <tr id=format!("entry-{}", entry.id)>
            <Cell column=locale.staff_what()>
                <span>{what}{remark.map(|remark| view! { <small class="block muted">{remark}</small> })}</span>
            </Cell>
            <Cell column=locale.staff_when()>{words::when(locale, &entry.details, today)}</Cell>
            <Cell column=locale.staff_state()>
                <span>
                    <StateLine state words=word/>
                    {reason.map(|reason| view! { <small class="block">{reason}</small> })}
                </span>
            </Cell>
            <Cell column=locale.staff_document()><DocumentLink locale document/></Cell>
            <Cell column=locale.staff_action()>{action}</Cell>
        </tr>
    }
}
