//! What a node keeps in memory for exams: papers that never change, counts for the draw, and the queue of saves. All of it
//! can be lost: another node, or this one after a restart, reads it again.

pub mod papers;
pub mod writer;

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
    node: OnceLock<String>,
}

impl Exam {
    /// A name of this process, for claims: drawn once.
    pub fn node(&self) -> &str {
        self.node.get_or_init(|| Uuid::from_bytes(random_bytes()).to_string())
    }
}
