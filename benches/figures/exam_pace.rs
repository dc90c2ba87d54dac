//! Two thousand candidates at the pace of an exam: everybody starts within a minute and saves every twenty seconds. Nobody
//! signs in meanwhile.

use crate::attempt::begin;
use crate::load::percentile;
use crate::process::processor_time;
use crate::table::{Reach, Table, Unit};
use crate::world::candidate::{Browser, Sitter};
use crate::world::http::Client;
use crate::world::people::{Candidate, EXAM, World, config};
use crate::world::process::Process;
use rungs::domain::seed::Seed;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::time::{Instant, sleep_until};

const CANDIDATES: u32 = 2000;
/// From the first start to the last.
const STARTS: Duration = Duration::from_mins(1);
const PACE: Duration = Duration::from_secs(20);
/// From the first start to the last save.
const LASTS: Duration = Duration::from_secs(100);

/// What a candidate met with. Times in milliseconds.
#[derive(Default)]
struct Met {
    start: Option<f64>,
    saves: Vec<f64>,
    failed: u32,
}

pub async fn measure(table: &mut Table) {
    let folder = TempDir::new().expect("a folder");
    let world = Arc::new(World::found(config(folder.path(), None), EXAM, CANDIDATES).await);
    let people = world.people(CANDIDATES as usize).await;
    let mut server = Process::start("serve", folder.path(), &[]).await;
    server.overhear();
    let (before, began) = (processor_time(server.id()), Instant::now());
    let sitting: Vec<_> = (0..)
        .zip(people)
        .map(|(number, candidate)| tokio::spawn(sit(world.clone(), server.address, candidate, number, began)))
        .collect();
    let mut all = Met::default();
    let mut starts = Vec::new();
    for met in sitting {
        let met = met.await.expect("a candidate");
        starts.extend(met.start);
        all.saves.extend(met.saves);
        all.failed += met.failed;
    }
    let busy = (processor_time(server.id()) - before) / milliseconds(began) * 100.0;
    let (resident, saves) = (server.resident_megabytes(), all.saves.len());
    server.kill().await;
    table.row("2,000 candidates at exam pace: failed", f64::from(all.failed), Unit::Requests, Reach::AtMost(0.0));
    table.row("  start, p95", percentile(starts, 0.95), Unit::Milliseconds, Reach::AtMost(300.0));
    table.row("  save, p99", percentile(all.saves, 0.99), Unit::Milliseconds, Reach::AtMost(100.0));
    table.row("  resident memory", resident, Unit::Megabytes, Reach::AtMost(150.0));
    table.note(&format!("{saves} saves; the server took {busy:.0} % of a processor"));
}

async fn sit(world: Arc<World>, address: SocketAddr, candidate: Candidate, number: u32, began: Instant) -> Met {
    let mut met = Met::default();
    sleep_until(began + STARTS * number / CANDIDATES).await;
    let asked = Instant::now();
    let mut client = Client::connect(address).await;
    let Some(attempt) = begin(&world, &mut client, &candidate).await else { return Met { failed: 1, ..met } };
    met.start = Some(milliseconds(asked));
    let headers = [("cookie", candidate.cookie.as_str()), ("accept-encoding", "br")];
    met.failed += u32::from(client.get(&format!("/sitting/{attempt}"), &headers).await.status != 200);
    drop(client);
    let sitting = world.sitting(&candidate, attempt).await;
    let mut sitter = Sitter::new(Browser::new(&[address], &candidate.cookie), sitting);
    let mut draws = Seed(number.into()).draws();
    // Everybody reads the first question for another while.
    let mut next = Instant::now() + PACE * (number * 7919 % CANDIDATES) / CANDIDATES;
    while next < began + LASTS {
        sleep_until(next).await;
        let batch = sitter.answers(&mut draws, 1);
        // The server has closed the connection meanwhile: it was silent for longer than it waits.
        sitter.browser.move_on();
        let asked = Instant::now();
        match sitter.try_save(&batch).await {
            Ok(_) => met.saves.push(milliseconds(asked)),
            Err(_) => met.failed += 1,
        }
        next += PACE;
    }
    met
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}
