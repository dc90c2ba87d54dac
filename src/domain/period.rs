//! A length of time as people say it: years, months and days of the calendar.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// Whole years, then whole months, then days. Never a number of days divided by 365.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    pub years: u16,
    pub months: u8,
    pub days: u8,
}

impl Period {
    pub const ZERO: Self = Self { years: 0, months: 0, days: 0 };

    pub fn is_zero(&self) -> bool {
        *self == Self::ZERO
    }

    /// The time from one day to another, zero when `to` is not later. A month begun on a day that the later month does
    /// not have ends on that month's last day, as an anniversary of 29 February does.
    pub fn between(from: NaiveDate, to: NaiveDate) -> Self {
        if to <= from {
            return Self::ZERO;
        }
        let span = (to.year() - from.year()) * 12 + i32::try_from(to.month()).unwrap_or(0)
            - i32::try_from(from.month()).unwrap_or(0);
        let guess = u32::try_from(span).unwrap_or(0);
        // The last month counts only when its day has come.
        let (months, begun) = match after_months(from, guess) {
            Some(date) if date <= to => (guess, date),
            _ => {
                let months = guess.saturating_sub(1);
                (months, after_months(from, months).unwrap_or(from))
            }
        };
        Self {
            years: u16::try_from(months / 12).unwrap_or(u16::MAX),
            months: u8::try_from(months % 12).unwrap_or_default(),
            days: u8::try_from((to - begun).num_days()).unwrap_or(u8::MAX),
        }
    }
}

fn after_months(date: NaiveDate, months: u32) -> Option<NaiveDate> {
    date.checked_add_months(Months::new(months))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;

    #[test]
    fn time_is_counted_in_calendar_years_then_months_then_days() {
        let cases = [
            ("2026-11-20", "2028-05-09", (1, 5, 19)),
            ("2021-04-22", "2026-11-20", (5, 6, 29)),
            ("2026-11-20", "2027-06-20", (0, 7, 0)),
            ("2024-02-29", "2025-02-28", (1, 0, 0)),
            ("2024-02-29", "2025-02-27", (0, 11, 29)),
            ("2024-01-31", "2024-02-29", (0, 1, 0)),
            ("2024-01-31", "2024-03-01", (0, 1, 1)),
            ("2024-03-01", "2024-03-01", (0, 0, 0)),
            ("2024-03-02", "2024-03-01", (0, 0, 0)),
        ];
        for (from, to, (years, months, days)) in cases {
            let period = Period::between(day::parse(from).expect(from), day::parse(to).expect(to));
            assert_eq!(period, Period { years, months, days }, "{from} to {to}");
        }
    }
}
