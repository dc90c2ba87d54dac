//! Reads an enum from its stable id, and from nothing else. Derived readers would also take `{"verified": null}`.

use serde::Deserializer;
use serde::de::{self, Visitor};
use std::fmt;

/// The element of `all` whose id the text is.
pub(super) fn deserialize<'de, D: Deserializer<'de>, T: Copy>(
    deserializer: D,
    all: &[T],
    id: fn(T) -> &'static str,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(OneOf { all, id })
}

struct OneOf<'a, T> {
    all: &'a [T],
    id: fn(T) -> &'static str,
}

impl<T: Copy> Visitor<'_> for OneOf<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one of")?;
        self.all.iter().try_for_each(|element| write!(f, " `{}`", (self.id)(*element)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        let found = self.all.iter().copied().find(|element| (self.id)(*element) == text);
        found.ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}
