//! `rungs audit`: whoever changes the log behind the server's back is found out.

use crate::rungs::rungs;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, raw_sql};
use std::path::Path;
use tempfile::TempDir;

/// A log of so many entries.
fn a_log(entries: usize) -> TempDir {
    let data = TempDir::new().expect("a folder");
    for number in 0..entries {
        let name = format!("person{number}");
        rungs(data.path(), &["account", "create-link", "--name", &name, "--role", "learner"]).well();
    }
    data
}

async fn tamper(data: &Path, text: &'static str) {
    let options = SqliteConnectOptions::new().filename(data.join("rungs.sqlite"));
    let mut connection = options.connect().await.expect("the database's file");
    raw_sql(text).execute(&mut connection).await.expect(text);
    connection.close().await.expect("closed");
}

#[tokio::test]
async fn a_changed_log_ends_with_status_1_and_says_where() {
    let data = a_log(2);
    let sound = rungs(data.path(), &["audit", "verify"]).well();
    assert!(sound.contains("sound: 2 entries"), "{sound}");
    tamper(data.path(), "UPDATE audit_entry SET detail = '{\"roles\":[\"hr\"]}' WHERE seq = 1").await;
    let said = rungs(data.path(), &["audit", "verify"]);
    assert_eq!(said.status, Some(1), "{said:?}");
    assert_eq!(said.out, "The audit log was changed: 1 finding in 2 entries.\n- entry 1 was edited\n");
    tamper(data.path(), "DELETE FROM audit_entry WHERE seq = 1").await;
    let said = rungs(data.path(), &["audit", "verify"]);
    assert_eq!(said.status, Some(1), "{said:?}");
    assert!(said.out.contains("- entry 1 is missing; entry 2 follows"), "{}", said.out);
}

#[tokio::test]
async fn an_end_that_was_cut_off_shows_against_the_exported_head() {
    let data = a_log(2);
    let elsewhere = TempDir::new().expect("a folder");
    let file = elsewhere.path().join("head.json");
    let file = file.to_str().expect("a path");
    let printed = rungs(data.path(), &["audit", "export-head"]).well();
    assert_eq!(rungs(data.path(), &["audit", "export-head", file]).well(), "");
    assert_eq!(std::fs::read_to_string(file).expect("the head"), printed);
    let head: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(head["seq"], 2, "{head}");
    rungs(data.path(), &["audit", "verify", "--head", file]).well();
    tamper(
        data.path(),
        "DELETE FROM audit_entry WHERE seq = 2;
         UPDATE audit_head SET seq = 1, hash = (SELECT hash FROM audit_entry WHERE seq = 1)",
    )
    .await;
    rungs(data.path(), &["audit", "verify"]).well();
    let said = rungs(data.path(), &["audit", "verify", "--head", file]);
    assert_eq!(said.status, Some(1), "{said:?}");
    assert!(said.out.contains("- the log ends at entry 1; the exported head was 2"), "{}", said.out);
    std::fs::write(file, "no head").expect("written");
    let refused = rungs(data.path(), &["audit", "verify", "--head", file]).badly();
    assert!(refused.contains("holds no exported head"), "{refused}");
}
