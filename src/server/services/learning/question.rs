//! A practice item before and after its answer. The only way from the bank to a learner: items for exams are not found here.

use crate::domain::competency::Competency;
use crate::domain::digest::Digest;
use crate::domain::id::PersonId;
use crate::domain::item::feedback::{Feedback, explain};
use crate::domain::item::interaction::InteractionKind;
use crate::domain::item::presentation::{ItemView, present};
use crate::domain::item::scoring::score;
use crate::domain::item::{Item, ItemId, Usage};
use crate::domain::locale::Locale;
use crate::domain::seed::Seed;
use crate::server::content::bank::Unit;
use crate::server::content::live::Live;
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::state::AppState;
use crate::server::storage::practice_answer::PracticeAnswer;

/// An item as it is asked. `turn` and `version` come back with the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub view: ItemView,
    pub competency: Competency,
    pub turn: i64,
    pub version: Digest,
}

/// An answer with its explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub view: ItemView,
    pub competency: Competency,
    pub answer: PracticeAnswer,
    pub feedback: Feedback,
}

/// An item for practice, by its id.
pub(super) fn practice_item<'l>(live: &'l Live, id: &ItemId) -> Result<&'l Unit<Item>, ServiceError> {
    live.item(id).filter(|unit| unit.content.usage == Usage::Practice).ok_or(ServiceError::NotFound)
}

/// Asks the current version of an item, as it stood when the caller last looked.
pub(super) fn ask(
    state: &AppState,
    learner: PersonId,
    id: &ItemId,
    turn: i64,
    locale: Locale,
) -> Result<Question, ServiceError> {
    let live = state.curriculum.live();
    let unit = practice_item(&live, id)?;
    Ok(Question {
        view: present(&unit.content, seed(state, learner, id, turn), locale),
        competency: unit.content.competency,
        turn,
        version: unit.origin.hash,
    })
}

/// Every learner and every turn has a seed of its own, the same on every node, and nobody can guess it.
pub(super) fn seed(state: &AppState, learner: PersonId, id: &ItemId, turn: i64) -> Seed {
    state.curriculum.seed.derive(&learner.to_string()).derive(id.as_str()).derive(&turn.to_string())
}

/// Explains a kept answer. Words that were typed are judged in the language in which they were typed; everything else is
/// told in the reader's.
pub(super) async fn explain_again(
    state: &AppState,
    answer: PracticeAnswer,
    reader: Locale,
) -> Result<Answered, ServiceError> {
    let item = version::item(state, &answer.item, answer.hash).await?;
    let locale = if item.interaction.asks_for_words() { answer.locale } else { reader };
    let mut feedback = explain(&item, answer.seed, locale, Some(&answer.response));
    feedback.score = score(&item, answer.seed, answer.locale, Some(&answer.response));
    Ok(Answered { view: present(&item, answer.seed, locale), competency: item.competency, feedback, answer })
}

/// Whether a person has to judge what was written: practice shows the rubric instead.
pub(super) fn is_judged_by_people(item: &Item) -> bool {
    item.interaction.kind() == InteractionKind::Essay
}
