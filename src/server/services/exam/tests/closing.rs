//! The end: by the clock though nobody comes back, by a hundred submits at once, by a worker that was killed in between.

use crate::domain::attempt::event::Event;
use crate::domain::attempt::state::{Ending, Stage};
use crate::domain::attempt::view::Standing;
use crate::domain::form::PartKind;
use crate::server::services::exam::close_overdue::{close, close_overdue};
use crate::server::services::exam::read_log::read_log;
use crate::server::services::exam::save_answers::save_answers;
use crate::server::services::exam::submit::{submit, submit_part};
use crate::server::storage::attempt_work;
use crate::server::testing::{
    ExamWorld, a_service_teaching, batch, exam_bank_of, exam_files, exam_form, on_both_databases,
};
use chrono::Duration;

on_both_databases! {
    async fn a_hundred_submits_at_once_make_one_result(db: Db) {
        let world = ExamWorld::new(db).await;
        for number in 0..3 {
            let (who, attempt) = world.sitting(&format!("c{number}")).await;
            let lease = world.lease(&who, attempt).await;
            let saves = world.answers(&who, attempt).await;
            save_answers(&world.state, &who, batch(attempt, lease, saves)).await.expect("saved");
            let all = (0..100).map(|_| submit(&world.state, &who, attempt, lease));
            for standing in futures::future::join_all(all).await {
                assert_eq!(standing.expect("handed in"), Standing::Over { stage: Stage::Scored });
            }
            let log = read_log(&world.state, &world.hr, attempt).await.expect("the log");
            assert_eq!(log.results.len(), 1);
            assert_eq!(log.results[0].outcome.passed(), Some(false), "two parts are missing");
            assert_eq!(log.results[0].outcome.parts[0].share().percent(), 100);
        }
    }

    async fn a_hundred_submits_of_a_part_end_it_once(db: Db) {
        let world = ExamWorld::new(db).await;
        let (who, attempt) = world.sitting("li.lei").await;
        let lease = world.lease(&who, attempt).await;
        let all = (0..100).map(|_| submit_part(&world.state, &who, attempt, lease, PartKind::Theory));
        for standing in futures::future::join_all(all).await {
            assert!(matches!(standing.expect("handed in"), Standing::Pause { next: PartKind::RolePlay, .. }));
        }
    }

    async fn the_server_closes_what_nobody_comes_back_to(db: Db) {
        let world = ExamWorld::new(db).await;
        let (who, attempt) = world.sitting("li.lei").await;
        let lease = world.lease(&who, attempt).await;
        let saves = world.answers(&who, attempt).await;
        save_answers(&world.state, &who, batch(attempt, lease, saves)).await.expect("saved");
        assert_eq!(close_overdue(&world.state).await.expect("a round"), 0);
        world.state.clock.advance(Duration::minutes(60) + Duration::seconds(5));
        assert_eq!(close_overdue(&world.state).await.expect("a round"), 1, "the part");
        assert!(matches!(world.view(&who, attempt).await.state.standing, Standing::Pause { .. }));
        world.state.clock.advance(Duration::minutes(15));
        let rounds = futures::future::join_all((0..8).map(|_| close_overdue(&world.state))).await;
        let done: usize = rounds.into_iter().map(|done| done.expect("a round")).sum();
        assert_eq!(done, 2, "closed once and scored once, whoever looked");
        let log = read_log(&world.state, &world.hr, attempt).await.expect("the log");
        assert_eq!(log.results.len(), 1);
        assert!(log.events.iter().any(|logged| logged.event == Event::Closed { by: Ending::Expired }));
        assert_eq!(log.attempt.attempt.stage(), Stage::Scored);
    }

    async fn a_worker_killed_between_closing_and_scoring_is_followed_by_another(db: Db) {
        let world = ExamWorld::new(db.clone()).await;
        let (_, attempt) = world.sitting("li.lei").await;
        world.state.clock.advance(Duration::hours(2));
        close(&world.state, attempt).await.expect("the part");
        close(&world.state, attempt).await.expect("the sitting");
        // It had claimed the sitting, and died.
        let now = world.state.clock.now();
        let mut tx = db.write().await.expect("a transaction");
        assert!(attempt_work::claim(&mut tx, attempt, "dead", now, now + Duration::seconds(60)).await.expect("a claim"));
        tx.commit().await.expect("a commit");
        let other = a_service_teaching(db.clone(), exam_bank_of(exam_files(), exam_form())).await;
        other.clock.advance(now - other.clock.now());
        assert_eq!(close_overdue(&other).await.expect("a round"), 0, "the claim still stands");
        other.clock.advance(Duration::seconds(60));
        assert_eq!(close_overdue(&other).await.expect("a round"), 1);
        assert_eq!(close_overdue(&other).await.expect("a round"), 0);
        let log = read_log(&other, &world.hr, attempt).await.expect("the log");
        assert_eq!((log.results.len(), log.attempt.attempt.stage()), (1, Stage::Scored));
    }
}
