//! Answers of sittings. Many candidates' saves come in one transaction, by statements over many rows: the batch decides who
//! is let in by locking the attempts' rows first, so that no save slips past a closing or a take-over.

use super::many::{SIZES, cut, insert, insert_rows};
use super::{Json, StoreError, StoreResult, Tx, Word, sql};
use crate::domain::attempt::lease::Lease;
use crate::domain::attempt::saving::{Answer, Door, Rank};
use crate::domain::form::PartKind;
use crate::domain::id::{AttemptId, ExamSessionId, LeaseId, SessionId};
use crate::domain::item::ItemId;
use crate::domain::item::response::Response;
use chrono::{DateTime, Duration, Utc};
use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// One row to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    pub attempt: AttemptId,
    pub item: ItemId,
    pub rank: Rank,
    /// The response as JSON; nothing when it was taken back.
    pub response: Option<String>,
    pub flagged: bool,
}

/// What a sitting lets in, as of a version of its row: every step but a save raises the version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub version: i64,
    pub door: Door,
}

#[derive(Debug, sqlx::FromRow)]
struct DoorRow {
    id: AttemptId,
    version: i64,
    lease_id: LeaseId,
    lease_number: i64,
    lease_session: SessionId,
    lease_device: String,
    lease_at: DateTime<Utc>,
    grace_seconds: i64,
    open_part: Option<Word<PartKind>>,
    open_until: Option<DateTime<Utc>>,
}

#[derive(Debug, sqlx::FromRow)]
struct AnswerRow {
    item_id: Word<ItemId>,
    sequence: i64,
    lease_number: i64,
    response: Option<Json<Response>>,
    flagged: bool,
}

/// Writing into SQLite begins with the only lock that there is; PostgreSQL locks the rows themselves, by a clause that the
/// other one neither knows nor needs: a write would touch every index of the sitting.
const LOCK: &str = " FOR NO KEY UPDATE";

/// A text for each size, for either database.
struct Texts {
    sqlite: [String; SIZES.len()],
    postgres: [String; SIZES.len()],
}

impl Texts {
    /// `text` makes one from the places of the ids and the locking clause.
    fn of(text: impl Fn(&str, &str) -> String) -> Self {
        let places = SIZES.map(|size| (1..=size).map(|place| format!("${place}")).collect::<Vec<_>>().join(", "));
        Self {
            sqlite: places.each_ref().map(|places| text(places, "")),
            postgres: places.each_ref().map(|places| text(places, LOCK)),
        }
    }
}

/// What the sittings let in.
static DOORS: LazyLock<Texts> = LazyLock::new(|| {
    Texts::of(|places, lock| {
        format!(
            "SELECT id, version, lease_id, lease_number, lease_session, lease_device, lease_at, grace_seconds, open_part,
             open_until FROM attempt WHERE id IN ({places}) ORDER BY id{lock}"
        )
    })
});

/// One row for however many sittings: what a batch asks when it has seen them before.
static VERSIONS: LazyLock<Texts> = LazyLock::new(|| {
    Texts::of(|places, lock| {
        format!(
            "SELECT COUNT(*), CAST(COALESCE(SUM(version), 0) AS BIGINT)
             FROM (SELECT version FROM attempt WHERE id IN ({places}) ORDER BY id{lock}) AS held"
        )
    })
});

static UPSERTS: LazyLock<[String; SIZES.len()]> = LazyLock::new(|| {
    let columns = ["attempt_id", "item_id", "sequence", "lease_number", "response", "flagged"];
    let conflict =
        "(attempt_id, item_id) DO UPDATE SET sequence = excluded.sequence, lease_number = excluded.lease_number,
                      response = excluded.response, flagged = excluded.flagged, saved_at = excluded.saved_at
                    WHERE answer.sequence < excluded.sequence
                       OR (answer.sequence = excluded.sequence AND answer.lease_number < excluded.lease_number)";
    SIZES.map(|size| insert(size, "answer", &columns, Some("saved_at"), conflict))
});

