//! The N-year rule: how long somebody has done related work, and on which date N years are reached.
//!
//! This is the adjusted service date that HR departments use. Work days form blocks; every gap before a block pushes the
//! start date forward by the gap's days; N years are reached on the N-th anniversary of the pushed start, unless the
//! block ends before. Days and calendar years only: no floats, no year of 365 days.
//!
//! The start date, pushed by all gaps before a block, is the block's first day less the days worked before it; that is
//! how it is computed here.

use crate::domain::day::LAST;
use crate::domain::employment::Employment;
use crate::domain::period::Period;
use chrono::{Datelike, NaiveDate};

/// Days are counted from the first day of the year 1.
type Day = i32;
/// Stands for "goes on": later than any day that a file can name.
const OPEN: Day = Day::MAX;

/// A person's related work: the union of intervals as blocks that neither overlap nor adjoin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Service {
    /// First day, and the day after the last; in order.
    blocks: Vec<(Day, Day)>,
}

/// A run of uninterrupted related work, first and last day included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    pub from: NaiveDate,
    /// None while it goes on.
    pub to: Option<NaiveDate>,
}

impl Service {
    /// The union of those intervals that are related work. Which facts count is the caller's choice.
    pub fn of<'a>(employment: impl IntoIterator<Item = &'a Employment>) -> Self {
        let mut blocks: Vec<(Day, Day)> = employment
            .into_iter()
            .filter(|interval| interval.related())
            .map(|interval| {
                let end = interval.to().map_or(OPEN, |to| to.num_days_from_ce() + 1);
                (interval.from().num_days_from_ce(), end)
            })
            .collect();
        blocks.sort_unstable();
        blocks.dedup_by(|next, block| {
            let touches = next.0 <= block.1;
            if touches {
                block.1 = block.1.max(next.1);
            }
            touches
        });
        Self { blocks }
    }

    /// The part of it from a certificate's issue date on.
    #[must_use]
    pub fn since(&self, date: NaiveDate) -> Self {
        self.cut(date.num_days_from_ce(), OPEN)
    }

    /// The part of it on the days before a date.
    #[must_use]
    pub fn before(&self, date: NaiveDate) -> Self {
        self.cut(Day::MIN, date.num_days_from_ce())
    }

    fn cut(&self, from: Day, end: Day) -> Self {
        let parts = self.blocks.iter().map(|block| (block.0.max(from), block.1.min(end)));
        Self { blocks: parts.filter(|block| block.0 < block.1).collect() }
    }

    /// The first date as of which N years are reached, if work goes on as the intervals say; none if they never are (or
    /// after the last date that four digits can write).
    ///
    /// An evaluation sees only the days before its date. So in the rare case where a gap moves the start past a leap day
    /// and the anniversary falls on a block's very first day, the date is the day after: on the first day itself that
    /// block has not begun to count.
    pub fn reached(&self, years: u8) -> Option<NaiveDate> {
        let mut worked = 0;
        for &(from, end) in &self.blocks {
            let anniversary = anniversary(from - worked, years)?;
            if anniversary <= end {
                return date(anniversary.max(from + 1)).filter(|date| *date <= LAST);
            }
            worked += end - from;
        }
        None
    }

    /// How much has been done on the days before a date, in years, months and days since the pushed start.
    pub fn have(&self, as_of: NaiveDate) -> Period {
        let past = self.before(as_of);
        let worked = past.worked();
        match past.blocks.last().and_then(|block| Some((date(block.1 - worked)?, date(block.1)?))) {
            Some((start, end)) => Period::between(start, end),
            None => Period::ZERO,
        }
    }

    /// When N years would be reached if related work went on from a date without a break, seen from that date. None where
    /// they are reached by then.
    pub fn target(&self, years: u8, as_of: NaiveDate) -> Option<NaiveDate> {
        let past = self.before(as_of);
        if years == 0 || past.reached(years).is_some() {
            return None;
        }
        let today = as_of.num_days_from_ce();
        date(anniversary(today - past.worked(), years)?.max(today + 1))
    }

    /// How much is missing on a date until N years, if related work went on from that date without a break. Zero where
    /// they are reached.
    pub fn missing(&self, years: u8, as_of: NaiveDate) -> Period {
        self.target(years, as_of).map_or(Period::ZERO, |target| Period::between(as_of, target))
    }

    /// The number of days worked before a date.
    pub fn days(&self, before: NaiveDate) -> u32 {
        u32::try_from(self.before(before).worked()).unwrap_or_default()
    }

    /// Whether a date lies in it.
    pub fn includes(&self, date: NaiveDate) -> bool {
        let day = date.num_days_from_ce();
        self.blocks.iter().any(|block| block.0 <= day && day < block.1)
    }

    /// The blocks in order, for a picture of them.
    pub fn blocks(&self) -> impl Iterator<Item = Block> + '_ {
        self.blocks.iter().filter_map(|&(from, end)| {
            let to = if end == OPEN { None } else { Some(date(end - 1)?) };
            Some(Block { from: date(from)?, to })
        })
    }

    /// Days of all blocks; only meaningful where none is open.
    fn worked(&self) -> Day {
        self.blocks.iter().map(|block| block.1 - block.0).sum()
    }
}

