//! Trainers find items, edit them, and publish new versions.

pub mod changes;
pub mod draft;
pub mod effects;
pub mod find;
pub mod open;
pub mod publish;

#[cfg(test)]
mod tests;
