//! Recorded eligibility decisions: enough to replay each for ever. Rows never change.

use super::column::LevelNumber;
use super::{Json, StoreError, StoreResult, Tx, Word, sql};
use crate::domain::digest::Digest;
use crate::domain::eligibility::decision::Decision;
use crate::domain::eligibility::proof::Proof;
use crate::domain::facts::Facts;
use crate::domain::id::{AccountId, DecisionId, PersonId};
use crate::domain::level::Level;
use chrono::{DateTime, NaiveDate, Utc};

/// A decision on record: the evaluation, and who took it about whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub id: DecisionId,
    pub person: PersonId,
    pub level: Level,
    pub decision: Decision,
    pub note: String,
    pub decided_by: AccountId,
    pub decided_at: DateTime<Utc>,
}

/// A line of the list of decisions.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Line {
    pub id: DecisionId,
    pub person_id: PersonId,
    pub person_name: String,
    pub person_latin_name: String,
    level: LevelNumber,
    pub as_of: NaiveDate,
    pub rule_set: String,
    outcome: String,
    pub decided_by_name: String,
    pub decided_at: DateTime<Utc>,
}

impl Line {
    pub fn level(&self) -> Level {
        self.level.0
    }

    /// Whether the person qualified.
    pub fn eligible(&self) -> bool {
        self.outcome == ELIGIBLE
    }
}

const ELIGIBLE: &str = "eligible";
const NOT_ELIGIBLE: &str = "not_eligible";

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: DecisionId,
    person_id: PersonId,
    level: LevelNumber,
    rule_set_hash: Word<Digest>,
    facts: Json<Facts>,
    facts_hash: Word<Digest>,
    proof: Json<Proof>,
    note: String,
    decided_by: AccountId,
    decided_at: DateTime<Utc>,
}

impl From<Row> for Recorded {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            person: row.person_id,
            level: row.level.0,
            decision: Decision::recorded(row.rule_set_hash.0, row.facts.0, row.facts_hash.0, row.proof.0),
            note: row.note,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
        }
    }
}

pub async fn insert(tx: &mut Tx, recorded: &Recorded) -> StoreResult<()> {
    let decision = &recorded.decision;
    let eligible = decision.proof().level(recorded.level).is_some_and(|proof| proof.eligible);
    sql!(
        exec,
        tx,
        "INSERT INTO decision (id, person_id, level, as_of, basis, rule_set, rule_set_hash, facts, facts_hash, proof, outcome,
         note, decided_by, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        recorded.id,
        recorded.person,
        LevelNumber(recorded.level),
        decision.as_of(),
        Word(decision.basis()),
        Word(decision.rule_set()),
        Word(decision.rule_set_digest()),
        Json(decision.facts()),
        Word(decision.facts_digest()),
        Json(decision.proof()),
        if eligible { ELIGIBLE } else { NOT_ELIGIBLE },
        &recorded.note,
        recorded.decided_by,
        recorded.decided_at,
    )
    .map(|_| ())
}

pub async fn find(tx: &mut Tx, id: DecisionId) -> StoreResult<Option<Recorded>> {
    let row = sql!(
        maybe Row,
        tx,
        "SELECT id, person_id, level, rule_set_hash, facts, facts_hash, proof, note, decided_by, decided_at
         FROM decision WHERE id = $1",
        id,
    )?;
    Ok(row.map(Recorded::from))
}

/// How many decisions there are, about anybody or about one person.
pub async fn count(tx: &mut Tx, person: Option<PersonId>) -> StoreResult<u64> {
    let found = match person {
        None => sql!(value i64, tx, "SELECT COUNT(*) FROM decision")?,
        Some(person) => sql!(value i64, tx, "SELECT COUNT(*) FROM decision WHERE person_id = $1", person)?,
    };
    u64::try_from(found)
        .map_err(|problem| StoreError::Corrupt { place: "decision".to_owned(), reason: problem.to_string() })
}

