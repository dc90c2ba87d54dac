//! Putting a backup into an empty data folder.

use super::{BackupError, Contents, DATABASE, EVIDENCE, SUMS, at, copy, hash};
use crate::server::config::Config;
use crate::server::storage::backup::check;
use crate::server::storage::{DatabaseUrl, Db};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Checks every file of the backup against its hash, then copies. Nothing that exists is written over.
pub async fn restore(config: &Config, folder: &Path) -> Result<Contents, BackupError> {
    let DatabaseUrl::Sqlite(database) = config.database() else { return Err(BackupError::Postgres) };
    for taken in [database.clone(), config.data_dir.join(EVIDENCE)] {
        if taken.exists() {
            return Err(BackupError::Exists(taken));
        }
    }
    let files = listed(folder)?;
    fs::create_dir_all(&config.data_dir).map_err(at(&config.data_dir))?;
    let mut contents = Contents { files: 0, bytes: 0 };
    for file in files.iter().filter(|file| file.starts_with(EVIDENCE)) {
        contents.bytes += copy(&folder.join(file), &config.data_dir.join(file))?;
        contents.files += 1;
    }
    // The database comes last: a restore that breaks off leaves a folder in which nothing starts.
    contents.bytes += copy(&folder.join(DATABASE), &database)?;
    let db = Db::open(&DatabaseUrl::Sqlite(database.clone())).await?;
    db.migrate().await?;
    let wrong = check(&db).await?;
    db.close().await;
    if wrong.is_some() {
        return Err(BackupError::Damaged(database));
    }
    Ok(contents)
}

/// The files of a backup, each proven whole.
fn listed(folder: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let sums = fs::read_to_string(folder.join(SUMS)).map_err(|_| BackupError::NoBackup(folder.to_owned()))?;
    let mut files = Vec::new();
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").ok_or_else(|| BackupError::NoBackup(folder.to_owned()))?;
        let file = PathBuf::from(name);
        let is_within = file.components().all(|part| matches!(part, Component::Normal(_)));
        let path = folder.join(&file);
        if !is_within || !path.is_file() || hash(&path)? != sum {
            return Err(BackupError::Damaged(path));
        }
        files.push(file);
    }
    if !files.iter().any(|file| file == Path::new(DATABASE)) {
        return Err(BackupError::NoBackup(folder.to_owned()));
    }
    Ok(files)
}
