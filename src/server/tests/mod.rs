//! The service as browsers meet it.

mod accounts;
mod audit;
mod canary;
mod certificates;
mod coming_in;
mod curriculum_canary;
mod eligibility_page;
mod exam_canary;
mod exam_role_play;
mod exam_saving;
mod exam_sessions;
mod exams;
mod gate;
mod items;
mod learning;
mod limits;
mod open_pages;
mod programmes;
mod results;
mod sitting;
mod staff;
mod staff_profile;
