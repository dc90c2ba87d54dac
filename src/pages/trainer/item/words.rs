//! The names of the form's fields, for labels, for the list of problems and for the history.

use crate::domain::item::interaction::InteractionKind;
use crate::domain::item::secret::Slip;
use crate::domain::locale::Locale;
use crate::pages::trainer::curriculum::interaction;

/// The label of a field by its name; nothing for the item as a whole.
pub fn field(locale: Locale, name: &str) -> Option<String> {
    let fixed = match name {
        "kind" => locale.editor_kind(),
        "id" => locale.editor_id(),
        "competency" => locale.editor_competency(),
        "p" => locale.editor_p(),
        "use" => locale.editor_use(),
        "source" => locale.editor_source(),
        "law_as_of" => locale.editor_law_as_of(),
        "negative" => locale.editor_negative(),
        "fixed" => locale.editor_fixed(),
        "scoring" => locale.editor_scoring(),
        "key" => locale.editor_key(),
        "stem_zh" => locale.editor_stem_zh(),
        "stem_en" => locale.editor_stem_en(),
        "true_reason_zh" => locale.editor_true_reason_zh(),
        "true_reason_en" => locale.editor_true_reason_en(),
        "false_reason_zh" => locale.editor_false_reason_zh(),
        "false_reason_en" => locale.editor_false_reason_en(),
        "answer" => locale.editor_answer(),
        "vary" => locale.editor_vary(),
        "tolerance" => locale.editor_tolerance(),
        "round" => locale.editor_round(),
        "unit_zh" => locale.editor_unit_zh(),
        "unit_en" => locale.editor_unit_en(),
        "reason_zh" => locale.editor_reason_zh(),
        "reason_en" => locale.editor_reason_en(),
        "minutes" => locale.editor_minutes(),
        "length_zh_from" => locale.editor_length_zh_from(),
        "length_zh_to" => locale.editor_length_zh_to(),
        "length_en_from" => locale.editor_length_en_from(),
        "length_en_to" => locale.editor_length_en_to(),
        "stimulus_zh" => locale.editor_stimulus_zh(),
        "stimulus_en" => locale.editor_stimulus_en(),
        "accept_zh" => locale.editor_accept_zh(),
        "accept_en" => locale.editor_accept_en(),
        _ => return of_group(locale, name),
    };
    Some(fixed.to_owned())
}

/// `option_A_zh`, `mistake_1_formula`.
fn of_group(locale: Locale, name: &str) -> Option<String> {
    let (group, rest) = name.split_once('_')?;
    let (which, part) = rest.split_once('_')?;
    Some(match (group, part) {
        ("option", "zh") => locale.editor_option_zh(&which),
        ("option", "en") => locale.editor_option_en(&which),
        ("option", "reason_zh") => locale.editor_option_reason_zh(&which),
        ("option", "reason_en") => locale.editor_option_reason_en(&which),
        ("option", "slip") => locale.editor_option_slip(&which),
        ("mistake", "formula") => locale.editor_mistake_formula(&which),
        ("mistake", "phrases_zh") => locale.editor_mistake_phrases_zh(&which),
        ("mistake", "phrases_en") => locale.editor_mistake_phrases_en(&which),
        ("mistake", "zh") => locale.editor_mistake_zh(&which),
        ("mistake", "en") => locale.editor_mistake_en(&which),
        ("step", "zh") => locale.editor_step_zh(&which),
        ("step", "en") => locale.editor_step_en(&which),
        ("pair", "zh") => locale.editor_pair_zh(&which),
        ("pair", "en") => locale.editor_pair_en(&which),
        ("pair", "right_zh") => locale.editor_pair_right_zh(&which),
        ("pair", "right_en") => locale.editor_pair_right_en(&which),
        ("pair", "reason_zh") => locale.editor_pair_reason_zh(&which),
        ("pair", "reason_en") => locale.editor_pair_reason_en(&which),
        ("spare", "zh") => locale.editor_spare_zh(&which),
        ("spare", "en") => locale.editor_spare_en(&which),
        ("step" | "pair" | "spare", "letter") => locale.editor_letter().to_owned(),
        ("gap", "way") => locale.editor_gap_way(&which),
        ("gap", "right") => locale.editor_gap_right(&which),
        ("gap", "zh") => locale.editor_gap_zh(&which),
        ("gap", "en") => locale.editor_gap_en(&which),
        ("gap", "reason_zh") => locale.editor_gap_reason_zh(&which),
        ("gap", "reason_en") => locale.editor_gap_reason_en(&which),
        ("criterion", "name") => locale.editor_criterion_name(&which),
        ("criterion", anchor) => match anchor.split_once('_') {
            Some((points, "zh")) => locale.editor_criterion_anchor_zh(&which, &points),
            Some((points, "en")) => locale.editor_criterion_anchor_en(&which, &points),
            _ => return None,
        },
        _ => return None,
    })
}

/// A field's value as people read it: the words of what is chosen from a list, the text itself otherwise.
pub fn value(locale: Locale, name: &str, value: &str) -> String {
    let chosen = match name {
        "competency" => value.parse().ok().map(|competency| locale.competency(competency)),
        "use" if value == "practice" => Some(locale.editor_use_practice()),
        "use" if value == "exam" => Some(locale.editor_use_exam()),
        "scoring" => scoring(locale, value),
        "kind" => {
            InteractionKind::ALL.into_iter().find(|kind| kind.id() == value).map(|kind| interaction(locale, kind))
        }
        "key" if value == "true" => Some(locale.editor_holds()),
        "key" if value == "false" => Some(locale.editor_holds_not()),
        way if way.ends_with("_way") && value == "typed" => Some(locale.editor_gap_typed()),
        way if way.ends_with("_way") && value == "chosen" => Some(locale.editor_gap_chosen()),
        slip if slip.ends_with("_slip") => value.parse::<Slip>().ok().map(|slip| locale.slip(slip)),
        _ => None,
    };
    chosen.map_or_else(|| value.to_owned(), str::to_owned)
}

pub fn scoring(locale: Locale, word: &str) -> Option<&'static str> {
    match word {
        "all-or-nothing" => Some(locale.editor_scoring_all_or_nothing()),
        "partial" => Some(locale.editor_scoring_partial()),
        "negative" => Some(locale.editor_scoring_negative()),
        _ => None,
    }
}
