//! Fields of forms: label, hint, problem, and the value that was typed. The id of a field is its name unless given.
//!
//! Forms that hold fields say `novalidate`: the product words its problems itself, in its own language.

mod choice;
mod frame;
mod text;

pub use choice::{Check, Checks, Choice, Radios, Select};
pub use text::{DateField, FileField, PasswordField, TextArea, TextField};

#[cfg(all(test, feature = "ssr"))]
mod tests;
