//! Exams end to end, on both databases: from the open session to the regraded result.

mod booking;
mod certifying;
mod closing;
mod interleavings;
pub(in crate::server) mod journey;
mod saving;
mod starting;
