//! One person's sitting, step by step at its own hours, in the transaction that founds the company.

use super::super::Founder;
use super::answers;
use super::plan::{Fate, Sat};
use crate::domain::assembly::assemble;
use crate::domain::assembly::paper::PaperPart;
use crate::domain::assembly::stock::History;
use crate::domain::attempt::event::Event;
use crate::domain::attempt::lease::Holder;
use crate::domain::attempt::saving::Rank;
use crate::domain::attempt::state::Attempt;
use crate::domain::credential::Credential;
use crate::domain::form::{Form, FormKind, PartKind};
use crate::domain::id::AccountId;
use crate::domain::item::interaction::Interaction;
use crate::domain::locale::Locale;
use crate::domain::seed::Seed;
use crate::domain::verification::Verification;
use crate::server::clock::day_in_china;
use crate::server::services::certificate::issue::{Award, Ground, put_on_record};
use crate::server::services::content::version;
use crate::server::services::exam::score::score_in;
use crate::server::services::exam::start::pinned;
use crate::server::services::exam::submit::close_in;
use crate::server::storage::answer::NewAnswer;
use crate::server::storage::attempt::Kept;
use crate::server::storage::exam_session::ExamSession;
use crate::server::storage::paper::NewPart;
use crate::server::storage::registration::Registration;
use crate::server::storage::script::HumanScore;
use crate::server::storage::{answer, attempt, attempt_event, script};
use anyhow::{Context as _, Result, anyhow};
use chrono::{DateTime, Duration, Utc};

const DEVICE: &str = "Chrome, Windows";
/// So many answers are there of whoever still sits.
const UNDER_WAY: usize = 10;

struct Sitting<'f, 'a> {
    founder: &'f mut Founder<'a>,
    kept: Kept,
    parts: Vec<NewPart>,
    sat: &'f Sat,
    owner: AccountId,
    /// What the clock shows in the story.
    at: DateTime<Utc>,
}

pub(super) async fn sit(
    founder: &mut Founder<'_>,
    session: &ExamSession,
    form: &Form,
    place: &Registration,
    owner: AccountId,
    trainer: AccountId,
    sat: &Sat,
) -> Result<()> {
    let seed = Seed(u64::try_from(founder.ids.draws.below(1 << 30))?);
    let live = founder.state.curriculum.live();
    let drawn = assemble(form, session.form_hash, live.stock(), &History::default(), seed);
    let paper = drawn.map_err(|missing| anyhow!("no paper: {missing:?}"))?.paper;
    let holder = Holder { id: founder.ids.next(), session: founder.ids.next(), device: DEVICE.to_owned() };
    let id = founder.ids.next();
    let (kept, parts) = pinned(id, place, session, form, paper, holder, Locale::ZhCn, sat.at)?;
    attempt::insert(&mut founder.tx, &kept, &parts).await?;
    let mut sitting = Sitting { founder, kept, parts, sat, owner, at: sat.at };
    sitting.event(Some(owner), Event::Started { device: DEVICE.to_owned() }).await?;
    sitting.through(trainer).await
}

impl Sitting<'_, '_> {
    async fn through(&mut self, trainer: AccountId) -> Result<()> {
        let kinds: Vec<PartKind> = self.parts.iter().map(|part| part.paper.kind()).collect();
        for (place, kind) in kinds.into_iter().enumerate() {
            if place > 0 {
                self.at += Duration::minutes(4);
                let next = self.kept.attempt.begin_part(self.at)?;
                self.write(next).await?;
            }
            self.event(Some(self.owner), Event::PartBegun { part: kind }).await?;
            self.answer(place).await?;
            if self.sat.fate == Fate::InProgress {
                return Ok(());
            }
            self.at += Duration::minutes(if kind == PartKind::RolePlay { 11 } else { 34 });
            let next = self.kept.attempt.submit_part(kind, self.at)?;
            self.kept = close_in(&mut self.founder.tx, self.kept.clone(), next, Some(self.owner), self.at).await?;
        }
        self.score(None).await?;
        if self.sat.fate >= Fate::Scored {
            self.at = (self.at + Duration::hours(5)).min(self.founder.now);
            self.mark(trainer).await?;
        }
        if self.sat.fate >= Fate::Released {
            self.at = (self.at + Duration::hours(1)).min(self.founder.now);
            self.release(trainer).await?;
        }
        if self.sat.fate == Fate::Certified {
            self.certify().await?;
        }
        Ok(())
    }

