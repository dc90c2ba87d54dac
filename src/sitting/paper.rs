//! Theory and case analysis: one question in sight, the palette, flags, shortcuts; every change goes into the journal at once.

use super::dom::{
    all, announce, attribute, by_id, document, focus, is, mark, now, on, one, say, set, show, source, value, window,
    write,
};
use super::exam::{At, with};
use super::fields::{self, Fullness};
use super::{furniture, link, lost, review, store, watch};
use crate::domain::attempt::view::{Acknowledged, Fate};
use crate::domain::item::ItemId;
use crate::domain::item::response::Response;
use crate::domain::locale::Locale;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// What was typed is sent when nothing was typed for so long.
const REST_MS: f64 = 1200.0;

pub(super) fn questions() -> Vec<HtmlElement> {
    by_id("paper").map(|paper| all(&paper, ".question")).unwrap_or_default()
}

pub(super) fn item(question: &Element) -> Option<ItemId> {
    attribute(question, "data-item").parse().ok()
}

pub(super) fn set_up() {
    let Some(paper) = by_id("paper") else { return };
    furniture::furnish(&questions());
    if window().match_media("(width < 60rem)").ok().flatten().is_some_and(|narrow| narrow.matches())
        && let Some(palette) = by_id("beside").and_then(|beside| one(&beside, "details"))
    {
        set(&palette, "open", false);
    }
    on(&paper, "input", |event| changed(&event));
    on(&paper, "change", |event| changed(&event));
    on(&paper, "submit", |event| {
        event.prevent_default();
        link::send(true);
    });
    on(&paper, "click", |event| moved(&event));
    on(&window(), "hashchange", |_| turn(true));
    on(&document(), "keydown", |event| pressed(&event));
    lost::set_up();
    if let Some(shortcuts) = by_id("shortcuts") {
        set(&shortcuts, "checked", store::shortcuts());
        on(&shortcuts, "change", |event| {
            store::set_shortcuts(event.target().is_some_and(|target| is(target.unchecked_ref(), "checked")));
        });
    }
    turn(false);
}

/// Everything stands as the server and the journal know it.
pub(super) fn open(overtaken: &[ItemId]) {
    refresh(overtaken);
    for question in questions() {
        fill(&question);
    }
    palette();
}

/// Shows what another device has answered later, and says which questions those are.
pub(super) fn refresh(overtaken: &[ItemId]) {
    let locale = with(|exam| exam.locale);
    let found: Vec<HtmlElement> = questions()
        .into_iter()
        .filter(|question| item(question).is_some_and(|item| overtaken.contains(&item)))
        .collect();
    for question in &found {
        fill(question);
    }
    tell("overtaken", &found, |numbers| locale.sitting_overtaken_words(&numbers));
    lost::show_lost();
    palette();
}

/// What became of answers that were sent.
pub(super) fn acknowledged(acknowledged: &[Acknowledged], unfit: &[ItemId]) {
    let locale = with(|exam| exam.locale);
    let found: Vec<HtmlElement> =
        questions().into_iter().filter(|question| item(question).is_some_and(|item| unfit.contains(&item))).collect();
    tell("unfit", &found, |numbers| locale.sitting_unfit_words(&numbers));
    if acknowledged.iter().any(|each| matches!(each.fate, Fate::Kept { .. } | Fate::Unfit)) {
        palette();
    }
}

fn tell(id: &str, questions: &[HtmlElement], words: impl Fn(String) -> String) {
    if questions.is_empty() {
        return;
    }
    let numbers: Vec<String> = questions.iter().map(|question| attribute(question, "data-number")).collect();
    if let Some(place) = by_id(id).and_then(|notice| one(&notice, "p")) {
        let words = words(numbers.join(", "));
        write(&place, &words);
        announce(&words);
    }
    show(id, true);
}

fn fill(question: &HtmlElement) {
    let Some(item) = item(question) else { return };
    let (response, flagged) = with(|exam| {
        exam.journal.standing(&item).map_or((None, false), |(response, flagged)| (response.clone(), flagged))
    });
    fields::fill(question, response.as_ref());
    if let Some(flag) = one(question, "[data-flag]") {
        set(&flag, "checked", flagged);
    }
    count(question, response.as_ref());
}

/// A field or a flag has changed.
fn changed(event: &Event) {
    let (Some(question), Some(field)) = (source(event, ".question"), source(event, "input, select, textarea")) else {
        return;
    };
    if attribute(&field, "name").starts_with("pair-") {
        fields::take_once(&question, &field);
    }
    let is_typing =
        event.type_() == "input" && !field.matches("select, [type=radio], [type=checkbox]").unwrap_or(false);
    take(&question, is_typing);
}

/// Takes what stands in a question into the journal and has it sent.
fn take(question: &HtmlElement, is_typing: bool) {
    let Some(item) = item(question) else { return };
    let response = fields::read(question);
    let flagged = one(question, "[data-flag]").is_some_and(|flag| is(&flag, "checked"));
    count(question, response.as_ref());
    let is_new = with(|exam| {
        if exam.lease.is_none() || !exam.journal.change(&item, response, flagged) {
            return false;
        }
        exam.write_down();
        if is_typing {
            exam.line.due = Some(now() + REST_MS);
        }
        true
    });
    let waits = with(|exam| exam.line.due.is_some());
    if is_new || !is_typing && waits {
        palette();
        watch::show_line();
        if !is_typing {
            link::send(false);
        }
    }
}

