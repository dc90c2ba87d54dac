//! An instant in a row: day and minute as clocks in China show it, where the product's dates are meant.

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use leptos::prelude::*;

/// `2026-11-20 17:05`, never broken.
#[component]
pub fn Moment(at: DateTime<Utc>) -> impl IntoView {
    view! { <time class="moment" datetime=at.to_rfc3339_opts(SecondsFormat::Secs, true)>{minute(at)}</time> }
}

/// The same as text.
pub fn minute(at: DateTime<Utc>) -> String {
    in_china(at).format("%Y-%m-%d %H:%M").to_string()
}

/// To the second, for logs.
pub fn second(at: DateTime<Utc>) -> String {
    in_china(at).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// The time of day to the second: `17:05:59`.
pub fn second_of_day(at: DateTime<Utc>) -> String {
    in_china(at).format("%H:%M:%S").to_string()
}

/// The time of day alone: `17:05`.
pub fn time_of_day(at: DateTime<Utc>) -> String {
    in_china(at).format("%H:%M").to_string()
}

/// UTC+8 the whole year.
fn in_china(at: DateTime<Utc>) -> DateTime<Utc> {
    at + Duration::hours(8)
}

#[cfg(test)]
mod tests {
    use super::minute;

    #[test]
    fn an_evening_in_greenwich_is_the_next_morning_in_china() {
        assert_eq!(minute("2026-11-20T17:05:59Z".parse().unwrap()), "2026-11-21 01:05");
    }
}
