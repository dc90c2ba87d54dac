//! What a new version of a unit touches: who practises it, which lessons ask it, which forms may draw it, and which sittings
//! go on with the version that they have.

use crate::domain::competency::Competency;
use crate::domain::item::{Item, Usage};
use crate::domain::lesson::LessonId;
use crate::domain::locale::Text;
use crate::server::content::live::Live;
use crate::server::storage::{StoreResult, Tx, publication};
use std::collections::BTreeSet;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// Whose practice asks it.
    pub practice: BTreeSet<Competency>,
    pub lessons: Vec<(LessonId, Text)>,
    /// The titles of forms that may draw it.
    pub forms: Vec<Text>,
    /// Sittings under way that were asked it: they keep their version.
    pub sittings: i64,
}

pub(super) async fn effects(tx: &mut Tx, live: &Live, items: &[Item]) -> StoreResult<Effects> {
    let mut effects = Effects::default();
    for item in items {
        if item.usage == Usage::Practice {
            effects.practice.insert(item.competency);
        }
        effects.sittings = effects.sittings.max(publication::sittings_asking(tx, &item.id).await?);
    }
    let asks = |checks: &[crate::domain::item::ItemId]| items.iter().any(|item| checks.contains(&item.id));
    let lessons = live.bank().lessons.values().map(|unit| &unit.content).filter(|lesson| asks(&lesson.checks));
    effects.lessons = lessons.map(|lesson| (lesson.id.clone(), lesson.title.clone())).collect();
    let forms = live.bank().forms.values().map(|unit| &unit.content);
    let forms = forms.filter(|form| items.iter().any(|item| form.may_draw(item)));
    effects.forms = forms.map(|form| form.title.clone()).collect();
    Ok(effects)
}
