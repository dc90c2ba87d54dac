//! Pages of trainers: content with its answers.

pub mod curriculum;
pub mod item;
pub mod items;
pub mod scoring;
