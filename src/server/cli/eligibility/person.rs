//! One person as the machine interface writes them.

use super::input::MOST_BYTES;
use crate::domain::credential::Credential;
use crate::domain::education::Education;
use crate::domain::employment::Employment;
use crate::domain::facts::Facts;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

pub struct Person<'a> {
    pub id: Cow<'a, str>,
    pub facts: Facts,
}

/// The record is not a person. Why is `explain`'s to find out: the quick way in is not slowed by keeping track.
#[derive(Debug, PartialEq, Eq)]
pub struct NotAPerson;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fields<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(default, deserialize_with = "objects")]
    education: Vec<Education>,
    #[serde(default, deserialize_with = "objects")]
    employment: Vec<Employment>,
    #[serde(default, deserialize_with = "objects")]
    credentials: Vec<Credential>,
}

/// Something that is written as an object. Derived readers would also take a list of values in the order of the fields.
pub(super) struct Strict<T>(pub T);

impl<'a> Person<'a> {
    pub fn read(bytes: &'a [u8]) -> Result<Self, NotAPerson> {
        if bytes.len() > MOST_BYTES {
            return Err(NotAPerson);
        }
        let Strict(Fields { id, education, employment, credentials }) =
            serde_json::from_slice(bytes).map_err(|_| NotAPerson)?;
        if id.is_empty() {
            return Err(NotAPerson);
        }
        Ok(Self { id, facts: Facts { education, employment, credentials } })
    }
}

fn objects<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let objects = Vec::<Strict<T>>::deserialize(deserializer)?;
    Ok(objects.into_iter().map(|object| object.0).collect())
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Strict<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectOnly(PhantomData))
    }
}

struct ObjectOnly<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectOnly<T> {
    type Value = Strict<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(entries)).map(Strict)
    }
}
