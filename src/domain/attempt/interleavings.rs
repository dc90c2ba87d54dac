//! Two devices, one attempt, every order of things: 10,000 seeded interleavings against a model that knows only what may
//! be true in the end. What reached the server in them can be played again, to see whether it decides the same.

use super::lease::Holder;
use super::saving::{Admitted, Answer, Door, Save, Sheet};
use super::state::{Attempt, PartPlan, PartStage};
use super::timing::ExtraTime;
use super::view::Fate;
use crate::domain::form::PartKind;
use crate::domain::id::LeaseId;
use crate::domain::item::ItemId;
use crate::domain::item::response::Response;
use crate::domain::seed::{Draws, Seed};
use chrono::{DateTime, Duration, Utc};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A browser: numbers its changes, keeps them until they are acknowledged, and may send them late, twice or never.
#[derive(Default)]
struct Device {
    lease: Option<LeaseId>,
    heard: BTreeMap<ItemId, u32>,
    journal: Vec<Save>,
    sent: Vec<(LeaseId, Save)>,
}

/// Steps of a device in an interleaving.
const STEPS: usize = 70;
/// The one part of the attempt, and its grace.
pub(crate) const MINUTES: u16 = 1;
pub(crate) const GRACE_SECONDS: u16 = 5;

/// What reached the server, in its order.
pub(crate) enum Reached {
    /// From now on this lease counts.
    TakeOver(LeaseId),
    /// A save so long after the start. Without a fate it was refused, since another device writes.
    Save { lease: LeaseId, save: Save, after: Duration, fate: Option<Fate> },
}

/// An interleaving as the server saw it, and the answers that stand in the end. The first lease is `Uuid::from_u128(1)`.
pub(crate) struct Interleaving {
    pub(crate) reached: Vec<Reached>,
    pub(crate) stands: BTreeMap<ItemId, Answer>,
}

pub(crate) fn interleaving(seed: u64) -> Interleaving {
    let world = World::played(seed);
    Interleaving { reached: world.reached, stands: world.sheet.answers().clone() }
}

/// What the model remembers: every save that counted in the order of arrival, and what was acknowledged.
#[derive(Default)]
struct Ledger {
    counted: Vec<(u32, Save)>,
    acknowledged: Vec<(Save, u32)>,
    late: usize,
}

fn items() -> [ItemId; 3] {
    ["l1-process-one", "l1-process-two", "l1-process-three"].map(|id| id.parse().expect("an id"))
}

fn door(attempt: &Attempt) -> Option<Door> {
    let Attempt::InProgress(running) = attempt else { return None };
    let open = running.current().and_then(|part| match part.stage {
        PartStage::Running { ends_at, .. } => Some((part.kind, ends_at + running.grace)),
        PartStage::Waiting | PartStage::Closed { .. } => None,
    });
    Some(Door { lease: running.lease.clone(), open, grace: running.grace })
}

struct World {
    draws: Draws,
    now: DateTime<Utc>,
    attempt: Attempt,
    sheet: Sheet,
    devices: [Device; 2],
    ledger: Ledger,
    reached: Vec<Reached>,
    fresh: u128,
}

fn start() -> DateTime<Utc> {
    "2026-03-02T01:00:00Z".parse().expect("an instant")
}

impl World {
    fn new(seed: u64) -> Self {
        let now = start();
        let holder = Holder { id: Uuid::from_u128(1).into(), session: Uuid::from_u128(1).into(), device: "0".into() };
        let plan = [PartPlan { kind: PartKind::Theory, minutes: MINUTES }];
        let attempt =
            Attempt::Registered.start(&plan, ExtraTime::NONE, Duration::seconds(GRACE_SECONDS.into()), holder, now);
        let mut devices: [Device; 2] = Default::default();
        devices[0].lease = Some(Uuid::from_u128(1).into());
        Self {
            draws: Seed(seed).draws(),
            now,
            attempt: attempt.expect("a start"),
            sheet: Sheet::default(),
            devices,
            ledger: Ledger::default(),
            reached: Vec::new(),
            fresh: 1,
        }
    }

    fn played(seed: u64) -> Self {
        let mut world = Self::new(seed);
        for _ in 0..STEPS {
            world.step();
        }
        world
    }

    fn step(&mut self) {
        let who = self.draws.below(2);
        match self.draws.below(9) {
            0 => self.take_over(who),
            1..=3 => self.change(who),
            4..=6 => self.send(who),
            7 => self.send_again(who),
            _ => self.now += Duration::milliseconds(i64::try_from(self.draws.below(16_000)).expect("small")),
        }
    }

    fn take_over(&mut self, who: usize) {
        self.fresh += 1;
        let id: LeaseId = Uuid::from_u128(self.fresh).into();
        let holder = Holder { id, session: Uuid::from_u128(who as u128).into(), device: who.to_string() };
        if let Ok(next) = self.attempt.take_over(holder, self.now) {
            self.attempt = next;
            self.devices[who].lease = Some(id);
            self.reached.push(Reached::TakeOver(id));
            // A device that takes over hears what stands.
            for (item, answer) in self.sheet.answers() {
                let heard = self.devices[who].heard.entry(item.clone()).or_default();
                *heard = (*heard).max(answer.rank.sequence);
            }
        }
    }

