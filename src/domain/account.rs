//! Accounts: what state one is in, and that somebody can always let others in.

use super::access::Role;
use std::collections::BTreeSet;
use std::str::FromStr;

/// What an account can be used for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// Waits for its one-time link to be opened.
    Invited,
    /// Signs in.
    Active,
    /// Closed by an administrator, whether or not it was ever used.
    Disabled,
}

impl AccountState {
    pub const ALL: [Self; 3] = [Self::Active, Self::Invited, Self::Disabled];

    pub fn of(is_disabled: bool, has_password: bool) -> Self {
        match (is_disabled, has_password) {
            (true, _) => Self::Disabled,
            (false, true) => Self::Active,
            (false, false) => Self::Invited,
        }
    }

    /// The word in addresses and in the database's conditions.
    pub fn word(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected invited, active or disabled, found {0:?}")]
pub struct UnknownAccountState(String);

impl FromStr for AccountState {
    type Err = UnknownAccountState;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|state| state.word() == word).ok_or_else(|| UnknownAccountState(word.to_owned()))
    }
}

/// Nobody could administer any more, and nobody could change that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the last administrator stays")]
pub struct LastAdministrator;

/// Whether an account that had these roles may be disabled, or given others, when so many administrators who can sign in
/// are left afterwards. Whoever only waits for an invitation is not counted: nobody knows that they will come.
pub fn leaves_an_administrator(before: &BTreeSet<Role>, left: u64) -> Result<(), LastAdministrator> {
    if before.contains(&Role::Administrator) && left == 0 { Err(LastAdministrator) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_administrator_stays_and_anybody_else_may_go() {
        let cases: [(&[Role], u64, bool); 5] = [
            (&[Role::Administrator], 0, false),
            (&[Role::Administrator, Role::Hr], 0, false),
            (&[Role::Administrator], 1, true),
            (&[Role::Hr], 0, true),
            (&[], 0, true),
        ];
        for (before, left, expected) in cases {
            let roles = before.iter().copied().collect();
            assert_eq!(leaves_an_administrator(&roles, left).is_ok(), expected, "{before:?}, {left} left");
        }
    }

    #[test]
    fn a_disabled_account_is_disabled_whether_or_not_it_was_ever_used() {
        let cases = [
            (false, false, AccountState::Invited),
            (false, true, AccountState::Active),
            (true, false, AccountState::Disabled),
            (true, true, AccountState::Disabled),
        ];
        for (is_disabled, has_password, expected) in cases {
            assert_eq!(AccountState::of(is_disabled, has_password), expected);
            assert_eq!(expected.word().parse(), Ok(expected));
        }
        assert!("gone".parse::<AccountState>().is_err());
    }
}
