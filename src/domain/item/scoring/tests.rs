use super::*;
use crate::domain::item::interaction::Label;
use crate::domain::item::presentation::{ChoiceId, present};
use crate::domain::item::samples;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const LOCALE: Locale = Locale::ZhCn;

fn ids(item: &Item, seed: u64, marks: &str) -> Vec<ChoiceId> {
    let sitting = Sitting::new(item, Seed(seed), LOCALE);
    marks.chars().map(|mark| sitting.label_id(Label::new(mark).expect("a label"))).collect()
}

fn points(item: &Item, seed: u64, response: &Response) -> i32 {
    score(item, Seed(seed), LOCALE, Some(response)).points.as_hundredths()
}

fn ticked(item: &Item, seed: u64, marks: &str) -> Response {
    Response::Multiple { choices: ids(item, seed, marks).into_iter().collect() }
}

fn scored_as(scoring: MultipleScoring) -> Item {
    let mut item = samples::multiple();
    if let Interaction::Multiple(multiple) = &mut item.interaction {
        multiple.scoring = scoring;
    }
    item
}

#[test]
fn ticks_are_worth_what_the_scoring_says() {
    // The key is A, C and E of six.
    let cases = [
        ("ACE", 100, 100, 100),
        ("AC", 0, 67, 67),
        ("A", 0, 33, 33),
        ("ACEB", 0, 67, 67),
        ("AB", 0, 0, 0),
        ("B", 0, 0, -33),
        ("BDF", 0, 0, -100),
        ("ABCDEF", 0, 0, 0),
        ("", 0, 0, 0),
    ];
    for (marks, all_or_nothing, partial, negative) in cases {
        let expected = [
            (MultipleScoring::AllOrNothing, all_or_nothing),
            (MultipleScoring::Partial, partial),
            (MultipleScoring::Negative, negative),
        ];
        for (scoring, expected) in expected {
            let item = scored_as(scoring);
            assert_eq!(points(&item, 1, &ticked(&item, 1, marks)), expected, "{marks} {scoring:?}");
        }
    }
}

#[test]
fn steps_are_scored_by_their_neighbours() {
    // The key is D B E A C: four pairs of neighbours.
    let item = samples::ordering();
    for (order, expected) in
        [("DBEAC", 100), ("BEACD", 75), ("DBECA", 50), ("ACDBE", 75), ("CAEBD", 0), ("DBE", 50), ("", 0)]
    {
        assert_eq!(points(&item, 1, &Response::Order { steps: ids(&item, 1, order) }), expected, "{order}");
    }
}

#[test]
fn each_right_pair_counts_alike() {
    let item = samples::matching();
    for (lefts, rights, expected) in
        [("1234", "CEAD", 100), ("1234", "CEDA", 50), ("12", "CE", 50), ("1234", "ABCE", 0), ("", "", 0)]
    {
        let pairs: BTreeMap<_, _> = ids(&item, 1, lefts).into_iter().zip(ids(&item, 1, rights)).collect();
        assert_eq!(points(&item, 1, &Response::Match { pairs }), expected, "{lefts} {rights}");
    }
}

#[test]
fn typed_words_count_in_any_width_case_and_spacing() {
    let item = samples::short();
    let cases = [
        (Locale::ZhCn, "复述", 100),
        (Locale::ZhCn, "　复 述 。", 100),
        (Locale::ZhCn, "restate", 0),
        (Locale::En, "Restate", 100),
        (Locale::En, "ｓａｙ　ｉｔ　ｂａｃｋ", 100),
        (Locale::En, "复述", 0),
        (Locale::En, "", 0),
        (Locale::En, "restated", 0),
    ];
    for (locale, typed, expected) in cases {
        let response = Response::Short { typed: typed.into() };
        let found = score(&item, Seed(1), locale, Some(&response)).points.as_hundredths();
        assert_eq!(found, expected, "{locale} {typed}");
    }
}

#[test]
fn a_number_may_be_off_by_the_tolerance_and_no_more() {
    let mut item = samples::numeric();
    let Interaction::Numeric(numeric) = &mut item.interaction else { panic!("a number") };
    let key = super::super::interaction::NumericKey {
        answer: "1000 / 3".parse().expect("a formula"),
        tolerance: "0.5".parse().expect("a number"),
    };
    numeric.key = crate::domain::item::secret::AnswerKey::new(key);
    numeric.round = Some(1);
    for (typed, expected) in
        [("333.3", 100), ("333.3333", 100), ("333.8", 100), ("332.8", 100), ("333.9", 0), ("332.7", 0), ("abc", 0)]
    {
        assert_eq!(points(&item, 1, &Response::Numeric { typed: typed.into() }), expected, "{typed}");
    }
}

