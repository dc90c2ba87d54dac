//! Pages of administrators: accounts and the audit log.

pub mod account;
pub mod accounts;
pub mod audit;
pub mod audit_verify;
pub mod disable;
pub mod enable;
pub mod invite;
pub mod link;
pub mod sign_out;

mod actions;
mod confirm;
mod handout;
mod query;
mod roles;
