//! `rungs demo`

use super::service::finish;
use crate::domain::access::Role;
use crate::domain::locale::Locale;
use crate::server::clock::Clock;
use crate::server::config::Config;
use crate::server::{demo, run, telemetry};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Serve a demo company of about sixty people, with a sign-in for every role.
///
/// The company is founded in an empty database and kept afterwards. Without --data-dir it lies in rungs-demo in the own
/// cache folder. Everybody has the same password, which is printed: never let anybody but yourself reach it.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    config: Config,
}

pub fn run(mut arguments: Arguments, locale: Locale) -> ExitCode {
    telemetry::start();
    let unchosen = arguments.config.data_dir == Path::new(Config::DATA_DIR);
    if unchosen && std::env::var_os("RUNGS_DATA_DIR").is_none() {
        arguments.config.data_dir = folder();
    }
    if arguments.config.issuer == Config::ISSUER {
        demo::ISSUER.clone_into(&mut arguments.config.issuer);
    }
    finish(serve(arguments.config, locale))
}

/// In the own cache folder, because the one for temporary files belongs to everybody on the machine.
fn folder() -> PathBuf {
    let chosen = std::env::var_os("XDG_CACHE_HOME").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let cache = chosen.or_else(|| std::env::home_dir().map(|home| home.join(".cache")));
    cache.unwrap_or_else(std::env::temp_dir).join("rungs-demo")
}

async fn serve(mut config: Config, locale: Locale) -> Result<ExitCode> {
    let listener = run::listen(&mut config).await?;
    let state = run::open(config, Clock::System).await?;
    let sign_ins = demo::found(&state).await?;
    run::serve(state, listener, locale, &sign_in_words(&sign_ins, locale)).await?;
    Ok(ExitCode::SUCCESS)
}

fn sign_in_words(sign_ins: &[demo::SignIn], locale: Locale) -> String {
    if sign_ins.is_empty() {
        return format!("{}\n", locale.demo_other_company());
    }
    let lines = sign_ins.iter().map(|sign_in| {
        let role = match sign_in.role {
            Role::Learner => locale.demo_learner(),
            Role::Trainer => locale.demo_trainer(),
            Role::Hr => locale.demo_hr(),
            Role::Administrator => locale.demo_administrator(),
        };
        format!("  {}\n", locale.demo_sign_in(&sign_in.display_name, &sign_in.name, &role))
    });
    let mut words = format!("{}\n", locale.demo_password(&demo::PASSWORD));
    words.extend(lines);
    words
}
