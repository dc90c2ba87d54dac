//! Where a day lies on the axis.

use super::TimelineView;
use chrono::{Datelike, NaiveDate};
use std::fmt::Write as _;

/// The years that an axis shows: whole ones, around everything that is on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    pub first: i32,
    /// The year after the last.
    pub end: i32,
}

impl Scale {
    /// Beyond this the years run together; the oldest are cut off.
    const MOST: i32 = 30;

    pub fn around(view: &TimelineView) -> Self {
        let lanes = || view.facts.iter().chain(&view.requirements);
        let days = lanes()
            .flat_map(|lane| {
                let bars = lane.bars.iter().flat_map(|bar| [bar.from, bar.to]);
                bars.chain(lane.pins.iter().map(|pin| pin.day)).chain(lane.due)
            })
            .chain([view.today]);
        let (low, high) = days.fold((view.today, view.today), |(low, high), day| (low.min(day), high.max(day)));
        let end = high.year() + 1;
        Self { first: low.year().max(end - Self::MOST).min(end - 3), end }
    }

    /// The share of the axis at the beginning of a day.
    pub fn at(self, day: NaiveDate) -> f64 {
        let into = f64::from(day.ordinal0()) / if day.leap_year() { 366.0 } else { 365.0 };
        ((f64::from(day.year() - self.first) + into) / f64::from(self.end - self.first)).clamp(0.0, 1.0)
    }

    pub fn grid(self) -> String {
        let years = self.end - self.first;
        (0..=years).fold(String::new(), |mut path, year| {
            let _ = write!(path, "M{:.3} 0V10", f64::from(year) / f64::from(years) * 100.0);
            path
        })
    }

    /// Every year, or every second or fifth where there are many.
    pub fn labels(self) -> impl Iterator<Item = (i32, f64)> {
        let years = self.end - self.first;
        let step = if years > 20 {
            5
        } else if years > 12 {
            2
        } else {
            1
        };
        (self.first..self.end)
            .filter(move |year| (year - self.first) % step == 0)
            .map(move |year| (year, f64::from(year - self.first) / f64::from(years)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::timeline::LaneView;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn lane(due: Option<&str>) -> LaneView {
        LaneView { name: String::new(), level: None, due: due.map(day), bars: Vec::new(), pins: Vec::new() }
    }

    #[test]
    fn the_axis_reaches_from_the_oldest_fact_to_the_last_date_that_is_due() {
        let view = TimelineView {
            today: day("2026-11-20"),
            facts: vec![lane(Some("2020-06-30"))],
            requirements: vec![lane(Some("2028-05-09"))],
        };
        let scale = Scale::around(&view);
        assert_eq!(scale, Scale { first: 2020, end: 2029 });
        assert!((scale.at(day("2026-11-20")) - 0.765).abs() < 0.001);
    }

    #[test]
    fn an_empty_file_still_shows_three_years() {
        let view = TimelineView { today: day("2026-11-20"), facts: Vec::new(), requirements: Vec::new() };
        assert_eq!(Scale::around(&view), Scale { first: 2024, end: 2027 });
    }

    #[test]
    fn what_is_older_than_the_axis_lies_at_its_edge() {
        let scale = Scale { first: 2000, end: 2030 };
        assert!(scale.at(day("1990-01-01")).abs() < f64::EPSILON);
    }
}
