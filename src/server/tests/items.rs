//! The item editor as browsers meet it: what was typed stays, what is wrong stands at its field, buttons work without script.

use crate::domain::access::Role;
use crate::server::content::item::form;
use crate::server::state::AppState;
use crate::server::testing::{Answer, Browser, a_bank, a_service_teaching, on_both_databases};
use axum::http::{Method, StatusCode};

const SINGLE: &str = "l1-process-single";

/// The form of an item as its page would send it, with other values.
fn sent(state: &AppState, item: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let live = state.curriculum.live();
    let text = &live.item(&item.parse().expect("an id")).expect("an item").origin.text;
    let fields = form::read(text, item).expect("a form");
    let mut pairs: Vec<(String, String)> =
        fields.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    for (name, value) in changes {
        pairs.retain(|(field, _)| field != name);
        pairs.push(((*name).to_owned(), (*value).to_owned()));
    }
    pairs
}

async fn post(browser: &mut Browser, item: &str, pairs: &[(String, String)]) -> Answer {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(&format!("/items/{item}"), &pairs).await
}

on_both_databases! {
    async fn a_refused_item_comes_back_with_everything_typed_and_the_problem_at_its_field(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut tang = Browser::of(&state, "tang.lei", &[Role::Trainer]).await;
        let list = tang.get("/items?q=%E5%A4%AA%E6%85%A2%E4%BA%86&kind=single").await;
        assert!(list.text.contains("href=\"/items/l1-process-single\""), "{}", list.text);
        let none = tang.get("/items?q=no-such-word").await;
        assert!(none.text.contains("没有这样的题"), "{}", none.text);
        let page = tang.get("/items/l1-process-single").await;
        for words in ["Which line fits?", "KANARI推给了别人", "data-language=\"en\"", "没有问题，可以发布"] {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        let broken = [("option_C_en", ""), ("stem_zh", "<b>新题干</b>说什么？"), ("do", "publish"), ("base", "0"), ("reason_why", "措辞")];
        let refused = post(&mut tang, SINGLE, &sent(&state, SINGLE, &broken)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["href=\"#option_C_en\"", "id=\"option_C_en-why\"", "&lt;b&gt;新题干&lt;/b&gt;说什么？</textarea>", "value=\"措辞\""] {
            assert!(refused.text.contains(words), "{words}: {}", refused.text);
        }
        assert!(!refused.text.contains("<b>新题干"), "what was typed is no markup");
        let silent = [("p", "0.65"), ("do", "publish"), ("base", "0"), ("reason_why", " ")];
        let refused = post(&mut tang, SINGLE, &sent(&state, SINGLE, &silent)).await;
        assert!(refused.text.contains("href=\"#reason_why\"") && refused.text.contains("value=\"0.65\""), "{}", refused.text);
        let file = tang.get("/items/l1-process-single/file").await;
        assert!(file.text.contains("# l1-process-single\n") && file.header("content-disposition").contains("l1-process-single.md"));
        assert_eq!(tang.get("/items/l1-process-single/file?version=1").await.status, StatusCode::NOT_FOUND);
    }

    async fn buttons_take_an_option_out_and_look_without_script(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut tang = Browser::of(&state, "tang.lei", &[Role::Trainer]).await;
        let dropped = sent(&state, SINGLE, &[("do", "drop-option-A"), ("base", "0")]);
        let page = post(&mut tang, SINGLE, &dropped).await;
        assert_eq!(page.status, StatusCode::OK);
        let at = |mark: &str| page.text.find(mark).unwrap_or_else(|| panic!("{mark} in {}", page.text));
        assert!(page.text[at("id=\"option_A_zh\"")..at("id=\"option_A_en\"")].contains("慢了两天"), "B became A");
        let key = &page.text[..at("id=\"option_A_zh\"")];
        assert!(key.rfind("checked").is_some_and(|checked| checked > key.rfind("name=\"key\"").unwrap_or(usize::MAX)), "the key went along: {key}");
        let looked = post(&mut tang, SINGLE, &sent(&state, SINGLE, &[("key", ""), ("do", "preview"), ("base", "0")])).await;
        assert!(looked.text.contains("请标出哪一个是答案"), "{}", looked.text);
    }

    async fn the_island_hears_what_the_page_would_say_and_nothing_is_kept(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut tang = Browser::of(&state, "tang.lei", &[Role::Trainer]).await;
        let fields = sent(&state, SINGLE, &[("stem_en", "Which line receives <i>him</i>?"), ("option_A_zh", "")]);
        let json = serde_json::json!({ "item": SINGLE, "fields": fields }).to_string();
        let heard = tang.call(Method::POST, "/api/item_preview", &json).await;
        assert_eq!(heard.status, StatusCode::OK, "{}", heard.text);
        assert!(heard.text.contains("#option_A_zh") && heard.text.contains("Which line receives") && !heard.text.contains("<i>"), "{}", heard.text);
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        assert_eq!(li.call(Method::POST, "/api/item_preview", &json).await.status, StatusCode::FORBIDDEN);
        assert!(state.curriculum.live().revision.is_none());
    }

    async fn a_new_item_that_is_refused_keeps_what_was_typed_and_a_sound_one_is_exported(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut tang = Browser::of(&state, "tang.lei", &[Role::Trainer]).await;
        let begun = tang.get("/items/new?kind=order&level=1&competency=process&use=practice").await;
        for words in ["value=\"l1-process-new-1\"", "id=\"step_3_en\""] {
            assert!(begun.text.contains(words), "{words}: {}", begun.text);
        }
        assert!(!begun.text.contains("step_1_zh-why"), "a form that nobody has sent is not wrong yet");
        let mut typed = vec![("kind", "order"), ("level", "1"), ("competency", "process"), ("use", "practice"), ("p", "0.60")];
        typed.extend([("id", "l1-process-new-1"), ("source", "001"), ("stem_zh", "把交接排一排。"), ("stem_en", "Put the hand-over in order.")]);
        typed.extend([("step_1_zh", "写下"), ("step_1_en", "Write"), ("step_2_zh", "念一遍"), ("step_2_en", "Read back")]);
        typed.extend([("step_3_zh", "交出"), ("step_3_en", ""), ("reason_zh", "写了才念。"), ("reason_en", "Write, then read.")]);
        let down = tang.post("/items/new", &[typed.clone(), vec![("do", "down-step-1")]].concat()).await;
        let at = |mark: &str| down.text.find(mark).unwrap_or_else(|| panic!("{mark} in {}", down.text));
        assert!(down.text[at("id=\"step_1_zh\"")..at("id=\"step_1_en\"")].contains("念一遍"), "the second came up");
        let publish = [("do", "publish"), ("reason_why", "少一道")];
        let refused = tang.post("/items/new", &[typed.clone(), publish.to_vec()].concat()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["href=\"#step_3_en\"", "id=\"step_3_en-why\"", "把交接排一排。", "value=\"少一道\""] {
            assert!(refused.text.contains(words), "{words}: {}", refused.text);
        }
        for (name, value) in &mut typed {
            if *name == "step_3_en" {
                *value = "Hand over";
            }
        }
        let published = tang.post("/items/new", &[typed, publish.to_vec()].concat()).await;
        assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text);
        let export = tang.get("/items/export").await;
        for words in ["quizzes/items/l1/process.md · l1-process-new-1", "# l1-process-new-1\n", "key: [A, B, C]", "少一道"] {
            assert!(export.text.contains(words), "{words}: {}", export.text);
        }
        let retired = tang.post("/items/l1-process-single", &[("do", "retire"), ("base", "0"), ("reason_back", "旧了")]).await;
        assert_eq!(retired.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(retired.text.contains("拿它当检查题") && retired.text.contains("value=\"旧了\""), "{}", retired.text);
    }
}
