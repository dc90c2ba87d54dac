//! What the pages of a staff file share, whether its owner or HR looks at it.

pub mod asked;
pub mod assessment;
pub mod document;
pub mod entry_page;
pub mod file;
pub mod stale;
pub mod what_if;
pub mod words;