/// A step of an order goes up or down by its button, which keeps the focus.
fn moved(event: &Event) {
    let (Some(button), Some(question)) = (source(event, "[name=move]"), source(event, ".question")) else { return };
    event.prevent_default();
    let up = value(&button).ends_with(" up");
    let Some(step) = button.closest("li").ok().flatten() else { return };
    let Some((words, place, total)) = fields::shift(&question, &step, up) else { return };
    announce(&with(|exam| exam.locale).sitting_moved(&place, &words, &total));
    // At its end a button cannot be pressed again: the other one can.
    let next = if is(&button, "disabled") { one(&step, "[name=move]:not([disabled])") } else { Some(button) };
    if let Some(next) = next {
        focus(&next);
    }
    take(&question, false);
}

/// The question that the address names, or the first.
pub(super) fn current() -> Option<HtmlElement> {
    let hash = window().location().hash().unwrap_or_default();
    let named = hash.strip_prefix('#').and_then(by_id).filter(|element| element.has_attribute("data-item"));
    named.or_else(|| questions().into_iter().next())
}

/// Brings the current question into sight.
fn turn(is_turned: bool) {
    let Some(current) = current() else { return };
    for question in questions() {
        question.set_hidden(question != current);
        if let Ok(Some(case)) = question.closest("[data-case]")
            && let Ok(case) = case.dyn_into::<HtmlElement>()
        {
            case.set_hidden(!case.contains(Some(&current)));
        }
    }
    if is_turned {
        review::close();
        window().scroll_to_with_x_and_y(0.0, 0.0);
        if let Some(title) = one(&current, "h1") {
            focus(&title);
        }
        link::send(false);
    }
    palette();
}

/// Letters choose, F flags, arrows turn; never while somebody types or a list has the arrows.
fn pressed(event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    let modified = event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing();
    let is_open = by_id("review").is_some_and(|dialog| is(&dialog, "open"));
    if modified
        || is_open
        || !by_id("shortcuts").is_some_and(|box_| is(&box_, "checked"))
        || with(|exam| exam.lease.is_none())
    {
        return;
    }
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let within = |selector| target.matches(selector).unwrap_or(false);
    if within("textarea, select, input:not([type=radio], [type=checkbox])") {
        return;
    }
    let Some(question) = current() else { return };
    let key = event.key().to_lowercase();
    let pressed = match key.as_str() {
        "arrowleft" | "arrowright" if !within("[type=radio]") => {
            let way = if key == "arrowleft" { "[data-turn=back]" } else { "[data-turn=next]" };
            one(&question, way)
        }
        letter => option(&question, letter).or_else(|| one(&question, "[data-flag]").filter(|_| letter == "f")),
    };
    if let Some(pressed) = pressed {
        event.prevent_default();
        pressed.click();
    }
}

/// The option with that letter.
fn option(question: &Element, letter: &str) -> Option<HtmlElement> {
    let [letter @ b'a'..=b'j'] = letter.as_bytes() else { return None };
    all(question, "[name=choice]").into_iter().nth(usize::from(letter - b'a'))
}

/// Says how much is written of an essay: characters in Chinese, words in English.
fn count(question: &Element, response: Option<&Response>) {
    let Some(place) = one(question, "[data-written]") else { return };
    let text = match response {
        Some(Response::Essay { written }) => written.as_str(),
        _ => "",
    };
    let (least, most) = (attribute(&place, "data-least"), attribute(&place, "data-most"));
    let locale = with(|exam| exam.locale);
    let words = match locale {
        Locale::ZhCn => locale.sitting_written_zh(&least, &most, &text.chars().filter(|c| !c.is_whitespace()).count()),
        Locale::En => locale.sitting_written_en(&least, &most, &text.split_whitespace().count()),
    };
    write(&place, &words);
}

/// Every question's place in the palette as it stands, and the sums.
pub(super) fn palette() {
    let Some(list) = by_id("palette") else { return };
    if with(|exam| exam.at) != At::Paper {
        return;
    }
    let locale = with(|exam| exam.locale);
    let current = current();
    let (mut full, mut marked, mut open) = (0, 0, 0);
    for (question, place) in questions().iter().zip(all(&list, "a")) {
        let number = attribute(question, "data-number");
        let (fullness, flagged, local) = standing(question);
        let words = match fullness {
            Fullness::Full => locale.sitting_is_answered(&number),
            Fullness::Partly => locale.sitting_is_partly(&number),
            Fullness::Blank => locale.sitting_is_blank(&number),
        };
        let words = if flagged { locale.sitting_and_flagged(&words) } else { words };
        let words = if local { locale.sitting_and_local(&words) } else { words };
        full += usize::from(fullness == Fullness::Full);
        open += usize::from(fullness != Fullness::Full);
        marked += usize::from(flagged);
        mark(&place, "data-answered", fullness == Fullness::Full);
        mark(&place, "data-partly", fullness == Fullness::Partly);
        mark(&place, "data-flagged", flagged);
        mark(&place, "data-local", local);
        let _ = place.set_attribute("aria-label", &words);
        if Some(question) == current.as_ref() {
            let _ = place.set_attribute("aria-current", "true");
        } else {
            let _ = place.remove_attribute("aria-current");
        }
    }
    say("n-answered", &locale.sitting_answered(&full));
    say("n-flagged", &locale.sitting_marked(&marked));
    say("n-open", &locale.sitting_unanswered(&open));
}

/// How a question stands: how much of it is answered, whether it is flagged, whether only this device has it.
pub(super) fn standing(question: &Element) -> (Fullness, bool, bool) {
    let flagged = one(question, "[data-flag]").is_some_and(|flag| is(&flag, "checked"));
    let local = item(question).is_some_and(|item| with(|exam| exam.journal.waits(&item)));
    (fields::fullness(question), flagged, local)
}
