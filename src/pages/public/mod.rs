//! Pages that need no sign-in.

pub mod invitation;
pub mod privacy;
pub mod sign_in;
pub mod verify;
