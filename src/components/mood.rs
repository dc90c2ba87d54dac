//! The customer's mood as a tune on five lines.

use super::percent;
use crate::domain::locale::Locale;
use crate::domain::scenario::view::Mood;
use leptos::prelude::*;
use std::fmt::Write as _;

const FROM_THE_TOP: [Mood; 5] = [Mood::Calm, Mood::Easing, Mood::Anxious, Mood::Angry, Mood::Leaving];

/// The height on the staff, from its top. The lines lie 1.125 rem apart, the first half a rem from the top.
fn height(mood: Mood) -> f64 {
    let line = match mood {
        Mood::Calm => 0.0,
        Mood::Easing => 1.0,
        Mood::Anxious => 2.0,
        Mood::Angry => 3.0,
        Mood::Leaving => 4.0,
    };
    (0.53 + 1.125 * line) / 5.625
}

/// The moods so far, the present one last. Long conversations move closer together.
#[component]
pub fn Staff(locale: Locale, moods: Vec<Mood>) -> impl IntoView {
    let slots = u32::try_from(moods.len()).map_or(8.0, |count| f64::from(count.max(8)));
    let places: Vec<(f64, f64)> =
        moods.iter().zip(0_u32..).map(|(mood, index)| ((f64::from(index) + 0.5) / slots, height(*mood))).collect();
    let last = places.len().saturating_sub(1);
    let notes = places
        .iter()
        .enumerate()
        .map(|(index, (x, y))| view! { <ellipse cx=percent(*x) cy=percent(*y) class=(index == last).then_some("now")></ellipse> })
        .collect_view();
    let path = moods.iter().map(|mood| locale.mood(*mood)).collect::<Vec<_>>().join(locale.list_comma());
    view! {
        <figure class="staff">
            <figcaption><b>{locale.talk_mood()}</b><span class="small muted" aria-live="polite">{now(locale, &moods)}</span></figcaption>
            <div class="lines" role="img" aria-label=locale.talk_mood_path(&path)>
                <div class="names" aria-hidden="true">
                    {FROM_THE_TOP.map(|mood| view! { <span>{locale.mood(mood)}</span> }).collect_view()}
                </div>
                <div class="plot">
                    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true"><path d=tune(&places)></path></svg>
                    <svg aria-hidden="true">{notes}</svg>
                </div>
            </div>
        </figure>
    }
}

fn now(locale: Locale, moods: &[Mood]) -> String {
    match moods {
        [] => String::new(),
        [.., before, now] if now < before => locale.talk_mood_better(&locale.mood(*now)),
        [.., before, now] if now > before => locale.talk_mood_worse(&locale.mood(*now)),
        [.., now] => locale.talk_mood_now(&locale.mood(*now)),
    }
}

fn tune(places: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (index, (x, y)) in places.iter().enumerate() {
        let _ = write!(path, "{}{:.2} {:.2}", if index == 0 { 'M' } else { 'L' }, x * 100.0, y * 100.0);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mood_is_compared_with_the_one_before() {
        let moods = [Mood::Angry, Mood::Anxious];
        assert_eq!(now(Locale::ZhCn, &moods), "现在：着急，比上一句好");
        assert_eq!(now(Locale::ZhCn, &moods[..1]), "现在：恼火");
        assert_eq!(now(Locale::En, &[Mood::Calm, Mood::Leaving]), "Now: leaving, worse than before");
    }
}
