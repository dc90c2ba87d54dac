//! Pages that say what the service holds: about people, for everybody; of the curriculum, for trainers.

use crate::domain::access::Role;
use crate::server::testing::{Browser, a_bank, a_service, a_service_teaching, on_both_databases};
use axum::http::StatusCode;

on_both_databases! {
    async fn what_is_stored_about_people_is_said_to_everybody_and_linked_from_every_page(db: Db) {
        let state = a_service(db);
        let mut anybody = Browser::new(&state);
        for (locale, words) in [("zh-CN", "中华人民共和国个人信息保护法"), ("en", "Personal Information Protection Law")] {
            anybody.set_cookie("rungs-locale", locale);
            let page = anybody.get("/privacy").await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.text.contains(words), "{}", page.text);
            for path in ["/sign-in", "/no-such-page", "/invitation/none"] {
                assert!(anybody.get(path).await.text.contains("href=\"/privacy\""), "{path} in {locale}");
            }
        }
    }

    async fn trainers_see_what_the_curriculum_holds_and_learners_do_not(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut trainer = Browser::of(&state, "lu.yi", &[Role::Trainer]).await;
        let page = trainer.get("/trainer").await;
        assert_eq!(page.status, StatusCode::OK);
        for part in ["内容检查", "href=\"/lessons/l1-process-first\"", "href=\"/role-play/l1-process-late\"", "data-level=\"5\""] {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
        assert!(trainer.get("/").await.text.contains("href=\"/trainer\""), "the way there is in the menu");
        for role in [Role::Learner, Role::Hr, Role::Administrator] {
            let mut other = Browser::of(&state, role.word(), &[role]).await;
            assert_eq!(other.get("/trainer").await.status, StatusCode::FORBIDDEN, "{role}");
        }
    }
}
