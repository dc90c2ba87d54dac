use crate::domain::access::Role;
use crate::server::services::account::bootstrap::bootstrap;
use crate::server::services::account::sign_out::end_all;
use crate::server::state::AppState;
use crate::server::storage::audit::Head;
use crate::server::testing::{Browser, a_service, on_both_databases, tamper};
use axum::http::StatusCode;

async fn ada(state: &AppState) -> Browser {
    let mut ada = Browser::of(state, "ada", &[Role::Administrator]).await;
    ada.set_cookie("rungs-locale", "en");
    ada
}

/// The numbers of the entries on a page, in its order.
fn numbers(page: &str) -> Vec<i64> {
    let rows = page.split("<th scope=\"row\">").skip(1);
    rows.filter_map(|row| row.split('<').next()).filter_map(|number| number.parse().ok()).collect()
}

on_both_databases! {
    async fn the_log_says_who_did_what_to_whom_with_the_newest_first(db: Db) {
        let state = a_service(db);
        bootstrap(&state).await.expect("no failure");
        let mut ada = ada(&state).await;
        let li = Browser::of(&state, "li", &[Role::Learner]).await.account.expect("an account");
        ada.post(&format!("/accounts/{li}/disable"), &[]).await;
        let page = ada.get("/audit").await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(numbers(&page.text), [6, 5, 4, 3, 2, 1], "{}", page.text);
        for words in ["Disabled an account", "Command line or service", "Link for the first administrator", "Newest entry: number 6"] {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        let cases = [
            ("?actor=ada", vec![6, 3]), ("?subject=li", vec![6, 5, 4]), ("?action=account.invite", vec![4, 2]),
            ("?actor=ada&subject=li&action=account.disable", vec![6]), ("?before=3", vec![2, 1]), ("?action=nothing", vec![]),
        ];
        for (query, expected) in cases {
            assert_eq!(numbers(&ada.get(&format!("/audit{query}")).await.text), expected, "{query}");
        }
        let by_id = ada.get(&format!("/audit?subject={li}")).await;
        assert_eq!(numbers(&by_id.text), [6, 5, 4]);
    }

    async fn whoever_is_not_known_gets_words_and_not_an_empty_log(db: Db) {
        let state = a_service(db);
        let mut ada = ada(&state).await;
        let unknown = ada.get("/audit?actor=nobody").await;
        assert_eq!(unknown.status, StatusCode::OK);
        assert!(unknown.text.contains("No account has the sign-in name “nobody”"), "{}", unknown.text);
        let unknown = ada.get("/audit?subject=%3Cb%3E").await;
        assert!(unknown.text.contains("“&lt;b&gt;”") && !unknown.text.contains("<b>”"), "{}", unknown.text);
        assert!(ada.get("/audit?action=person.edit").await.text.contains("No entry fits"));
    }

    async fn a_long_log_is_read_page_by_page_and_new_entries_move_nothing(db: Db) {
        let state = a_service(db);
        let mut ada = ada(&state).await;
        let li = Browser::of(&state, "li", &[Role::Learner]).await.account.expect("an account");
        for _ in 0..60 {
            end_all(&state, None, li).await.expect("ended");
        }
        let first = ada.get("/audit?subject=li").await.text;
        assert_eq!(numbers(&first), (15..=64).rev().collect::<Vec<_>>());
        assert!(first.contains("/audit?subject=li&amp;before=15") && !first.contains("Back to the newest"), "{first}");
        end_all(&state, None, li).await.expect("ended");
        let second = ada.get("/audit?subject=li&before=15").await.text;
        assert_eq!(numbers(&second), (3..=14).rev().collect::<Vec<_>>());
        assert!(second.contains("Back to the newest") && !second.contains("Older entries"), "{second}");
    }

    async fn the_chain_is_verified_and_the_verdict_names_what_was_touched(db: Db) {
        let state = a_service(db);
        let mut ada = ada(&state).await;
        Browser::of(&state, "li", &[Role::Learner]).await;
        let sound = ada.get("/audit/verify").await;
        assert!(sound.text.contains("no change was found") && sound.text.contains("4 entries"), "{}", sound.text);
        tamper(&state.db, "UPDATE audit_entry SET action = 'nothing' WHERE seq = 2").await;
        let broken = ada.get("/audit/verify").await;
        assert_eq!(broken.status, StatusCode::OK);
        assert!(broken.text.contains("role=\"alert\"") && broken.text.contains("content of entry 2 was changed"), "{}", broken.text);
        assert!(ada.get("/audit").await.text.contains("nothing"), "an unknown action is shown by its name");
    }

    async fn an_exported_head_shows_what_was_cut_off_later(db: Db) {
        let state = a_service(db);
        let mut ada = ada(&state).await;
        Browser::of(&state, "li", &[Role::Learner]).await;
        let file = ada.get("/audit/head.json").await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"rungs-audit-head-4.json\"");
        let head: Head = serde_json::from_str(&file.text).expect("a head");
        let query = format!("/audit/verify?head={}", crate::server::query::escape(&file.text));
        let fits = ada.get(&query).await;
        assert!(fits.text.contains(&head.hash) && fits.text.contains("number 4) fits too"), "{}", fits.text);
        tamper(&state.db, "DELETE FROM audit_entry WHERE seq > 3").await;
        tamper(&state.db, "UPDATE audit_head SET seq = 3, hash = (SELECT hash FROM audit_entry WHERE seq = 3)").await;
        assert!(ada.get("/audit/verify").await.text.contains("no change was found"));
        let cut = ada.get(&query).await;
        assert!(cut.text.contains("the log ends at 3"), "{}", cut.text);
        let wrong = ada.get("/audit/verify?head=42").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("not what the exported file says") && wrong.text.contains("value=\"42\""), "{}", wrong.text);
    }
}
