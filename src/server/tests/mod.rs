//! The service as browsers meet it.

mod accounts;
mod audit;
mod coming_in;
mod gate;
mod limits;
