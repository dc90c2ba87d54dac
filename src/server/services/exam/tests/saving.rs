//! Saves: durable before the answer, once each, the highest number wins, one device at a time, nothing after the end.

use crate::domain::attempt::saving::{Save, Sheet};
use crate::domain::attempt::view::{Fate, LeaseView, SaveReply, Standing};
use crate::domain::id::LeaseId;
use crate::domain::item::ItemId;
use crate::domain::item::response::Response;
use crate::domain::seed::Seed;
use crate::server::ids::new_id;
use crate::server::services::exam::close_overdue::close_overdue;
use crate::server::services::exam::read_log::read_log;
use crate::server::services::exam::read_sitting::read_state;
use crate::server::services::exam::save_answers::save_answers;
use crate::server::services::exam::take_over::take_over;
use crate::server::testing::{ExamWorld, batch, on_both_databases, save};
use crate::server::visitor::Account;
use chrono::Duration;

fn fates(reply: SaveReply) -> Vec<Fate> {
    match reply {
        SaveReply::Done { acknowledged, .. } => acknowledged.into_iter().map(|one| one.fate).collect(),
        SaveReply::Elsewhere { .. } => panic!("elsewhere"),
    }
}

/// The same person at another browser.
fn at_another_device(who: &Account, world: &ExamWorld) -> Account {
    Account { session: new_id(world.state.clock.now()), ..who.clone() }
}

fn statement(sequence: u32, holds: bool) -> Save {
    save("l1-exam-holds".parse().expect("an id"), sequence, Response::TrueFalse { holds })
}

