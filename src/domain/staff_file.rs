//! A person's staff file: who they are, and what is known of their education, work and certificates, entry by entry, with
//! how far each entry has been checked.

use super::credential::Credential;
use super::education::Education;
use super::employment::Employment;
use super::facts::Facts;
use super::id::{AccountId, CredentialId, EducationId, EmploymentId, EvidenceId, PersonId};
use super::locale::Locale;
use super::on_post::OnPostState;
use super::verification::Verification;
use chrono::{DateTime, NaiveDate, Utc};
use std::fmt;
use std::str::FromStr;

/// Somebody with a staff file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub profile: Profile,
    /// The document behind the profile's on-post date.
    pub on_post_evidence: Option<EvidenceId>,
    /// Counts the changes; an edit names the one that it saw.
    pub version: i64,
}

/// What HR keeps about somebody besides the entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// As it stands on the identity card.
    pub name: String,
    /// In Latin letters, family name first; may be empty. English pages show it, and lists are ordered by it.
    pub latin_name: String,
    pub staff_number: Option<String>,
    pub department: String,
    pub email: String,
    pub hired_on: Option<NaiveDate>,
    /// Since when (or from when on) the person serves customers.
    pub on_post_on: Option<NaiveDate>,
    pub on_post_state: OnPostState,
}

impl Profile {
    /// The name as a page in this language writes it.
    pub fn name_in(&self, locale: Locale) -> &str {
        match locale {
            Locale::En if !self.latin_name.is_empty() => &self.latin_name,
            Locale::En | Locale::ZhCn => &self.name,
        }
    }
}

/// A person with everything that is known of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffFile {
    pub person: Person,
    pub entries: Vec<Entry>,
}

impl StaffFile {
    /// What eligibility sees of it.
    pub fn facts(&self) -> Facts {
        facts(&self.entries)
    }

    pub fn entries_of(&self, kind: EntryKind) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.id.kind() == kind)
    }
}

/// What eligibility sees of some entries of one person.
pub fn facts<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Facts {
    let mut facts = Facts::default();
    for entry in entries {
        match &entry.details {
            Details::Education { fact, .. } => facts.education.push(fact.clone()),
            Details::Employment { fact, .. } => facts.employment.push(fact.clone()),
            Details::Credential { fact, .. } => facts.credentials.push(fact.clone()),
        }
    }
    facts
}

/// One entry of a staff file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    pub person: PersonId,
    /// The status inside the fact is that of `check`: [`Entry::checked`] keeps them together.
    pub details: Details,
    pub check: Check,
    pub evidence: Option<EvidenceId>,
    pub created_by: Option<AccountId>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
}

impl Entry {
    /// The same entry after a check; edited ones are claimed again.
    #[must_use]
    pub fn checked(mut self, check: Check) -> Self {
        self.details.set_status(check.status());
        self.check = check;
        self
    }
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Details {
    Education { school: String, fact: Education },
    Employment { employer: String, title: String, fact: Employment },
    Credential { number: String, issuer: String, revoked: Option<Revocation>, fact: Credential },
}

impl Details {
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::Education { .. } => EntryKind::Education,
            Self::Employment { .. } => EntryKind::Employment,
            Self::Credential { .. } => EntryKind::Credential,
        }
    }

    /// A certificate as somebody states it who cannot revoke one.
    #[must_use]
    pub fn without_revocation(self) -> Self {
        self.with_revocation(None)
    }

    /// The same with the revocation that another version of it carries.
    #[must_use]
    pub fn with_revocation_of(self, other: &Self) -> Self {
        match other {
            Self::Credential { revoked, .. } => self.with_revocation(revoked.clone()),
            Self::Education { .. } | Self::Employment { .. } => self,
        }
    }

    fn with_revocation(self, revoked: Option<Revocation>) -> Self {
        match self {
            Self::Credential { number, issuer, fact, .. } => {
                let fact = fact.with_revoked(revoked.is_some());
                Self::Credential { number, issuer, revoked, fact }
            }
            Self::Education { .. } | Self::Employment { .. } => self,
        }
    }

    fn set_status(&mut self, status: Verification) {
        match self {
            Self::Education { fact, .. } => fact.status = status,
            Self::Employment { fact, .. } => *fact = fact.with_status(status),
            Self::Credential { fact, .. } => *fact = fact.with_status(status),
        }
    }
}

