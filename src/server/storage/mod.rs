//! Everything that is kept: one file per family of tables, row types beside their SQL.
//!
//! The only module that writes SQL. One text serves SQLite and PostgreSQL: `$1` placeholders, `RETURNING`,
//! `ON CONFLICT … DO UPDATE`, no `FOR UPDATE`; a change is an `UPDATE … WHERE version = $n` whose affected rows are checked.

pub mod account;
pub mod answer;
pub mod attempt;
pub mod attempt_event;
pub mod attempt_line;
pub mod attempt_result;
pub mod attempt_work;
pub mod audit;
pub mod backup;
pub mod certificate;
pub mod column;
pub mod connections;
pub mod content;
mod credential;
pub mod db;
pub mod decision;
mod education;
mod employment;
pub mod entry;
pub mod error;
pub mod evidence;
pub mod exam_session;
pub mod invitation;
pub mod lesson_progress;
mod many;
pub mod paper;
mod pattern;
pub mod person;
pub mod play;
pub mod practice_answer;
pub mod publication;
pub mod registration;
pub mod script;
pub mod session;
pub mod setting;
pub mod signing_key;
mod sql;
pub mod throttle;

#[cfg(test)]
mod entry_tests;
#[cfg(test)]
mod learning_tests;
#[cfg(test)]
mod tests;

pub use column::{Json, Word};
pub use db::{DatabaseUrl, Db, Tx};
pub use error::{StoreError, StoreResult, changed_one};
pub(crate) use sql::sql;
