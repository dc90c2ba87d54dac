//! What a browser claims about time, rights and numbers.

use crate::book;
use crate::dose::seed;
use crate::kill::sittings;
use crate::place::{Place, on_both_databases};
use crate::world::candidate::{Browser, Sitter};
use crate::world::process::Process;
use chrono::Duration;
use rungs::domain::attempt::saving::Save;
use rungs::domain::attempt::view::{Fate, SaveReply, Standing, Stepped};
use rungs::server::clock::Clock;
use serde_json::{Value, json};

/// The theory part of the exam, in milliseconds.
const PART_MS: u64 = 45 * 60 * 1000;

pub async fn forged_clocks_deadlines_leases_and_numbers_change_nothing(place: &Place) {
    let mut sittings = sittings(place, 2).await.into_iter();
    let mut server = Process::start("serve", &place.data(), &place.settings()).await;
    server.overhear();
    let mut sitter = || {
        let (candidate, sitting) = sittings.next().expect("a sitting");
        Sitter::new(Browser::new(&[server.address], &candidate.cookie), sitting)
    };
    let (mut honest, mut forger) = (sitter(), sitter());
    let mut draws = seed().draws();
    for sitter in [&mut honest, &mut forger] {
        let batch = sitter.answers(&mut draws, 4);
        sitter.save(&batch).await;
    }
    clocks(&mut forger).await;
    leases(&mut forger, &honest).await;
    numbers(&mut forger).await;
    let sitters = [honest, forger];
    book::equals(place, &sitters).await;
    let [_, mut forger] = sitters;
    after_the_end(place, &mut forger).await;
    server.terminate();
    assert!(server.ended().await.success());
}

/// A clock that is a day off, and a deadline of one's own, in every place where a browser could write them.
async fn clocks(forger: &mut Sitter) {
    for hours in [-24, 24] {
        let claimed = Clock::System.now() + Duration::hours(hours);
        forger.browser.forged =
            vec![("date".into(), claimed.to_rfc2822()), ("x-client-now".into(), claimed.to_rfc3339())];
        let batch = forger.answers(&mut seed().derive(&hours.to_string()).draws(), 1);
        forger.note_sent(&batch);
        let mut request = json!({ "batch": batch });
        for field in ["arrived", "now", "ends_at", "open_until", "due_at"] {
            request["batch"][field] = json!(claimed);
        }
        request["batch"]["remaining_ms"] = json!(86_400_000);
        let SaveReply::Done { acknowledged, standing } = forger.browser.call("exam_save", &request).await else {
            panic!("saved");
        };
        forger.note_acknowledged(&batch, &acknowledged);
        let state = forger.state().await;
        for standing in [standing, state.standing] {
            assert!(matches!(standing, Standing::Part { remaining_ms: 1..=PART_MS, .. }), "{standing:?}");
        }
        // A save has no field for a time.
        let mut dated = json!({ "batch": batch });
        dated["batch"]["saves"][0]["saved_at"] = json!(claimed);
        refused(forger, &dated, 400).await;
    }
    forger.browser.forged.clear();
}

async fn leases(forger: &mut Sitter, honest: &Sitter) {
    let mut batch = forger.answers(&mut seed().derive("leases").draws(), 2);
    for lease in [honest.sitting.lease, uuid::Uuid::from_u128(7).into()] {
        batch.lease = lease;
        let reply: SaveReply = forger.browser.call("exam_save", &json!({ "batch": batch })).await;
        assert!(matches!(reply, SaveReply::Elsewhere { .. }), "{reply:?}");
        let stepped: Stepped = forger
            .browser
            .call("exam_submit", &json!({ "attempt": batch.attempt, "lease": lease, "part": null }))
            .await;
        assert!(matches!(stepped, Stepped::Elsewhere { .. }), "{stepped:?}");
    }
    // Somebody else's sitting, by that one's own lease: there is no such thing.
    batch.attempt = honest.sitting.attempt;
    batch.lease = honest.sitting.lease;
    refused(forger, &json!({ "batch": batch }), 404).await;
    assert!(matches!(forger.state().await.standing, Standing::Part { .. }), "nothing was handed in");
}

async fn numbers(forger: &mut Sitter) {
    let (item, stands) = forger.ledger.acknowledged.first_key_value().expect("something was saved");
    let (item, stands) = (item.clone(), stands.clone());
    let others = (0..=stands.sequence).map(|sequence| Save {
        sequence,
        response: None,
        flagged: !stands.flagged,
        ..stands.clone()
    });
    for other in others {
        let batch = json!({ "attempt": forger.sitting.attempt, "lease": forger.sitting.lease, "saves": [other] });
        let SaveReply::Done { acknowledged, .. } = forger.browser.call("exam_save", &json!({ "batch": batch })).await
        else {
            panic!("an answer");
        };
        assert_eq!(acknowledged[0].fate, Fate::Kept { sequence: stands.sequence }, "{item}: what stands is told");
    }
    for sequence in [json!(-1), json!(4_294_967_296_u64), json!(1.5), json!("2"), Value::Null] {
        let save = json!({ "item": item, "sequence": sequence, "response": null, "flagged": false });
        let batch = json!({ "attempt": forger.sitting.attempt, "lease": forger.sitting.lease, "saves": [save] });
        refused(forger, &json!({ "batch": batch }), 400).await;
    }
}

/// Once the time is over no clock brings it back.
async fn after_the_end(place: &Place, forger: &mut Sitter) {
    let before = book::answers(place).await;
    place.end_part_at(forger.sitting.attempt, Clock::System.now() - Duration::seconds(1)).await;
    let claimed = Clock::System.now() - Duration::hours(24);
    forger.browser.forged = vec![("date".into(), claimed.to_rfc2822())];
    let batch = forger.answers(&mut seed().derive("late").draws(), 3);
    let reply: SaveReply = forger.browser.call("exam_save", &json!({ "batch": batch })).await;
    let SaveReply::Done { acknowledged, .. } = reply else { panic!("an answer") };
    assert!(acknowledged.iter().all(|one| matches!(one.fate, Fate::Late { .. })), "{acknowledged:?}");
    assert_eq!(book::answers(place).await, before, "what came late does not stand");
}

async fn refused(forger: &mut Sitter, arguments: &Value, status: u16) {
    let answer = forger.browser.try_once("exam_save", &arguments.to_string()).await.expect("an answer");
    assert_eq!(answer.status, status, "{}", String::from_utf8_lossy(&answer.body));
}

on_both_databases! {
    forged_clocks_deadlines_leases_and_numbers_change_nothing,
}
