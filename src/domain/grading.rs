//! What a paper's answers come to: items by their keys, essays and unjudged conversations by a person's marks.

use super::assembly::paper::PinnedItem;
use super::digest::Digest;
use super::item::Item;
use super::item::interaction::Interaction;
use super::item::response::Response;
use super::item::scoring::{Verdict, score};
use super::locale::Locale;
use super::marks::Marks;
use super::outcome::{DimensionOutcome, ItemOutcome, PlayOutcome};
use super::points::Points;
use super::scenario::model::Scenario;
use super::scenario::play::Play;

/// Scores an answer. `item` is the version to score by, `hash` its name: the pinned one, or a corrected one when a result is
/// made again. Words may be typed in either language, whatever the page's was: the better reading counts.
pub fn grade_item(
    item: &Item,
    hash: Digest,
    pinned: &PinnedItem,
    locale: Locale,
    response: Option<&Response>,
    marks: Option<&Marks>,
) -> ItemOutcome {
    let (points, verdict) = if let Interaction::Essay(_) = &item.interaction {
        essay(pinned.max, response, marks)
    } else {
        let readings = [locale, locale.other()].map(|locale| score(item, pinned.seed, locale, response));
        let [first, second] = readings;
        let best = if second.points > first.points { second } else { first };
        (pinned.weigh(best), best.verdict)
    };
    ItemOutcome { item: pinned.item.clone(), hash, competency: item.competency, points, of: pinned.max, verdict }
}

/// An essay waits for a person unless nothing was written.
fn essay(of: Points, response: Option<&Response>, marks: Option<&Marks>) -> (Points, Verdict) {
    let written = matches!(response, Some(Response::Essay { written }) if !written.trim().is_empty());
    match marks {
        Some(marks) => {
            let points = marks.essay_points(of);
            (points, verdict(points, of))
        }
        None if written => (Points::ZERO, Verdict::AwaitsScorer),
        None => (Points::ZERO, Verdict::Wrong),
    }
}

fn verdict(points: Points, of: Points) -> Verdict {
    match points {
        points if points >= of => Verdict::Right,
        points if points > Points::ZERO => Verdict::Partly,
        _ => Verdict::Wrong,
    }
}

/// Scores a conversation. One that did not get to an ending meets no conditions; one with a line that no rule judged waits
/// for a person.
pub fn grade_play(scenario: &Scenario, play: &Play, marks: Option<&Marks>) -> PlayOutcome {
    let whole = |points: u8| Points::hundredths(i32::from(points) * Points::ONE.as_hundredths());
    let result = play.result(scenario);
    let given = match marks {
        Some(Marks::RolePlay { points, conditions_hold }) => Some((points, *conditions_hold)),
        Some(Marks::Essay { .. }) | None => None,
    };
    let dimensions = scenario.rubric.iter().map(|line| {
        let by_rules = play.standing().score(line.dimension);
        let points = given.and_then(|(points, _)| points.get(&line.dimension).copied()).unwrap_or(by_rules);
        DimensionOutcome { dimension: line.dimension, points: whole(points), of: whole(line.cap) }
    });
    PlayOutcome {
        competencies: scenario.competencies.clone(),
        dimensions: dimensions.collect(),
        conditions_hold: given.map_or_else(
            || result.as_ref().is_some_and(|result| result.passed),
            |(_, conditions_hold)| conditions_hold,
        ),
        awaits_scorer: given.is_none() && result.is_some_and(|result| result.unjudged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::item::samples;
    use crate::domain::seed::Seed;

    fn pinned(item: &Item, max: i32) -> PinnedItem {
        PinnedItem {
            item: item.id.clone(),
            hash: Digest::new([7; 32]),
            max: Points::hundredths(max),
            seed: Seed(3),
            case: None,
        }
    }

    #[test]
    fn every_kind_of_item_is_worth_its_weight_when_right_and_nothing_when_blank() {
        for item in samples::all() {
            let pinned = pinned(&item, 300);
            let right = samples::right_answer(&item, pinned.seed, Locale::En);
            let marks = Marks::Essay { marks: vec![2, 2] };
            let graded = |response, marks| grade_item(&item, pinned.hash, &pinned, Locale::En, response, marks);
            let is_essay = matches!(item.interaction, Interaction::Essay(_));
            let full = graded(Some(&right), is_essay.then_some(&marks));
            assert_eq!((full.points, full.verdict), (pinned.max, Verdict::Right), "{}", item.id);
            let blank = graded(None, None);
            assert_eq!((blank.points, blank.verdict), (Points::ZERO, Verdict::Wrong), "{}", item.id);
            let unread = graded(Some(&right), None);
            assert_eq!(unread.verdict == Verdict::AwaitsScorer, is_essay, "{}", item.id);
        }
    }

    #[test]
    fn words_are_read_in_either_language() {
        let item = samples::short();
        let pinned = pinned(&item, 100);
        let chinese = samples::right_answer(&item, pinned.seed, Locale::ZhCn);
        let graded = grade_item(&item, pinned.hash, &pinned, Locale::En, Some(&chinese), None);
        assert_eq!(graded.verdict, Verdict::Right);
    }
}
