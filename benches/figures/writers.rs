//! Durable saves a second of two hundred writers, each waiting for its acknowledgement, against the same rows in the same
//! groups with nothing around them.

use crate::load::median;
use crate::table::{Reach, Table, Unit};
use crate::world::candidate::answer;
use crate::world::people::{Candidate, EXAM, Sitting, World, config};
use rungs::domain::attempt::saving::{Rank, Save};
use rungs::domain::attempt::view::{SaveBatch, SaveReply};
use rungs::domain::seed::Seed;
use rungs::server::exam::writer::Writer;
use rungs::server::figures;
use rungs::server::services::exam::save_answers::save_answers;
use rungs::server::storage::answer::{self, NewAnswer};
use std::sync::Arc;
use std::time::Instant;
use tempfile::TempDir;

const WRITERS: usize = 200;
/// Saves of each writer in a turn.
const SAVES: u32 = 25;
const TURNS: u32 = 7;

pub async fn measure(table: &mut Table) {
    let folder = TempDir::new().expect("a folder");
    on(table, "SQLite", &folder, None).await;
    match std::env::var("RUNGS_TEST_POSTGRES") {
        Ok(url) => on(table, "PostgreSQL", &folder, Some(&url)).await,
        Err(_) => table.note("PostgreSQL: not measured, since RUNGS_TEST_POSTGRES names none"),
    }
}

async fn on(table: &mut Table, database: &str, folder: &TempDir, url: Option<&str>) {
    let world = Arc::new(World::found(config(folder.path(), url), EXAM, 1000).await);
    let mut writers = Vec::new();
    for candidate in world.people(WRITERS).await {
        let sitting = world.start(&candidate).await;
        writers.push(Arc::new((candidate, sitting)));
    }
    let connections = Writer::queues(&world.state.db);
    let (mut shares, mut wide, mut ours, mut groups) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for turn in 0..TURNS {
        let (saves_before, commits_before) = counted();
        let each: Vec<_> = writers.iter().map(|writer| (writer.clone(), batches(&writer.1, 3 * turn))).collect();
        let began = Instant::now();
        let writing = each.into_iter().map(|(writer, batches)| tokio::spawn(write(world.clone(), writer, batches)));
        for done in writing.collect::<Vec<_>>() {
            done.await.expect("everything is saved");
        }
        let our_time = began.elapsed().as_secs_f64();
        let (saves, commits) = counted();
        let commits = commits - commits_before;
        shares.push(bare(&world, &writers, 3 * turn + 1, commits, 1).await / our_time * 100.0);
        wide.push(bare(&world, &writers, 3 * turn + 2, commits, connections).await / our_time * 100.0);
        ours.push((saves - saves_before) / our_time);
        groups.push((saves - saves_before) / commits);
    }
    let name = format!("durable saves of {WRITERS} writers, {database}, share of bare");
    table.row(&name, median(shares), Unit::Percent, Reach::AtLeast(60.0));
    table.note(&format!("{:.0} saves a second, {:.0} to a commit", median(ours), median(groups)));
    if connections > 1 {
        table.note(&format!("{:.1} % of bare over {connections} connections at once", median(wide)));
    }
}

/// One writer's saves, one after another.
async fn write(world: Arc<World>, writer: Arc<(Candidate, Sitting)>, batches: Vec<SaveBatch>) {
    for batch in batches {
        let reply = save_answers(&world.state, &writer.0.account, batch).await.expect("saved");
        assert!(matches!(reply, SaveReply::Done { .. }));
    }
}

fn batches(sitting: &Sitting, turn: u32) -> Vec<SaveBatch> {
    let batch = |save| SaveBatch { attempt: sitting.attempt, lease: sitting.lease, saves: vec![save] };
    saves(sitting, turn).map(batch).collect()
}

/// Answers to one question after another, with numbers that grow from turn to turn.
fn saves(sitting: &Sitting, turn: u32) -> impl Iterator<Item = Save> + '_ {
    let mut draws = Seed(turn.into()).draws();
    (1..=SAVES).map(move |number| {
        let question = &sitting.questions[number as usize % sitting.questions.len()];
        let response = Some(answer(question, &mut draws));
        Save { item: question.id.clone(), sequence: turn * SAVES + number, response, flagged: false }
    })
}

/// The same number of rows in the same number of commits, one after another or over several connections at once. Seconds.
async fn bare(
    world: &Arc<World>,
    writers: &[Arc<(Candidate, Sitting)>],
    turn: u32,
    commits: f64,
    connections: usize,
) -> f64 {
    let row = |sitting: &Sitting, save: Save| NewAnswer {
        attempt: sitting.attempt,
        item: save.item,
        rank: Rank { sequence: save.sequence, lease: 1 },
        response: save.response.map(|response| serde_json::to_string(&response).expect("JSON")),
        flagged: save.flagged,
    };
    let each: Vec<Vec<NewAnswer>> =
        writers.iter().map(|writer| saves(&writer.1, turn).map(|save| row(&writer.1, save)).collect()).collect();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    let group = (each.len() * SAVES as usize).div_ceil(commits as usize);
    let shares = each.chunks(each.len().div_ceil(connections)).map(<[_]>::to_vec);
    let shares: Vec<Vec<Vec<NewAnswer>>> = shares.collect();
    let began = Instant::now();
    let writing = shares.into_iter().map(|share| tokio::spawn(write_bare(world.clone(), share, group)));
    for done in writing.collect::<Vec<_>>() {
        done.await.expect("everything is written");
    }
    began.elapsed().as_secs_f64()
}

async fn write_bare(world: Arc<World>, each: Vec<Vec<NewAnswer>>, group: usize) {
    let rows: Vec<&NewAnswer> = (0..SAVES as usize).flat_map(|number| each.iter().map(move |of| &of[number])).collect();
    let (db, now) = (&world.state.db, world.state.clock.now());
    for group in rows.chunks(group) {
        let mut tx = db.write().await.expect("a transaction");
        answer::upsert(&mut tx, group, now).await.expect("written");
        tx.commit().await.expect("a commit");
    }
}

/// Saves and commits of this process so far, as monitoring sees them.
fn counted() -> (f64, f64) {
    let text = figures::text();
    let value = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.and_then(|value| value.parse().ok()).expect("a counter")
    };
    (value("rungs_exam_saves_total"), value("rungs_exam_commits_total"))
}
