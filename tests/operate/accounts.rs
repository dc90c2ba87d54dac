//! `rungs account`: for when nobody can sign in.

use crate::rungs::rungs;
use crate::world::http::Client;
use crate::world::people::{EXAM, World, config};
use crate::world::process::Process;
use std::path::Path;
use tempfile::TempDir;

/// Somebody new, whose link nobody opens.
fn invited(data: &Path, name: &str, role: &str) {
    let link = rungs(data, &["account", "create-link", "--name", name, "--role", role]).well();
    assert!(link.starts_with("http://") && link.contains("/invitation/"), "the link alone, for scripts: {link}");
}

#[test]
fn accounts_are_listed_disabled_and_enabled_again() {
    let data = TempDir::new().expect("a folder");
    invited(data.path(), "bo", "learner");
    invited(data.path(), "cy", "trainer");
    let list = || rungs(data.path(), &["account", "list"]).well();
    let waits = "waits for the invitation to be accepted";
    assert_eq!(list(), format!("bo\tbo\tlearner\t{waits}\ncy\tcy\ttrainer\t{waits}\n"));
    let said = rungs(data.path(), &["account", "disable", "Bo"]).well();
    assert!(said.contains("is disabled and signed out everywhere"), "{said}");
    assert_eq!(list(), format!("bo\tbo\tlearner\tdisabled\ncy\tcy\ttrainer\t{waits}\n"));
    let refused = rungs(data.path(), &["account", "create-link", "--name", "bo"]).badly();
    assert!(refused.contains("bo is disabled; enable the account first"), "{refused}");
    let said = rungs(data.path(), &["account", "enable", "bo"]).well();
    assert!(said.contains("bo may sign in again"), "{said}");
    assert!(!list().contains("disabled"));
    for verb in ["disable", "enable"] {
        let refused = rungs(data.path(), &["account", verb, "nobody"]).badly();
        assert!(refused.contains("No account signs in as nobody"), "{refused}");
    }
    let sound = rungs(data.path(), &["audit", "verify"]).well();
    assert!(sound.contains("sound: 4 entries"), "two invitations, disabled, enabled: {sound}");
}

#[tokio::test]
async fn whoever_is_disabled_beside_a_running_server_is_out_at_the_next_request() {
    let data = TempDir::new().expect("a folder");
    let world = World::found(config(data.path(), None), EXAM, 1).await;
    let candidate = world.people(1).await.remove(0);
    world.close().await;
    let mut server = Process::start("serve", data.path(), &[]).await;
    server.overhear();
    let mut browser = Client::connect(server.address).await;
    let signed_in = [("cookie", candidate.cookie.as_str())];
    assert_eq!(browser.get("/file", &signed_in).await.status, 200);
    rungs(data.path(), &["account", "disable", &candidate.account.sign_in_name]).well();
    let page = browser.get("/file", &signed_in).await;
    assert!(
        page.header("location").is_some_and(|to| to.starts_with("/sign-in")),
        "{}: {:?}",
        page.status,
        page.headers
    );
    rungs(data.path(), &["account", "enable", &candidate.account.sign_in_name]).well();
    assert_ne!(browser.get("/file", &signed_in).await.status, 200, "enabled, and to sign in anew");
}
