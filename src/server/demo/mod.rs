//! The demo company: about sixty people whose files show every state that the product knows, and a sign-in for every role.
//!
//! It is founded in one transaction: either all of it is there or nothing.

mod cast;
mod day;
mod exams;
mod paper;

#[cfg(test)]
mod tests;

use crate::domain::access::Role;
use crate::domain::eligibility::decision::Decision;
use crate::domain::id::{AccountId, EvidenceId, PersonId};
use crate::domain::seed::{Draws, Seed};
use crate::domain::staff_file::{self, Check, Details, Entry, EntryId};
use crate::domain::verification::{Basis, Verification};
use crate::server::digest::sha256;
use crate::server::password::Password;
use crate::server::services::certificate::issue::{Award, put_on_record};
use crate::server::services::eligibility::rules;
use crate::server::services::people::upload::Upload;
use crate::server::state::AppState;
use crate::server::storage::account::{self, NewAccount};
use crate::server::storage::decision::Recorded;
use crate::server::storage::evidence::Evidence;
use crate::server::storage::{Tx, audit, certificate, decision, entry, evidence, person};
use anyhow::{Context as _, Result, anyhow};
use cast::{Member, Part};
use chrono::{DateTime, Days, Utc};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Everybody's password in the demo company. It is printed and written in the README: nothing real lies behind it.
pub const PASSWORD: &str = "climb-five-rungs";

const DOMAIN: &str = "rungs.example";
const ADMINISTRATOR: &str = "admin";
/// The company, as it stands on the certificates that it issues.
pub const ISSUER: &str = "云桥科技";
/// The ids of one company are the same on every machine.
const SEED: Seed = Seed(5);

/// A sign-in that is worth showing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    pub name: String,
    pub display_name: String,
    pub role: Role,
}

/// Founds the company, unless somebody lives in this database already. Gives the sign-ins to show, if it is the demo
/// company that lives there.
pub async fn found(state: &AppState) -> Result<Vec<SignIn>> {
    let now = state.clock.now();
    let cast = cast::cast(state.clock.today())?;
    let mut tx = state.db.write().await?;
    if account::count(&mut tx).await? > 0 {
        let ours = account::by_sign_in_name(&mut tx, &address(ADMINISTRATOR)).await?.is_some();
        return Ok(if ours { sign_ins(&cast) } else { Vec::new() });
    }
    let password = Password::parse(PASSWORD, &[]).map_err(|weak| anyhow!("the demo password: {weak}"))?;
    let mut founder = Founder {
        state,
        tx,
        now,
        password_hash: state.hasher.hash(password).await?,
        ids: Ids { now, draws: SEED.draws() },
        hr: Uuid::nil().into(),
    };
    founder.everybody(&cast).await?;
    founder.tx.commit().await?;
    Ok(sign_ins(&cast))
}

/// The sign-in name and mail address of somebody in the demo company.
fn address(mailbox: &str) -> String {
    format!("{mailbox}@{DOMAIN}")
}

fn sign_ins(cast: &[Member]) -> Vec<SignIn> {
    let shown = cast.iter().filter_map(|member| {
        let mailbox = member.sign_in.as_deref()?;
        Some(SignIn {
            name: address(mailbox),
            display_name: member.profile.name.clone(),
            role: member.roles.first().copied()?,
        })
    });
    let administrator =
        SignIn { name: address(ADMINISTRATOR), display_name: ADMINISTRATOR.to_owned(), role: Role::Administrator };
    let mut all: Vec<_> = shown.chain([administrator]).collect();
    all.sort_by_key(|sign_in| sign_in.role);
    all
}

/// Ids that are drawn rather than random.
struct Ids {
    now: DateTime<Utc>,
    draws: Draws,
}

impl Ids {
    fn next<Id: From<Uuid>>(&mut self) -> Id {
        let mut bytes = [0; 10];
        for byte in &mut bytes {
            *byte = u8::try_from(self.draws.below(256)).unwrap_or_default();
        }
        let milliseconds = u64::try_from(self.now.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &bytes).into_uuid().into()
    }
}

struct Founder<'a> {
    state: &'a AppState,
    tx: Tx,
    now: DateTime<Utc>,
    password_hash: String,
    ids: Ids,
    /// Who has verified everything.
    hr: AccountId,
}

