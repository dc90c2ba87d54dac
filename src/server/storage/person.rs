//! People with a staff file.

use super::{StoreResult, Tx, Word, changed_one, pattern, sql};
use crate::domain::id::{EvidenceId, ExamSessionId, PersonId};
use crate::domain::on_post::OnPostState;
use crate::domain::staff_file::{Person, Profile};
use chrono::{DateTime, NaiveDate, Utc};

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: PersonId,
    name: String,
    latin_name: String,
    staff_number: Option<String>,
    department: String,
    email: String,
    hired_on: Option<NaiveDate>,
    on_post_on: Option<NaiveDate>,
    on_post_state: Word<OnPostState>,
    on_post_evidence_id: Option<EvidenceId>,
    version: i64,
}

impl From<Row> for Person {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            version: row.version,
            on_post_evidence: row.on_post_evidence_id,
            profile: Profile {
                name: row.name,
                latin_name: row.latin_name,
                staff_number: row.staff_number,
                department: row.department,
                email: row.email,
                hired_on: row.hired_on,
                on_post_on: row.on_post_on,
                on_post_state: row.on_post_state.0,
            },
        }
    }
}

/// Which people a list asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// A part of the name in either script, of the staff number or of the mail address; empty: any.
    pub search: String,
    /// Empty: any.
    pub department: String,
}

/// Keeps a new person at version 1. A staff number that somebody has already is `Taken`.
pub async fn insert(tx: &mut Tx, id: PersonId, profile: &Profile, at: DateTime<Utc>) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO person (id, name, latin_name, staff_number, department, email, hired_on, on_post_on, on_post_state, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        &profile.name,
        &profile.latin_name,
        &profile.staff_number,
        &profile.department,
        &profile.email,
        profile.hired_on,
        profile.on_post_on,
        Word(profile.on_post_state),
        at,
    )
    .map(|_| ())
}

/// Changes the profile of the version that was read.
pub async fn update(tx: &mut Tx, id: PersonId, version: i64, profile: &Profile) -> StoreResult<()> {
    changed_one(sql!(
        exec,
        tx,
        "UPDATE person SET name = $1, latin_name = $2, staff_number = $3, department = $4, email = $5, hired_on = $6,
         on_post_on = $7, on_post_state = $8, version = version + 1 WHERE id = $9 AND version = $10",
        &profile.name,
        &profile.latin_name,
        &profile.staff_number,
        &profile.department,
        &profile.email,
        profile.hired_on,
        profile.on_post_on,
        Word(profile.on_post_state),
        id,
        version,
    )?)
}

/// Puts a document behind the on-post date, or none, in the transaction that has just written the profile.
pub async fn prove_on_post(tx: &mut Tx, id: PersonId, evidence: Option<EvidenceId>) -> StoreResult<()> {
    changed_one(sql!(exec, tx, "UPDATE person SET on_post_evidence_id = $1 WHERE id = $2", evidence, id)?)
}

pub async fn find(tx: &mut Tx, id: PersonId) -> StoreResult<Option<Person>> {
    let row = sql!(
        maybe Row,
        tx,
        "SELECT id, name, latin_name, staff_number, department, email, hired_on, on_post_on, on_post_state,
         on_post_evidence_id, version FROM person WHERE id = $1",
        id,
    )?;
    Ok(row.map(Person::from))
}

/// Takes the row for the rest of the transaction: whoever else does waits.
pub async fn hold(tx: &mut Tx, id: PersonId) -> StoreResult<()> {
    changed_one(sql!(exec, tx, "UPDATE person SET version = version WHERE id = $1", id)?)
}

/// In no order: the databases sort text differently, and a board sorts by what it computes.
pub async fn list(tx: &mut Tx, wanted: &Wanted) -> StoreResult<Vec<Person>> {
    let pattern = pattern::of(&wanted.search);
    let rows = sql!(
        all Row,
        tx,
        "SELECT id, name, latin_name, staff_number, department, email, hired_on, on_post_on, on_post_state,
         on_post_evidence_id, version FROM person
         WHERE ($1 = '' OR department = $2)
           AND (LOWER(name) LIKE $3 ESCAPE '!' OR LOWER(latin_name) LIKE $4 ESCAPE '!'
             OR LOWER(COALESCE(staff_number, '')) LIKE $5 ESCAPE '!' OR LOWER(email) LIKE $6 ESCAPE '!')",
        &wanted.department,
        &wanted.department,
        &pattern,
        &pattern,
        &pattern,
        &pattern,
    )?;
    Ok(rows.into_iter().map(Person::from).collect())
}

