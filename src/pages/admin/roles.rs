//! Roles and states of accounts in words, and the field that gives roles.

use crate::components::field::{Checks, Choice};
use crate::components::state::{State, StateLine};
use crate::domain::access::Role;
use crate::domain::account::AccountState;
use crate::domain::locale::Locale;
use leptos::prelude::*;
use std::collections::BTreeSet;

pub fn role_word(role: Role, locale: Locale) -> &'static str {
    match role {
        Role::Learner => locale.admin_role_learner(),
        Role::Trainer => locale.admin_role_trainer(),
        Role::Hr => locale.admin_role_hr(),
        Role::Administrator => locale.admin_role_administrator(),
    }
}

/// Several roles in a row.
pub fn role_words(roles: &BTreeSet<Role>, locale: Locale) -> String {
    let words: Vec<_> = roles.iter().map(|role| role_word(*role, locale)).collect();
    words.join(locale.list_comma())
}

pub fn state_word(state: AccountState, locale: Locale) -> &'static str {
    match state {
        AccountState::Active => locale.admin_state_active(),
        AccountState::Invited => locale.admin_state_invited(),
        AccountState::Disabled => locale.admin_state_disabled(),
    }
}

/// The state with its shape.
#[component]
pub fn AccountStateLine(locale: Locale, state: AccountState) -> impl IntoView {
    let shape = match state {
        AccountState::Active => State::Met,
        AccountState::Invited => State::Waiting,
        AccountState::Disabled => State::Revoked,
    };
    view! { <StateLine state=shape words=state_word(state, locale)/> }
}

/// The boxes of the roles, each with what it opens.
#[component]
pub fn RoleField(
    locale: Locale,
    values: Vec<String>,
    #[prop(optional_no_strip)] problem: Option<String>,
) -> impl IntoView {
    let choices = Role::ALL.map(|role| {
        let meaning = match role {
            Role::Learner => locale.admin_role_learner_hint(),
            Role::Trainer => locale.admin_role_trainer_hint(),
            Role::Hr => locale.admin_role_hr_hint(),
            Role::Administrator => locale.admin_role_administrator_hint(),
        };
        (Choice::new(role.word(), role_word(role, locale)), meaning.to_owned())
    });
    view! {
        <Checks locale name="role" label=locale.admin_field_roles() choices=choices.into() values problem required=true/>
    }
}
