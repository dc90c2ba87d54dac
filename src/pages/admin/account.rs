//! One account: what is known of it, its roles, and what can be done with it.

use super::confirm::account_of_path;
use super::query::parameter;
use super::roles::{AccountStateLine, RoleField};
use crate::components::button::{LinkButton, Submit, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::moment::{Moment, minute};
use crate::components::notice::Notice;
use crate::components::page::Room;
use crate::components::section_head::SectionHead;
use crate::components::state::State;
use crate::components::table::{Fact, Facts};
use crate::domain::account::AccountState;
use crate::domain::id::AccountId;
use crate::domain::locale::Locale;
use crate::pages::frame::{Framed, problems};
use crate::pages::load::load;
use crate::server::form::Form;
use crate::server::services::account::read::AccountView;
use crate::server::storage::account::AccountRow;
use leptos::prelude::*;

#[component]
pub fn AccountPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let done = done_words(&parameter("done"), locale);
    load(account_of_path(), move |found| {
        let account = found.account.clone();
        let (id, state) = (account.id, account.state());
        view! {
            <Framed title=account.display_name.clone() room=Room::Accounts>
                <header>
                    <p class="label"><a href="/accounts">{locale.nav_accounts()}</a></p>
                    <h1>{account.display_name.clone()}</h1>
                </header>
                {done.map(|words| view! { <Notice state=State::Saved title=words/> })}
                <Known locale found/>
                <Roles locale account/>
                <Steps locale id state/>
            </Framed>
        }
    })
}

/// What the step before did.
fn done_words(done: &str, locale: Locale) -> Option<&'static str> {
    match done {
        "roles" => Some(locale.admin_done_roles()),
        "disabled" => Some(locale.admin_done_disabled()),
        "enabled" => Some(locale.admin_done_enabled()),
        "signed-out" => Some(locale.admin_done_signed_out()),
        _ => None,
    }
}

#[component]
fn Known(locale: Locale, found: AccountView) -> impl IntoView {
    let link = link_words(&found, locale);
    let AccountView { account, staff_number, sessions, .. } = found;
    let file = match (account.person_id, staff_number) {
        (None, _) => locale.admin_fact_file_none().to_owned(),
        (Some(_), Some(number)) => locale.admin_fact_file_number(&number),
        (Some(_), None) => locale.admin_fact_file_without_number().to_owned(),
    };
    let last = match account.last_sign_in_at {
        Some(at) => view! { <Moment at/> }.into_any(),
        None => locale.admin_never().into_any(),
    };
    let state = account.state();
    let AccountRow { id, sign_in_name, created_at, disabled_at, .. } = account;
    let disabled = disabled_at.map(|at| {
        view! { <Fact term=locale.admin_fact_disabled()><Moment at/></Fact> }
    });
    view! {
        <Facts wide=true>
            <Fact term=locale.admin_fact_sign_in_name()>{sign_in_name}</Fact>
            <Fact term=locale.admin_fact_state()><AccountStateLine locale state/></Fact>
            <Fact term=locale.admin_fact_file()>{file}</Fact>
            <Fact term=locale.admin_fact_last()>{last}</Fact>
            <Fact term=locale.admin_fact_devices()>{locale.admin_fact_devices_count(sessions)}</Fact>
            {link.map(|words| view! { <Fact term=locale.admin_fact_link()>{words}</Fact> })}
            <Fact term=locale.admin_fact_since()><Moment at=created_at/></Fact>
            {disabled}
        </Facts>
        <p><a href=format!("/audit?subject={id}")>{locale.admin_trail()}</a></p>
    }
}

fn link_words(found: &AccountView, locale: Locale) -> Option<String> {
    match (found.open_link(), found.account.link_until) {
        (Some(until), _) => Some(locale.admin_fact_link_holds(&minute(until))),
        (None, Some(over)) => Some(locale.admin_fact_link_over(&minute(over))),
        (None, None) => None,
    }
}

#[component]
fn Roles(locale: Locale, account: AccountRow) -> impl IntoView {
    let form: Form = expect_context();
    let values = if form.was_sent() {
        form.all("role").map(str::to_owned).collect()
    } else {
        account.roles().iter().map(|role| role.word().to_owned()).collect()
    };
    view! {
        <section class="stack" aria-labelledby="roles">
            <SectionHead id="roles" title=locale.admin_roles_title()/>
            <p class="muted">{locale.admin_roles_lead()}</p>
            <form class="form" method="post" action=format!("/accounts/{}", account.id) novalidate=true>
                <ErrorSummary locale problems=problems(&form, locale)/>
                <input type="hidden" name="version" value=account.version.to_string()/>
                <RoleField locale values problem=form.problem_of("role", locale)/>
                <div class="row"><Submit words=locale.admin_roles_save() weight=Weight::Primary/></div>
            </form>
        </section>
    }
}

#[component]
fn Steps(locale: Locale, id: AccountId, state: AccountState) -> impl IntoView {
    let steps = match state {
        AccountState::Active => view! {
            <Step title=locale.admin_new_link() words=locale.admin_new_link_reset_lead()>
                <LinkButton href=format!("/accounts/{id}/link") words=locale.admin_new_link() slim=true/>
            </Step>
            <Step title=locale.admin_sign_out() words=locale.admin_sign_out_lead()>
                <LinkButton href=format!("/accounts/{id}/sign-out") words=locale.admin_sign_out() slim=true/>
            </Step>
            <DisableStep locale id/>
        }
        .into_any(),
        AccountState::Invited => view! {
            <Step title=locale.admin_new_link() words=locale.admin_new_link_invited_lead()>
                <LinkButton href=format!("/accounts/{id}/link") words=locale.admin_new_link() slim=true/>
            </Step>
            <DisableStep locale id/>
        }
        .into_any(),
        AccountState::Disabled => view! {
            <Step title=locale.admin_enable() words=locale.admin_enable_lead()>
                <form method="post" action=format!("/accounts/{id}/enable")>
                    <Submit words=locale.admin_enable() slim=true/>
                </form>
            </Step>
        }
        .into_any(),
    };
    view! {
        <section class="stack" aria-labelledby="access">
            <SectionHead id="access" title=locale.admin_access_title()/>
            <ul class="account-steps">{steps}</ul>
        </section>
    }
}

#[component]
fn DisableStep(locale: Locale, id: AccountId) -> impl IntoView {
    view! {
        <Step title=locale.admin_disable() words=locale.admin_disable_lead()>
            <LinkButton
                href=format!("/accounts/{id}/disable")
                words=locale.admin_disable()
                weight=Weight::Grave
                slim=true
            />
        </Step>
    }
}

#[component]
fn Step(title: &'static str, words: &'static str, children: Children) -> impl IntoView {
    view! {
        <li>
            <div><h3>{title}</h3><p>{words}</p></div>
            {children()}
        </li>
    }
}
