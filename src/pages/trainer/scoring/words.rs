//! What a subject of scoring is called.

use crate::domain::locale::Locale;
use crate::server::state::AppState;

/// Characters of a question that name it in a list.
const SHORT: usize = 48;

/// The words of a question or the title of a scenario, and its kind. What is no longer taught is named by its id.
pub(super) fn subject(state: &AppState, locale: Locale, subject: &str) -> (String, &'static str) {
    let (bank, live) = (&state.curriculum.bank, state.curriculum.live());
    if let Some(unit) = subject.parse().ok().and_then(|id| live.item(&id)) {
        return (short(unit.content.stem.get(locale)), locale.scoring_kind_essay());
    }
    match subject.parse().ok().and_then(|id| bank.scenario(&id)) {
        Some(unit) => (unit.content.title.get(locale).to_owned(), locale.scoring_kind_role_play()),
        None => (subject.to_owned(), locale.scoring_kind_essay()),
    }
}

/// The beginning of a text, on one line.
pub(super) fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut cut: String = line.chars().take(SHORT).collect();
    if cut.len() < line.len() {
        cut.push('…');
    }
    cut
}
