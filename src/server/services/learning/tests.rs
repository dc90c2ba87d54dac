use super::answer_practice::{AnswerError, Sent, answer_practice, ask_again, read_answer, shown};
use super::home::{NextStep, home};
use super::list_lessons::list_lessons;
use super::list_scenarios::list_scenarios;
use super::next_practice::next_practice;
use super::practice_overview::practice_overview;
use super::question::Question;
use super::read_debrief::read_debrief;
use super::read_lesson::{Check, read_lesson};
use super::read_play::read_play;
use super::record_progress::record_progress;
use super::reply::{ReplyError, reply};
use super::shelf::Shelf;
use super::start_play::start_play;
use crate::domain::access::Role;
use crate::domain::competency::Competency;
use crate::domain::id::PersonId;
use crate::domain::item::presentation::{InteractionView, OptionView};
use crate::domain::item::response::{Response, ResponseProblem};
use crate::domain::item::scoring::Verdict;
use crate::domain::lesson::BlockKind;
use crate::domain::lesson::completion::Standing;
use crate::domain::locale::Locale;
use crate::domain::scenario::play::{Refusal, Reply};
use crate::domain::scenario::view::PlayView;
use crate::server::services::ServiceError;
use crate::server::services::content::import::import;
use crate::server::state::AppState;
use crate::server::testing::{a_bank, a_service_teaching, bank_of, colleague, curriculum_files, on_both_databases};
use crate::server::visitor::Account;
use chrono::Duration;

const ZH: Locale = Locale::ZhCn;

async fn a_learner(state: &AppState) -> (Account, PersonId) {
    let account = colleague(state, "learner", Role::Learner, true).await;
    let person = account.person.expect("a staff file");
    (account, person)
}

fn id<Id: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> Id {
    text.parse().expect("an id")
}

async fn question(state: &AppState, learner: PersonId, item: &str) -> Question {
    ask_again(state, learner, &id(item), ZH).await.expect("a question")
}

fn options(question: &Question) -> &[OptionView] {
    match &question.view.interaction {
        InteractionView::Single { options } | InteractionView::Multiple { options } => options,
        other => panic!("{other:?} has no options"),
    }
}

fn choose(question: &Question, words: &str) -> Sent {
    let option = options(question).iter().find(|option| option.text.contains(words)).expect(words);
    sent(question, Response::Single { choice: option.id.clone() })
}

fn sent(question: &Question, response: Response) -> Sent {
    Sent { item: question.view.id.clone(), turn: question.turn, version: question.version, response }
}

/// Answers a lesson's check in the lesson.
async fn check(state: &AppState, learner: PersonId, lesson: &str, item: &str) {
    let question = question(state, learner, item).await;
    let response = match &question.view.interaction {
        InteractionView::Single { options } => Response::Single { choice: options[0].id.clone() },
        InteractionView::Multiple { options } => Response::Multiple { choices: [options[0].id.clone()].into() },
        _ => Response::Short { typed: "不知道".into() },
    };
    answer_practice(state, learner, ZH, sent(&question, response), Some(&id(lesson))).await.expect("an answer");
}

fn pick(view: &PlayView, words: &str) -> Reply {
    let reply = view.turn.replies.iter().find(|reply| reply.text.contains(words)).expect(words);
    Reply::Chosen(reply.id.clone())
}

