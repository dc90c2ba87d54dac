//! The small ladder that stands for a level, and the sign of the product.

use crate::domain::level::Level;
use leptos::prelude::*;

/// Five rungs, inked up to the level.
#[component]
pub fn RungsGlyph(level: Level, #[prop(default = 20)] size: u8) -> impl IntoView {
    let rungs: String = (0..level.number()).map(rung).collect();
    let rest: String = (level.number()..5).map(rung).collect();
    view! {
        <svg
            class="rungs"
            data-level=level.number().to_string()
            width=size.to_string()
            height=size.to_string()
            viewBox="0 0 18 18"
            aria-hidden="true"
        >
            <path d="M2.5 0v18M15.5 0v18" stroke="var(--line)"></path>
            <path d=rest stroke="var(--line)" stroke-width="0.75"></path>
            <path d=rungs stroke="var(--level)" stroke-width="2.1"></path>
        </svg>
    }
}

fn rung(index: u8) -> String {
    format!("M2.5 {:.1}h13", 13.4 - 3.1 * f64::from(index))
}

/// The sign: five strokes that lean upwards, one for each 青.
#[component]
pub fn Sign() -> impl IntoView {
    view! {
        <svg width="28" height="24" viewBox="0 0 28 24" aria-hidden="true" stroke-width="2.6">
            <path d="M2 21.5h16" stroke="var(--qing-1)"></path>
            <path d="M4.1 17.2h14.8" stroke="var(--qing-2)"></path>
            <path d="M6.2 12.9h13.6" stroke="var(--qing-3)"></path>
            <path d="M8.3 8.6h12.4" stroke="var(--qing-4)"></path>
            <path d="M10.4 4.3h11.2" stroke="var(--qing-5)"></path>
        </svg>
    }
}

/// A large quiet ladder for pages before the work. On pages that went wrong its middle rung has slipped.
#[component]
pub fn LadderSign(#[prop(optional)] broken: bool) -> impl IntoView {
    let middle = if broken { "M41.3 164 152 188" } else { "M41.3 164h117.4" };
    view! {
        <svg class="ladder-sign" viewBox="0 0 200 360" preserveAspectRatio="xMidYMin meet" aria-hidden="true" fill="none">
            <path d="M26 344 50-10M174 344 150-10" stroke="var(--line)"></path>
            <path d="M32 344 56-10M168 344 144-10" stroke="var(--line)"></path>
            <path d="M32.3 296h135.4" stroke="var(--qing-1)" stroke-width="13"></path>
            <path d="M36.8 230h126.4" stroke="var(--qing-2)" stroke-width="12"></path>
            <path d=middle stroke="var(--qing-3)" stroke-width="11"></path>
            <path d="M45.7 98h108.6" stroke="var(--qing-4)" stroke-width="10"></path>
            <path d="M50.2 32h99.6" stroke="var(--qing-5)" stroke-width="9"></path>
            <path d="M8 344.5h184" stroke="var(--ink-2)" stroke-width="1.5"></path>
            <path
                d="m20 346-4 7m16-7-4 7m16-7-4 7m16-7-4 7m16-7-4 7m16-7-4 7m16-7-4 7m16-7-4 7m16-7-4 7m16-7-4 7m16-7-4 7m16-7-4 7m16-7-4 7"
                stroke="var(--line)"
            ></path>
        </svg>
    }
}
