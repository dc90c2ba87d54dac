//! What the people of the demo company answer: right or wrong by their skill, always something that could be an answer.

use super::plan::Skill;
use crate::domain::competency::Competency;
use crate::domain::item::Item;
use crate::domain::item::interaction::Interaction;
use crate::domain::item::perfect::right_answer;
use crate::domain::item::presentation::{InteractionView, OptionView, present};
use crate::domain::item::response::Response;
use crate::domain::locale::Locale;
use crate::domain::marks::Marks;
use crate::domain::scenario::model::Scenario;
use crate::domain::scenario::play::{Play, Reply, Transcript};
use crate::domain::scenario::spot::Choice;
use crate::domain::seed::Seed;
use std::cmp::Reverse;

const LANGUAGE: Locale = Locale::ZhCn;
/// So many conversations are followed side by side to find a good one.
const WIDTH: usize = 8;

impl Skill {
    /// Whether the item at a place of the paper is answered rightly.
    fn knows(self, item: &Item, place: usize) -> bool {
        match self {
            Self::Strong | Self::Puzzling => place % 9 != 4,
            Self::Weak => {
                !matches!(item.competency, Competency::Process | Competency::PrivacyLaw | Competency::Emotion)
                    && place % 4 != 1
            }
        }
    }

    /// What a scorer gives for an essay of so many criteria.
    pub(super) fn marks(self, criteria: usize) -> Marks {
        let of = |place: usize| match self {
            Self::Strong | Self::Puzzling => {
                if place % 4 == 3 {
                    1
                } else {
                    2
                }
            }
            Self::Weak => u8::from(place.is_multiple_of(2)),
        };
        Marks::Essay { marks: (0..criteria).map(of).collect() }
    }
}

/// The answer to an item as it stands on the paper; nothing where somebody had no idea.
pub(super) fn answer(skill: Skill, item: &Item, seed: Seed, place: usize) -> Option<Response> {
    if let Interaction::Essay(essay) = &item.interaction {
        return Some(Response::Essay { written: essay_of(skill, essay.rationale.get(LANGUAGE)) });
    }
    let right = right_answer(item, seed, LANGUAGE);
    if skill.knows(item, place) {
        return Some(right);
    }
    let other = |options: &[OptionView], taken: &crate::domain::item::presentation::ChoiceId| {
        options.iter().map(|option| option.id.clone()).find(|id| id != taken)
    };
    match (right, present(item, seed, LANGUAGE).interaction) {
        (Response::Single { choice }, InteractionView::Single { options }) => {
            Some(Response::Single { choice: other(&options, &choice)? })
        }
        (Response::TrueFalse { holds }, _) => Some(Response::TrueFalse { holds: !holds }),
        (Response::Multiple { choices }, _) => {
            Some(Response::Multiple { choices: choices.into_iter().take(1).collect() })
        }
        (Response::Order { mut steps }, _) => {
            steps.reverse();
            Some(Response::Order { steps })
        }
        _ => None,
    }
}

/// The author's samples stand in quotation marks, the full one first; whoever writes for the demo company has read them.
fn essay_of(skill: Skill, samples: &str) -> String {
    let mut halves = samples.splitn(2, "中等句样");
    let (full, middling) = (halves.next().unwrap_or_default(), halves.next().unwrap_or_default());
    let chosen = match skill {
        Skill::Strong | Skill::Puzzling => full,
        Skill::Weak if middling.is_empty() => full,
        Skill::Weak => middling,
    };
    let begins = chosen.find('“').map_or(0, |at| at + '“'.len_utf8());
    let ends = chosen.rfind('”').filter(|end| *end > begins).unwrap_or(chosen.len());
    chosen[begins..ends].to_owned()
}

/// A conversation to its end: the best that can be found, or one lost opportunity after the other.
pub(super) fn talk(skill: Skill, scenario: &Scenario, seed: Seed) -> Transcript {
    let mut plays = vec![Play::start(scenario, seed)];
    let mut ended: Vec<Play> = Vec::new();
    while !plays.is_empty() {
        let (over, mut next): (Vec<_>, Vec<_>) = plays
            .iter()
            .flat_map(|play| lines(skill, scenario, play).into_iter().map(move |line| (play, line)))
            .filter_map(|(play, line)| play.reply(scenario, line, LANGUAGE).ok())
            .partition(|play| play.result(scenario).is_some());
        ended.extend(over);
        match skill {
            Skill::Strong | Skill::Puzzling => next.sort_by_key(|play| Reverse(play.standing().total())),
            Skill::Weak => next.sort_by_key(|play| play.standing().total()),
        }
        next.truncate(WIDTH);
        plays = next;
    }
    let worth = |play: &Play| (play.standing().passes(scenario), play.standing().total());
    let best = match skill {
        Skill::Strong | Skill::Puzzling => ended.iter().max_by_key(|play| worth(play)),
        Skill::Weak => ended.iter().min_by_key(|play| worth(play)),
    };
    best.map(|play| play.transcript(scenario)).unwrap_or_default()
}

/// What can be said: every reply that is offered, and one typed line for each judgement that the author foresaw; or one that the
/// author's rules do not understand.
fn lines(skill: Skill, scenario: &Scenario, play: &Play) -> Vec<Reply> {
    let mut lines: Vec<Reply> = play.offered(scenario).into_iter().map(|(id, _)| Reply::Chosen(id)).collect();
    if let Some(typed) = play.spot().turn(scenario).and_then(|turn| turn.typed.as_ref()) {
        let mut seen = Vec::new();
        let fits = |expected: &Choice| (*expected == Choice::Else) == (skill == Skill::Puzzling);
        for test in typed.tests.iter().filter(|test| test.locale == LANGUAGE && fits(&test.expected)) {
            if !seen.contains(&test.expected) {
                seen.push(test.expected);
                lines.push(Reply::Typed(test.line.clone()));
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_essay_is_the_authors_sample_without_its_quotation_marks() {
        let samples = "满分句样：“先查。‘好’。”给小屈：“已转。”中等句样：“尽快。”";
        assert_eq!(essay_of(Skill::Strong, samples), "先查。‘好’。”给小屈：“已转。");
        assert_eq!(essay_of(Skill::Weak, samples), "尽快。");
        assert_eq!(essay_of(Skill::Weak, "随便写"), "随便写");
    }
}
