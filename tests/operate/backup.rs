//! `rungs backup` and `rungs restore`, with a running server, and their refusals.

use crate::rungs::{rungs, rungs_at};
use crate::world::http::Client;
use crate::world::people::{Candidate, EXAM, World, config};
use crate::world::process::Process;
use rungs::domain::id::EvidenceId;
use rungs::domain::staff_file::EntryKind;
use rungs::server::services::people::add_entry::add_entry;
use rungs::server::services::people::edit_person::edit_person;
use rungs::server::services::people::read_file::read_file;
use rungs::server::services::people::typed::Typed;
use rungs::server::services::people::upload::Upload;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, raw_sql};
use std::path::Path;
use tempfile::TempDir;

const DIPLOMA: &[u8] = b"%PDF-1.7 diploma";
const NOTICE: &[u8] = b"%PDF-1.7 on post from January on";

fn scan(bytes: &[u8]) -> Upload {
    Upload { file_name: "scan.pdf".to_owned(), bytes: bytes.to_vec() }
}

/// Somebody with a document behind an entry and one behind the on-post date.
async fn documented(data: &Path) -> (Candidate, [EvidenceId; 2]) {
    let world = World::found(config(data, None), EXAM, 1).await;
    let candidate = world.people(1).await.remove(0);
    let (state, by) = (&world.state, &candidate.account);
    let person = by.person.expect("a staff file");
    let job = Typed::from_iter([("employer", "云桥科技"), ("from", "2023-10-23"), ("related", "yes")]);
    add_entry(state, by, person, EntryKind::Employment, &job, Some(scan(DIPLOMA))).await.expect("a claim");
    let profile = Typed::from_iter([("name", "林晓雯"), ("on_post_on", "2024-01-23"), ("on_post_state", "qualified")]);
    edit_person(state, &world.hr, person, 1, &profile, Some(scan(NOTICE))).await.expect("changed");
    let open = read_file(state, by, person).await.expect("the file");
    let diploma = open.file.entries.iter().find_map(|entry| entry.evidence).expect("a document");
    let notice = open.file.person.on_post_evidence.expect("a document");
    world.close().await;
    (candidate, [diploma, notice])
}

#[tokio::test]
async fn what_is_backed_up_beside_a_running_server_is_whole_after_a_restore() {
    let (data, safe, fresh) =
        (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let (candidate, documents) = documented(data.path()).await;
    let mut server = Process::start("serve", data.path(), &[]).await;
    server.overhear();
    let folder = safe.path().join("monday");
    let folder = folder.to_str().expect("a path");
    let made = rungs(data.path(), &["backup", folder]).well();
    assert!(made.contains(folder) && made.contains("the database and 2 evidence files"), "{made}");
    let again = rungs(data.path(), &["backup", folder]).badly();
    assert!(again.contains("exists already"), "{again}");
    server.terminate();
    assert!(server.ended().await.success());

    let over = rungs(data.path(), &["restore", folder]).badly();
    assert!(over.contains("exists already"), "nothing is written over: {over}");
    let restored = rungs(fresh.path(), &["restore", folder]).well();
    assert!(restored.contains("Restored the database and 2 evidence files"), "{restored}");
    rungs(fresh.path(), &["audit", "verify"]).well();
    let mut server = Process::start("serve", fresh.path(), &[]).await;
    server.overhear();
    let mut browser = Client::connect(server.address).await;
    for (document, bytes) in documents.iter().zip([DIPLOMA, NOTICE]) {
        let answer = browser.get(&format!("/evidence/{document}"), &[("cookie", &candidate.cookie)]).await;
        assert_eq!((answer.status, answer.body.as_slice()), (200, bytes));
    }
}

#[tokio::test]
async fn a_damaged_backup_is_refused_before_anything_is_written() {
    let (data, safe, fresh) =
        (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    documented(data.path()).await;
    let folder = safe.path().join("monday");
    rungs(data.path(), &["backup", folder.to_str().expect("a path")]).well();
    let sums = std::fs::read_to_string(folder.join("SHA256SUMS")).expect("the sums");
    let file = sums.lines().find_map(|line| line.split_once("  ").filter(|(_, name)| name.starts_with("evidence/")));
    let file = folder.join(file.expect("a document").1);
    std::fs::write(&file, b"%PDF-1.7 forged").expect("written");
    let refused = rungs(fresh.path(), &["restore", folder.to_str().expect("a path")]).badly();
    assert!(refused.contains(&format!("{} is damaged", file.display())), "{refused}");
    assert_eq!(std::fs::read_dir(fresh.path()).expect("a folder").count(), 0);
    let refused = rungs(fresh.path(), &["restore", safe.path().to_str().expect("a path")]).badly();
    assert!(refused.contains("is no backup"), "{refused}");
}

#[tokio::test]
async fn on_postgres_both_say_what_to_use_instead_and_what_to_copy_beside() {
    // The whole test run always has a scratch cluster.
    let Ok(cluster) = std::env::var("RUNGS_TEST_POSTGRES") else { return };
    let name = format!("rungs_operate_{}", std::process::id());
    let command = async |text: String| {
        let mut connection = PgConnection::connect(&cluster).await.expect("the scratch cluster");
        raw_sql(AssertSqlSafe(text)).execute(&mut connection).await.expect("a database made or dropped");
        connection.close().await.expect("closed");
    };
    command(format!("CREATE DATABASE {name}")).await;
    let url = cluster.replacen("/postgres?", &format!("/{name}?"), 1);
    let (data, safe) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let folder = safe.path().join("monday");
    for verb in ["backup", "restore"] {
        let refused = rungs_at(data.path(), &url, &[verb, folder.to_str().expect("a path")]).badly();
        let at = |part: &str| data.path().join(part).display().to_string();
        for needed in ["pg_dump", "pg_restore", &at("evidence"), &at("keys")] {
            assert!(refused.contains(needed), "{verb}, {needed}: {refused}");
        }
        assert_eq!(std::fs::read_dir(safe.path()).expect("a folder").count(), 0, "{verb} leaves nothing");
    }
    command(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
}