/// Runs a text with a piece of the ids. The last one stands in the places that are left: a list may name an id twice.
macro_rules! ids {
    ($query:ident($row:ty), $fetch:ident, $tx:expr, $texts:expr, $cut:expr) => {{
        let (index, size, piece) = $cut;
        let places = piece.iter().chain(std::iter::repeat(&piece[piece.len() - 1])).take(size);
        match $tx {
            Tx::Sqlite(tx) => {
                let text: &'static str = &$texts.sqlite[index];
                places.fold(sqlx::$query::<_, $row>(text), |query, id| query.bind(*id)).$fetch(&mut **tx).await
            }
            Tx::Postgres(tx) => {
                let text: &'static str = &$texts.postgres[index];
                places.fold(sqlx::$query::<_, $row>(text), |query, id| query.bind(*id)).$fetch(&mut **tx).await
            }
        }
        .map_err(StoreError::from)
    }};
}

/// Locks sittings for the rest of the transaction and says what each lets in. Ids must be distinct and sorted: they are
/// locked in their order, so that two nodes wait rather than block each other.
pub async fn doors(tx: &mut Tx, ids: &[AttemptId]) -> StoreResult<HashMap<AttemptId, Seen>> {
    let mut doors = HashMap::with_capacity(ids.len());
    for piece in cut(ids) {
        for row in ids!(query_as(DoorRow), fetch_all, tx, DOORS, piece)? {
            doors.insert(row.id, row.read()?);
        }
    }
    Ok(doors)
}

/// Locks sittings as `doors` does, and says whether all of them still stand at the versions that were seen. Versions only
/// grow and no sitting is ever deleted, so an equal sum means that each of them is equal.
pub async fn unchanged(tx: &mut Tx, ids: &[AttemptId], seen: impl Fn(AttemptId) -> Option<i64>) -> StoreResult<bool> {
    for cut in cut(ids) {
        let (_, _, piece) = cut;
        let Some(expected) = piece.iter().map(|id| seen(*id)).sum::<Option<i64>>() else { return Ok(false) };
        let (count, sum) = ids!(query_as((i64, i64)), fetch_one, tx, VERSIONS, cut)?;
        if usize::try_from(count) != Ok(piece.len()) || sum != expected {
            return Ok(false);
        }
    }
    Ok(true)
}

impl DoorRow {
    fn read(self) -> StoreResult<Seen> {
        let number = u32::try_from(self.lease_number);
        let bad = |_| StoreError::Corrupt { place: format!("attempt {}", self.id), reason: "lease_number".into() };
        let lease = Lease {
            id: self.lease_id,
            number: number.map_err(bad)?,
            session: self.lease_session,
            device: self.lease_device,
            taken_at: self.lease_at,
        };
        let open = self.open_part.map(|part| part.0).zip(self.open_until);
        let door = Door { lease, open, grace: Duration::seconds(self.grace_seconds) };
        Ok(Seen { version: self.version, door })
    }
}

/// Writes answers, each only over a lower rank. No two may be for the same item of the same sitting. Gives the sequences that
/// stand afterwards where they are not those that were sent.
pub async fn upsert<Row: Borrow<NewAnswer> + Sync>(
    tx: &mut Tx,
    answers: &[Row],
    now: DateTime<Utc>,
) -> StoreResult<HashMap<(AttemptId, ItemId), u32>> {
    let mut higher = HashMap::new();
    for cut in cut(answers) {
        let (_, _, piece) = cut;
        let written = insert_rows!(tx, UPSERTS, [now], cut, |query, row: &Row| {
            let answer: Option<&NewAnswer> = row.map(Borrow::borrow);
            query
                .bind(answer.map(|answer| answer.attempt))
                .bind(answer.map(|answer| answer.item.as_str()))
                .bind(answer.map(|answer| i64::from(answer.rank.sequence)))
                .bind(answer.map(|answer| i64::from(answer.rank.lease)))
                .bind(answer.and_then(|answer| answer.response.as_deref()))
                .bind(answer.map(|answer| answer.flagged))
        })?;
        if written != piece.len() as u64 {
            for answer in piece.iter().map(Borrow::borrow) {
                let stands = sequence(tx, answer.attempt, &answer.item).await?;
                if stands != answer.rank.sequence {
                    higher.insert((answer.attempt, answer.item.clone()), stands);
                }
            }
        }
    }
    Ok(higher)
}

