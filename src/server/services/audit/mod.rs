//! The audit log: reading it, and proving that nobody touched it.

pub mod find;
pub mod read;
pub mod verify;

#[cfg(test)]
mod tests;