/// The N-th anniversary: the same day and month; for 29 February the 28th in common years.
fn anniversary(day: Day, years: u8) -> Option<Day> {
    let start = date(day)?;
    let year = start.year() + i32::from(years);
    let anniversary = start.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))?;
    Some(anniversary.num_days_from_ce())
}

fn date(day: Day) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::domain::verification::Verification;

    fn on(text: &str) -> NaiveDate {
        day::parse(text).expect(text)
    }

    /// `2020-01-01..2021-12-31 2022-02-01..`
    fn service(intervals: &str) -> Service {
        let employment: Vec<Employment> = intervals
            .split_whitespace()
            .map(|interval| {
                let (from, to) = interval.split_once("..").expect("two dots");
                let to = (!to.is_empty()).then(|| on(to));
                Employment::new(on(from), to, true, Verification::Verified).expect("in order")
            })
            .collect();
        Service::of(&employment)
    }

    #[test]
    fn n_years_are_reached_on_the_anniversary_of_the_pushed_start() {
        let cases = [
            ("two whole years end the day before", "2020-01-01..2021-12-31", 2, Some("2022-01-01")),
            ("one day less is not enough", "2020-01-01..2021-12-30", 2, None),
            ("open work goes on", "2020-01-01..", 5, Some("2025-01-01")),
            ("adjoining intervals are one", "2020-01-01..2020-06-30 2020-07-01..2021-12-31", 2, Some("2022-01-01")),
            ("overlapping ones count once", "2020-01-01..2021-06-30 2020-03-01..2021-12-31", 2, Some("2022-01-01")),
            ("one inside another adds nothing", "2020-01-01..2021-12-31 2020-05-01..2020-05-31", 2, Some("2022-01-01")),
            ("a gap of 52 days pushes by 52", "2021-03-01..2023-08-31 2023-10-23..", 4, Some("2025-04-22")),
            (
                "two gaps push twice",
                "2020-01-01..2020-01-31 2020-02-11..2020-02-29 2020-03-11..",
                1,
                Some("2021-01-21"),
            ),
            ("the first block that gets there decides", "2020-01-01..2021-12-31 2024-01-01..", 2, Some("2022-01-01")),
            ("29 February has its anniversary on the 28th", "2020-02-29..", 1, Some("2021-02-28")),
            ("… and on the 29th in a leap year", "2020-02-29..", 4, Some("2024-02-29")),
            ("… so that 28 February 2021 is a year's end", "2020-02-29..2021-02-27", 1, Some("2021-02-28")),
            ("no work at all", "", 1, None),
        ];
        for (name, intervals, years, expected) in cases {
            assert_eq!(service(intervals).reached(years), expected.map(on), "{name}");
        }
    }

    #[test]
    fn an_anniversary_on_a_blocks_first_day_is_seen_the_day_after() {
        // 365 days from 2019-03-01 on are one day short of 2020-03-01; the gap of 366 days moves the start to 2020-03-01,
        // whose year has 365 days: the anniversary is 2021-03-01, the second block's first day.
        let service = service("2019-03-01..2020-02-28 2021-03-01..");
        assert_eq!(service.before(on("2021-03-01")).reached(1), None);
        assert_eq!(service.reached(1), Some(on("2021-03-02")));
    }

    #[test]
    fn what_is_there_and_what_is_missing_add_up() {
        let cases = [
            ("in work", "2021-03-01..2023-08-31 2023-10-23..", 6, "2026-11-20", (5, 6, 29), (0, 5, 2)),
            ("out of work: from today on", "2021-01-01..2021-12-31", 2, "2026-11-20", (1, 0, 0), (1, 0, 0)),
            ("nothing yet", "", 2, "2026-11-20", (0, 0, 0), (2, 0, 0)),
            ("a plan is not yet there", "2027-01-01..", 2, "2026-11-20", (0, 0, 0), (2, 0, 0)),
            ("reached", "2020-01-01..", 2, "2026-11-20", (6, 10, 19), (0, 0, 0)),
            ("reached long ago", "2020-01-01..2021-12-31", 2, "2026-11-20", (2, 0, 0), (0, 0, 0)),
        ];
        for (name, intervals, years, as_of, have, missing) in cases {
            let period = |(years, months, days)| Period { years, months, days };
            let service = service(intervals);
            assert_eq!(service.have(on(as_of)), period(have), "{name}: have");
            assert_eq!(service.missing(years, on(as_of)), period(missing), "{name}: missing");
        }
    }

    #[test]
    fn a_cut_keeps_the_days_on_its_side() {
        let service = service("2020-01-01..2020-01-04 2020-01-05..2020-01-10 2020-02-01..");
        assert_eq!(service.days(on("2020-01-06")), 5);
        assert_eq!(service.days(on("2020-02-02")), 11);
        assert_eq!(service.since(on("2020-01-08")).days(on("2020-01-20")), 3);
        let blocks: Vec<_> = service.since(on("2020-01-03")).blocks().collect();
        let joined = Block { from: on("2020-01-03"), to: Some(on("2020-01-10")) };
        assert_eq!(blocks, [joined, Block { from: on("2020-02-01"), to: None }]);
    }
}
