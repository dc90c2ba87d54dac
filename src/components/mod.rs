//! View parts: values and callbacks in, HTML out. Nothing here loads, decides or knows the server.
//!
//! Parts never write a `style` attribute: the content security policy refuses it. What is measured is drawn with SVG
//! attributes, what has a kind says so in `data-…`, and the styles in `style/` read it.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its props")]

pub mod bits;
pub mod board;
pub mod button;
pub mod conversation;
pub mod debrief;
pub mod dialogue;
pub mod empty;
pub mod error_summary;
pub mod field;
pub mod icon;
pub mod ladder;
pub mod mark;
pub mod moment;
pub mod mood;
pub mod notice;
#[cfg(feature = "ssr")]
pub mod page;
pub mod pager;
pub mod proof_tree;
pub mod ruler;
pub mod rungs;
pub mod section_head;
pub mod state;
pub mod table;
pub mod timeline;

/// A place along a drawing, as SVG attributes take it.
fn percent(share: f64) -> String {
    format!("{:.2}%", share * 100.0)
}
