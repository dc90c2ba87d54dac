//! What a node keeps in memory for exams: papers that never change, counts for the draw, and the queue of saves. All of it
//! can be lost: another node, or this one after a restart, reads it again.

pub mod papers;
pub mod writer;

use crate::domain::assembly::stock::Stock;
use crate::server::content::bank::Bank;
use crate::server::ids::random_bytes;
use papers::Papers;
use std::sync::OnceLock;
use uuid::Uuid;
use writer::Writer;

/// The exam's part of a running service.
#[derive(Debug, Default)]
pub struct Exam {
    pub papers: Papers,
    pub writer: Writer,
    stock: OnceLock<Stock>,
    node: OnceLock<String>,
}

impl Exam {
    /// A name of this process, for claims: drawn once.
    pub fn node(&self) -> &str {
        self.node.get_or_init(|| Uuid::from_bytes(random_bytes()).to_string())
    }

    /// What papers are drawn from. The bank of a running service does not change.
    pub fn stock(&self, bank: &Bank) -> &Stock {
        self.stock.get_or_init(|| bank.stock())
    }
}
