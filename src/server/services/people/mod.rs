//! Staff files: who may see and change them, and everything that happens to them.
//!
//! Whoever may keep people (HR) keeps everybody's file; anybody else with a file keeps the own one, as claims. To somebody
//! who may not even read a file it does not exist.

pub mod add_entry;
pub mod attach_evidence;
pub mod board;
pub mod create_person;
pub mod edit_entry;
pub mod edit_person;
pub mod entry_form;
pub mod problem;
pub mod profile_form;
pub mod read_evidence;
pub mod read_file;
pub mod reject_entry;
pub mod standing;
pub mod typed;
pub mod upload;
pub mod verification_queue;
pub mod verify_entry;
pub mod withdraw_entry;

mod record;

#[cfg(test)]
mod tests;
