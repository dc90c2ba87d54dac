use super::{Db, Json, StoreError, Tx, Word, account, changed_one, session, sql};
use crate::domain::id::{AccountId, PersonId};
use crate::domain::locale::Locale;
use crate::server::clock::Clock;
use crate::server::ids::new_id;
use crate::server::testing::{TestDb, on_both_databases};
use chrono::{DateTime, Duration, NaiveDate, Utc};

#[derive(Debug, PartialEq, sqlx::FromRow)]
struct Row {
    id: PersonId,
    name: String,
    hired_on: Option<NaiveDate>,
    on_post_state: Word<Locale>,
    latin_name: Json<Vec<i64>>,
    created_at: DateTime<Utc>,
    version: i64,
}

fn sample() -> Row {
    let now = Clock::System.now();
    Row {
        id: new_id(now),
        name: "李雷".to_owned(),
        hired_on: NaiveDate::from_ymd_opt(2024, 2, 29),
        on_post_state: Word(Locale::En),
        latin_name: Json(vec![1, 2]),
        created_at: now,
        version: 1,
    }
}

async fn insert(tx: &mut Tx, row: &Row) -> Result<u64, StoreError> {
    sql!(
        exec,
        tx,
        "INSERT INTO person (id, name, hired_on, on_post_state, latin_name, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        row.id,
        &row.name,
        row.hired_on,
        &row.on_post_state,
        &row.latin_name,
        row.created_at,
    )
}

const SELECT: &str =
    "SELECT id, name, hired_on, on_post_state, latin_name, created_at, version FROM person WHERE id = $1";

on_both_databases! {
    async fn a_row_of_every_kind_of_column_reads_back_as_it_was_written(db: Db) {
        let row = sample();
        let mut tx = db.write().await.expect("a transaction");
        assert_eq!(insert(&mut tx, &row).await.expect("an insert"), 1);
        tx.commit().await.expect("a commit");
        let mut tx = db.read().await.expect("a view");
        assert_eq!(sql!(one Row, tx, SELECT, row.id).expect("the row"), row);
        assert_eq!(sql!(value i64, tx, "SELECT COUNT(*) FROM person").expect("a count"), 1);
    }

    async fn a_transaction_that_is_dropped_leaves_nothing(db: Db) {
        let row = sample();
        let mut tx = db.write().await.expect("a transaction");
        insert(&mut tx, &row).await.expect("an insert");
        drop(tx);
        let mut tx = db.read().await.expect("a view");
        assert_eq!(sql!(maybe Row, tx, SELECT, row.id).expect("an answer"), None);
    }

    async fn a_view_cannot_write(db: Db) {
        let mut tx = db.read().await.expect("a view");
        assert!(matches!(insert(&mut tx, &sample()).await, Err(StoreError::Database(_))));
    }

    async fn violations_have_names(db: Db) {
        let row = sample();
        let mut tx = db.write().await.expect("a transaction");
        insert(&mut tx, &row).await.expect("an insert");
        assert!(matches!(insert(&mut tx, &row).await, Err(StoreError::Taken)));
        drop(tx);
        let mut tx = db.write().await.expect("a transaction");
        let nobody: AccountId = new_id(row.created_at);
        let orphan = sql!(exec, tx, "INSERT INTO account_role (account_id, role) VALUES ($1, $2)", nobody, "hr");
        assert!(matches!(orphan, Err(StoreError::Dangling)));
    }

    async fn a_stale_version_changes_nothing(db: Db) {
        let row = sample();
        let mut tx = db.write().await.expect("a transaction");
        insert(&mut tx, &row).await.expect("an insert");
        let update = "UPDATE person SET name = $1, version = version + 1 WHERE id = $2 AND version = $3";
        changed_one(sql!(exec, tx, update, "a", row.id, 1_i64).expect("an update")).expect("the first one changes");
        let second = changed_one(sql!(exec, tx, update, "b", row.id, 1_i64).expect("an update"));
        assert!(matches!(second, Err(StoreError::Stale)));
    }

    async fn bad_stored_data_names_its_column(db: Db) {
        let row = sample();
        let mut tx = db.write().await.expect("a transaction");
        insert(&mut tx, &row).await.expect("an insert");
        sql!(exec, tx, "UPDATE person SET on_post_state = $1", "klingon").expect("an update");
        let Err(StoreError::Corrupt { place, .. }) = sql!(one Row, tx, SELECT, row.id) else {
            panic!("a word that is no language was read");
        };
        assert!(place.contains("on_post_state"), "{place}");
    }

    async fn writers_at_the_same_time_all_succeed(db: Db) {
        let row = sample();
        let mut tx = db.write().await.expect("a transaction");
        insert(&mut tx, &row).await.expect("an insert");
        tx.commit().await.expect("a commit");
        let writers: Vec<_> = (0..20).map(|_| {
            let (db, id) = (db.clone(), row.id);
            tokio::spawn(async move {
                let mut tx = db.write().await?;
                let seen = sql!(value i64, tx, "UPDATE person SET version = version + 1 WHERE id = $1 RETURNING version", id)?;
                tx.commit().await?;
                Ok::<_, StoreError>(seen)
            })
        }).collect();
        for writer in writers {
            writer.await.expect("no panic").expect("no failure");
        }
        let mut tx = db.read().await.expect("a view");
        assert_eq!(sql!(one Row, tx, SELECT, row.id).expect("the row").version, 21);
    }

    async fn more_readers_than_connections_all_get_their_turn(db: Db) {
        let readers: Vec<_> = (0..200).map(|number| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut tx = if number % 2 == 0 { db.read().await? } else { db.glance().await? };
                sql!(value i64, tx, "SELECT COUNT(*) FROM person")
            })
        }).collect();
        for reader in readers {
            assert_eq!(reader.await.expect("no panic").expect("a count"), 0);
        }
    }

    async fn whoever_stops_waiting_in_the_middle_leaves_a_connection_that_works(db: Db) {
        for _ in 0..40 {
            let mut tx = db.write().await.expect("a transaction");
            let row = sample();
            let inserting = Box::pin(insert(&mut tx, &row));
            // Polled once: sent, and not waited for.
            let _ = futures::FutureExt::now_or_never(inserting);
        }
        let mut tx = db.write().await.expect("a transaction");
        assert_eq!(sql!(value i64, tx, "SELECT COUNT(*) FROM person").expect("a count"), 0, "all of it was undone");
        assert_eq!(insert(&mut tx, &sample()).await.expect("an insert"), 1);
        tx.commit().await.expect("a commit");
    }
}

