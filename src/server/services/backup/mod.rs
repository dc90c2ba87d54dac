//! Backups of a service on SQLite: a folder with the database, the evidence files, and the hash of each.
//!
//! On PostgreSQL the database's own tools are better at it, and the verbs say so.

pub mod create;
pub mod restore;

#[cfg(test)]
mod tests;

use crate::domain::digest::Digest;
use crate::server::services::ServiceError;
use crate::server::storage::StoreError;
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The database within a data folder and within a backup.
pub const DATABASE: &str = "rungs.sqlite";
/// The evidence files within a data folder and within a backup.
const EVIDENCE: &str = "evidence";
/// The hash of every file, a line each: as `sha256sum --check` reads it.
const SUMS: &str = "SHA256SUMS";

#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Use `pg_dump` and copy the evidence folder.
    #[error("the database is PostgreSQL")]
    Postgres,
    /// Nothing that exists is written over.
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    /// The folder holds no backup.
    #[error("{} is no backup", .0.display())]
    NoBackup(PathBuf),
    /// A file differs from what was backed up, or is missing.
    #[error("{} is damaged", .0.display())]
    Damaged(PathBuf),
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: io::Error },
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
    /// Evidence files, besides the database.
    pub files: usize,
    pub bytes: u64,
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> BackupError + '_ {
    move |error| BackupError::File { path: path.to_owned(), error }
}

/// Every file below a folder, relative to it, in a fixed order. A folder that does not exist holds none.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        if !next.exists() {
            continue;
        }
        for entry in fs::read_dir(&next).map_err(at(&next))? {
            let path = entry.map_err(at(&next))?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(relative) = path.strip_prefix(folder) {
                found.push(relative.to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Copies a file, making the folders that it needs.
fn copy(from: &Path, to: &Path) -> Result<u64, BackupError> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(at(folder))?;
    }
    fs::copy(from, to).map_err(at(from))
}

/// The SHA-256 of a file, without reading it into memory at once.
fn hash(path: &Path) -> Result<String, BackupError> {
    let mut file = File::open(path).map_err(at(path))?;
    let mut hasher = Writer(Sha256::new());
    io::copy(&mut file, &mut hasher).map_err(at(path))?;
    Ok(Digest::new(hasher.0.finalize().into()).to_string())
}

struct Writer(Sha256);

impl io::Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