/// Decisions about anybody or about one person, the newest first.
pub async fn list(tx: &mut Tx, person: Option<PersonId>, limit: i64, offset: i64) -> StoreResult<Vec<Line>> {
    match person {
        None => sql!(
            all Line,
            tx,
            "SELECT d.id, d.person_id, p.name AS person_name, p.latin_name AS person_latin_name, d.level, d.as_of, d.rule_set,
             d.outcome, a.display_name AS decided_by_name, d.decided_at
             FROM decision d JOIN person p ON p.id = d.person_id JOIN account a ON a.id = d.decided_by
             ORDER BY d.decided_at DESC, d.id DESC LIMIT $1 OFFSET $2",
            limit,
            offset,
        ),
        Some(person) => sql!(
            all Line,
            tx,
            "SELECT d.id, d.person_id, p.name AS person_name, p.latin_name AS person_latin_name, d.level, d.as_of, d.rule_set,
             d.outcome, a.display_name AS decided_by_name, d.decided_at
             FROM decision d JOIN person p ON p.id = d.person_id JOIN account a ON a.id = d.decided_by
             WHERE d.person_id = $1 ORDER BY d.decided_at DESC, d.id DESC LIMIT $2 OFFSET $3",
            person,
            limit,
            offset,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::domain::education::{Education, EducationLevel};
    use crate::domain::eligibility::published::ladder;
    use crate::domain::verification::{Basis, Verification};
    use crate::server::clock::Clock;
    use crate::server::ids::new_id;
    use crate::server::storage::entry_tests::{account, somebody};
    use crate::server::testing::on_both_databases;
    use sha2::Digest as _;

    fn digest(bytes: &[u8]) -> Digest {
        Digest::new(sha2::Sha256::digest(bytes).into())
    }

    fn recorded(person: PersonId, by: AccountId, level: Level) -> Recorded {
        let degree = Education {
            level: EducationLevel::College,
            completed: day::parse("2020-06-30"),
            major: None,
            major_related: false,
            status: Verification::Verified,
        };
        let facts = Facts { education: vec![degree], ..Facts::default() };
        let now = Clock::System.now();
        Recorded {
            id: new_id(now),
            person,
            level,
            decision: Decision::make(&ladder(), facts, day::FIRST, Basis::Verified, digest),
            note: "按季度评定".to_owned(),
            decided_by: by,
            decided_at: now,
        }
    }

    on_both_databases! {
        async fn a_decision_reads_back_as_it_was_taken_and_replays(db: Db) {
            let mut tx = db.write().await.expect("a transaction");
            let (person, by) = (somebody(&mut tx).await, account(&mut tx).await);
            let taken = recorded(person, by, Level::Two);
            insert(&mut tx, &taken).await.expect("an insert");
            let found = find(&mut tx, taken.id).await.expect("an answer").expect("the decision");
            assert_eq!(found, taken);
            assert_eq!(found.decision.replay(&ladder(), digest), Ok(taken.decision.proof()));
            assert_eq!(find(&mut tx, new_id(Clock::System.now())).await.expect("an answer"), None);
        }

        async fn decisions_are_listed_for_all_and_for_one_person_the_newest_first(db: Db) {
            let mut tx = db.write().await.expect("a transaction");
            let (one, other, by) = (somebody(&mut tx).await, somebody(&mut tx).await, account(&mut tx).await);
            let taken = [recorded(one, by, Level::One), recorded(other, by, Level::Two), recorded(one, by, Level::Five)];
            for recorded in &taken {
                insert(&mut tx, recorded).await.expect("an insert");
            }
            let ids = |lines: Vec<Line>| lines.iter().map(|line| line.id).collect::<Vec<_>>();
            assert_eq!(ids(list(&mut tx, None, 2, 0).await.expect("a list")), [taken[2].id, taken[1].id]);
            assert_eq!(ids(list(&mut tx, None, 2, 2).await.expect("a list")), [taken[0].id]);
            let own = list(&mut tx, Some(one), 10, 0).await.expect("a list");
            assert_eq!((own[0].level(), own[0].eligible()), (Level::Five, false));
            assert_eq!(ids(own), [taken[2].id, taken[0].id]);
            assert_eq!(count(&mut tx, None).await.expect("a count"), 3);
            assert_eq!(count(&mut tx, Some(other)).await.expect("a count"), 1);
        }
    }
}
