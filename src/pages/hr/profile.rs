//! A person's profile: a new one, or changing one.

use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Choice, DateField, Radios, TextField};
use crate::components::page::Room;
use crate::domain::locale::Locale;
use crate::domain::on_post::OnPostState;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::pages::staff::asked::Asked;
use crate::pages::staff::document::DocumentField;
use crate::pages::staff::stale::{StaleNotice, Version};
use crate::pages::staff::words;
use crate::server::form::Form;
use crate::server::services::ServiceError;
use crate::server::services::people::profile_form;
use crate::server::services::people::read_file::{OpenFile, departments, read_file};
use crate::server::services::people::typed::Typed;
use crate::server::storage::evidence::Evidence;
use leptos::prelude::*;

#[component]
pub fn NewPersonPage() -> impl IntoView {
    let asked = Asked::of_context();
    let state = asked.state.clone();
    load(async move { departments(&state).await }, move |departments| {
        let (locale, form) = (asked.locale, asked.form.clone());
        let stored = Typed::from_iter([("on_post_state", OnPostState::Training.id())]);
        view! {
            <Framed title=locale.staff_new_title() room=Room::Board>
                <header class="stack">
                    <p class="label"><a href="/people">{locale.board_title()}</a></p>
                    <h1>{locale.staff_new_title()}</h1>
                    <p class="lead">{locale.staff_new_lead()}</p>
                </header>
                <form
                    class="form part"
                    method="post"
                    action="/people/new"
                    enctype="multipart/form-data"
                    novalidate=true
                >
                    <ErrorSummary locale problems=problems(&form, locale)/>
                    <ProfileFields locale form stored departments proof=None/>
                    <p class="row">
                        <Submit words=locale.staff_create() weight=Weight::Primary/>
                        <LinkButton href="/people" words=locale.staff_cancel() weight=Weight::Quiet/>
                    </p>
                </form>
            </Framed>
        }
    })
}

#[component]
pub fn EditPersonPage() -> impl IntoView {
    let asked = Asked::of_context();
    let loading = {
        let asked = asked.clone();
        async move {
            let open = read_file(&asked.state, asked.account()?, asked.person()?).await?;
            Ok::<_, ServiceError>((open, departments(&asked.state).await?))
        }
    };
    load(loading, move |(open, departments)| view! { <EditPerson asked open departments/> })
}

#[component]
fn EditPerson(asked: Asked, open: OpenFile, departments: Vec<String>) -> impl IntoView {
    let proof = open.document(open.file.person.on_post_evidence).cloned();
    let person = open.file.person;
    let (locale, form, path) = (asked.locale, asked.form.clone(), asked.file_path());
    let title = locale.staff_edit_profile_of(&person.profile.name_in(locale));
    let stored = profile_form::write(&person.profile);
    let now = [stored.get("name"), stored.get("staff_number"), stored.get("department"), stored.get("on_post_on")];
    let now: Vec<&str> = now.into_iter().filter(|part| !part.is_empty()).collect();
    let now = now.join(locale.staff_comma());
    let action = format!("{path}/edit");
    view! {
        <Framed title=title.clone() room=Room::Board>
            <header class="stack">
                <p class="label"><a href=path.clone()>{locale.staff_to_file()}</a></p>
                <h1>{title}</h1>
            </header>
            <form class="form part" method="post" action=action enctype="multipart/form-data" novalidate=true>
                <ErrorSummary locale problems=problems(&form, locale)/>
                <StaleNotice locale form=form.clone() now/>
                <Version locale form=form.clone() stored=person.version/>
                <ProfileFields locale form stored departments proof/>
                <p class="row">
                    <Submit words=locale.staff_save() weight=Weight::Primary/>
                    <LinkButton href=path words=locale.staff_cancel() weight=Weight::Quiet/>
                </p>
            </form>
        </Framed>
    }
}

#[component]
fn ProfileFields(
    locale: Locale,
    form: Form,
    stored: Typed,
    departments: Vec<String>,
    /// The document behind the on-post date.
    proof: Option<Evidence>,
) -> impl IntoView {
    let value = |field: &str| form.value_or(field, stored.get(field));
    let problem = |field: &str| form.problem_of(field, locale);
    let states = OnPostState::ALL.map(|state| Choice::new(state.id(), words::on_post(locale, state))).to_vec();
    let known = departments.join(locale.staff_comma());
    let hint = if known.is_empty() {
        locale.staff_department_hint().to_owned()
    } else {
        [locale.staff_department_hint(), &known].join(" ")
    };
    view! {
        <TextField locale name="name" label=locale.staff_name() value=value("name") problem=problem("name") required=true/>
        <TextField locale name="latin_name" label=locale.staff_latin_name() hint=locale.staff_latin_name_hint()
            value=value("latin_name") problem=problem("latin_name")/>
        <div class="fields">
            <TextField locale name="staff_number" label=locale.staff_staff_number() value=value("staff_number")
                problem=problem("staff_number")/>
            <TextField locale name="email" label=locale.staff_email() kind="email" value=value("email") problem=problem("email")/>
        </div>
        <TextField locale name="department" label=locale.staff_department() hint=hint value=value("department")
            problem=problem("department")/>
        <div class="fields">
            <DateField locale name="hired_on" label=locale.staff_hired_on() value=value("hired_on") problem=problem("hired_on")/>
            <DateField locale name="on_post_on" label=locale.staff_on_post_on() value=value("on_post_on")
                problem=problem("on_post_on")/>
        </div>
        <DocumentField locale form=form.clone() label=locale.staff_on_post_evidence() document=proof/>
        <Radios locale name="on_post_state" label=locale.staff_on_post_state() choices=states value=value("on_post_state")
            problem=problem("on_post_state") required=true/>
    }
}
