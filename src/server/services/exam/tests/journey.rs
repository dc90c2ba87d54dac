//! A whole exam: theory, role-play, case analysis with an essay, scoring, release, regrade.

use crate::domain::attempt::state::Stage;
use crate::domain::attempt::view::{SaveReply, SheetView, Standing};
use crate::domain::form::PartKind;
use crate::domain::id::AttemptId;
use crate::domain::locale::Locale;
use crate::domain::marks::Marks;
use crate::domain::scenario::play::Reply;
use crate::server::services::ServiceError;
use crate::server::services::audit::verify::verify;
use crate::server::services::exam::begin_part::begin_part;
use crate::server::services::exam::list_scripts::{Work, list_scripts, list_subjects};
use crate::server::services::exam::read_log::read_log;
use crate::server::services::exam::read_result::read_result;
use crate::server::services::exam::refusal::{ExamError, Refusal};
use crate::server::services::exam::regrade::{corrected, preview, regrade};
use crate::server::services::exam::release::{release, release_session};
use crate::server::services::exam::reply::reply;
use crate::server::services::exam::save_answers::save_answers;
use crate::server::services::exam::score_script::score_script;
use crate::server::services::exam::submit::submit_part;
use crate::server::testing::{ExamWorld, batch, exam_bank_of, exam_files, exam_form, on_both_databases};
use crate::server::visitor::Account;

/// Says what is best in the role-play, as its texts have it.
pub(in crate::server) async fn talk(world: &ExamWorld, who: &Account, attempt: AttemptId) {
    let lease = world.lease(who, attempt).await;
    let SheetView::Conversation(mut now) = world.view(who, attempt).await.sheet else { panic!("a conversation") };
    let asked = now.turn.replies.iter().find(|reply| reply.text.contains("您最晚")).expect("a reply").id.clone();
    for said in [Reply::Chosen(asked), Reply::Typed("11:30 前我打给您".into())] {
        let heard = reply(&world.state, who, attempt, lease, now.version, said.clone(), Locale::ZhCn).await;
        let heard = heard.expect("a reply");
        let again = reply(&world.state, who, attempt, lease, now.version, said, Locale::ZhCn).await;
        assert_eq!(again.expect("said twice is said once"), heard);
        *now = heard;
    }
    assert!(now.turn.ended);
}

/// Everything right, up to the last part handed in.
pub(in crate::server) async fn sit(world: &ExamWorld, who: &Account, attempt: AttemptId) {
    let lease = world.lease(who, attempt).await;
    for part in PartKind::ALL {
        if part != PartKind::Theory {
            let standing = begin_part(&world.state, who, attempt, lease).await.expect("a part begun");
            assert!(matches!(standing, Standing::Part { part: begun, .. } if begun == part), "{standing:?}");
        }
        if part == PartKind::RolePlay {
            talk(world, who, attempt).await;
        } else {
            let saves = world.answers(who, attempt).await;
            let reply = save_answers(&world.state, who, batch(attempt, lease, saves)).await.expect("saved");
            assert!(matches!(reply, SaveReply::Done { .. }), "{reply:?}");
        }
        submit_part(&world.state, who, attempt, lease, part).await.expect("handed in");
    }
}

