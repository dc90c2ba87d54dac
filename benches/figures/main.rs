//! The figures of Rungs, each beside what it should reach: evaluation, pages against a bare handler that sends the same
//! bytes, bytes of a first visit, start-up, memory, pages during a storm of sign-ins; an attempt at an exam, durable saves,
//! two thousand candidates, certificates; crates.
//!
//! Ratios are taken within one run, in turns, so that a busy machine slows both sides alike. Names behind `--` choose:
//! `eligibility`, `pages`, `attempt`, `writers`, `pace`.

mod accounts;
mod attempt;
mod certificate;
mod eligibility;
mod exam_pace;
mod load;
mod process;
mod table;
mod writers;

#[allow(dead_code, reason = "the fault doses use what the figures do not")]
#[path = "../../tests/world/mod.rs"]
mod world;

use process::Rungs;
use std::net::SocketAddr;
use table::{Reach, Table, Unit};
use world::http::{self, Client};
use world::people::{World, config};
use world::process::Process;

const STARTS: usize = 5;
/// Each of about two seconds: ours, then theirs.
const TURNS: usize = 5;
const STORMS: usize = 3;
/// Who sits an exam to see what an attempt costs.
const CANDIDATES: usize = 129;

#[tokio::main(worker_threads = 2)]
async fn main() {
    let words: Vec<String> = std::env::args().collect();
    if let [_, flag, file] = words.as_slice()
        && flag == "--bare"
    {
        load::serve_bare(file).await;
        return;
    }
    // Cargo adds a flag of its own.
    let named: Vec<&str> = words.iter().skip(1).map(String::as_str).filter(|word| !word.starts_with("--")).collect();
    let wanted = |name: &str| named.is_empty() || named.contains(&name);
    let mut table = Table::begin();
    if wanted("eligibility") {
        eligibility::measure(&mut table);
    }
    if wanted("pages") {
        pages(&mut table).await;
    }
    if wanted("attempt") {
        exam(&mut table).await;
    }
    if wanted("writers") {
        writers::measure(&mut table).await;
    }
    if wanted("pace") {
        exam_pace::measure(&mut table).await;
    }
    table.row("crates in the default server build", process::count_crates(), Unit::Crates, Reach::AtMost(400.0));
    table.end();
}

/// Starting, and what pages weigh and cost.
async fn pages(table: &mut Table) {
    let rungs = start_up(table).await;
    let learner = rungs.sign_in("learner").await;
    let play = begin_play(&rungs, &learner).await;
    for (name, path, most) in [("home", "/", 60.0), ("lesson", process::LESSON, 60.0), ("role-play", &play, 180.0)] {
        first_visit(table, rungs.address, &learner, name, path, most).await;
    }
    for (name, path) in [("lesson", process::LESSON), ("eligibility", "/eligibility")] {
        against_bare(table, &rungs, &learner, name, path).await;
    }
    sign_in_storms(table, &rungs, &learner).await;
    table.note(&format!("resident memory after all this: {:.1} MB", rungs.resident_megabytes()));
    rungs.stop().await;
}

/// A server with candidates: what an attempt costs it, and its certificates.
async fn exam(table: &mut Table) {
    let folder = tempfile::TempDir::new().expect("a folder");
    let world = World::found(config(folder.path(), None), attempt::EXAM, 1000).await;
    let people = world.people(CANDIDATES).await;
    let mut server = Process::start("serve", folder.path(), &[]).await;
    server.overhear();
    attempt::measure(table, &world, &server, &people).await;
    certificate::measure(table, &world, &server, &people[0]).await;
    server.kill().await;
}

/// Starts in an empty folder, and with the demo company; returns the last of these.
async fn start_up(table: &mut Table) -> Rungs {
    let mut empty = Vec::new();
    for _ in 0..STARTS {
        let rungs = Rungs::start("serve").await;
        empty.push(rungs.ready_after.as_secs_f64());
        rungs.stop().await;
    }
    let mut rungs = Rungs::start("demo").await;
    let mut filled = Vec::new();
    for _ in 0..STARTS {
        rungs.end().await;
        rungs = Rungs::start_in("demo", rungs.folder).await;
        filled.push(rungs.ready_after.as_secs_f64());
    }
    let resident = rungs.resident_megabytes();
    table.row("start to ready, in an empty folder", load::median(empty), Unit::Seconds, Reach::AtMost(0.3));
    table.row("start to ready, with the demo company", load::median(filled), Unit::Seconds, Reach::AtMost(1.0));
    table.row("resident memory, idle", resident, Unit::Megabytes, Reach::AtMost(60.0));
    rungs
}

