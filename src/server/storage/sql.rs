//! The macro that runs one SQL text on whichever database a transaction belongs to, dispatched statically.

/// Runs one statement in a `&mut Tx` and gives a `StoreResult`.
///
/// ```ignore
/// sql!(all AccountRow, tx, "SELECT … FROM account WHERE person_id = $1", person)   // Vec<AccountRow>
/// sql!(maybe AccountRow, tx, "…", id)                                              // Option<AccountRow>
/// sql!(one AccountRow, tx, "…", id)                                                // AccountRow, or StoreError::Missing
/// sql!(value i64, tx, "SELECT COUNT(*) FROM account")                              // the only column of the only row
/// sql!(values String, tx, "SELECT role FROM …", id)                                // the only column of every row
/// sql!(maybe_value Uuid, tx, "…", id)                                              // Option
/// sql!(exec, tx, "UPDATE … WHERE id = $1 AND version = $2", id, version)           // u64: affected rows
/// ```
///
/// Row types derive `sqlx::FromRow`. Binds are evaluated once, in order.
macro_rules! sql {
    (exec, $tx:expr, $text:expr $(, $bind:expr)* $(,)?) => {
        match $tx.by_ref() {
            $crate::server::storage::Tx::Sqlite(tx) =>
                sqlx::query($text)$(.bind($bind))*.execute(&mut **tx).await.map(|done| done.rows_affected()),
            $crate::server::storage::Tx::Postgres(tx) =>
                sqlx::query($text)$(.bind($bind))*.execute(&mut **tx).await.map(|done| done.rows_affected()),
        }.map_err($crate::server::storage::StoreError::from)
    };
    (all $row:ty, $($rest:tt)*) => { sql!(@run query_as fetch_all (_, $row), $($rest)*) };
    (one $row:ty, $($rest:tt)*) => { sql!(@run query_as fetch_one (_, $row), $($rest)*) };
    (maybe $row:ty, $($rest:tt)*) => { sql!(@run query_as fetch_optional (_, $row), $($rest)*) };
    (values $value:ty, $($rest:tt)*) => { sql!(@run query_scalar fetch_all (_, $value), $($rest)*) };
    (value $value:ty, $($rest:tt)*) => { sql!(@run query_scalar fetch_one (_, $value), $($rest)*) };
    (maybe_value $value:ty, $($rest:tt)*) => { sql!(@run query_scalar fetch_optional (_, $value), $($rest)*) };
    (@run $query:ident $fetch:ident ($database:tt, $row:ty), $tx:expr, $text:expr $(, $bind:expr)* $(,)?) => {
        match $tx.by_ref() {
            $crate::server::storage::Tx::Sqlite(tx) =>
                sqlx::$query::<$database, $row>($text)$(.bind($bind))*.$fetch(&mut **tx).await,
            $crate::server::storage::Tx::Postgres(tx) =>
                sqlx::$query::<$database, $row>($text)$(.bind($bind))*.$fetch(&mut **tx).await,
        }.map_err($crate::server::storage::StoreError::from)
    };
}
pub(crate) use sql;
