//! The next twelve months: how many people newly qualify, as bars by level, with their figures in a table.

use crate::components::section_head::SectionHead;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::server::services::people::board::Month;
use leptos::prelude::*;

#[component]
pub fn Ahead(locale: Locale, months: Vec<Month>) -> impl IntoView {
    let most = months.iter().max_by_key(|month| (total(month), std::cmp::Reverse(month.first_day)));
    let most = most.filter(|month| total(month) > 0).cloned();
    let body = match most {
        None => view! { <p class="muted">{locale.board_ahead_none()}</p> }.into_any(),
        Some(most) => {
            let label = locale.board_ahead_chart(&locale.month(most.first_day), &total(&most));
            view! {
                <Bars label months=months.clone() highest=total(&most)/>
                <Key locale/>
                <Figures locale months/>
            }
            .into_any()
        }
    };
    view! {
        <section aria-labelledby="ahead">
            <SectionHead id="ahead" title=locale.board_ahead()><span class="muted">{locale.board_ahead_note()}</span></SectionHead>
            {body}
        </section>
    }
}

fn total(month: &Month) -> u32 {
    month.opens.iter().sum()
}

/// Percent of the drawing's height that the highest bar takes; the rest is for figures above and months below.
const HIGHEST: f64 = 72.0;
const FLOOR: f64 = 84.0;

#[component]
fn Bars(label: String, months: Vec<Month>, highest: u32) -> impl IntoView {
    let share = 100.0 / f64::from(u32::try_from(months.len()).unwrap_or(12).max(1));
    let bars = months
        .into_iter()
        .scan(0.0, |left, month| {
            let at = *left;
            *left += share;
            Some((at, month))
        })
        .map(|(left, month)| view! { <MonthBar left share month highest/> })
        .collect_view();
    let line = percent(FLOOR);
    view! {
        <svg class="months" role="img" aria-label=label>
            <line x1="0" x2="100%" y1=line.clone() y2=line></line>
            {bars}
        </svg>
    }
}

#[component]
fn MonthBar(left: f64, share: f64, month: Month, highest: u32) -> impl IntoView {
    let unit = HIGHEST / f64::from(highest.max(1));
    let mut floor = FLOOR;
    let rects = Level::ALL
        .into_iter()
        .zip(month.opens)
        .filter(|(_, count)| *count > 0)
        .map(|(level, count)| {
            let height = unit * f64::from(count);
            floor -= height;
            view! {
                <rect
                    data-level=level.number().to_string()
                    x=percent(left + share * 0.25)
                    width=percent(share * 0.5)
                    y=percent(floor)
                    height=percent(height)
                ></rect>
            }
        })
        .collect::<Vec<_>>();
    let sum = total(&month);
    let middle = percent(left + share / 2.0);
    let figure = (sum > 0).then(|| view! { <text class="sum" x=middle.clone() y=percent(floor - 3.0)>{sum}</text> });
    view! {
        {rects}
        {figure}
        <text x=middle y="98%">{month.first_day.format("%m").to_string()}</text>
    }
}

fn percent(share: f64) -> String {
    format!("{share:.2}%")
}

#[component]
fn Key(locale: Locale) -> impl IntoView {
    let levels = Level::ALL
        .map(|level| view! { <span data-level=level.number().to_string()><i></i>{locale.level_brief(level)}</span> })
        .collect_view();
    view! { <p class="key small muted months-key" aria-hidden="true">{levels}</p> }
}

#[component]
fn Figures(locale: Locale, months: Vec<Month>) -> impl IntoView {
    let heads = Level::ALL.map(|level| view! { <th scope="col">{locale.level_brief(level)}</th> }).collect_view();
    let rows = months
        .into_iter()
        .map(|month| {
            let counts = month.opens.map(|count| view! { <td>{count}</td> }).collect_view();
            view! {
                <tr>
                    <th scope="row"><time>{month.first_day.format("%Y-%m").to_string()}</time></th>
                    {counts}
                    <td><b>{total(&month)}</b></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="data">
            <summary>{locale.board_data()}</summary>
            <div class="scroll" tabindex="0" role="group" aria-label=locale.board_ahead_caption()>
                <table class="plain figures">
                    <caption class="sr">{locale.board_ahead_caption()}</caption>
                    <thead><tr><th scope="col">{locale.board_month()}</th>{heads}<th scope="col">{locale.board_total()}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}
