//! An answer explained: the verdict first, then a reason for everything that could be chosen.

use super::question::letter;
use crate::components::mark::Mark;
use crate::components::state::{State, StateLine};
use crate::domain::item::feedback::{
    CriterionFeedback, Explanation, Feedback, GapFeedback, OptionFeedback, OrderFeedback, PairFeedback, PlacedStep,
    StatementFeedback, TypedFeedback,
};
use crate::domain::item::presentation::{StemPart, stem_parts};
use crate::domain::item::scoring::Verdict;
use crate::domain::item::secret::Slip;
use crate::domain::locale::Locale;
use crate::domain::points::Points;
use crate::server::content::markdown;
use crate::server::services::learning::question::Answered;
use leptos::prelude::*;

/// Stem, verdict and reasons.
pub(super) fn explanation(locale: Locale, answered: &Answered) -> impl IntoView + use<> {
    explained(locale, &answered.view.stem, &answered.feedback)
}

/// The same for any stem with the feedback to an answer.
pub(super) fn explained(locale: Locale, stem: &str, feedback: &Feedback) -> impl IntoView + use<> {
    let stem = match &feedback.explanation {
        Explanation::Cloze { gaps } => filled(stem, gaps),
        Explanation::Options { .. }
        | Explanation::TrueFalse { .. }
        | Explanation::Numeric(_)
        | Explanation::Short(_)
        | Explanation::Match { .. }
        | Explanation::Order(_)
        | Explanation::Essay { .. } => markdown::blocks(stem),
    };
    let score = feedback.score;
    let (state, words) = verdict(locale, score.verdict);
    let partly = (score.verdict == Verdict::Partly || score.points < Points::ZERO)
        .then(|| view! { <p class="small muted">{locale.practice_points(&score.max, &score.points)}</p> });
    view! {
        <div class="stem" inner_html=stem></div>
        <div class="outcome" data-state=state.key()>
            <StateLine state words/>
            {partly}
        </div>
        {reasons(locale, &feedback.explanation)}
    }
}

fn verdict(locale: Locale, verdict: Verdict) -> (State, &'static str) {
    match verdict {
        Verdict::Right => (State::Met, locale.practice_verdict_right()),
        Verdict::Partly => (State::Learning(50), locale.practice_verdict_partly()),
        Verdict::Wrong => (State::Rejected, locale.practice_verdict_wrong()),
        Verdict::AwaitsScorer => (State::Unverified, locale.practice_verdict_open()),
    }
}

fn reasons(locale: Locale, explanation: &Explanation) -> AnyView {
    match explanation {
        Explanation::Options { options } => self::options(locale, options).into_any(),
        Explanation::TrueFalse { statements } => self::statements(locale, statements).into_any(),
        Explanation::Numeric(typed) | Explanation::Short(typed) => self::typed(locale, typed).into_any(),
        Explanation::Cloze { gaps } => self::gaps(locale, gaps).into_any(),
        Explanation::Match { pairs } => self::pairs(locale, pairs).into_any(),
        Explanation::Order(order) => self::order(locale, order).into_any(),
        Explanation::Essay { given, criteria, samples } => {
            essay(locale, given.as_deref(), criteria, samples).into_any()
        }
    }
}