#[tokio::test]
async fn connections_that_postgresql_has_ended_are_replaced() {
    let Some(fresh) = TestDb::postgres().await else { return };
    let held = [fresh.db.read().await.expect("a view"), fresh.db.read().await.expect("a view")];
    drop(held);
    let mut tx = fresh.db.glance().await.expect("a connection");
    let end = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    sql!(value i64, tx, end).expect("the others are ended");
    drop(tx);
    // A connection is trusted for a moment; within it somebody may meet one that is gone, and is told to try again.
    loop {
        let both = async {
            let (mut one, mut other) = (fresh.db.write().await?, fresh.db.write().await?);
            insert(&mut one, &sample()).await?;
            insert(&mut other, &sample()).await?;
            other.commit().await
        };
        match both.await {
            Ok(()) => break,
            Err(StoreError::Busy) => tokio::task::yield_now().await,
            Err(other) => panic!("{other}"),
        }
    }
    fresh.drop_it().await;
}

#[test]
fn an_older_sqlite_is_told_from_a_newer_one() {
    for (found, old) in [("3.51.2", true), ("3.51.3", false), ("3.52.0", false), ("3.46.0", true), ("4.0", false)] {
        assert_eq!(super::db::older(found, "3.51.3"), old, "{found}");
    }
}

#[test]
fn a_database_url_never_prints_its_password() {
    let url: super::DatabaseUrl = "postgres://rungs:secret@db/rungs".parse().expect("a URL");
    assert!(!format!("{url:?}").contains("secret"));
    assert!("mysql://x".parse::<super::DatabaseUrl>().is_err());
}

#[tokio::test]
async fn a_transaction_that_sqlite_ends_by_itself_does_not_block_the_next_one() {
    let fresh = TestDb::sqlite().await;
    let mut tx = fresh.db.write().await.expect("a transaction");
    // What SQLite does when the disk is full.
    sql!(exec, tx, "ROLLBACK").expect("ended");
    drop(tx);
    let mut tx = fresh.db.write().await.expect("another transaction");
    let row = sample();
    assert_eq!(insert(&mut tx, &row).await.expect("an insert"), 1);
    tx.commit().await.expect("a commit");
    fresh.drop_it().await;
}

/// Statistics of a database that was small would have it read whole tables for ever after.
#[tokio::test]
async fn whoever_comes_is_found_by_index_in_a_database_that_was_small_when_it_was_closed() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let url = super::DatabaseUrl::Sqlite(folder.path().join("rungs.sqlite"));
    let mut db = Db::open(&url).await.expect("a database");
    db.migrate().await.expect("its schema");
    for days in 0..2 {
        if days > 0 {
            db.close().await;
            db = Db::open(&url).await.expect("the database again");
        }
        let now = Clock::System.now();
        let (id, name, token) = (new_id::<AccountId>(now), format!("a{days}"), format!("token {days}"));
        let mut tx = db.write().await.expect("a transaction");
        let new = account::NewAccount { id, sign_in_name: &name, display_name: &name, person: None, created_at: now };
        account::insert(&mut tx, &new).await.expect("an account");
        session::insert(&mut tx, new_id(now), &token, id, now, now + Duration::days(1)).await.expect("a session");
        let found = session::find_all(&mut tx, &[&token], now, now - Duration::days(1)).await.expect("a look");
        assert_eq!(found.len(), 1);
        let text = "EXPLAIN QUERY PLAN SELECT a.id FROM session s JOIN account a ON a.id = s.account_id
                    WHERE s.token_hash IN ($1, '', '', '', '', '', '', '') AND s.expires_at > $2 AND s.last_seen_at > $2 AND a.disabled_at IS NULL";
        let plan = sql!(all(i64, i64, i64, String), tx, text, &token, now).expect("a plan");
        assert!(plan.iter().all(|step| step.3.starts_with("SEARCH")), "day {days}: {plan:?}");
        tx.commit().await.expect("a commit");
    }
    db.close().await;
}