impl Founder<'_> {
    async fn everybody(&mut self, cast: &[Member]) -> Result<()> {
        self.account(ADMINISTRATOR, ADMINISTRATOR, None, &[Role::Administrator]).await?;
        let mut people = Vec::new();
        for member in cast {
            let id = self.ids.next();
            person::insert(&mut self.tx, id, &member.profile, self.now).await?;
            let mailbox = member.profile.email.split('@').next().unwrap_or_default();
            let account = self.account(mailbox, &member.profile.name, Some(id), &member.roles).await?;
            people.push((id, account));
        }
        let hr = cast.iter().zip(&people).find(|(member, _)| member.roles.contains(&Role::Hr));
        self.hr = hr.context("nobody does the demo company's HR")?.1.1;
        for (member, (person, account)) in cast.iter().zip(&people) {
            self.file(member, *person, *account).await.with_context(|| member.profile.name.clone())?;
        }
        let trainer = cast.iter().zip(&people).find(|(member, _)| member.roles.contains(&Role::Trainer));
        let trainer = trainer.context("nobody trains in the demo company")?.1.1;
        let numbers = cast.iter().filter_map(|member| member.profile.staff_number.as_deref());
        exams::found(self, &numbers.zip(people.iter().copied()).collect(), trainer).await.context("the exams")?;
        // Last, so that the ids drawn before stay what they are.
        for (_, (person, _)) in cast.iter().zip(&people).filter(|(member, _)| member.on_post_document) {
            let document = self.document(*person, self.hr).await?;
            person::prove_on_post(&mut self.tx, *person, Some(document)).await?;
        }
        Ok(())
    }

    async fn account(
        &mut self,
        mailbox: &str,
        display_name: &str,
        person: Option<PersonId>,
        roles: &[Role],
    ) -> Result<AccountId> {
        let (id, name) = (self.ids.next(), address(mailbox));
        let new = NewAccount { id, sign_in_name: &name, display_name, person, created_at: self.now };
        let roles: BTreeSet<Role> = roles.iter().copied().collect();
        account::insert(&mut self.tx, &new).await?;
        account::set_password(&mut self.tx, id, 1, &self.password_hash).await?;
        account::set_roles(&mut self.tx, id, 2, &roles).await?;
        self.log("account.invite", "account", id.to_string()).await?;
        Ok(id)
    }

    async fn file(&mut self, member: &Member, person: PersonId, owner: AccountId) -> Result<()> {
        for part in &member.entries {
            self.entry(part, person, owner).await?;
        }
        self.log("person.create", "person", person.to_string()).await?;
        for wanted in &member.decisions {
            let facts = staff_file::facts(&entry::of_person(&mut self.tx, person).await?);
            let rules = rules::published(self.state);
            let recorded = Recorded {
                id: self.ids.next(),
                person,
                level: wanted.level,
                decision: Decision::make(rules, facts, wanted.as_of, Basis::Verified, sha256),
                note: wanted.note.clone(),
                decided_by: self.hr,
                decided_at: wanted.as_of.and_time(chrono::NaiveTime::MIN).and_utc(),
            };
            decision::insert(&mut self.tx, &recorded).await?;
            self.log("decision.record", "decision", recorded.id.to_string()).await?;
        }
        Ok(())
    }

    async fn entry(&mut self, part: &Part, person: PersonId, owner: AccountId) -> Result<()> {
        // Claims of the last weeks wait in the queue one behind the other.
        let age = Days::new(u64::try_from(3 + self.ids.draws.below(20)).unwrap_or_default());
        let made = self.now.checked_sub_days(age).unwrap_or(self.now);
        let kind = part.details.kind();
        if let Some(award) = part.award(person) {
            return self.certificate(&award, part).await;
        }
        let evidence = if part.document { Some(self.document(person, owner).await?) } else { None };
        let check = match part.status {
            Verification::Claimed => Check::Claimed,
            Verification::Verified => Check::Verified { by: self.hr, at: made },
            Verification::Rejected => Check::Rejected { by: self.hr, at: made, reason: part.reason.clone() },
        };
        let new = Entry {
            id: kind.entry(self.ids.next::<Uuid>()),
            person,
            details: part.details.clone(),
            check: Check::Claimed,
            evidence,
            created_by: Some(owner),
            created_at: made,
            version: 1,
        };
        entry::insert(&mut self.tx, &new.checked(check)).await?;
        Ok(())
    }

    /// What the company itself certified.
    async fn certificate(&mut self, award: &Award, part: &Part) -> Result<()> {
        let number = put_on_record(self.state, &mut self.tx, self.hr, award).await?;
        if let Details::Credential { revoked: Some(revocation), .. } = &part.details {
            let issued = certificate::find(&mut self.tx, &number).await?.context("a certificate just issued")?;
            let found = entry::find(&mut self.tx, EntryId::Credential(issued.credential)).await?;
            let mut found = found.context("the entry of a certificate")?;
            if let Details::Credential { revoked, fact, .. } = &mut found.details {
                *revoked = Some(revocation.clone());
                *fact = fact.with_revoked(true);
            }
            entry::update(&mut self.tx, &found).await?;
        }
        Ok(())
    }

    async fn document(&mut self, person: PersonId, owner: AccountId) -> Result<EvidenceId> {
        let id: EvidenceId = self.ids.next();
        let upload = Upload { file_name: "scan.pdf".to_owned(), bytes: paper::paper(&format!("Document {id}")) };
        let accepted = upload.accept().map_err(|why| anyhow!("the demo document: {why:?}"))?;
        accepted.keep(&self.state.config.data_dir).context("the demo documents cannot be written")?;
        let row = Evidence {
            id,
            person,
            file_name: accepted.file_name.clone(),
            media_type: accepted.media_type.to_owned(),
            size: accepted.size(),
            sha256: accepted.sha256,
            uploaded_by: owner,
            uploaded_at: self.now,
        };
        evidence::insert(&mut self.tx, &row).await?;
        Ok(id)
    }

    async fn log(&mut self, action: &'static str, subject_kind: &'static str, subject_id: String) -> Result<()> {
        let detail = json!({ "demo": true });
        let entry = audit::NewEntry { at: self.now, actor: None, action, subject_kind, subject_id, detail };
        audit::append(&mut self.tx, &entry).await?;
        Ok(())
    }
}
