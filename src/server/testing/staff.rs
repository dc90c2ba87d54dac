//! People for tests of staff files: somebody of HR, a colleague with a file, and what stands in it.

use crate::domain::access::Role;
use crate::domain::id::{AccountId, PersonId};
use crate::domain::on_post::OnPostState;
use crate::domain::staff_file::{EntryId, EntryKind, Profile};
use crate::server::ids::new_id;
use crate::server::services::people::add_entry::add_entry;
use crate::server::services::people::typed::Typed;
use crate::server::state::AppState;
use crate::server::storage::account::{self, NewAccount};
use crate::server::storage::person;
use crate::server::visitor::Account;
use std::collections::BTreeSet;

/// An account with one role; with `file` also a staff file under the same name.
pub(crate) async fn colleague(state: &AppState, name: &str, role: Role, file: bool) -> Account {
    let now = state.clock.now();
    let id: AccountId = new_id(now);
    let mut tx = state.db.write().await.expect("a transaction");
    let person: Option<PersonId> = if file { Some(new_id(now)) } else { None };
    if let Some(person) = person {
        person::insert(&mut tx, person, &profile(name), now).await.expect("a staff file");
    }
    let new = NewAccount { id, sign_in_name: name, display_name: name, person, created_at: now };
    account::insert(&mut tx, &new).await.expect("an account");
    let roles = BTreeSet::from([role]);
    account::set_roles(&mut tx, id, 1, &roles).await.expect("a role");
    tx.commit().await.expect("a commit");
    Account {
        id,
        session: new_id(now),
        sign_in_name: name.to_owned(),
        display_name: name.to_owned(),
        person,
        roles,
        locale: None,
        theme: None,
    }
}

pub(crate) fn profile(name: &str) -> Profile {
    Profile {
        name: name.to_owned(),
        latin_name: String::new(),
        staff_number: None,
        department: "客服一组".to_owned(),
        email: String::new(),
        hired_on: None,
        on_post_on: None,
        on_post_state: OnPostState::Training,
    }
}

/// A good form of each kind.
pub(crate) fn a_form(kind: EntryKind) -> Typed {
    match kind {
        EntryKind::Education => Typed::from_iter([
            ("level", "college"),
            ("school", "江城职业学院"),
            ("major", "商务管理"),
            ("completed", "2020-06-30"),
        ]),
        EntryKind::Employment => Typed::from_iter([
            ("employer", "云桥科技"),
            ("title", "在线客服"),
            ("from", "2023-10-23"),
            ("related", "yes"),
        ]),
        EntryKind::Credential => Typed::from_iter([("level", "1"), ("number", "R-1"), ("issued", "2022-03-18")]),
    }
}

/// A claim of each kind in the account's own file.
pub(crate) async fn claims(state: &AppState, owner: &Account) -> Vec<EntryId> {
    let person = owner.person.expect("a staff file");
    let mut claims = Vec::new();
    for kind in EntryKind::ALL {
        claims.push(add_entry(state, owner, person, kind, &a_form(kind), None).await.expect("a claim"));
    }
    claims
}
