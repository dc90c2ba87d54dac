//! The role-play part of an exam through the browser's own calls: played to its ending, scored by a person where no rule can
//! judge a line, and in the result with its debrief.

use crate::domain::access::Role;
use crate::domain::attempt::view::SheetView;
use crate::domain::form::PartKind;
use crate::domain::locale::Locale;
use crate::server::testing::{Answer, Browser, ExamWorld, exam_form, on_both_databases};
use axum::http::{Method, StatusCode};

/// The value of a field in a JSON answer, or what begins so in a page, up to the next quote.
fn after<'t>(text: &'t str, begin: &str) -> &'t str {
    let rest = text.split_once(begin).unwrap_or_else(|| panic!("{begin} in {text}")).1;
    rest.split('"').next().unwrap_or_default()
}

async fn api(browser: &mut Browser, function: &str, json: &str) -> Answer {
    let answer = browser.call(Method::POST, &format!("/api/{function}"), json).await;
    assert_eq!(answer.status, StatusCode::OK, "{function} {json}: {}", answer.text);
    answer
}

on_both_databases! {
    async fn a_role_play_is_played_to_its_ending_scored_by_a_trainer_and_in_the_result(db: Db) {
        let mut form = exam_form();
        form.parts.retain(|part| part.kind() == PartKind::RolePlay);
        let world = ExamWorld::with(db, form, 9).await;
        let mut browser = Browser::of(&world.state, "li.lei", &[Role::Learner]).await;
        let (li, attempt) = world.sitting_of(&browser, Locale::ZhCn).await;
        let sitting = format!("/sitting/{attempt}");
        let taken = api(&mut browser, "exam_take_over", &format!(r#"{{"attempt":"{attempt}","device":"Firefox"}}"#)).await;
        let lease = after(&taken.text, r#""lease":""#).to_owned();

        // The first line by choice; then twice one that no rule knows, which ends the conversation.
        let view = world.view(&li, attempt).await;
        let SheetView::Conversation(now) = &view.sheet else { panic!("a conversation") };
        let asked = now.turn.replies.iter().find(|reply| reply.text.contains("您最晚")).expect("a reply").id.clone();
        let replies = [format!(r#"{{"chosen":"{asked}"}}"#), r#"{"typed":"这事我记着呢"}"#.into(), r#"{"typed":"您放一百个心"}"#.into()];
        for (version, reply) in (1..).zip(replies) {
            let page = browser.get(&sitting).await.text;
            assert!(page.contains(&format!("data-version=\"{version}\"")) && !page.contains("data-ended"), "{page}");
            let body = format!(r#"{{"attempt":"{attempt}","lease":"{lease}","version":{version},"reply":{reply}}}"#);
            let heard = api(&mut browser, "exam_reply", &body).await;
            assert!(heard.text.contains(r#""said":"heard""#), "{}", heard.text);
            assert_eq!(api(&mut browser, "exam_reply", &body).await.text, heard.text, "said twice is said once");
            if version > 1 {
                let otherwise = body.replace("这事", "那事").replace("一百", "两百");
                let changed = browser.call(Method::POST, "/api/exam_reply", &otherwise).await;
                assert!(changed.status == StatusCode::CONFLICT, "what was said is said: {} {}", changed.status, changed.text);
            }
        }
        let page = browser.get(&sitting).await.text;
        assert!(page.contains("data-ended") && page.contains("您放一百个心") && !page.contains("KANARI"), "{page}");
        let submit = format!(r#"{{"attempt":"{attempt}","lease":"{lease}","part":"role-play"}}"#);
        let done = api(&mut browser, "exam_submit", &submit).await;
        assert!(done.text.contains("over"), "{}", done.text);
        let result = format!("/results/{attempt}");
        let pending = browser.get(&result).await.text;
        assert!(pending.contains("培训师") && !pending.contains("KANARI") && !pending.contains("debrief"), "{pending}");

        // A trainer reads the conversation without a name, and gives points by dimension.
        let mut trainer = Browser::of(&world.state, "tang.trainer", &[Role::Trainer]).await;
        assert!(trainer.get("/scoring").await.text.contains("迟到的披肩"));
        let row = trainer.get("/scoring/l1-process-late").await.text;
        let script = format!("/scoring/l1-process-late/{}", after(&row, "\"/scoring/l1-process-late/"));
        let script = script.split('?').next().expect("a path");
        let shown = trainer.get(script).await.text;
        for words in ["这事我记着呢", "您放一百个心", "KANARI先问需要", "dimension-promise"] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        assert!(!shown.contains("li.lei") && !shown.contains(&attempt.to_string()), "{shown}");
        let half = trainer.post(script, &[("dimension-greeting", "0"), ("dimension-listening", "2"), ("conditions", "yes")]).await;
        assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", half.text);
        let marks = [("dimension-greeting", "0"), ("dimension-listening", "2"), ("dimension-promise", "2"), ("conditions", "yes"), ("note", "")];
        let scored = trainer.post(script, &marks).await;
        assert_eq!(scored.status, StatusCode::SEE_OTHER, "{}", scored.text);
        assert!(!browser.get(&result).await.text.contains("57%"), "scored is not released");
        trainer.post(&format!("/sessions/{}/release", world.session), &[]).await;

        // 4 of 7, over the line of 50 %; by the rules alone it would have been 2.
        let released = browser.get(&result).await.text;
        for words in ["你通过了", "57%", "您放一百个心", "KANARI"] {
            assert!(released.contains(words), "{words}: {released}");
        }
    }
}