/// The path of a play that has just begun: the page with the player, which is what a browser has to load for it.
async fn begin_play(rungs: &Rungs, cookie: &str) -> String {
    let begun = Client::connect(rungs.address).await.post(process::ROLE_PLAY, &[("cookie", cookie)], "").await;
    assert_eq!(begun.status, 303, "a play begins");
    begun.header("location").expect("where it is played").to_owned()
}

/// Everything that a browser fetches on its first visit of a page, compressed with brotli, headers included.
/// How many requests that took.
async fn first_visit(table: &mut Table, address: SocketAddr, cookie: &str, name: &str, path: &str, most: f64) -> usize {
    let mut client = Client::connect(address).await;
    let headers = [("cookie", cookie), ("accept-encoding", "br")];
    let page = client.get(path, &headers).await;
    assert_eq!(page.status, 200, "{path}");
    let html = String::from_utf8(client.get(path, &[("cookie", cookie)]).await.body).expect("a page is UTF-8");
    let mut bytes = page.size;
    let mut requests = 1;
    for link in http::subresources(&html) {
        let part = client.get(&link, &headers).await;
        assert_eq!(part.status, 200, "{link}");
        bytes += part.size;
        requests += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "kilobytes for reading")]
    let kilobytes = bytes as f64 / 1024.0;
    let name = format!("first visit of {name}, brotli, {requests} requests");
    table.row(&name, kilobytes, Unit::Kilobytes, Reach::AtMost(most));
    requests
}

/// Requests a second against a handler that does nothing but send the same bytes under the same headers: plain ones, and those
/// that our server has compressed, which the handler sends again without compressing anything.
async fn against_bare(table: &mut Table, rungs: &Rungs, cookie: &str, name: &str, path: &str) {
    let plain = [("cookie", cookie)];
    let brotli = [("cookie", cookie), ("accept-encoding", "br")];
    for (coding, headers) in [("uncompressed", plain.as_slice()), ("brotli", &brotli)] {
        let page = Client::connect(rungs.address).await.get(path, headers).await;
        assert_eq!(page.status, 200, "{path}");
        let bare = load::Bare::start(&page).await;
        let (share, words) = turns(rungs, &bare, path, headers, TURNS).await;
        let row = format!("{name} page against a bare handler, {coding}");
        table.row(&row, share, Unit::Percent, Reach::AtLeast(25.0));
        table.note(&words);
    }
}

/// Ours and theirs in turns: our share in percent, and the rates in words.
async fn turns(rungs: &Rungs, bare: &load::Bare, path: &str, headers: &[(&str, &str)], turns: usize) -> (f64, String) {
    let (mut ratios, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..turns {
        let our_rate = load::requests_per_second(rungs.address, path, headers).await;
        let their_rate = load::requests_per_second(bare.address, "/", headers).await;
        ratios.push(our_rate / their_rate * 100.0);
        ours.push(our_rate);
        theirs.push(their_rate);
    }
    let words = format!("{:.0} against {:.0} requests a second", load::median(ours), load::median(theirs));
    (load::median(ratios), words)
}

/// How long a page takes while 200 people sign in at the same moment.
async fn sign_in_storms(table: &mut Table, rungs: &Rungs, cookie: &str) {
    let accounts = accounts::make(rungs).await;
    let (mut slow, mut pages) = (Vec::new(), 0);
    for _ in 0..STORMS {
        let latencies = load::latencies_during_sign_ins(rungs.address, &accounts, "/eligibility", cookie).await;
        pages += latencies.len();
        slow.push(load::percentile(latencies, 0.99));
    }
    let name = format!("page p99 while {} people sign in at once", accounts::SIGN_INS);
    table.row(&name, load::median(slow), Unit::Milliseconds, Reach::AtMost(100.0));
    table.note(&format!("{STORMS} storms, {pages} pages meanwhile"));
}
