//! What a released result shows under each of the four policies: no more of the answers and the keys than the form allows,
//! on no page and in no answer to the player, in neither language.

use crate::domain::attempt::view::SheetView;
use crate::domain::competency::Competency;
use crate::domain::form::{PartKind, Release};
use crate::domain::id::AttemptId;
use crate::domain::item::presentation::{InteractionView, ItemView};
use crate::domain::item::response::Response;
use crate::domain::locale::Locale;
use crate::domain::marks::Marks;
use crate::server::services::exam::begin_part::begin_part;
use crate::server::services::exam::list_scripts::list_scripts;
use crate::server::services::exam::release::release_session;
use crate::server::services::exam::save_answers::save_answers;
use crate::server::services::exam::score_script::score_script;
use crate::server::services::exam::submit::submit_part;
use crate::server::services::exam::tests::journey::talk;
use crate::server::storage::Db;
use crate::server::testing::{Browser, ExamWorld, batch, exam_form, on_both_databases, right_answer, save};
use crate::server::visitor::Account;
use axum::http::Method;

/// A figure that is a wrong answer to the question whose key is 7739146: too long to stand in a random id by chance.
const WRONG_FIGURE: &str = "5830274";

/// Right, but for one choice and one figure: the keys of those two can come from nowhere but a leak.
fn answer(view: &ItemView) -> Response {
    match (view.id.as_str(), &view.interaction) {
        ("l1-exam-single", InteractionView::Single { options }) => {
            let wrong = options.iter().find(|option| option.text.contains("规定如此")).expect("the wrong line");
            Response::Single { choice: wrong.id.clone() }
        }
        ("l1-exam-number", _) => Response::Numeric { typed: WRONG_FIGURE.into() },
        _ => right_answer(view),
    }
}

async fn sit(world: &ExamWorld, who: &Account, attempt: AttemptId) {
    let lease = world.lease(who, attempt).await;
    for part in PartKind::ALL {
        if part != PartKind::Theory {
            begin_part(&world.state, who, attempt, lease).await.expect("a part begun");
        }
        match world.view(who, attempt).await.sheet {
            SheetView::Questions { items } => {
                let saves = items.iter().map(|view| save(view.id.clone(), 1, answer(view))).collect();
                save_answers(&world.state, who, batch(attempt, lease, saves)).await.expect("saved");
            }
            SheetView::Conversation(_) => talk(world, who, attempt).await,
            SheetView::Nothing => panic!("a part"),
        }
        submit_part(&world.state, who, attempt, lease, part).await.expect("handed in");
    }
}

async fn score_and_release(world: &ExamWorld) {
    let scripts = list_scripts(&world.state, &world.trainer, "l1-exam-essay", Locale::ZhCn).await.expect("scripts");
    let marks = Marks::Essay { marks: vec![2, 1] };
    score_script(&world.state, &world.trainer, scripts[0].id, marks, "KANARI").await.expect("scored");
    assert_eq!(release_session(&world.state, &world.trainer, world.session).await.expect("released"), 1);
}

