//! Pages of whoever learns.

pub mod home;
