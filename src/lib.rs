//! Rungs 阶梯: training and certification for customer-service teams.
//!
//! The crate has four faces. Without features it is the pure domain. With `ssr` it is the server. Compiled to wasm32, it is
//! the islands that run in the browser with `hydrate`, and the player of an exam with `sitting`. `ARCHITECTURE.md` has the
//! map.

#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod api;
#[cfg(feature = "ssr")]
pub mod app;
#[cfg(feature = "hydrate")]
mod browser;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod components;
pub mod domain;
#[cfg(any(feature = "ssr", feature = "hydrate", feature = "sitting"))]
pub mod i18n;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "sitting")]
mod sitting;
