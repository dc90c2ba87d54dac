//! Requests that come at once ask for their sessions in one statement. While exams are sat there are hundreds a second, and
//! one that asks by itself spends more on waking the database's thread than on the row.

use super::IDLE;
use crate::api::failure::Failure;
use crate::server::clock::Clock;
use crate::server::storage::session::{self as store, SessionRow};
use crate::server::storage::{Db, StoreResult};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// Requests that may wait. More than a node can serve in a second.
const LONGEST_QUEUE: usize = 4096;
/// A database that says nothing for so long is gone: those who wait hear it, and the queue goes on.
const PATIENCE: Duration = Duration::from_secs(10);

/// The way to the task that looks sessions up.
#[derive(Debug)]
pub struct Lookups {
    pub(super) db: Db,
    pub(super) clock: Clock,
    entrance: Mutex<Option<mpsc::Sender<Wanted>>>,
}

type Found = Result<Option<Arc<SessionRow>>, Failure>;

#[derive(Debug)]
struct Wanted {
    token_hash: String,
    reply: oneshot::Sender<Found>,
}

impl Lookups {
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock, entrance: Mutex::default() }
    }

    /// The session behind a token, as it stands after the call began.
    ///
    /// # Errors
    /// `Busy` when the database did not answer or too many wait.
    pub(super) async fn find(&self, token_hash: String) -> Found {
        let (reply, answer) = oneshot::channel();
        self.entrance().try_send(Wanted { token_hash, reply }).map_err(|_| Failure::Busy)?;
        answer.await.unwrap_or(Err(Failure::Busy))
    }

    /// The task is started when the first request comes, or when the last one has died.
    fn entrance(&self) -> mpsc::Sender<Wanted> {
        let mut sender = self.entrance.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = sender.as_ref().filter(|sender| !sender.is_closed()) {
            return sender.clone();
        }
        let (entrance, exit) = mpsc::channel(LONGEST_QUEUE);
        tokio::spawn(run(self.db.clone(), self.clock.clone(), exit));
        sender.insert(entrance).clone()
    }
}

async fn run(db: Db, clock: Clock, mut queue: mpsc::Receiver<Wanted>) {
    let mut wanted = Vec::with_capacity(store::MOST_AT_ONCE);
    while queue.recv_many(&mut wanted, store::MOST_AT_ONCE).await > 0 {
        let found = tokio::time::timeout(PATIENCE, look_up(&db, &clock, &wanted)).await;
        // The failure is logged where it is made of an error: once, however many wait.
        let found = found.map_or(Err(Failure::Busy), |found| found.map_err(Failure::from));
        for Wanted { token_hash, reply } in wanted.drain(..) {
            let of_token = |rows: &Vec<Arc<SessionRow>>| rows.iter().find(|row| row.token_hash == token_hash).cloned();
            // Whoever went away does not hear it.
            let _ = reply.send(found.as_ref().map(of_token).map_err(|failure| *failure));
        }
    }
}

async fn look_up(db: &Db, clock: &Clock, wanted: &[Wanted]) -> StoreResult<Vec<Arc<SessionRow>>> {
    let hashes: Vec<&str> = wanted.iter().map(|wanted| wanted.token_hash.as_str()).collect();
    let now = clock.now();
    let rows = store::find_all(&mut db.glance().await?, &hashes, now, now - IDLE).await?;
    Ok(rows.into_iter().map(Arc::new).collect())
}
