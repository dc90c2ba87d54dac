//! `rungs serve`

use super::service::finish;
use crate::domain::locale::Locale;
use crate::server::clock::Clock;
use crate::server::config::Config;
use crate::server::services::account::bootstrap::bootstrap;
use crate::server::{run, telemetry};
use anyhow::Result;
use std::process::ExitCode;

/// Serve the site until SIGTERM or Ctrl-C.
///
/// Creates the data folder and brings the database up to date first. While there is no account, prints the one-time link for
/// the first administrator. Put a reverse proxy with HTTPS in front for more than this machine, and set --public-url and
/// --behind-proxy. The log goes to standard error, as JSON unless that is a terminal; `RUST_LOG` chooses what is said.
/// Figures for Prometheus are at /metrics, from this machine only; /healthz and /readyz are for monitors.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    config: Config,
}

pub fn run(arguments: Arguments, locale: Locale) -> ExitCode {
    telemetry::start();
    finish(serve(arguments.config, locale))
}

async fn serve(mut config: Config, locale: Locale) -> Result<ExitCode> {
    let listener = run::listen(&mut config).await?;
    let state = run::open(config, Clock::System).await?;
    if let Some(link) = bootstrap(&state).await? {
        let until = link.expires_at.format("%Y-%m-%d %H:%M UTC");
        println!("{}\n{}", locale.operate_first_link(&until), state.config.public_url().of(&link.path()));
    }
    run::serve(state, listener, locale, "").await?;
    Ok(ExitCode::SUCCESS)
}
