use super::entry_tests::somebody;
use super::{StoreError, content, lesson_progress, play, practice_answer, setting};
use crate::domain::digest::Digest;
use crate::domain::id::PersonId;
use crate::domain::item::response::{GapResponse, Response};
use crate::domain::lesson::BlockKind;
use crate::domain::locale::Locale;
use crate::domain::points::Points;
use crate::domain::scenario::play::Transcript;
use crate::domain::seed::Seed;
use crate::server::clock::Clock;
use crate::server::ids::new_id;
use crate::server::testing::on_both_databases;
use std::collections::BTreeSet;

const HASH: Digest = Digest::new([7; 32]);

fn answer(person: PersonId, turn: i64, points: i32) -> practice_answer::PracticeAnswer {
    let now = Clock::System.now();
    practice_answer::PracticeAnswer {
        id: new_id(now),
        person,
        item: "l1-process-steps".parse().expect("an id"),
        turn,
        hash: HASH,
        seed: Seed(u64::MAX - 5),
        locale: Locale::En,
        response: Response::Short { typed: "确认\u{1F642}".into() },
        points: Points::hundredths(points),
        max: Points::ONE,
        answered_at: now,
    }
}

on_both_databases! {
    async fn content_is_kept_once_and_what_is_current_can_change(db: Db) {
        let now = Clock::System.now();
        let version = content::Version {
            hash: HASH,
            kind: "lesson".into(),
            content_id: "l1-process-steps".into(),
            source_path: "lessons/l1/a.md".into(),
            body: "一\r\n|| One".into(),
        };
        let mut tx = db.write().await.expect("a transaction");
        content::insert(&mut tx, &version, now).await.expect("kept");
        content::insert(&mut tx, &version, now).await.expect("kept already");
        let current = content::Current { kind: "lesson".into(), content_id: "l1-process-steps".into(), hash: HASH };
        content::make_current(&mut tx, &current).await.expect("current");
        content::make_current(&mut tx, &current).await.expect("current again");
        assert_eq!(content::current(&mut tx).await.expect("a list"), std::slice::from_ref(&current));
        content::withdraw(&mut tx, &current).await.expect("withdrawn");
        assert_eq!(content::current(&mut tx).await.expect("a list"), []);
        assert_eq!(content::find(&mut tx, HASH).await.expect("a look"), Some(version));
    }

    async fn a_setting_that_is_put_once_keeps_its_first_value(db: Db) {
        let now = Clock::System.now();
        let mut tx = db.write().await.expect("a transaction");
        assert_eq!(setting::find(&mut tx, "a").await.expect("a look"), None);
        for value in ["1", "2"] {
            assert_eq!(setting::put_once(&mut tx, "a", value, now).await.expect("a value"), "1");
        }
        setting::put(&mut tx, "a", "3", now).await.expect("put");
        assert_eq!(setting::find(&mut tx, "a").await.expect("a look").as_deref(), Some("3"));
    }

    async fn progress_reads_back_and_a_stale_change_is_refused(db: Db) {
        let now = Clock::System.now();
        let mut tx = db.write().await.expect("a transaction");
        let person = somebody(&mut tx).await;
        let begun = lesson_progress::Kept {
            lesson: "l1-process-steps".parse().expect("an id"),
            hash: HASH,
            blocks_read: BTreeSet::from([BlockKind::Scene, BlockKind::Goal]),
            checks_answered: BTreeSet::from(["l1-process-one".parse().expect("an id")]),
            completed_at: None,
            updated_at: now,
            version: 0,
        };
        lesson_progress::save(&mut tx, person, &begun).await.expect("begun");
        let read = lesson_progress::find(&mut tx, person, &begun.lesson).await.expect("a look").expect("progress");
        assert_eq!(read, lesson_progress::Kept { version: 1, ..begun });
        let done = lesson_progress::Kept { completed_at: Some(now), ..read.clone() };
        lesson_progress::save(&mut tx, person, &done).await.expect("completed");
        assert!(matches!(lesson_progress::save(&mut tx, person, &read).await, Err(StoreError::Stale)));
        let all = lesson_progress::of_person(&mut tx, person).await.expect("a list");
        assert_eq!(all, [lesson_progress::Kept { version: 2, ..done }]);
    }

    async fn a_practice_answer_reads_back_and_stands_once_a_turn(db: Db) {
        let mut tx = db.write().await.expect("a transaction");
        let person = somebody(&mut tx).await;
        let other = somebody(&mut tx).await;
        let (first, second) = (answer(person, 0, -50), answer(person, 1, 100));
        practice_answer::insert(&mut tx, &first).await.expect("kept");
        practice_answer::insert(&mut tx, &second).await.expect("kept");
        assert_eq!(practice_answer::turns(&mut tx, person, &first.item).await.expect("a count"), 2);
        assert_eq!(practice_answer::find(&mut tx, person, first.id).await.expect("a look").as_ref(), Some(&first));
        assert_eq!(practice_answer::find(&mut tx, other, first.id).await.expect("a look"), None);
        assert_eq!(practice_answer::at_turn(&mut tx, person, &first.item, 1).await.expect("a look").as_ref(), Some(&second));
        let last = practice_answer::last_answers(&mut tx, person).await.expect("a list");
        assert_eq!(last.iter().map(|last| (last.turn, last.points)).collect::<Vec<_>>(), [(1, Points::ONE)]);
        tx.commit().await.expect("kept");
        let mut tx = db.write().await.expect("a transaction");
        assert!(matches!(practice_answer::insert(&mut tx, &answer(person, 1, 0)).await, Err(StoreError::Taken)));
    }

    async fn every_kind_of_response_reads_back(db: Db) {
        let mut tx = db.write().await.expect("a transaction");
        let person = somebody(&mut tx).await;
        let responses = [
            Response::Multiple { choices: BTreeSet::new() },
            Response::TrueFalse { holds: true },
            Response::Numeric { typed: "12 元".into() },
            Response::Cloze { gaps: [(2, GapResponse::Typed("现在".into()))].into() },
            Response::Match { pairs: [].into() },
            Response::Order { steps: Vec::new() },
            Response::Essay { written: "一\n二".into() },
        ];
        for (turn, response) in (0..).zip(responses) {
            let kept = practice_answer::PracticeAnswer { response, ..answer(person, turn, 0) };
            practice_answer::insert(&mut tx, &kept).await.expect("kept");
            assert_eq!(practice_answer::find(&mut tx, person, kept.id).await.expect("a look"), Some(kept));
        }
    }

    async fn a_play_reads_back_and_a_stale_change_is_refused(db: Db) {
        let now = Clock::System.now();
        let mut tx = db.write().await.expect("a transaction");
        let (person, other) = (somebody(&mut tx).await, somebody(&mut tx).await);
        let begun = play::Kept {
            id: new_id(now),
            person,
            scenario: "l1-process-late-parcel".parse().expect("an id"),
            hash: HASH,
            seed: Seed(u64::MAX),
            locale: Locale::ZhCn,
            transcript: Transcript(Vec::new()),
            stage: play::Stage::Running,
            started_at: now,
            version: 1,
        };
        play::insert(&mut tx, &begun).await.expect("begun");
        assert_eq!(play::find(&mut tx, person, begun.id).await.expect("a look").as_ref(), Some(&begun));
        assert_eq!(play::find(&mut tx, other, begun.id).await.expect("a look"), None);
        let stage = play::Stage::Ended { at: now, total: Points::hundredths(1300), passed: true };
        let ended = play::Kept { stage, ..begun.clone() };
        play::update(&mut tx, &ended).await.expect("ended");
        assert!(matches!(play::update(&mut tx, &begun).await, Err(StoreError::Stale)));
        let list = play::of_person(&mut tx, person).await.expect("a list");
        assert_eq!(list, [play::Summary { id: begun.id, scenario: begun.scenario, stage, started_at: now }]);
    }
}
