//! A released result, as far as the form lets its candidate see it.

use super::sitting::{fixed_in, own};
use crate::domain::attempt::state::Ending;
use crate::domain::attempt::state::Stage;
use crate::domain::competency::Competency;
use crate::domain::form::{FormKind, PartKind, Release};
use crate::domain::id::AttemptId;
use crate::domain::item::feedback::{Feedback, explain};
use crate::domain::item::presentation::{ItemView, present};
use crate::domain::item::response::Response;
use crate::domain::item::scoring::{Score, Verdict};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::outcome::{ItemOutcome, MadeOf, PartOutcome, ResultVersion, Share};
use crate::domain::points::Points;
use crate::domain::scenario::debrief::DebriefView;
use crate::server::exam::papers::Fixed;
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::state::AppState;
use crate::server::storage::attempt::Kept;
use crate::server::storage::certificate::Earned;
use crate::server::storage::{answer, attempt, attempt_result, certificate};
use crate::server::visitor::Account;
use chrono::{DateTime, Utc};

/// What a candidate sees after the release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedResult {
    pub attempt: AttemptId,
    pub kind: FormKind,
    pub level: Level,
    pub released_at: Option<DateTime<Utc>>,
    /// Above 1: the result was made again, for the reason.
    pub version: u32,
    pub made_at: DateTime<Utc>,
    pub reason: String,
    /// The results that stood before, the first one first.
    pub former: Vec<FormerResult>,
    /// The certificate that it has earned, once it is issued.
    pub certificate: Option<Earned>,
    pub passed: bool,
    pub total: Share,
    pub parts: Vec<ReleasedPart>,
    /// Empty where the form shows no more than scores.
    pub competencies: Vec<(Competency, Share)>,
    /// What to study next, the weakest first.
    pub study_next: Vec<Competency>,
    pub policy: Release,
}

