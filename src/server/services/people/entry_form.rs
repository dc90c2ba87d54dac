//! The forms of staff-file entries: one for each kind.

use super::problem::{ChangeError, Why};
use super::typed::Typed;
use crate::domain::credential::Credential;
use crate::domain::education::Education;
use crate::domain::employment::Employment;
use crate::domain::staff_file::{Details, EntryKind, Revocation};
use crate::domain::verification::Verification;
use chrono::NaiveDate;

/// Characters that a school, an employer, a title may have.
const LINE: usize = 100;
const SENTENCE: usize = 500;

/// Reads an entry, not yet checked. `today` keeps certificates from being issued in the future: a degree and a job may be
/// planned, a certificate is there or it is not.
///
/// Fields of an education: `level`, `school`, `major`, `major_related`, `completed`. Of work: `employer`, `title`, `from`,
/// `to`, `related`. Of a certificate: `level`, `number`, `issuer`, `issued`, `expires`, `revoked_on`, `revoked_reason`.
pub fn read(kind: EntryKind, typed: &Typed, today: NaiveDate) -> Result<Details, ChangeError> {
    match kind {
        EntryKind::Education => education(typed),
        EntryKind::Employment => employment(typed),
        EntryKind::Credential => credential(typed, today),
    }
}

/// The form of an existing entry.
pub fn write(details: &Details) -> Typed {
    let mut typed = Typed::default();
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let tick = |ticked: bool| if ticked { "yes" } else { "" };
    match details {
        Details::Education { school, fact } => {
            typed.set("level", fact.level.id());
            typed.set("school", school);
            typed.set("major", fact.major.clone().unwrap_or_default());
            typed.set("major_related", tick(fact.major_related));
            typed.set("completed", day(fact.completed));
        }
        Details::Employment { employer, title, fact } => {
            typed.set("employer", employer);
            typed.set("title", title);
            typed.set("from", day(Some(fact.from())));
            typed.set("to", day(fact.to()));
            typed.set("related", tick(fact.related()));
        }
        Details::Credential { number, issuer, revoked, fact } => {
            typed.set("level", fact.level().to_string());
            typed.set("number", number);
            typed.set("issuer", issuer);
            typed.set("issued", day(Some(fact.issued())));
            typed.set("expires", day(fact.expires()));
            typed.set("revoked_on", day(revoked.as_ref().map(|revocation| revocation.on)));
            typed.set(
                "revoked_reason",
                revoked.as_ref().map(|revocation| revocation.reason.clone()).unwrap_or_default(),
            );
        }
    }
    typed
}

fn education(typed: &Typed) -> Result<Details, ChangeError> {
    let mut form = typed.reader();
    let level = form.choice("level");
    let school = form.needed_text("school", LINE);
    let major = Some(form.text("major", LINE)).filter(|major| !major.is_empty());
    let completed = form.day("completed");
    let major_related = form.is_ticked("major_related");
    let details = level.map(|level| Details::Education {
        school,
        fact: Education { level, completed, major, major_related, status: Verification::Claimed },
    });
    form.finish(details)
}

fn employment(typed: &Typed) -> Result<Details, ChangeError> {
    let mut form = typed.reader();
    let employer = form.needed_text("employer", LINE);
    let title = form.text("title", LINE);
    let (from, to) = (form.needed_day("from"), form.day("to"));
    let related = form.is_ticked("related");
    let fact = from.and_then(|from| match Employment::new(from, to, related, Verification::Claimed) {
        Ok(fact) => Some(fact),
        Err(problem) => {
            form.refuse("to", Why::BeforeTheStart { start: problem.from });
            None
        }
    });
    form.finish(fact.map(|fact| Details::Employment { employer, title, fact }))
}

