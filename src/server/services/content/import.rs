//! The bundled curriculum enters the database as versions that never change. Costs one look when nothing is new.

use crate::domain::digest::Digest;
use crate::domain::item::ItemId;
use crate::domain::publication::{self, Published};
use crate::domain::seed::Seed;
use crate::server::content::bank::{Bank, Origin};
use crate::server::digest::sha256;
use crate::server::ids::new_seed;
use crate::server::services::ServiceError;
use crate::server::storage::content::{Current, Version};
use crate::server::storage::publication::{self as publications, Publication, Told};
use crate::server::storage::{Db, StoreResult, Tx, content, setting};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The setting that names what was imported last.
const CONTENT: &str = "content";
/// The setting that practice draws from.
const SEED: &str = "practice-seed";

/// The kinds of units in the database.
const LESSON: &str = "lesson";
const ITEM: &str = "item";
const CASE: &str = "case";
const SCENARIO: &str = "scenario";
const FORM: &str = "form";
const POLICY: &str = "hours-policy";
const PROGRAMME: &str = "programme";

/// Makes a bank current, and gives the seed that all nodes practise from. Nodes that import at the same time queue up.
pub async fn import(db: &Db, bank: &Bank, now: DateTime<Utc>) -> Result<Seed, ServiceError> {
    let units = units(bank);
    let fingerprint = fingerprint(&units);
    let mut tx = db.read().await?;
    let standing = setting::find(&mut tx, CONTENT).await?;
    let seed = setting::find(&mut tx, SEED).await?.as_deref().and_then(read_seed);
    drop(tx);
    if let (Some(seed), true) = (seed, standing.as_deref() == Some(&fingerprint)) {
        return Ok(seed);
    }
    let mut tx = db.write().await?;
    // First, because it holds whoever imports at the same time until this transaction ends.
    setting::put(&mut tx, CONTENT, &fingerprint, now).await?;
    let seed = setting::put_once(&mut tx, SEED, &write_seed(new_seed()), now).await?;
    let mut standing: BTreeMap<_, _> = content::current(&mut tx)
        .await?
        .into_iter()
        .map(|found| ((found.kind.clone(), found.content_id.clone()), found))
        .collect();
    let published = published(&mut tx).await?;
    let (mut versions, mut changed) = (Vec::new(), Vec::new());
    for (file, origin) in &units {
        let key = (file.kind.clone(), file.content_id.clone());
        let last = published.get(&publishes(bank, file)).copied();
        // A version that a trainer has published stands; the file's comes in beside it.
        if standing.get(&key) != Some(file) {
            versions.push(version(file, origin));
        }
        // What is out of use stays among the rest, which is withdrawn.
        let Some(hash) = publication::current(Some(file.hash), last) else { continue };
        let current = Current { hash, ..file.clone() };
        if standing.remove(&key).as_ref() != Some(&current) {
            changed.push(current);
        }
    }
    content::insert_all(&mut tx, &versions, now).await?;
    content::make_all_current(&mut tx, &changed).await?;
    let own: BTreeSet<Digest> = published.values().filter_map(|last| publication::current(None, Some(*last))).collect();
    for gone in standing.values().filter(|gone| !own.contains(&gone.hash)) {
        content::withdraw(&mut tx, gone).await?;
    }
    tx.commit().await?;
    // Only this program writes the setting.
    Ok(read_seed(&seed).unwrap_or(Seed(0)))
}

/// The kind and id under which a unit is published: items of a case are so with their case.
fn publishes(bank: &Bank, file: &Current) -> (String, String) {
    let id = file.content_id.parse().ok().filter(|_| file.kind == ITEM);
    let item = id.and_then(|id: ItemId| bank.item(&id)).map(|unit| &unit.content);
    match item.and_then(|item| item.case.as_ref()) {
        Some(case) => (CASE.to_owned(), case.id.to_string()),
        None => (file.kind.clone(), file.content_id.clone()),
    }
}

/// What trainers have published last, by kind and id.
async fn published(tx: &mut Tx) -> StoreResult<BTreeMap<(String, String), Published>> {
    let last = |told: Told| {
        let Publication { kind, content_id, hash, file_hash, retired, .. } = told.publication;
        ((kind, content_id), Published { hash, file: file_hash, retired })
    };
    Ok(publications::standing(tx).await?.into_iter().map(last).collect())
}

/// Every unit of a bank with its text. Cases come before their items, which share their text.
fn units(bank: &Bank) -> Vec<(Current, &Origin)> {
    let mut units = Vec::new();
    units.extend(bank.cases.iter().map(|(id, unit)| (CASE, id.as_str(), &unit.origin)));
    units.extend(bank.items.iter().map(|(id, unit)| (ITEM, id.as_str(), &unit.origin)));
    units.extend(bank.lessons.iter().map(|(id, unit)| (LESSON, id.as_str(), &unit.origin)));
    units.extend(bank.scenarios.iter().map(|(id, unit)| (SCENARIO, id.as_str(), &unit.origin)));
    units.extend(bank.forms.iter().map(|(id, unit)| (FORM, id.as_str(), &unit.origin)));
    units.extend(bank.policies.iter().map(|(id, unit)| (POLICY, id.as_str(), &unit.origin)));
    units.extend(bank.programmes.iter().map(|(id, unit)| (PROGRAMME, id.as_str(), &unit.origin)));
    let current = |kind: &str, id: &str, origin: &Origin| Current {
        kind: kind.to_owned(),
        content_id: id.to_owned(),
        hash: origin.hash,
    };
    units.into_iter().map(|(kind, id, origin)| (current(kind, id, origin), origin)).collect()
}

fn version(current: &Current, origin: &Origin) -> Version {
    Version {
        hash: current.hash,
        kind: current.kind.clone(),
        content_id: current.content_id.clone(),
        source_path: origin.path.clone(),
        body: origin.text.clone(),
    }
}

fn fingerprint(units: &[(Current, &Origin)]) -> String {
    let lines = units.iter().fold(String::new(), |mut lines, (current, _)| {
        let _ = writeln!(lines, "{} {} {}", current.kind, current.content_id, current.hash);
        lines
    });
    sha256(lines.as_bytes()).to_string()
}

fn write_seed(Seed(bits): Seed) -> String {
    format!("{bits:016x}")
}

fn read_seed(text: &str) -> Option<Seed> {
    u64::from_str_radix(text, 16).ok().map(Seed)
}
