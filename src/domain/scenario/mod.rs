//! Role-play: a conversation as a graph that a learner walks by choosing or typing replies.
//!
//! `model` says what a scenario is, `spot` how one reply leads to the next place, `play` keeps a whole conversation and
//! replays it from its transcript, `typed` judges free text by declared phrases. `view` and `debrief` are what a player may
//! see before and after the ending; `atlas` and `soundness` look at every path there is.
//!
//! The model is full of secrets (guards, effects, reasons, phrases): none of its types can be serialised.

pub mod atlas;
pub mod debrief;
pub mod expression;
pub mod model;
pub mod play;
pub mod robot;
#[cfg(test)]
mod sample;
pub mod soundness;
pub mod spot;
pub mod standing;
pub mod typed;
pub mod view;
