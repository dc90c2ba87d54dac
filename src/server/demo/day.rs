//! Days of the demo company: absolute, or counted from today, so that its stories stay fresh.

use crate::domain::day;
use chrono::{Days, Months, NaiveDate};

/// Reads `2020-06-30`, `-2y3m`, `+40d`: years, months and days before or after today. None for anything else.
pub fn read(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    if let Some(day) = day::parse(text) {
        return Some(day);
    }
    let (back, mut rest) = match text.split_at_checked(1)? {
        ("-", rest) => (true, rest),
        ("+", rest) => (false, rest),
        _ => return None,
    };
    let (mut months, mut days) = (0, 0);
    while !rest.is_empty() {
        let unit = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: u32 = rest[..unit].parse().ok()?;
        match &rest[unit..=unit] {
            "y" => months += number * 12,
            "m" => months += number,
            "d" => days += number,
            _ => return None,
        }
        rest = &rest[unit + 1..];
    }
    if back {
        today.checked_sub_months(Months::new(months))?.checked_sub_days(Days::new(days.into()))
    } else {
        today.checked_add_months(Months::new(months))?.checked_add_days(Days::new(days.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_absolute_or_counted_from_today() {
        let today = "2026-11-20".parse().expect("a day");
        let cases = [
            ("2020-06-30", Some("2020-06-30")),
            ("-2y3m", Some("2024-08-20")),
            ("+40d", Some("2026-12-30")),
            ("-1y2m10d", Some("2025-09-10")),
            ("2y", None),
            ("-2w", None),
            ("-y", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, today).map(|day| day.to_string()).as_deref(), expected, "{text}");
        }
    }
}
