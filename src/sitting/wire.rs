//! What goes over the line, by hand: the browser reads and writes JSON itself, so the program needs no reader of its own. The
//! names are those of the view types in `domain::attempt::view`, and an answer has the shape of `Response`.

use crate::domain::attempt::journal::{Entry, Unsaid};
use crate::domain::attempt::saving::Save;
use crate::domain::attempt::view::{Acknowledged, Fate, KeptView};
use crate::domain::form::PartKind;
use crate::domain::id::{AttemptId, LeaseId};
use crate::domain::item::ItemId;
use crate::domain::item::presentation::ChoiceId;
use crate::domain::item::response::{GapResponse, Response};
use crate::domain::scenario::play::Refusal;
use js_sys::{Array, Date, JSON, Object, Reflect};
use wasm_bindgen::JsValue;

/// Where the candidate stands, as far as a page needs it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stands {
    Part { part: PartKind, remaining_ms: f64 },
    Pause { remaining_ms: f64 },
    Over,
}

/// Another device, and since when it writes: milliseconds since 1970.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Other {
    pub(super) device: String,
    pub(super) since_ms: f64,
}

/// Which device may write.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Holds {
    Here(LeaseId),
    Elsewhere(Other),
    Over,
}

pub(super) fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

pub(super) fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

pub(super) fn text(value: &JsValue, name: &str) -> String {
    get(value, name).as_string().unwrap_or_default()
}

pub(super) fn number(value: &JsValue, name: &str) -> f64 {
    get(value, name).as_f64().unwrap_or(0.0)
}

fn list(value: &JsValue, name: &str) -> Vec<JsValue> {
    let list = get(value, name);
    if Array::is_array(&list) { Array::from(&list).to_vec() } else { Vec::new() }
}

pub(super) fn write(value: &JsValue) -> String {
    JSON::stringify(value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

pub(super) fn read(text: &str) -> Option<JsValue> {
    JSON::parse(text).ok()
}

#[expect(clippy::needless_pass_by_value, reason = "ids are small, and references go in as well")]
fn word(word: impl ToString) -> JsValue {
    word.to_string().into()
}

/// The body of asking how things stand, with the lease that this page has.
pub(super) fn about(attempt: AttemptId, lease: LeaseId) -> JsValue {
    step(attempt, lease, &[])
}

pub(super) fn taking_over(attempt: AttemptId, device: &str) -> JsValue {
    object(&[("attempt", word(attempt)), ("device", device.into())])
}

/// The body of a step: handing in or beginning a part, saying a line, with what that takes more.
pub(super) fn step(attempt: AttemptId, lease: LeaseId, more: &[(&str, JsValue)]) -> JsValue {
    let step = object(more);
    let _ = Reflect::set(&step, &"attempt".into(), &word(attempt));
    let _ = Reflect::set(&step, &"lease".into(), &word(lease));
    step
}

pub(super) fn batch(attempt: AttemptId, lease: LeaseId, saves: &[Save]) -> JsValue {
    let saves: Array = saves.iter().map(of_save).collect();
    object(&[("batch", step(attempt, lease, &[("saves", saves.into())]))])
}

pub(super) fn stands(value: &JsValue) -> Stands {
    let standing = get(value, "standing");
    let remaining_ms = number(&standing, "remaining_ms");
    match (text(&standing, "at").as_str(), text(&standing, "part").parse()) {
        ("part", Ok(part)) => Stands::Part { part, remaining_ms },
        ("pause", _) => Stands::Pause { remaining_ms },
        _ => Stands::Over,
    }
}

pub(super) fn other(value: &JsValue) -> Other {
    Other { device: text(value, "device"), since_ms: Date::parse(&text(value, "since")) }
}

pub(super) fn holds(value: &JsValue) -> Holds {
    let lease = get(value, "lease");
    match (text(&lease, "held").as_str(), text(&lease, "lease").parse()) {
        ("here", Ok(lease)) => Holds::Here(lease),
        ("elsewhere", _) => Holds::Elsewhere(other(&lease)),
        _ => Holds::Over,
    }
}

pub(super) fn kept(value: &JsValue) -> Vec<KeptView> {
    let view = |value: &JsValue| {
        Some(KeptView {
            item: text(value, "item").parse().ok()?,
            sequence: count(value, "sequence"),
            response: response(&get(value, "response")),
            flagged: get(value, "flagged").is_truthy(),
        })
    };
    list(value, "kept").iter().filter_map(view).collect()
}

pub(super) fn acknowledged(value: &JsValue) -> Vec<Acknowledged> {
    let each = |value: &JsValue| {
        let fate = get(value, "fate");
        let sequence = count(&fate, "sequence");
        let fate = match text(&fate, "fate").as_str() {
            "kept" => Fate::Kept { sequence },
            "late" => Fate::Late { sequence },
            _ => Fate::Unfit,
        };
        Some(Acknowledged { item: text(value, "item").parse().ok()?, fate })
    };
    list(value, "acknowledged").iter().filter_map(each).collect()
}

pub(super) fn refusal(value: &JsValue) -> Refusal {
    match text(value, "refusal").as_str() {
        "Ended" => Refusal::Ended,
        "NotOffered" => Refusal::NotOffered,
        "NothingToType" => Refusal::NothingToType,
        "TooLong" => Refusal::TooLong,
        "TooManyReplies" => Refusal::TooManyReplies,
        _ => Refusal::Empty,
    }
}

/// What waits in a journal, to be written down.
pub(super) fn of_entries<'e>(entries: impl Iterator<Item = &'e Entry>) -> JsValue {
    let entry = |entry: &Entry| {
        object(&[("save", of_save(&entry.save)), ("base", entry.base.into()), ("sent", entry.sent.into())])
    };
    entries.map(entry).collect::<Array>().into()
}

pub(super) fn entries(value: &JsValue, name: &str) -> Vec<Entry> {
    let entry = |value: &JsValue| {
        let save = get(value, "save");
        let save = Save {
            item: text(&save, "item").parse().ok()?,
            sequence: count(&save, "sequence"),
            response: response(&get(&save, "response")),
            flagged: get(&save, "flagged").is_truthy(),
        };
        Some(Entry { save, base: count(value, "base"), sent: count(value, "sent") })
    };
    list(value, name).iter().filter_map(entry).collect()
}

pub(super) fn of_responses<'r>(responses: impl Iterator<Item = (&'r ItemId, &'r Response)>) -> JsValue {
    let each = |(item, response): (&ItemId, &Response)| {
        object(&[("item", item.as_str().into()), ("response", of_response(response))])
    };
    responses.map(each).collect::<Array>().into()
}

