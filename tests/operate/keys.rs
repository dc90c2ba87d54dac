//! `rungs keys rotate` beside a running server: it signs with the new key from the next signature on, and what the old
//! one signed still verifies.

use crate::rungs::rungs;
use crate::world::http::Client;
use crate::world::people::{EXAM, World, config};
use crate::world::process::Process;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rungs::domain::credential::Credential;
use rungs::domain::level::Level;
use rungs::domain::verification::Verification;
use rungs::server::interop::jws::PublicKey;
use rungs::server::services::certificate::issue::{Award, Ground, put_on_record};
use serde_json::Value;
use tempfile::TempDir;

/// The key that a token names, if it is published and the signature is its own.
fn signed_by(keys: &Value, token: &str) -> String {
    let header = token.split('.').next().and_then(|head| URL_SAFE_NO_PAD.decode(head).ok()).expect("a header");
    let header: Value = serde_json::from_slice(&header).expect("JSON");
    let published = keys["keys"].as_array().expect("keys").iter().find(|key| key["kid"] == header["kid"]);
    let key = PublicKey::from_encoded(published.expect("a published key")["x"].as_str().expect("x")).expect("a key");
    key.verify(token).expect("a good signature");
    key.id()
}

#[tokio::test]
async fn keys_are_rotated_beside_a_running_server() {
    let data = TempDir::new().expect("a folder");
    let world = World::found(config(data.path(), None), EXAM, 1).await;
    let candidate = world.people(1).await.remove(0);
    let today = world.state.clock.today();
    let fact = Credential::new(Level::Two, today, None, false, Verification::Verified).expect("a credential");
    let award = Award { person: candidate.account.person.expect("a file"), fact, ground: Ground::Record };
    let mut tx = world.state.db.write().await.expect("a transaction");
    let number = put_on_record(&world.state, &mut tx, world.hr.id, &award).await.expect("a certificate");
    tx.commit().await.expect("a commit");
    world.close().await;

    let mut server = Process::start("serve", data.path(), &[]).await;
    server.overhear();
    let mut client = Client::connect(server.address).await;
    let mut get = async |path: &str| -> String {
        let answer = client.get(path, &[("cookie", &candidate.cookie)]).await;
        assert_eq!(answer.status, 200, "{path}");
        String::from_utf8(answer.body).expect("text")
    };
    let badge = get(&format!("/certificates/{number}/badge")).await;
    let list = get("/status/0").await;
    let said = rungs(data.path(), &["keys", "rotate"]).well();
    let keys: Value = serde_json::from_str(&get("/.well-known/jwks.json").await).expect("JSON");
    let (old, new) = (signed_by(&keys, &badge), signed_by(&keys, &get("/status/0").await));
    assert!(said.contains(&new) && old != new, "{said}");
    assert_eq!(signed_by(&keys, &list), old, "a list that somebody has kept");
    assert_eq!(signed_by(&keys, &get(&format!("/certificates/{number}/badge")).await), old);
    let page = get(&format!("/verify/{number}")).await;
    assert!(page.contains("有效"), "{page}");
    let listed = rungs(data.path(), &["keys", "list"]).well();
    let line = |id: &str| listed.lines().find(|line| line.contains(id)).expect("a line").to_owned();
    assert!(line(&old).contains("retired") && line(&new).contains("in use"), "{listed}");
}
