//! Many candidates who save all the time, while something happens to the server.

use crate::book::Book;
use crate::world::candidate::{Browser, Sitter};
use crate::world::people::{Candidate, Sitting};
use rungs::domain::attempt::view::Standing;
use rungs::domain::form::PartKind;
use rungs::domain::seed::{Draws, Seed};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Requests of a sitting before it is handed in.
const LEAST: usize = 10;
const MOST_MORE: usize = 15;

/// What writers and the test share.
pub struct Shared {
    pub book: Book,
    queue: Mutex<VecDeque<(Candidate, Sitting)>>,
    servers: Vec<SocketAddr>,
    acknowledged: watch::Sender<u64>,
    ending: AtomicBool,
}

pub struct Crowd {
    pub shared: Arc<Shared>,
    writers: JoinSet<Vec<Sitter>>,
}

impl Crowd {
    /// So many candidates at a time sit what is in the queue, one after another; the nodes are shared out among them.
    pub fn gather(seed: Seed, writers: usize, queue: Vec<(Candidate, Sitting)>, servers: &[SocketAddr]) -> Self {
        assert!(queue.len() >= writers, "a sitting for each");
        let shared = Arc::new(Shared {
            book: Book::default(),
            queue: Mutex::new(queue.into()),
            servers: servers.to_vec(),
            acknowledged: watch::channel(0).0,
            ending: AtomicBool::new(false),
        });
        let mut tasks = JoinSet::new();
        for number in 0..writers {
            let draws = seed.derive(&format!("writer {number}")).draws();
            tasks.spawn(write(shared.clone(), number, draws));
        }
        Self { shared, writers: tasks }
    }

    /// Waits for so many more acknowledgements.
    pub async fn wait_for(&mut self, more: u64) {
        let mut heard = self.shared.acknowledged.subscribe();
        let until = *heard.borrow() + more;
        tokio::select! {
            reached = heard.wait_for(|count| *count >= until) => { reached.expect("writers are at work"); }
            // A writer ends before it is told to only by failing.
            ended = self.writers.join_next() => { ended.expect("writers are at work").expect("no writer fails"); }
        }
    }

    pub fn acknowledged(&self) -> u64 {
        *self.shared.acknowledged.borrow()
    }

    /// Lets everybody finish what they have begun, and hand in.
    pub async fn finish(mut self) -> Vec<Sitter> {
        self.shared.ending.store(true, Ordering::SeqCst);
        let mut all = Vec::new();
        while let Some(sitters) = self.writers.join_next().await {
            all.extend(sitters.expect("no writer fails"));
        }
        all
    }
}

async fn write(shared: Arc<Shared>, number: usize, mut draws: Draws) -> Vec<Sitter> {
    let mut done = Vec::new();
    let mut next = shared.next();
    while let Some((candidate, sitting)) = next.take() {
        let browser = Browser::new(&shared.servers, &candidate.cookie).beginning_at(number);
        let mut sitter = Sitter::new(browser, sitting);
        let mut left = LEAST + draws.below(MOST_MORE);
        while !shared.ending.load(Ordering::SeqCst) {
            let batch = sitter.answers(&mut draws, 3);
            sitter.save(&batch).await;
            shared.book.enter(batch.attempt, &batch.saves);
            shared.acknowledged.send_modify(|count| *count += 1);
            left = left.saturating_sub(1);
            if left == 0 {
                // Without another sitting this one goes on until the test has seen enough.
                next = shared.next();
                if next.is_some() {
                    break;
                }
            }
        }
        // Some hand in part by part, most everything at once.
        let part = (draws.below(4) == 0).then_some(PartKind::Theory);
        let standing = sitter.submit(part).await;
        if matches!(standing, Standing::Pause { .. }) {
            assert!(matches!(sitter.submit(None).await, Standing::Over { .. }), "handed in");
        }
        shared.acknowledged.send_modify(|count| *count += 1);
        done.push(sitter);
    }
    done
}

impl Shared {
    fn next(&self) -> Option<(Candidate, Sitting)> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}
