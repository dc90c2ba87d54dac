//! Facts above, requirements below, on one axis of years.

use super::bits::Day;
use super::percent;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use chrono::{Datelike, Days, NaiveDate};
use leptos::prelude::*;
use std::fmt::Write as _;

/// An axis with its lanes.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineView {
    pub today: NaiveDate,
    /// Education, work, certificates.
    pub facts: Vec<LaneView>,
    /// One lane for each route that counts years.
    pub requirements: Vec<LaneView>,
}

/// One row of the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct LaneView {
    pub name: String,
    /// For a requirement: its level, and the day on which it is or will be reached.
    pub level: Option<Level>,
    pub due: Option<NaiveDate>,
    pub bars: Vec<BarView>,
    pub pins: Vec<PinView>,
}

/// A stretch of days, both ends included.
#[derive(Debug, Clone, PartialEq)]
pub struct BarView {
    pub kind: BarKind,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// A word inside the bar, where there is room.
    pub label: String,
    /// The whole sentence, for the reader who sees no bar and for the pointer.
    pub sentence: String,
}

/// A single day.
#[derive(Debug, Clone, PartialEq)]
pub struct PinView {
    pub kind: PinKind,
    pub day: NaiveDate,
    pub label: String,
    pub sentence: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarKind {
    /// Related work, verified.
    Fact,
    /// Work that is not related.
    Other,
    /// Claimed, not verified.
    Claim,
    /// The present job, if it goes on.
    Ahead,
    /// Counted for a requirement.
    Count,
    /// A gap in what is counted.
    Gap,
    /// Still missing.
    Short,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinKind {
    Fact,
    Claim,
    /// Written down for a day to come.
    Plan,
    Certificate(Level),
}

impl BarKind {
    fn key(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Other => "other",
            Self::Claim => "claim",
            Self::Ahead => "ahead",
            Self::Count => "count",
            Self::Gap => "gap",
            Self::Short => "short",
        }
    }
}

impl PinKind {
    fn key(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Claim => "claim",
            Self::Plan => "plan",
            Self::Certificate(_) => "cert",
        }
    }

    fn level(self) -> Option<String> {
        match self {
            Self::Certificate(level) => Some(level.number().to_string()),
            Self::Fact | Self::Claim | Self::Plan => None,
        }
    }
}

/// The years that an axis shows: whole ones, around everything that is on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Scale {
    first: i32,
    /// The year after the last.
    end: i32,
}

impl Scale {
    /// Beyond this the years run together; the oldest are cut off.
    const MOST: i32 = 30;

