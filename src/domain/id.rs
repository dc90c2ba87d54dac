//! Ids, each kind its own type, so that a person's id never passes for an account's.
//!
//! The domain only carries ids. New ones are made by the server.

use uuid::Uuid;

macro_rules! typed_id {
    ($($(#[$meaning:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meaning])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

typed_id! {
    /// Somebody who may sign in.
    AccountId,
    /// Somebody with a staff file.
    PersonId,
    /// A one-time link.
    InvitationId,
    /// A signed-in browser.
    SessionId,
    /// A finished or expected degree in a staff file.
    EducationId,
    /// A job in a staff file.
    EmploymentId,
    /// A certificate in a staff file.
    CredentialId,
    /// A document that supports a fact.
    EvidenceId,
    /// A recorded eligibility decision.
    DecisionId,
    /// An answer to a practice item.
    PracticeAnswerId,
    /// One run through a scenario.
    PlayId,
    /// A window in which an exam can be sat.
    ExamSessionId,
    /// Somebody's place in an exam session.
    RegistrationId,
    /// One sitting of an exam.
    AttemptId,
    /// An answer that a person must score, without its author.
    ScriptId,
    /// One device's right to write into an attempt.
    LeaseId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_prints() {
        let id = PersonId::from(Uuid::from_u128(7));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("person-7".parse::<PersonId>().is_err());
    }
}
