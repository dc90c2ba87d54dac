//! Figures of the engine, by hand: `cargo test --release --lib exam::tests::measure -- --ignored --nocapture`.

use crate::domain::attempt::saving::Rank;
use crate::domain::attempt::view::SaveReply;
use crate::domain::form::{Form, PartKind};
use crate::domain::item::response::Response;
use crate::domain::locale::Locale;
use crate::server::services::exam::read_result::read_result;
use crate::server::services::exam::release::release;
use crate::server::services::exam::save_answers::save_answers;
use crate::server::services::exam::start::start;
use crate::server::services::exam::submit::submit_part;
use crate::server::storage::Db;
use crate::server::storage::answer::{self, NewAnswer};
use crate::server::testing::{ExamWorld, TestDb, batch, exam_form, save};
use std::time::Instant;

/// Candidates who sit the theory part one after another.
const ATTEMPTS: u32 = 100;
/// Candidates who save at the same time, and how often each.
const WRITERS: usize = 200;
const ROUNDS: u32 = 25;

/// The processor time of this process so far, in milliseconds; the kernel counts in hundredths of a second.
fn cpu_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    let fields: Vec<&str> = stat.rsplit(')').next().expect("fields").split_whitespace().collect();
    let ticks: f64 = fields[11..13].iter().map(|ticks| ticks.parse::<f64>().expect("a count")).sum();
    ticks * 10.0
}

fn theory_only() -> Form {
    let mut form = exam_form();
    form.parts.retain(|part| part.kind() == PartKind::Theory);
    form
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "figures, not a test"]
async fn figures() {
    for name in ["SQLite", "PostgreSQL"] {
        for figure in 0..2 {
            let fresh = if name == "SQLite" { Some(TestDb::sqlite().await) } else { TestDb::postgres().await };
            let Some(fresh) = fresh else { continue };
            match figure {
                0 => a_theory_attempt(name, fresh.db.clone()).await,
                _ => two_hundred_writers(name, fresh.db.clone()).await,
            }
            fresh.drop_it().await;
        }
    }
}

async fn a_theory_attempt(name: &str, db: Db) {
    let world = ExamWorld::with(db, theory_only(), 1000).await;
    let mut places = Vec::new();
    for number in 0..ATTEMPTS {
        let who = world.candidate(&format!("c{number}")).await;
        let place = world.place(&who).await;
        places.push((who, place));
    }
    let (before, began) = (cpu_ms(), Instant::now());
    let mut sittings = Vec::new();
    for (who, place) in &places {
        let attempt = start(&world.state, who, *place, "Firefox", Locale::ZhCn).await.expect("a start");
        let answers = world.answers(who, attempt).await;
        let lease = world.lease(who, attempt).await;
        for number in 0..20_u32 {
            let mut one = answers[number as usize % answers.len()].clone();
            one.sequence = number + 1;
            let saved = save_answers(&world.state, who, batch(attempt, lease, vec![one])).await.expect("saved");
            assert!(matches!(saved, SaveReply::Done { .. }));
            if number % 10 == 0 {
                world.view(who, attempt).await;
            }
        }
        sittings.push((who, attempt, lease));
    }
    for (who, attempt, lease) in &sittings {
        submit_part(&world.state, who, *attempt, *lease, PartKind::Theory).await.expect("handed in");
        release(&world.state, &world.trainer, *attempt).await.expect("released");
        read_result(&world.state, who, *attempt, Locale::ZhCn).await.expect("an answer").expect("a result");
    }
    let each = f64::from(ATTEMPTS);
    println!(
        "{name}, theory attempt: {:.2} ms CPU, {:.2} ms wall",
        (cpu_ms() - before) / each,
        began.elapsed().as_secs_f64() * 1000.0 / each
    );
}

/// Two hundred writers, each waiting for its acknowledgement, against the same rows with nothing around them.
async fn two_hundred_writers(name: &str, db: Db) {
    let world = ExamWorld::new(db.clone()).await;
    let mut writers = Vec::new();
    for number in 0..WRITERS {
        let (who, attempt) = world.sitting(&format!("w{number}")).await;
        let lease = world.lease(&who, attempt).await;
        writers.push((who, attempt, lease));
    }
    let item: crate::domain::item::ItemId = "l1-exam-short".parse().expect("an id");
    let (before, began) = (cpu_ms(), Instant::now());
    let all = writers.iter().map(|(who, attempt, lease)| {
        let (world, item) = (&world, &item);
        async move {
            for sequence in 1..=ROUNDS {
                let one = save(item.clone(), sequence, Response::Short { typed: format!("答案 {sequence}") });
                save_answers(&world.state, who, batch(*attempt, *lease, vec![one])).await.expect("saved");
            }
        }
    });
    futures::future::join_all(all).await;
    let (ours, cpu) = (began.elapsed().as_secs_f64(), cpu_ms() - before);
    let began = Instant::now();
    for round in 1..=ROUNDS {
        let typed = format!(r#"{{"kind":"short","typed":"答案 {round}"}}"#);
        let rows: Vec<NewAnswer> = writers
            .iter()
            .map(|(_, attempt, _)| NewAnswer {
                attempt: *attempt,
                item: item.clone(),
                rank: Rank { sequence: ROUNDS + round, lease: 1 },
                response: Some(typed.clone()),
                flagged: false,
            })
            .collect();
        let mut tx = db.write().await.expect("a transaction");
        answer::upsert(&mut tx, &rows, world.state.clock.now()).await.expect("written");
        tx.commit().await.expect("a commit");
    }
    let bare = began.elapsed().as_secs_f64();
    let saves = f64::from(ROUNDS) * 200.0;
    println!(
        "{name}, saves a second, 200 writers: {:.0}; bare with the same grouping: {:.0}; share {:.0} %; {:.3} ms CPU a save",
        saves / ours,
        saves / bare,
        bare / ours * 100.0,
        cpu / saves
    );
}
