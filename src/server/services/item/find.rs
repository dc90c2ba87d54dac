//! Finding items by their words, level, competency, type, use, and whether trainers have changed them.

use crate::domain::access::Permission;
use crate::domain::competency::Competency;
use crate::domain::item::interaction::InteractionKind;
use crate::domain::item::{Item, Usage};
use crate::domain::level::Level;
use crate::domain::publication::Authority;
use crate::server::content::live::{Live, Standing};
use crate::server::services::ServiceError;
use crate::server::services::content::current;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::visitor::Account;

/// What is looked for; nothing in a field means anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Each must stand somewhere in the item, its answers and reasons included.
    pub words: String,
    pub level: Option<Level>,
    pub competency: Option<Competency>,
    pub kind: Option<InteractionKind>,
    pub usage: Option<Usage>,
    /// Only those of which a trainer's version counts, or that a trainer has taken out of use.
    pub changed: bool,
    /// From 1.
    pub page: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub rows: Vec<Row>,
    pub total: u32,
    /// Items and cases that differ from the files, whatever was looked for.
    pub differing: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub item: Item,
    pub standing: Standing,
}

/// Rows of a page.
pub const PAGE: u32 = 25;

pub async fn find(state: &AppState, by: &Account, query: &Query) -> Result<Found, ServiceError> {
    must(by, Permission::SeeAnswers)?;
    let mut tx = state.db.read().await?;
    let live = current::live(state, &mut tx).await?;
    drop(tx);
    let words: Vec<String> = query.words.split_whitespace().map(str::to_lowercase).collect();
    let mut rows = Vec::new();
    for unit in live.all_items() {
        let item = &unit.content;
        let standing = standing(&live, item);
        if fits(query, item, standing) && words.iter().all(|word| holds(word, item, &unit.origin.text)) {
            rows.push((item, standing));
        }
    }
    rows.sort_by(|(one, _), (other, _)| one.id.cmp(&other.id));
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let before = query.page.saturating_sub(1).saturating_mul(PAGE);
    let shown = rows.into_iter().skip(before as usize).take(PAGE as usize);
    let rows = shown.map(|(item, standing)| Row { item: item.clone(), standing }).collect();
    let differs = |standing: Standing| standing.authority != Authority::File;
    let differing = live.published().filter(|(_, standing)| differs(*standing)).count();
    Ok(Found { rows, total, differing })
}

fn standing(live: &Live, item: &Item) -> Standing {
    let nobody = Standing { number: 0, authority: Authority::File };
    live.unit_of(&item.id).map_or(nobody, |unit| live.standing(&unit))
}

fn fits(query: &Query, item: &Item, standing: Standing) -> bool {
    query.level.is_none_or(|level| item.level == level)
        && query.competency.is_none_or(|competency| item.competency == competency)
        && query.kind.is_none_or(|kind| item.interaction.kind() == kind)
        && query.usage.is_none_or(|usage| item.usage == usage)
        && (!query.changed || standing.authority != Authority::File)
}

/// The text of a case holds the words of its other items too, so there only the item's own question counts.
fn holds(word: &str, item: &Item, text: &str) -> bool {
    let own = [item.id.as_str(), &item.stem.zh, &item.stem.en];
    own.iter().any(|text| text.to_lowercase().contains(word))
        || (item.case.is_none() && text.to_lowercase().contains(word))
}
