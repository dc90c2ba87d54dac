//! A fresh, migrated database for one test: SQLite always, PostgreSQL when `RUNGS_TEST_POSTGRES` names a scratch cluster.

use crate::server::storage::{DatabaseUrl, Db};
use sqlx::{AssertSqlSafe, Connection, PgConnection, raw_sql};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use uuid::Uuid;

/// Makes two tests of an `async fn name(db: Db)`: `name::sqlite` and `name::postgres`. The second passes unseen when there
/// is no scratch cluster; the whole test run always has one.
macro_rules! on_both_databases {
    ($($(#[$attribute:meta])* async fn $name:ident($db:ident: Db) $body:block)+) => {$(
        $(#[$attribute])*
        mod $name {
            #[allow(unused_imports, reason = "the surrounding module's names are for the body")]
            use super::*;

            async fn body($db: $crate::server::storage::Db) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let fresh = $crate::server::testing::TestDb::sqlite().await;
                body(fresh.db.clone()).await;
                fresh.drop_it().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(fresh) = $crate::server::testing::TestDb::postgres().await {
                    body(fresh.db.clone()).await;
                    fresh.drop_it().await;
                }
            }
        }
    )+};
}
pub(crate) use on_both_databases;

/// A database of one test's own.
pub(crate) struct TestDb {
    pub(crate) db: Db,
    kind: Kind,
}

enum Kind {
    Sqlite { _folder: TempDir },
    Postgres { cluster: String, name: String },
}

/// The migrated file that SQLite tests copy.
static SQLITE_TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
/// The migrated database that PostgreSQL tests copy; one per test process.
static POSTGRES_TEMPLATE: OnceCell<String> = OnceCell::const_new();
/// Copying locks the template, and tests run at the same time: they queue.
static QUEUE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

impl TestDb {
    pub(crate) async fn sqlite() -> Self {
        let template = SQLITE_TEMPLATE.get_or_init(migrated_file).await;
        let folder = TempDir::new().expect("a temporary folder");
        let path = folder.path().join("rungs.sqlite");
        std::fs::write(&path, template).expect("a file in the temporary folder");
        let db = Db::open(&DatabaseUrl::Sqlite(path)).await.expect("a fresh SQLite database");
        Self { db, kind: Kind::Sqlite { _folder: folder } }
    }

    pub(crate) async fn postgres() -> Option<Self> {
        let cluster = std::env::var("RUNGS_TEST_POSTGRES").ok()?;
        let template = POSTGRES_TEMPLATE.get_or_init(|| migrated_database(&cluster)).await;
        let name = format!("rungs_test_{}", Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext)).simple());
        let turn = QUEUE.lock().await;
        command(&cluster, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        drop(turn);
        let db = open(&cluster, &name).await;
        Some(Self { db, kind: Kind::Postgres { cluster, name } })
    }

    pub(crate) async fn drop_it(self) {
        self.db.close().await;
        if let Kind::Postgres { cluster, name } = self.kind {
            command(&cluster, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

async fn migrated_file() -> Vec<u8> {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("template.sqlite");
    let db = Db::open(&DatabaseUrl::Sqlite(path.clone())).await.expect("a fresh SQLite database");
    db.migrate().await.expect("the migrations run on SQLite");
    db.close().await;
    std::fs::read(path).expect("the template file")
}

async fn migrated_database(cluster: &str) -> String {
    let name = format!("rungs_template_{}", std::process::id());
    command(cluster, format!("DROP DATABASE IF EXISTS {name}")).await;
    command(cluster, format!("CREATE DATABASE {name}")).await;
    let db = open(cluster, &name).await;
    db.migrate().await.expect("the migrations run on PostgreSQL");
    db.close().await;
    name
}

async fn open(cluster: &str, name: &str) -> Db {
    Db::open(&DatabaseUrl::Postgres(with_database(cluster, name))).await.expect("a fresh PostgreSQL database")
}

async fn command(cluster: &str, text: String) {
    let mut connection = PgConnection::connect(cluster).await.expect("the scratch cluster");
    raw_sql(AssertSqlSafe(text)).execute(&mut connection).await.expect("a database made or dropped");
    connection.close().await.expect("a connection closed");
}

/// The cluster's URL with another database name: `postgres://user@host/NAME?…`.
fn with_database(cluster: &str, name: &str) -> String {
    let (address, options) = cluster.split_once('?').unwrap_or((cluster, ""));
    let start = address.find("://").map_or(0, |at| at + 3);
    let authority = address[start..].find('/').map_or(address.len(), |at| start + at);
    format!("{}/{name}?{options}", &address[..authority])
}

/// Changes the data behind the service's back. `text` is the test's own.
pub(crate) async fn tamper(db: &Db, text: &str) {
    let done = match db {
        Db::Sqlite { write, .. } => {
            let mut writer = write.take().await.expect("the writer");
            raw_sql(AssertSqlSafe(text)).execute(&mut *writer).await.map(|_| ())
        }
        Db::Postgres(all) => {
            let mut connection = all.take().await.expect("a connection");
            raw_sql(AssertSqlSafe(text)).execute(&mut *connection).await.map(|_| ())
        }
    };
    done.expect("the tampering itself works");
}