fn credential(typed: &Typed, today: NaiveDate) -> Result<Details, ChangeError> {
    let mut form = typed.reader();
    let level = form.level("level");
    let number = form.text("number", LINE);
    let issuer = form.text("issuer", LINE);
    let (issuance, until) = (form.needed_day("issued"), form.day("expires"));
    let revoked_on = form.day("revoked_on");
    let reason = form.text("revoked_reason", SENTENCE);
    if issuance.is_some_and(|day| day > today) {
        form.refuse("issued", Why::InTheFuture);
    }
    if let (Some(start), Some(revoked)) = (issuance, revoked_on)
        && revoked < start
    {
        form.refuse("revoked_on", Why::BeforeTheStart { start });
    }
    if revoked_on.is_some() && reason.is_empty() {
        form.refuse("revoked_reason", Why::Missing);
    }
    let revoked = revoked_on.map(|on| Revocation { on, reason });
    let fact = level.zip(issuance).and_then(|(level, start)| {
        match Credential::new(level, start, until, revoked.is_some(), Verification::Claimed) {
            Ok(fact) => Some(fact),
            Err(problem) => {
                form.refuse("expires", Why::BeforeTheStart { start: problem.issued });
                None
            }
        }
    });
    form.finish(fact.map(|fact| Details::Credential { number, issuer, revoked, fact }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::services::people::problem::Problem;

    fn on(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn base(kind: EntryKind) -> Typed {
        match kind {
            EntryKind::Education => Typed::from_iter([
                ("level", "college"),
                ("school", "江城职业学院"),
                ("major", "商务管理"),
                ("major_related", "yes"),
                ("completed", "2020-06-30"),
            ]),
            EntryKind::Employment => Typed::from_iter([
                ("employer", "云桥科技"),
                ("title", "在线客服"),
                ("from", "2023-10-23"),
                ("to", "2024-10-22"),
                ("related", "yes"),
            ]),
            EntryKind::Credential => Typed::from_iter([
                ("level", "2"),
                ("number", "R-2"),
                ("issuer", "协会"),
                ("issued", "2024-06-20"),
                ("expires", "2027-06-20"),
                ("revoked_on", "2026-01-01"),
                ("revoked_reason", "误发"),
            ]),
        }
    }

    #[test]
    fn an_entry_of_each_kind_reads_back_from_its_form() {
        for kind in EntryKind::ALL {
            let details = read(kind, &base(kind), on("2026-11-20")).expect("a good form");
            assert_eq!(details.kind(), kind);
            assert_eq!(write(&details), base(kind), "{kind}");
        }
    }

    #[test]
    fn every_field_that_is_wrong_says_why() {
        use EntryKind::{Credential, Education, Employment};
        let cases = [
            (Education, "level", "", Why::Missing),
            (Education, "level", "doctor", Why::NotAChoice),
            (Education, "school", "", Why::Missing),
            (Education, "completed", "2020", Why::NotADay),
            (Education, "completed", "1820-06-30", Why::NotADay),
            (Employment, "employer", "", Why::Missing),
            (Employment, "from", "", Why::Missing),
            (Employment, "from", "yesterday", Why::NotADay),
            (Employment, "to", "2023-10-22", Why::BeforeTheStart { start: on("2023-10-23") }),
            (Credential, "level", "6", Why::NotAChoice),
            (Credential, "level", "", Why::Missing),
            (Credential, "issued", "2026-11-21", Why::InTheFuture),
            (Credential, "expires", "2024-06-19", Why::BeforeTheStart { start: on("2024-06-20") }),
            (Credential, "revoked_on", "2024-06-19", Why::BeforeTheStart { start: on("2024-06-20") }),
            (Credential, "revoked_reason", "", Why::Missing),
        ];
        for (kind, field, value, why) in cases {
            let mut typed = base(kind);
            typed.set(field, value);
            if why == Why::InTheFuture {
                typed.set("expires", "");
                typed.set("revoked_on", "");
            }
            let Err(ChangeError::Refused(problems)) = read(kind, &typed, on("2026-11-20")) else {
                panic!("{kind} {field} = {value:?} was accepted");
            };
            assert_eq!(problems, [Problem { field, why }], "{kind} {field} = {value:?}");
        }
    }

    #[test]
    fn a_degree_and_a_job_may_be_planned_and_may_go_on() {
        let mut typed = base(EntryKind::Education);
        for completed in ["", "2030-06-30"] {
            typed.set("completed", completed);
            assert!(read(EntryKind::Education, &typed, on("2026-11-20")).is_ok(), "{completed}");
        }
        let mut typed = base(EntryKind::Employment);
        for to in ["", "2030-06-30"] {
            typed.set("to", to);
            assert!(read(EntryKind::Employment, &typed, on("2026-11-20")).is_ok(), "{to}");
        }
    }
}
