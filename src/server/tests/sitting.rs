//! The page of a sitting: every part, the pause and the end, as the server renders them for the candidate and for nobody else.

use crate::domain::access::Role;
use crate::domain::attempt::view::LeaseView;
use crate::domain::form::PartKind;
use crate::domain::locale::Locale;
use crate::server::services::exam::begin_part::begin_part;
use crate::server::services::exam::read_sitting::read_sitting;
use crate::server::services::exam::submit::submit_part;
use crate::server::testing::{Browser, ExamWorld, on_both_databases};
use axum::http::StatusCode;

on_both_databases! {
    async fn a_sitting_shows_its_parts_one_after_another_and_leads_nowhere_else(db: Db) {
        let world = ExamWorld::new(db).await;
        let mut browser = Browser::of(&world.state, "li.lei", &[Role::Learner]).await;
        let (li, attempt) = world.sitting_of(&browser, Locale::En).await;
        let path = format!("/sitting/{attempt}");
        let view = read_sitting(&world.state, &li, attempt, Locale::En).await.expect("the sitting");
        let LeaseView::Here { lease } = view.state.lease else { panic!("here") };

        let theory = browser.get(&path).await;
        assert_eq!(theory.status, StatusCode::OK);
        assert_eq!(theory.text.matches("class=\"item question").count(), 8, "{}", theory.text);
        for kind in ["single", "multiple", "true-false", "numeric", "short", "cloze", "match", "order"] {
            assert!(theory.text.contains(&format!("data-kind=\"{kind}\"")), "{kind}");
        }
        assert!(theory.text.contains("lang=\"en\" data-attempt"), "in the language of the sitting, whatever the browser asks for");
        assert!(theory.text.contains("data-seconds=\"3600\"") && theory.text.contains("data-remaining=\"3600000\""));
        assert!(!theory.text.contains("class=\"masthead\"") && !theory.text.contains("href=\"/lessons\""), "no way out by mistake");
        assert!(!theory.text.contains("_bg.wasm\" r#"), "{}", theory.text);
        assert!(theory.text.contains("/pkg/sitting-0123.js") && !theory.text.contains("/pkg/rungs-0123.js"), "the player alone");

        let mut stranger = Browser::of(&world.state, "wang.wu", &[Role::Learner]).await;
        assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND);

        submit_part(&world.state, &li, attempt, lease, PartKind::Theory).await.expect("handed in");
        let pause = browser.get(&path).await.text;
        assert!(pause.contains("data-at=\"pause\"") && pause.contains("id=\"begin\"") && pause.contains("data-remaining=\"900000\""), "{pause}");
        assert!(!pause.contains("data-item="), "no question is shown in the pause");
        begin_part(&world.state, &li, attempt, lease).await.expect("begun");
        let talk = browser.get(&path).await.text;
        assert!(talk.contains("data-at=\"talk\"") && talk.contains("data-version=\"1\"") && talk.contains("data-who=\"customer\""), "{talk}");
        submit_part(&world.state, &li, attempt, lease, PartKind::RolePlay).await.expect("handed in");
        begin_part(&world.state, &li, attempt, lease).await.expect("begun");
        let case = browser.get(&path).await.text;
        assert_eq!(case.matches("class=\"given prose\"").count(), 1, "what is given stands there once: {case}");
        assert!(case.contains("data-kind=\"essay\"") && case.contains("data-least=\"200\""), "{case}");
        submit_part(&world.state, &li, attempt, lease, PartKind::CaseAnalysis).await.expect("handed in");
        let end = browser.get(&path).await.text;
        assert!(end.contains("data-at=\"over\"") && !end.contains("data-item="), "{end}");
    }
}
