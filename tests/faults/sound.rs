//! Whether the database is sound afterwards: its own checks, the audit chain, and each sitting's log beside its state.

use crate::place::{Place, rows};
use std::collections::BTreeMap;
use std::process::Stdio;
use uuid::Uuid;

pub async fn is_sound(place: &Place) {
    if place.url().is_some() {
        // Every entry of the table is in the index, and the index is in order.
        place.execute("CREATE EXTENSION IF NOT EXISTS amcheck").await;
        let text = "SELECT CAST(c.relname AS TEXT) FROM pg_class c JOIN pg_am a ON a.oid = c.relam
                    JOIN pg_namespace n ON n.oid = c.relnamespace, LATERAL (SELECT bt_index_check(c.oid, TRUE)) AS checked
                    WHERE a.amname = 'btree' AND c.relkind = 'i' AND n.nspname = 'public'";
        assert!(rows!(place, (String,), text).len() > 20, "indexes were looked at");
    } else {
        assert_eq!(rows!(place, (String,), "PRAGMA integrity_check"), [("ok".to_owned(),)]);
        let dangling = rows!(place, (String,), "SELECT \"table\" FROM pragma_foreign_key_check");
        assert!(dangling.is_empty(), "{dangling:?}");
    }
    the_chain_holds(place).await;
    the_logs_are_consistent(place).await;
}

/// By the program's own command.
async fn the_chain_holds(place: &Place) {
    let verified = tokio::process::Command::new(env!("CARGO_BIN_EXE_rungs"))
        .args(["audit", "verify"])
        .env_remove("RUNGS_DATABASE_URL")
        .env("RUNGS_DATA_DIR", place.data())
        .env("RUNGS_LANG", "en")
        .envs(place.settings())
        .stdin(Stdio::null())
        .output()
        .await
        .expect("rungs runs");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}

/// Every sitting has exactly the steps that its state needs, numbered one by one, and at most one result.
async fn the_logs_are_consistent(place: &Place) {
    let text = "SELECT attempt_id, seq, kind FROM attempt_event ORDER BY attempt_id, seq";
    let mut logs: BTreeMap<Uuid, Vec<(i64, String)>> = BTreeMap::new();
    for (attempt, seq, kind) in rows!(place, (Uuid, i64, String), text) {
        logs.entry(attempt).or_default().push((seq, kind));
    }
    let mut results: BTreeMap<Uuid, Vec<i64>> = BTreeMap::new();
    for (attempt, version) in rows!(place, (Uuid, i64), "SELECT attempt_id, version FROM attempt_result") {
        results.entry(attempt).or_default().push(version);
    }
    let attempts = rows!(place, (Uuid, String, Option<String>), "SELECT id, state, open_part FROM attempt");
    for (attempt, state, open) in &attempts {
        let log = &logs[attempt];
        let numbers: Vec<i64> = log.iter().map(|(seq, _)| *seq).collect();
        assert_eq!(numbers, (1..).take(log.len()).collect::<Vec<i64>>(), "{attempt}");
        let count = |wanted: &str| log.iter().filter(|(_, kind)| kind == wanted).count();
        let (over, scored) = (state != "in_progress", state == "scored");
        let results = results.get(attempt).map_or(&[][..], Vec::as_slice);
        assert_eq!(log[0].1, "started", "{attempt}");
        assert_eq!(count("started"), 1, "{attempt}: {log:?}");
        assert_eq!(count("closed"), usize::from(over), "{attempt}, {state}: {log:?}");
        assert_eq!(count("scored"), usize::from(scored), "{attempt}, {state}: {log:?}");
        assert_eq!(results, if scored { &[1][..] } else { &[] }, "{attempt}, {state}");
        assert!(!(over && open.is_some()), "{attempt} is over and lets answers in");
    }
    assert_eq!(attempts.len(), logs.len(), "no log without a sitting");
    let made = rows!(place, (String,), "SELECT subject_id FROM audit_entry WHERE action = 'result.make'").len();
    assert_eq!(made, results.len(), "each result stands once in the audit log");
}

/// So many sittings are over.
pub async fn handed_in(place: &Place) -> usize {
    rows!(place, (Uuid,), "SELECT id FROM attempt WHERE state <> 'in_progress'").len()
}
