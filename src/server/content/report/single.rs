//! The single choices of a level, as the metrics of keys and options look at them.

use crate::domain::item::Item;
use crate::domain::item::interaction::{Interaction, Single};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::content::bank::{Bank, Origin};

/// A single choice with its key as an index.
pub(super) struct SingleChoice<'b> {
    pub item: &'b Item,
    pub origin: &'b Origin,
    pub single: &'b Single,
    pub key: usize,
}

/// In the order of files and lines.
pub(super) fn of_level(bank: &Bank, level: Level) -> Vec<SingleChoice<'_>> {
    let of_level = bank.items.values().filter(|unit| unit.content.level == level);
    let mut found: Vec<SingleChoice<'_>> = of_level
        .filter_map(|unit| {
            let Interaction::Single(single) = &unit.content.interaction else { return None };
            let key = single.options.iter().position(|option| option.label == *single.key.reveal())?;
            Some(SingleChoice { item: &unit.content, origin: &unit.origin, single, key })
        })
        .collect();
    found.sort_by_key(|choice| (&choice.origin.path, choice.origin.place, choice.item.id.clone()));
    found
}

impl SingleChoice<'_> {
    /// How many characters each option has.
    pub(super) fn lengths(&self, locale: Locale) -> Vec<usize> {
        self.single.options.iter().map(|option| option.text.get(locale).chars().count()).collect()
    }
}