/// A result that a later version has replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerResult {
    pub version: u32,
    pub made_at: DateTime<Utc>,
    pub passed: bool,
    pub parts: Vec<(PartKind, Share)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedPart {
    pub part: PartKind,
    pub ended: Ending,
    pub share: Share,
    pub cut_percent: u8,
    /// Why the cut is where it is, from the form.
    pub cut_reason: String,
    pub passed: bool,
    /// Empty where the form does not show items.
    pub items: Vec<ReleasedItem>,
    /// Only with full feedback.
    pub debrief: Option<Box<DebriefView>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedItem {
    pub view: ItemView,
    pub response: Option<Response>,
    pub points: Points,
    pub of: Points,
    pub verdict: Verdict,
    /// Keys and reasons, only with full feedback.
    pub feedback: Option<Feedback>,
}

/// Nothing before the release.
pub async fn read_result(
    state: &AppState,
    by: &Account,
    id: AttemptId,
    locale: Locale,
) -> Result<Option<ReleasedResult>, ServiceError> {
    // After the release nothing but a further version comes.
    let mut tx = state.db.glance().await?;
    let kept = own(&mut tx, by, id).await?;
    if kept.attempt.stage() != Stage::Released {
        return Ok(None);
    }
    let mut versions = attempt_result::of_attempt(&mut tx, id).await?;
    let result = versions.pop().ok_or(ServiceError::NotFound)?;
    let certificate = certificate::earned_by(&mut tx, id).await?;
    let fixed = fixed_in(state, &mut tx, id).await?;
    drop(tx);
    let mut parts = Vec::new();
    for (part, new) in result.outcome.parts.iter().zip(0..) {
        parts.push(released_part(state, &kept, &fixed, part, new, locale).await?);
    }
    let former = versions.iter().map(former).collect();
    Ok(Some(ReleasedResult { former, certificate, ..released(&kept, result, parts) }))
}

fn former(result: &ResultVersion) -> FormerResult {
    FormerResult {
        version: result.version,
        made_at: result.made_at,
        passed: result.outcome.passed() == Some(true),
        parts: result.outcome.parts.iter().map(|part| (part.part, part.share())).collect(),
    }
}

fn released(kept: &Kept, result: ResultVersion, parts: Vec<ReleasedPart>) -> ReleasedResult {
    let shows_competencies = kept.release >= Release::ByCompetency;
    let outcome = &result.outcome;
    let competencies = if shows_competencies { outcome.by_competency().into_iter().collect() } else { Vec::new() };
    ReleasedResult {
        attempt: kept.id,
        kind: kept.kind,
        level: kept.level,
        released_at: kept.released_at,
        version: result.version,
        made_at: result.made_at,
        former: Vec::new(),
        certificate: None,
        passed: outcome.passed() == Some(true),
        total: outcome.total(),
        parts,
        competencies,
        study_next: if shows_competencies { outcome.study_next() } else { Vec::new() },
        policy: kept.release,
        reason: result.reason,
    }
}

async fn released_part(
    state: &AppState,
    kept: &Kept,
    fixed: &Fixed,
    part: &PartOutcome,
    place: usize,
    locale: Locale,
) -> Result<ReleasedPart, ServiceError> {
    let form = version::form(state, &kept.form, kept.form_hash).await?;
    let reason = form.part(part.part).map(|part| part.cut().reason.get(locale).to_owned());
    let (mut items, mut debrief) = (Vec::new(), None);
    match &part.made_of {
        MadeOf::Items { items: outcomes } if kept.release >= Release::ItemsWithoutKeys => {
            items = released_items(state, kept, fixed, place, outcomes, locale).await?;
        }
        MadeOf::Conversation(_) if kept.release >= Release::FullFeedback => {
            debrief = conversation(state, kept, fixed, place, locale).await?;
        }
        MadeOf::Items { .. } | MadeOf::Conversation(_) => {}
    }
    Ok(ReleasedPart {
        part: part.part,
        ended: part.ended,
        share: part.share(),
        cut_percent: part.cut_percent,
        cut_reason: reason.unwrap_or_default(),
        passed: part.passed(),
        items,
        debrief,
    })
}

async fn released_items(
    state: &AppState,
    kept: &Kept,
    fixed: &Fixed,
    place: usize,
    outcomes: &[ItemOutcome],
    locale: Locale,
) -> Result<Vec<ReleasedItem>, ServiceError> {
    let mut tx = state.db.glance().await?;
    let mut answers = answer::of_attempt(&mut tx, kept.id).await?;
    drop(tx);
    let pinned = fixed.parts.get(place).map(|part| part.paper.items()).unwrap_or_default();
    let mut items = Vec::with_capacity(outcomes.len());
    for (pinned, outcome) in pinned.iter().zip(outcomes) {
        // Shown as it was scored: a corrected key comes with its corrected reasons.
        let item = version::item(state, &pinned.item, outcome.hash).await?;
        let response = answers.remove(&pinned.item).and_then(|answer| answer.response);
        let full = kept.release >= Release::FullFeedback;
        // What a person made of an essay stands, and no machine says it anew.
        let score = Score { points: outcome.points, max: outcome.of, verdict: outcome.verdict };
        // Words that were typed fit the question in the language in which they were typed.
        let locale = if item.interaction.asks_for_words() { kept.locale } else { locale };
        let explained = || explain(&item, pinned.seed, locale, response.as_ref());
        let feedback = full.then(|| Feedback { score, ..explained() });
        items.push(ReleasedItem {
            view: present(&item, pinned.seed, locale),
            response,
            points: outcome.points,
            of: outcome.of,
            verdict: outcome.verdict,
            feedback,
        });
    }
    Ok(items)
}

async fn conversation(
    state: &AppState,
    kept: &Kept,
    fixed: &Fixed,
    place: usize,
    locale: Locale,
) -> Result<Option<Box<DebriefView>>, ServiceError> {
    use crate::domain::assembly::paper::PaperPart;
    let Some(PaperPart::RolePlay { scenario }) = fixed.parts.get(place).map(|part| &part.paper) else {
        return Ok(None);
    };
    let mut tx = state.db.read().await?;
    let transcript = attempt::transcript(&mut tx, kept.id).await?.unwrap_or_default();
    drop(tx);
    let (scenario, play) = super::reply::play(state, kept.id, scenario, &transcript).await?;
    Ok(DebriefView::of(&scenario, &play, None, locale).map(Box::new))
}
