//! The two databases behind one type: connections, transactions, migrations.

use super::connections::{Connections, Taken};
use super::error::{StoreError, StoreResult};
use super::sql;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Postgres, Sqlite};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Up to 3.51.2, concurrent writers and checkpoints could corrupt a database in WAL mode.
const OLDEST_SQLITE: &str = "3.51.3";
/// How long a request waits for a connection or a lock before it is told that the database is busy.
const PATIENCE: Duration = Duration::from_secs(5);
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;

/// Where the data lives.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    Sqlite(PathBuf),
    /// Kept as written: it may hold a password, so it is never printed.
    Postgres(String),
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(_) => f.write_str("postgres://…"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected sqlite:PATH or postgres://USER@HOST/NAME")]
pub struct BadDatabaseUrl;

impl FromStr for DatabaseUrl {
    type Err = BadDatabaseUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")) {
            return if path.is_empty() { Err(BadDatabaseUrl) } else { Ok(Self::Sqlite(path.into())) };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err(BadDatabaseUrl)
    }
}

/// The open database. Cheap to clone.
#[derive(Debug, Clone)]
pub enum Db {
    /// One writer, so that writers queue here rather than fail in SQLite, and readers that never wait for it.
    Sqlite {
        write: Connections<Sqlite>,
        read: Connections<Sqlite>,
    },
    Postgres(Connections<Postgres>),
}

/// A transaction. Dropping it undoes it; only `commit` keeps.
#[derive(Debug)]
pub enum Tx {
    Sqlite(Taken<Sqlite>),
    Postgres(Taken<Postgres>),
}

impl Db {
    /// Connects; on SQLite creates the file if it is missing. Runs no migration.
    pub async fn open(url: &DatabaseUrl) -> StoreResult<Self> {
        match url {
            DatabaseUrl::Sqlite(path) => open_sqlite(path).await,
            DatabaseUrl::Postgres(url) => {
                let options = url.parse::<PgConnectOptions>()?.application_name("rungs");
                let door = PgPoolOptions::new().acquire_timeout(PATIENCE).max_connections(POSTGRES_CONNECTIONS);
                Ok(Self::Postgres(Connections::new(door.connect_with(options).await?)))
            }
        }
    }

    /// Brings the schema up to this program's version.
    pub async fn migrate(&self) -> StoreResult<()> {
        match self {
            Self::Sqlite { write, .. } => MIGRATIONS.run(&mut *write.take().await?).await?,
            Self::Postgres(all) => MIGRATIONS.run(&mut *all.take().await?).await?,
        }
        Ok(())
    }

    /// A consistent view that cannot write.
    pub async fn read(&self) -> StoreResult<Tx> {
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::Sqlite(read.begin("BEGIN").await?),
            Self::Postgres(all) => Tx::Postgres(all.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?),
        })
    }

    /// For statements that read, each of them a consistent view by itself, where it does no harm if one sees more than the one
    /// before. Without a transaction around them there are two exchanges with the database less: every request reads its
    /// session so.
    pub async fn glance(&self) -> StoreResult<Tx> {
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::Sqlite(read.take().await?),
            Self::Postgres(all) => Tx::Postgres(all.take().await?),
        })
    }

    /// A transaction that may write.
    ///
    /// On SQLite it holds the write lock from the start. On PostgreSQL others write at the same time: guard what was read
    /// by `WHERE version = $n` and check the affected rows.
    pub async fn write(&self) -> StoreResult<Tx> {
        Ok(match self {
            Self::Sqlite { write, .. } => Tx::Sqlite(write.begin("BEGIN IMMEDIATE").await?),
            Self::Postgres(all) => Tx::Postgres(all.begin("BEGIN").await?),
        })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> StoreResult<()> {
        let mut tx = self.glance().await?;
        sql!(value i64, tx, "SELECT seq FROM audit_head").map(|_| ())
    }

    /// Closes every connection; on SQLite the write-ahead log is folded into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(all) => all.close().await,
        }
    }
}

impl Tx {
    /// The transaction itself, whether a caller holds it or borrows it: for the `sql!` macro.
    pub fn by_ref(&mut self) -> &mut Self {
        self
    }

    pub async fn commit(self) -> StoreResult<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// No statistics are kept (`optimize_on_close`): those of a company's first day would say that a table has one row, and every
/// request would read all of the sessions until they are made anew. Without any, SQLite goes by its indexes.
async fn open_sqlite(path: &Path) -> StoreResult<Db> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE);
    let write =
        SqlitePoolOptions::new().acquire_timeout(PATIENCE).max_connections(1).connect_with(options.clone()).await?;
    let write = Connections::new(write);
    let found: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut *write.take().await?).await?;
    if older(&found, OLDEST_SQLITE) {
        return Err(StoreError::OldSqlite { found, needed: OLDEST_SQLITE });
    }
    let read = SqlitePoolOptions::new()
        .acquire_timeout(PATIENCE)
        .max_connections(SQLITE_READERS)
        .connect_with(options.create_if_missing(false).read_only(true))
        .await?;
    Ok(Db::Sqlite { write, read: Connections::new(read) })
}

/// Compares dotted version numbers.
pub(super) fn older(found: &str, needed: &str) -> bool {
    let numbers = |version: &str| -> Vec<u32> { version.split('.').map(|part| part.parse().unwrap_or(0)).collect() };
    numbers(found) < numbers(needed)
}
