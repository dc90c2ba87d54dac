//! Effects as authors write them: `patience-1 greeting+2 set asked clear overpromised`.

use super::Reader;
use super::names::{Named, Names};
use crate::domain::scenario::expression::Quantity;
use crate::domain::scenario::standing::Effects;
use crate::server::content::markup::Line;

/// The largest step of a state variable, and of points.
const LARGEST_STEP: i8 = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Change,
    Set,
    Clear,
}

/// Reads as much as it can; what it cannot read is reported.
pub(super) fn read_effects(line: Line<'_>, names: &Names<'_>, reader: &mut Reader<'_, '_>) -> Effects {
    let mut effects = Effects::default();
    let mut verb = Verb::Change;
    for word in line.text.split_whitespace() {
        match word {
            "set" => verb = Verb::Set,
            "clear" => verb = Verb::Clear,
            _ if word.contains('+') || is_decrease(word) => {
                verb = Verb::Change;
                read_change(line, word, names, &mut effects, reader);
            }
            _ => read_flag(line, word, verb, names, &mut effects, reader),
        }
    }
    effects
}

/// `patience-1`, but not a name with a hyphen.
fn is_decrease(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn read_flag(
    line: Line<'_>,
    word: &str,
    verb: Verb,
    names: &Names<'_>,
    effects: &mut Effects,
    reader: &mut Reader<'_, '_>,
) {
    if names.front_unread {
        return;
    }
    match (names.named(word, &[]), verb) {
        (Some(Named::Flag(flag)), Verb::Set) => effects.set = effects.set.with(flag),
        (Some(Named::Flag(flag)), Verb::Clear) => effects.clear = effects.clear.with(flag),
        _ => {
            let known = names.all(&[]);
            reader.error(line.place_of(word), |l| l.check_scenario_effect_unknown(&known, &word));
        }
    }
}

fn read_change(line: Line<'_>, word: &str, names: &Names<'_>, effects: &mut Effects, reader: &mut Reader<'_, '_>) {
    let at = word.rfind(['+', '-']).unwrap_or(0);
    let (name, change) = word.split_at(at);
    let change =
        change.parse::<i8>().ok().filter(|change| (1..=LARGEST_STEP).contains(&change.unsigned_abs().cast_signed()));
    let Some(change) = change else {
        reader.error(line.place_of(word), |l| l.check_scenario_step(&LARGEST_STEP));
        return;
    };
    match names.named(name, &[]) {
        Some(Named::Quantity(Quantity::Gauge(gauge))) if effects.gauges.iter().all(|(known, _)| *known != gauge) => {
            effects.gauges.push((gauge, change));
        }
        Some(Named::Quantity(Quantity::Dimension(dimension)))
            if effects.scores.iter().all(|(known, _)| *known != dimension) =>
        {
            effects.scores.push((dimension, change));
        }
        Some(Named::Quantity(Quantity::Gauge(_) | Quantity::Dimension(_))) => {
            reader.error(line.place_of(word), |l| l.check_scenario_twice().into());
        }
        Some(Named::Quantity(Quantity::Total) | Named::Flag(_) | Named::Lost | Named::Move(_)) | None => {
            if !names.front_unread {
                let known = names.all(&[]);
                reader.error(line.place_of(word), |l| l.check_scenario_effect_unknown(&known, &word));
            }
        }
    }
}
