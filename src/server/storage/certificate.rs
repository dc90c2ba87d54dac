//! Certificates that this company issued.

use super::column::LevelNumber;
use super::{StoreError, StoreResult, Tx, sql};
use crate::domain::certificate::{BadNumber, Certificate, CertificateNumber, Holder, Revoked};
use crate::domain::id::{AccountId, AttemptId, CredentialId, ExamSessionId, PersonId};
use chrono::{DateTime, NaiveDate, Utc};

/// A certificate with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    pub certificate: Certificate,
    pub credential: CredentialId,
    pub person: PersonId,
    /// The sitting that earned it, where it was earned here.
    pub attempt: Option<AttemptId>,
    /// The revoked certificate that it stands in for.
    pub replaces: Option<CertificateNumber>,
    /// What stands in for it, once it was revoked.
    pub replaced_by: Option<CertificateNumber>,
    /// Its place in the status lists.
    pub running: u32,
    pub signing_key: String,
    /// The signed credential.
    pub badge: String,
}

/// A certificate that is about to be issued; its credential stands in the staff file already.
#[derive(Debug)]
pub struct NewCertificate<'a> {
    pub number: &'a CertificateNumber,
    pub running: u32,
    pub credential: CredentialId,
    pub person: PersonId,
    pub holder: &'a Holder,
    pub attempt: Option<AttemptId>,
    pub replaces: Option<&'a CertificateNumber>,
    pub signing_key: &'a str,
    pub badge: &'a str,
    pub by: AccountId,
    pub at: DateTime<Utc>,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    number: String,
    running: i64,
    credential_id: CredentialId,
    person_id: PersonId,
    holder_name: String,
    holder_latin_name: String,
    attempt_id: Option<AttemptId>,
    replaces: Option<String>,
    replaced_by: Option<String>,
    signing_key: String,
    badge: String,
    level: LevelNumber,
    issued: NaiveDate,
    expires: Option<NaiveDate>,
    revoked_on: Option<NaiveDate>,
    revoked_reason: String,
}

impl TryFrom<Row> for Issued {
    type Error = StoreError;

    fn try_from(row: Row) -> StoreResult<Self> {
        let corrupt = |reason: String| StoreError::Corrupt { place: format!("certificate {}", row.number), reason };
        let parsed = |number: &str| number.parse::<CertificateNumber>().map_err(|error| corrupt(error.to_string()));
        let number = parsed(&row.number)?;
        let replaces = row.replaces.as_deref().map(parsed).transpose()?;
        let replaced_by = row.replaced_by.as_deref().map(parsed).transpose()?;
        if number.level() != row.level.0 {
            return Err(corrupt(format!("its credential is of level {}", row.level.0)));
        }
        let running = u32::try_from(row.running).map_err(|error| corrupt(error.to_string()))?;
        let holder = Holder { name: row.holder_name, latin_name: row.holder_latin_name };
        let revoked = row.revoked_on.map(|on| Revoked { on, reason: row.revoked_reason });
        Ok(Self {
            certificate: Certificate { number, holder, issued: row.issued, expires: row.expires, revoked },
            credential: row.credential_id,
            person: row.person_id,
            attempt: row.attempt_id,
            replaces,
            replaced_by,
            running,
            signing_key: row.signing_key,
            badge: row.badge,
        })
    }
}

/// The columns of a `Row`, up to its condition.
macro_rules! select {
    ($condition:literal) => {
        concat!(
            "SELECT c.number, c.running, c.credential_id, c.person_id, c.holder_name, c.holder_latin_name, c.attempt_id,
             c.replaces, (SELECT n.number FROM certificate n WHERE n.replaces = c.number) AS replaced_by, c.signing_key,
             c.badge, k.level, k.issued, k.expires, k.revoked_on, k.revoked_reason
             FROM certificate c JOIN credential k ON k.id = c.credential_id WHERE ",
            $condition
        )
    };
}

