//! `kill -9` in the middle of saves and submits, again and again, each time after a drawn number of acknowledgements.

use crate::book;
use crate::crowd::Crowd;
use crate::dose::{announce, dose, seed};
use crate::place::{Place, on_both_databases};
use crate::sound;
use crate::world::people::{Candidate, EXAM, Sitting, World, config};
use crate::world::process::{Process, lasting_address};
use rungs::domain::seed::Seed;
use std::time::Instant;

/// Acknowledgements before the next kill: fewer than this, drawn.
const LONGEST_LIFE: usize = 40;
/// Kills for each sitting that lies ready; what is left over is not sat.
const KILLS_A_SITTING: usize = 2;

pub async fn killed_again_and_again_nothing_acknowledged_is_lost(place: &Place) {
    let (dose, seed) = (dose(), seed());
    for round in 0..dose.rounds {
        let fresh = if round == 0 { None } else { Some(place.another().await) };
        let place = fresh.as_ref().unwrap_or(place);
        a_round(place, seed.derive(&format!("round {round}"))).await;
        if let Some(fresh) = fresh {
            fresh.drop_it().await;
        }
    }
}

async fn a_round(place: &Place, seed: Seed) {
    let dose = dose();
    let began = Instant::now();
    let queue = sittings(place, dose.writers + dose.kills_a_round / KILLS_A_SITTING).await;
    let filled = began.elapsed();
    let address = lasting_address();
    let text = address.to_string();
    let mut settings = place.settings();
    settings.push(("RUNGS_ADDR", &text));
    let mut server = Process::start("serve", &place.data(), &settings).await;
    server.overhear();
    let mut crowd = Crowd::gather(seed, dose.writers, queue, &[address]);
    let mut draws = seed.derive("kills").draws();
    let mut starts = Vec::new();
    for _ in 0..dose.kills_a_round {
        crowd.wait_for(u64::try_from(draws.below(LONGEST_LIFE)).expect("a count")).await;
        server.kill().await;
        server = Process::start("serve", &place.data(), &settings).await;
        server.overhear();
        starts.push(server.ready_after);
        crowd.shared.book.stands_in(place).await;
    }
    let acknowledged = crowd.acknowledged();
    let sitters = crowd.finish().await;
    server.terminate();
    assert!(server.ended().await.success(), "it ends well");
    book::equals(place, &sitters).await;
    sound::is_sound(place).await;
    assert_eq!(sound::handed_in(place).await, sitters.len(), "who was told that it is handed in, has handed in");
    starts.sort_unstable();
    announce(&format!(
        "{}: {} kills, {acknowledged} acknowledgements, {} sittings handed in, {:.0} s (filled in {:.1} s, restart {:.2} s)",
        place.name(),
        dose.kills_a_round,
        sitters.len(),
        began.elapsed().as_secs_f64(),
        filled.as_secs_f64(),
        starts[starts.len() / 2].as_secs_f64(),
    ));
}

/// Sittings that have begun, with nobody else at the data afterwards.
pub async fn sittings(place: &Place, count: usize) -> Vec<(Candidate, Sitting)> {
    let seats = u32::try_from(count).expect("a count");
    let world = World::found(config(&place.data(), place.url()), EXAM, seats).await;
    let mut sittings = Vec::with_capacity(count);
    for candidate in world.people(count).await {
        let sitting = world.start(&candidate).await;
        sittings.push((candidate, sitting));
    }
    world.close().await;
    sittings
}

on_both_databases! {
    killed_again_and_again_nothing_acknowledged_is_lost,
}
