//! Connections that rest between two uses. A pool of sqlx asks every connection that comes back whether it still lives, in a
//! task of its own, which costs more than most statements do. Here a connection that answered a moment ago counts as alive,
//! and a transaction that is dropped is undone on the spot.

use futures::FutureExt as _;
use sqlx::pool::Pool;
use sqlx::{Connection as _, Database, PgConnection, Postgres, Sqlite, SqliteConnection};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// For so long after it has answered, a connection is not asked whether it lives.
const TRUST: Duration = Duration::from_millis(100);

/// The connections to one database. Cheap to clone.
#[derive(Debug)]
pub struct Connections<K: Kind>(Arc<Home<K>>);

/// Where connections rest.
pub struct Home<K: Kind> {
    /// Opens connections, and waits while a database starts; keeps none.
    door: Pool<K>,
    resting: Mutex<Vec<Living<K>>>,
    /// One for each connection that there may be.
    places: Arc<Semaphore>,
    most: u32,
    /// How long somebody waits for a connection.
    patience: Duration,
}

/// A connection, and when it last answered.
pub struct Living<K: Kind> {
    connection: K::Connection,
    answered: Instant,
}

/// A connection in use. What is open when it is dropped is undone.
pub struct Taken<K: Kind> {
    living: Option<Living<K>>,
    after: After,
    home: Arc<Home<K>>,
    place: Option<OwnedSemaphorePermit>,
}

/// What becomes of a connection after its use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Rests,
    /// Its transaction is undone first.
    Undone,
    Closed,
}

/// What the two databases do differently with a connection.
pub trait Kind: Database {
    /// Runs a statement that gives no rows.
    fn run(connection: &mut Self::Connection, text: &'static str) -> impl Future<Output = sqlx::Result<()>> + Send;

    /// Undoes a transaction, and lets the connection rest. The place is free when that is done.
    fn undo(living: Living<Self>, home: Arc<Home<Self>>, place: Option<OwnedSemaphorePermit>);
}

impl Kind for Sqlite {
    async fn run(connection: &mut SqliteConnection, text: &'static str) -> sqlx::Result<()> {
        sqlx::query(text).execute(connection).await.map(|_| ())
    }

    /// The connection's thread does one thing after another: whoever takes it next comes behind the rollback. That of a
    /// transaction which SQLite has ended by itself, because the disk is full, does no harm.
    fn undo(mut living: Living<Self>, home: Arc<Home<Self>>, place: Option<OwnedSemaphorePermit>) {
        let _sent = Self::run(&mut living.connection, "ROLLBACK").now_or_never();
        home.rest(living);
        drop(place);
    }
}

impl Kind for Postgres {
    async fn run(connection: &mut PgConnection, text: &'static str) -> sqlx::Result<()> {
        sqlx::query(text).execute(connection).await.map(|_| ())
    }

    /// Without an answer in time the connection is closed, and PostgreSQL undoes what it had begun.
    fn undo(mut living: Living<Self>, home: Arc<Home<Self>>, place: Option<OwnedSemaphorePermit>) {
        let Ok(runtime) = Handle::try_current() else { return };
        runtime.spawn(async move {
            if let Ok(Ok(())) = timeout(home.patience, Self::run(&mut living.connection, "ROLLBACK")).await {
                home.rest(Living { answered: Instant::now(), ..living });
            }
            drop(place);
        });
    }
}

impl<K: Kind> Connections<K> {
    /// `door` opens as many connections as it may at most.
    pub(super) fn new(door: Pool<K>) -> Self {
        let (most, patience) = (door.options().get_max_connections(), door.options().get_acquire_timeout());
        let places = Arc::new(Semaphore::new(usize::try_from(most).unwrap_or(usize::MAX)));
        Self(Arc::new(Home { door, resting: Mutex::default(), places, most, patience }))
    }

    /// A connection for statements that each stand alone.
    pub async fn take(&self) -> sqlx::Result<Taken<K>> {
        let home = &self.0;
        let taken = async {
            let place = home.places.clone().acquire_owned().await.map_err(|_| sqlx::Error::PoolClosed)?;
            let living = match home.wake().await {
                Some(living) => living,
                None => Living { connection: home.door.acquire().await?.detach(), answered: Instant::now() },
            };
            Ok(Taken { living: Some(living), after: After::Rests, home: home.clone(), place: Some(place) })
        };
        timeout(home.patience, taken).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
    }

    /// A connection in a transaction, which `text` begins.
    pub(super) async fn begin(&self, text: &'static str) -> sqlx::Result<Taken<K>> {
        let mut taken = self.take().await?;
        taken.after = After::Undone;
        let begun = K::run(&mut taken, text).await;
        taken.after = if begun.is_ok() { After::Undone } else { After::Closed };
        begun.map(|()| taken)
    }

    /// Waits until everybody has brought back what he holds, and closes it all.
    pub(super) async fn close(&self) {
        let all = self.0.places.acquire_many(self.0.most).await;
        self.0.places.close();
        drop(all);
        let resting = std::mem::take(&mut *self.0.resting());
        for living in resting {
            if let Err(error) = living.connection.close().await {
                tracing::debug!(%error, "a connection could not be closed in order");
            }
        }
        self.0.door.close().await;
    }
}

impl<K: Kind> Home<K> {
    /// A whole list or an older one, so a panic elsewhere while it was held does no harm.
    fn resting(&self) -> MutexGuard<'_, Vec<Living<K>>> {
        self.resting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn rest(&self, living: Living<K>) {
        self.resting().push(living);
    }

    /// The one that came back last, unless it has died.
    async fn wake(&self) -> Option<Living<K>> {
        loop {
            let mut living = self.resting().pop()?;
            if living.answered.elapsed() < TRUST {
                return Some(living);
            }
            match living.connection.ping().await {
                Ok(()) => return Some(Living { answered: Instant::now(), ..living }),
                Err(error) => tracing::info!(%error, "a resting connection has died"),
            }
        }
    }
}

impl<K: Kind> Taken<K> {
    /// Keeps what was done in a transaction; statements that stood alone were kept each by itself.
    pub(super) async fn commit(mut self) -> sqlx::Result<()> {
        if self.after == After::Undone {
            K::run(&mut self, "COMMIT").await?;
            self.after = After::Rests;
            if let Some(living) = &mut self.living {
                living.answered = Instant::now();
            }
        }
        Ok(())
    }
}

impl<K: Kind> Drop for Taken<K> {
    fn drop(&mut self) {
        let Some(living) = self.living.take() else { return };
        match self.after {
            After::Rests => self.home.rest(living),
            After::Undone => K::undo(living, self.home.clone(), self.place.take()),
            After::Closed => {}
        }
    }
}

// Only dropping takes the connection out.
impl<K: Kind> Deref for Taken<K> {
    type Target = K::Connection;

    fn deref(&self) -> &K::Connection {
        &self.living.as_ref().expect("a connection in use").connection
    }
}

impl<K: Kind> DerefMut for Taken<K> {
    fn deref_mut(&mut self) -> &mut K::Connection {
        &mut self.living.as_mut().expect("a connection in use").connection
    }
}

impl<K: Kind> Clone for Connections<K> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K: Kind> fmt::Debug for Home<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Home").field("most", &self.most).finish_non_exhaustive()
    }
}

impl<K: Kind> fmt::Debug for Taken<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Taken").field("after", &self.after).finish_non_exhaustive()
    }
}
