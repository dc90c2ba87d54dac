//! Several processes over one PostgreSQL serve the same exam.

use crate::book;
use crate::crowd::Crowd;
use crate::dose::{announce, dose, seed};
use crate::kill::sittings;
use crate::place::Place;
use crate::sound;
use crate::world::candidate::{Browser, Sitter};
use crate::world::people::{EXAM, World, config};
use crate::world::process::{Process, lasting_address};
use futures::future::join_all;
use rungs::domain::attempt::view::{LeaseView, SaveReply, Standing, StateView};
use serde_json::json;
use std::net::SocketAddr;

const NODES: usize = 3;
/// Between one fault and the next.
const ACKNOWLEDGEMENTS: u64 = 150;

/// A node with a folder of its own.
async fn node(place: &Place, number: usize, address: SocketAddr) -> Process {
    let (data, text) = (place.data().join(number.to_string()), address.to_string());
    let mut settings = place.settings();
    settings.push(("RUNGS_ADDR", &text));
    let mut node = Process::start("serve", &data, &settings).await;
    node.overhear();
    node
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn candidates_go_on_at_another_node_when_theirs_is_killed() {
    let Some(place) = Place::postgres().await else { return };
    let sittings = sittings(&place, dose().writers * 2).await;
    let addresses: Vec<SocketAddr> = (0..NODES).map(|_| lasting_address()).collect();
    let mut nodes = Vec::new();
    for (number, address) in addresses.iter().enumerate() {
        nodes.push(node(&place, number, *address).await);
    }
    let mut crowd = Crowd::gather(seed(), dose().writers, sittings, &addresses);
    // One, then two of three are gone; one comes back, and the last of the others goes.
    crowd.wait_for(ACKNOWLEDGEMENTS).await;
    nodes[0].kill().await;
    crowd.wait_for(ACKNOWLEDGEMENTS).await;
    nodes[1].kill().await;
    crowd.wait_for(ACKNOWLEDGEMENTS).await;
    crowd.shared.book.stands_in(&place).await;
    nodes[0] = node(&place, 0, addresses[0]).await;
    nodes[2].kill().await;
    crowd.wait_for(ACKNOWLEDGEMENTS).await;
    crowd.shared.book.stands_in(&place).await;
    let acknowledged = crowd.acknowledged();
    let sitters = crowd.finish().await;
    book::equals(&place, &sitters).await;
    sound::is_sound(&place).await;
    assert_eq!(sound::handed_in(&place).await, sitters.len());
    announce(&format!("{NODES} nodes, 3 killed: {acknowledged} acknowledgements, {} handed in", sitters.len()));
    drop(nodes);
    place.drop_it().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lease_time_and_handing_in_are_the_same_at_every_node() {
    let Some(place) = Place::postgres().await else { return };
    let world = World::found(config(&place.data(), place.url()), EXAM, 1).await;
    let people = world.people(1).await;
    let sitting = world.start(&people[0]).await;
    let phone = world.another_browser(&people[0]).await;
    world.close().await;
    let addresses: Vec<SocketAddr> = (0..NODES).map(|_| lasting_address()).collect();
    let mut nodes = Vec::new();
    for (number, address) in addresses.iter().enumerate() {
        nodes.push(node(&place, number, *address).await);
    }
    let at = |number: usize, cookie: &str| Browser::new(&[addresses[number]], cookie);
    let mut draws = seed().draws();
    // A number counts at every node, and the time goes on at each of them.
    let mut desk = Sitter::new(at(0, &people[0].cookie), sitting.clone());
    let mut last = u64::MAX;
    for number in 0..NODES * 3 {
        desk.browser = at(number % NODES, &people[0].cookie);
        let batch = desk.answers(&mut draws, 4);
        desk.save(&batch).await;
        let Standing::Part { remaining_ms, .. } = desk.state().await.standing else { panic!("it goes on") };
        assert!(remaining_ms <= last, "time does not come back: {last} then {remaining_ms}");
        last = remaining_ms;
    }
    // Taken over at one node, the old device is told at another.
    let mut taken = at(1, &phone.cookie);
    let view: StateView = taken.call("exam_take_over", &json!({ "attempt": sitting.attempt, "device": "phone" })).await;
    let LeaseView::Here { lease } = view.lease else { panic!("here") };
    desk.browser = at(2, &people[0].cookie);
    let refused = desk.answers(&mut draws, 1);
    let reply: SaveReply = desk.browser.call("exam_save", &json!({ "batch": refused })).await;
    assert!(matches!(reply, SaveReply::Elsewhere { ref device, .. } if device == "phone"), "{reply:?}");
    let mut phone_sitter = Sitter::new(at(2, &phone.cookie), sitting);
    phone_sitter.sitting.lease = lease;
    phone_sitter.ledger = desk.ledger.clone();
    let batch = phone_sitter.answers(&mut draws, 4);
    phone_sitter.save(&batch).await;
    // Handed in at all of them at once.
    let hand_in = |number: usize| {
        let mut sitter = Sitter::new(at(number % NODES, &phone.cookie), phone_sitter.sitting.clone());
        async move { assert!(matches!(sitter.submit(None).await, Standing::Over { .. })) }
    };
    join_all((0..NODES * 10).map(hand_in)).await;
    book::equals(&place, &[phone_sitter]).await;
    assert_eq!(sound::handed_in(&place).await, 1);
    sound::is_sound(&place).await;
    drop(nodes);
    place.drop_it().await;
}
