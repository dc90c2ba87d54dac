//! What commands that touch the service share: opening its data, and telling an error in one line.

use crate::server::clock::Clock;
use crate::server::config::Config;
use crate::server::run;
use crate::server::state::AppState;
use anyhow::Result;
use std::future::Future;
use std::process::ExitCode;

/// Opens the data, runs the work, closes the data. An error goes to standard error, with exit status 1.
pub fn with_service<W>(config: Config, work: impl FnOnce(AppState) -> W) -> ExitCode
where
    W: Future<Output = Result<ExitCode>>,
{
    finish(async {
        let state = run::open(config, Clock::System).await?;
        let result = work(state.clone()).await;
        state.db.close().await;
        result
    })
}

/// Runs to the end.
pub fn finish(work: impl Future<Output = Result<ExitCode>>) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("rungs: {error}");
            return ExitCode::FAILURE;
        }
    };
    runtime.block_on(work).unwrap_or_else(|error| {
        eprintln!("rungs: {error:#}");
        ExitCode::FAILURE
    })
}
