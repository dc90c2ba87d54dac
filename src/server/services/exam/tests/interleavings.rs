//! The interleavings of two devices that the domain is tested with, once more through the writer and the database: many
//! sittings at a time, so that they share batches.

use crate::domain::attempt::interleavings::{GRACE_SECONDS, Interleaving, MINUTES, Reached, interleaving};
use crate::domain::attempt::saving::Save;
use crate::domain::attempt::view::{Fate, LeaseView};
use crate::domain::form::{Part, PartKind};
use crate::domain::id::{AttemptId, LeaseId};
use crate::server::exam::writer::{Ready, Request};
use crate::server::services::exam::take_over::take_over;
use crate::server::storage::answer;
use crate::server::testing::{ExamWorld, exam_form, on_both_databases};
use crate::server::visitor::Account;
use chrono::{DateTime, Utc};
use futures::stream::{self, StreamExt as _};
use std::collections::HashMap;
use uuid::Uuid;

const SEEDS: u64 = 500;
/// So many sittings go on at a time.
const AT_A_TIME: usize = 50;

/// How many saves were kept, late, and refused.
type Sums = [usize; 3];

struct Sitting<'w> {
    world: &'w ExamWorld,
    candidate: Account,
    attempt: AttemptId,
    began: DateTime<Utc>,
    /// The model's leases and those that the server gave.
    leases: HashMap<LeaseId, LeaseId>,
}

impl<'w> Sitting<'w> {
    async fn begin(world: &'w ExamWorld, seed: u64) -> Self {
        let (candidate, attempt) = world.sitting(&format!("c{seed}")).await;
        let leases = HashMap::from([(Uuid::from_u128(1).into(), world.lease(&candidate, attempt).await)]);
        Self { world, candidate, attempt, began: world.state.clock.now(), leases }
    }

    async fn take_over(&mut self, lease: LeaseId) {
        let taken = take_over(&self.world.state, &self.candidate, self.attempt, "x").await.expect("a take-over");
        let LeaseView::Here { lease: given } = taken.lease else { panic!("here") };
        self.leases.insert(lease, given);
    }

    async fn save(&self, lease: LeaseId, save: Save, arrived: DateTime<Utc>) -> Option<Fate> {
        let saves = vec![Ready::new(PartKind::Theory, save).expect("an answer")];
        let request = Request { attempt: self.attempt, lease: self.leases[&lease], saves, arrived };
        let state = &self.world.state;
        let (acknowledged, _) = state.exam.writer.save(&state.db, request).await.expect("a reply").ok()?;
        Some(acknowledged[0].fate)
    }

    async fn play(&mut self, reached: Vec<Reached>, seed: u64) -> Sums {
        let mut sums = [0; 3];
        for step in reached {
            match step {
                Reached::TakeOver(lease) => self.take_over(lease).await,
                Reached::Save { lease, save, after, fate } => {
                    assert_eq!(self.save(lease, save, self.began + after).await, fate, "seed {seed}");
                    sums[match fate {
                        Some(Fate::Kept { .. }) => 0,
                        Some(Fate::Late { .. } | Fate::Unfit) => 1,
                        None => 2,
                    }] += 1;
                }
            }
        }
        sums
    }
}

async fn replay(world: &ExamWorld, seed: u64) -> Sums {
    let Interleaving { reached, stands } = interleaving(seed);
    let mut sitting = Sitting::begin(world, seed).await;
    let sums = sitting.play(reached, seed).await;
    let mut tx = world.state.db.read().await.expect("a transaction");
    assert_eq!(answer::of_attempt(&mut tx, sitting.attempt).await.expect("answers"), stands, "seed {seed}");
    sums
}

on_both_databases! {
    async fn five_hundred_interleavings_of_two_devices_end_in_the_database_as_in_the_model(db: Db) {
        let mut form = exam_form();
        form.conduct.grace_seconds = GRACE_SECONDS;
        for part in &mut form.parts {
            if let Part::Theory(theory) = part {
                theory.minutes = MINUTES;
            }
        }
        let world = ExamWorld::with(db, form, 1000).await;
        let worlds = stream::iter(0..SEEDS).map(|seed| replay(&world, seed)).buffer_unordered(AT_A_TIME);
        let sums = worlds.fold([0; 3], async |all: Sums, one| std::array::from_fn(|kind| all[kind] + one[kind])).await;
        assert!(sums[0] > 2_000 && sums[1] > 200 && sums[2] > 1_000, "kept, late, refused: {sums:?}");
    }
}
