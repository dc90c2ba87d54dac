//! The processor time that the server spends on one theory attempt, and what a browser loads for the exam's page.

use crate::first_visit;
use crate::process::processor_time;
use crate::table::{Reach, Table, Unit};
use crate::world::candidate::{Browser, Sitter};
use crate::world::http::Client;
use crate::world::people::{Candidate, World};
use crate::world::process::Process;
use rungs::domain::access::Role;
use rungs::domain::id::AttemptId;
use rungs::domain::seed::Seed;
use rungs::server::services::exam::release::release;
use rungs::server::visitor::Account;
use std::collections::BTreeSet;
use std::net::SocketAddr;

/// An exam that needs no person to score it, so that its result can be looked at.
pub const EXAM: &str = "l1-mock-exam";
const AT_ONCE: usize = 16;
const SAVES: usize = 20;
const VIEWS: usize = 4;

/// All of the people but the first, who only opens the page, sit the exam: a few at once, nobody signs in.
pub async fn measure(table: &mut Table, world: &World, server: &Process, people: &[Candidate]) {
    let (first, people) = people.split_first().expect("people");
    let attempt = begin(world, &mut Client::connect(server.address).await, first).await.expect("a start");
    let page = format!("/sitting/{attempt}");
    let requests = first_visit(table, server.address, &first.cookie, "the exam", &page, 150.0).await;
    #[expect(clippy::cast_precision_loss, reason = "a few requests")]
    table.row("  its requests", requests as f64, Unit::Requests, Reach::AtMost(8.0));

    let before = processor_time(server.id());
    let mut attempts = Vec::new();
    for group in people.chunks(AT_ONCE) {
        let sittings = group.iter().map(|candidate| sit(world, server.address, candidate));
        attempts.extend(futures::future::join_all(sittings).await);
    }
    let sat = processor_time(server.id()) - before;
    let trainer = Account { roles: BTreeSet::from([Role::Trainer]), ..world.hr.clone() };
    for attempt in &attempts {
        release(&world.state, &trainer, *attempt).await.expect("released");
    }
    let before = processor_time(server.id());
    let mut client = Client::connect(server.address).await;
    for (candidate, attempt) in people.iter().zip(&attempts) {
        look(&mut client, candidate, &format!("/results/{attempt}")).await;
    }
    let all = sat + processor_time(server.id()) - before;
    #[expect(clippy::cast_precision_loss, reason = "a few people")]
    let each = all / people.len() as f64;
    table.row("processor time of a theory attempt", each, Unit::Milliseconds, Reach::AtMost(10.0));
    table.note(&format!(
        "start, {VIEWS} page views, {SAVES} durable saves, submit, result; {} attempts, {AT_ONCE} at once",
        people.len()
    ));
}

/// Starts the sitting as a browser does. None when the server did not begin it.
pub async fn begin(world: &World, client: &mut Client, candidate: &Candidate) -> Option<AttemptId> {
    let path = format!("/exams/{}", world.session);
    let answer = client.post(&path, &[("cookie", &candidate.cookie)], "do=start&read=yes").await;
    answer.header("location")?.strip_prefix("/sitting/")?.parse().ok()
}

async fn sit(world: &World, address: SocketAddr, candidate: &Candidate) -> AttemptId {
    let mut client = Client::connect(address).await;
    let attempt = begin(world, &mut client, candidate).await.expect("a start");
    let sitting = world.sitting(candidate, attempt).await;
    let mut sitter = Sitter::new(Browser::new(&[address], &candidate.cookie), sitting);
    let mut draws = Seed(20).draws();
    for number in 0..SAVES {
        if number % (SAVES / VIEWS) == 0 {
            look(&mut client, candidate, &format!("/sitting/{attempt}")).await;
        }
        let batch = sitter.answers(&mut draws, 1);
        sitter.save(&batch).await;
    }
    sitter.submit(None).await;
    attempt
}

async fn look(client: &mut Client, candidate: &Candidate, path: &str) {
    let page = client.get(path, &[("cookie", &candidate.cookie), ("accept-encoding", "br")]).await;
    assert_eq!(page.status, 200, "{path}");
}
