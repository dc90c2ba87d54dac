//! The service as browsers meet it.

mod coming_in;
mod gate;
mod limits;
