//! Reading a staff file.

use super::standing::{Standing, may_read, may_write};
use crate::domain::attempt::state::Stage;
use crate::domain::certificate::CertificateNumber;
use crate::domain::id::{CredentialId, EvidenceId, PersonId};
use crate::domain::on_post::Milestones;
use crate::domain::staff_file::{EntryId, StaffFile};
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::evidence::Evidence;
use crate::server::storage::{attempt_line, certificate, entry, evidence, person};
use crate::server::visitor::Account;
use std::collections::HashMap;

/// A staff file with the documents behind it.
#[derive(Debug, Clone)]
pub struct OpenFile {
    pub file: StaffFile,
    pub documents: Vec<Evidence>,
    /// The certificates among the entries that were issued here: they cannot be edited, only revoked.
    issued: HashMap<CredentialId, CertificateNumber>,
    /// What the on-post exams came to.
    pub milestones: Milestones,
    /// In what capacity the reader may write into it; none: reads only.
    pub standing: Option<Standing>,
}

impl OpenFile {
    pub fn document(&self, id: Option<EvidenceId>) -> Option<&Evidence> {
        id.and_then(|id| self.documents.iter().find(|document| document.id == id))
    }

    /// The number of an entry that is a certificate issued here.
    pub fn certificate(&self, entry: EntryId) -> Option<&CertificateNumber> {
        match entry {
            EntryId::Credential(credential) => self.issued.get(&credential),
            EntryId::Education(_) | EntryId::Employment(_) => None,
        }
    }
}

/// A person's whole file.
pub async fn read_file(state: &AppState, by: &Account, id: PersonId) -> Result<OpenFile, ServiceError> {
    may_read(by, id)?;
    let mut tx = state.db.read().await?;
    let person = person::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    let entries = entry::of_person(&mut tx, id).await?;
    let documents = evidence::of_person(&mut tx, id).await?;
    let issued = certificate::of_person(&mut tx, id).await?;
    let issued = issued.into_iter().map(|issued| (issued.credential, issued.certificate.number)).collect();
    let results: Vec<_> = attempt_line::of_person(&mut tx, id)
        .await?
        .into_iter()
        .filter(|line| line.stage() == Stage::Released)
        .filter_map(|line| Some((line.kind(), line.passed?)))
        .collect();
    let milestones = Milestones::of(&results);
    let standing = may_write(by, id).ok();
    Ok(OpenFile { file: StaffFile { person, entries }, documents, issued, milestones, standing })
}

/// The departments that there are, for a list to choose from.
pub async fn departments(state: &AppState) -> Result<Vec<String>, ServiceError> {
    let mut tx = state.db.read().await?;
    Ok(person::departments(&mut tx).await?)
}
