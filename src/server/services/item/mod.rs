//! Trainers find items, edit them or write new ones, publish versions, take items out of use, and carry all of it back to files.

pub mod changes;
pub mod draft;
pub mod effects;
pub mod export;
pub mod find;
pub mod new;
pub mod open;
pub mod publish;

#[cfg(test)]
mod tests;
