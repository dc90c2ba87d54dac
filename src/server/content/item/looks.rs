//! What is worth a look in an item that can be used: lengths that give the key away or tire the reader, negative stems.

use super::super::diagnostic::Place;
use super::super::reading::Reading;
use super::body::Body;
use crate::domain::item::Item;
use crate::domain::item::interaction::{Choice, Interaction};
use crate::domain::locale::{Locale, Text};

/// Han characters of a stem, of an option, of a case's stimulus.
const LONGEST_STEM: usize = 120;
const LONGEST_OPTION: usize = 45;
const LONGEST_STIMULUS: usize = 400;
/// The longest option may be 1.6 times the shortest: ten to sixteen.
const LENGTH_RATIO: (usize, usize) = (16, 10);

pub(super) fn at_item(reading: &mut Reading<'_>, item: &Item, body: &Body<'_>) {
    let han = han_characters(&item.stem.zh);
    if han > LONGEST_STEM {
        reading.warn(body.stem_place(), |l| l.check_look_stem_long(&han, &LONGEST_STEM));
    }
    let bold = item.stem.zh.contains("**不**");
    if bold != item.negative {
        reading.warn(body.stem_place(), |l| l.check_look_negative().into());
    }
    match &item.interaction {
        Interaction::Single(single) => {
            at_options(reading, &single.options, single.fixed, body);
            if !(3..=4).contains(&single.options.len()) {
                reading.warn(body.stem_place(), |l| l.check_look_single_count().into());
            }
        }
        Interaction::Multiple(multiple) => {
            at_options(reading, &multiple.options, multiple.fixed, body);
            let right = multiple.key.reveal().len();
            let wrong = multiple.options.len() - right;
            if right.abs_diff(wrong) > 1 || !(5..=6).contains(&multiple.options.len()) {
                reading.warn(body.stem_place(), |l| l.check_look_multiple_balance(&right, &wrong));
            }
        }
        Interaction::TrueFalse(_)
        | Interaction::Numeric(_)
        | Interaction::Short(_)
        | Interaction::Cloze(_)
        | Interaction::Matching(_)
        | Interaction::Ordering(_)
        | Interaction::Essay(_) => {}
    }
}

pub(super) fn at_stimulus(reading: &mut Reading<'_>, stimulus: &Text, place: Place) {
    let han = han_characters(&stimulus.zh);
    if han > LONGEST_STIMULUS {
        reading.warn(place, |l| l.check_look_stem_long(&han, &LONGEST_STIMULUS));
    }
}

fn at_options(reading: &mut Reading<'_>, options: &[Choice], fixed: bool, body: &Body<'_>) {
    let places: Vec<Place> = body.entries.iter().map(super::body::Entry::place).collect();
    for (option, place) in options.iter().zip(&places) {
        let han = han_characters(&option.text.zh);
        if han > LONGEST_OPTION {
            reading.warn(*place, |l| l.check_look_option_long(&han, &LONGEST_OPTION));
        }
    }
    if fixed {
        return;
    }
    for locale in Locale::ALL {
        let lengths: Vec<usize> = options.iter().map(|option| option.text.get(locale).chars().count()).collect();
        let (Some(longest), Some(shortest)) = (lengths.iter().max(), lengths.iter().min()) else { continue };
        if longest * LENGTH_RATIO.1 > shortest * LENGTH_RATIO.0 {
            let index = lengths.iter().position(|length| length == longest).unwrap_or(0);
            let place = places.get(index).copied().unwrap_or(body.stem_place());
            reading.warn(place, |l| l.check_look_option_lengths(&locale, longest, shortest));
        }
    }
}

pub(in crate::server::content) fn han_characters(text: &str) -> usize {
    text.chars().filter(|character| matches!(*character as u32, 0x3400..=0x4dbf | 0x4e00..=0x9fff)).count()
}
