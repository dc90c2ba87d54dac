//! The exam under faults, against the real program as processes. Afterwards nothing that a candidate was told is saved is
//! lost, doubled or invented.
//!
//! `cargo test` gives the short dose, `make fault` the full one: the same code with the counts of `dose`.
#![cfg(feature = "ssr")]

#[allow(dead_code, reason = "the figures use what the doses do not")]
#[path = "../world/mod.rs"]
mod world;

mod place;

use place::Place;
use rungs::domain::attempt::view::Standing;
use rungs::domain::seed::Seed;
use world::candidate::{Browser, Sitter};
use world::people::{EXAM, World, config};
use world::process::Process;

/// What the other tests and the figures build on.
async fn a_candidate_saves_and_hands_in(place: &Place) {
    let data = place.data();
    let world = World::found(config(&data, place.url()), EXAM, 5).await;
    let people = world.people(5).await;
    let sitting = world.start(&people[0]).await;
    world.close().await;
    let mut server = Process::start("serve", &data, &place.settings()).await;
    server.overhear();
    let mut sitter = Sitter::new(Browser::new(&[server.address], &people[0].cookie), sitting);
    let mut draws = Seed(1).draws();
    for _ in 0..10 {
        let batch = sitter.answers(&mut draws, 4);
        sitter.save(&batch).await;
    }
    let state = sitter.state().await;
    assert_eq!(state.kept.len(), sitter.ledger.acknowledged.len());
    assert!(matches!(sitter.submit(None).await, Standing::Over { .. }));
}

place::on_both_databases! {
    a_candidate_saves_and_hands_in,
}
