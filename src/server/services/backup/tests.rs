use super::create::create;
use super::restore::restore;
use super::{BackupError, DATABASE, SUMS};
use crate::server::clock::Clock;
use crate::server::config::Config;
use crate::server::run;
use crate::server::services::account::bootstrap::bootstrap;
use crate::server::services::audit::verify::verify;
use crate::server::testing::{a_service_in, on_both_databases};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn config(data_dir: &Path) -> Config {
    Config {
        data_dir: data_dir.to_owned(),
        database_url: None,
        addr: ([127, 0, 0, 1], 0).into(),
        public_url: None,
        behind_proxy: false,
        issuer: Config::ISSUER.to_owned(),
        fonts: Config::FONTS.into(),
    }
}

on_both_databases! {
    async fn what_was_backed_up_comes_back_and_damage_does_not(db: Db) {
        let folder = TempDir::new().expect("a folder");
        let (data, backup, fresh) = (folder.path().join("data"), folder.path().join("backup"), folder.path().join("fresh"));
        let state = a_service_in(db, &data);
        bootstrap(&state).await.expect("no failure");
        fs::create_dir_all(data.join("evidence/ab")).expect("a folder");
        fs::write(data.join("evidence/ab/abcd"), b"a diploma").expect("a file");
        let made = create(&state, &backup).await;
        if matches!(made, Err(BackupError::Postgres)) {
            assert!(!backup.exists());
            return;
        }
        assert_eq!(made.expect("a backup").files, 1);
        assert!(matches!(create(&state, &backup).await, Err(BackupError::Exists(_))));

        restore(&config(&fresh), &backup).await.expect("restored");
        assert_eq!(fs::read(fresh.join("evidence/ab/abcd")).expect("the file"), b"a diploma");
        let restored = run::open(config(&fresh), Clock::System).await.expect("it opens");
        let verified = verify(&restored, None).await.expect("a walk");
        assert!(verified.is_sound() && verified.entries == 1, "{verified:?}");
        assert!(matches!(restore(&config(&fresh), &backup).await, Err(BackupError::Exists(_))));

        fs::write(backup.join("evidence/ab/abcd"), b"another").expect("a file");
        let other = folder.path().join("other");
        assert!(matches!(restore(&config(&other), &backup).await, Err(BackupError::Damaged(_))));
        assert!(!other.join(DATABASE).exists());
        fs::remove_file(backup.join(SUMS)).expect("removed");
        assert!(matches!(restore(&config(&other), &backup).await, Err(BackupError::NoBackup(_))));
    }
}