    fn change(&mut self, who: usize) {
        let item = items()[self.draws.below(3)].clone();
        let written = format!("{who} {}", self.draws.below(1_000_000));
        let heard = self.devices[who].heard.entry(item.clone()).or_default();
        *heard += 1;
        let save = Save { item, sequence: *heard, response: Some(Response::Essay { written }), flagged: false };
        self.devices[who].journal.push(save);
    }

    fn send(&mut self, who: usize) {
        let (Some(lease), waiting) = (self.devices[who].lease, self.devices[who].journal.len()) else { return };
        if waiting == 0 {
            return;
        }
        let save = self.devices[who].journal[self.draws.below(waiting)].clone();
        self.devices[who].sent.push((lease, save.clone()));
        if let Some(kept) = self.arrive(lease, &save) {
            self.devices[who].journal.retain(|other| other.item != save.item || other.sequence > kept);
            let heard = self.devices[who].heard.entry(save.item.clone()).or_default();
            *heard = (*heard).max(kept);
            self.ledger.acknowledged.push((save, kept));
        }
    }

    /// A request that was on its way for a long time, or that the network doubled. Nobody hears the answer.
    fn send_again(&mut self, who: usize) {
        let sent = self.devices[who].sent.len();
        if sent > 0 {
            let (lease, save) = self.devices[who].sent[self.draws.below(sent)].clone();
            self.arrive(lease, &save);
        }
    }

    /// What the server does; nothing when the save was refused or came too late.
    fn arrive(&mut self, lease: LeaseId, save: &Save) -> Option<u32> {
        let fate = self.fate(lease, save);
        self.reached.push(Reached::Save { lease, save: save.clone(), after: self.now - start(), fate });
        match fate {
            Some(Fate::Kept { sequence }) => Some(sequence),
            Some(Fate::Late { .. } | Fate::Unfit) | None => None,
        }
    }

    fn fate(&mut self, lease: LeaseId, save: &Save) -> Option<Fate> {
        let door = door(&self.attempt)?;
        Some(match door.admit(lease, PartKind::Theory, self.now).ok()? {
            Admitted::Counts => {
                self.ledger.counted.push((door.lease.number, save.clone()));
                Fate::Kept { sequence: self.sheet.apply(door.lease.number, save.clone()) }
            }
            Admitted::Late => {
                self.ledger.late += 1;
                Fate::Late { sequence: save.sequence }
            }
        })
    }

    /// What the model says must stand: of all saves that counted the one with the highest number, of equal ones that of the
    /// later lease.
    fn expected(&self) -> BTreeMap<ItemId, (u32, u32, Option<Response>)> {
        let mut expected = BTreeMap::new();
        for item in items() {
            let of_item = self.ledger.counted.iter().filter(|(_, save)| save.item == item);
            let mut best: Option<&(u32, Save)> = None;
            for candidate in of_item {
                let rank = |(lease, save): &(u32, Save)| (save.sequence, *lease);
                if best.is_none_or(|best| rank(candidate) > rank(best)) {
                    best = Some(candidate);
                }
            }
            if let Some((lease, save)) = best {
                expected.insert(item, (save.sequence, *lease, save.response.clone()));
            }
        }
        expected
    }
}

#[test]
fn ten_thousand_interleavings_of_two_devices_lose_nothing_double_nothing_and_invent_nothing() {
    let (mut acknowledged, mut late, mut refused_worlds) = (0, 0, BTreeSet::new());
    for seed in 0..10_000 {
        let world = World::played(seed);
        let stands: BTreeMap<_, _> = world
            .sheet
            .answers()
            .iter()
            .map(|(item, answer)| (item.clone(), (answer.rank.sequence, answer.rank.lease, answer.response.clone())))
            .collect();
        assert_eq!(stands, world.expected(), "seed {seed}");
        // What was acknowledged with its own number stands, unless a newer answer was counted after it.
        for (save, kept) in &world.ledger.acknowledged {
            assert!(*kept >= save.sequence, "seed {seed}");
            let standing = &world.sheet.answers()[&save.item];
            assert!(standing.rank.sequence >= *kept, "seed {seed}: an acknowledged answer went back");
            let newer = standing.rank.sequence > save.sequence
                || world.ledger.counted.iter().any(|(_, other)| {
                    other.item == save.item && other.sequence == save.sequence && other.response != save.response
                });
            assert!(standing.response == save.response || newer, "seed {seed}: an acknowledged answer is lost");
        }
        acknowledged += world.ledger.acknowledged.len();
        late += world.ledger.late;
        if world.ledger.counted.len() < world.devices.iter().map(|device| device.sent.len()).sum() {
            refused_worlds.insert(seed);
        }
    }
    assert!(acknowledged > 50_000 && late > 1_000 && refused_worlds.len() > 1_000, "{acknowledged} {late}");
}
