//! Pages before anybody is signed in.

pub mod invitation;
pub mod sign_in;
