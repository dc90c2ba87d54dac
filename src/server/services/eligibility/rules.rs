//! The rule sets that decisions are made under.

use crate::domain::eligibility::rule_set::{RuleSet, RuleSetId};
use crate::server::content::bundled;
use crate::server::content::diagnostic::Report;
use crate::server::content::rules::load_rules;
use crate::server::state::AppState;
use chrono::NaiveDate;
use std::sync::LazyLock;

/// The published rule sets, read once. They come with the program, and a test proves that they are sound.
static PUBLISHED: LazyLock<Vec<RuleSet>> =
    LazyLock::new(|| load_rules(&bundled::sources("rules/"), &mut Report::default()));

/// The rule set in force today.
///
/// # Panics
/// If the program was built without a rule set: there is nothing that it could say about anybody then.
pub fn published(state: &AppState) -> &'static RuleSet {
    in_force(&PUBLISHED, state.clock.today()).expect("the program comes with a rule set")
}

/// A rule set by its id, in force or not: decisions name the one that they were made under.
pub fn by_id(id: &RuleSetId) -> Option<&'static RuleSet> {
    PUBLISHED.iter().find(|rules| rules.id == *id)
}

/// The one that came into force last; before any did, the first to come.
fn in_force(sets: &[RuleSet], today: NaiveDate) -> Option<&RuleSet> {
    let begun = sets.iter().filter(|rules| rules.effective_from <= today);
    begun.max_by_key(|rules| rules.effective_from).or_else(|| sets.iter().min_by_key(|rules| rules.effective_from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::eligibility::published::ladder;
    use crate::domain::locale::Locale;

    fn on(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn the_rule_set_that_came_into_force_last_is_in_force() {
        let set =
            |id: &str, from: &str| RuleSet { id: id.parse().expect("an id"), effective_from: on(from), ..ladder() };
        let sets = [set("new", "2027-01-01"), set("old", "2020-01-01"), set("now", "2026-01-01")];
        for (today, expected) in
            [("2019-01-01", "old"), ("2026-01-01", "now"), ("2026-12-31", "now"), ("2030-01-01", "new")]
        {
            assert_eq!(in_force(&sets, on(today)).map(|rules| rules.id.as_str()), Some(expected), "{today}");
        }
        assert_eq!(in_force(&[], on("2026-01-01")), None);
    }

    /// The catalogue names levels where no rule set is at hand; a decision names them as its rule set does.
    #[test]
    fn the_rule_set_names_the_levels_as_every_page_does() {
        let rules = in_force(&PUBLISHED, on("2026-11-20")).expect("a rule set");
        for level in &rules.levels {
            for locale in Locale::ALL {
                assert_eq!(level.name.get(locale), locale.level_name(level.level), "{} in {locale}", level.level);
            }
        }
    }

    #[test]
    fn the_program_comes_with_a_rule_set_that_is_found_by_its_id() {
        let rules = in_force(&PUBLISHED, on("2026-11-20")).expect("a rule set");
        assert_eq!(by_id(&rules.id), Some(rules));
    }
}
