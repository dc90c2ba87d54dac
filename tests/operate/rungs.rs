//! One command of `rungs`, run to its end.

use std::path::Path;
use std::process::Command;

/// What became of it.
#[derive(Debug)]
pub struct Said {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs a command over the data of a folder, in English.
pub fn rungs(data: &Path, arguments: &[&str]) -> Said {
    run(data, None, arguments)
}

/// The same over another database.
pub fn rungs_at(data: &Path, url: &str, arguments: &[&str]) -> Said {
    run(data, Some(url), arguments)
}

fn run(data: &Path, url: Option<&str>, arguments: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rungs"));
    command.args(arguments).env("RUNGS_DATA_DIR", data).env("RUNGS_LANG", "en").env_remove("RUNGS_DATABASE_URL");
    command.envs(url.map(|url| ("RUNGS_DATABASE_URL", url)));
    let done = command.output().expect("rungs runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Said { status: done.status.code(), out: text(&done.stdout), err: text(&done.stderr) }
}

impl Said {
    /// What it printed, if it went well.
    #[track_caller]
    pub fn well(self) -> String {
        assert_eq!(self.status, Some(0), "{self:?}");
        self.out
    }

    /// Why it did not, if it ended with status 1 and printed nothing for scripts.
    #[track_caller]
    pub fn badly(self) -> String {
        assert_eq!((self.status, self.out.as_str()), (Some(1), ""), "{self:?}");
        self.err
    }
}
