//! Days of the demo company: absolute, or counted from today, so that its stories stay fresh.

use crate::domain::day;
use crate::server::clock::day_in_china;
use chrono::{DateTime, Days, Duration, DurationRound as _, Months, NaiveDate, NaiveTime, Utc};

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

/// Reads `-3d 09:30`, a day with an hour in China, and `-25min`, whole minutes before now. None for anything else.
pub fn moment(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if let Some(minutes) = text.strip_prefix('-').and_then(|text| text.strip_suffix("min")) {
        let minute = now.duration_trunc(Duration::minutes(1)).ok()?;
        return minute.checked_sub_signed(Duration::minutes(minutes.parse().ok()?));
    }
    let (day, hour) = text.split_once(' ')?;
    let day = read(day, day_in_china(now))?;
    let hour = NaiveTime::parse_from_str(hour, "%H:%M").ok()?;
    Some(day.and_time(hour).and_utc() - Duration::hours(8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_an_hour_in_china_or_minutes_ago() {
        let now = "2026-11-20T17:10:42Z".parse().expect("an instant");
        let cases = [
            ("-1d 09:30", Some("2026-11-20T01:30:00+00:00")),
            ("+2d 00:00", Some("2026-11-22T16:00:00+00:00")),
            ("-25min", Some("2026-11-20T16:45:00+00:00")),
            ("-1d", None),
            ("-1d 25:00", None),
            ("-min", None),
        ];
        for (text, expected) in cases {
            assert_eq!(moment(text, now).map(|at| at.to_rfc3339()).as_deref(), expected, "{text}");
        }
    }

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
