//! A certificate as a file, and what a stranger sees of it.

use crate::load::{median, requests_per_second};
use crate::table::{Reach, Table, Unit};
use crate::world::http::Client;
use crate::world::people::{Candidate, World};
use crate::world::process::Process;
use rungs::domain::certificate::CertificateNumber;
use rungs::domain::credential::Credential;
use rungs::domain::level::Level;
use rungs::domain::verification::Verification;
use rungs::server::services::certificate::issue::{Award, Ground, put_on_record};
use std::time::Instant;

const FILES: usize = 21;
const TURNS: usize = 5;

pub async fn measure(table: &mut Table, world: &World, server: &Process, holder: &Candidate) {
    let number = issue(world, holder).await;
    let mut client = Client::connect(server.address).await;
    let mut times = Vec::new();
    for _ in 0..FILES {
        let began = Instant::now();
        let file = client.get(&format!("/certificates/{number}/pdf"), &[("cookie", &holder.cookie)]).await;
        times.push(began.elapsed().as_secs_f64() * 1000.0);
        assert_eq!(file.status, 200, "a file; its fonts are those of fonts-noto-cjk");
    }
    table.row("certificate as PDF", median(times), Unit::Milliseconds, Reach::AtMost(30.0));
    let (path, headers) = (format!("/verify/{number}"), [("accept-encoding", "br")]);
    let mut rates = Vec::new();
    for _ in 0..TURNS {
        rates.push(requests_per_second(server.address, &path, &headers).await);
    }
    table.row("verification page", median(rates), Unit::PerSecond, Reach::AtLeast(5000.0));
}

async fn issue(world: &World, holder: &Candidate) -> CertificateNumber {
    let fact = Credential::new(Level::One, world.state.clock.today(), None, false, Verification::Verified);
    let person = holder.account.person.expect("a staff file");
    let award = Award { person, fact: fact.expect("a credential"), ground: Ground::Record };
    let mut tx = world.state.db.write().await.expect("a transaction");
    let number = put_on_record(&world.state, &mut tx, world.hr.id, &award).await.expect("a certificate");
    tx.commit().await.expect("a commit");
    number
}
