//! What waits for a scorer: first by subject, then the scripts of one subject, without names and in an order drawn by chance.

use crate::domain::access::Permission;
use crate::domain::assembly::paper::PaperPart;
use crate::domain::attempt::state::Stage;
use crate::domain::id::ScriptId;
use crate::domain::item::feedback::CriterionFeedback;
use crate::domain::item::interaction::{Essay, Interaction};
use crate::domain::item::response::Response;
use crate::domain::locale::Locale;
use crate::domain::marks::Marks;
use crate::domain::scenario::debrief::DebriefView;
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::script::{self, Script, Waiting};
use crate::server::storage::{answer, attempt, paper};
use crate::server::visitor::Account;

/// A script as its scorer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptView {
    pub id: ScriptId,
    /// The id of an item or of a scenario.
    pub subject: String,
    /// Released results stand: their scripts are not scored any more.
    pub released: bool,
    pub scored: bool,
    /// The marks that stand.
    pub marks: Option<Marks>,
    pub note: String,
    pub work: Work,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    Essay {
        stimulus: Option<String>,
        stem: String,
        written: String,
        criteria: Vec<CriterionFeedback>,
        /// What a full and a middling answer look like.
        samples: String,
    },
    /// The conversation with what the rules made of it.
    RolePlay(Box<DebriefView>),
}

/// How much waits, by subject (an item's or a scenario's id).
pub async fn list_subjects(state: &AppState, by: &Account) -> Result<Vec<Waiting>, ServiceError> {
    must(by, Permission::ScoreExams)?;
    let mut tx = state.db.read().await?;
    Ok(script::waiting(&mut tx, by.person).await?)
}

/// One script in the row of its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScriptLine {
    pub id: ScriptId,
    pub scored: bool,
}

/// The row of a subject's scripts that somebody can score: not released, not the own. It stays in the same order.
pub async fn list_row(state: &AppState, by: &Account, subject: &str) -> Result<Vec<ScriptLine>, ServiceError> {
    must(by, Permission::ScoreExams)?;
    let mut tx = state.db.read().await?;
    let scripts = script::open_of_subject(&mut tx, subject, by.person).await?;
    Ok(scripts.into_iter().map(|script| ScriptLine { id: script.id, scored: script.scored }).collect())
}

/// One script. The own one does not exist.
pub async fn read_script(
    state: &AppState,
    by: &Account,
    id: ScriptId,
    locale: Locale,
) -> Result<ScriptView, ServiceError> {
    must(by, Permission::ScoreExams)?;
    let mut tx = state.db.read().await?;
    let script = script::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    drop(tx);
    view(state, by, script, locale).await?.ok_or(ServiceError::NotFound)
}

/// The scripts of a subject, the unscored first. The scorer's own are not among them.
pub async fn list_scripts(
    state: &AppState,
    by: &Account,
    subject: &str,
    locale: Locale,
) -> Result<Vec<ScriptView>, ServiceError> {
    must(by, Permission::ScoreExams)?;
    let mut tx = state.db.read().await?;
    let scripts = script::of_subject(&mut tx, subject).await?;
    drop(tx);
    let mut views = Vec::with_capacity(scripts.len());
    for script in scripts {
        views.extend(view(state, by, script, locale).await?);
    }
    Ok(views)
}

async fn view(
    state: &AppState,
    by: &Account,
    script: Script,
    locale: Locale,
) -> Result<Option<ScriptView>, ServiceError> {
    let mut tx = state.db.read().await?;
    let kept = attempt::find(&mut tx, script.attempt).await?.ok_or(ServiceError::NotFound)?;
    if by.person == Some(kept.person) {
        return Ok(None);
    }
    let score = script::score(&mut tx, script.id).await?;
    let papers = paper::of_attempt(&mut tx, script.attempt).await?;
    let pinned =
        papers.iter().flat_map(|part| part.paper.items()).find(|pinned| pinned.item.as_str() == script.subject);
    let work = if let Some(pinned) = pinned {
        let response = answer::of_attempt(&mut tx, script.attempt).await?.remove(&pinned.item);
        drop(tx);
        let item = version::item(state, &pinned.item, pinned.hash).await?;
        let Interaction::Essay(essay) = &item.interaction else { return Ok(None) };
        let written = match response.and_then(|answer| answer.response) {
            Some(Response::Essay { written }) => written,
            Some(_) | None => String::new(),
        };
        Work::Essay {
            stimulus: item.case.as_ref().map(|case| case.stimulus.get(locale).to_owned()),
            stem: item.stem.get(locale).to_owned(),
            written,
            criteria: criteria(essay, locale),
            samples: essay.rationale.get(locale).to_owned(),
        }
    } else {
        let transcript = attempt::transcript(&mut tx, script.attempt).await?.unwrap_or_default();
        drop(tx);
        let scenario = papers.iter().find_map(|part| match &part.paper {
            PaperPart::RolePlay { scenario } => Some(scenario),
            PaperPart::Theory { .. } | PaperPart::CaseAnalysis { .. } => None,
        });
        let Some(pinned) = scenario else { return Ok(None) };
        let (scenario, play) = super::reply::play(state, script.attempt, pinned, &transcript).await?;
        let Some(debrief) = DebriefView::of(&scenario, &play, None, locale) else { return Ok(None) };
        Work::RolePlay(Box::new(debrief))
    };
    let (marks, note) = score.map_or((None, String::new()), |score| (Some(score.marks), score.note));
    let released = kept.attempt.stage() == Stage::Released;
    Ok(Some(ScriptView { id: script.id, subject: script.subject, released, scored: script.scored, marks, note, work }))
}

fn criteria(essay: &Essay, locale: Locale) -> Vec<CriterionFeedback> {
    let view = |criterion: &crate::domain::item::interaction::Criterion| CriterionFeedback {
        name: criterion.name.clone(),
        anchors: criterion.anchors.get(locale).to_owned(),
    };
    essay.rubric.reveal().iter().map(view).collect()
}
