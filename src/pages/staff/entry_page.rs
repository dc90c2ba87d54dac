//! Adding or changing one entry of a staff file.

use super::asked::Asked;
use super::document::DocumentField;
use super::stale::{StaleNotice, Version};
use super::words;
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Check, Choice, DateField, Select, TextArea, TextField};
use crate::components::page::Room;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::staff_file::{Entry, EntryKind};
use crate::domain::verification::Verification;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::server::form::Form;
use crate::server::services::ServiceError;
use crate::server::services::people::entry_form;
use crate::server::services::people::read_file::{OpenFile, read_file};
use crate::server::services::people::standing::Standing;
use crate::server::services::people::typed::Typed;
use leptos::prelude::*;

/// What the page is about.
struct Opened {
    open: OpenFile,
    standing: Standing,
    kind: EntryKind,
    /// None: a new one.
    entry: Option<Entry>,
}

/// The form of a new entry.
#[component]
pub fn AddEntryPage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move {
            let kind = asked.path("kind")?;
            opened(&asked, kind, None).await
        }
    };
    load(loading, move |opened| view! { <EntryView asked opened/> })
}

/// The form of an entry that is there.
#[component]
pub fn EditEntryPage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move {
            let id = asked.entry()?;
            opened(&asked, id.kind(), Some(id)).await
        }
    };
    load(loading, move |opened| view! { <EntryView asked opened/> })
}

async fn opened(
    asked: &Asked,
    kind: EntryKind,
    id: Option<crate::domain::staff_file::EntryId>,
) -> Result<Opened, ServiceError> {
    let open = read_file(&asked.state, asked.account()?, asked.person()?).await?;
    let standing = open.standing.ok_or(ServiceError::Forbidden)?;
    let entry = match id {
        None => None,
        Some(id) => {
            let found = open.file.entries.iter().find(|entry| entry.id == id);
            Some(found.cloned().ok_or(ServiceError::NotFound)?)
        }
    };
    Ok(Opened { open, standing, kind, entry })
}

#[component]
fn EntryView(asked: Asked, opened: Opened) -> impl IntoView {
    let Opened { open, standing, kind, entry } = opened;
    let (locale, form, base) = (asked.locale, asked.form.clone(), asked.file_path());
    let name = open.file.person.profile.name_in(locale).to_owned();
    let title = heading(locale, kind, entry.is_some());
    let title = if asked.is_hr() { locale.staff_add_for(&name, &title) } else { title.to_owned() };
    let room = if asked.is_hr() { Room::Board } else { Room::MyFile };
    let stored = entry.as_ref().map(|entry| entry_form::write(&entry.details)).unwrap_or_default();
    let stored =
        if entry.is_none() && kind == EntryKind::Employment { Typed::from_iter([("related", "yes")]) } else { stored };
    let action = match &entry {
        None => format!("{base}/{kind}"),
        Some(entry) => format!("{base}/{kind}/{}", entry.id),
    };
    let document = open.document(entry.as_ref().and_then(|entry| entry.evidence)).cloned();
    let now = entry.as_ref().map(|entry| {
        let parts = [words::title(locale, &entry.details), words::when(locale, &entry.details, asked.today())];
        parts.join(locale.staff_comma())
    });
    let version = entry.as_ref().map(|entry| {
        view! { <Version locale form=form.clone() stored=entry.version/> }
    });
    let reclaim = entry
        .as_ref()
        .is_some_and(|entry| entry.check.status() == Verification::Verified && standing == Standing::Owner);
    let withdraw = entry.map(|entry| view! { <Withdraw locale entry standing action=format!("{action}/withdraw")/> });
    view! {
        <Framed title=title.clone() room=room>
            <header class="stack">
                <p class="label"><a href=base.clone()>{locale.staff_to_file()}</a></p>
                <h1>{title}</h1>
                {reclaim.then(|| view! { <p class="lead">{locale.staff_claim_again()}</p> })}
            </header>
            <form class="form part" method="post" action=action enctype="multipart/form-data" novalidate=true>
                <ErrorSummary locale problems=problems(&form, locale)/>
                {now.map(|now| view! { <StaleNotice locale form=form.clone() now/> })}
                {version}
                <Fields locale kind form=form.clone() stored standing/>
                <DocumentField locale form=form.clone() label=locale.staff_evidence() document/>
                {(standing == Standing::Keeper)
                    .then(|| {
                        view! {
                            <Check
                                name="verified"
                                label=locale.staff_seen()
                                hint=locale.staff_seen_hint()
                                checked=form.ticked("verified")
                            />
                        }
                    })}
                <p class="row">
                    <Submit words=locale.staff_save() weight=Weight::Primary/>
                    <LinkButton href=base words=locale.staff_cancel() weight=Weight::Quiet/>
                </p>
            </form>
            {withdraw}
        </Framed>
    }
}

fn heading(locale: Locale, kind: EntryKind, edits: bool) -> &'static str {
    match (kind, edits) {
        (EntryKind::Education, false) => locale.staff_add_title_education(),
        (EntryKind::Employment, false) => locale.staff_add_title_employment(),
        (EntryKind::Credential, false) => locale.staff_add_title_credentials(),
        (EntryKind::Education, true) => locale.staff_edit_title_education(),
        (EntryKind::Employment, true) => locale.staff_edit_title_employment(),
        (EntryKind::Credential, true) => locale.staff_edit_title_credentials(),
    }
}

