//! Role-plays that people have begun and ended. A play is kept by its transcript: with the scenario's version and the seed
//! it rebuilds the whole conversation.

use super::column::SeedBits;
use super::{Json, StoreError, StoreResult, Tx, Word, changed_one, sql};
use crate::domain::digest::Digest;
use crate::domain::id::{PersonId, PlayId};
use crate::domain::locale::Locale;
use crate::domain::points::Points;
use crate::domain::scenario::model::ScenarioId;
use crate::domain::scenario::play::Transcript;
use crate::domain::seed::Seed;
use chrono::{DateTime, Utc};

/// One play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub id: PlayId,
    pub person: PersonId,
    pub scenario: ScenarioId,
    /// The version of the scenario that is played.
    pub hash: Digest,
    pub seed: Seed,
    /// In which it was begun.
    pub locale: Locale,
    pub transcript: Transcript,
    pub stage: Stage,
    pub started_at: DateTime<Utc>,
    pub version: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Running,
    Ended { at: DateTime<Utc>, total: Points, passed: bool },
}

/// What lists need of a play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub id: PlayId,
    pub scenario: ScenarioId,
    pub stage: Stage,
    pub started_at: DateTime<Utc>,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: PlayId,
    person_id: PersonId,
    scenario_id: Word<ScenarioId>,
    scenario_hash: Word<Digest>,
    seed: SeedBits,
    locale: Word<Locale>,
    transcript: Json<Transcript>,
    #[sqlx(flatten)]
    stage: StageColumns,
    started_at: DateTime<Utc>,
    version: i64,
}

#[derive(Debug, sqlx::FromRow)]
struct SummaryRow {
    id: PlayId,
    scenario_id: Word<ScenarioId>,
    #[sqlx(flatten)]
    stage: StageColumns,
    started_at: DateTime<Utc>,
}

#[derive(Debug, sqlx::FromRow)]
struct StageColumns {
    state: String,
    total: Option<i64>,
    passed: Option<bool>,
    ended_at: Option<DateTime<Utc>>,
}

const RUNNING: &str = "running";
const ENDED: &str = "ended";

impl StageColumns {
    fn read(&self, id: PlayId) -> StoreResult<Stage> {
        let total = self.total.and_then(|total| i32::try_from(total).ok()).map(Points::hundredths);
        match (self.state.as_str(), self.ended_at, total, self.passed) {
            (RUNNING, None, _, _) => Ok(Stage::Running),
            (ENDED, Some(at), Some(total), Some(passed)) => Ok(Stage::Ended { at, total, passed }),
            (state, _, _, _) => {
                let reason = format!("state {state:?} does not go with the other columns");
                Err(StoreError::Corrupt { place: format!("play {id}"), reason })
            }
        }
    }

    fn of(stage: Stage) -> Self {
        match stage {
            Stage::Running => Self { state: RUNNING.into(), total: None, passed: None, ended_at: None },
            Stage::Ended { at, total, passed } => Self {
                state: ENDED.into(),
                total: Some(i64::from(total.as_hundredths())),
                passed: Some(passed),
                ended_at: Some(at),
            },
        }
    }
}

impl TryFrom<Row> for Kept {
    type Error = StoreError;

    fn try_from(row: Row) -> StoreResult<Self> {
        Ok(Self {
            stage: row.stage.read(row.id)?,
            id: row.id,
            person: row.person_id,
            scenario: row.scenario_id.0,
            hash: row.scenario_hash.0,
            seed: row.seed.0,
            locale: row.locale.0,
            transcript: row.transcript.0,
            started_at: row.started_at,
            version: row.version,
        })
    }
}

impl TryFrom<SummaryRow> for Summary {
    type Error = StoreError;

    fn try_from(row: SummaryRow) -> StoreResult<Self> {
        let stage = row.stage.read(row.id)?;
        Ok(Self { id: row.id, scenario: row.scenario_id.0, stage, started_at: row.started_at })
    }
}

pub async fn insert(tx: &mut Tx, play: &Kept) -> StoreResult<()> {
    let stage = StageColumns::of(play.stage);
    sql!(
        exec,
        tx,
        "INSERT INTO play (id, person_id, scenario_id, scenario_hash, seed, locale, transcript, state, total, passed, started_at, ended_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        play.id,
        play.person,
        play.scenario.as_str(),
        Word(play.hash),
        SeedBits(play.seed),
        play.locale.tag(),
        Json(&play.transcript),
        stage.state,
        stage.total,
        stage.passed,
        play.started_at,
        stage.ended_at,
    )
    .map(|_| ())
}

/// A play, if it is that person's.
pub async fn find(tx: &mut Tx, person: PersonId, id: PlayId) -> StoreResult<Option<Kept>> {
    let text =
        "SELECT id, person_id, scenario_id, scenario_hash, seed, locale, transcript, state, total, passed, started_at,
                ended_at, version FROM play WHERE person_id = $1 AND id = $2";
    sql!(maybe Row, tx, text, person, id)?.map(Kept::try_from).transpose()
}

/// All plays of a person, the newest first.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> StoreResult<Vec<Summary>> {
    let text = "SELECT id, scenario_id, state, total, passed, started_at, ended_at FROM play
                WHERE person_id = $1 ORDER BY started_at DESC, id DESC";
    sql!(all SummaryRow, tx, text, person)?.into_iter().map(Summary::try_from).collect()
}

/// Keeps the conversation as it goes on, guarded by the version that was read.
pub async fn update(tx: &mut Tx, play: &Kept) -> StoreResult<()> {
    let stage = StageColumns::of(play.stage);
    changed_one(sql!(
        exec,
        tx,
        "UPDATE play SET transcript = $1, state = $2, total = $3, passed = $4, ended_at = $5, version = version + 1
         WHERE id = $6 AND version = $7",
        Json(&play.transcript),
        stage.state,
        stage.total,
        stage.passed,
        stage.ended_at,
        play.id,
        play.version,
    )?)
}
