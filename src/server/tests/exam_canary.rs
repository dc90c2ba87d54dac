//! Nothing secret of an exam leaves before its release: every byte of the island's calls and of the page's views is
//! searched for the marks that stand wherever a secret is.

use crate::domain::access::Role;
use crate::domain::attempt::view::{LeaseView, SheetView};
use crate::domain::form::PartKind;
use crate::domain::locale::Locale;
use crate::server::services::exam::read_result::read_result;
use crate::server::services::exam::read_sitting::read_sitting;
use crate::server::testing::{Browser, ExamWorld, on_both_databases};
use axum::http::Method;

on_both_databases! {
    async fn no_key_reason_or_rubric_leaves_an_exam_before_its_release(db: Db) {
        let world = ExamWorld::new(db).await;
        let mut browser = Browser::of(&world.state, "li.lei", &[Role::Learner]).await;
        let (li, attempt) = world.sitting_of(&browser, Locale::ZhCn).await;
        let mut seen: Vec<(String, String)> = Vec::new();
        let taken = browser.call(Method::POST, "/api/exam_take_over", &format!(r#"{{"attempt":"{attempt}","device":"x"}}"#)).await;
        assert!(taken.status.is_success(), "{}", taken.text);
        seen.push(("take over".into(), taken.text));
        for part in PartKind::ALL {
            let view = read_sitting(&world.state, &li, attempt, Locale::ZhCn).await.expect("the sitting");
            let LeaseView::Here { lease } = view.state.lease else { panic!("here") };
            let ids = format!(r#""attempt":"{attempt}","lease":"{lease}""#);
            if part != PartKind::Theory {
                let begun = browser.call(Method::POST, "/api/exam_begin_part", &format!("{{{ids}}}")).await;
                assert!(begun.status.is_success(), "{}", begun.text);
                seen.push(("begin".into(), begun.text));
            }
            for locale in Locale::ALL {
                let view = read_sitting(&world.state, &li, attempt, locale).await.expect("the sitting");
                if let SheetView::Conversation(now) = &view.sheet {
                    let said = now.turn.replies.first().map_or_else(|| r#"{"typed":"soon"}"#.to_owned(), |reply| format!(r#"{{"chosen":"{}"}}"#, reply.id));
                    let body = format!(r#"{{{ids},"version":{},"reply":{said}}}"#, now.version);
                    let heard = browser.call(Method::POST, "/api/exam_reply", &body).await;
                    assert!(heard.status.is_success(), "{}", heard.text);
                    seen.push(("reply".into(), heard.text));
                }
                if let SheetView::Questions { items } = &view.sheet {
                    for item in items.iter().filter(|item| item.id.as_str() == "l1-exam-holds") {
                        let save = format!(r#"{{"batch":{{{ids},"saves":[{{"item":"{}","sequence":1,"response":{{"kind":"true-false","holds":true}}}}]}}}}"#, item.id);
                        let saved = browser.call(Method::POST, "/api/exam_save", &save).await;
                        assert!(saved.text.contains("kept"), "{}", saved.text);
                        seen.push(("save".into(), saved.text));
                    }
                }
                seen.push((format!("{part:?} in {locale}"), serde_json::to_string(&view).expect("a view")));
                let page = browser.get(&format!("/sitting/{attempt}")).await;
                assert!(page.status.is_success(), "{}", page.text);
                seen.push((format!("the page of {part:?}"), page.text));
            }
            let state = browser.call(Method::POST, "/api/exam_state", &format!(r#"{{"attempt":"{attempt}"}}"#)).await;
            seen.push(("state".into(), state.text));
            let done = browser.call(Method::POST, "/api/exam_submit", &format!(r#"{{{ids},"part":"{}"}}"#, part.id())).await;
            assert!(done.text.contains("done"), "{}", done.text);
            seen.push(("submit".into(), done.text));
        }
        assert_eq!(read_result(&world.state, &li, attempt, Locale::En).await.expect("an answer"), None);
        assert!(seen.len() > 15, "{} answers", seen.len());
        assert!(seen.iter().any(|(_, text)| text.contains("慢了两天")), "the questions are there");
        for (place, text) in &seen {
            let text = text.to_lowercase();
            assert!(!text.contains("kanari") && !text.contains("7739146"), "{place}: {text}");
        }
    }
}
