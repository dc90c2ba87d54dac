//! The shape of a person's JSON as data: what `explain` checks a refused record against.

use crate::domain::education::EducationLevel;
use crate::domain::verification::Verification;

pub struct Field {
    pub name: &'static str,
    pub required: bool,
    pub kind: Kind,
}

#[derive(Clone, Copy)]
pub enum Kind {
    /// Text that is not empty.
    Id,
    TextOrNull,
    Flag,
    Date,
    DateOrNull,
    Level,
    EducationLevel,
    Status,
    List(&'static Object),
}

pub struct Object {
    pub fields: &'static [Field],
    /// A date that must not lie before another one.
    pub order: Option<(&'static str, &'static str)>,
}

const fn required(name: &'static str, kind: Kind) -> Field {
    Field { name, required: true, kind }
}

const fn optional(name: &'static str, kind: Kind) -> Field {
    Field { name, required: false, kind }
}

pub const PERSON: Object = Object {
    fields: &[
        required("id", Kind::Id),
        optional("education", Kind::List(&EDUCATION)),
        optional("employment", Kind::List(&EMPLOYMENT)),
        optional("credentials", Kind::List(&CREDENTIAL)),
    ],
    order: None,
};

const EDUCATION: Object = Object {
    fields: &[
        required("level", Kind::EducationLevel),
        optional("completed", Kind::DateOrNull),
        optional("major", Kind::TextOrNull),
        optional("major_related", Kind::Flag),
        required("status", Kind::Status),
    ],
    order: None,
};

const EMPLOYMENT: Object = Object {
    fields: &[
        required("from", Kind::Date),
        optional("to", Kind::DateOrNull),
        required("related", Kind::Flag),
        required("status", Kind::Status),
    ],
    order: Some(("from", "to")),
};

const CREDENTIAL: Object = Object {
    fields: &[
        required("level", Kind::Level),
        required("issued", Kind::Date),
        optional("expires", Kind::DateOrNull),
        optional("revoked", Kind::Flag),
        required("status", Kind::Status),
    ],
    order: Some(("issued", "expires")),
};

pub fn education_levels() -> String {
    EducationLevel::ALL.map(EducationLevel::id).join(", ")
}

pub fn statuses() -> String {
    Verification::ALL.map(Verification::id).join(", ")
}
