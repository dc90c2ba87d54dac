//! One file per route, in areas. A page loads, and hands values to components.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its props")]

pub mod account;
pub mod admin;
pub mod certificate_sheet;
pub mod error;
pub mod frame;
pub mod hr;
pub mod learner;
pub mod load;
mod new_password;
pub mod public;
mod rendered;
pub mod staff;
pub mod trainer;