/// A certificate that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    pub on: NaiveDate,
    pub reason: String,
}

/// How far an entry has been checked, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    Claimed,
    Verified { by: AccountId, at: DateTime<Utc> },
    Rejected { by: AccountId, at: DateTime<Utc>, reason: String },
}

impl Check {
    pub fn status(&self) -> Verification {
        match self {
            Self::Claimed => Verification::Claimed,
            Self::Verified { .. } => Verification::Verified,
            Self::Rejected { .. } => Verification::Rejected,
        }
    }
}

/// Which list of the staff file an entry stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    Education,
    Employment,
    Credential,
}

impl EntryKind {
    pub const ALL: [Self; 3] = [Self::Education, Self::Employment, Self::Credential];

    /// The word in addresses, forms and the audit log.
    pub fn id(self) -> &'static str {
        match self {
            Self::Education => "education",
            Self::Employment => "employment",
            Self::Credential => "credentials",
        }
    }

    /// The id of an entry of this kind.
    pub fn entry(self, id: uuid::Uuid) -> EntryId {
        match self {
            Self::Education => EntryId::Education(id.into()),
            Self::Employment => EntryId::Employment(id.into()),
            Self::Credential => EntryId::Credential(id.into()),
        }
    }
}

impl fmt::Display for EntryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A word that names no kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected education, employment or credentials, found {0:?}")]
pub struct UnknownEntryKind(String);

impl FromStr for EntryKind {
    type Err = UnknownEntryKind;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.id() == word).ok_or_else(|| UnknownEntryKind(word.to_owned()))
    }
}

/// The id of an entry of any kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryId {
    Education(EducationId),
    Employment(EmploymentId),
    Credential(CredentialId),
}

impl EntryId {
    pub fn kind(self) -> EntryKind {
        match self {
            Self::Education(_) => EntryKind::Education,
            Self::Employment(_) => EntryKind::Employment,
            Self::Credential(_) => EntryKind::Credential,
        }
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Education(id) => id.fmt(f),
            Self::Employment(id) => id.fmt(f),
            Self::Credential(id) => id.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;

    #[test]
    fn a_check_reaches_the_fact_that_eligibility_sees() {
        let account = AccountId::from(uuid::Uuid::from_u128(1));
        let day = day::parse("2020-01-01").expect("a day");
        let fact = Employment::new(day, None, true, Verification::Claimed).expect("in order");
        let entry = Entry {
            id: EntryId::Employment(uuid::Uuid::from_u128(2).into()),
            person: uuid::Uuid::from_u128(3).into(),
            details: Details::Employment { employer: String::new(), title: String::new(), fact },
            check: Check::Claimed,
            evidence: None,
            created_by: None,
            created_at: DateTime::UNIX_EPOCH,
            version: 1,
        };
        let statuses = |entry: &Entry| facts([entry]).employment[0].status();
        assert_eq!(statuses(&entry), Verification::Claimed);
        let verified = entry.clone().checked(Check::Verified { by: account, at: DateTime::UNIX_EPOCH });
        assert_eq!(statuses(&verified), Verification::Verified);
        let reason = "no".to_owned();
        let rejected = entry.checked(Check::Rejected { by: account, at: DateTime::UNIX_EPOCH, reason });
        assert_eq!(statuses(&rejected), Verification::Rejected);
    }

    #[test]
    fn a_kind_reads_back_from_its_word() {
        for kind in EntryKind::ALL {
            assert_eq!(kind.id().parse(), Ok(kind));
            assert_eq!(kind.entry(uuid::Uuid::from_u128(9)).kind(), kind);
        }
        assert!("credential".parse::<EntryKind>().is_err());
    }
}
