//! Many requests for the same thing at the same moment.

use crate::dose::dose;
use crate::kill::sittings;
use crate::place::{Place, on_both_databases, rows};
use crate::sound;
use crate::world::candidate::{Browser, Sitter};
use crate::world::people::{EXAM, World, config};
use crate::world::process::Process;
use futures::future::join_all;
use rungs::domain::attempt::view::Standing;
use std::collections::BTreeSet;
use uuid::Uuid;

pub async fn handed_in_by_many_requests_at_once_it_is_one_result(place: &Place) {
    let dose = dose();
    let sittings = sittings(place, dose.handed_in).await;
    let mut server = Process::start("serve", &place.data(), &place.settings()).await;
    server.overhear();
    for (candidate, sitting) in &sittings {
        let hand_in = |_| async {
            let browser = Browser::new(&[server.address], &candidate.cookie);
            let standing = Sitter::new(browser, sitting.clone()).submit(None).await;
            assert!(matches!(standing, Standing::Over { .. }), "{standing:?}");
        };
        join_all((0..dose.submits).map(hand_in)).await;
    }
    server.terminate();
    assert!(server.ended().await.success());
    assert_eq!(sound::handed_in(place).await, dose.handed_in);
    let results = rows!(place, (Uuid, i64), "SELECT attempt_id, version FROM attempt_result");
    assert_eq!(results.len(), dose.handed_in, "one result each");
    sound::is_sound(place).await;
}

/// By the form of the page; on PostgreSQL half of the requests come to another node.
pub async fn started_by_many_requests_at_once_it_is_one_sitting(place: &Place) {
    let dose = dose();
    let seats = u32::try_from(dose.starting).expect("a count");
    let world = World::found(config(&place.data(), place.url()), EXAM, seats).await;
    let people = world.people(dose.starting).await;
    let path = format!("/exams/{}", world.session);
    world.close().await;
    let mut nodes = vec![Process::start("serve", &place.data(), &place.settings()).await];
    if place.url().is_some() {
        nodes.push(Process::start("serve", &place.data().join("other"), &place.settings()).await);
    }
    nodes.iter_mut().for_each(Process::overhear);
    let servers: Vec<_> = nodes.iter().map(|node| node.address).collect();
    for candidate in &people {
        let begin = |number: usize| {
            let mut browser = Browser::new(&servers, &candidate.cookie).beginning_at(number);
            let path = path.clone();
            async move { browser.submit_form(&path, "do=start&read=yes").await }
        };
        let sittings: BTreeSet<String> = join_all((0..dose.starts).map(begin)).await.into_iter().collect();
        assert_eq!(sittings.len(), 1, "one sitting, whoever was first: {sittings:?}");
        assert!(sittings.iter().all(|path| path.starts_with("/sitting/")), "{sittings:?}");
    }
    for node in &mut nodes {
        node.terminate();
        assert!(node.ended().await.success());
    }
    assert_eq!(rows!(place, (Uuid,), "SELECT id FROM attempt").len(), dose.starting);
    sound::is_sound(place).await;
}

on_both_databases! {
    handed_in_by_many_requests_at_once_it_is_one_result,
    started_by_many_requests_at_once_it_is_one_sitting,
}
