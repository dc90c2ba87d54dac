//! What a learner sees of an item: a view that holds no key, no reason and no author's label.
//!
//! The seed decides the order of options and the numbers drawn; the same seed gives the same view for ever. Choices carry
//! ids made of the seed, so an id tells nothing about the place in the file, and one learner's ids mean nothing to
//! another.

use super::interaction::{Choice, Entry, GapKind, Interaction, Label};
use super::variables::Drawn;
use super::{Item, ItemId};
use crate::domain::locale::{Locale, Text};
use crate::domain::seed::Seed;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An item as it is shown, in one language. Texts may hold inline Markdown (`**bold**`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemView {
    pub id: ItemId,
    /// The case that the question is about, if it belongs to one.
    pub stimulus: Option<String>,
    pub stem: String,
    pub interaction: InteractionView,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum InteractionView {
    Single {
        options: Vec<OptionView>,
    },
    Multiple {
        options: Vec<OptionView>,
    },
    TrueFalse,
    Numeric {
        unit: Option<String>,
    },
    Short,
    /// The stem holds the marks 〔1〕, 〔2〕 …; `stem_parts` takes it apart.
    Cloze {
        gaps: Vec<GapView>,
    },
    Match {
        lefts: Vec<OptionView>,
        rights: Vec<OptionView>,
    },
    Order {
        steps: Vec<OptionView>,
    },
    Essay {
        minutes: u16,
        /// Characters in Chinese, words in English.
        least: u16,
        most: u16,
        /// How many things score; the stem names them.
        criteria: usize,
    },
}

/// Something to choose or to place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionView {
    pub id: ChoiceId,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapView {
    /// 1-based, as in the stem's mark.
    pub number: usize,
    /// To choose from; nothing when the gap is typed.
    pub choices: Option<Vec<OptionView>>,
}

/// Names a choice to one learner in one sitting.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChoiceId(String);

impl ChoiceId {
    /// As it came from a form; whether it was shown is decided by `Response::fits`.
    pub fn from_form(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for ChoiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A run of a cloze stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StemPart<'t> {
    Words(&'t str),
    /// The number of a gap.
    Gap(usize),
}

/// Shows an item to whoever holds the seed.
pub fn present(item: &Item, seed: Seed, locale: Locale) -> ItemView {
    let sitting = Sitting::new(item, seed, locale);
    ItemView {
        id: item.id.clone(),
        stimulus: item.case.as_ref().map(|case| case.stimulus.get(locale).to_owned()),
        stem: sitting.words(&item.stem),
        interaction: sitting.interaction(&item.interaction),
    }
}

/// The stem of a cloze item, split at its gaps.
pub fn stem_parts(stem: &str) -> Vec<StemPart<'_>> {
    let mut parts = Vec::new();
    let mut rest = stem;
    while let Some((before, number, after)) = next_gap(rest) {
        if !before.is_empty() {
            parts.push(StemPart::Words(before));
        }
        parts.push(StemPart::Gap(number));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(StemPart::Words(rest));
    }
    parts
}

fn next_gap(text: &str) -> Option<(&str, usize, &str)> {
    let mut searched = 0;
    while let Some(open) = text[searched..].find('〔').map(|index| index + searched) {
        let inside = &text[open + '〔'.len_utf8()..];
        if let Some((number, after)) = inside.split_once('〕')
            && let Ok(number) = number.parse()
        {
            return Some((&text[..open], number, after));
        }
        searched = open + '〔'.len_utf8();
    }
    None
}

/// An item in the hands of one learner: everything that the seed decides.
pub(super) struct Sitting {
    seed: Seed,
    locale: Locale,
    pub(super) drawn: Drawn,
}

impl Sitting {
    pub(super) fn new(item: &Item, seed: Seed, locale: Locale) -> Self {
        let seed = seed.derive(item.id.as_str());
        let drawn = match &item.interaction {
            Interaction::Numeric(numeric) => numeric.variables.draw(seed.derive("values")),
            Interaction::Single(_)
            | Interaction::Multiple(_)
            | Interaction::TrueFalse(_)
            | Interaction::Short(_)
            | Interaction::Cloze(_)
            | Interaction::Matching(_)
            | Interaction::Ordering(_)
            | Interaction::Essay(_) => Drawn::default(),
        };
        Self { seed, locale, drawn }
    }

    pub(super) fn words(&self, text: &Text) -> String {
        self.drawn.fill(text.get(self.locale))
    }

    pub(super) fn label_id(&self, label: Label) -> ChoiceId {
        self.id(&format!("label {label}"))
    }

    pub(super) fn gap_choice_id(&self, gap: usize, choice: usize) -> ChoiceId {
        self.id(&format!("gap {gap} choice {choice}"))
    }

    /// Twelve hexadecimal digits of the seed and the part's name.
    fn id(&self, part: &str) -> ChoiceId {
        ChoiceId(format!("{:016x}", self.seed.derive("ids").derive(part).0).split_off(4))
    }

    pub(super) fn choice(&self, choice: &Choice) -> OptionView {
        OptionView { id: self.label_id(choice.label), text: self.words(&choice.text) }
    }

    pub(super) fn entry(&self, entry: &Entry) -> OptionView {
        OptionView { id: self.label_id(entry.label), text: self.words(&entry.text) }
    }

    /// In the order of this sitting.
    pub(super) fn shuffled<T>(&self, part: &str, mut things: Vec<T>) -> Vec<T> {
        self.seed.derive("order").derive(part).draws().shuffle(&mut things);
        things
    }

    pub(super) fn options<'i>(&self, options: &'i [Choice], fixed: bool) -> Vec<&'i Choice> {
        let options = options.iter().collect();
        if fixed { options } else { self.shuffled("options", options) }
    }

    /// Never in the right order, which would be answered by doing nothing.
    pub(super) fn steps<'i>(&self, steps: &'i [Entry], key: &[Label]) -> Vec<&'i Entry> {
        let mut steps = self.shuffled("steps", steps.iter().collect());
        if steps.iter().map(|step| step.label).eq(key.iter().copied()) && !steps.is_empty() {
            steps.rotate_left(1);
        }
        steps
    }

    fn interaction(&self, interaction: &Interaction) -> InteractionView {
        let choices = |options: Vec<&Choice>| options.into_iter().map(|option| self.choice(option)).collect();
        let entries = |entries: Vec<&Entry>| entries.into_iter().map(|entry| self.entry(entry)).collect();
        match interaction {
            Interaction::Single(single) => {
                InteractionView::Single { options: choices(self.options(&single.options, single.fixed)) }
            }
            Interaction::Multiple(multiple) => {
                InteractionView::Multiple { options: choices(self.options(&multiple.options, multiple.fixed)) }
            }
            Interaction::TrueFalse(_) => InteractionView::TrueFalse,
            Interaction::Numeric(numeric) => {
                InteractionView::Numeric { unit: numeric.unit.as_ref().map(|unit| self.words(unit)) }
            }
            Interaction::Short(_) => InteractionView::Short,
            Interaction::Cloze(cloze) => InteractionView::Cloze {
                gaps: (1..).zip(&cloze.gaps).map(|(number, gap)| self.gap(number, &gap.kind)).collect(),
            },
            Interaction::Matching(matching) => InteractionView::Match {
                lefts: choices(self.shuffled("lefts", matching.lefts.iter().collect())),
                rights: entries(self.shuffled("rights", matching.rights.iter().collect())),
            },
            Interaction::Ordering(ordering) => {
                InteractionView::Order { steps: entries(self.steps(&ordering.steps, ordering.key.reveal())) }
            }
            Interaction::Essay(essay) => {
                let (least, most) = match self.locale {
                    Locale::ZhCn => essay.length_zh,
                    Locale::En => essay.length_en,
                };
                InteractionView::Essay { minutes: essay.minutes, least, most, criteria: essay.rubric.reveal().len() }
            }
        }
    }

    fn gap(&self, number: usize, kind: &GapKind) -> GapView {
        let choices = match kind {
            GapKind::Typed(_) => None,
            GapKind::Chosen { choices, key: _ } => {
                let choices = choices
                    .iter()
                    .enumerate()
                    .map(|(index, text)| OptionView { id: self.gap_choice_id(number, index), text: self.words(text) });
                Some(self.shuffled(&format!("gap {number}"), choices.collect()))
            }
        };
        GapView { number, choices }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::item::samples;
    use std::collections::BTreeSet;

    #[test]
    fn the_same_seed_shows_the_same_and_another_seed_another_order() {
        let item = samples::single();
        assert_eq!(present(&item, Seed(1), Locale::ZhCn), present(&item, Seed(1), Locale::ZhCn));
        let orders: BTreeSet<String> =
            (0..40).map(|seed| format!("{:?}", present(&item, Seed(seed), Locale::ZhCn).interaction)).collect();
        assert!(orders.len() > 10, "{} orders in 40 seeds", orders.len());
    }

    #[test]
    fn both_languages_show_the_same_ids_in_the_same_order() {
        for item in samples::all() {
            for seed in 0..20 {
                let ids = Locale::ALL.map(|locale| ids(&present(&item, Seed(seed), locale)));
                assert_eq!(ids[0], ids[1], "{}", item.id);
                let distinct: BTreeSet<&ChoiceId> = ids[0].iter().collect();
                assert_eq!(distinct.len(), ids[0].len(), "{}: ids are distinct", item.id);
            }
        }
    }

    #[test]
    fn a_choices_id_changes_with_the_seed_and_tells_no_place() {
        let item = samples::single();
        let mut places = BTreeSet::new();
        for seed in 0..60 {
            let mut ids = ids(&present(&item, Seed(seed), Locale::En));
            let shown = ids.clone();
            ids.sort();
            places.insert(shown.iter().map(|id| ids.iter().position(|other| other == id)).collect::<Vec<_>>());
        }
        assert!(places.len() > 15, "sorting the ids gives {} orders", places.len());
    }

    #[test]
    fn fixed_options_stay_in_the_order_of_the_file() {
        let mut item = samples::single();
        let Interaction::Single(single) = &mut item.interaction else { panic!("a single choice") };
        single.fixed = true;
        let texts: Vec<String> = single.options.iter().map(|option| option.text.en.clone()).collect();
        let InteractionView::Single { options } = present(&item, Seed(3), Locale::En).interaction else {
            panic!("a single choice")
        };
        assert_eq!(options.into_iter().map(|option| option.text).collect::<Vec<_>>(), texts);
    }

    #[test]
    fn steps_never_come_in_the_right_order() {
        let item = samples::ordering();
        let Interaction::Ordering(ordering) = &item.interaction else { panic!("an ordering") };
        let key = ordering.key.reveal().clone();
        for seed in 0..500 {
            let sitting = Sitting::new(&item, Seed(seed), Locale::ZhCn);
            let shown: Vec<Label> = sitting.steps(&ordering.steps, &key).iter().map(|step| step.label).collect();
            assert_ne!(shown, key);
        }
    }

    #[test]
    fn drawn_numbers_stand_in_the_stem() {
        let view = present(&samples::numeric(), Seed(5), Locale::En);
        assert!(!view.stem.contains('{'), "{}", view.stem);
    }

    #[test]
    fn a_cloze_stem_is_taken_apart_at_its_gaps() {
        let cases: [(&str, &[StemPart<'_>]); 4] = [
            ("甲〔1〕乙〔2〕", &[StemPart::Words("甲"), StemPart::Gap(1), StemPart::Words("乙"), StemPart::Gap(2)]),
            ("〔1〕", &[StemPart::Gap(1)]),
            ("〔甲〕〔2〕", &[StemPart::Words("〔甲〕"), StemPart::Gap(2)]),
            ("", &[]),
        ];
        for (stem, parts) in cases {
            assert_eq!(stem_parts(stem), parts, "{stem}");
        }
    }

    #[test]
    fn no_view_shows_a_reason_or_a_key() {
        for item in samples::all() {
            for locale in Locale::ALL {
                let shown = format!("{:?}", present(&item, Seed(11), locale));
                assert!(!shown.contains("canary"), "{}: {shown}", item.id);
            }
        }
    }

    fn ids(view: &ItemView) -> Vec<ChoiceId> {
        let of = |options: &[OptionView]| options.iter().map(|option| option.id.clone()).collect::<Vec<_>>();
        match &view.interaction {
            InteractionView::Single { options } | InteractionView::Multiple { options } => of(options),
            InteractionView::Match { lefts, rights } => [of(lefts), of(rights)].concat(),
            InteractionView::Order { steps } => of(steps),
            InteractionView::Cloze { gaps } => {
                gaps.iter().filter_map(|gap| gap.choices.as_deref()).flat_map(of).collect()
            }
            InteractionView::TrueFalse
            | InteractionView::Numeric { .. }
            | InteractionView::Short
            | InteractionView::Essay { .. } => Vec::new(),
        }
    }
}
