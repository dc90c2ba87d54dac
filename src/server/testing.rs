//! What tests of the server share: a fresh database on each of the two kinds, a service on it at a fixed instant, and
//! browsers of named people that talk to it through HTTP.

mod browser;
mod database;
mod exam;
mod lessons;
mod service;
mod staff;

pub(crate) use browser::{Answer, Browser, PASSWORD};
pub(crate) use database::{TestDb, on_both_databases, tamper};
pub(crate) use exam::{ExamWorld, batch, exam_bank_of, exam_files, exam_form, right_answer, save};
pub(crate) use lessons::{a_bank, bank_of, curriculum_files};
pub(crate) use service::{a_service, a_service_at, a_service_in, a_service_teaching, a_service_teaching_in};
pub(crate) use staff::{a_form, claims, colleague, profile};
