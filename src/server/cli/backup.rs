//! `rungs backup` and `rungs restore`

use super::service::{finish, with_service};
use crate::domain::locale::Locale;
use crate::server::config::Config;
use crate::server::services::backup::create::create;
use crate::server::services::backup::restore::restore;
use crate::server::services::backup::{BackupError, Contents};
use anyhow::{Result, anyhow};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write a backup into a new folder, while the service runs.
///
/// The folder gets the database as it is now, every evidence file, and SHA256SUMS with the hash of each. It appears under its
/// name only when it is whole. For PostgreSQL use `pg_dump`, and copy the evidence folder after it.
/// The keys that sign certificates are in no backup.
#[derive(Debug, clap::Args)]
pub struct BackupArguments {
    #[command(flatten)]
    config: Config,
    /// The folder to make
    folder: PathBuf,
}

/// Put a backup into an empty data folder.
///
/// Checks every file against its hash first, writes over nothing, and checks the database afterwards. Stop the service, move the
/// old data folder away, restore, then `rungs audit verify` and serve.
#[derive(Debug, clap::Args)]
pub struct RestoreArguments {
    #[command(flatten)]
    config: Config,
    /// A folder that `rungs backup` made
    folder: PathBuf,
}

pub fn run(arguments: BackupArguments, locale: Locale) -> ExitCode {
    let BackupArguments { config, folder } = arguments;
    let data = config.data_dir.clone();
    with_service(config, |state| async move {
        let made = create(&state, &folder).await;
        let contents = made.map_err(|error| worded(error, locale, &data))?;
        println!("{}", locale.operate_backup_made(&folder.display(), &megabytes(contents), count(contents)));
        Ok(ExitCode::SUCCESS)
    })
}

pub fn run_restore(arguments: RestoreArguments, locale: Locale) -> ExitCode {
    let RestoreArguments { config, folder } = arguments;
    finish(async move {
        let restored: Result<Contents, _> = restore(&config, &folder).await;
        let contents = restored.map_err(|error| worded(error, locale, &config.data_dir))?;
        println!("{}", locale.operate_backup_restored(&megabytes(contents), count(contents)));
        Ok(ExitCode::SUCCESS)
    })
}

fn worded(error: BackupError, locale: Locale, data: &Path) -> anyhow::Error {
    match error {
        BackupError::Postgres => {
            let (evidence, keys) = (data.join("evidence"), data.join("keys"));
            anyhow!(locale.operate_backup_postgres(&evidence.display(), &keys.display()))
        }
        error @ (BackupError::Exists(_)
        | BackupError::NoBackup(_)
        | BackupError::Damaged(_)
        | BackupError::File { .. }
        | BackupError::Service(_)) => error.into(),
    }
}

fn count(contents: Contents) -> i64 {
    i64::try_from(contents.files).unwrap_or(i64::MAX)
}

fn megabytes(contents: Contents) -> u64 {
    contents.bytes.div_ceil(1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_refusal_of_postgres_says_what_to_use_and_what_to_copy_beside() {
        for locale in Locale::ALL {
            let words = worded(BackupError::Postgres, locale, Path::new("/data")).to_string();
            for needed in ["PostgreSQL", "pg_dump", "pg_restore", "/data/evidence", "/data/keys"] {
                assert!(words.contains(needed), "{needed}: {words}");
            }
        }
    }
}
