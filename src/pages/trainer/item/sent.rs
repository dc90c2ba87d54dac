//! What a trainer sent, from the page's form or from its island.

use crate::server::content::item::form::{Fields, LETTERS, MOST_MISTAKES};
use crate::server::form::Form;
use crate::server::services::item::draft::{TEXT, Typed};

/// The field that says how the item is edited.
pub const AS: &str = "as";
/// The field of the publication that the trainer saw.
pub const BASE: &str = "base";
/// The button that was pressed.
pub const DO: &str = "do";
/// Why a version is published.
pub const REASON: &str = "reason_why";
/// Why an item is given back to its file.
pub const REASON_BACK: &str = "reason_back";
/// The values of `DO`, besides those of `drop_group`.
pub const PUBLISH: &str = "publish";
pub const GIVE_BACK: &str = "give-back";
pub const PREVIEW: &str = "preview";

/// What was typed.
pub fn typed<'p>(pairs: impl Iterator<Item = (&'p str, &'p str)> + Clone) -> Typed {
    let of = |name: &str| pairs.clone().find(|(field, _)| *field == name).map(|(_, value)| value.to_owned());
    if of(AS).as_deref() == Some(TEXT) {
        return Typed::Text(of(TEXT).unwrap_or_default());
    }
    let not_of_the_item = [AS, BASE, DO, REASON];
    Typed::Fields(pairs.filter(|(name, _)| !not_of_the_item.contains(name)).collect())
}

/// Takes a group out and moves those behind it up: `drop-C` an option, `drop-2` a mistake.
pub fn drop_group(form: &mut Form, pressed: &str) -> bool {
    let Some(which) = pressed.strip_prefix("drop-") else { return false };
    let letters = LETTERS.map(|letter| letter.to_string());
    let numbers: Vec<String> = (1..=MOST_MISTAKES).map(|number| number.to_string()).collect();
    let (names, stem, parts): (&[String], _, &[&str]) = if letters.iter().any(|letter| letter == which) {
        (&letters, "option", &["zh", "en", "slip", "reason_zh", "reason_en"])
    } else {
        (&numbers, "mistake", &["formula", "phrases_zh", "phrases_en", "zh", "en"])
    };
    let Some(place) = names.iter().position(|name| name == which) else { return false };
    for (index, name) in names.iter().enumerate().skip(place) {
        let next = names.get(index + 1);
        for part in parts {
            let value = next.map(|next| form.raw(&format!("{stem}_{next}_{part}")).to_owned()).unwrap_or_default();
            form.replace(&format!("{stem}_{name}_{part}"), [value]);
        }
    }
    if stem == "option" {
        let moved = |key: &str| -> Option<String> {
            let at = letters.iter().position(|letter| letter == key)?;
            match at.cmp(&place) {
                std::cmp::Ordering::Less => Some(key.to_owned()),
                std::cmp::Ordering::Equal => None,
                std::cmp::Ordering::Greater => letters.get(at - 1).cloned(),
            }
        };
        let keys: Vec<String> = form.all("key").filter_map(moved).collect();
        form.replace("key", keys);
    }
    true
}

/// The fields to show: what was sent, or else what is stored.
pub fn fields_or(form: &Form, stored: Fields) -> Fields {
    match (form.was_sent(), typed(form.pairs().collect::<Vec<_>>().into_iter())) {
        (true, Typed::Fields(fields)) => fields,
        (true, Typed::Text(_)) | (false, _) => stored,
    }
}
