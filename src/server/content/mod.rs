//! From text files to checked content: load → parse → check → bank.
//!
//! Parsers never stop at the first problem and never panic: each returns what it could read and adds a `Problem` to the
//! `Report` for everything else. Words of problems come from the `check` catalogue.

pub mod bank;
pub mod bundled;
pub mod diagnostic;
pub mod draft;
pub mod form;
mod header;
pub mod item;
pub mod lesson;
pub mod live;
pub mod markdown;
pub mod markup;
pub mod picture;
pub mod programme;
mod reading;
pub mod report;
pub mod rule_cases;
pub mod rules;
pub mod scenario;
pub mod sources;
pub mod stems;
