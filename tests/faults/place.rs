//! Where the data of one test lives: a folder with SQLite, or a database of its own in the scratch cluster.

use chrono::{DateTime, Utc};
use rungs::domain::id::AttemptId;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, SqliteConnection, raw_sql};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use uuid::Uuid;

/// Makes two tests of an `async fn name(place: &Place)`: `name::sqlite` and `name::postgres`. The second passes unseen when
/// there is no scratch cluster; the whole test run always has one.
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(&$crate::place::Place::sqlite()).await;
            }
        )+}
        mod postgres {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(place) = $crate::place::Place::postgres().await {
                    super::$name(&place).await;
                    place.drop_it().await;
                }
            }
        )+}
    };
}
pub(crate) use on_both_databases;

/// The rows of a query as tuples, by a connection of its own that is closed again: to SQLite it must not stand in for the
/// one of a server that was killed.
macro_rules! rows {
    ($place:expr, $row:ty, $text:expr) => {{
        use sqlx::Connection as _;
        match $place.connect().await {
            $crate::place::Connected::Sqlite(mut connection) => {
                let rows = sqlx::query_as::<_, $row>($text).fetch_all(&mut connection).await.expect("rows");
                connection.close().await.expect("a connection closed");
                rows
            }
            $crate::place::Connected::Postgres(mut connection) => {
                let rows = sqlx::query_as::<_, $row>($text).fetch_all(&mut connection).await.expect("rows");
                connection.close().await.expect("a connection closed");
                rows
            }
        }
    }};
}
pub(crate) use rows;

pub struct Place {
    folder: TempDir,
    postgres: Option<Postgres>,
}

pub enum Connected {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Nobody else writes as long as this is held.
pub struct Locked(Connected);

struct Postgres {
    cluster: String,
    name: String,
    url: String,
}

impl Place {
    pub fn sqlite() -> Self {
        Self { folder: TempDir::new().expect("a folder"), postgres: None }
    }

    pub async fn postgres() -> Option<Self> {
        Some(Self::in_cluster(&std::env::var("RUNGS_TEST_POSTGRES").ok()?).await)
    }

    /// A database of its own in a cluster.
    pub async fn in_cluster(cluster: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("rungs_faults_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        command(cluster, format!("CREATE DATABASE {name}")).await;
        let url = cluster.replacen("/postgres?", &format!("/{name}?"), 1);
        assert_ne!(url, cluster, "the cluster's URL names the database postgres");
        let postgres = Postgres { cluster: cluster.to_owned(), name, url };
        Self { folder: TempDir::new().expect("a folder"), postgres: Some(postgres) }
    }

    /// Another empty one of the same kind.
    pub async fn another(&self) -> Self {
        match &self.postgres {
            None => Self::sqlite(),
            Some(postgres) => Self::in_cluster(&postgres.cluster).await,
        }
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Nothing for SQLite.
    pub fn url(&self) -> Option<&str> {
        self.postgres.as_ref().map(|postgres| postgres.url.as_str())
    }

    /// For messages.
    pub fn name(&self) -> &'static str {
        if self.postgres.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    pub async fn connect(&self) -> Connected {
        match self.url() {
            None => {
                let options = SqliteConnectOptions::new().filename(self.data().join("rungs.sqlite"));
                Connected::Sqlite(options.connect().await.expect("the database's file"))
            }
            Some(url) => Connected::Postgres(PgConnection::connect(url).await.expect("the scratch cluster")),
        }
    }

    /// Does something to the data behind the server's back. `text` is the test's own.
    pub async fn execute(&self, text: &'static str) {
        match self.connect().await {
            Connected::Sqlite(mut connection) => {
                raw_sql(text).execute(&mut connection).await.expect(text);
                connection.close().await.expect("a connection closed");
            }
            Connected::Postgres(mut connection) => {
                raw_sql(text).execute(&mut connection).await.expect(text);
                connection.close().await.expect("a connection closed");
            }
        }
    }

    /// Keeps every save waiting until it is released.
    pub async fn lock(&self) -> Locked {
        let mut connected = self.connect().await;
        match &mut connected {
            Connected::Sqlite(connection) => raw_sql("BEGIN IMMEDIATE").execute(connection).await.map(|_| ()),
            Connected::Postgres(connection) => {
                raw_sql("BEGIN; LOCK TABLE attempt IN ACCESS EXCLUSIVE MODE").execute(connection).await.map(|_| ())
            }
        }
        .expect("a lock");
        Locked(connected)
    }

    /// Moves the end of a sitting's running part: the server's clock cannot be moved from outside.
    pub async fn end_part_at(&self, attempt: AttemptId, at: DateTime<Utc>) {
        let attempt = Uuid::from(attempt);
        for text in [
            "UPDATE attempt SET open_until = $1, due_at = $1, version = version + 1 WHERE id = $2",
            "UPDATE attempt_part SET ends_at = $1 WHERE attempt_id = $2 AND state = 'running'",
        ] {
            let changed = match self.connect().await {
                Connected::Sqlite(mut connection) => sqlx::query(text)
                    .bind(at)
                    .bind(attempt)
                    .execute(&mut connection)
                    .await
                    .map(|done| done.rows_affected()),
                Connected::Postgres(mut connection) => sqlx::query(text)
                    .bind(at)
                    .bind(attempt)
                    .execute(&mut connection)
                    .await
                    .map(|done| done.rows_affected()),
            };
            assert_eq!(changed.expect("an update"), 1, "{text}");
        }
    }

    /// What a server must be told to find it.
    pub fn settings(&self) -> Vec<(&str, &str)> {
        self.url().map(|url| ("RUNGS_DATABASE_URL", url)).into_iter().collect()
    }

    pub async fn drop_it(self) {
        if let Some(Postgres { cluster, name, .. }) = &self.postgres {
            command(cluster, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

impl Locked {
    pub async fn release(self) {
        match self.0 {
            Connected::Sqlite(mut connection) => {
                raw_sql("ROLLBACK").execute(&mut connection).await.expect("released");
                connection.close().await.expect("a connection closed");
            }
            Connected::Postgres(mut connection) => {
                raw_sql("ROLLBACK").execute(&mut connection).await.expect("released");
                connection.close().await.expect("a connection closed");
            }
        }
    }
}

async fn command(cluster: &str, text: String) {
    let mut connection = PgConnection::connect(cluster).await.expect("the scratch cluster");
    raw_sql(AssertSqlSafe(text)).execute(&mut connection).await.expect("a database made or dropped");
    connection.close().await.expect("a connection closed");
}
