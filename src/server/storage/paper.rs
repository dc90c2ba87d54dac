//! What sittings ask: each part's paper, pinned when the sitting starts.

use super::column::LevelNumber;
use super::{Json, StoreError, StoreResult, Tx, sql};
use crate::domain::assembly::paper::PaperPart;
use crate::domain::id::{AttemptId, PersonId};
use crate::domain::item::ItemId;
use crate::domain::level::Level;

/// What is fixed about a part when the sitting starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPart {
    pub cut_percent: u8,
    pub paper: PaperPart,
}

/// What a part was begun with: for showing and scoring.
#[derive(Debug, sqlx::FromRow)]
struct PaperRow {
    cut_percent: i64,
    paper: Json<PaperPart>,
}

/// What the parts were begun with, in order.
pub async fn of_attempt(tx: &mut Tx, id: AttemptId) -> StoreResult<Vec<NewPart>> {
    let text = "SELECT cut_percent, paper FROM attempt_part WHERE attempt_id = $1 ORDER BY place";
    let read = |row: PaperRow| {
        let corrupt = |_| StoreError::Corrupt { place: format!("attempt {id}"), reason: "cut_percent".to_owned() };
        let cut_percent = u8::try_from(row.cut_percent).map_err(corrupt)?;
        Ok(NewPart { cut_percent, paper: row.paper.0 })
    };
    sql!(all PaperRow, tx, text, id)?.into_iter().map(read).collect()
}

/// The papers of the newest sittings of a level, oldest first, part by part with the sitting that they belong to.
pub async fn recent(tx: &mut Tx, level: Level, limit: i64) -> StoreResult<Vec<(AttemptId, PaperPart)>> {
    let text = "SELECT p.attempt_id, p.paper FROM attempt_part p JOIN attempt a ON a.id = p.attempt_id
                WHERE a.id IN (SELECT b.id FROM attempt b WHERE b.level = $1 ORDER BY b.started_at DESC LIMIT $2)
                ORDER BY a.started_at, a.id";
    let papers = sql!(all(AttemptId, Json<PaperPart>), tx, text, LevelNumber(level), limit)?;
    Ok(papers.into_iter().map(|(attempt, paper)| (attempt, paper.0)).collect())
}

/// Everything that a person was ever asked.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> StoreResult<Vec<PaperPart>> {
    let text = "SELECT p.paper FROM attempt_part p JOIN attempt a ON a.id = p.attempt_id WHERE a.person_id = $1";
    let papers = sql!(values Json<PaperPart>, tx, text, person)?;
    Ok(papers.into_iter().map(|paper| paper.0).collect())
}

/// Sittings with a result whose paper asks an item.
pub async fn scored_with_item(tx: &mut Tx, item: &ItemId) -> StoreResult<Vec<AttemptId>> {
    // Ids are letters, digits and hyphens: nothing in them means anything in a pattern.
    let pattern = format!("%\"{item}\"%");
    let text = "SELECT a.id FROM attempt a WHERE a.state IN ('scored', 'released')
                AND EXISTS (SELECT 1 FROM attempt_part p WHERE p.attempt_id = a.id AND p.paper LIKE $1)
                ORDER BY a.started_at, a.id";
    sql!(values AttemptId, tx, text, pattern)
}
