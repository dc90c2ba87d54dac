//! The processor time that the server spends on one theory attempt, step by step, and what a browser loads for the exam's page.

use crate::first_visit;
use crate::load::median;
use crate::process::processor_time;
use crate::table::{Reach, Table, Unit};
use crate::world::candidate::{Browser, Sitter};
use crate::world::http::Client;
use crate::world::people::{Candidate, World};
use crate::world::process::Process;
use futures::future::join_all;
use rungs::domain::access::Role;
use rungs::domain::id::AttemptId;
use rungs::domain::seed::{Draws, Seed};
use rungs::server::services::exam::release::release;
use rungs::server::visitor::Account;
use std::collections::BTreeSet;
use std::net::SocketAddr;

/// An exam that needs no person to score it, so that its result can be looked at.
pub const EXAM: &str = "l1-mock-exam";
const AT_ONCE: usize = 16;
const SAVES: usize = 20;
const VIEWS: usize = 4;

/// All of the people but the first, who only opens the page, sit the exam: a few at once, nobody signs in. Everybody does one
/// step before anybody does the next, so that each step's time is known.
pub async fn measure(table: &mut Table, world: &World, server: &Process, people: &[Candidate]) {
    let (first, people) = people.split_first().expect("people");
    let attempt = begin(world, &mut Client::connect(server.address).await, first).await.expect("a start");
    let page = format!("/sitting/{attempt}");
    let requests = first_visit(table, server.address, &first.cookie, "the exam", &page, 150.0).await;
    #[expect(clippy::cast_precision_loss, reason = "a few requests")]
    table.row("  its requests", requests as f64, Unit::Requests, Reach::AtMost(8.0));

    let mut desks = join_all(people.iter().map(|candidate| Desk::new(server.address, candidate))).await;
    let mut groups = Vec::new();
    for group in desks.chunks_mut(AT_ONCE) {
        let start = spent(server, join_all(group.iter_mut().map(|desk| desk.start(world)))).await;
        join_all(group.iter_mut().map(|desk| desk.sit_down(world))).await;
        let (mut views, mut saves) = (0.0, 0.0);
        for _ in 0..VIEWS {
            views += spent(server, join_all(group.iter_mut().map(Desk::look))).await;
            saves += spent(server, join_all(group.iter_mut().map(|desk| desk.save(SAVES / VIEWS)))).await;
        }
        let submit = spent(server, join_all(group.iter_mut().map(Desk::submit))).await;
        groups.push([start, views, saves, submit]);
    }
    let trainer = Account { roles: BTreeSet::from([Role::Trainer]), ..world.hr.clone() };
    for desk in &desks {
        release(&world.state, &trainer, desk.attempt()).await.expect("released");
    }
    let mut attempts = Vec::new();
    for (group, [start, views, saves, submit]) in desks.chunks_mut(AT_ONCE).zip(groups) {
        let result = spent(server, join_all(group.iter_mut().map(Desk::look_at_result))).await;
        #[expect(clippy::cast_precision_loss, reason = "a few people")]
        attempts.push([start, views, saves, submit, result].map(|all| all / group.len() as f64));
    }
    let all = median(attempts.iter().map(|steps| steps.iter().sum()).collect());
    let [start, views, saves, submit, result] =
        std::array::from_fn(|step| median(attempts.iter().map(|steps| steps[step]).collect()));
    table.row("processor time of a theory attempt", all, Unit::Milliseconds, Reach::AtMost(10.0));
    table.note(&format!(
        "start {start:.2} ms, {VIEWS} page views {views:.2}, {SAVES} durable saves {saves:.2}, submit {submit:.2}, result {result:.2}"
    ));
    table.note(&format!("{} attempts, {AT_ONCE} at once", people.len()));
}

/// The server's processor time for something, in milliseconds.
async fn spent<T>(server: &Process, step: impl Future<Output = T>) -> f64 {
    let before = processor_time(server.id());
    step.await;
    processor_time(server.id()) - before
}

/// Starts the sitting as a browser does. None when the server did not begin it.
pub async fn begin(world: &World, client: &mut Client, candidate: &Candidate) -> Option<AttemptId> {
    let path = format!("/exams/{}", world.session);
    let answer = client.post(&path, &[("cookie", &candidate.cookie)], "do=start&read=yes").await;
    answer.header("location")?.strip_prefix("/sitting/")?.parse().ok()
}

/// A candidate with a browser.
struct Desk<'a> {
    address: SocketAddr,
    candidate: &'a Candidate,
    client: Client,
    draws: Draws,
    attempt: Option<AttemptId>,
    sitter: Option<Sitter>,
}

impl<'a> Desk<'a> {
    async fn new(address: SocketAddr, candidate: &'a Candidate) -> Self {
        let client = Client::connect(address).await;
        Self { address, candidate, client, draws: Seed(20).draws(), attempt: None, sitter: None }
    }

    fn attempt(&self) -> AttemptId {
        self.attempt.expect("a started sitting")
    }

    async fn start(&mut self, world: &World) {
        self.attempt = begin(world, &mut self.client, self.candidate).await;
    }

    /// What the page would tell the player: it costs the server nothing here.
    async fn sit_down(&mut self, world: &World) {
        let sitting = world.sitting(self.candidate, self.attempt()).await;
        self.sitter = Some(Sitter::new(Browser::new(&[self.address], &self.candidate.cookie), sitting));
    }

    async fn look(&mut self) {
        let path = format!("/sitting/{}", self.attempt());
        self.open(&path).await;
    }

    async fn save(&mut self, times: usize) {
        let sitter = self.sitter.as_mut().expect("somebody who sits");
        for _ in 0..times {
            let batch = sitter.answers(&mut self.draws, 1);
            sitter.save(&batch).await;
        }
    }

    async fn submit(&mut self) {
        self.sitter.as_mut().expect("somebody who sits").submit(None).await;
    }

    async fn look_at_result(&mut self) {
        let path = format!("/results/{}", self.attempt());
        self.open(&path).await;
    }

    async fn open(&mut self, path: &str) {
        let headers = [("cookie", self.candidate.cookie.as_str()), ("accept-encoding", "br")];
        let page = self.client.get(path, &headers).await;
        assert_eq!(page.status, 200, "{path}");
    }
}
