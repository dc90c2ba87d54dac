//! The two rails with their ticks, and today across them. Units: 200 wide, 500 high.

use super::axis::{Axis, GROUND, TodayMark};
use crate::components::percent;
use crate::domain::locale::Locale;
use leptos::prelude::*;
use std::fmt::Write as _;

/// The left rail leans inwards by this much over its height; the right one mirrors it.
const LEAN: f64 = 24.0;
const FOOT: f64 = 16.0;
const WIDTH: f64 = 200.0;

#[component]
pub fn Rails(axis: Axis) -> impl IntoView {
    let reached = axis.reached();
    let told = axis.top().min(reached);
    let open = told > 0.0 && axis.top() > 50.0;
    // Time that cannot be told stays an outline in dashes.
    let casing = pair(GROUND, if open { told } else { 0.0 });
    let rest = open.then(|| view! { <path class="open" d=pair(told, 0.0)></path> });
    let quarters = ticks(&axis, false);
    let years = ticks(&axis, true);
    let ties = axis.ties().into_iter().fold(String::new(), |mut path, (low, high)| {
        let x = rail(high) - 11.0;
        let _ = write!(path, "M{:.1} {:.1}H{:.1}V{:.1}h5", x + 5.0, low.min(GROUND - 4.0), x, high);
        path
    });
    view! {
        <svg class="rails" viewBox="0 0 200 500" preserveAspectRatio="none" aria-hidden="true">
            <defs>
                <linearGradient id="qing" gradientUnits="userSpaceOnUse" x1="0" y1="500" x2="0" y2="0">
                    <stop offset="0.1" stop-color="var(--qing-1)"></stop>
                    <stop offset="0.3" stop-color="var(--qing-2)"></stop>
                    <stop offset="0.5" stop-color="var(--qing-3)"></stop>
                    <stop offset="0.7" stop-color="var(--qing-4)"></stop>
                    <stop offset="0.9" stop-color="var(--qing-5)"></stop>
                </linearGradient>
            </defs>
            <path class="case" d=casing></path>
            {rest}
            <path class="hollow" d=pair(GROUND, -5.0)></path>
            {(reached < GROUND).then(|| view! { <path class="inked" d=pair(GROUND, reached)></path> })}
            <path class="quarter" d=quarters></path>
            <path class="year" d=years></path>
            <path class="tie" d=ties></path>
        </svg>
    }
}

/// Today: a line across both rails, its word in the margin.
#[component]
pub fn Today(locale: Locale, mark: TodayMark) -> impl IntoView {
    view! {
        <svg class="today" aria-hidden="true">
            <rect y=percent(mark.line / GROUND)></rect>
            <text y=percent(mark.label / GROUND)>{locale.ladder_today()}</text>
        </svg>
    }
}

/// Where the left rail stands at a height.
fn rail(height: f64) -> f64 {
    FOOT + LEAN * (GROUND - height) / GROUND
}

/// Both rails between two heights.
fn pair(low: f64, high: f64) -> String {
    let (foot, head) = (rail(low), rail(high));
    format!("M{foot:.1} {low:.1}L{head:.1} {high:.1}M{:.1} {low:.1}L{:.1} {high:.1}", WIDTH - foot, WIDTH - head)
}

fn ticks(axis: &Axis, year: bool) -> String {
    let length = if year { 10.0 } else { 5.0 };
    axis.ticks().into_iter().filter(|tick| tick.year == year).fold(String::new(), |mut path, tick| {
        let _ = write!(path, "M{:.1} {:.1}h{length}", rail(tick.height) - 7.0 - length, tick.height);
        path
    })
}
