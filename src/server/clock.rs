//! The only place that reads the time. Everything else takes a `Clock` or an instant.

use chrono::{DateTime, Datelike as _, Duration, NaiveDate, NaiveDateTime, SubsecRound, Utc};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Where "now" comes from. Instants are whole microseconds, as PostgreSQL keeps them.
#[derive(Debug, Clone)]
pub enum Clock {
    System,
    /// Stands still until it is set: for tests and for replaying a day. Clones share the hands.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.timestamp_micros())))
    }

    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => system_now().trunc_subsecs(6),
            Self::Fixed(micros) => {
                DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst)).unwrap_or(DateTime::UNIX_EPOCH)
            }
        }
    }

    /// The day in China, where the product's dates are meant: UTC+8 the whole year.
    pub fn today(&self) -> NaiveDate {
        day_in_china(self.now())
    }

    /// Moves a fixed clock; the system's clock cannot be moved.
    pub fn advance(&self, by: Duration) {
        if let Self::Fixed(micros) = self {
            micros.fetch_add(by.num_microseconds().unwrap_or(0), Ordering::SeqCst);
        }
    }
}

/// The calendar day that an instant falls on in China.
pub fn day_in_china(at: DateTime<Utc>) -> NaiveDate {
    (at + Duration::hours(8)).date_naive()
}

/// The instant that a form's `2026-03-02T09:00` means in China; with seconds or without.
pub fn instant_in_china(typed: &str) -> Option<DateTime<Utc>> {
    let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];
    let local = local.iter().find_map(|form| NaiveDateTime::parse_from_str(typed, form).ok())?;
    (1900..=9999).contains(&local.year()).then(|| local.and_utc() - Duration::hours(8))
}

/// The same the other way round: an instant as a form shows it.
pub fn typed_in_china(at: DateTime<Utc>) -> String {
    (at + Duration::hours(8)).format("%Y-%m-%dT%H:%M").to_string()
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that the ban sends everybody to")]
fn system_now() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DurationRound;

    #[test]
    fn now_is_whole_microseconds() {
        let now = Clock::System.now();
        assert_eq!(now.duration_trunc(Duration::microseconds(1)), Ok(now));
    }

    #[test]
    fn a_typed_instant_is_meant_in_china_and_shown_so_again() {
        let at: DateTime<Utc> = "2026-03-01T17:30:00Z".parse().expect("an instant");
        assert_eq!(instant_in_china("2026-03-02T01:30"), Some(at));
        assert_eq!(instant_in_china("2026-03-02T01:30:00"), Some(at));
        assert_eq!(typed_in_china(at), "2026-03-02T01:30");
        for wrong in ["", "2026-03-02", "2026-02-30T09:00", "2026-03-02T24:00", "0026-03-02T09:00", "morgen"] {
            assert_eq!(instant_in_china(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_in_china_begins_at_sixteen_hours_universal_time() {
        let clock = Clock::fixed("2026-02-28T15:59:59Z".parse().expect("an instant"));
        assert_eq!(clock.today().to_string(), "2026-02-28");
        clock.clone().advance(Duration::seconds(1));
        assert_eq!(clock.today().to_string(), "2026-03-01");
    }
}
