//! Calendar days as files, forms and the machine interface write them: `YYYY-MM-DD`, nothing else.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serializer, de};

/// The first day that the product accepts. A year below it is a slip of the keyboard, not a fact.
pub const FIRST: NaiveDate = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day of the calendar");
/// The last day that four digits can write. Personnel systems write it for "no end".
pub const LAST: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day of the calendar");

/// Reads `YYYY-MM-DD`, strictly: ten characters, a day that exists, not before [`FIRST`].
pub fn parse(text: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let number = |range: std::ops::Range<usize>| {
        bytes[range]
            .iter()
            .try_fold(0_u32, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
    };
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = i32::try_from(number(0..4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(5..7)?, number(8..10)?).filter(|date| *date >= FIRST)
}

/// Serde for a day; use as `#[serde(with = "day")]`.
pub fn serialize<S: Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    // A hundred thousand people have millions of dates: written digit by digit, this is a tenth of chrono's time.
    let mut text = *b"0000-00-00";
    let mut put = |range: std::ops::RangeInclusive<usize>, mut number: u32| {
        for index in range.rev() {
            text[index] = b'0' + u8::try_from(number % 10).unwrap_or_default();
            number /= 10;
        }
    };
    put(0..=3, u32::try_from(date.year()).unwrap_or_default());
    put(5..=6, date.month());
    put(8..=9, date.day());
    serializer.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    struct Visitor;
    impl de::Visitor<'_> for Visitor {
        type Value = NaiveDate;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a date as YYYY-MM-DD")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<NaiveDate, E> {
            parse(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
        }
    }
    deserializer.deserialize_str(Visitor)
}

/// Serde for a day that may be missing; use as `#[serde(default, with = "day::option")]`.
pub mod option {
    use super::{Deserialize, Deserializer, NaiveDate, Serializer};
    use serde::Serialize;

    pub fn serialize<S: Serializer>(date: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(transparent)]
        struct Day(#[serde(with = "super")] NaiveDate);
        match date {
            Some(date) => serializer.serialize_some(&Day(*date)),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
        #[derive(Deserialize)]
        #[serde(transparent)]
        struct Day(#[serde(with = "super")] NaiveDate);
        Ok(Option::<Day>::deserialize(deserializer)?.map(|day| day.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ten_characters_that_name_a_real_day_are_a_date() {
        let good = ["1900-01-01", "2024-02-29", "9999-12-31"];
        for text in good {
            assert_eq!(parse(text).expect(text).to_string(), text);
        }
        let bad = [
            "",
            "2020-1-1",
            "2020-01-01 ",
            " 2020-01-1",
            "20200101",
            "2023-02-29",
            "2020-13-01",
            "1899-12-31",
            "+020-01-01",
            "2020/01/01",
            "２０20-01-01",
            "2020-00-10",
        ];
        for text in bad {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
