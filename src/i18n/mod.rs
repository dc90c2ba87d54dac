//! The message catalogues as code, and dates, numbers and names as each language writes them.
//!
//! Messages live in `zh-CN/<area>.toml` and `en/<area>.toml`; `build.rs` turns each into a method of `Locale`.

mod curriculum;
mod dates;
pub mod duration;
pub mod eligibility;
mod programme;
mod scenario;

use crate::domain::locale::Locale;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));
