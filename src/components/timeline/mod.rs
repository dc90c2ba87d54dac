//! Facts above, requirements below, on one axis of years.

mod of_file;
mod scale;
mod track;

pub use of_file::view_of;

use super::percent;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use chrono::NaiveDate;
use leptos::prelude::*;
use scale::Scale;
use track::{Grid, Lane};

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
