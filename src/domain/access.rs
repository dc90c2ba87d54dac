//! Who may do what: roles, permissions, and what a page or an endpoint asks for.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// What somebody is in the company's training. One account may hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Learns, rehearses, practises, and keeps the own file's claims.
    Learner,
    /// Writes and previews content, and may learn too.
    Trainer,
    /// Keeps staff files, verifies facts and records decisions.
    Hr,
    /// Looks after accounts, the audit log and the running of the service; reads no staff file.
    Administrator,
}

/// One thing that somebody may do. A permission about "own" things never reaches anybody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Read lessons, practise items, play scenarios, see the own transcripts.
    Learn,
    /// See the own eligibility and staff file, and add claims and evidence to it.
    KeepOwnFile,
    /// See content with its answer keys, reasons and rubrics.
    SeeAnswers,
    /// Publish new versions of items.
    AuthorContent,
    /// Find people, and read their staff files, evidence and eligibility.
    ReadPeople,
    /// Change staff files and verify or reject claims.
    KeepPeople,
    /// Record eligibility decisions.
    Decide,
    /// See exam sessions: HR with everybody in them, trainers in counts.
    SeeSessions,
    /// Open exam sessions, register people, give extra time, read the logs of attempts.
    RunExams,
    /// Score what people must score, release and regrade results; without names.
    ScoreExams,
    /// Invite, disable and enable accounts, give roles, issue reset links.
    ManageAccounts,
    /// Read and verify the audit log.
    ReadAudit,
}

/// What a route asks of whoever comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Public,
    SignedIn,
    Needs(Permission),
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Learner, Self::Trainer, Self::Hr, Self::Administrator];

    pub fn permissions(self) -> &'static [Permission] {
        match self {
            Self::Learner => &[Permission::Learn, Permission::KeepOwnFile],
            Self::Trainer => &[
                Permission::Learn,
                Permission::KeepOwnFile,
                Permission::SeeAnswers,
                Permission::AuthorContent,
                Permission::SeeSessions,
                Permission::ScoreExams,
            ],
            Self::Hr => &[
                Permission::Learn,
                Permission::KeepOwnFile,
                Permission::ReadPeople,
                Permission::KeepPeople,
                Permission::Decide,
                Permission::SeeSessions,
                Permission::RunExams,
            ],
            Self::Administrator => &[Permission::ManageAccounts, Permission::ReadAudit],
        }
    }

    /// The word in the database, in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Trainer => "trainer",
            Self::Hr => "hr",
            Self::Administrator => "administrator",
        }
    }

    /// Whether somebody in this role is staff with a file of their own.
    pub fn has_staff_file(self) -> bool {
        self.permissions().contains(&Permission::KeepOwnFile)
    }
}

impl Permission {
    pub const ALL: [Self; 12] = [
        Self::Learn,
        Self::KeepOwnFile,
        Self::SeeAnswers,
        Self::AuthorContent,
        Self::ReadPeople,
        Self::KeepPeople,
        Self::Decide,
        Self::SeeSessions,
        Self::RunExams,
        Self::ScoreExams,
        Self::ManageAccounts,
        Self::ReadAudit,
    ];
}

impl Access {
    /// Whether somebody who is signed in with these roles may pass.
    pub fn admits(self, roles: &BTreeSet<Role>) -> bool {
        match self {
            Self::Public | Self::SignedIn => true,
            Self::Needs(permission) => roles.iter().any(|role| role.permissions().contains(&permission)),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected learner, trainer, hr or administrator, found {0:?}")]
pub struct UnknownRole(String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.word() == word).ok_or_else(|| UnknownRole(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_is_held_by_exactly_the_roles_of_this_table() {
        use Role::{Administrator, Hr, Learner, Trainer};
        for permission in Permission::ALL {
            let expected: &[Role] = match permission {
                Permission::Learn | Permission::KeepOwnFile => &[Learner, Trainer, Hr],
                Permission::SeeAnswers | Permission::AuthorContent | Permission::ScoreExams => &[Trainer],
                Permission::SeeSessions => &[Trainer, Hr],
                Permission::ReadPeople | Permission::KeepPeople | Permission::Decide | Permission::RunExams => &[Hr],
                Permission::ManageAccounts | Permission::ReadAudit => &[Administrator],
            };
            for role in Role::ALL {
                let admitted = Access::Needs(permission).admits(&BTreeSet::from([role]));
                assert_eq!(admitted, expected.contains(&role), "{permission:?} for {role}");
            }
        }
    }

    #[test]
    fn several_roles_add_up_and_no_role_opens_nothing() {
        let both = BTreeSet::from([Role::Hr, Role::Administrator]);
        assert!(Access::Needs(Permission::ReadAudit).admits(&both));
        assert!(Access::Needs(Permission::ReadPeople).admits(&both));
        assert!(!Access::Needs(Permission::Learn).admits(&BTreeSet::new()));
        assert!(Access::SignedIn.admits(&BTreeSet::new()));
    }

    #[test]
    fn a_role_reads_back_from_its_word() {
        for role in Role::ALL {
            assert_eq!(role.word().parse(), Ok(role));
        }
        assert!("root".parse::<Role>().is_err());
    }
}
