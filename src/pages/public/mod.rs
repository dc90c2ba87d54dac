//! Pages before anybody is signed in, and the page of what went wrong.

pub mod failure;
pub mod invitation;
pub mod sign_in;
