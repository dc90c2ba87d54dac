//! One file per route, in areas. A page loads, and hands values to components.

pub mod error;
pub mod load;
