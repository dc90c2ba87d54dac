//! The ladder, the product's picture: five rungs that fill with study and exams between two rails that are an axis of time.

mod axis;
mod rails;

use super::bits::{Bit, Bits, Day};
use super::state::State;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use axis::Axis;
use chrono::NaiveDate;
use leptos::prelude::*;
use rails::{Rails, Today};

/// A ladder to draw. Rungs stand in the order of the levels, the first at the bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderView {
    pub today: NaiveDate,
    /// The first day of work; without one the ladder stands on today.
    pub start: Option<NaiveDate>,
    pub rungs: Vec<RungView>,
}

/// One level on the ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct RungView {
    pub level: Level,
    pub name: String,
    pub state: State,
    /// When it was awarded, or opened, or will open at the earliest. `None`: no route leads there as things are.
    pub date: Option<NaiveDate>,
    /// What the date is: `取得`, `最早可考`.
    pub date_note: String,
    /// How much of the study is done, in percent.
    pub progress: u8,
    /// What is to be said of it, line by line.
    pub lines: Vec<Vec<Bit>>,
    /// The level that is being climbed now.
    pub current: bool,
}

/// `heading` is the id of the title above the ladder.
#[component]
pub fn Ladder(locale: Locale, ladder: LadderView, heading: &'static str) -> impl IntoView {
    let start = ladder.start.unwrap_or(ladder.today);
    let axis = Axis::new(start, ladder.today, ladder.rungs.iter().map(|rung| rung.date));
    let today = axis.today();
    let rungs = ladder.rungs.into_iter().rev().map(|rung| view! { <Rung locale rung/> }).collect_view();
    view! {
        <div class="ladder">
            <div class="frame">
                <Rails axis/>
                <p class="sr">{locale.ladder_today_is(&locale.day(ladder.today))}</p>
                <ol reversed=true aria-labelledby=heading>{rungs}</ol>
                <Today locale mark=today/>
                <p class="ground">
                    <span>
                        {ladder.start.map(|start| view! { <Day date=start/> " " {locale.ladder_start()} })}
                    </span>
                    <span>{locale.ladder_legend()}</span>
                </p>
            </div>
        </div>
    }
}

#[component]
fn Rung(locale: Locale, rung: RungView) -> impl IntoView {
    let progress = rung.progress.min(100);
    let lines = rung.lines.into_iter().map(|bits| view! { <Bits bits/> }).collect_view();
    let when = match rung.date {
        Some(date) => view! { <Day date/><span>{rung.date_note}</span> }.into_any(),
        None => view! { <b class="faint" aria-hidden="true">"—"</b><span>{locale.ladder_no_date()}</span> }.into_any(),
    };
    let share = (1..100).contains(&progress).then(|| view! { <b>{format!("{progress}%")}</b> });
    view! {
        <li
            data-level=rung.level.number().to_string()
            data-state=rung.state.key()
            aria-current=rung.current.then_some("step")
        >
            <p class="when">{when}</p>
            <div class="rung">
                <svg aria-hidden="true"><rect width=format!("{progress}%") height="100%"></rect></svg>
                {share}
            </div>
            <h3>
                <i aria-hidden="true">{locale.numeral(rung.level)}</i>
                <span class="sr">{locale.level(rung.level)} " "</span>
                {rung.name}
            </h3>
            <div class="more">{lines}</div>
        </li>
    }
}
