//! An answer from the fields of a form, read against what was shown. What is missing becomes a problem at `answer`.

use crate::domain::item::presentation::{ChoiceId, GapView, InteractionView, ItemView, OptionView};
use crate::domain::item::response::{GapResponse, Response};
use crate::domain::locale::Locale;
use crate::server::form::Form;
use std::collections::BTreeMap;

/// What a form says.
pub(super) enum Sent {
    Response(Response),
    /// The order in the form was changed by one of its buttons; nothing is answered yet.
    Moved,
    /// The problem stands in the form.
    Incomplete,
}

pub(super) fn read(form: &mut Form, view: &ItemView) -> Sent {
    if let InteractionView::Order { steps } = &view.interaction {
        return order(form, steps);
    }
    match response(form, &view.interaction) {
        Ok(response) => Sent::Response(response),
        Err(missing) => {
            form.problem("answer", |locale| missing(locale).to_owned());
            Sent::Incomplete
        }
    }
}

/// What to say when a part is missing.
type Missing = fn(Locale) -> &'static str;

fn response(form: &Form, interaction: &InteractionView) -> Result<Response, Missing> {
    match interaction {
        InteractionView::Single { options } => {
            let choice = chosen(options, form.text("choice")).ok_or(Locale::practice_missing_choice as Missing)?;
            Ok(Response::Single { choice })
        }
        InteractionView::Multiple { options } => {
            let choices: std::collections::BTreeSet<_> =
                form.all("choice").filter_map(|id| chosen(options, id)).collect();
            if choices.is_empty() { Err(Locale::practice_missing_choice) } else { Ok(Response::Multiple { choices }) }
        }
        InteractionView::TrueFalse => match form.text("holds") {
            "true" => Ok(Response::TrueFalse { holds: true }),
            "false" => Ok(Response::TrueFalse { holds: false }),
            _ => Err(Locale::practice_missing_choice),
        },
        InteractionView::Numeric { .. } => {
            Ok(Response::Numeric { typed: words(form, "typed", Locale::practice_missing_number)? })
        }
        InteractionView::Short => Ok(Response::Short { typed: words(form, "typed", Locale::practice_missing_words)? }),
        InteractionView::Cloze { gaps } => {
            let filled: Result<BTreeMap<_, _>, Missing> = gaps.iter().map(|gap| self::gap(form, gap)).collect();
            Ok(Response::Cloze { gaps: filled? })
        }
        InteractionView::Match { lefts, rights } => {
            let pair = |left: &OptionView| {
                let right = chosen(rights, form.text(&format!("pair-{}", left.id)));
                Ok((left.id.clone(), right.ok_or(Locale::practice_missing_pairs as Missing)?))
            };
            let pairs: Result<BTreeMap<_, _>, Missing> = lefts.iter().map(pair).collect();
            Ok(Response::Match { pairs: pairs? })
        }
        InteractionView::Order { steps } => Ok(Response::Order { steps: placed(form, steps) }),
        InteractionView::Essay { .. } => {
            Ok(Response::Essay { written: words(form, "written", Locale::practice_missing_words)? })
        }
    }
}

/// The option with that id, if it was shown.
fn chosen(options: &[OptionView], id: &str) -> Option<ChoiceId> {
    options.iter().map(|option| &option.id).find(|shown| shown.to_string() == id).cloned()
}

fn words(form: &Form, field: &str, missing: Missing) -> Result<String, Missing> {
    let typed = form.text(field);
    if typed.is_empty() { Err(missing) } else { Ok(typed.to_owned()) }
}

fn gap(form: &Form, gap: &GapView) -> Result<(usize, GapResponse), Missing> {
    let typed = form.text(&format!("gap-{}", gap.number));
    let response = match &gap.choices {
        Some(choices) => chosen(choices, typed).map(GapResponse::Chosen),
        None => Some(typed.to_owned()).filter(|typed| !typed.is_empty()).map(GapResponse::Typed),
    };
    Ok((gap.number, response.ok_or(Locale::practice_missing_gaps as Missing)?))
}

/// The steps in the order of the form; those that it leaves out stay where they were shown.
fn placed(form: &Form, steps: &[OptionView]) -> Vec<ChoiceId> {
    let sent: Vec<ChoiceId> = form.all("step").filter_map(|id| chosen(steps, id)).collect();
    let left = steps.iter().map(|step| &step.id).filter(|id| !sent.contains(id)).cloned().collect::<Vec<_>>();
    sent.into_iter().chain(left).collect()
}

fn order(form: &mut Form, steps: &[OptionView]) -> Sent {
    let mut order = placed(form, steps);
    let wish = form.text("move").to_owned();
    let Some((id, way)) = wish.rsplit_once(' ') else { return Sent::Response(Response::Order { steps: order }) };
    if let Some(place) = order.iter().position(|step| step.to_string() == id) {
        let other = if way == "up" { place.checked_sub(1) } else { Some(place + 1) };
        if let Some(other) = other.filter(|other| *other < order.len()) {
            order.swap(place, other);
        }
    }
    form.replace("step", order.iter().map(ToString::to_string));
    Sent::Moved
}
