//! `rungs audit`: proving that nobody changed the log.

use super::service::with_service;
use crate::domain::locale::Locale;
use crate::server::config::Config;
use crate::server::services::audit::read;
use crate::server::services::audit::verify::{Finding, verify};
use crate::server::storage::audit::Head;
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Verify the audit log, or export its end for later verification.
///
/// Every entry's hash covers the entry and the hash before it: an edit, a deletion or a swap breaks the chain. Cutting off the
/// end shows only against a head that was exported before and kept elsewhere.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Walk the whole log. Exit status: 0 sound, 1 changed.
    Verify {
        /// A head that `export-head` wrote earlier
        #[arg(long, value_name = "FILE")]
        head: Option<PathBuf>,
    },
    /// Print the end of the chain as JSON. Keep it where the server cannot write.
    ExportHead {
        /// Write to a file instead of standard output
        file: Option<PathBuf>,
    },
}

pub fn run(arguments: Arguments, locale: Locale) -> ExitCode {
    let Arguments { config, command } = arguments;
    with_service(config, |state| async move {
        match command {
            Command::Verify { head } => {
                let head = head.map(|path| read_head(&path, locale)).transpose()?;
                let verified = verify(&state, head.as_ref()).await?;
                if verified.is_sound() {
                    println!("{}", locale.operate_audit_sound(verified.entries));
                    return Ok(ExitCode::SUCCESS);
                }
                let count = i64::try_from(verified.findings.len()).unwrap_or(i64::MAX);
                println!("{}", locale.operate_audit_unsound(&verified.entries, count));
                for finding in &verified.findings {
                    println!("- {}", words(finding, locale));
                }
                Ok(ExitCode::FAILURE)
            }
            Command::ExportHead { file } => {
                let json = serde_json::to_string(&read::head(&state).await?)?;
                match file {
                    Some(path) => std::fs::write(&path, json + "\n").with_context(|| path.display().to_string())?,
                    None => println!("{json}"),
                }
                Ok(ExitCode::SUCCESS)
            }
        }
    })
}

fn read_head(path: &Path, locale: Locale) -> Result<Head> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    match serde_json::from_str(&text) {
        Ok(head) => Ok(head),
        Err(_) => bail!(locale.operate_head_unreadable(&path.display())),
    }
}

fn words(finding: &Finding, locale: Locale) -> String {
    match finding {
        Finding::Gap { expected, found } => locale.operate_audit_gap(expected, found),
        Finding::Edited { seq } => locale.operate_audit_edited(seq),
        Finding::Unlinked { seq } => locale.operate_audit_unlinked(seq),
        Finding::WrongEnd { recorded, found } => locale.operate_audit_wrong_end(found, recorded),
        Finding::Truncated { exported, found } => locale.operate_audit_truncated(exported, found),
        Finding::Rewritten { seq } => locale.operate_audit_rewritten(seq),
    }
}
