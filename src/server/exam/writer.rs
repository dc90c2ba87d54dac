//! The queues of saves. A task behind each writes what waits in batches, so that many candidates share a commit; each is
//! answered only after the commit that holds it is durable. A full queue says so at once: "not saved" is better than a long
//! silence. A sitting's saves always take the same queue.

use crate::domain::attempt::event::Event;
use crate::domain::attempt::lease::Elsewhere;
use crate::domain::attempt::saving::{Admitted, Door, Rank, Save};
use crate::domain::attempt::view::{Acknowledged, Fate};
use crate::domain::form::PartKind;
use crate::domain::id::{AttemptId, LeaseId};
use crate::domain::item::ItemId;
use crate::server::figures;
use crate::server::services::ServiceError;
use crate::server::storage::answer::{self, NewAnswer, Seen};
use crate::server::storage::{Db, StoreError, StoreResult, Tx, attempt_event};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// While one batch waits for the disk, PostgreSQL can work on another one. SQLite takes one at a time.
const MOST_QUEUES: usize = 2;
/// Requests that may wait in a queue. At exam pace a node with 2,000 candidates has a hundred a second.
const LONGEST_QUEUE: usize = 2048;
/// Requests that share a commit.
const LARGEST_BATCH: usize = 256;
/// More sittings than this are not remembered.
const MOST_SEEN: usize = 8192;
/// A batch that lost a race against another node is written again so often.
const MOST_TRIES: usize = 3;

/// A database that says nothing for so long is gone: those who wait hear it, and the queue goes on. A batch that was written
/// all the same does no harm when it comes again.
const PATIENCE: Duration = Duration::from_secs(10);

/// Saves of one request, checked against the paper: one for each item.
#[derive(Debug)]
pub struct Request {
    pub attempt: AttemptId,
    pub lease: LeaseId,
    pub saves: Vec<Ready>,
    pub arrived: DateTime<Utc>,
}

/// A save as it will be written. Each request makes its own ready: everybody waits for what the writer does itself.
#[derive(Debug)]
pub struct Ready {
    part: PartKind,
    item: ItemId,
    sequence: u32,
    response: Option<String>,
    flagged: bool,
}

/// What became of a request once it was durable, and the part that is being sat with the end of its time.
pub type Written = Result<(Vec<Acknowledged>, Option<(PartKind, DateTime<Utc>)>), Elsewhere>;

type Answered = Result<Written, ServiceError>;

struct Job {
    request: Request,
    reply: oneshot::Sender<Answered>,
}

/// The ways into the queues.
#[derive(Debug, Default)]
pub struct Writer([Queue; MOST_QUEUES]);

/// The way into one queue, once somebody has saved.
#[derive(Debug, Default)]
struct Queue(Mutex<Option<mpsc::Sender<Job>>>);

impl Ready {
    /// `part` is the one that the item belongs to.
    pub fn new(part: PartKind, save: Save) -> StoreResult<Self> {
        let Save { item, sequence, response, flagged } = save;
        let unwritable = |error: serde_json::Error| StoreError::Corrupt {
            place: format!("an answer to {item}"),
            reason: error.to_string(),
        };
        let response = response.as_ref().map(serde_json::to_string).transpose().map_err(unwritable)?;
        Ok(Self { part, item, sequence, response, flagged })
    }

    fn row(&self, attempt: AttemptId, lease: u32) -> NewAnswer {
        NewAnswer {
            attempt,
            item: self.item.clone(),
            rank: Rank { sequence: self.sequence, lease },
            response: self.response.clone(),
            flagged: self.flagged,
        }
    }
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.request.fmt(f)
    }
}

impl Writer {
    /// Waits until the saves are durable.
    ///
    /// # Errors
    /// `Busy` at once when too many wait; the database's own error when nothing could be written.
    pub async fn save(&self, db: &Db, request: Request) -> Answered {
        let (reply, answer) = oneshot::channel();
        self.queue(db, request.attempt)
            .entrance(db)
            .try_send(Job { request, reply })
            .map_err(|_| ServiceError::Busy)?;
        answer.await.unwrap_or(Err(ServiceError::Busy))
    }

