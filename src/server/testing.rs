//! What tests of the server share: a fresh database on each of the two kinds, and a service on it at a fixed instant.

mod database;
mod service;
mod staff;

pub(crate) use database::{TestDb, on_both_databases, tamper};
pub(crate) use service::{a_service, a_service_in};
pub(crate) use staff::{a_form, claims, colleague, profile};
