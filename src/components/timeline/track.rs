//! One lane of the axis: its name, its bars and pins, and the same in sentences.

use super::scale::Scale;
use super::{BarView, LaneView, PinKind, PinView};
use crate::components::bits::Day;
use crate::components::percent;
use chrono::{Days, NaiveDate};
use leptos::prelude::*;

/// Within this share of the axis a plan's label would run into another one on a phone, where it is left out.
const CROWDED: f64 = 0.9;

#[component]
pub fn Grid(scale: Scale) -> impl IntoView {
    view! {
        <svg class="grid" viewBox="0 0 100 10" preserveAspectRatio="none"><path d=scale.grid()></path></svg>
    }
}

#[component]
pub fn Lane(lane: LaneView, scale: Scale, today: NaiveDate) -> impl IntoView {
    let need = lane.level.is_some();
    let sentences: Vec<String> = lane
        .bars
        .iter()
        .map(|bar| bar.sentence.clone())
        .chain(lane.pins.iter().map(|pin| pin.sentence.clone()))
        .collect();
    let bars = lane.bars.into_iter().map(|bar| view! { <Bar bar scale/> }).collect_view();
    let days: Vec<NaiveDate> = lane.pins.iter().map(|pin| pin.day).collect();
    let pins = lane
        .pins
        .into_iter()
        .map(|pin| {
            let near =
                |other: &&NaiveDate| **other != pin.day && (scale.at(**other) - scale.at(pin.day)).abs() < CROWDED;
            let crowded = pin.kind == PinKind::Plan && days.iter().any(|day| near(&day));
            view! { <Pin pin scale crowded/> }
        })
        .collect_view();
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
fn Pin(pin: PinView, scale: Scale, crowded: bool) -> impl IntoView {
    let share = scale.at(pin.day);
    let turned = (share > 0.7).then_some("");
    view! {
        <svg x=percent(share) y="50%" overflow="visible">
            <g class="pin" data-kind=pin.kind.key() data-level=pin.kind.level() data-turned=turned data-crowded=crowded.then_some("")>
                <title>{pin.sentence}</title>
                <rect></rect>
                <text>{pin.label}</text>
            </g>
        </svg>
    }
}
