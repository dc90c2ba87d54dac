//! Items that are not there yet: what is proposed to begin with, and drafts of what was typed.

use super::draft::{Drafted, Located, TEXT, Typed, at_fields, at_lines, sorted, tidy};
use crate::domain::access::Permission;
use crate::domain::competency::Competency;
use crate::domain::item::interaction::InteractionKind;
use crate::domain::item::{ItemId, Usage};
use crate::domain::level::Level;
use crate::domain::locale::Text;
use crate::server::content::diagnostic::{Severity, Source};
use crate::server::content::draft::check;
use crate::server::content::item::form::{self, Fields};
use crate::server::content::item::read;
use crate::server::content::live::{Live, UnitId};
use crate::server::services::ServiceError;
use crate::server::services::content::current;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::visitor::Account;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

/// What a new item is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    /// None for a case.
    pub kind: Option<InteractionKind>,
    pub level: Level,
    pub competency: Competency,
    pub usage: Usage,
}

/// An empty item with an id that is free; a case begins as a text with its parts in it.
pub async fn propose(state: &AppState, by: &Account, beginning: Beginning) -> Result<Typed, ServiceError> {
    let live = look(state, by).await?;
    let Beginning { kind, level, competency, usage } = beginning;
    let id = free_id(&live, level, competency.id()).ok_or(ServiceError::NotFound)?;
    let usage = match usage {
        Usage::Practice => "practice",
        Usage::Exam => "exam",
    };
    let Some(kind) = kind else { return Ok(Typed::Text(blank_case(level, competency, usage, &id))) };
    let level = level.number().to_string();
    let facts = [("kind", kind.id()), ("id", id.as_str()), ("level", &level), ("competency", competency.id())];
    let keys = [("use", usage), ("p", "0.60"), ("scoring", "partial"), ("gap_1_way", "typed"), ("minutes", "20")];
    Ok(Typed::Fields(facts.into_iter().chain(keys).collect()))
}

/// A draft of a unit that is not there yet.
pub async fn draft_of(state: &AppState, by: &Account, typed: &Typed) -> Result<Drafted, ServiceError> {
    draft_new(&*look(state, by).await?, typed)
}

async fn look(state: &AppState, by: &Account) -> Result<Arc<Live>, ServiceError> {
    must(by, Permission::SeeAnswers)?;
    let mut tx = state.db.read().await?;
    Ok(current::live(state, &mut tx).await?)
}

/// An item by its fields, with its id and level among them, or a text.
pub(super) fn draft_new(live: &Live, typed: &Typed) -> Result<Drafted, ServiceError> {
    match typed {
        Typed::Fields(fields) => new_item(live, fields),
        Typed::Text(text) => new_text(live, tidy(text)),
    }
}

fn new_item(live: &Live, fields: &Fields) -> Result<Drafted, ServiceError> {
    let level = fields.get("level").parse().ok().and_then(|number: u8| Level::try_from(number).ok());
    let level = level.unwrap_or(Level::One);
    let typed = fields.get("id").trim().parse::<ItemId>().ok().filter(|id| id.level() == level);
    let (id, wrong) = match typed {
        Some(id) if !is_taken(live, id.as_str()) => (id, None),
        // Another id stands in, so that all the rest is told.
        taken => {
            let text = Text::worded(|l| match &taken {
                Some(id) => l.editor_id_taken(id),
                None => l.editor_id_wrong(&level.number()),
            });
            (free_id(live, level, "item").ok_or(ServiceError::NotFound)?, Some(text))
        }
    };
    let competency: Competency = fields.get("competency").parse().unwrap_or(Competency::Process);
    let written = form::write(&blank(level, competency), id.as_str(), fields);
    let unit = UnitId::Item(id.clone());
    let draft = check(live, &unit, written.text.clone());
    let mut problems = at_fields(&written, &draft);
    if let Some(text) = wrong {
        problems.insert(0, Located { field: "id".to_owned(), line: None, severity: Severity::Error, text });
    }
    Ok(Drafted { unit, about: Some(id), draft, problems: sorted(problems) })
}

fn new_text(live: &Live, text: String) -> Result<Drafted, ServiceError> {
    let source = Source { path: String::new(), text: text.clone() };
    let file = read(&source).0;
    let case = file.cases.first().map(|read| UnitId::Case(read.content.id.clone()));
    let single = file.items.first().map(|read| UnitId::Item(read.content.id.clone()));
    let none = || free_id(live, Level::One, "item").map(UnitId::Item);
    let unit = case.or(single).or_else(none).ok_or(ServiceError::NotFound)?;
    let draft = check(live, &unit, text);
    let mut problems = at_lines(&draft);
    let ids = draft.items.iter().map(|item| item.id.to_string()).chain([unit.to_string()]);
    for id in ids.filter(|id| is_taken(live, id)).collect::<BTreeSet<_>>() {
        let text = Text::worded(|l| l.editor_id_taken(&id));
        problems.push(Located { field: TEXT.to_owned(), line: None, severity: Severity::Error, text });
    }
    Ok(Drafted { unit, about: None, draft, problems: sorted(problems) })
}

/// A file without an item.
fn blank(level: Level, competency: Competency) -> String {
    format!("---\n{{kind: items, level: {}, competency: {}}}\n---\n", level.number(), competency.id())
}

/// A case of three items without their words.
fn blank_case(level: Level, competency: Competency, usage: &str, id: &ItemId) -> String {
    let mut text = blank(level, competency);
    let _ = write!(text, "# {id}\n{{kind: case, p: 0.60, use: {usage}, source: \"\"}}\nzh: \nen: \n");
    for part in ["a", "b", "c"] {
        let _ = write!(text, "## {id}-{part}\n{{kind: single, key: A}}\n || \n");
        for (letter, tag) in [("A", ""), ("B", "`misread` "), ("C", "`misread` ")] {
            let _ = writeln!(text, "- {letter}.  ||  {tag}>  || ");
        }
    }
    text
}

/// An id that nothing has; whoever writes the item may give it a better one.
fn free_id(live: &Live, level: Level, topic: &str) -> Option<ItemId> {
    let mut ids =
        (1..10_000).filter_map(|number: u32| format!("l{}-{topic}-new-{number}", level.number()).parse().ok());
    ids.find(|id: &ItemId| !is_taken(live, id.as_str()))
}

/// Ids are never used twice, whatever they name.
fn is_taken(live: &Live, id: &str) -> bool {
    let bank = live.bank();
    let item = id.parse().is_ok_and(|id| live.item(&id).is_some());
    let case = id.parse().is_ok_and(|id| live.case(&id).is_some());
    let lesson = id.parse().is_ok_and(|id| bank.lesson(&id).is_some());
    item || case || lesson || id.parse().is_ok_and(|id| bank.scenario(&id).is_some())
}
