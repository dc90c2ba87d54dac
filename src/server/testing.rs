//! What tests of the server share: a fresh database on each of the two kinds.

mod database;

pub(crate) use database::{TestDb, on_both_databases};
