//! How long parts take, by the server's clock alone.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// Between two parts a candidate may rest this long. Who does not go on by then has handed in.
pub const PAUSE: Duration = Duration::minutes(15);

/// Additional time that a person has been granted, in percent of every part's minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct ExtraTime(u8);

/// More than three times the minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("extra time is given in percent, from 0 to 200, not {0}")]
pub struct TooMuchTime(pub u8);

impl ExtraTime {
    pub const NONE: Self = Self(0);

    pub fn as_percent(self) -> u8 {
        self.0
    }

    /// What a part of so many minutes lasts for this person, in whole seconds rounded up.
    pub fn allow(self, minutes: u16) -> Duration {
        let seconds = i64::from(minutes) * 60 * (100 + i64::from(self.0));
        Duration::seconds((seconds + 99) / 100)
    }
}

impl TryFrom<u8> for ExtraTime {
    type Error = TooMuchTime;

    fn try_from(percent: u8) -> Result<Self, TooMuchTime> {
        if percent <= 200 { Ok(Self(percent)) } else { Err(TooMuchTime(percent)) }
    }
}

impl From<ExtraTime> for u8 {
    fn from(extra: ExtraTime) -> Self {
        extra.0
    }
}

/// What is left until an instant, in milliseconds; zero once it has passed.
pub fn remaining_ms(until: DateTime<Utc>, now: DateTime<Utc>) -> u64 {
    u64::try_from((until - now).num_milliseconds()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extra_time_is_a_share_of_the_minutes_rounded_up_to_seconds() {
        for (percent, minutes, seconds) in
            [(0, 60, 3600), (25, 60, 4500), (33, 1, 80), (100, 45, 5400), (200, 20, 3600)]
        {
            let extra = ExtraTime::try_from(percent).expect("a share");
            assert_eq!(extra.allow(minutes), Duration::seconds(seconds), "{percent} % of {minutes} min");
        }
        assert_eq!(ExtraTime::try_from(201), Err(TooMuchTime(201)));
    }

    #[test]
    fn nothing_remains_of_what_has_passed() {
        let now: DateTime<Utc> = "2026-03-02T01:00:00Z".parse().expect("an instant");
        assert_eq!(remaining_ms(now + Duration::milliseconds(1500), now), 1500);
        assert_eq!(remaining_ms(now - Duration::hours(1), now), 0);
    }
}
