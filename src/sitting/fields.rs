//! The fields of a question: reading an answer from them, and putting one into them.

use super::dom::{all, attribute, is, mark, one, set, set_value, value};
use crate::domain::item::presentation::ChoiceId;
use crate::domain::item::response::{GapResponse, Response};
use std::collections::{BTreeMap, BTreeSet};
use web_sys::Element;

/// How much of a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fullness {
    Blank,
    /// Some of its fields are still empty.
    Partly,
    Full,
}

/// What stands in the fields now.
pub(super) fn read(question: &Element) -> Option<Response> {
    match attribute(question, "data-kind").as_str() {
        "single" => one(question, "[name=choice]:checked").map(|field| Response::Single { choice: choice(&field) }),
        "multiple" => {
            let choices: BTreeSet<_> =
                all(question, "[name=choice]:checked").iter().map(|field| choice(field)).collect();
            (!choices.is_empty()).then_some(Response::Multiple { choices })
        }
        "true-false" => {
            one(question, "[name=holds]:checked").map(|field| Response::TrueFalse { holds: value(&field) == "true" })
        }
        "numeric" => typed(question, "[name=typed]").map(|typed| Response::Numeric { typed }),
        "short" => typed(question, "[name=typed]").map(|typed| Response::Short { typed }),
        "cloze" => {
            let gaps: BTreeMap<usize, GapResponse> =
                all(question, "[name^=gap-]").iter().filter_map(|field| gap(field)).collect();
            (!gaps.is_empty()).then_some(Response::Cloze { gaps })
        }
        "match" => {
            let (mut pairs, mut taken) = (BTreeMap::new(), BTreeSet::new());
            for field in all(question, "[name^=pair-]").iter().filter(|field| !value(field).is_empty()) {
                if taken.insert(value(field)) {
                    pairs.insert(ChoiceId::from_form(after(field, "pair-")), choice(field));
                }
            }
            (!pairs.is_empty()).then_some(Response::Match { pairs })
        }
        // Steps stand in some order from the start: it is an answer once somebody has moved one.
        "order" if question.has_attribute("data-touched") => {
            Some(Response::Order { steps: all(question, "[name=step]").iter().map(|field| choice(field)).collect() })
        }
        "essay" => typed(question, "[name=written]").map(|written| Response::Essay { written }),
        _ => None,
    }
}

/// Puts an answer into the fields; nothing empties them.
pub(super) fn fill(question: &Element, response: Option<&Response>) {
    for field in all(question, "[name=choice], [name=holds]") {
        set(&field, "checked", false);
    }
    for field in all(question, "[name=typed], [name=written], [name^=gap-], [name^=pair-]") {
        let to = match response {
            Some(Response::Numeric { typed } | Response::Short { typed }) => typed.clone(),
            Some(Response::Essay { written }) => written.clone(),
            Some(Response::Cloze { gaps }) => {
                match after(&field, "gap-").parse().ok().and_then(|number: usize| gaps.get(&number)) {
                    Some(GapResponse::Typed(typed)) => typed.clone(),
                    Some(GapResponse::Chosen(choice)) => choice.to_string(),
                    None => String::new(),
                }
            }
            Some(Response::Match { pairs }) => {
                pairs.get(&ChoiceId::from_form(after(&field, "pair-"))).map(ToString::to_string).unwrap_or_default()
            }
            Some(
                Response::Single { .. }
                | Response::Multiple { .. }
                | Response::TrueFalse { .. }
                | Response::Order { .. },
            )
            | None => String::new(),
        };
        if value(&field) != to {
            set_value(&field, &to);
        }
    }
    match response {
        Some(Response::Single { choice }) => check(question, &choice.to_string()),
        Some(Response::Multiple { choices }) => choices.iter().for_each(|choice| check(question, &choice.to_string())),
        Some(Response::TrueFalse { holds }) => check(question, if *holds { "true" } else { "false" }),
        Some(Response::Order { steps }) => arrange(question, steps),
        Some(
            Response::Numeric { .. }
            | Response::Short { .. }
            | Response::Cloze { .. }
            | Response::Match { .. }
            | Response::Essay { .. },
        )
        | None => {}
    }
}

/// An answer in words, as the question's own fields have them: to be read and copied.
pub(super) fn words(question: &Element, response: &Response) -> String {
    let of_choice = |choice: &ChoiceId| {
        let field = all(question, "[name=choice]").into_iter().find(|field| value(field) == choice.to_string());
        field.and_then(|field| field.parent_element()).map(|label| text_of(&label, "span")).unwrap_or_default()
    };
    let of_option = |field: &Element, choice: &ChoiceId| {
        all(field, "option").into_iter().find(|option| value(option) == choice.to_string()).map(|option| text(&option))
    };
    let lines: Vec<String> = match response {
        Response::Single { choice } => vec![of_choice(choice)],
        Response::Multiple { choices } => choices.iter().map(of_choice).collect(),
        Response::TrueFalse { holds } => {
            let field = one(question, if *holds { "[value=true]" } else { "[value=false]" });
            let label = field.and_then(|field| field.parent_element());
            label.map(|label| text_of(&label, "span")).into_iter().collect()
        }
        Response::Numeric { typed } | Response::Short { typed } => vec![typed.clone()],
        Response::Essay { written } => vec![written.clone()],
        Response::Cloze { gaps } => gaps
            .iter()
            .filter_map(|(number, gap)| match gap {
                GapResponse::Typed(typed) => Some(format!("{number}  {typed}")),
                GapResponse::Chosen(choice) => {
                    let field = one(question, &format!("[name=gap-{number}]"))?;
                    of_option(&field, choice).map(|words| format!("{number}  {words}"))
                }
            })
            .collect(),
        Response::Match { pairs } => pairs
            .iter()
            .filter_map(|(left, right)| {
                let field = one(question, &format!("[name=\"pair-{left}\"]"))?;
                let row = field.parent_element()?;
                of_option(&field, right).map(|words| format!("{} → {words}", text_of(&row, "label")))
            })
            .collect(),
        Response::Order { steps } => (1..)
            .zip(steps)
            .filter_map(|(place, step)| {
                let field = all(question, "[name=step]").into_iter().find(|field| value(field) == step.to_string())?;
                Some(format!("{place}  {}", text_of(&field.parent_element()?, "span")))
            })
            .collect(),
    };
    lines.join("\n")
}