on_both_databases! {
    async fn an_exam_is_sat_scored_released_and_regraded_beside_the_old_result(db: Db) {
        let world = ExamWorld::new(db.clone()).await;
        let (li, attempt) = world.sitting("li.lei").await;
        let view = world.view(&li, attempt).await;
        let SheetView::Questions { items } = &view.sheet else { panic!("questions") };
        assert_eq!((items.len(), view.parts.len()), (8, 3));
        sit(&world, &li, attempt).await;

        // The essay waits for a person; nothing can be seen.
        assert_eq!(world.view(&li, attempt).await.state.standing, Standing::Over { stage: Stage::AwaitingScoring });
        assert_eq!(read_result(&world.state, &li, attempt, Locale::En).await.expect("an answer"), None);
        assert!(matches!(release(&world.state, &world.trainer, attempt).await, Err(ExamError::Refused(_))));
        let subjects = list_subjects(&world.state, &world.trainer).await.expect("subjects");
        let shown: Vec<_> = subjects.iter().map(|line| (line.subject.as_str(), line.waiting)).collect();
        assert_eq!(shown, [("l1-exam-essay", 1)]);
        let scripts = list_scripts(&world.state, &world.trainer, "l1-exam-essay", Locale::ZhCn).await.expect("scripts");
        let Work::Essay { written, criteria, .. } = &scripts[0].work else { panic!("an essay") };
        assert!(written.starts_with("先查原因") && criteria.len() == 2);
        let marks = |marks: Vec<u8>| Marks::Essay { marks };
        let bad = score_script(&world.state, &world.trainer, scripts[0].id, marks(vec![3, 0]), "").await;
        assert!(matches!(bad, Err(ExamError::Refused(Refusal::Marks(_)))));
        score_script(&world.state, &world.trainer, scripts[0].id, marks(vec![2, 1]), "清楚").await.expect("scored");

        assert_eq!(release_session(&world.state, &world.trainer, world.session).await.expect("released"), 1);
        let result = read_result(&world.state, &li, attempt, Locale::ZhCn).await.expect("an answer").expect("a result");
        let parts: Vec<_> = result.parts.iter().map(|part| (part.share.percent(), part.passed)).collect();
        // 8 of 8; 5 of 7 points in the conversation; 3 and 4.5 of 9.
        assert_eq!((parts.as_slice(), result.passed), ([(100, true), (71, true), (83, true)].as_slice(), true));
        assert!(result.parts[0].items.iter().all(|item| item.feedback.is_some()) && result.parts[1].debrief.is_some());
        assert_eq!(result.parts[0].cut_reason, "足以胜任");

        // The key of one item was wrong: the bank is corrected, and a service over the same data regrades.
        let mut files = exam_files();
        for (_, text) in files.iter_mut().filter(|(path, _)| path.ends_with("exam.md")) {
            *text = text.replace("{kind: true-false, p: 0.75, use: exam, key: true", "{kind: true-false, p: 0.75, use: exam, key: false");
        }
        let later = crate::server::testing::a_service_teaching(db.clone(), exam_bank_of(files, exam_form())).await;
        let item = "l1-exam-holds".parse().expect("an item");
        let old = corrected(&later, &world.trainer).await.expect("a list");
        assert!(old.iter().any(|line| line.item == item && line.results == 1), "{old:?}");
        let seen = preview(&later, &world.trainer, &item).await.expect("a preview");
        assert_eq!((seen.sittings, seen.changed, seen.to_pass, seen.to_fail), (1, 1, 0, 0));
        let again = |reason| regrade(&later, &world.trainer, &item, seen.hash, reason);
        assert!(matches!(again(" ").await, Err(ExamError::Refused(Refusal::NoReason))));
        let other = crate::domain::digest::Digest::new([0; 32]);
        let stale = regrade(&later, &world.trainer, &item, other, "键有误").await;
        assert!(matches!(stale, Err(ExamError::Service(ServiceError::Stale))), "only what was looked at is done");
        assert_eq!(again("键有误").await.expect("a regrade"), 1);
        assert_eq!(again("再来").await.expect("nothing new"), 0);
        assert_eq!(preview(&later, &world.trainer, &item).await.expect("a preview").changed, 0);
        let log = read_log(&later, &world.hr, attempt).await.expect("the log");
        let percents: Vec<_> = log.results.iter().map(|result| (result.version, result.outcome.parts[0].share().percent())).collect();
        assert_eq!(percents, [(1, 100), (2, 87)], "the old result stands beside the new one");
        let words: Vec<_> = log.events.iter().map(|logged| logged.event.id()).collect();
        let expected = [
            "started", "part_begun", "part_closed", "part_begun", "part_closed", "part_begun", "part_closed", "closed",
            "awaits_scorers", "human_scored", "scored", "released", "regraded",
        ];
        assert_eq!(words, expected);
        let now = read_result(&later, &li, attempt, Locale::ZhCn).await.expect("an answer").expect("a result");
        assert_eq!((now.version, now.reason.as_str(), now.passed), (2, "键有误", true));
        assert!(verify(&later, None).await.is_ok());
    }

    async fn everybody_does_only_what_is_theirs(db: Db) {
        use crate::server::services::exam::grant_extra_time::grant_extra_time;
        use crate::server::services::exam::list_sessions::{list_sessions, read_session};
        use crate::server::services::exam::register::register;
        let world = ExamWorld::new(db).await;
        let (li, attempt) = world.sitting("li.lei").await;
        let han = world.candidate("han.mei").await;
        let state = &world.state;
        // Somebody else's sitting does not exist.
        let lease = world.lease(&li, attempt).await;
        let foreign = save_answers(state, &han, batch(attempt, lease, Vec::new())).await;
        assert!(matches!(foreign, Err(ExamError::Service(ServiceError::NotFound))));
        let foreign = submit_part(state, &han, attempt, lease, PartKind::Theory).await;
        assert!(matches!(foreign, Err(ExamError::Service(ServiceError::NotFound))));
        for by in [&han, &world.trainer] {
            let place = register(state, by, world.session, li.person.expect("a file")).await;
            assert!(matches!(place, Err(ExamError::Service(ServiceError::Forbidden))));
            assert!(matches!(read_log(state, by, attempt).await, Err(ServiceError::Forbidden)));
        }
        for by in [&han, &world.hr] {
            assert!(matches!(list_subjects(state, by).await, Err(ServiceError::Forbidden)));
            assert!(matches!(release(state, by, attempt).await, Err(ExamError::Service(ServiceError::Forbidden))));
        }
        let place = world.place(&han).await;
        let denied = grant_extra_time(state, &world.trainer, place, 50).await;
        assert!(matches!(denied, Err(ExamError::Service(ServiceError::Forbidden))));
        assert!(matches!(list_sessions(state, &han, 10, 0).await, Err(ServiceError::Forbidden)));
        let names = |board: crate::server::services::exam::list_sessions::SessionBoard| {
            board.places.iter().filter(|place| place.person.is_some()).count()
        };
        let saves = world.answers(&li, attempt).await;
        save_answers(state, &li, batch(attempt, lease, saves)).await.expect("saved");
        let board = read_session(state, &world.hr, world.session).await.expect("a board");
        let progress = board.places.iter().find_map(|place| place.progress).expect("answers");
        assert_eq!((progress.answered, progress.last_saved_at), (8, state.clock.now()));
        assert_eq!(names(read_session(state, &world.hr, world.session).await.expect("a board")), 2);
        assert_eq!(names(read_session(state, &world.trainer, world.session).await.expect("a board")), 0);
    }
}
