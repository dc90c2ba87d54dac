//! Time in a candidate's browser: what is left, by the server's word and a clock that only goes forward; and how long to
//! wait before trying again. The wall clock of the device is never asked.

/// What is left of a part or a pause, between two answers of the server. All times are milliseconds of the browser's
/// monotonic clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Countdown {
    /// The end lies between these two: the server spoke after it was asked and before it was heard.
    earliest: f64,
    latest: f64,
}

impl Countdown {
    /// As the page said it when it was rendered, at most so long before `now`.
    pub fn new(now: f64, remaining_ms: f64) -> Self {
        Self { earliest: now + remaining_ms, latest: now + remaining_ms }
    }

    /// Narrows the end down by an answer of the server. One that contradicts what was known replaces it: time was added, or
    /// the device slept and its clock with it.
    pub fn hear(&mut self, asked: f64, heard: f64, remaining_ms: f64) {
        let (earliest, latest) = (asked + remaining_ms, heard + remaining_ms);
        if latest < self.earliest || earliest > self.latest {
            *self = Self { earliest, latest };
        } else {
            *self = Self { earliest: earliest.max(self.earliest), latest: latest.min(self.latest) };
        }
    }

    /// Never more than there is.
    pub fn left_ms(&self, now: f64) -> f64 {
        (self.earliest - now).max(0.0)
    }
}

/// The minutes at which a candidate is told how much is left.
const MARKS: [i64; 3] = [1, 5, 10];

/// The minutes left that are told aloud, once, when one of the marks is reached. Of a device that slept past several it is
/// what is left now.
pub fn minutes_to_tell(before_ms: f64, now_ms: f64) -> Option<i64> {
    let (before, now) = (last_minutes(before_ms), last_minutes(now_ms)?);
    (before != Some(now) && now_ms > 0.0).then(|| minutes(now_ms))
}

/// The mark below which the time has come: under 10, 5, 1 minutes.
pub fn last_minutes(left_ms: f64) -> Option<i64> {
    MARKS.into_iter().find(|mark| minutes(left_ms) <= *mark)
}

/// `52:18`, and from an hour on `1:02:18`; the second that has begun counts.
pub fn digits(left_ms: f64) -> String {
    let seconds = whole(left_ms / 1000.0);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes:02}:{seconds:02}") }
}

/// The minutes that are left; one that has begun counts.
pub fn minutes(left_ms: f64) -> i64 {
    i64::from(whole(left_ms / 60_000.0))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no sitting lasts for 136 years")]
fn whole(number: f64) -> u32 {
    number.ceil() as u32
}

/// Milliseconds before the next try after so many failures in a row. `chance` lies between 0 and 1 and spreads the
/// candidates whose network came back at the same moment.
pub fn wait_ms(failures: u32, chance: f64) -> f64 {
    let longest = f64::from(1_u32 << failures.saturating_sub(1).min(5)) * 1000.0;
    longest.min(30_000.0) * (0.5 + chance / 2.0)
}

/// The time of day in China at so many seconds since 1970: `10:42:12`.
pub fn time_in_china(seconds: i64) -> String {
    let day = (seconds + 8 * 3600).rem_euclid(86_400);
    format!("{:02}:{:02}:{:02}", day / 3600, day / 60 % 60, day % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_narrow_the_end_down_and_never_promise_too_much() {
        let mut countdown = Countdown::new(0.0, 60_000.0);
        // Asked at 1 s, heard at 5 s: the end lies between 60 s and 64 s, and the page said 60 s.
        countdown.hear(1000.0, 5000.0, 59_000.0);
        assert!((countdown.left_ms(10_000.0) - 50_000.0).abs() < f64::EPSILON);
        // Ten more minutes were granted.
        countdown.hear(11_000.0, 11_100.0, 649_000.0);
        assert!((countdown.left_ms(11_100.0) - 648_900.0).abs() < f64::EPSILON);
        // The device slept: its clock stood still, the server's did not.
        countdown.hear(12_000.0, 12_100.0, 5_000.0);
        assert!((countdown.left_ms(12_100.0) - 4_900.0).abs() < f64::EPSILON);
        assert!(countdown.left_ms(99_000.0).abs() < f64::EPSILON, "never below nothing");
    }

    #[test]
    fn minutes_are_told_once_each() {
        let told = |before: f64, now: f64| minutes_to_tell(before * 1000.0, now * 1000.0);
        assert_eq!(
            [told(600.5, 600.0), told(600.0, 599.5), told(301.0, 299.0), told(61.0, 60.0), told(60.0, 59.0)],
            [Some(10), None, Some(5), Some(1), None]
        );
        // The lid was closed for half an hour: what is left now is told, not a mark that has passed.
        assert_eq!([told(2400.0, 200.0), told(2400.0, 30.0), told(2400.0, 0.0)], [Some(4), Some(1), None]);
        let last = |seconds: f64| last_minutes(seconds * 1000.0);
        assert_eq!(
            [last(600.5), last(600.0), last(300.5), last(300.0), last(60.0)],
            [None, Some(10), Some(10), Some(5), Some(1)]
        );
    }

    #[test]
    fn what_is_left_in_figures() {
        let cases = [(0.0, "00:00"), (400.0, "00:01"), (3_138_000.0, "52:18"), (3_600_000.0, "1:00:00")];
        for (left, words) in cases {
            assert_eq!(digits(left), words);
        }
        assert_eq!([minutes(0.0), minutes(60_000.0), minutes(61_000.0)], [0, 1, 2]);
    }

    #[test]
    fn waiting_grows_to_half_a_minute_and_is_spread() {
        let most: Vec<f64> = (1..8).map(|failures| wait_ms(failures, 1.0) / 1000.0).collect();
        assert_eq!(most, [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]);
        assert!((wait_ms(3, 0.0) - 2000.0).abs() < f64::EPSILON);
    }

    #[test]
    fn the_time_of_day_is_told_as_in_china() {
        let cases = [(0, "08:00:00"), (1_795_315_332, "10:42:12"), (1_795_377_601, "04:00:01")];
        for (seconds, words) in cases {
            assert_eq!(time_in_china(seconds), words);
        }
    }
}
