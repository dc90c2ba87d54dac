//! Training programmes as their readers see them.

use super::learning::{answer, value_before};
use crate::domain::access::Role;
use crate::server::testing::{Browser, a_bank, a_service, a_service_teaching, on_both_databases};
use axum::http::StatusCode;

const PROGRAMME: &str = "/programmes/process-start";

/// Whether the parts stand in the page one after the other.
fn assert_in_order(page: &str, parts: &[&str]) {
    let mut rest = page;
    for part in parts {
        let (_, behind) = rest.split_once(part).unwrap_or_else(|| panic!("{part} is not behind the others in {page}"));
        rest = behind;
    }
}

async fn finish_the_first_lesson(li: &mut Browser) {
    let lesson = "/lessons/l1-process-first";
    let page = li.get(lesson).await;
    for (item, words) in [("l1-process-single", "规定如此"), ("l1-process-multiple", "几点答应的")] {
        let choice = value_before(&page.text, words);
        let fields = answer(&page.text, item, &[("choice", &choice)]);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(li.post(lesson, &fields).await.status, StatusCode::SEE_OTHER);
    }
}

on_both_databases! {
    async fn a_programme_shows_its_course_and_what_is_done_of_it(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        let lessons = li.get("/lessons").await;
        assert!(lessons.text.contains("href=\"/programmes\""), "{}", lessons.text);
        let list = li.get("/programmes").await;
        assert_in_order(&list.text, &["上岗", "href=\"/programmes/process-start\"", "新人两个月", "先学后练。", "新人", "3个月", "共4课时"]);

        let page = li.get(PROGRAMME).await;
        let course = [
            "新人两个月", "组长面试", "开始之前", "没通过：不开始。", "第一个月，学", "3课时", "两课都学", "自学课程", "90分钟", "学完0课，共2课",
            "href=\"/lessons#level-1\"", "跟听", "由带教人记录", "第二个月，练", "1.25课时", "演一遍", "演过关0个，共1个",
            "href=\"/role-play/l1-process-late\"", "做练习", "href=\"/practice\"", "新人四课时", "一课时45分钟",
        ];
        assert_in_order(&page.text, &course);

        finish_the_first_lesson(&mut li).await;
        let page = li.get(PROGRAMME).await;
        assert!(page.text.contains("学完1课，共2课"), "{}", page.text);
        let mut han = Browser::of(&state, "han.mei", &[Role::Learner]).await;
        let page = han.get(PROGRAMME).await;
        assert!(page.text.contains("学完0课，共2课"), "what others did is theirs: {}", page.text);

        li.post("/language", &[("to", "en")]).await;
        let page = li.get(PROGRAMME).await;
        let course = ["Interview with the team lead", "Before the start", "If it is not passed: It does not begin.", "1 of 2 lessons finished"];
        assert_in_order(&page.text, &course);
    }

    async fn a_programme_that_is_not_there_is_not_found(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        for id in ["process-end", "Not%20an%20id"] {
            assert_eq!(li.get(&format!("/programmes/{id}")).await.status, StatusCode::NOT_FOUND, "{id}");
        }
    }

    async fn no_programmes_is_said(db: Db) {
        let mut li = Browser::of(&a_service(db), "li.lei", &[Role::Learner]).await;
        let list = li.get("/programmes").await;
        assert!(list.text.contains("还没有培训方案"), "{}", list.text);
    }
}