/// Whoever has or had a place in a session; in no order.
pub async fn in_session(tx: &mut Tx, session: ExamSessionId) -> StoreResult<Vec<Person>> {
    let rows = sql!(
        all Row,
        tx,
        "SELECT p.id, p.name, p.latin_name, p.staff_number, p.department, p.email, p.hired_on, p.on_post_on,
         p.on_post_state, p.on_post_evidence_id, p.version
         FROM person p JOIN registration r ON r.person_id = p.id WHERE r.session_id = $1",
        session,
    )?;
    Ok(rows.into_iter().map(Person::from).collect())
}

/// The departments that people are in, each once, sorted.
pub async fn departments(tx: &mut Tx) -> StoreResult<Vec<String>> {
    let mut departments = sql!(values String, tx, "SELECT DISTINCT department FROM person WHERE department <> ''")?;
    departments.sort();
    Ok(departments)
}

/// Who has a staff number.
pub async fn by_staff_number(tx: &mut Tx, number: &str) -> StoreResult<Option<PersonId>> {
    sql!(maybe_value PersonId, tx, "SELECT id FROM person WHERE staff_number = $1", number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::clock::Clock;
    use crate::server::ids::new_id;
    use crate::server::storage::StoreError;
    use crate::server::testing::on_both_databases;

    fn profile(name: &str, latin_name: &str, number: &str, department: &str) -> Profile {
        Profile {
            name: name.to_owned(),
            latin_name: latin_name.to_owned(),
            staff_number: (!number.is_empty()).then(|| number.to_owned()),
            department: department.to_owned(),
            email: format!("{number}@example.test"),
            hired_on: NaiveDate::from_ymd_opt(2024, 2, 29),
            on_post_on: None,
            on_post_state: OnPostState::Qualified,
        }
    }

    async fn three(tx: &mut Tx) -> PersonId {
        let now = Clock::System.now();
        let first = new_id(now);
        insert(tx, first, &profile("林晓雯", "Lin Xiaowen", "0876", "客服二组"), now).await.expect("an insert");
        let others = [("陈_思%远", "Chen Siyuan", "0418", "客服一组"), ("无工号", "Wu", "", "客服一组")];
        for (name, latin, number, department) in others {
            insert(tx, new_id(now), &profile(name, latin, number, department), now).await.expect("an insert");
        }
        first
    }

    on_both_databases! {
        async fn a_person_reads_back_as_written(db: Db) {
            let mut tx = db.write().await.expect("a transaction");
            let id = three(&mut tx).await;
            let found = find(&mut tx, id).await.expect("an answer").expect("the person");
            assert_eq!(found.profile, profile("林晓雯", "Lin Xiaowen", "0876", "客服二组"));
            assert_eq!(find(&mut tx, new_id(Clock::System.now())).await.expect("an answer"), None);
        }

        async fn people_are_found_by_any_part_of_what_names_them(db: Db) {
            let mut tx = db.write().await.expect("a transaction");
            three(&mut tx).await;
            let cases = [
                ("晓雯", "", 1), ("XIAO", "", 1), ("08", "", 1), ("", "", 3), ("", "客服一组", 2), ("lin", "客服一组", 0),
                ("_", "", 1), ("%", "", 1), ("!", "", 0), ("@EXAMPLE", "", 3),
            ];
            for (search, department, expected) in cases {
                let wanted = Wanted { search: search.to_owned(), department: department.to_owned() };
                let found = list(&mut tx, &wanted).await.expect("a list");
                assert_eq!(found.len(), expected, "{search:?} in {department:?}");
            }
            assert_eq!(departments(&mut tx).await.expect("a list"), ["客服一组", "客服二组"]);
        }

        async fn a_staff_number_belongs_to_one_person_and_none_to_many(db: Db) {
            let mut tx = db.write().await.expect("a transaction");
            three(&mut tx).await;
            let now = Clock::System.now();
            insert(&mut tx, new_id(now), &profile("又一", "", "", ""), now).await.expect("nobody's number is free");
            let again = insert(&mut tx, new_id(now), &profile("又二", "", "0876", ""), now).await;
            assert!(matches!(again, Err(StoreError::Taken)));
        }

        async fn whoever_saw_an_older_version_changes_nothing(db: Db) {
            let mut tx = db.write().await.expect("a transaction");
            let id = three(&mut tx).await;
            let changed = profile("林晓雯", "Lin Xiaowen", "0876", "投诉处理");
            update(&mut tx, id, 1, &changed).await.expect("the first change");
            let late = update(&mut tx, id, 1, &profile("另", "", "1", "")).await;
            assert!(matches!(late, Err(StoreError::Stale)));
            let found = find(&mut tx, id).await.expect("an answer").expect("the person");
            assert_eq!((found.profile, found.version), (changed, 2));
        }
    }
}