pub async fn insert(tx: &mut Tx, new: &NewCertificate<'_>) -> StoreResult<()> {
    sql!(
        exec,
        tx,
        "INSERT INTO certificate (number, running, credential_id, person_id, holder_name, holder_latin_name, attempt_id,
         replaces, signing_key, badge, issued_by, issued_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        new.number.to_string(),
        i64::from(new.running),
        new.credential,
        new.person,
        &new.holder.name,
        &new.holder.latin_name,
        new.attempt,
        new.replaces.map(ToString::to_string),
        new.signing_key,
        new.badge,
        new.by,
        new.at,
    )
    .map(|_| ())
}

/// The running number of the next certificate. Whoever asks holds the end of the audit log, so nobody else gets the same.
pub async fn next_running(tx: &mut Tx) -> StoreResult<u32> {
    let next = sql!(value i64, tx, "SELECT CAST(COALESCE(MAX(running) + 1, 0) AS BIGINT) FROM certificate")?;
    u32::try_from(next)
        .map_err(|error| StoreError::Corrupt { place: "certificate".to_owned(), reason: error.to_string() })
}

pub async fn find(tx: &mut Tx, number: &CertificateNumber) -> StoreResult<Option<Issued>> {
    sql!(maybe Row, tx, select!("c.number = $1"), number.to_string())?.map(Issued::try_from).transpose()
}

/// The newest first.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> StoreResult<Vec<Issued>> {
    let text = select!("c.person_id = $1 ORDER BY k.issued DESC, c.number");
    sql!(all Row, tx, text, person)?.into_iter().map(Issued::try_from).collect()
}

/// The certificate that an entry of a staff file stands for, if it was issued here.
pub async fn of_credential(tx: &mut Tx, credential: CredentialId) -> StoreResult<Option<Issued>> {
    sql!(maybe Row, tx, select!("c.credential_id = $1"), credential)?.map(Issued::try_from).transpose()
}

/// The certificate that stands for a sitting now: the last of those that replaced each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earned {
    pub attempt: AttemptId,
    pub number: CertificateNumber,
    pub revoked: bool,
}

#[derive(Debug, sqlx::FromRow)]
struct EarnedRow {
    attempt_id: AttemptId,
    number: String,
    revoked_on: Option<NaiveDate>,
}

impl TryFrom<EarnedRow> for Earned {
    type Error = StoreError;

    fn try_from(row: EarnedRow) -> StoreResult<Self> {
        let corrupt = |error: BadNumber| StoreError::Corrupt {
            place: format!("certificate {}", row.number),
            reason: error.to_string(),
        };
        let number = row.number.parse().map_err(corrupt)?;
        Ok(Self { attempt: row.attempt_id, number, revoked: row.revoked_on.is_some() })
    }
}

/// The columns of an `EarnedRow` for every certificate that nothing stands in for, up to one more condition.
macro_rules! earned {
    ($condition:literal) => {
        concat!(
            "SELECT c.attempt_id, c.number, k.revoked_on FROM certificate c JOIN credential k ON k.id = c.credential_id
             JOIN attempt a ON a.id = c.attempt_id
             WHERE NOT EXISTS (SELECT 1 FROM certificate n WHERE n.replaces = c.number) AND ",
            $condition
        )
    };
}

/// What the sittings of a session have earned.
pub async fn earned_in(tx: &mut Tx, session: ExamSessionId) -> StoreResult<Vec<Earned>> {
    sql!(all EarnedRow, tx, earned!("a.session_id = $1"), session)?.into_iter().map(Earned::try_from).collect()
}

/// What a sitting has earned.
pub async fn earned_by(tx: &mut Tx, attempt: AttemptId) -> StoreResult<Option<Earned>> {
    sql!(maybe EarnedRow, tx, earned!("c.attempt_id = $1"), attempt)?.map(Earned::try_from).transpose()
}

/// Running numbers of revoked certificates, from one on and below another.
pub async fn revoked_between(tx: &mut Tx, from: u32, below: u32) -> StoreResult<Vec<u32>> {
    let text = "SELECT c.running FROM certificate c JOIN credential k ON k.id = c.credential_id
                WHERE k.revoked_on IS NOT NULL AND c.running >= $1 AND c.running < $2";
    let running = sql!(values i64, tx, text, i64::from(from), i64::from(below))?;
    Ok(running.into_iter().filter_map(|number| u32::try_from(number).ok()).collect())
}