fn text_of(within: &Element, selector: &str) -> String {
    one(within, selector).map(|element| text(&element)).unwrap_or_default()
}

fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default().trim().to_owned()
}

/// An answer that another line of pairs has already is taken from there. Whoever goes through a list by its arrows passes over
/// the answers of other lines: each of those gets its own back once the list has gone on.
pub(super) fn take_once(question: &Element, changed: &Element) {
    const GAVE: &str = "data-gave";
    let (taken, name) = (value(changed), attribute(changed, "name"));
    let goes_on = attribute(question, "data-goes-on") == name;
    let _ = question.set_attribute("data-goes-on", &name);
    let _ = changed.remove_attribute(GAVE);
    for field in all(question, "[name^=pair-]").into_iter().filter(|field| **field != *changed) {
        let gave = attribute(&field, GAVE);
        if goes_on && !gave.is_empty() && gave == taken {
            continue;
        }
        if goes_on && !gave.is_empty() && value(&field).is_empty() {
            set_value(&field, &gave);
        }
        let _ = field.remove_attribute(GAVE);
        if !taken.is_empty() && value(&field) == taken {
            let _ = field.set_attribute(GAVE, &taken);
            set_value(&field, "");
        }
    }
}

pub(super) fn fullness(question: &Element) -> Fullness {
    if read(question).is_none() {
        return Fullness::Blank;
    }
    let empty = all(question, "[name^=gap-], [name^=pair-]").iter().any(|field| value(field).trim().is_empty());
    if empty { Fullness::Partly } else { Fullness::Full }
}

/// Moves a step by one place; gives its words and its place if it moved.
pub(super) fn shift(question: &Element, step: &Element, up: bool) -> Option<(String, usize, usize)> {
    let list = step.parent_element()?;
    let rows = list.children();
    let total = rows.length();
    let from = (0..total).find(|index| rows.item(*index).is_some_and(|row| row == *step))?;
    let to = if up { from.checked_sub(1)? } else { Some(from + 1).filter(|to| *to < total)? };
    // Insert before the row that follows the new place.
    let before = rows.item(if up { to } else { to + 1 });
    let _ = list.insert_before(step, before.as_ref().map(AsRef::as_ref));
    mark(question, "data-touched", true);
    settle(&list);
    let words = one(step, "span").and_then(|span| span.text_content()).unwrap_or_default();
    Some((words, usize::try_from(to).unwrap_or(0) + 1, usize::try_from(total).unwrap_or(0)))
}

fn arrange(question: &Element, steps: &[ChoiceId]) {
    let Some(list) = one(question, ".order") else { return };
    let rows = all(&list, "li");
    for step in steps {
        let row =
            rows.iter().find(|row| one(row, "[name=step]").is_some_and(|field| value(&field) == step.to_string()));
        if let Some(row) = row {
            let _ = list.append_child(row);
        }
    }
    mark(question, "data-touched", true);
    settle(&list);
}

/// The first row cannot rise, the last cannot sink.
fn settle(list: &Element) {
    let rows = all(list, "li");
    let end = rows.len().saturating_sub(1);
    for (index, row) in rows.iter().enumerate() {
        for (way, blocked) in [("up", index == 0), ("down", index == end)] {
            if let Some(button) = one(row, &format!("[value$=\" {way}\"]")) {
                set(&button, "disabled", blocked);
            }
        }
    }
}

fn check(question: &Element, to: &str) {
    for field in all(question, "[name=choice], [name=holds]") {
        if value(&field) == to {
            set(&field, "checked", true);
        }
    }
}

fn choice(field: &Element) -> ChoiceId {
    ChoiceId::from_form(value(field))
}

fn typed(question: &Element, selector: &str) -> Option<String> {
    one(question, selector).map(|field| value(&field)).filter(|typed| !typed.trim().is_empty())
}

fn gap(field: &Element) -> Option<(usize, GapResponse)> {
    let number = after(field, "gap-").parse().ok()?;
    let typed = value(field);
    if typed.trim().is_empty() {
        return None;
    }
    let is_list = is(field, "options");
    Some((number, if is_list { GapResponse::Chosen(ChoiceId::from_form(typed)) } else { GapResponse::Typed(typed) }))
}

/// What follows in the field's name.
fn after(field: &Element, prefix: &str) -> String {
    attribute(field, "name").strip_prefix(prefix).unwrap_or_default().to_owned()
}
