//! Who qualifies for which level, and why: facts + rule set + date → a proof.
//!
//! - [`rule_set`]: the rules as data
//! - [`service_date`]: the N-year rule
//! - [`spans`]: the dates on which something holds
//! - [`evaluate`]: the one evaluation; [`proof`]: what it finds
//! - [`suppose`]: the same evaluation over edited facts
//! - [`change`]: what is different between two evaluations
//! - [`decision`]: an evaluation on record, and its replay

pub mod change;
mod counted;
pub mod decision;
mod evaluate;
pub mod proof;
pub mod rule_set;
pub mod service_date;
pub mod spans;
pub mod suppose;

pub use evaluate::evaluate;

#[cfg(test)]
mod properties;
#[cfg(test)]
pub(crate) mod published;