/// The values of the fields: what was sent, or else what is stored.
#[derive(Clone)]
struct Values {
    locale: Locale,
    form: Form,
    stored: Typed,
}

impl Values {
    fn of(&self, field: &str) -> String {
        self.form.value_or(field, self.stored.get(field))
    }

    fn is_ticked(&self, field: &str) -> bool {
        if self.form.was_sent() { self.form.ticked(field) } else { self.stored.is_ticked(field) }
    }

    fn problem(&self, field: &str) -> Option<String> {
        self.form.problem_of(field, self.locale)
    }
}

#[component]
fn Fields(locale: Locale, kind: EntryKind, form: Form, stored: Typed, standing: Standing) -> impl IntoView {
    let values = Values { locale, form, stored };
    match kind {
        EntryKind::Education => view! { <EducationFields values/> }.into_any(),
        EntryKind::Employment => view! { <EmploymentFields values/> }.into_any(),
        EntryKind::Credential => view! { <CredentialFields values standing/> }.into_any(),
    }
}

#[component]
fn EducationFields(values: Values) -> impl IntoView {
    let locale = values.locale;
    let levels = words::educations(locale).map(|(id, name)| Choice::new(id, name)).to_vec();
    view! {
        <Select locale name="level" label=locale.staff_level_education() choices=levels value=values.of("level")
            problem=values.problem("level") required=true/>
        <TextField locale name="school" label=locale.staff_school() value=values.of("school")
            problem=values.problem("school") required=true/>
        <TextField locale name="major" label=locale.staff_major() value=values.of("major") problem=values.problem("major")/>
        <Check name="major_related" label=locale.staff_major_related() hint=locale.staff_major_related_hint()
            checked=values.is_ticked("major_related")/>
        <DateField locale name="completed" label=locale.staff_completed() hint=locale.staff_completed_hint()
            value=values.of("completed") problem=values.problem("completed")/>
    }
}

#[component]
fn EmploymentFields(values: Values) -> impl IntoView {
    let locale = values.locale;
    view! {
        <TextField locale name="employer" label=locale.staff_employer() value=values.of("employer")
            problem=values.problem("employer") required=true/>
        <TextField locale name="title" label=locale.staff_job_title() value=values.of("title") problem=values.problem("title")/>
        <div class="fields">
            <DateField locale name="from" label=locale.staff_from() value=values.of("from") problem=values.problem("from")
                required=true/>
            <DateField locale name="to" label=locale.staff_to() hint=locale.staff_to_hint() value=values.of("to")
                problem=values.problem("to")/>
        </div>
        <Check name="related" label=locale.staff_is_related() hint=locale.staff_is_related_hint()
            checked=values.is_ticked("related")/>
    }
}

#[component]
fn CredentialFields(values: Values, standing: Standing) -> impl IntoView {
    let locale = values.locale;
    let levels = Level::ALL
        .map(|level| {
            Choice::new(level.to_string(), [locale.level(level), locale.level_name(level).to_owned()].join(" "))
        })
        .to_vec();
    let revocation = (standing == Standing::Keeper).then(|| {
        let values = values.clone();
        let open = !values.of("revoked_on").is_empty() || values.problem("revoked_on").is_some();
        view! {
            <details open=open>
                <summary>{locale.staff_revoke()}</summary>
                <div class="form">
                    <DateField locale name="revoked_on" label=locale.staff_revoke_on() value=values.of("revoked_on")
                        problem=values.problem("revoked_on")/>
                    <TextArea locale name="revoked_reason" label=locale.staff_revoke_reason() value=values.of("revoked_reason")
                        problem=values.problem("revoked_reason") rows=2/>
                </div>
            </details>
        }
    });
    view! {
        <Select locale name="level" label=locale.staff_level_credential() choices=levels value=values.of("level")
            problem=values.problem("level") required=true/>
        <TextField locale name="number" label=locale.staff_number() value=values.of("number") problem=values.problem("number")/>
        <TextField locale name="issuer" label=locale.staff_issuer() value=values.of("issuer") problem=values.problem("issuer")/>
        <div class="fields">
            <DateField locale name="issued" label=locale.staff_issued() value=values.of("issued")
                problem=values.problem("issued") required=true/>
            <DateField locale name="expires" label=locale.staff_expires() hint=locale.staff_expires_hint()
                value=values.of("expires") problem=values.problem("expires")/>
        </div>
        {revocation}
    }
}

/// Taking the entry out asks once: the button stands behind a fold.
#[component]
fn Withdraw(locale: Locale, entry: Entry, standing: Standing, action: String) -> impl IntoView {
    if standing == Standing::Owner && entry.check.status() == Verification::Verified {
        return view! { <p class="muted part">{locale.staff_withdraw_verified()}</p> }.into_any();
    }
    view! {
        <details class="part">
            <summary>{locale.staff_withdraw()}</summary>
            <form method="post" action=action class="form">
                <p>{locale.staff_withdraw_lead()}</p>
                <input type="hidden" name="version" value=entry.version.to_string()/>
                <Submit words=locale.staff_withdraw_confirm() weight=Weight::Grave/>
            </form>
        </details>
    }
    .into_any()
}