#[test]
fn gaps_count_alike_and_a_blank_one_is_wrong() {
    let item = samples::cloze();
    let full = samples::right_answer(&item, Seed(1), LOCALE);
    assert_eq!(points(&item, 1, &full), 100);
    let Response::Cloze { mut gaps } = full else { panic!("gaps") };
    gaps.remove(&2);
    let half = score(&item, Seed(1), LOCALE, Some(&Response::Cloze { gaps }));
    assert_eq!((half.points.as_hundredths(), half.verdict), (50, Verdict::Partly));
}

#[test]
fn a_person_scores_what_is_written() {
    let item = samples::essay();
    let response = samples::right_answer(&item, Seed(1), LOCALE);
    for response in [None, Some(&response)] {
        assert_eq!(score(&item, Seed(1), LOCALE, response).verdict, Verdict::AwaitsScorer);
    }
}

#[test]
fn a_blank_and_a_foreign_answer_are_worth_nothing() {
    for item in samples::all() {
        let foreign = Response::Single { choice: ids(&item, 77, "A").remove(0) };
        for response in [None, Some(&foreign)] {
            assert_eq!(score(&item, Seed(1), LOCALE, response).points, Points::ZERO, "{}", item.id);
        }
    }
}

fn machine_scored() -> impl Strategy<Value = Item> {
    let items: Vec<Item> =
        samples::all().into_iter().filter(|item| !matches!(item.interaction, Interaction::Essay(_))).collect();
    prop::sample::select(items)
}

proptest! {
    #[test]
    fn the_key_earns_full_marks_under_every_shuffle(item in machine_scored(), seed: u64) {
        for locale in Locale::ALL {
            let response = samples::right_answer(&item, Seed(seed), locale);
            prop_assert_eq!(response.fits(&present(&item, Seed(seed), locale)), Ok(()));
            let score = score(&item, Seed(seed), locale, Some(&response));
            prop_assert_eq!((score.points, score.verdict), (score.max, Verdict::Right));
        }
    }

    #[test]
    fn shuffling_never_changes_what_ticks_are_worth(marks in "[A-F]{0,6}", one: u64, other: u64) {
        let item = samples::multiple();
        let worth = [one, other].map(|seed| points(&item, seed, &ticked(&item, seed, &marks)));
        prop_assert_eq!(worth[0], worth[1]);
    }

    #[test]
    fn one_more_right_tick_never_costs_and_one_more_wrong_tick_never_pays(marks in "[A-F]{0,6}", seed: u64) {
        for scoring in [MultipleScoring::Partial, MultipleScoring::Negative] {
            let item = scored_as(scoring);
            let before = points(&item, seed, &ticked(&item, seed, &marks));
            for more in "ABCDEF".chars() {
                let after = points(&item, seed, &ticked(&item, seed, &format!("{marks}{more}")));
                let fair = if "ACE".contains(more) { after >= before } else { after <= before };
                prop_assert!(fair, "{} then {}: {} then {}", marks, more, before, after);
            }
        }
    }

    #[test]
    fn ticking_everything_gives_nothing(seed: u64, key in prop::collection::btree_set(prop::sample::select(vec!['A', 'B', 'C', 'D', 'E', 'F']), 1..6)) {
        let mut item = samples::multiple();
        if let Interaction::Multiple(multiple) = &mut item.interaction {
            let labels: BTreeSet<Label> = key.into_iter().filter_map(Label::new).collect();
            multiple.key = crate::domain::item::secret::AnswerKey::new(labels);
        }
        prop_assert_eq!(points(&item, seed, &ticked(&item, seed, "ABCDEF")), 0);
    }

    #[test]
    fn full_width_digits_are_worth_the_same(seed: u64) {
        let item = samples::numeric();
        let Response::Numeric { typed } = samples::right_answer(&item, Seed(seed), LOCALE) else { panic!("a number") };
        let wide = typed.chars().map(|c| char::from_u32(c as u32 + 0xfee0).expect("a character")).collect();
        prop_assert_eq!(points(&item, seed, &Response::Numeric { typed: wide }), 100);
    }

    #[test]
    fn points_stay_between_their_bounds(item in machine_scored(), seed: u64, other: u64) {
        // An answer of another sitting is as good as a random one.
        let response = samples::right_answer(&item, Seed(other), LOCALE);
        let score = score(&item, Seed(seed), LOCALE, Some(&response));
        prop_assert!(score.points <= score.max && score.points >= Points::hundredths(-100));
    }
}