    /// How many queues there are.
    pub fn queues(db: &Db) -> usize {
        match db {
            Db::Sqlite { .. } => 1,
            Db::Postgres(_) => MOST_QUEUES,
        }
    }

    /// Always the same one for a sitting: the last byte of its id is random.
    fn queue(&self, db: &Db, attempt: AttemptId) -> &Queue {
        &self.0[usize::from(Uuid::from(attempt).as_bytes()[15]) % Self::queues(db)]
    }
}

impl Queue {
    /// The queue's entrance; the task behind it is started when the first save comes, or when the last one has died.
    fn entrance(&self, db: &Db) -> mpsc::Sender<Job> {
        let mut sender = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = sender.as_ref().filter(|sender| !sender.is_closed()) {
            return sender.clone();
        }
        let (entrance, exit) = mpsc::channel(LONGEST_QUEUE);
        tokio::spawn(run(db.clone(), exit));
        sender.insert(entrance).clone()
    }
}

async fn run(db: Db, mut queue: mpsc::Receiver<Job>) {
    let mut jobs = Vec::with_capacity(LARGEST_BATCH);
    let mut doors = Doors::default();
    while queue.recv_many(&mut jobs, LARGEST_BATCH).await > 0 {
        let (requests, replies): (Vec<Request>, Vec<_>) = jobs.drain(..).map(|job| (job.request, job.reply)).unzip();
        let written = tokio::time::timeout(PATIENCE, write(&db, &mut doors, &requests)).await;
        match written.unwrap_or(Err(StoreError::Busy)) {
            Ok(written) => {
                figures::saved(replies.len());
                for (reply, written) in replies.into_iter().zip(written) {
                    // Whoever went away does not hear it; it is saved all the same.
                    let _ = reply.send(Ok(written));
                }
            }
            Err(error) => {
                tracing::warn!(%error, requests = replies.len(), "answers could not be saved");
                let error = Arc::new(error);
                for reply in replies {
                    let _ = reply.send(Err(not_saved(&error)));
                }
            }
        }
    }
}

fn not_saved(error: &StoreError) -> ServiceError {
    match error {
        // The disk fails, the connection is lost: worth trying again, and each of the requests must hear it.
        StoreError::Busy | StoreError::Database(_) | StoreError::File(_) => ServiceError::Busy,
        StoreError::Taken
        | StoreError::Dangling
        | StoreError::Missing
        | StoreError::Stale
        | StoreError::OldSqlite { .. }
        | StoreError::Corrupt { .. }
        | StoreError::Migration(_) => {
            ServiceError::Store(StoreError::Corrupt { place: "answer".to_owned(), reason: error.to_string() })
        }
    }
}

/// Writes a batch and commits it. In the order of the requests there is one result for each.
async fn write(db: &Db, doors: &mut Doors, requests: &[Request]) -> StoreResult<Vec<Written>> {
    let mut tries = 1;
    loop {
        match write_once(db, doors, requests).await {
            Err(StoreError::Busy) if tries < MOST_TRIES => tries += 1,
            done => return done,
        }
    }
}

async fn write_once(db: &Db, doors: &mut Doors, requests: &[Request]) -> StoreResult<Vec<Written>> {
    let Some(now) = requests.iter().map(|request| request.arrived).max() else { return Ok(Vec::new()) };
    let mut ids: Vec<AttemptId> = requests.iter().map(|request| request.attempt).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut tx = db.write().await?;
    doors.hold(&mut tx, &ids).await?;
    let batch = Batch::sort(requests, doors)?;
    let rows: Vec<&NewAnswer> = batch.rows.values().collect();
    let higher = answer::upsert(&mut tx, &rows, now).await?;
    keep_late(&mut tx, &batch.late, now).await?;
    tx.commit().await?;
    Ok(batch.answers(requests, &higher))
}

/// What was seen of the sittings that save. The database says in a row whether they still stand like that: reading them
/// anew for each batch would cost as much as writing the answers.
#[derive(Debug, Default)]
struct Doors(HashMap<AttemptId, Seen>);

