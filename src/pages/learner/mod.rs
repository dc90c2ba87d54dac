//! Pages of whoever learns.

pub mod certificates;
pub mod debrief;
pub mod exams;
pub mod home;
pub mod lesson;
pub mod lessons;
pub mod play;
pub mod practice;
pub mod practice_round;
pub mod programme;
pub mod programmes;
pub mod result;
pub mod role_play;
pub mod scenario;
pub mod sitting;

mod explanation;
mod frame;
pub(in crate::pages) mod question;
