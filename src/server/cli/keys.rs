//! `rungs keys`: the keys that sign certificates.

use super::service::with_service;
use crate::domain::locale::Locale;
use crate::server::config::Config;
use crate::server::services::certificate::keys;
use std::process::ExitCode;

/// List or rotate the keys that sign certificates.
///
/// The private half of a key is a file in the folder `keys` of the data folder, readable for the service alone; it is in no
/// backup. A node without a key makes one when it signs for the first time. What a retired key signed can still be verified.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Print every key that was ever used, the newest first.
    List,
    /// Make a new key, and sign nothing more with the ones that this node has.
    Rotate,
}

pub fn run(arguments: Arguments, locale: Locale) -> ExitCode {
    let Arguments { config, command } = arguments;
    with_service(config, |state| async move {
        match command {
            Command::List => {
                for (row, _) in keys::all(&state).await? {
                    let made = row.created_at.format("%Y-%m-%d");
                    match row.retired_at {
                        Some(at) => println!("{}", locale.operate_key_retired(&row.id, &made, &at.format("%Y-%m-%d"))),
                        None => println!("{}", locale.operate_key_in_use(&row.id, &made)),
                    }
                }
            }
            Command::Rotate => println!("{}", locale.operate_key_rotated(&keys::rotate(&state).await?)),
        }
        Ok(ExitCode::SUCCESS)
    })
}
