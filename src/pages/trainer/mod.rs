//! Pages of trainers: content with its answers.

pub mod curriculum;
