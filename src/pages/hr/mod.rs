//! HR: everybody's files, claims to check, decisions, rules.

pub mod ahead;
pub mod board;
pub mod board_query;
pub mod claim;
pub mod decision;
pub mod decisions;
pub mod profile;
pub mod replace_certificate;
pub mod revoke_certificate;
pub mod rules;
pub mod sessions;
pub mod verification;
