//! What browsers call: server functions for islands, and actions of forms. Each asks the gate's table who may call it, calls
//! one service, and answers with a view type or a redirect.
//!
//! A server function names its endpoint, and has its line in `server::routes`:
//! `#[server(endpoint = "what_if", input = Json)] pub async fn what_if(…) -> Result<View, Failure>`.

pub mod exam;
pub mod failure;
pub mod item_preview;
pub mod role_play;

#[cfg(feature = "ssr")]
pub mod account;
#[cfg(feature = "ssr")]
pub mod accounts;
#[cfg(feature = "ssr")]
pub mod audit;
#[cfg(feature = "ssr")]
pub mod certificates;
#[cfg(feature = "ssr")]
pub mod exam_sessions;
#[cfg(feature = "ssr")]
pub mod exams;
#[cfg(feature = "ssr")]
pub mod invitation;
#[cfg(feature = "ssr")]
pub mod items;
#[cfg(feature = "ssr")]
pub mod lesson;
#[cfg(feature = "ssr")]
pub mod people;
#[cfg(feature = "ssr")]
pub mod practice;
#[cfg(feature = "ssr")]
pub mod preferences;
#[cfg(feature = "ssr")]
mod response_form;
#[cfg(feature = "ssr")]
pub mod scoring;
#[cfg(feature = "ssr")]
pub mod session;
#[cfg(feature = "ssr")]
pub mod staff;
