//! The command line: one file a command. What a command prints for people comes from the catalogues; its help is English.

mod account;
mod audit;
mod backup;
mod check;
mod demo;
mod eligibility;
mod keys;
mod serve;
mod service;

use crate::domain::locale::Locale;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Training and certification for customer-service teams: lessons, role-play, quizzes and five levels.
#[derive(Debug, Parser)]
#[command(name = "rungs", version, arg_required_else_help = true, max_term_width = 100)]
struct Cli {
    /// Language of what is printed: zh-CN or en. Without it, the language of the locale (`LC_ALL`, `LC_MESSAGES`, `LANG`)
    #[arg(long, env = "RUNGS_LANG", value_name = "LANGUAGE", global = true, hide_env_values = true)]
    lang: Option<Locale>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Arguments),
    Demo(demo::Arguments),
    Check(check::CheckArgs),
    Eligibility(eligibility::Arguments),
    Account(account::Arguments),
    Audit(audit::Arguments),
    Keys(keys::Arguments),
    Backup(backup::BackupArguments),
    Restore(backup::RestoreArguments),
}

/// Reads the arguments, runs the command and gives the exit status.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let locale = cli.lang.unwrap_or_else(|| language(|name| std::env::var(name).ok()));
    match cli.command {
        Command::Check(arguments) => {
            check::run(&arguments, locale, &mut std::io::stdout().lock()).unwrap_or(ExitCode::FAILURE)
        }
        Command::Eligibility(arguments) => eligibility::run(&arguments, locale),
        Command::Serve(arguments) => serve::run(arguments, locale),
        Command::Demo(arguments) => demo::run(arguments, locale),
        Command::Account(arguments) => account::run(arguments, locale),
        Command::Audit(arguments) => audit::run(arguments, locale),
        Command::Keys(arguments) => keys::run(arguments, locale),
        Command::Backup(arguments) => backup::run(arguments, locale),
        Command::Restore(arguments) => backup::run_restore(arguments, locale),
    }
}

/// The first of the three variables that is set decides, as POSIX has it; what names neither language is English, since
/// such a terminal may not be able to show Chinese.
fn language(variable: impl Fn(&str) -> Option<String>) -> Locale {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| variable(name).filter(|tag| !tag.is_empty()));
    set.and_then(|tag| tag.parse().ok()).unwrap_or(Locale::En)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_locale_decides_the_language() {
        let cases = [
            (vec![("LANG", "zh_CN.UTF-8")], Locale::ZhCn),
            (vec![("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")], Locale::ZhCn),
            (vec![("LC_ALL", "en_GB.UTF-8"), ("LANG", "zh_CN.UTF-8")], Locale::En),
            (vec![("LANG", "C.UTF-8")], Locale::En),
            (vec![], Locale::En),
        ];
        for (variables, expected) in cases {
            let found =
                language(|name| variables.iter().find(|(key, _)| *key == name).map(|(_, tag)| (*tag).to_owned()));
            assert_eq!(found, expected, "{variables:?}");
        }
    }
}
