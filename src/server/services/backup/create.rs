//! Making a backup while the service runs.

use super::{BackupError, Contents, DATABASE, EVIDENCE, SUMS, at, copy, files_below, hash};
use crate::server::state::AppState;
use crate::server::storage::backup::copy_into;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Writes a backup into a folder that does not exist yet. It takes its name only when it is whole.
///
/// The database is copied first: evidence files never change, so whatever the copy refers to is there to be copied after it.
pub async fn create(state: &AppState, folder: &Path) -> Result<Contents, BackupError> {
    if folder.exists() {
        return Err(BackupError::Exists(folder.to_owned()));
    }
    let partial = folder.with_extension("partial");
    if partial.exists() {
        fs::remove_dir_all(&partial).map_err(at(&partial))?;
    }
    fs::create_dir_all(&partial).map_err(at(&partial))?;
    if !copy_into(&state.db, &partial.join(DATABASE)).await? {
        fs::remove_dir_all(&partial).map_err(at(&partial))?;
        return Err(BackupError::Postgres);
    }
    let contents = copy_evidence(&state.config.data_dir, &partial)?;
    let mut sums = String::new();
    for file in files_below(&partial)? {
        let _ = writeln!(sums, "{}  {}", hash(&partial.join(&file))?, file.display());
    }
    let listed = partial.join(SUMS);
    fs::write(&listed, sums).map_err(at(&listed))?;
    fs::rename(&partial, folder).map_err(at(folder))?;
    Ok(contents)
}

fn copy_evidence(from: &Path, to: &Path) -> Result<Contents, BackupError> {
    let database = to.join(DATABASE);
    let mut bytes = fs::metadata(&database).map_err(at(&database))?.len();
    let files = files_below(&from.join(EVIDENCE))?;
    for file in &files {
        bytes += copy(&from.join(EVIDENCE).join(file), &to.join(EVIDENCE).join(file))?;
    }
    Ok(Contents { files: files.len(), bytes })
}
