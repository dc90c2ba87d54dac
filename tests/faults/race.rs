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
use rungs::domain::locale::Locale;
use rungs::server::services::exam::start::start;
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

/// Half of the requests come to one node and half to another.
pub async fn started_by_many_requests_at_once_it_is_one_sitting(place: &Place) {
    let dose = dose();
    let seats = u32::try_from(dose.starting).expect("a count");
    let one = World::found(config(&place.data(), place.url()), EXAM, seats).await;
    let people = one.people(dose.starting).await;
    let other = rungs::server::run::open(config(&place.data(), place.url()), rungs::server::clock::Clock::System);
    let other = other.await.expect("the data opens twice");
    for candidate in &people {
        let begin = |number: usize| {
            let state = if number.is_multiple_of(2) { one.state.clone() } else { other.clone() };
            let candidate = candidate.clone();
            tokio::spawn(
                async move { start(&state, &candidate.account, candidate.place, "Firefox", Locale::ZhCn).await },
            )
        };
        let started = join_all((0..dose.starts).map(begin)).await;
        let ids: BTreeSet<_> = started.into_iter().map(|one| one.expect("no panic").expect("a sitting")).collect();
        assert_eq!(ids.len(), 1, "one sitting, whoever was first");
    }
    other.db.close().await;
    one.close().await;
    assert_eq!(rows!(place, (Uuid,), "SELECT id FROM attempt").len(), dose.starting);
    sound::is_sound(place).await;
}

on_both_databases! {
    handed_in_by_many_requests_at_once_it_is_one_result,
    started_by_many_requests_at_once_it_is_one_sitting,
}
