//! What a trainer has typed, as a version that could be published, with everything that is wrong at its field or line.

use crate::domain::access::Permission;
use crate::domain::item::ItemId;
use crate::domain::locale::Text;
use crate::server::content::diagnostic::Severity;
use crate::server::content::draft::{Draft, check};
use crate::server::content::item::form::{self, Fields, Written};
use crate::server::content::live::{Live, UnitId};
use crate::server::services::ServiceError;
use crate::server::services::content::current;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::visitor::Account;

/// How an item is edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// By the fields of its form.
    Fields(Fields),
    /// As the text of its file.
    Text(String),
}

/// A draft with its problems where the trainer finds them.
#[derive(Debug, Clone)]
pub struct Drafted {
    pub unit: UnitId,
    /// The item that the form is about; none when it is about the whole unit.
    pub about: Option<ItemId>,
    pub draft: Draft,
    /// Errors first, each group in the order of the form or the text.
    pub problems: Vec<Located>,
}

/// Something wrong or worth a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The name of the field; empty for the item as a whole. `text` when the text is edited.
    pub field: String,
    /// In the text, when that is edited.
    pub line: Option<usize>,
    pub severity: Severity,
    pub text: Text,
}

/// The field of the whole text.
pub const TEXT: &str = "text";

impl Drafted {
    pub fn is_sound(&self) -> bool {
        !self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// Makes a draft of what was typed over an item's unit as it stands now.
pub async fn draft_now(state: &AppState, by: &Account, id: &ItemId, typed: &Typed) -> Result<Drafted, ServiceError> {
    must(by, Permission::SeeAnswers)?;
    let mut tx = state.db.read().await?;
    let live = current::live(state, &mut tx).await?;
    drop(tx);
    draft(&live, id, typed)
}

/// Makes a draft of what was typed over an item's unit as it stands.
pub fn draft(live: &Live, id: &ItemId, typed: &Typed) -> Result<Drafted, ServiceError> {
    let unit = live.unit_of(id).ok_or(ServiceError::NotFound)?;
    let base = live.origin(&unit).ok_or(ServiceError::NotFound)?;
    let (written, about) = match typed {
        Typed::Fields(fields) if fields.get("kind") == form::CASE => match &unit {
            UnitId::Case(_) => (form::write_case(&base.text, fields), None),
            UnitId::Item(_) => return Err(ServiceError::NotFound),
        },
        Typed::Fields(fields) => (form::write(&base.text, id.as_str(), fields), Some(id.clone())),
        Typed::Text(text) => {
            let draft = check(live, &unit, tidy(text));
            let problems = sorted(at_lines(&draft));
            return Ok(Drafted { unit, about: None, draft, problems });
        }
    };
    let draft = check(live, &unit, written.text.clone());
    let problems = sorted(at_fields(&written, &draft));
    Ok(Drafted { unit, about, draft, problems })
}

pub(super) fn sorted(mut problems: Vec<Located>) -> Vec<Located> {
    problems.sort_by_key(|problem| problem.severity);
    problems
}

/// Lines as the bank keeps them: no blanks at their ends, one line break at the end of all.
pub(super) fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}

/// What the form lacks comes first. As long as it lacks something, stand-ins fill the gaps: looks at them would mislead, and
/// a field whose gap was told needs no second word. What is worth a look elsewhere in the case is not this form's business.
pub(super) fn at_fields(written: &Written, draft: &Draft) -> Vec<Located> {
    let lacking = written.problems.iter().map(|problem| Located {
        field: problem.field.clone(),
        line: None,
        severity: Severity::Error,
        text: problem.text.clone(),
    });
    let mut problems: Vec<Located> = lacking.collect();
    let told: Vec<String> = problems.iter().map(|problem| problem.field.clone()).collect();
    for problem in &draft.problems {
        let field = written.field_at(problem.place).to_owned();
        let misleads = problem.severity == Severity::Warning && (!told.is_empty() || !written.holds(problem.place));
        if !misleads && !told.contains(&field) {
            let text = problem.message.clone();
            problems.push(Located { field, line: None, severity: problem.severity, text });
        }
    }
    problems
}

pub(super) fn at_lines(draft: &Draft) -> Vec<Located> {
    let located = draft.problems.iter().map(|problem| Located {
        field: TEXT.to_owned(),
        line: Some(problem.place.line),
        severity: problem.severity,
        text: problem.message.clone(),
    });
    located.collect()
}
