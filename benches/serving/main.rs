//! The served figures: requests a second against a bare handler that sends the same bytes, bytes of a first visit, start-up,
//! memory, page latency during a storm of sign-ins, and the number of crates. Medians, and ratios within one run.

mod http;
mod load;
mod process;

use http::Client;
use process::Rungs;
use std::time::Instant;

const ROUNDS: usize = 5;

#[tokio::main(worker_threads = 2)]
async fn main() {
    let words: Vec<String> = std::env::args().collect();
    if let [_, flag, file] = words.as_slice()
        && flag == "--bare"
    {
        load::serve_bare(file).await;
        return;
    }
    start_up().await;
    let rungs = Rungs::start("demo").await;
    println!("resident memory, idle: {:.1} MB", rungs.resident_megabytes());
    let learner = rungs.sign_in("learner").await;
    for (name, path, most) in
        [("home", "/", 60), ("lesson", process::LESSON, 60), ("role-play", process::ROLE_PLAY, 180)]
    {
        first_visit(&rungs, &learner, name, path, most).await;
    }
    for (name, path) in [("lesson", process::LESSON), ("eligibility", "/eligibility")] {
        against_bare(&rungs, &learner, name, path).await;
    }
    sign_in_storm(&rungs, &learner).await;
    println!("resident memory, after the load: {:.1} MB", rungs.resident_megabytes());
    rungs.stop().await;
    println!("crates in the default server build: {}", process::count_crates());
}

async fn start_up() {
    let mut fresh = Vec::new();
    let mut again = Vec::new();
    for _ in 0..ROUNDS {
        let began = Instant::now();
        let mut rungs = Rungs::start("serve").await;
        fresh.push(began.elapsed().as_secs_f64());
        rungs.end().await;
        let began = Instant::now();
        let rungs = Rungs::start_in("serve", rungs.folder).await;
        again.push(began.elapsed().as_secs_f64());
        rungs.stop().await;
    }
    println!("start to ready, empty database and the curriculum imported: {:.3} s", load::median(fresh));
    println!("start to ready, curriculum already there: {:.3} s", load::median(again));
}

/// Everything that a browser fetches on its first visit of a page, compressed with brotli, headers included.
async fn first_visit(rungs: &Rungs, cookie: &str, name: &str, path: &str, most_kilobytes: usize) {
    let mut client = Client::connect(rungs.address).await;
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
    println!("first visit of {name}: {kilobytes:.1} KB in {requests} requests (at most {most_kilobytes} KB)");
}

async fn against_bare(rungs: &Rungs, cookie: &str, name: &str, path: &str) {
    let mut client = Client::connect(rungs.address).await;
    let headers = [("cookie", cookie)];
    let page = client.get(path, &headers).await;
    assert_eq!(page.status, 200, "{path}");
    let bare = load::Bare::start(&page.body).await;
    let (mut ratios, mut rates) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let ours = load::requests_per_second(rungs.address, path, cookie).await;
        let theirs = load::requests_per_second(bare.address, "/", cookie).await;
        ratios.push(ours / theirs);
        rates.push(ours);
    }
    println!(
        "{name} page: {:.0} requests/s, {:.0} % of a bare handler with the same {} bytes",
        load::median(rates),
        load::median(ratios) * 100.0,
        page.body.len(),
    );
}

async fn sign_in_storm(rungs: &Rungs, cookie: &str) {
    let storm = tokio::spawn(load::sign_in_at_once(rungs.address, rungs.accounts(), 200));
    let mut latencies = Vec::new();
    let mut client = Client::connect(rungs.address).await;
    while !storm.is_finished() {
        let began = Instant::now();
        let page = client.get("/eligibility", &[("cookie", cookie)]).await;
        assert_eq!(page.status, 200);
        latencies.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    let answered = storm.await.expect("the storm ends");
    println!(
        "200 sign-ins at once: {answered} answered; meanwhile page p99 {:.1} ms",
        load::percentile(latencies, 0.99)
    );
}
