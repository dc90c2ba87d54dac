//! Scoring without names: questions, their answers one after another, releases, regrades.

pub mod regrade;
pub mod release;
pub mod row;
pub mod script;
pub mod subjects;
mod words;
