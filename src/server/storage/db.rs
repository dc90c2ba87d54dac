//! The two databases behind one type: connections, transactions, migrations.

use super::error::{StoreError, StoreResult};
use super::sql;
use sqlx::migrate::Migrator;
use sqlx::pool::{PoolConnection, PoolOptions};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, Database, PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use std::fmt;
use std::ops::{Deref, DerefMut};
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
        write: SqlitePool,
        read: SqlitePool,
    },
    Postgres(PgPool),
}

/// A transaction. Dropping it undoes it; only `commit` keeps.
#[derive(Debug)]
pub enum Tx {
    Sqlite(Held<Sqlite>),
    Postgres(Held<Postgres>),
}

/// A connection, within a transaction or for one statement alone.
#[derive(Debug)]
pub enum Held<Kind: Database> {
    Transaction(Transaction<'static, Kind>),
    Statement(PoolConnection<Kind>),
}

impl<Kind: Database> Held<Kind> {
    async fn commit(self) -> sqlx::Result<()> {
        match self {
            Self::Transaction(tx) => tx.commit().await,
            // A statement alone was committed by itself.
            Self::Statement(_) => Ok(()),
        }
    }
}

impl<Kind: Database> Deref for Held<Kind> {
    type Target = Kind::Connection;

    fn deref(&self) -> &Kind::Connection {
        match self {
            Self::Transaction(tx) => tx,
            Self::Statement(connection) => connection,
        }
    }
}

impl<Kind: Database> DerefMut for Held<Kind> {
    fn deref_mut(&mut self) -> &mut Kind::Connection {
        match self {
            Self::Transaction(tx) => tx,
            Self::Statement(connection) => connection,
        }
    }
}

impl Db {
    /// Connects; on SQLite creates the file if it is missing. Runs no migration.
    pub async fn open(url: &DatabaseUrl) -> StoreResult<Self> {
        match url {
            DatabaseUrl::Sqlite(path) => open_sqlite(path).await,
            DatabaseUrl::Postgres(url) => {
                let options = url.parse::<PgConnectOptions>()?.application_name("rungs");
                let pool = patient(PgPoolOptions::new()).max_connections(POSTGRES_CONNECTIONS);
                Ok(Self::Postgres(pool.connect_with(options).await?))
            }
        }
    }

    /// Brings the schema up to this program's version.
    pub async fn migrate(&self) -> StoreResult<()> {
        match self {
            Self::Sqlite { write, .. } => MIGRATIONS.run(write).await?,
            Self::Postgres(pool) => MIGRATIONS.run(pool).await?,
        }
        Ok(())
    }

    /// A consistent view that cannot write.
    pub async fn read(&self) -> StoreResult<Tx> {
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::Sqlite(Held::Transaction(read.begin().await?)),
            Self::Postgres(pool) => {
                let begun = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
                Tx::Postgres(Held::Transaction(begun))
            }
        })
    }

    /// For one statement that reads. It is a consistent view by itself, and without a transaction around it costs one
    /// exchange with the database instead of three: every request reads its session so.
    pub async fn glance(&self) -> StoreResult<Tx> {
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::Sqlite(Held::Statement(read.acquire().await?)),
            Self::Postgres(pool) => Tx::Postgres(Held::Statement(pool.acquire().await?)),
        })
    }

    /// A transaction that may write.
    ///
    /// On SQLite it holds the write lock from the start. On PostgreSQL others write at the same time: guard what was read
    /// by `WHERE version = $n` and check the affected rows.
    pub async fn write(&self) -> StoreResult<Tx> {
        Ok(match self {
            Self::Sqlite { write, .. } => Tx::Sqlite(Held::Transaction(write.begin_with("BEGIN IMMEDIATE").await?)),
            Self::Postgres(pool) => Tx::Postgres(Held::Transaction(pool.begin().await?)),
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
            Self::Postgres(pool) => pool.close().await,
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

async fn open_sqlite(path: &Path) -> StoreResult<Db> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .optimize_on_close(true, None);
    let write = patient(SqlitePoolOptions::new())
        .test_before_acquire(false)
        .max_connections(1)
        .connect_with(options.clone())
        .await?;
    let found: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&write).await?;
    if older(&found, OLDEST_SQLITE) {
        return Err(StoreError::OldSqlite { found, needed: OLDEST_SQLITE });
    }
    let read = patient(SqlitePoolOptions::new())
        .test_before_acquire(false)
        .max_connections(SQLITE_READERS)
        .connect_with(options.create_if_missing(false).read_only(true).optimize_on_close(false, None))
        .await?;
    Ok(Db::Sqlite { write, read })
}

/// Waits so long for a connection, and takes none that believes to be in a transaction still. When the disk is full SQLite ends
/// a transaction by itself; sqlx then fails to end it, and would refuse to begin another one on that connection for ever.
fn patient<Kind: Database>(options: PoolOptions<Kind>) -> PoolOptions<Kind> {
    options.acquire_timeout(PATIENCE).before_acquire(|connection, _| {
        let is_free = !connection.is_in_transaction();
        Box::pin(async move { Ok(is_free) })
    })
}

/// Compares dotted version numbers.
pub(super) fn older(found: &str, needed: &str) -> bool {
    let numbers = |version: &str| -> Vec<u32> { version.split('.').map(|part| part.parse().unwrap_or(0)).collect() };
    numbers(found) < numbers(needed)
}
