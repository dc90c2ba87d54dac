//! Why no paper can be drawn: what is missing, and how much of it.

use crate::domain::form::PartKind;
use crate::domain::form::blueprint::{Cell, Target};
use crate::domain::item::interaction::InteractionKind;
use crate::domain::scenario::model::ScenarioId;

/// One thing that is missing. The words are for logs; the report words it in both languages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Shortage {
    #[error("{} {} needs {needed} items and has {available}", cell.competency, cell.band.id())]
    Cell { cell: Cell, needed: usize, available: usize },
    /// The cells have room for fewer items of a type than the blueprint asks for.
    #[error("at least {needed} items of type {} are asked for, and the cells can take {available}", kind.id())]
    Kind { kind: InteractionKind, needed: usize, available: usize },
    /// Each is enough by itself, but not together: the cells' items are of types that are used up.
    #[error("{} cells need {needed} items together; with {} types at their most they get {available}", cells.len(), kinds.len())]
    TypesUsedUp { cells: Vec<Cell>, kinds: Vec<InteractionKind>, needed: usize, available: usize },
    /// Each is enough by itself, but not together: these types are found in too few cells.
    #[error("{} types need {needed} items together and {} cells have room for {available}", kinds.len(), cells.len())]
    CellsUsedUp { cells: Vec<Cell>, kinds: Vec<InteractionKind>, needed: usize, available: usize },
    /// Everything is there, but never as hard as asked for. The nearest mean that was found, in hundredths of a percent.
    #[error("{} cannot be made as hard as asked for: the nearest mean is {nearest}, wanted {}", part.id(), target.mean)]
    Difficulty { part: PartKind, target: Target, nearest: u32 },
    #[error("{needed} case groups are needed and {available} are there")]
    Groups { needed: usize, available: usize },
    #[error("{needed} essays are needed and {available} are there")]
    Essays { needed: usize, available: usize },
    #[error("there is no scenario {scenario}")]
    Scenario { scenario: ScenarioId },
    #[error("the pool of scenarios is empty")]
    EmptyPool,
}