impl Doors {
    /// Locks the sittings for the rest of the transaction, and knows afterwards what each lets in.
    async fn hold(&mut self, tx: &mut Tx, ids: &[AttemptId]) -> StoreResult<()> {
        if answer::unchanged(tx, ids, |id| self.0.get(&id).map(|seen| seen.version)).await? {
            return Ok(());
        }
        if self.0.len() >= MOST_SEEN {
            self.0.clear();
        }
        self.0.extend(answer::doors(tx, ids).await?);
        Ok(())
    }

    fn of(&self, id: AttemptId) -> StoreResult<&Door> {
        self.0.get(&id).map(|seen| &seen.door).ok_or(StoreError::Missing)
    }
}

/// How each save of a request was taken, or that another device writes.
type Taken = Result<(Vec<Admitted>, Option<(PartKind, DateTime<Utc>)>), Elsewhere>;

/// A batch, sorted by what must be written.
struct Batch<'a> {
    /// The highest rank of each item.
    rows: HashMap<(AttemptId, &'a ItemId), NewAnswer>,
    late: Vec<NewAnswer>,
    /// For each request, how its saves were taken.
    taken: Vec<Taken>,
}

impl<'a> Batch<'a> {
    fn sort(requests: &'a [Request], doors: &Doors) -> StoreResult<Self> {
        let rows = HashMap::with_capacity(requests.len());
        let mut batch = Self { rows, late: Vec::new(), taken: Vec::with_capacity(requests.len()) };
        for request in requests {
            let taken = batch.take(request, doors.of(request.attempt)?);
            batch.taken.push(taken);
        }
        Ok(batch)
    }

    fn take(&mut self, request: &'a Request, door: &Door) -> Taken {
        // An empty request asks who writes now.
        door.lease.admits(request.lease)?;
        let mut taken = Vec::with_capacity(request.saves.len());
        for save in &request.saves {
            let admitted = door.admit(request.lease, save.part, request.arrived)?;
            let row = save.row(request.attempt, door.lease.number);
            taken.push(admitted);
            match admitted {
                Admitted::Late => self.late.push(row),
                Admitted::Counts => match self.rows.entry((request.attempt, &save.item)) {
                    Entry::Vacant(place) => {
                        place.insert(row);
                    }
                    Entry::Occupied(mut standing) if standing.get().rank < row.rank => {
                        standing.insert(row);
                    }
                    Entry::Occupied(_) => {}
                },
            }
        }
        Ok((taken, door.ends_at()))
    }

    fn answers(self, requests: &[Request], higher: &HashMap<(AttemptId, ItemId), u32>) -> Vec<Written> {
        let rows = self.rows;
        let stands = |attempt: AttemptId, save: &Ready| {
            // Mostly nothing stands higher, and then no name is made for the question.
            let above = if higher.is_empty() { None } else { higher.get(&(attempt, save.item.clone())).copied() };
            above.unwrap_or_else(|| rows.get(&(attempt, &save.item)).map_or(save.sequence, |row| row.rank.sequence))
        };
        let fate = |attempt: AttemptId, save: &Ready, admitted: Admitted| match admitted {
            Admitted::Late => Fate::Late { sequence: save.sequence },
            Admitted::Counts => Fate::Kept { sequence: stands(attempt, save) },
        };
        let answer = |(request, taken): (&Request, Taken)| {
            let (taken, ends_at) = taken?;
            let acknowledged = request.saves.iter().zip(taken).map(|(save, admitted)| {
                let fate = fate(request.attempt, save, admitted);
                Acknowledged { item: save.item.clone(), fate }
            });
            Ok((acknowledged.collect(), ends_at))
        };
        requests.iter().zip(self.taken).map(answer).collect()
    }
}

/// Evidence, with a line in the log of each attempt when something new came.
async fn keep_late(tx: &mut Tx, late: &[NewAnswer], now: DateTime<Utc>) -> StoreResult<()> {
    let mut news: HashMap<AttemptId, Vec<ItemId>> = HashMap::new();
    for answer in late {
        if answer::keep_late(tx, answer, now).await? {
            news.entry(answer.attempt).or_default().push(answer.item.clone());
        }
    }
    for (attempt, items) in news {
        attempt_event::append(tx, attempt, now, None, &Event::LateAnswers { items }).await?;
    }
    Ok(())
}