on_both_databases! {
    async fn lessons_open_one_after_another_and_progress_is_kept(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let (_, learner) = a_learner(&state).await;
        let (first, second) = (id("l1-process-first"), id("l1-process-second"));
        let rows = list_lessons(&state, learner).await.expect("a list");
        assert!(rows[0].next && rows[0].standing == Standing::Open);
        assert_eq!((&rows[1].standing, rows[1].after[0].zh.as_str()), (&Standing::Locked { missing: vec![id("l1-process-first")] }, "第一课：先听"));
        let locked = read_lesson(&state, learner, &second, None, ZH).await.expect("a locked lesson");
        assert!(locked.checks.is_empty());
        assert!(matches!(record_progress(&state, learner, &second, BlockKind::Goal).await, Err(ServiceError::Forbidden)));

        let next = record_progress(&state, learner, &first, BlockKind::Why).await.expect("progress");
        assert_eq!(next, Some(BlockKind::Method));
        record_progress(&state, learner, &first, BlockKind::Goal).await.expect("progress");
        let open = read_lesson(&state, learner, &first, None, ZH).await.expect("a lesson");
        assert_eq!(open.blocks_read, [BlockKind::Goal, BlockKind::Scene, BlockKind::Why].into());
        assert_eq!(open.standing, Standing::Begun { answered: 0, of: 2 });

        check(&state, learner, "l1-process-first", "l1-process-single").await;
        check(&state, learner, "l1-process-first", "l1-process-multiple").await;
        let done = read_lesson(&state, learner, &first, None, ZH).await.expect("a lesson");
        assert_eq!(done.standing, Standing::Complete);
        assert!(done.checks.iter().all(|check| matches!(check, Check::Answered(_))));
        assert_eq!(done.next.map(|(id, _)| id), Some(second.clone()));
        let again = read_lesson(&state, learner, &first, Some(&id("l1-process-single")), ZH).await.expect("a lesson");
        assert!(matches!(&again.checks[0], Check::Open(question) if question.turn == 1));
        record_progress(&state, learner, &second, BlockKind::Goal).await.expect("it is open now");
    }

    async fn an_answer_sent_twice_counts_once_and_explains_every_option(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let (_, learner) = a_learner(&state).await;
        let asked = question(&state, learner, "l1-process-single").await;
        let once = answer_practice(&state, learner, ZH, choose(&asked, "规定如此"), None).await.expect("an answer");
        let twice = answer_practice(&state, learner, ZH, choose(&asked, "规定如此"), None).await.expect("the same answer");
        assert_eq!(once, twice);
        let other = answer_practice(&state, learner, ZH, choose(&asked, "我现在查"), None).await.expect("the first answer");
        assert_eq!(once, other, "the first answer of a turn counts");
        let answered = read_answer(&state, learner, once, ZH).await.expect("the explanation");
        assert_eq!(answered.feedback.score.verdict, Verdict::Wrong);
        let html = format!("{:?}", answered.feedback.explanation);
        for reason in ["规定不是办法", "接住了再办", "这不由你定", "推给了别人"] {
            assert!(html.contains(reason), "{reason}");
        }
        let ahead = Sent { turn: 5, ..choose(&asked, "规定如此") };
        let refused = answer_practice(&state, learner, ZH, ahead, None).await;
        assert!(matches!(refused, Err(AnswerError::Service(ServiceError::NotFound | ServiceError::Stale) | AnswerError::Unfit(_))));
    }

    async fn two_submits_at_the_same_moment_leave_one_answer(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let (_, learner) = a_learner(&state).await;
        let asked = question(&state, learner, "l1-process-single").await;
        let submit = || {
            let (state, sent) = (state.clone(), choose(&asked, "规定如此"));
            tokio::spawn(async move { answer_practice(&state, learner, ZH, sent, Some(&id("l1-process-first"))).await })
        };
        let (one, two) = (submit(), submit());
        let (one, two) = (one.await.expect("no panic"), two.await.expect("no panic"));
        assert_eq!(one.expect("an answer"), two.expect("the same answer"));
        assert_eq!(question(&state, learner, "l1-process-single").await.turn, 1);
    }

    async fn exam_items_are_never_presented_and_foreign_answers_are_not_found(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let (_, learner) = a_learner(&state).await;
        let exam = id("l1-process-exam-only");
        let hash = state.curriculum.bank.item(&exam).expect("in the bank").origin.hash;
        assert!(matches!(ask_again(&state, learner, &exam, ZH).await, Err(ServiceError::NotFound)));
        assert!(matches!(shown(&state, learner, &exam, 0, hash, ZH).await, Err(ServiceError::NotFound)));
        let mut met = Vec::new();
        for _ in 0..30 {
            state.clock.advance(Duration::hours(1));
            let shelf = Shelf::Competency(Competency::Process);
            let (asked, count) = next_practice(&state, learner, shelf, ZH).await.expect("practice").expect("a question");
            assert_eq!(count, 10, "the item for exams is not among them");
            let item = asked.view.id.clone();
            let response = match &asked.view.interaction {
                InteractionView::Single { options } => Response::Single { choice: options[0].id.clone() },
                InteractionView::Multiple { .. } => Response::Multiple { choices: [].into() },
                InteractionView::TrueFalse => Response::TrueFalse { holds: true },
                InteractionView::Numeric { .. } => Response::Numeric { typed: "1".into() },
                InteractionView::Short => Response::Short { typed: "x".into() },
                InteractionView::Cloze { .. } => Response::Cloze { gaps: [].into() },
                InteractionView::Match { .. } => Response::Match { pairs: [].into() },
                InteractionView::Order { steps } => Response::Order { steps: steps.iter().map(|step| step.id.clone()).collect() },
                InteractionView::Essay { .. } => Response::Essay { written: "x".into() },
            };
            let answer = answer_practice(&state, learner, ZH, sent(&asked, response), None).await.expect("an answer");
            met.push((item, answer));
        }
        assert!(met.iter().all(|(item, _)| *item != exam));
        let stranger = colleague(&state, "stranger", Role::Learner, true).await.person.expect("a file");
        assert!(matches!(read_answer(&state, stranger, met[0].1, ZH).await, Err(ServiceError::NotFound)));
    }

    async fn what_went_wrong_comes_back_after_a_rest_and_leaves_the_book_when_right(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let (_, learner) = a_learner(&state).await;
        let asked = question(&state, learner, "l1-process-single").await;
        answer_practice(&state, learner, ZH, choose(&asked, "规定如此"), None).await.expect("a wrong answer");
        let next = |shelf| {
            let state = state.clone();
            async move { next_practice(&state, learner, shelf, ZH).await.expect("practice").map(|(asked, _)| asked.view.id.to_string()) }
        };
        let process = Shelf::Competency(Competency::Process);
        assert_ne!(next(process).await.as_deref(), Some("l1-process-single"), "not at once");
        assert_eq!(next(Shelf::Mistakes).await.as_deref(), Some("l1-process-single"));
        state.clock.advance(Duration::minutes(11));
        assert_eq!(next(process).await.as_deref(), Some("l1-process-single"), "first after a rest");
        assert_eq!(practice_overview(&state, learner).await.expect("an overview").mistakes, 1);
        let asked = question(&state, learner, "l1-process-single").await;
        answer_practice(&state, learner, ZH, choose(&asked, "我现在查"), None).await.expect("a right answer");
        assert_eq!(next(Shelf::Mistakes).await, None);
        let overview = practice_overview(&state, learner).await.expect("an overview");
        let shelf = overview.shelves.iter().find(|shelf| shelf.competency == Competency::Process).expect("a shelf");
        assert_eq!((overview.mistakes, shelf.items, shelf.tried, shelf.right), (0, 10, 1, 1));
    }

    async fn a_response_that_was_not_shown_is_refused(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let (_, learner) = a_learner(&state).await;
        let asked = question(&state, learner, "l1-process-number").await;
        let typed = |typed: &str| sent(&asked, Response::Numeric { typed: typed.into() });
        let refused = answer_practice(&state, learner, ZH, typed("many"), None).await;
        assert!(matches!(refused, Err(AnswerError::Unfit(ResponseProblem::NotANumber))));
        let answer = answer_practice(&state, learner, ZH, typed("７７３９１４６分钟"), None).await.expect("an answer");
        let answered = read_answer(&state, learner, answer, Locale::En).await.expect("the explanation");
        assert_eq!(answered.feedback.score.verdict, Verdict::Right);
    }

    async fn a_play_goes_on_reply_by_reply_and_a_doubled_reply_is_said_once(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let (_, learner) = a_learner(&state).await;
        let scenario = id("l1-process-late");
        let play = start_play(&state, learner, &scenario, ZH).await.expect("a play");
        assert_eq!(start_play(&state, learner, &scenario, ZH).await.expect("the same play"), play);
        let opening = read_play(&state, learner, play, ZH).await.expect("the opening").view;
        let greet = pick(&opening, "我姓林");
        let one = reply(&state, learner, play, opening.version, greet.clone(), ZH).await.expect("said");
        let two = reply(&state, learner, play, opening.version, greet, ZH).await.expect("said already");
        assert_eq!(one, two);
        assert_eq!(one.turn.lines.len(), 3);
        let other = reply(&state, learner, play, opening.version, pick(&opening, "您先等等"), ZH).await;
        assert!(matches!(other, Err(ReplyError::Service(ServiceError::Stale))));
        let empty = reply(&state, learner, play, one.version, Reply::Typed("  ".into()), ZH).await;
        assert!(matches!(empty, Err(ReplyError::Refused(Refusal::Empty))));
        assert!(read_debrief(&state, learner, play, ZH).await.expect("not yet").is_none());
        let promise = Reply::Typed("11:30 前我打给您".into());
        let end = reply(&state, learner, play, one.version, promise, ZH).await.expect("said");
        assert!(end.turn.ended);
        let debrief = read_debrief(&state, learner, play, ZH).await.expect("a play").expect("its debrief");
        assert!(debrief.view.passed && debrief.view.total == 5 && debrief.view.earlier_best.is_none());
        let rows = list_scenarios(&state, learner).await.expect("a list");
        assert!(rows[0].record.passed && rows[0].record.ended == 1 && rows[0].record.running.is_none());
        let stranger = colleague(&state, "stranger", Role::Learner, true).await.person.expect("a file");
        assert!(matches!(read_play(&state, stranger, play, ZH).await, Err(ServiceError::NotFound)));
    }

    async fn replies_from_two_windows_at_once_never_both_count(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let (_, learner) = a_learner(&state).await;
        let play = start_play(&state, learner, &id("l1-process-late"), ZH).await.expect("a play");
        let opening = read_play(&state, learner, play, ZH).await.expect("the opening").view;
        let say = |words: &str| {
            let (state, words) = (state.clone(), pick(&opening, words));
            let version = opening.version;
            tokio::spawn(async move { reply(&state, learner, play, version, words, ZH).await })
        };
        let (one, two) = (say("我姓林"), say("您最晚"));
        let (one, two) = (one.await.expect("no panic"), two.await.expect("no panic"));
        assert!(one.is_ok() != two.is_ok(), "one of two different replies is said");
        let lines = read_play(&state, learner, play, ZH).await.expect("the play").view.turn.lines.len();
        assert_eq!(lines, 3);
    }

    async fn what_was_begun_goes_on_in_its_version_when_content_changes(db: Db) {
        let state = a_service_teaching(db.clone(), a_bank()).await;
        let (_, learner) = a_learner(&state).await;
        let play = start_play(&state, learner, &id("l1-process-late"), ZH).await.expect("a play");
        let asked = question(&state, learner, "l1-process-story-first").await;
        let edited = bank_of(curriculum_files().map(|(path, text)| (path, text.replace("我姓林", "我姓王").replace("晚了，我来查", "我来查"))));
        let state = a_service_teaching(db, edited).await;
        let view = read_play(&state, learner, play, ZH).await.expect("the former version").view;
        assert!(view.turn.replies.iter().any(|reply| reply.text.contains("我姓林")));
        let answer = answer_practice(&state, learner, ZH, choose(&asked, "晚了，我来查"), None).await.expect("an answer");
        let answered = read_answer(&state, learner, answer, ZH).await.expect("the explanation");
        assert_eq!(answered.feedback.score.verdict, Verdict::Right);
        assert!(format!("{:?}", answered.view).contains("晚了，我来查"));
        let now = question(&state, learner, "l1-process-story-first").await;
        assert!(options(&now).iter().all(|option| !option.text.contains("晚了")));
    }

    async fn nodes_that_import_at_the_same_time_agree(db: Db) {
        let now = crate::server::clock::Clock::System.now();
        let nodes: Vec<_> = (0..6).map(|node| {
            let db = db.clone();
            tokio::spawn(async move {
                let bank = bank_of(curriculum_files().map(|(path, text)| (path, text.replace("我姓林", &format!("我姓{}", node % 2)))));
                import(&db, &bank, now).await
            })
        }).collect();
        let mut seeds = Vec::new();
        for node in nodes {
            seeds.push(node.await.expect("no panic").expect("imported"));
        }
        seeds.dedup();
        assert_eq!(seeds.len(), 1, "all practise from one seed");
    }

    async fn home_names_one_step_after_another(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let (account, learner) = a_learner(&state).await;
        let next = || async { home(&state, &account, learner).await.expect("home").next };
        assert!(matches!(next().await, NextStep::Lesson(row) if row.id == id("l1-process-first")));
        record_progress(&state, learner, &id("l1-process-first"), BlockKind::Goal).await.expect("progress");
        assert!(matches!(next().await, NextStep::ContinueLesson(row) if row.id == id("l1-process-first")));
        check(&state, learner, "l1-process-first", "l1-process-single").await;
        check(&state, learner, "l1-process-first", "l1-process-multiple").await;
        assert!(matches!(next().await, NextStep::Lesson(row) if row.id == id("l1-process-second")));
        check(&state, learner, "l1-process-second", "l1-process-short").await;
        assert!(matches!(next().await, NextStep::RolePlay(row) if row.id == id("l1-process-late")));
        let play = start_play(&state, learner, &id("l1-process-late"), ZH).await.expect("a play");
        assert!(matches!(next().await, NextStep::ContinuePlay(_)));
        let opening = read_play(&state, learner, play, ZH).await.expect("the opening").view;
        let typing = reply(&state, learner, play, opening.version, pick(&opening, "我姓林"), ZH).await.expect("said");
        reply(&state, learner, play, typing.version, Reply::Typed("11:30 前我打给您".into()), ZH).await.expect("said");
        assert!(matches!(next().await, NextStep::Mistakes(_)));
        let study = home(&state, &account, learner).await.expect("home").study;
        assert_eq!((study[0].done, study[0].of, study[0].percent(), study[1].percent()), (3, 3, 100, 0));
    }
}