    async fn answer(&mut self, place: usize) -> Result<()> {
        let state = self.founder.state;
        let most = if self.sat.fate == Fate::InProgress { UNDER_WAY } else { usize::MAX };
        let mut answers = Vec::new();
        match &self.parts[place].paper {
            PaperPart::Theory { items } | PaperPart::CaseAnalysis { items } => {
                for (number, pinned) in items.iter().take(most).enumerate() {
                    let item = version::item(state, &pinned.item, pinned.hash).await?;
                    let Some(response) = answers::answer(self.sat.skill, &item, pinned.seed, number) else { continue };
                    answers.push(NewAnswer {
                        attempt: self.kept.id,
                        item: pinned.item.clone(),
                        rank: Rank { sequence: 1, lease: 1 },
                        response: Some(serde_json::to_string(&response)?),
                        flagged: number % 8 == 5,
                    });
                }
                let saved = (self.at + Duration::minutes(20)).min(self.founder.now);
                answer::upsert(&mut self.founder.tx, &answers, saved).await?;
            }
            PaperPart::RolePlay { scenario: pinned } => {
                let scenario = version::scenario(state, &pinned.scenario, pinned.hash).await?;
                let said = answers::talk(self.sat.skill, &scenario, pinned.seed);
                attempt::put_transcript(&mut self.founder.tx, self.kept.id, &said).await?;
            }
        }
        Ok(())
    }

    /// The result, or the scripts that a person must score first.
    async fn score(&mut self, actor: Option<AccountId>) -> Result<()> {
        score_in(self.founder.state, &mut self.founder.tx, &self.kept, actor, self.at).await?;
        let kept = attempt::find(&mut self.founder.tx, self.kept.id).await?;
        self.kept = kept.context("a sitting that was just kept")?;
        Ok(())
    }

    async fn mark(&mut self, trainer: AccountId) -> Result<()> {
        if !matches!(self.kept.attempt, Attempt::AwaitingScoring(_)) {
            return Ok(());
        }
        for script in script::of_attempt(&mut self.founder.tx, self.kept.id).await? {
            let item = version::item(self.founder.state, &script.subject.parse()?, script.hash).await?;
            let Interaction::Essay(essay) = &item.interaction else { continue };
            let marks = self.sat.skill.marks(essay.rubric.reveal().len());
            let score = HumanScore { version: 1, marks, note: String::new(), by: trainer, at: self.at };
            script::add_score(&mut self.founder.tx, script.id, &score).await?;
            self.event(Some(trainer), Event::HumanScored { what: script.subject.clone() }).await?;
            self.founder.log("script.score", "script", script.id.to_string()).await?;
        }
        self.score(Some(trainer)).await
    }

    async fn release(&mut self, trainer: AccountId) -> Result<()> {
        let next = self.kept.attempt.release()?;
        self.write(next).await?;
        self.event(Some(trainer), Event::Released { version: 1 }).await?;
        self.founder.log("result.release", "attempt", self.kept.id.to_string()).await
    }

    async fn certify(&mut self) -> Result<()> {
        if self.kept.kind != FormKind::LevelExam {
            return Ok(());
        }
        let issued = day_in_china(self.at);
        let fact = Credential::new(self.kept.level, issued, None, false, Verification::Verified)?;
        let award = Award { person: self.kept.person, fact, ground: Ground::Exam(self.kept.id) };
        put_on_record(self.founder.state, &mut self.founder.tx, self.founder.hr, &award).await?;
        Ok(())
    }

    async fn write(&mut self, next: Attempt) -> Result<()> {
        attempt::update(&mut self.founder.tx, &self.kept, &next, self.at).await?;
        self.kept.attempt = next;
        self.kept.version += 1;
        Ok(())
    }

    async fn event(&mut self, actor: Option<AccountId>, event: Event) -> Result<()> {
        Ok(attempt_event::append(&mut self.founder.tx, self.kept.id, self.at, actor, &event).await?)
    }
}
