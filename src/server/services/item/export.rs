//! Everything that trainers have published and the files do not hold, in one text: what an author carries back to `quizzes/`.

use crate::domain::access::Permission;
use crate::domain::publication::Authority;
use crate::server::content::live::{Live, UnitId};
use crate::server::services::ServiceError;
use crate::server::services::content::current;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::publication::{self, Told};
use crate::server::visitor::Account;

/// A unit that differs from its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    pub unit: UnitId,
    /// The file that it belongs into, below `quizzes/`.
    pub path: String,
    pub told: Told,
    /// The text that counts; none for what is out of use.
    pub text: Option<String>,
    /// No file holds it yet.
    pub is_new: bool,
}

/// By path, then id.
pub async fn differing(state: &AppState, by: &Account) -> Result<Vec<Differing>, ServiceError> {
    must(by, Permission::SeeAnswers)?;
    let mut tx = state.db.read().await?;
    let live = current::live(state, &mut tx).await?;
    let told = publication::standing(&mut tx).await?;
    drop(tx);
    let mut all: Vec<Differing> = told.into_iter().filter_map(|told| of_told(&live, told)).collect();
    all.sort_by(|a, b| (&a.path, &a.unit).cmp(&(&b.path, &b.unit)));
    Ok(all)
}

fn of_told(live: &Live, told: Told) -> Option<Differing> {
    let unit = UnitId::read(&told.publication.kind, &told.publication.content_id)?;
    let origin = live.origin(&unit)?;
    let file = live.file(&unit);
    let text = match live.standing(&unit).authority {
        Authority::File => return None,
        Authority::Trainer { .. } => Some(origin.text.clone()),
        // What no file holds need not be taken out of one.
        Authority::Retired if file.is_none() => return None,
        Authority::Retired => None,
    };
    Some(Differing { path: origin.path.clone(), is_new: file.is_none(), unit, told, text })
}