/// The page of the result, and everything else that its candidate can ask about the exam, each with its headers.
async fn all_that_is_shown(browser: &mut Browser, world: &ExamWorld, attempt: AttemptId) -> (String, Vec<String>) {
    let page = browser.get(&format!("/results/{attempt}")).await;
    let mut seen = vec![format!("{:?} {}", page.headers, page.text)];
    let paths =
        ["/".to_owned(), "/exams".to_owned(), format!("/exams/{}", world.session), format!("/sitting/{attempt}")];
    for path in paths {
        let answer = browser.get(&path).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.text);
        seen.push(format!("{path} {:?} {}", answer.headers, answer.text));
    }
    let ids = format!(r#""attempt":"{attempt}","lease":"{attempt}""#);
    let question = r#"{"item":"l1-exam-number","sequence":9,"response":{"kind":"numeric","typed":"1"}}"#;
    for (function, json) in [
        ("exam_state", format!(r#"{{"attempt":"{attempt}"}}"#)),
        ("exam_take_over", format!(r#"{{"attempt":"{attempt}","device":"x"}}"#)),
        ("exam_begin_part", format!("{{{ids}}}")),
        ("exam_submit", format!(r#"{{{ids},"part":"theory"}}"#)),
        ("exam_save", format!(r#"{{"batch":{{{ids},"saves":[{question}]}}}}"#)),
        ("exam_reply", format!(r#"{{{ids},"version":1,"reply":{{"typed":"x"}}}}"#)),
    ] {
        let answer = browser.call(Method::POST, &format!("/api/{function}"), &json).await;
        assert!(!answer.status.is_server_error(), "{function}: {}", answer.text);
        seen.push(format!("{function} {:?} {}", answer.headers, answer.text));
    }
    (page.text, seen)
}

/// Sits an exam under the policy and reads what came of it in both languages.
async fn a_result_shows_what_is_allowed(db: Db, policy: Release) {
    let (competencies, answers, keys) = match policy {
        Release::ScoreOnly => (false, false, false),
        Release::ByCompetency => (true, false, false),
        Release::ItemsWithoutKeys => (true, true, false),
        Release::FullFeedback => (true, true, true),
    };
    let mut form = exam_form();
    form.conduct.release = policy;
    let world = ExamWorld::with(db, form, 9).await;
    let mut browser = Browser::of(&world.state, "li.lei", &[crate::domain::access::Role::Learner]).await;
    let (li, attempt) = world.sitting_of(&browser, Locale::ZhCn).await;
    sit(&world, &li, attempt).await;
    score_and_release(&world).await;
    for locale in Locale::ALL {
        browser.set_cookie("rungs-locale", locale.tag());
        let (page, seen) = all_that_is_shown(&mut browser, &world, attempt).await;
        let [stem, chosen, key] = match locale {
            Locale::ZhCn => ["客户说“太慢了”", "规定如此", "慢了两天"],
            Locale::En => ["A customer says “too slow”", "Those are the rules", "Two days late"],
        };
        // 6 of 8 in theory, and the line to reach.
        assert!(page.contains("75%") && page.contains("60%"), "scores are always shown: {page}");
        let says = |words: &str| seen.iter().any(|text| text.to_lowercase().contains(&words.to_lowercase()));
        let cases = [
            (competencies, "id=\"competencies\""),
            (competencies, "id=\"study\""),
            (competencies, locale.competency(Competency::Process)),
            (answers, "id=\"items\""),
            (answers, stem),
            (answers, chosen),
            (answers, WRONG_FIGURE),
            (answers, "先查原因，再定人和日期"),
            (keys, key),
            (keys, "7739146"),
            // It stands in every reason, every rubric, the sample, the scorer's note and the debrief of the conversation.
            (keys, "kanari"),
        ];
        for (allowed, words) in cases {
            assert_eq!(says(words), allowed, "{policy:?} in {locale}, {words}: {page}");
        }
        let wrong = page.matches(locale.practice_verdict_wrong()).count();
        assert_eq!(wrong, if keys { 2 } else { 0 }, "what is wrong does not depend on the reader's language: {page}");
        assert!(!page.contains("<del"), "no part of a right answer is struck out: {page}");
        assert!(!page.contains(locale.practice_verdict_open()), "nobody scores the own essay: {page}");
    }
}

on_both_databases! {
    async fn scores_alone_come_without_competencies_answers_and_keys(db: Db) {
        a_result_shows_what_is_allowed(db, Release::ScoreOnly).await;
    }

    async fn points_by_competency_come_without_answers_and_keys(db: Db) {
        a_result_shows_what_is_allowed(db, Release::ByCompetency).await;
    }

    async fn the_own_answers_come_without_keys_and_reasons(db: Db) {
        a_result_shows_what_is_allowed(db, Release::ItemsWithoutKeys).await;
    }

    async fn full_feedback_shows_the_keys_with_their_reasons(db: Db) {
        a_result_shows_what_is_allowed(db, Release::FullFeedback).await;
    }
}
