use super::read;
use super::verify::{Finding, verify};
use crate::server::services::account::bootstrap::bootstrap;
use crate::server::state::AppState;
use crate::server::storage::audit::Head;
use crate::server::testing::{a_service, on_both_databases, tamper};

/// Four entries; the head after the third is what somebody kept elsewhere.
async fn a_log(state: &AppState) -> Head {
    for _ in 0..3 {
        bootstrap(state).await.expect("no failure");
    }
    let head = read::head(state).await.expect("a head");
    bootstrap(state).await.expect("no failure");
    head
}

async fn findings(state: &AppState, exported: Option<&Head>) -> Vec<Finding> {
    verify(state, exported).await.expect("a walk").findings
}

on_both_databases! {
    async fn an_untouched_log_is_sound(db: Db) {
        let state = a_service(db);
        assert!(verify(&state, None).await.expect("a walk").is_sound());
        let head = a_log(&state).await;
        let verified = verify(&state, Some(&head)).await.expect("a walk");
        assert!(verified.is_sound(), "{verified:?}");
        assert_eq!((verified.entries, head.seq), (4, 3));
        let page = read::page(&state, Some(4), 2).await.expect("a page");
        assert_eq!(page.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [3, 2]);
    }

    async fn an_edited_entry_is_found(db: Db) {
        let state = a_service(db);
        a_log(&state).await;
        for (column, value) in [("action", "'nothing'"), ("detail", "'{}'"), ("at", "'2026-01-01T00:00:00+00:00'")] {
            tamper(&state.db, &format!("UPDATE audit_entry SET {column} = {value} WHERE seq = 2")).await;
            assert_eq!(findings(&state, None).await, [Finding::Edited { seq: 2 }], "{column}");
        }
    }

    async fn an_edit_with_a_new_hash_breaks_the_link(db: Db) {
        let state = a_service(db);
        a_log(&state).await;
        tamper(&state.db, "UPDATE audit_entry SET hash = 'forged' WHERE seq = 2").await;
        assert_eq!(findings(&state, None).await, [Finding::Edited { seq: 2 }, Finding::Unlinked { seq: 3 }]);
    }

    async fn a_deleted_entry_is_found(db: Db) {
        let state = a_service(db);
        a_log(&state).await;
        tamper(&state.db, "DELETE FROM audit_entry WHERE seq = 2").await;
        assert_eq!(findings(&state, None).await, [Finding::Gap { expected: 2, found: 3 }]);
    }

    async fn swapped_entries_are_found(db: Db) {
        let state = a_service(db);
        a_log(&state).await;
        for (from, to) in [(2, 99), (3, 2), (99, 3)] {
            tamper(&state.db, &format!("UPDATE audit_entry SET seq = {to} WHERE seq = {from}")).await;
        }
        let found = findings(&state, None).await;
        assert!(found.contains(&Finding::Unlinked { seq: 2 }) && found.contains(&Finding::Edited { seq: 3 }), "{found:?}");
    }

    async fn a_truncated_log_is_found_even_if_its_end_was_rewritten(db: Db) {
        let state = a_service(db);
        let head = a_log(&state).await;
        tamper(&state.db, "DELETE FROM audit_entry WHERE seq > 2").await;
        assert_eq!(findings(&state, None).await, [Finding::WrongEnd { recorded: 4, found: 2 }]);
        tamper(&state.db, "UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit_entry WHERE seq = 2)").await;
        assert_eq!(findings(&state, None).await, []);
        assert_eq!(findings(&state, Some(&head)).await, [Finding::Truncated { exported: 3, found: 2 }]);
    }

    async fn a_log_that_was_written_anew_after_the_cut_is_found(db: Db) {
        let state = a_service(db);
        let head = a_log(&state).await;
        tamper(&state.db, "DELETE FROM audit_entry WHERE seq > 2").await;
        tamper(&state.db, "UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit_entry WHERE seq = 2)").await;
        state.clock.advance(chrono::Duration::seconds(1));
        bootstrap(&state).await.expect("no failure");
        assert_eq!(findings(&state, Some(&head)).await, [Finding::Rewritten { seq: 3 }]);
    }

    async fn entries_written_at_the_same_time_form_one_chain(db: Db) {
        let state = a_service(db);
        let writers: Vec<_> = (0..30).map(|_| {
            let state = state.clone();
            tokio::spawn(async move { bootstrap(&state).await.expect("no failure") })
        }).collect();
        for writer in writers {
            writer.await.expect("no panic");
        }
        let verified = verify(&state, None).await.expect("a walk");
        assert!(verified.is_sound(), "{verified:?}");
        assert_eq!(verified.entries, 30);
    }
}