on_both_databases! {
    async fn a_save_is_applied_once_and_the_highest_number_stands(db: Db) {
        let world = ExamWorld::new(db).await;
        let (li, attempt) = world.sitting("li.lei").await;
        let lease = world.lease(&li, attempt).await;
        let send = |saves| save_answers(&world.state, &li, batch(attempt, lease, saves));
        let kept = |sequence| vec![Fate::Kept { sequence }];
        assert_eq!(fates(send(vec![statement(1, true)]).await.expect("saved")), kept(1));
        assert_eq!(fates(send(vec![statement(4, false), statement(3, true)]).await.expect("saved")), kept(4));
        // Late on its way, and once more: what stands is told.
        assert_eq!(fates(send(vec![statement(2, true)]).await.expect("saved")), kept(4));
        assert_eq!(fates(send(vec![statement(4, false)]).await.expect("saved")), kept(4));
        let state = read_state(&world.state, &li, attempt, None).await.expect("the state");
        assert_eq!(state.kept.len(), 1);
        assert_eq!((state.kept[0].sequence, &state.kept[0].response), (4, &statement(4, false).response));
        // Taken back.
        let nothing = Save { response: None, ..statement(5, true) };
        assert_eq!(fates(send(vec![nothing]).await.expect("saved")), kept(5));
        // What is no answer to this paper is named; the rest is saved.
        let foreign = save("l1-process-holds".parse().expect("an id"), 1, Response::TrueFalse { holds: true });
        let other_kind = save("l1-exam-single".parse().expect("an id"), 1, Response::TrueFalse { holds: true });
        let mixed = fates(send(vec![foreign, statement(6, true), other_kind]).await.expect("saved"));
        assert_eq!(mixed, [Fate::Kept { sequence: 6 }, Fate::Unfit, Fate::Unfit]);
    }

    async fn a_second_device_takes_over_and_the_first_one_hears_where(db: Db) {
        let world = ExamWorld::new(db).await;
        let (li, attempt) = world.sitting("li.lei").await;
        let old = world.lease(&li, attempt).await;
        save_answers(&world.state, &li, batch(attempt, old, vec![statement(3, true)])).await.expect("saved");
        world.state.clock.advance(Duration::minutes(10));
        let there = at_another_device(&li, &world);
        let before = read_state(&world.state, &there, attempt, None).await.expect("the state");
        assert!(matches!(before.lease, LeaseView::Elsewhere { ref device, .. } if device == "Firefox"));
        let taken = take_over(&world.state, &there, attempt, "手机").await.expect("a take-over");
        let LeaseView::Here { lease } = taken.lease else { panic!("here") };
        assert_eq!(taken.kept[0].sequence, 3, "the new device goes on from here");
        assert!(matches!(taken.standing, Standing::Part { remaining_ms: 3_000_000, .. }), "the clock went on");
        let late = save_answers(&world.state, &li, batch(attempt, old, vec![statement(9, false)])).await.expect("an answer");
        assert!(matches!(late, SaveReply::Elsewhere { ref device, .. } if device == "手机"), "{late:?}");
        let on = save_answers(&world.state, &there, batch(attempt, lease, vec![statement(4, false)])).await.expect("saved");
        assert_eq!(fates(on), [Fate::Kept { sequence: 4 }]);
    }

    async fn whoever_signs_in_anew_and_names_the_lease_still_has_it(db: Db) {
        let world = ExamWorld::new(db).await;
        let (li, attempt) = world.sitting("li.lei").await;
        let lease = world.lease(&li, attempt).await;
        let anew = at_another_device(&li, &world);
        let held = async |named| read_state(&world.state, &anew, attempt, named).await.expect("the state").lease;
        assert!(matches!(held(None).await, LeaseView::Elsewhere { .. }), "another browser");
        assert_eq!(held(Some(lease)).await, LeaseView::Here { lease }, "the same page, signed in again");
        take_over(&world.state, &li, attempt, "手机").await.expect("a take-over");
        assert!(matches!(held(Some(lease)).await, LeaseView::Elsewhere { .. }), "an old lease is nobody's");
    }

    async fn what_comes_after_the_end_is_evidence_and_does_not_count(db: Db) {
        let world = ExamWorld::new(db).await;
        let (li, attempt) = world.sitting("li.lei").await;
        let lease = world.lease(&li, attempt).await;
        let send = |saves| save_answers(&world.state, &li, batch(attempt, lease, saves));
        world.state.clock.advance(Duration::minutes(60) + Duration::seconds(4));
        assert_eq!(fates(send(vec![statement(1, true)]).await.expect("within the grace")), [Fate::Kept { sequence: 1 }]);
        world.state.clock.advance(Duration::seconds(1));
        assert_eq!(fates(send(vec![statement(2, false)]).await.expect("too late")), [Fate::Late { sequence: 2 }]);
        assert_eq!(fates(send(vec![statement(2, false)]).await.expect("too late")), [Fate::Late { sequence: 2 }]);
        let log = read_log(&world.state, &world.hr, attempt).await.expect("the log");
        assert_eq!((log.late.len(), log.late[0].item().as_str()), (1, "l1-exam-holds"));
        assert_eq!(log.events.iter().filter(|logged| logged.event.id() == "late_answers").count(), 1);
        let mut tx = world.state.db.read().await.expect("a transaction");
        let stands = crate::server::storage::answer::of_attempt(&mut tx, attempt).await.expect("answers");
        assert!(stands.values().all(|answer| answer.rank.sequence == 1));
        drop(tx);
        close_overdue(&world.state).await.expect("closed");
        assert_eq!(world.view(&li, attempt).await.late, 1, "the candidate is told in the pause");
    }

    async fn two_devices_in_any_order_end_as_the_domain_says(db: Db) {
        let world = ExamWorld::new(db).await;
        for seed in 0..12 {
            let (li, attempt) = world.sitting(&format!("c{seed}")).await;
            let items: [ItemId; 2] = ["l1-exam-holds", "l1-exam-short"].map(|id| id.parse().expect("an id"));
            let (mut draws, mut sheet) = (Seed(seed).draws(), Sheet::default());
            let mut leases: Vec<(u32, LeaseId)> = vec![(1, world.lease(&li, attempt).await)];
            for _ in 0..25 {
                if draws.below(6) == 0 {
                    let taken = take_over(&world.state, &li, attempt, "x").await.expect("a take-over");
                    let LeaseView::Here { lease } = taken.lease else { panic!("here") };
                    leases.push((u32::try_from(leases.len()).expect("few") + 1, lease));
                }
                let (number, lease) = leases[leases.len() - 1 - draws.below(leases.len().min(2))];
                let item = items[draws.below(2)].clone();
                let sequence = u32::try_from(draws.below(6)).expect("small") + 1;
                let response = match item.as_str() {
                    "l1-exam-holds" => Response::TrueFalse { holds: draws.below(2) == 0 },
                    _ => Response::Short { typed: draws.below(1000).to_string() },
                };
                let one = save(item, sequence, response);
                let reply = save_answers(&world.state, &li, batch(attempt, lease, vec![one.clone()])).await.expect("an answer");
                let current = leases.last().is_some_and(|last| last.0 == number);
                match reply {
                    SaveReply::Elsewhere { .. } => assert!(!current),
                    done @ SaveReply::Done { .. } => {
                        assert!(current);
                        assert_eq!(fates(done), [Fate::Kept { sequence: sheet.apply(number, one) }], "seed {seed}");
                    }
                }
            }
            let mut tx = world.state.db.read().await.expect("a transaction");
            let stands = crate::server::storage::answer::of_attempt(&mut tx, attempt).await.expect("answers");
            assert_eq!(&stands, sheet.answers(), "seed {seed}");
        }
    }

    async fn many_candidates_saves_share_commits_and_nothing_is_mixed_up(db: Db) {
        let world = ExamWorld::new(db).await;
        let mut sittings = Vec::new();
        for number in 0..12 {
            let (who, attempt) = world.sitting(&format!("c{number}")).await;
            let lease = world.lease(&who, attempt).await;
            sittings.push((who, attempt, lease, number));
        }
        let world = &world;
        let all = sittings.iter().flat_map(|(who, attempt, lease, number)| {
            (1..=10).map(move |sequence| {
                let item = "l1-exam-short".parse().expect("an id");
                let typed = format!("{number} {sequence}");
                let one = save(item, sequence, Response::Short { typed });
                save_answers(&world.state, who, batch(*attempt, *lease, vec![one]))
            })
        });
        for reply in futures::future::join_all(all).await {
            assert!(matches!(fates(reply.expect("saved"))[..], [Fate::Kept { .. }]));
        }
        for (who, attempt, _, number) in &sittings {
            let kept = read_state(&world.state, who, *attempt, None).await.expect("the state").kept;
            let expected = Response::Short { typed: format!("{number} 10") };
            assert_eq!(kept[0].response, Some(expected));
        }
    }
}
