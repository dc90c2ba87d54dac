//! One file per route, in areas. A page loads, and hands values to components.

pub mod error;
pub mod learner;
pub mod load;
pub mod public;