pub(super) fn responses(value: &JsValue, name: &str) -> Vec<(ItemId, Response)> {
    let each = |value: &JsValue| Some((text(value, "item").parse().ok()?, response(&get(value, "response"))?));
    list(value, name).iter().filter_map(each).collect()
}

pub(super) fn of_unsaid(unsaid: &Unsaid) -> JsValue {
    object(&[("turn", unsaid.turn.into()), ("words", unsaid.words.as_str().into())])
}

pub(super) fn unsaid(value: &JsValue, name: &str) -> Option<Unsaid> {
    let unsaid = get(value, name);
    unsaid.is_object().then(|| Unsaid { turn: count(&unsaid, "turn"), words: text(&unsaid, "words") })
}

fn of_save(save: &Save) -> JsValue {
    object(&[
        ("item", save.item.as_str().into()),
        ("sequence", save.sequence.into()),
        ("response", save.response.as_ref().map_or(JsValue::NULL, of_response)),
        ("flagged", save.flagged.into()),
    ])
}

fn of_response(response: &Response) -> JsValue {
    let shape = |kind: &str, name: &str, value: JsValue| object(&[("kind", kind.into()), (name, value)]);
    match response {
        Response::Single { choice } => shape("single", "choice", word(choice)),
        Response::Multiple { choices } => {
            shape("multiple", "choices", choices.iter().map(word).collect::<Array>().into())
        }
        Response::TrueFalse { holds } => shape("true-false", "holds", (*holds).into()),
        Response::Numeric { typed } => shape("numeric", "typed", typed.into()),
        Response::Short { typed } => shape("short", "typed", typed.into()),
        Response::Cloze { gaps } => {
            let filled = object(&[]);
            for (number, gap) in gaps {
                let gap = match gap {
                    GapResponse::Typed(typed) => object(&[("typed", typed.into())]),
                    GapResponse::Chosen(choice) => object(&[("chosen", word(choice))]),
                };
                let _ = Reflect::set(&filled, &word(number), &gap);
            }
            shape("cloze", "gaps", filled)
        }
        Response::Match { pairs } => {
            let paired = object(&[]);
            for (left, right) in pairs {
                let _ = Reflect::set(&paired, &word(left), &word(right));
            }
            shape("match", "pairs", paired)
        }
        Response::Order { steps } => shape("order", "steps", steps.iter().map(word).collect::<Array>().into()),
        Response::Essay { written } => shape("essay", "written", written.into()),
    }
}

fn response(value: &JsValue) -> Option<Response> {
    let choice = |value: &JsValue| ChoiceId::from_form(value.as_string().unwrap_or_default());
    Some(match text(value, "kind").as_str() {
        "single" => Response::Single { choice: choice(&get(value, "choice")) },
        "multiple" => Response::Multiple { choices: list(value, "choices").iter().map(choice).collect() },
        "true-false" => Response::TrueFalse { holds: get(value, "holds").is_truthy() },
        "numeric" => Response::Numeric { typed: text(value, "typed") },
        "short" => Response::Short { typed: text(value, "typed") },
        "cloze" => Response::Cloze { gaps: fields(value, "gaps").into_iter().filter_map(gap).collect() },
        "match" => {
            let pair = |(left, right): (String, JsValue)| (ChoiceId::from_form(left), choice(&right));
            Response::Match { pairs: fields(value, "pairs").into_iter().map(pair).collect() }
        }
        "order" => Response::Order { steps: list(value, "steps").iter().map(choice).collect() },
        "essay" => Response::Essay { written: text(value, "written") },
        _ => return None,
    })
}

fn gap((number, gap): (String, JsValue)) -> Option<(usize, GapResponse)> {
    let filled = match get(&gap, "chosen").as_string() {
        Some(id) => GapResponse::Chosen(ChoiceId::from_form(id)),
        None => GapResponse::Typed(text(&gap, "typed")),
    };
    Some((number.parse().ok()?, filled))
}

/// The fields of an object by name.
fn fields(value: &JsValue, name: &str) -> Vec<(String, JsValue)> {
    let Some(object) = Object::try_from(&get(value, name)).cloned() else { return Vec::new() };
    let names = Object::keys(&object).to_vec();
    names.into_iter().filter_map(|name| name.as_string()).map(|name| (name.clone(), get(&object, &name))).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "nobody changes an answer so often")]
fn count(value: &JsValue, name: &str) -> u32 {
    number(value, name) as u32
}
