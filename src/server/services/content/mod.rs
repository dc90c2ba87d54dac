//! Content in the database: the bundled curriculum comes in as versions, and any version can be read back. What a running
//! service teaches can be surveyed.

pub mod current;
pub mod import;
pub mod survey;
pub mod version;