/// A verdict in a word, the reason, and the kind of slip if it has a name.
fn because(
    locale: Locale,
    (state, word): (State, &'static str),
    reason: &str,
    slip: Option<Slip>,
) -> impl IntoView + use<> {
    let slip = slip.map(|slip| view! { <span class="slip">{locale.practice_slip(&locale.slip(slip))}</span> });
    view! {
        <p class="because" data-state=state.key()>
            <Mark state/>
            <span><strong>{word}</strong><span inner_html=markdown::inline(reason)></span>{slip}</span>
        </p>
    }
}

/// What is to be said of something that could be chosen: whether it was, and whether it should have been.
fn choice(locale: Locale, right: bool, chosen: bool, many: bool) -> (State, &'static str) {
    match (right, chosen) {
        (true, true) => (State::Met, locale.practice_mark_right()),
        (true, false) if many => (State::Unmet, locale.practice_mark_missed()),
        (true, false) => (State::Met, locale.practice_mark_correct_answer()),
        (false, false) if many => (State::Met, locale.practice_mark_rightly_left()),
        (false, true | false) => (State::Rejected, locale.practice_mark_wrong()),
    }
}

fn options(locale: Locale, options: &[OptionFeedback]) -> impl IntoView + use<> {
    let many = options.iter().filter(|option| option.right).count() != 1;
    let rows = options
        .iter()
        .enumerate()
        .map(|(index, option)| {
            let said = choice(locale, option.right, option.chosen, many);
            view! {
                <li data-picked=option.chosen.then_some("") data-state=said.0.key()>
                    <b aria-hidden="true">{letter(index)}</b>
                    <div>
                        <span inner_html=markdown::inline(&option.option.text)></span>
                        {because(locale, said, &option.reason, option.slip.filter(|_| option.chosen))}
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="choices" data-many=many.then_some("")>{rows}</ol> }
}

fn statements(locale: Locale, statements: &[StatementFeedback]) -> impl IntoView + use<> {
    let rows = statements
        .iter()
        .map(|statement| {
            let said = choice(locale, statement.right, statement.chosen, false);
            let (state, words) = if statement.holds {
                (State::Met, locale.practice_holds())
            } else {
                (State::Rejected, locale.practice_holds_not())
            };
            view! {
                <li data-picked=statement.chosen.then_some("") data-state=said.0.key()>
                    <b aria-hidden="true"><Mark state/></b>
                    <div>{words}{because(locale, said, &statement.reason, None)}</div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="choices">{rows}</ol> }
}

fn typed(locale: Locale, typed: &TypedFeedback) -> impl IntoView + use<> {
    let unit = typed.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let given = match &typed.given {
        Some(given) if !given.trim().is_empty() => locale.practice_you_answered(&given.trim()),
        Some(_) | None => locale.practice_you_left_blank().to_owned(),
    };
    let mut answers = typed.answers.iter();
    let answer = answers.next().map(|answer| locale.practice_answer_is(&format!("{answer}{unit}")));
    let others: Vec<&str> = answers.map(String::as_str).collect();
    let others = (!others.is_empty()).then(|| {
        view! { <p class="small muted">{locale.practice_also_accepted(&others.join(separator(locale)))}</p> }
    });
    let wrong = (State::Rejected, locale.practice_mark_wrong());
    let mistake = typed.mistake.as_deref().map(|words| because(locale, wrong, words, None));
    view! {
        <div class="stack" data-gap="3">
            <p class="muted">{given}</p>
            {mistake}
            <p><strong>{answer}</strong></p>
            <div inner_html=markdown::blocks(&typed.reason)></div>
            {others}
        </div>
    }
}

fn separator(locale: Locale) -> &'static str {
    match locale {
        Locale::ZhCn => "、",
        Locale::En => ", ",
    }
}

/// The cloze with what was filled in, marked right or wrong.
fn filled(stem: &str, gaps: &[GapFeedback]) -> String {
    let html = markdown::inline(stem);
    let parts = stem_parts(&html).into_iter().map(|part| match part {
        StemPart::Words(words) => words.to_owned(),
        StemPart::Gap(number) => match gaps.iter().find(|gap| gap.number == number) {
            Some(gap) => {
                let given = gap.given.as_deref().map(str::trim).filter(|given| !given.is_empty()).unwrap_or("　　");
                let tag = if gap.right { "ins" } else { "del" };
                // The word joiner keeps the number on the line where its gap ends.
                format!("<{tag}>{}</{tag}>\u{2060}<sup>{number}</sup>", markdown::inline(given))
            }
            None => String::new(),
        },
    });
    format!("<p>{}</p>", parts.collect::<String>())
}

fn gaps(locale: Locale, gaps: &[GapFeedback]) -> impl IntoView + use<> {
    let rows = gaps
        .iter()
        .map(|gap| {
            let said = choice(locale, gap.right, true, false);
            view! {
                <li>
                    <span>{locale.practice_gap(&gap.number)}</span>
                    <span><ins>{gap.answers.join(separator(locale))}</ins></span>
                    {because(locale, said, &gap.reason, None)}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="match answered">{rows}</ul> }
}

fn pairs(locale: Locale, pairs: &[PairFeedback]) -> impl IntoView + use<> {
    let rows = pairs
        .iter()
        .map(|pair| {
            let said = choice(locale, pair.right, true, false);
            let answer = pair.answer.as_ref().map(|answer| answer.text.clone()).unwrap_or_default();
            let given = pair.given.as_ref().filter(|_| !pair.right);
            let given = given.map(|given| view! { <del inner_html=markdown::inline(&given.text)></del><br/> });
            view! {
                <li>
                    <span inner_html=markdown::inline(&pair.left.text)></span>
                    <span>{given}<ins inner_html=markdown::inline(&answer)></ins></span>
                    {because(locale, said, &pair.reason, None)}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="match answered">{rows}</ul> }
}

fn order(locale: Locale, order: &OrderFeedback) -> impl IntoView + use<> {
    let given = order.given.iter().map(|placed| self::placed(locale, placed)).collect_view();
    let plain = |text: &str| view! { <li><span inner_html=markdown::inline(text)></span></li> };
    let answer = order.answer.iter().map(|step| plain(&step.text)).collect_view();
    view! {
        <div class="stack" data-gap="3">
            <p class="h4">{locale.practice_your_order()}</p>
            <ol class="order">{given}</ol>
            <p class="h4">{locale.practice_right_order()}</p>
            <ol class="order">{answer}</ol>
            <div inner_html=markdown::blocks(&order.reason)></div>
        </div>
    }
}

fn placed(locale: Locale, placed: &PlacedStep) -> impl IntoView + use<> {
    let next = placed.next_is_right.map(|right| {
        let (state, word) = if right {
            (State::Met, locale.practice_next_follows())
        } else {
            (State::Rejected, locale.practice_next_breaks())
        };
        view! { <span class="state small" data-state=state.key()><Mark state/>{word}</span> }
    });
    view! { <li><span inner_html=markdown::inline(&placed.step.text)></span>{next}</li> }
}

fn essay(locale: Locale, given: Option<&str>, criteria: &[CriterionFeedback], samples: &str) -> impl IntoView + use<> {
    let given = given.map(|given| {
        view! {
            <p class="h4">{locale.exam_score_your_answer()}</p>
            <p class="written">{given.to_owned()}</p>
        }
    });
    let criteria = criteria
        .iter()
        .map(|criterion| {
            view! { <div><dt>{criterion.name.clone()}</dt><dd inner_html=markdown::inline(&criterion.anchors)></dd></div> }
        })
        .collect_view();
    view! {
        <div class="stack" data-gap="3">
            {given}
            <p class="h4">{locale.practice_criteria()}</p>
            <dl class="facts wide">{criteria}</dl>
            <p class="h4">{locale.practice_samples()}</p>
            <div class="prose" inner_html=markdown::blocks(samples)></div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_filled_in_stands_apart_from_the_words_around_it() {
        let gap = |number, given: &str, right| GapFeedback {
            number,
            given: Some(given.to_owned()),
            right,
            answers: Vec::new(),
            reason: String::new(),
        };
        assert_eq!(
            filled("Let me 〔1〕 by 16:00. 〔2〕 **now**.", &[gap(1, "go", false), gap(2, "Ring", true)]),
            "<p>Let me <del>go</del>\u{2060}<sup>1</sup> by 16:00. <ins>Ring</ins>\u{2060}<sup>2</sup> <strong>now</strong>.</p>"
        );
    }
}
