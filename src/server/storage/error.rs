//! What can go wrong when something is kept or looked up.

/// Result of a storage function.
pub type StoreResult<T> = Result<T, StoreError>;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A value that must be unique stands already (a sign-in name, a staff number). SQLite does not say which.
    #[error("a value that must be unique exists already")]
    Taken,
    /// A row refers to one that does not exist, or is still referred to.
    #[error("a row refers to one that does not exist, or is still referred to")]
    Dangling,
    /// The row that the statement must find is not there.
    #[error("the row does not exist")]
    Missing,
    /// Somebody changed the row since it was read.
    #[error("the row changed since it was read")]
    Stale,
    /// No database to be reached, or no connection or lock within the waiting time: worth trying again later.
    #[error("the database is busy")]
    Busy,
    /// The bundled or linked SQLite could corrupt a database (the WAL-reset bug).
    #[error("SQLite {found} is too old: {needed} or newer is needed")]
    OldSqlite { found: String, needed: &'static str },
    /// Stored data that this program cannot have written.
    #[error("bad data in {place}: {reason}")]
    Corrupt { place: String, reason: String },
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("database: {0}")]
    Database(sqlx::Error),
    #[error("file: {0}")]
    File(#[from] std::io::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::Missing,
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => unreachable(&error),
            sqlx::Error::ColumnDecode { index, source } => {
                Self::Corrupt { place: index.clone(), reason: source.to_string() }
            }
            sqlx::Error::Database(refusal) => {
                if refusal.is_unique_violation() {
                    Self::Taken
                } else if refusal.is_foreign_key_violation() {
                    Self::Dangling
                } else if refusal.code().is_some_and(|code| is_contention(&code)) {
                    Self::Busy
                } else if refusal.code().is_some_and(|code| is_absence(&code)) {
                    unreachable(&error)
                } else if refusal.code().is_some_and(|code| is_full(&code)) {
                    tracing::error!(%error, "the disk is full");
                    Self::Busy
                } else {
                    Self::Database(error)
                }
            }
            _ => Self::Database(error),
        }
    }
}

/// SQLite's BUSY and LOCKED families; PostgreSQL's serialization failure, deadlock and lock timeout.
fn is_contention(code: &str) -> bool {
    matches!(code, "5" | "6" | "261" | "262" | "517" | "518" | "40001" | "40P01" | "55P03")
}

/// PostgreSQL shuts down, starts, has crashed, takes no more connections, or the connection broke.
fn is_absence(code: &str) -> bool {
    matches!(code, "57P01" | "57P02" | "57P03" | "53300") || code.starts_with("08")
}

/// SQLite's FULL; PostgreSQL's `disk_full`. Nothing is broken: it is worth trying again, and goes on by itself with space.
fn is_full(code: &str) -> bool {
    matches!(code, "13" | "53100")
}

/// Whoever asks hears that it is worth trying again; whoever runs the service must hear why.
fn unreachable(error: &sqlx::Error) -> StoreError {
    tracing::warn!(%error, "the database cannot be reached");
    StoreError::Busy
}

/// For a guarded update: one affected row is success, none means that somebody was faster.
pub fn changed_one(affected: u64) -> StoreResult<()> {
    if affected == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_is_gone_is_worth_another_try() {
        let broken = || sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into());
        assert!(matches!(StoreError::from(broken()), StoreError::Busy));
        let cases =
            [("57P01", true), ("57P03", true), ("08006", true), ("53300", true), ("42P01", false), ("13", false)];
        for (code, expected) in cases {
            assert_eq!(is_absence(code), expected, "{code}");
        }
    }

    #[test]
    fn a_full_disk_is_told_from_what_else_can_fail() {
        for (code, expected) in [("13", true), ("53100", true), ("10", false), ("53300", false)] {
            assert_eq!(is_full(code), expected, "{code}");
        }
    }
}
