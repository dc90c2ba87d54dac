use super::*;
use crate::domain::scenario::expression::Expression;
use crate::domain::scenario::sample;
use proptest::prelude::*;

fn list(phrases: &str, unless: &str, locale: Locale) -> PhraseList {
    let parse = |text: &str| {
        let parts = text.split(" / ").filter(|part| !part.is_empty());
        parts.map(|part| Phrase::parse(part, locale).expect("a phrase")).collect()
    };
    PhraseList { phrases: parse(phrases), unless: parse(unless) }
}

/// The promise of the late parcel.
fn promise() -> TypedTurn {
    let moves = vec![
        Move { name: "time".into(), zh: list("{time}", "", Locale::ZhCn), en: list("{time}", "", Locale::En) },
        Move {
            name: "act".into(),
            zh: list("打给您 / 给您打 / 给您回 / 回复您", "", Locale::ZhCn),
            en: list("call you / text you", "", Locale::En),
        },
        Move {
            name: "over".into(),
            zh: list("一定…到 / 保证…到", "没法保证 / 不能保证", Locale::ZhCn),
            en: list("guarantee / will arrive", "can't guarantee", Locale::En),
        },
    ];
    let made = |index| Expression::Atom(Mark::Move(MoveIndex(index)));
    let rule = |when, written: &str| Rule { when, written: written.into(), outcome: sample::outcome(0) };
    TypedTurn {
        prompt: Text::new("承诺", "Promise"),
        moves,
        rules: vec![
            rule(made(2), "over"),
            rule(Expression::Atom(Mark::Then(MoveIndex(0), MoveIndex(1))), "time then act"),
            rule(Expression::And(vec![made(0), made(1)]), "time and act"),
        ],
        otherwise: Otherwise { retries: 1, says: None, outcome: sample::outcome(0) },
        tests: Vec::new(),
    }
}

#[test]
fn a_line_is_judged_by_the_first_rule_that_holds() {
    let turn = promise();
    let standing = Standing::start(&sample::scenario());
    let cases = [
        ("11:30 前我给您打电话报单号", "time then act"),
        ("我打给您，最晚五点半", "time and act"),
        ("到货我没法保证，11 点半前打给您", "time then act"),
        ("明天一定能送到", "over"),
        ("保证，明天到", "over"),
        ("我保证。明天再说，到了告诉您", "else"),
        ("一定把您的话转告给仓库同事让他们加急处理送到", "else"),
        ("没法保证，但一定明天到", "over"),
        ("我会尽快处理", "else"),
        ("I'll call you by 11:30", "time and act"),
        ("By half past eleven I will call you", "time then act"),
        ("I can't guarantee arrival, but by 11:30 I'll text you", "time then act"),
        ("I cannot guarantee it. It will arrive tomorrow", "over"),
        ("I'll do my best", "else"),
        ("", "else"),
    ];
    for (line, expected) in cases {
        assert_eq!(turn.written(turn.judge(line, &standing)), expected, "{line}");
    }
}

#[test]
fn a_phrase_that_says_nothing_is_refused() {
    let cases = [
        ("", PhraseProblem::Empty),
        ("，", PhraseProblem::Empty),
        ("…到", PhraseProblem::GapAtEdge),
        ("一定…", PhraseProblem::GapAtEdge),
        ("{hour}", PhraseProblem::UnknownKind("hour".into())),
        ("{time", PhraseProblem::LooseBrace),
        ("time}", PhraseProblem::LooseBrace),
    ];
    for (text, problem) in cases {
        assert_eq!(Phrase::parse(text, Locale::ZhCn), Err(problem), "{text}");
    }
}

#[test]
fn many_gaps_over_a_long_line_are_judged_at_once() {
    let phrase = Phrase::parse("a…a…a…a…a…a…a…a…a…b", Locale::ZhCn).expect("a phrase");
    let line = "a ".repeat(LONGEST_LINE);
    let words = Words::read(&line);
    assert!(phrase.spans(&words).is_empty());
}

proptest! {
    #[test]
    fn any_text_is_judged_and_width_case_and_spaces_make_no_difference(line in "[ -~一-十点半内前打给您你，。！]{0,60}") {
        let turn = promise();
        let standing = Standing::start(&sample::scenario());
        let judged = turn.judge(&line, &standing);
        let wide: String = line.chars().map(|c| if c.is_ascii_graphic() {
            char::from_u32(c as u32 + 0xfee0).unwrap_or(c)
        } else {
            c
        }).collect();
        prop_assert_eq!(turn.judge(&wide, &standing), judged);
        prop_assert_eq!(turn.judge(&line.to_uppercase(), &standing), judged);
        prop_assert_eq!(turn.judge(&line.replace(' ', "  "), &standing), judged);
    }
}
