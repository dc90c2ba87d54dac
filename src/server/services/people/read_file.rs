//! Reading a staff file.

use super::standing::{Standing, may_read, may_write};
use crate::domain::id::{EvidenceId, PersonId};
use crate::domain::staff_file::StaffFile;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::evidence::Evidence;
use crate::server::storage::{entry, evidence, person};
use crate::server::visitor::Account;

/// A staff file with the documents behind it.
#[derive(Debug, Clone)]
pub struct OpenFile {
    pub file: StaffFile,
    pub documents: Vec<Evidence>,
    /// In what capacity the reader may write into it; none: reads only.
    pub standing: Option<Standing>,
}

impl OpenFile {
    pub fn document(&self, id: Option<EvidenceId>) -> Option<&Evidence> {
        id.and_then(|id| self.documents.iter().find(|document| document.id == id))
    }
}

/// A person's whole file.
pub async fn read_file(state: &AppState, by: &Account, id: PersonId) -> Result<OpenFile, ServiceError> {
    may_read(by, id)?;
    let mut tx = state.db.read().await?;
    let person = person::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    let entries = entry::of_person(&mut tx, id).await?;
    let documents = evidence::of_person(&mut tx, id).await?;
    Ok(OpenFile { file: StaffFile { person, entries }, documents, standing: may_write(by, id).ok() })
}

/// The departments that there are, for a list to choose from.
pub async fn departments(state: &AppState) -> Result<Vec<String>, ServiceError> {
    let mut tx = state.db.read().await?;
    Ok(person::departments(&mut tx).await?)
}
