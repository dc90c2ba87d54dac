//! Learning: lessons, practice, role-plays, and what to do next. Everything here is the learner's own; nothing needs an
//! audit row, and nothing that is secret leaves before an answer.

pub mod answer_practice;
pub mod home;
pub mod list_lessons;
pub mod list_programmes;
pub mod list_scenarios;
pub mod next_practice;
pub mod practice_overview;
pub mod question;
pub mod read_debrief;
pub mod read_lesson;
pub mod read_play;
pub mod read_programme;
pub mod read_scenario;
pub mod record_progress;
pub mod reply;
pub mod shelf;
pub mod start_play;

mod progress;
#[cfg(test)]
mod tests;
