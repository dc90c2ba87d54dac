//! `rungs account`: what must be possible when nobody can sign in.

use super::service::with_service;
use crate::domain::access::Role;
use crate::domain::locale::Locale;
use crate::server::config::Config;
use crate::server::services::ServiceError;
use crate::server::services::account::bootstrap::bootstrap;
use crate::server::services::account::disable::{DisableError, disable};
use crate::server::services::account::enable::enable;
use crate::server::services::account::invite::{Invite, InviteError, invite};
use crate::server::services::account::list::list;
use crate::server::services::account::reset_password::reset_password;
use crate::server::services::account::{OneTimeLink, SignInName};
use crate::server::state::AppState;
use crate::server::storage::account::AccountRow;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// List accounts, hand out one-time links, disable and enable, without signing in.
///
/// Whoever may run this on the server's data may do so; every change leaves a row in the audit log.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Print a one-time link that sets a password.
    ///
    /// Without --name: for the first administrator, while there is no account. With --name of an account: a new link, in the
    /// place of a forgotten password. With --name of nobody and --role: for somebody new.
    CreateLink {
        /// The sign-in name, such as an e-mail address or a staff number
        #[arg(long)]
        name: Option<String>,
        /// How the new colleague is called; the sign-in name without it
        #[arg(long, requires = "name")]
        display_name: Option<String>,
        /// learner, trainer, hr or administrator; may be given several times
        #[arg(long = "role", requires = "name")]
        roles: Vec<Role>,
    },
    /// List sign-in names, roles and states, a line each.
    List,
    /// Disable an account, effective at its next request.
    Disable { name: String },
    /// Let a disabled account sign in again.
    Enable { name: String },
}

pub fn run(arguments: Arguments, locale: Locale) -> ExitCode {
    let Arguments { config, command } = arguments;
    with_service(config, |state| async move {
        match command {
            Command::CreateLink { name: None, .. } => first_link(&state, locale).await?,
            Command::CreateLink { name: Some(name), display_name, roles } => {
                link_for(&state, locale, &name, display_name, roles).await?;
            }
            Command::List => print_list(&state, locale).await?,
            Command::Disable { name } => {
                let account = find(&state, locale, &name).await?;
                match disable(&state, None, account.id).await {
                    Ok(()) => println!("{}", locale.operate_disabled(&name)),
                    Err(DisableError::LastAdministrator) => bail!(locale.operate_last_administrator(&name)),
                    Err(DisableError::Service(error)) => return Err(error.into()),
                }
            }
            Command::Enable { name } => {
                let account = find(&state, locale, &name).await?;
                enable(&state, None, account.id).await?;
                println!("{}", locale.operate_enabled(&name));
            }
        }
        Ok(ExitCode::SUCCESS)
    })
}

async fn first_link(state: &AppState, locale: Locale) -> Result<()> {
    match bootstrap(state).await? {
        Some(link) => {
            print_link(state, &link, |until| locale.operate_first_link(until));
            Ok(())
        }
        None => bail!(locale.operate_has_accounts()),
    }
}

async fn link_for(
    state: &AppState,
    locale: Locale,
    name: &str,
    display_name: Option<String>,
    roles: Vec<Role>,
) -> Result<()> {
    let Ok(sign_in_name) = name.parse::<SignInName>() else { bail!(locale.operate_name_wrong()) };
    let known = list(state).await?.into_iter().find(|account| account.sign_in_name == sign_in_name.as_str());
    let link = match known {
        Some(account) if roles.is_empty() => match reset_password(state, None, account.id).await {
            Ok(link) => link,
            Err(ServiceError::Forbidden) => bail!(locale.operate_is_disabled(&name)),
            Err(error) => return Err(error.into()),
        },
        Some(_) => bail!(locale.operate_name_taken(&name)),
        None => {
            let display_name = display_name.unwrap_or_else(|| name.to_owned());
            let new = Invite { sign_in_name, display_name, roles: roles.into_iter().collect(), person: None };
            match invite(state, None, &new).await {
                Ok((_, link)) => link,
                Err(InviteError::NoRole) => bail!(locale.operate_role_needed()),
                Err(InviteError::Taken) => bail!(locale.operate_name_taken(&name)),
                Err(InviteError::Service(error)) => return Err(error.into()),
            }
        }
    };
    print_link(state, &link, |until| locale.operate_link(until));
    Ok(())
}

/// The words go to standard error, the link alone to standard output, for scripts.
fn print_link(state: &AppState, link: &OneTimeLink, words: impl Fn(&dyn std::fmt::Display) -> String) {
    eprintln!("{}", words(&link.expires_at.format("%Y-%m-%d %H:%M UTC")));
    println!("{}", state.config.public_url().of(&link.path()));
}

async fn print_list(state: &AppState, locale: Locale) -> Result<()> {
    for account in list(state).await? {
        let roles: Vec<&str> = account.roles().into_iter().map(Role::word).collect();
        let is = if account.disabled_at.is_some() {
            locale.operate_state_disabled()
        } else if account.password_hash.is_none() {
            locale.operate_state_waiting()
        } else {
            locale.operate_state_active()
        };
        println!("{}\t{}\t{}\t{is}", account.sign_in_name, account.display_name, roles.join(","));
    }
    Ok(())
}

async fn find(state: &AppState, locale: Locale, name: &str) -> Result<AccountRow> {
    let folded = name.parse::<SignInName>().map(|name| name.to_string()).unwrap_or_default();
    let found = list(state).await?.into_iter().find(|account| account.sign_in_name == folded);
    match found {
        Some(account) => Ok(account),
        None => bail!(locale.operate_no_such_account(&name)),
    }
}
