//! Content in the database: the bundled curriculum comes in as versions, and any version can be read back.

pub mod import;
pub mod version;
