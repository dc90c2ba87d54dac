//! What stands around every question: number and kind, flag, shortcuts, the way to the next. The page brings it once, around
//! the first question, since two dozen copies would be a quarter of its bytes; each question gets its own here.

use super::dom::{all, attribute, one, write};
use super::exam::with;
use crate::domain::locale::Locale;
use web_sys::{Element, HtmlElement};

/// Furnishes all questions of the paper, in their order.
pub(super) fn furnish(questions: &[HtmlElement]) {
    let locale = with(|exam| exam.locale);
    let Some((first, rest)) = questions.split_first() else { return };
    for question in rest {
        copy(first, question);
    }
    for (number, question) in (1..).zip(questions) {
        head(locale, question, number, questions.len());
        keys(question);
        turn(locale, question, number, questions.len());
    }
}

fn copy(from: &Element, to: &Element) {
    let model = |selector| one(from, selector)?.clone_node_with_deep(true).ok();
    if let Some(head) = model("header") {
        let _ = to.prepend_with_node_1(&head);
    }
    for foot in [".keys", ".turn"].into_iter().filter_map(model) {
        let _ = to.append_with_node_1(&foot);
    }
}

fn head(locale: Locale, question: &Element, number: usize, total: usize) {
    let Some(title) = one(question, "h1") else { return };
    title.set_id(&format!("h-{number}"));
    let words = [locale.sitting_question_of(&number, &total), attribute(question, "data-word")];
    for (place, words) in all(&title, "span").iter().zip(words) {
        write(place, &words);
    }
}

/// Letters choose where there is something to choose from; F flags unless it is one of them.
fn keys(question: &Element) {
    let last = attribute(question, "data-last");
    if let Some(places) = one(question, "[data-keys=options]") {
        match one(&places, "kbd:last-of-type") {
            Some(letter) if !last.is_empty() => write(&letter, &last),
            Some(_) | None => places.remove(),
        }
    }
    if last.as_str() >= "F"
        && let Some(flag) = one(question, "[data-keys=flag]")
    {
        flag.remove();
    }
}

fn turn(locale: Locale, question: &Element, number: usize, total: usize) {
    let ways =
        [("back", number.checked_sub(1).filter(|to| *to > 0)), ("next", Some(number + 1).filter(|to| *to <= total))];
    for (way, to) in ways {
        let Some(link) = one(question, &format!("[data-turn={way}]")) else { continue };
        match (to, one(&link, "span")) {
            (Some(to), Some(words)) => {
                let _ = link.set_attribute("href", &format!("#q-{to}"));
                write(&words, &locale.sitting_question(&to));
                link.set_hidden(false);
            }
            (Some(_) | None, _) => link.remove(),
        }
    }
    if let Some(review) = one(question, ".turn [data-review]") {
        if number == total { review.set_hidden(false) } else { review.remove() }
    }
}