async fn sequence(tx: &mut Tx, attempt: AttemptId, item: &ItemId) -> StoreResult<u32> {
    let text = "SELECT sequence FROM answer WHERE attempt_id = $1 AND item_id = $2";
    let found = sql!(value i64, tx, text, attempt, item.as_str())?;
    number(attempt, found)
}

fn number(attempt: AttemptId, found: i64) -> StoreResult<u32> {
    let bad = |_| StoreError::Corrupt { place: format!("answers of {attempt}"), reason: "a sequence".into() };
    u32::try_from(found).map_err(bad)
}

/// Keeps what arrived after the end, one row per item and device. True when it was new.
pub async fn keep_late(tx: &mut Tx, answer: &NewAnswer, now: DateTime<Utc>) -> StoreResult<bool> {
    let written = sql!(
        exec,
        tx,
        "INSERT INTO late_answer (attempt_id, item_id, lease_number, sequence, response, arrived_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (attempt_id, item_id, lease_number) DO UPDATE SET sequence = excluded.sequence,
           response = excluded.response, arrived_at = excluded.arrived_at
         WHERE late_answer.sequence < excluded.sequence",
        answer.attempt,
        answer.item.as_str(),
        i64::from(answer.rank.lease),
        i64::from(answer.rank.sequence),
        answer.response.as_deref(),
        now,
    )?;
    Ok(written == 1)
}

/// The answers that stand.
pub async fn of_attempt(tx: &mut Tx, attempt: AttemptId) -> StoreResult<BTreeMap<ItemId, Answer>> {
    let text = "SELECT item_id, sequence, lease_number, response, flagged FROM answer WHERE attempt_id = $1";
    let read = |row: AnswerRow| {
        let rank = Rank { sequence: number(attempt, row.sequence)?, lease: number(attempt, row.lease_number)? };
        let answer = Answer { rank, response: row.response.map(|response| response.0), flagged: row.flagged };
        Ok((row.item_id.0, answer))
    };
    sql!(all AnswerRow, tx, text, attempt)?.into_iter().map(read).collect()
}

/// A late answer, for HR.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Late {
    item_id: Word<ItemId>,
    pub sequence: i64,
    pub arrived_at: DateTime<Utc>,
}

impl Late {
    pub fn item(&self) -> &ItemId {
        &self.item_id.0
    }
}

pub async fn late_of(tx: &mut Tx, attempt: AttemptId) -> StoreResult<Vec<Late>> {
    let text =
        "SELECT item_id, sequence, arrived_at FROM late_answer WHERE attempt_id = $1 ORDER BY arrived_at, item_id";
    sql!(all Late, tx, text, attempt)
}

/// How far a sitting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many items have an answer.
    pub answered: u32,
    pub last_saved_at: DateTime<Utc>,
}

/// How far each sitting of a session is; those without an answer are missing.
pub async fn progress_in(tx: &mut Tx, session: ExamSessionId) -> StoreResult<HashMap<AttemptId, Progress>> {
    #[derive(sqlx::FromRow)]
    struct Count {
        attempt_id: AttemptId,
        answered: i64,
        last_saved_at: DateTime<Utc>,
    }
    let text = "SELECT n.attempt_id, COUNT(n.response) AS answered, MAX(n.saved_at) AS last_saved_at
                FROM answer n JOIN attempt a ON a.id = n.attempt_id WHERE a.session_id = $1 GROUP BY n.attempt_id";
    let read = |count: Count| {
        let answered = number(count.attempt_id, count.answered)?;
        Ok((count.attempt_id, Progress { answered, last_saved_at: count.last_saved_at }))
    };
    sql!(all Count, tx, text, session)?.into_iter().map(read).collect()
}
