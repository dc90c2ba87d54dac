//! Exam sessions: opening them, the board of who is where, places, certificates, logs.

pub mod board;
mod certificates;
pub mod edit;
mod fields;
pub mod list;
pub mod log;
pub mod new;
pub mod place;
mod places;
pub mod register;
pub mod words;
