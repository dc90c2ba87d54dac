//! What the fault doses and the figures of the exam share: a database full of candidates, the server as a process, and a
//! candidate's browser that keeps a ledger of what the server acknowledged.

pub mod candidate;
pub mod http;
pub mod people;
pub mod process;