    fn around(view: &TimelineView) -> Self {
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
    fn at(self, day: NaiveDate) -> f64 {
        let into = f64::from(day.ordinal0()) / if day.leap_year() { 366.0 } else { 365.0 };
        ((f64::from(day.year() - self.first) + into) / f64::from(self.end - self.first)).clamp(0.0, 1.0)
    }

    fn grid(self) -> String {
        let years = self.end - self.first;
        (0..=years).fold(String::new(), |mut path, year| {
            let _ = write!(path, "M{:.3} 0V10", f64::from(year) / f64::from(years) * 100.0);
            path
        })
    }

    /// Every year, or every second or fifth where there are many.
    fn labels(self) -> impl Iterator<Item = (i32, f64)> {
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

#[component]
pub fn Timeline(locale: Locale, timeline: TimelineView) -> impl IntoView {
    let scale = Scale::around(&timeline);
    let today = timeline.today;
    let facts = timeline.facts.into_iter().map(|lane| view! { <Lane lane scale today/> }).collect_view();
    let needs = timeline.requirements.into_iter().map(|lane| view! { <Lane lane scale today/> }).collect::<Vec<_>>();
    let label = (!needs.is_empty()).then(|| view! { <h3 class="label">{locale.timeline_requirements()}</h3> });
    view! {
        <div class="axis">
            <Patterns/>
            <Years locale scale today/>
            {facts}
            {label}
            {needs}
        </div>
    }
}

/// The fillings of bars that are not solid.
#[component]
fn Patterns() -> impl IntoView {
    view! {
        <svg class="sr" width="0" height="0" aria-hidden="true">
            <pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse">
                <path d="M.5 0V5" stroke="var(--line)"></path>
            </pattern>
            <pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <path d="M.5 0V4" stroke="var(--line)"></path>
            </pattern>
        </svg>
    }
}

#[component]
fn Years(locale: Locale, scale: Scale, today: NaiveDate) -> impl IntoView {
    let now = scale.at(today);
    // The word for today stands left of its line: a year's number makes room, on a phone from further away.
    let years = scale
        .labels()
        .filter(|(_, share)| !(0.0..0.09).contains(&(now - share)))
        .map(|(year, share)| {
            let near = (0.0..0.28).contains(&(now - share)).then_some("near");
            view! { <text class=near x=percent(share) y="100%">{year}</text> }
        })
        .collect_view();
    view! {
        <div class="lane years">
            <h3 class="sr">{locale.timeline_years()}</h3>
            <svg class="track" aria-hidden="true">
                <Grid scale/>
                {years}
                <text class="now" x=percent(now) y="100%">{locale.timeline_today()}</text>
                <rect class="today" x=percent(now) height="100%"></rect>
            </svg>
        </div>
    }
}

#[component]
fn Grid(scale: Scale) -> impl IntoView {
    view! {
        <svg class="grid" viewBox="0 0 100 10" preserveAspectRatio="none"><path d=scale.grid()></path></svg>
    }
}

#[component]
fn Lane(lane: LaneView, scale: Scale, today: NaiveDate) -> impl IntoView {
    let need = lane.level.is_some();
    let sentences: Vec<String> = lane
        .bars
        .iter()
        .map(|bar| bar.sentence.clone())
        .chain(lane.pins.iter().map(|pin| pin.sentence.clone()))
        .collect();
    let bars = lane.bars.into_iter().map(|bar| view! { <Bar bar scale/> }).collect_view();
    let pins = lane.pins.into_iter().map(|pin| view! { <Pin pin scale/> }).collect_view();
    let due = lane.due.map(|due| view! { <rect class="due" x=percent(scale.at(due))></rect> });
    view! {
        <div class=if need { "lane need" } else { "lane" } data-level=lane.level.map(|level| level.number().to_string())>
            <h3>{lane.name}{lane.due.map(|date| view! { <Day date/> })}</h3>
            <svg class="track" aria-hidden="true">
                <Grid scale/>
                {bars}
                {pins}
                {due}
                <rect class="today" x=percent(scale.at(today)) height="100%"></rect>
            </svg>
            <ul class="sr">{sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view()}</ul>
        </div>
    }
}

#[component]
fn Bar(bar: BarView, scale: Scale) -> impl IntoView {
    let from = scale.at(bar.from);
    let to = scale.at(bar.to.checked_add_days(Days::new(1)).unwrap_or(bar.to));
    let label = (!bar.label.is_empty()).then(|| view! { <text x="8" y="50%">{bar.label}</text> });
    view! {
        <svg class="bar" data-kind=bar.kind.key() x=percent(from) width=percent((to - from).max(0.003))>
            <title>{bar.sentence}</title>
            <rect></rect>
            {label}
        </svg>
    }
}

#[component]
fn Pin(pin: PinView, scale: Scale) -> impl IntoView {
    let share = scale.at(pin.day);
    let turned = (share > 0.7).then_some("");
    view! {
        <svg x=percent(share) y="50%" overflow="visible">
            <g class="pin" data-kind=pin.kind.key() data-level=pin.kind.level() data-turned=turned>
                <title>{pin.sentence}</title>
                <rect></rect>
                <text>{pin.label}</text>
            </g>
        </svg>
    }
}

/// What the fillings mean.
#[component]
pub fn TimelineKey(locale: Locale) -> impl IntoView {
    view! {
        <p class="key">
            <span><i data-kind="fact"></i>{locale.timeline_key_fact()}</span>
            <span><i data-kind="claim"></i>{locale.timeline_key_claim()}</span>
            <span><i data-kind="other"></i>{locale.timeline_key_other()}</span>
            <span><i data-kind="gap"></i>{locale.timeline_key_gap()}</span>
            <span><i data-kind="short"></i>{locale.timeline_key_short()}</span>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
