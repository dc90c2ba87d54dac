//! A sitting of an exam, from the registration to the released result.
//!
//! `state` says which step may follow which, `timing` how long a part takes, `lease` which device may write, `saving` what
//! becomes of an answer that arrives, `event` what the log of an attempt says, and `view` what a candidate's browser gets.
//! In the browser, `journal` holds answers until they are durable, `pace` counts down, and `device` says where one sits.
//! A sitting that is closed never opens again.

pub mod device;
pub mod event;
pub mod journal;
pub mod lease;
pub mod pace;
pub mod registration;
pub mod saving;
pub mod state;
pub mod timing;
pub mod view;

#[cfg(test)]
pub(crate) mod interleavings;
#[cfg(test)]
mod transitions;
