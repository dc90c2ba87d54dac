//! The audit log: reading it, and proving that nobody touched it.

pub mod read;
pub mod verify;

#[cfg(test)]
mod tests;
