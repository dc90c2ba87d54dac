//! Somebody's place in an exam session.

use std::fmt;
use std::str::FromStr;

/// `registered → started`, or `registered ⇄ revoked`: a place that was taken away can be given again, one that was used
/// cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RegistrationState {
    Registered,
    Started,
    Revoked,
}

/// Why a place does not change so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegistrationRefused {
    #[error("the place is taken already")]
    StandsAlready,
    #[error("the exam has been started")]
    Started,
    #[error("the place was revoked")]
    Revoked,
}

impl RegistrationState {
    pub const ALL: [Self; 3] = [Self::Registered, Self::Started, Self::Revoked];

    pub fn id(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Started => "started",
            Self::Revoked => "revoked",
        }
    }

    pub fn start(self) -> Result<Self, RegistrationRefused> {
        match self {
            Self::Registered => Ok(Self::Started),
            Self::Started => Err(RegistrationRefused::Started),
            Self::Revoked => Err(RegistrationRefused::Revoked),
        }
    }

    pub fn revoke(self) -> Result<Self, RegistrationRefused> {
        match self {
            Self::Registered => Ok(Self::Revoked),
            Self::Started => Err(RegistrationRefused::Started),
            Self::Revoked => Err(RegistrationRefused::Revoked),
        }
    }

    pub fn register_again(self) -> Result<Self, RegistrationRefused> {
        match self {
            Self::Revoked => Ok(Self::Registered),
            Self::Registered => Err(RegistrationRefused::StandsAlready),
            Self::Started => Err(RegistrationRefused::Started),
        }
    }
}

impl fmt::Display for RegistrationState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A word that names no state of a place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no state of a registration: {0:?}")]
pub struct UnknownRegistrationState(String);

impl FromStr for RegistrationState {
    type Err = UnknownRegistrationState;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|state| state.id() == word).ok_or_else(|| UnknownRegistrationState(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_used_place_stays_used_and_a_revoked_one_can_be_given_again() {
        use RegistrationState::{Registered, Revoked, Started};
        for (state, start, revoke, again) in
            [(Registered, true, true, false), (Started, false, false, false), (Revoked, false, false, true)]
        {
            let allowed = [state.start().is_ok(), state.revoke().is_ok(), state.register_again().is_ok()];
            assert_eq!(allowed, [start, revoke, again], "{state}");
            assert_eq!(state.id().parse(), Ok(state));
        }
    }
}
