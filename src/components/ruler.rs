//! Whatever is measured, drawn against ticks.

use super::percent;
use leptos::prelude::*;
use std::fmt::Write as _;

/// More ticks than this would run together.
const MOST_TICKS: u32 = 48;

/// What a ruler shows: how much there is, of how much, with a tick each unit, and where it should be by now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    pub have: f64,
    pub of: f64,
    /// Units along the ruler.
    pub units: u32,
    pub pace: Option<f64>,
}

impl Measure {
    /// A tick for every unit.
    pub fn whole(have: f64, of: u32) -> Self {
        Self { have, of: f64::from(of), units: of, pace: None }
    }

    #[must_use]
    pub fn with_pace(self, pace: f64) -> Self {
        Self { pace: Some(pace), ..self }
    }

    fn share(self, value: f64) -> f64 {
        if self.of > 0.0 { (value / self.of).clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// With a label it is a meter of its own; without, it repeats words that stand beside it and is silent.
#[component]
pub fn Ruler(measure: Measure, #[prop(optional, into)] label: Option<String>) -> impl IntoView {
    let share = percent(measure.share(measure.have));
    let pace = measure.pace.map(|pace| percent(measure.share(pace)));
    let silent = label.is_none().then_some("true");
    let spoken = label.is_some();
    let paced = pace.is_some().then_some("");
    view! {
        <span
            class="ruler"
            data-pace=paced
            role=spoken.then_some("meter")
            aria-label=label
            aria-hidden=silent
            aria-valuemin=spoken.then_some("0")
            aria-valuemax=spoken.then(|| measure.of.to_string())
            aria-valuenow=spoken.then(|| measure.have.to_string())
        >
            <svg aria-hidden="true">
                <svg viewBox="0 0 100 16" preserveAspectRatio="none">
                    <path class="ticks" d=ticks(measure.units)></path>
                </svg>
                <rect class="bar" y="6" width=share.clone() height="4"></rect>
                <rect class="flag" x=share y="0" height="19"></rect>
                {pace
                    .map(|pace| {
                        view! { <svg class="pace" x=pace overflow="visible"><path d="m-5 23 5-5 5 5Z"></path></svg> }
                    })}
            </svg>
        </span>
    }
}

fn ticks(units: u32) -> String {
    let units = units.max(1);
    let step = units.div_ceil(MOST_TICKS);
    let mut path = String::from("M0 15.5H100");
    for unit in (0..=units).step_by(step as usize) {
        let _ = write!(path, "M{:.2} 10.5V15.5", f64::from(unit) / f64::from(units) * 100.0);
    }
    path
}

/// A score out of a few points: a box each, and the figures.
#[component]
pub fn Pips(have: u32, of: u32) -> impl IntoView {
    view! {
        <span class="pips">
            <span aria-hidden="true">{(0..of).map(|pip| view! { <i class=(pip < have).then_some("on")></i> }).collect_view()}</span>
            <b>{format!("{have}/{of}")}</b>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_stays_on_the_ruler() {
        assert!((Measure::whole(9.0, 4).share(9.0) - 1.0).abs() < f64::EPSILON);
        assert!(Measure::whole(1.0, 0).share(1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn many_units_share_a_tick() {
        assert_eq!(ticks(4).matches('V').count(), 5);
        assert!(ticks(400).matches('V').count() <= 50);
    }
}
