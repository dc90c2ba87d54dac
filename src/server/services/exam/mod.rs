//! Exams: sessions and places for HR, sittings for candidates, scripts and results for trainers.
//!
//! A sitting is changed only by `attempt::update` over the version that was read, or, for answers, by the queue of saves,
//! which locks the same rows. Every step stands in the sitting's log; what changes places and results stands in the audit
//! log too.

pub mod award;
pub mod begin_part;
pub mod close_overdue;
pub mod edit_session;
pub mod entry;
pub mod find_candidates;
pub mod grant_extra_time;
pub mod list_mine;
pub mod list_scripts;
pub mod list_sessions;
pub mod open_session;
pub mod read_log;
pub mod read_pending;
pub mod read_place;
pub mod read_result;
pub mod read_sitting;
pub mod refusal;
pub mod register;
pub mod regrade;
pub mod release;
pub mod reply;
pub mod revoke_registration;
pub mod save_answers;
pub mod score;
pub mod score_script;
pub mod start;
pub mod submit;
pub mod take_over;

mod draw;
mod qualify;
mod record;
mod sitting;

#[cfg(test)]
pub(in crate::server) mod tests;
