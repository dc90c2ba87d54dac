//! Eligibility as a service: evaluating a staff file, supposing changes, and decisions on record.

pub mod assess;
pub mod decide;
pub mod list_decisions;
pub mod read_decision;
pub mod replay_decision;
pub mod rules;
pub mod supposition_form;
pub mod what_if;

#[cfg(test)]
mod tests;
