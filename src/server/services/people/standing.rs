//! In what capacity somebody comes to a staff file.

use crate::domain::access::Permission;
use crate::domain::id::PersonId;
use crate::domain::staff_file::EntryId;
use crate::server::services::ServiceError;
use crate::server::storage::{Tx, certificate};
use crate::server::visitor::Account;

/// In what capacity somebody works on a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is the own file: what is written there is a claim.
    Owner,
    /// HR: what is written there may be verified at once.
    Keeper,
}

/// Whether the account may read a person's file.
///
/// # Errors
/// `NotFound` for whoever may not: a file that is none of somebody's business does not exist for them.
pub fn may_read(account: &Account, person: PersonId) -> Result<(), ServiceError> {
    let own = account.person == Some(person) && account.may(Permission::KeepOwnFile);
    if own || account.may(Permission::ReadPeople) { Ok(()) } else { Err(ServiceError::NotFound) }
}

/// In what capacity the account may write into a person's file. Keepers come to their own file as owners: a colleague
/// checks what they claim.
///
/// # Errors
/// `NotFound` where the file may not be read, `Forbidden` where it may only be read.
pub fn may_write(account: &Account, person: PersonId) -> Result<Standing, ServiceError> {
    may_read(account, person)?;
    if account.person == Some(person) {
        return if account.may(Permission::KeepOwnFile) { Ok(Standing::Owner) } else { Err(ServiceError::Forbidden) };
    }
    if account.may(Permission::KeepPeople) { Ok(Standing::Keeper) } else { Err(ServiceError::Forbidden) }
}

/// Whether the account may verify or reject what a person's file claims.
///
/// # Errors
/// `Forbidden` for whoever may not keep people, and for everybody's own file.
pub fn may_check(account: &Account, person: PersonId) -> Result<(), ServiceError> {
    if account.may(Permission::KeepPeople) && account.person != Some(person) {
        return Ok(());
    }
    may_read(account, person).and(Err(ServiceError::Forbidden))
}

/// Whether an entry may be changed or taken out at all: one that stands for a certificate of ours may not.
///
/// # Errors
/// `Forbidden` for such an entry: it can only be revoked.
pub async fn must_not_be_issued(tx: &mut Tx, entry: EntryId) -> Result<(), ServiceError> {
    let EntryId::Credential(credential) = entry else { return Ok(()) };
    match certificate::of_credential(tx, credential).await? {
        Some(_) => Err(ServiceError::Forbidden),
        None => Ok(()),
    }
}

/// Whether the account holds a permission.
pub fn must(account: &Account, permission: Permission) -> Result<(), ServiceError> {
    if account.may(permission) { Ok(()) } else { Err(ServiceError::Forbidden) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::Role;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    fn account(role: Role, person: Option<u128>) -> Account {
        Account {
            id: Uuid::from_u128(1).into(),
            session: Uuid::from_u128(2).into(),
            sign_in_name: String::new(),
            display_name: String::new(),
            person: person.map(|person| Uuid::from_u128(person).into()),
            roles: BTreeSet::from([role]),
            locale: None,
            theme: None,
        }
    }

    /// What came out, for a table: `ok`, `not found`, `forbidden`.
    fn word<T>(result: &Result<T, ServiceError>) -> &'static str {
        match result {
            Ok(_) => "ok",
            Err(ServiceError::NotFound) => "not found",
            Err(ServiceError::Forbidden) => "forbidden",
            Err(_) => "something else",
        }
    }

    #[test]
    fn everybody_keeps_the_own_file_and_hr_the_others_but_nobody_checks_the_own() {
        let (own, other) = (PersonId::from(Uuid::from_u128(7)), PersonId::from(Uuid::from_u128(8)));
        let cases = [
            (Role::Learner, Some(7), own, ["ok", "ok", "forbidden"]),
            (Role::Learner, Some(7), other, ["not found", "not found", "not found"]),
            (Role::Trainer, Some(7), other, ["not found", "not found", "not found"]),
            (Role::Hr, Some(7), own, ["ok", "ok", "forbidden"]),
            (Role::Hr, Some(7), other, ["ok", "ok", "ok"]),
            (Role::Hr, None, other, ["ok", "ok", "ok"]),
            (Role::Administrator, None, other, ["not found", "not found", "not found"]),
        ];
        for (role, person, file, expected) in cases {
            let account = account(role, person);
            let found =
                [word(&may_read(&account, file)), word(&may_write(&account, file)), word(&may_check(&account, file))];
            assert_eq!(found, expected, "{role} {person:?} {file}");
        }
        assert_eq!(may_write(&account(Role::Hr, Some(7)), own).ok(), Some(Standing::Owner));
        assert_eq!(may_write(&account(Role::Hr, Some(7)), other).ok(), Some(Standing::Keeper));
    }
}
