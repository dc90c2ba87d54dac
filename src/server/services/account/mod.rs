//! Accounts: from the first administrator's link to disabling.

pub mod accept_invitation;
pub mod bootstrap;
pub mod change_password;
pub mod disable;
pub mod enable;
pub mod invite;
pub mod list;
pub mod read;
pub mod reset_password;
pub mod set_preferences;
pub mod set_roles;
pub mod sign_in;
pub mod sign_out;

mod last_administrator;
mod link;
mod sign_in_name;
#[cfg(test)]
mod tests;

pub use link::OneTimeLink;
pub use sign_in_name::{BadSignInName, SignInName};
