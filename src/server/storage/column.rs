//! How values that neither database knows are kept in text columns.

use crate::domain::level::Level;
use crate::domain::seed::Seed;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Encode, Type};
use std::fmt::Display;
use std::str::FromStr;

/// A value kept as JSON in a TEXT column. (sqlx's own `Json` wants PostgreSQL's JSON types.)
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json<T>(pub T);

/// A state, kind or tag kept as its word in a TEXT column: what `Display` writes and `FromStr` reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<T>(pub T);

/// A level kept as its number, 1 to 5, in a BIGINT column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelNumber(pub Level);

/// A seed kept by its bits in a BIGINT column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeedBits(pub Seed);

impl<T, Db: Database> Type<Db> for Json<T>
where
    String: Type<Db>,
{
    fn type_info() -> Db::TypeInfo {
        String::type_info()
    }

    fn compatible(kind: &Db::TypeInfo) -> bool {
        String::compatible(kind)
    }
}

impl<'q, T: Serialize, Db: Database> Encode<'q, Db> for Json<T>
where
    String: Encode<'q, Db>,
{
    fn encode_by_ref(&self, buffer: &mut Db::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        serde_json::to_string(&self.0)?.encode(buffer)
    }
}

impl<'r, T: DeserializeOwned, Db: Database> Decode<'r, Db> for Json<T>
where
    &'r str: Decode<'r, Db>,
{
    fn decode(value: Db::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(serde_json::from_str(<&str>::decode(value)?)?))
    }
}

impl<T, Db: Database> Type<Db> for Word<T>
where
    String: Type<Db>,
{
    fn type_info() -> Db::TypeInfo {
        String::type_info()
    }

    fn compatible(kind: &Db::TypeInfo) -> bool {
        String::compatible(kind)
    }
}

impl<'q, T: Display, Db: Database> Encode<'q, Db> for Word<T>
where
    String: Encode<'q, Db>,
{
    fn encode_by_ref(&self, buffer: &mut Db::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        self.0.to_string().encode(buffer)
    }
}

impl<'r, T: FromStr<Err: Into<BoxDynError>>, Db: Database> Decode<'r, Db> for Word<T>
where
    &'r str: Decode<'r, Db>,
{
    fn decode(value: Db::ValueRef<'r>) -> Result<Self, BoxDynError> {
        <&str>::decode(value)?.parse().map(Self).map_err(Into::into)
    }
}

impl<Db: Database> Type<Db> for LevelNumber
where
    i64: Type<Db>,
{
    fn type_info() -> Db::TypeInfo {
        i64::type_info()
    }

    fn compatible(kind: &Db::TypeInfo) -> bool {
        i64::compatible(kind)
    }
}

impl<'q, Db: Database> Encode<'q, Db> for LevelNumber
where
    i64: Encode<'q, Db>,
{
    fn encode_by_ref(&self, buffer: &mut Db::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        i64::from(self.0.number()).encode(buffer)
    }
}

impl<'r, Db: Database> Decode<'r, Db> for LevelNumber
where
    i64: Decode<'r, Db>,
{
    fn decode(value: Db::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(u8::try_from(i64::decode(value)?)?.try_into()?))
    }
}

impl<Db: Database> Type<Db> for SeedBits
where
    i64: Type<Db>,
{
    fn type_info() -> Db::TypeInfo {
        i64::type_info()
    }

    fn compatible(kind: &Db::TypeInfo) -> bool {
        i64::compatible(kind)
    }
}

impl<'q, Db: Database> Encode<'q, Db> for SeedBits
where
    i64: Encode<'q, Db>,
{
    fn encode_by_ref(&self, buffer: &mut Db::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        self.0.0.cast_signed().encode(buffer)
    }
}

impl<'r, Db: Database> Decode<'r, Db> for SeedBits
where
    i64: Decode<'r, Db>,
{
    fn decode(value: Db::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(Seed(i64::decode(value)?.cast_unsigned())))
    }
}
