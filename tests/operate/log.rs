//! The log of a server that tells everything it can: enough to find a request again, and nothing about a person.

use crate::rungs::rungs;
use crate::world::http::{Client, Response};
use crate::world::people::{EXAM, World, config};
use crate::world::process::Process;
use rungs::server::query::escape;
use serde_json::Value;
use std::fs::File;
use tempfile::TempDir;
use tokio::process::Command;

const NAME: &str = "欧阳若兰";
const LATIN: &str = "Ouyang Ruolan";
const NUMBER: &str = "QX-90417";
const MAIL: &str = "ruolan.ouyang@mail.example";
const SIGN_IN: &str = "ouyang.ruolan";
const PASSWORD: &str = "mint-lantern-forty";
const WRONG: &str = "lantern-wrong-mint";
const EMPLOYER: &str = "江城百货";
const ADDRESS: &str = "203.0.113.77";

fn form(fields: &[(&str, &str)]) -> String {
    fields.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect::<Vec<_>>().join("&")
}

/// The cookie that an answer sets.
fn cookie(answer: &Response) -> String {
    let set = answer.headers.iter().find(|(name, value)| name == "set-cookie" && value.starts_with("rungs="));
    set.expect("a session").1.split(';').next().expect("a pair").to_owned()
}

#[tokio::test]
async fn the_log_finds_a_request_again_and_names_nobody() {
    let data = TempDir::new().expect("a folder");
    let world = World::found(config(data.path(), None), EXAM, 1).await;
    let hr = world.hr_cookie.clone();
    world.close().await;
    let invite = ["account", "create-link", "--name", SIGN_IN, "--display-name", NAME, "--role", "learner"];
    let invitation = rungs(data.path(), &invite).well();
    let token = invitation.trim().rsplit('/').next().expect("a token").to_owned();

    let file = data.path().join("log");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rungs"));
    command.arg("serve").env_remove("RUNGS_DATABASE_URL").env("RUNGS_ADDR", "127.0.0.1:0").env("RUNGS_LANG", "en");
    command.env("RUNGS_DATA_DIR", data.path()).env("RUNGS_BEHIND_PROXY", "true").env("RUST_LOG", "trace");
    let mut server = Process::logging(command, File::create(&file).expect("a file")).await;
    server.overhear();
    let mut client = Client::connect(server.address).await;
    let from = ("x-forwarded-for", ADDRESS);

    let chosen = form(&[("new_password", PASSWORD), ("new_password_again", PASSWORD)]);
    let accepted = client.post(&format!("/invitation/{token}"), &[from], &chosen).await;
    assert_eq!(accepted.status, 303);
    let wrong = client.post("/sign-in", &[from], &form(&[("name", SIGN_IN), ("password", WRONG)])).await;
    assert_eq!(wrong.status, 422);
    let signed_in = client.post("/sign-in", &[from], &form(&[("name", SIGN_IN), ("password", PASSWORD)])).await;
    assert_eq!(signed_in.status, 303);
    let own = cookie(&signed_in);
    let learner = [from, ("cookie", own.as_str())];
    let hr = [from, ("cookie", hr.as_str())];
    let job = form(&[("employer", EMPLOYER), ("from", "2023-10-23"), ("related", "yes")]);
    assert_eq!(client.post("/file/employment", &learner, &job).await.status, 303);
    assert_eq!(client.get("/file", &learner).await.status, 200);
    let profile = form(&[
        ("name", NAME),
        ("latin_name", LATIN),
        ("staff_number", NUMBER),
        ("email", MAIL),
        ("on_post_state", "training"),
    ]);
    let created = client.post("/people/new", &hr, &profile).await;
    assert_eq!(created.status, 303);
    assert_eq!(client.post("/people/new", &hr, &profile).await.status, 422, "the number is taken");
    assert_eq!(client.get(&format!("/people?q={}", escape(NAME)), &hr).await.status, 200);
    let person = created.header("location").expect("a file").to_owned();
    assert_eq!(client.get(&person, &hr).await.status, 200);
    assert_eq!(client.get(&format!("/nowhere/{}", escape(NAME)), &learner).await.status, 404);
    server.terminate();
    assert!(server.ended().await.success());

    let log = std::fs::read_to_string(&file).expect("the log");
    let session = own.trim_start_matches("rungs=");
    let id = person.trim_start_matches("/people/");
    for personal in [
        NAME,
        &escape(NAME),
        LATIN,
        &escape(LATIN),
        NUMBER,
        MAIL,
        &escape(MAIL),
        SIGN_IN,
        PASSWORD,
        WRONG,
        EMPLOYER,
        &escape(EMPLOYER),
        ADDRESS,
        &token,
        session,
        id,
    ] {
        let line = log.lines().find(|line| line.contains(personal));
        assert_eq!(line, None, "{personal} stands in the log");
    }
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let answered = |answer: &Response| {
        let id = answer.header("x-request-id").expect("a number");
        let of = |line: &&Value| line["span"]["id"] == id && line["fields"]["message"] == "answered";
        lines.iter().find(of).expect("a line for the request").clone()
    };
    for (answer, method, route) in
        [(&created, "POST", "/people/new"), (&wrong, "POST", "/sign-in"), (&accepted, "POST", "/invitation/{token}")]
    {
        let line = answered(answer);
        assert_eq!((&line["span"]["method"], &line["span"]["route"]), (&method.into(), &route.into()), "{line}");
        assert_eq!(line["fields"]["status"], answer.status, "{line}");
        assert!(
            line["fields"]["ms"].is_number() && line["timestamp"].is_string() && line["level"] == "DEBUG",
            "{line}"
        );
    }
}
