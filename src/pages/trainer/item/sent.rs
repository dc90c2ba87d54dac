//! What a trainer sent, from the page's form or from its island.

use crate::server::content::item::form::{Fields, rows};
use crate::server::form::Form;
use crate::server::services::item::draft::{TEXT, Typed};
use std::collections::BTreeSet;

/// The field that says how the item is edited.
pub const AS: &str = "as";
/// The field of the publication that the trainer saw.
pub const BASE: &str = "base";
/// The button that was pressed.
pub const DO: &str = "do";
/// Why a version is published.
pub const REASON: &str = "reason_why";
/// Why an item is given back to its file, taken out of use, or brought back.
pub const REASON_BACK: &str = "reason_back";
/// The values of `DO`, besides those of rows.
pub const PUBLISH: &str = "publish";
pub const GIVE_BACK: &str = "give-back";
pub const RETIRE: &str = "retire";
pub const RESTORE: &str = "restore";
pub const PREVIEW: &str = "preview";
/// Only shows the form again, with an empty row more.
pub const MORE: &str = "more";

/// What was typed.
pub fn typed<'p>(pairs: impl Iterator<Item = (&'p str, &'p str)> + Clone) -> Typed {
    let of = |name: &str| pairs.clone().find(|(field, _)| *field == name).map(|(_, value)| value.to_owned());
    if of(AS).as_deref() == Some(TEXT) {
        return Typed::Text(of(TEXT).unwrap_or_default());
    }
    let not_of_the_item = [AS, BASE, DO, REASON];
    Typed::Fields(pairs.filter(|(name, _)| !not_of_the_item.contains(name)).collect())
}

/// Does what a button of rows says.
pub fn rearrange(form: &mut Form, pressed: &str) {
    let mut fields: Fields = form.pairs().collect();
    if rows::rearrange(&mut fields, pressed) {
        let names: BTreeSet<&str> = fields.pairs().map(|(name, _)| name).collect();
        for name in names {
            form.replace(name, fields.all(name).map(str::to_owned));
        }
    }
}

/// Whether a button sends the item itself, or is about the item as it stands.
pub fn sends_item(pressed: &str) -> bool {
    ![GIVE_BACK, RETIRE, RESTORE].contains(&pressed)
}

/// The fields to show: what was sent, or else what is stored.
pub fn fields_or(form: &Form, stored: Fields) -> Fields {
    match (form.was_sent(), typed(form.pairs().collect::<Vec<_>>().into_iter())) {
        (true, Typed::Fields(fields)) => fields,
        (true, Typed::Text(_)) | (false, _) => stored,
    }
}
