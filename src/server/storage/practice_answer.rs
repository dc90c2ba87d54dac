//! Answers to practice items. Rows never change.

use super::column::SeedBits;
use super::{Json, StoreError, StoreResult, Tx, Word, sql};
use crate::domain::digest::Digest;
use crate::domain::id::{PersonId, PracticeAnswerId};
use crate::domain::item::ItemId;
use crate::domain::item::response::Response;
use crate::domain::locale::Locale;
use crate::domain::points::Points;
use crate::domain::seed::Seed;
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// One answer, with everything that shows it again exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeAnswer {
    pub id: PracticeAnswerId,
    pub person: PersonId,
    pub item: ItemId,
    /// The person's how-manieth answer to this item, from 0.
    pub turn: i64,
    /// The version of the item that was shown.
    pub hash: Digest,
    pub seed: Seed,
    pub locale: Locale,
    pub response: Response,
    pub points: Points,
    pub max: Points,
    pub answered_at: DateTime<Utc>,
}

/// What lists and the choice of the next item need of the last answer to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastAnswer {
    pub item: ItemId,
    pub turn: i64,
    pub points: Points,
    pub max: Points,
    pub answered_at: DateTime<Utc>,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: PracticeAnswerId,
    person_id: PersonId,
    item_id: Word<ItemId>,
    turn: i64,
    item_hash: Word<Digest>,
    seed: SeedBits,
    locale: Word<Locale>,
    response: Json<Response>,
    points: i64,
    max_points: i64,
    answered_at: DateTime<Utc>,
}

#[derive(Debug, sqlx::FromRow)]
struct LastRow {
    item_id: Word<ItemId>,
    turn: i64,
    points: i64,
    max_points: i64,
    answered_at: DateTime<Utc>,
}

impl TryFrom<Row> for PracticeAnswer {
    type Error = StoreError;

    fn try_from(row: Row) -> StoreResult<Self> {
        Ok(Self {
            points: points(row.points)?,
            max: points(row.max_points)?,
            id: row.id,
            person: row.person_id,
            item: row.item_id.0,
            turn: row.turn,
            hash: row.item_hash.0,
            seed: row.seed.0,
            locale: row.locale.0,
            response: row.response.0,
            answered_at: row.answered_at,
        })
    }
}

impl TryFrom<LastRow> for LastAnswer {
    type Error = StoreError;

    fn try_from(row: LastRow) -> StoreResult<Self> {
        Ok(Self {
            points: points(row.points)?,
            max: points(row.max_points)?,
            item: row.item_id.0,
            turn: row.turn,
            answered_at: row.answered_at,
        })
    }
}

fn points(hundredths: i64) -> StoreResult<Points> {
    let read = i32::try_from(hundredths).map(Points::hundredths);
    read.map_err(|error| StoreError::Corrupt { place: "practice_answer".into(), reason: error.to_string() })
}

/// Keeps an answer. One that exists for the same turn gives `Taken`.
pub async fn insert(tx: &mut Tx, answer: &PracticeAnswer) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO practice_answer
         (id, person_id, item_id, turn, item_hash, seed, locale, response, points, max_points, answered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        answer.id,
        answer.person,
        answer.item.as_str(),
        answer.turn,
        Word(answer.hash),
        SeedBits(answer.seed),
        answer.locale.tag(),
        Json(&answer.response),
        i64::from(answer.points.as_hundredths()),
        i64::from(answer.max.as_hundredths()),
        answer.answered_at,
    )
    .map(|_| ())
}

/// An answer, if it is that person's.
pub async fn find(tx: &mut Tx, person: PersonId, id: PracticeAnswerId) -> StoreResult<Option<PracticeAnswer>> {
    let text = "SELECT id, person_id, item_id, turn, item_hash, seed, locale, response, points, max_points, answered_at
                FROM practice_answer WHERE person_id = $1 AND id = $2";
    sql!(maybe Row, tx, text, person, id)?.map(PracticeAnswer::try_from).transpose()
}

/// A person's answer to an item at one turn.
pub async fn at_turn(tx: &mut Tx, person: PersonId, item: &ItemId, turn: i64) -> StoreResult<Option<PracticeAnswer>> {
    let text = "SELECT id, person_id, item_id, turn, item_hash, seed, locale, response, points, max_points, answered_at
                FROM practice_answer WHERE person_id = $1 AND item_id = $2 AND turn = $3";
    sql!(maybe Row, tx, text, person, item.as_str(), turn)?.map(PracticeAnswer::try_from).transpose()
}

/// How often a person has answered an item: the number of the next turn.
pub async fn turns(tx: &mut Tx, person: PersonId, item: &ItemId) -> StoreResult<i64> {
    let text = "SELECT COUNT(*) FROM practice_answer WHERE person_id = $1 AND item_id = $2";
    sql!(value i64, tx, text, person, item.as_str())
}

/// How often a person has answered each item that they have answered at all.
pub async fn turns_by_item(tx: &mut Tx, person: PersonId) -> StoreResult<HashMap<ItemId, i64>> {
    let text = "SELECT item_id, COUNT(*) AS turns FROM practice_answer WHERE person_id = $1 GROUP BY item_id";
    let rows = sql!(all(Word<ItemId>, i64), tx, text, person)?;
    Ok(rows.into_iter().map(|(item, turns)| (item.0, turns)).collect())
}

/// The last answer to every item that the person has answered, by item.
pub async fn last_answers(tx: &mut Tx, person: PersonId) -> StoreResult<Vec<LastAnswer>> {
    let text = "SELECT item_id, turn, points, max_points, answered_at FROM practice_answer answer
                WHERE person_id = $1 AND NOT EXISTS (SELECT 1 FROM practice_answer later WHERE later.person_id = $1
                AND later.item_id = answer.item_id AND later.turn > answer.turn) ORDER BY item_id";
    sql!(all LastRow, tx, text, person)?.into_iter().map(LastAnswer::try_from).collect()
}
