//! Who makes a request.

use crate::domain::access::{Access, Permission, Role};
use crate::domain::id::{AccountId, PersonId, SessionId};
use crate::domain::locale::Locale;
use std::collections::BTreeSet;

/// Whoever makes the request; the gate puts it into the request's extensions and into the pages' context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visitor {
    Anonymous,
    SignedIn(Account),
}

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub session: SessionId,
    pub sign_in_name: String,
    pub display_name: String,
    /// The own staff file; an administrator may have none.
    pub person: Option<PersonId>,
    pub roles: BTreeSet<Role>,
    pub locale: Option<Locale>,
    pub theme: Option<Theme>,
}

/// Light, dark, or as the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

impl Theme {
    /// The word in cookies, forms and `data-theme`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Anything else means "as the device says".
    pub fn read(word: &str) -> Option<Self> {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.word() == word)
    }
}

impl Visitor {
    pub fn account(&self) -> Option<&Account> {
        match self {
            Self::Anonymous => None,
            Self::SignedIn(account) => Some(account),
        }
    }

    pub fn person(&self) -> Option<PersonId> {
        self.account().and_then(|account| account.person)
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.account().is_some_and(|account| account.may(permission))
    }
}

impl Account {
    pub fn may(&self, permission: Permission) -> bool {
        Access::Needs(permission).admits(&self.roles)
    }
}
