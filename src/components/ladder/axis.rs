//! Where a day lies on the rails. Rungs stand evenly, so time runs at its own pace between each two of them.

use chrono::{Datelike, NaiveDate};

/// Units from the top of the drawing to the ground.
pub const GROUND: f64 = 500.0;
/// Units between two rungs; the first stands half of it above the ground.
const ROW: f64 = 100.0;

/// The time axis of a ladder. Heights are units from the top; what is later lies higher.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    today: NaiveDate,
    /// Days and their heights from the ground up, neither ever falling back.
    anchors: Vec<(NaiveDate, f64)>,
}

/// A line across the rail at a day that begins a quarter, or a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tick {
    pub height: f64,
    pub year: bool,
}

/// Where today is, and where its word stands so that it does not cover a rung's date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TodayMark {
    pub line: f64,
    pub label: f64,
}

impl Axis {
    /// `dates` are those of the rungs from the first level up. A rung whose day lies before a lower one's shares that
    /// one's day on the axis: its own date stands beside it.
    pub fn new(start: NaiveDate, today: NaiveDate, dates: impl Iterator<Item = Option<NaiveDate>>) -> Self {
        let mut anchors = vec![(start, GROUND)];
        let mut latest = start;
        let mut height = GROUND + ROW / 2.0;
        for date in dates {
            height -= ROW;
            if let Some(date) = date {
                latest = latest.max(date);
                anchors.push((latest, height));
            }
        }
        Self { today, anchors }
    }

    /// The height of the highest rung that has a day; above it time cannot be told.
    pub fn top(&self) -> f64 {
        self.anchors.last().map_or(GROUND, |(_, height)| *height)
    }

    /// The height that time has reached: past a rung whose day has come, on the way to one whose day has not.
    pub fn reached(&self) -> f64 {
        let below = self.anchors.iter().rev().find(|(date, _)| *date <= self.today);
        let above = self.anchors.iter().find(|(date, _)| *date > self.today);
        match (below, above) {
            (Some(&below), Some(&above)) => between(below, above, self.today),
            // Everything that has a day has come: today lies a little above it.
            (Some(&(_, height)), None) if height < GROUND => height - ROW * 0.3,
            _ => GROUND,
        }
    }

    pub fn today(&self) -> TodayMark {
        let line = self.reached();
        // A rung's date and its note take from 18 units above it to 30 below.
        let clash = (0_u32..5)
            .map(|row| ROW / 2.0 + ROW * f64::from(row))
            .find(|rung| (rung - 18.0..rung + 30.0).contains(&line));
        let label = match clash {
            Some(rung) if line <= rung + 6.0 => rung - 20.0,
            Some(rung) => rung + 34.0,
            None => line,
        };
        TodayMark { line, label }
    }

    /// The beginnings of quarters along the rail; of years only, where quarters would run together.
    pub fn ticks(&self) -> Vec<Tick> {
        self.anchors.windows(2).flat_map(|pair| ticks_between(pair[0], pair[1])).collect()
    }

    /// Stretches of the rail that take no time: the rungs at their ends share a day.
    pub fn ties(&self) -> Vec<(f64, f64)> {
        self.anchors.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| (pair[0].1, pair[1].1)).collect()
    }
}

fn between(below: (NaiveDate, f64), above: (NaiveDate, f64), day: NaiveDate) -> f64 {
    let whole = days(below.0, above.0);
    let part = if whole > 0.0 { days(below.0, day) / whole } else { 0.0 };
    below.1 + (above.1 - below.1) * part
}

fn days(from: NaiveDate, to: NaiveDate) -> f64 {
    i32::try_from((to - from).num_days()).map_or(f64::MAX, f64::from)
}

fn ticks_between(below: (NaiveDate, f64), above: (NaiveDate, f64)) -> Vec<Tick> {
    /// Closer than this, in days a unit, quarters become a grey bar.
    const DENSE: f64 = 30.0;
    let crowded = days(below.0, above.0) / (below.1 - above.1).max(1.0) > DENSE;
    (below.0.year()..=above.0.year())
        .flat_map(|year| [1, 4, 7, 10].into_iter().filter_map(move |month| NaiveDate::from_ymd_opt(year, month, 1)))
        .filter(|day| *day > below.0 && *day < above.0)
        .filter(|day| !crowded || day.month() == 1)
        .map(|day| Tick { height: between(below, above, day), year: day.month() == 1 })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn axis(start: &str, today: &str, dates: [Option<&str>; 5]) -> Axis {
        Axis::new(day(start), day(today), dates.into_iter().map(|date| date.map(day)))
    }

    #[test]
    fn today_lies_between_the_rung_that_has_come_and_the_one_that_has_not() {
        let axis = axis(
            "2021-03-01",
            "2026-11-20",
            [Some("2022-03-18"), Some("2024-06-20"), Some("2026-05-09"), Some("2027-05-09"), Some("2028-05-09")],
        );
        assert!((axis.reached() - 196.6).abs() < 0.5, "{}", axis.reached());
        assert!(axis.ties().is_empty());
    }

    #[test]
    fn a_new_hire_without_any_date_stands_on_the_ground() {
        let axis = axis("2026-11-20", "2026-11-20", [None; 5]);
        assert!((axis.reached() - GROUND).abs() < f64::EPSILON);
        assert!((axis.top() - GROUND).abs() < f64::EPSILON);
        assert!(axis.ticks().is_empty());
    }

    #[test]
    fn levels_that_open_on_one_day_are_tied() {
        let open = Some("2026-07-01");
        let axis = axis("2026-07-01", "2026-11-20", [open, open, open, Some("2028-07-01"), None]);
        assert_eq!(axis.ties(), [(500.0, 450.0), (450.0, 350.0), (350.0, 250.0)]);
        assert!((axis.top() - 150.0).abs() < f64::EPSILON);
        assert!(axis.reached() < 250.0 && axis.reached() > 200.0);
    }

    #[test]
    fn a_rung_that_opened_before_a_lower_one_was_awarded_does_not_turn_time_back() {
        let axis = axis("2018-01-01", "2026-11-20", [Some("2024-01-01"), Some("2020-01-01"), None, None, None]);
        assert_eq!(axis.ties(), [(450.0, 350.0)]);
        assert!((axis.reached() - 320.0).abs() < f64::EPSILON);
    }

    #[test]
    fn ticks_of_a_long_wait_are_years() {
        let long = axis("2000-01-01", "2026-11-20", [Some("2026-01-01"), None, None, None, None]);
        assert!(long.ticks().iter().all(|tick| tick.year));
        let short = axis("2025-01-01", "2026-11-20", [Some("2026-01-01"), None, None, None, None]);
        assert_eq!(short.ticks().len(), 3);
    }

    #[test]
    fn the_word_of_today_steps_aside_from_a_rung() {
        let axis = axis("2026-01-01", "2026-11-20", [Some("2026-11-20"), Some("2027-11-20"), None, None, None]);
        let mark = axis.today();
        assert!((mark.line - 450.0).abs() < f64::EPSILON);
        assert!((mark.label - 430.0).abs() < f64::EPSILON);
    }
}
