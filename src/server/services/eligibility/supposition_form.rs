//! The form of a what-if: one of each kind of supposition, each of them optional.

use crate::domain::credential::Credential;
use crate::domain::education::Education;
use crate::domain::eligibility::suppose::Supposition;
use crate::domain::employment::Employment;
use crate::domain::verification::Verification;
use crate::server::services::people::problem::{ChangeError, Why};
use crate::server::services::people::typed::{Reader, Typed};
use chrono::NaiveDate;

/// The fields: a degree (`edu`, `edu_on`, `edu_related`), a certificate (`cert`, `cert_on`), related work (`work_from`,
/// `work_to`), the last day of the present work (`stop`), claims taken as verified (`verified`), and the date (`as_of`).
pub const FIELDS: [&str; 10] =
    ["edu", "edu_on", "edu_related", "cert", "cert_on", "work_from", "work_to", "stop", "verified", "as_of"];

/// Reads what is supposed, and as of which date.
pub fn read(typed: &Typed, today: NaiveDate) -> Result<(Vec<Supposition>, NaiveDate), ChangeError> {
    let mut form = typed.reader();
    let mut suppositions = Vec::new();
    if form.is_ticked("verified") {
        suppositions.push(Supposition::ClaimsVerified);
    }
    let last_day = form.day("stop");
    suppositions.extend(last_day.map(|last_day| Supposition::StopsWork { last_day }));
    suppositions.extend(degree(typed, &mut form));
    suppositions.extend(certificate(typed, &mut form));
    suppositions.extend(work(typed, &mut form));
    let as_of = form.day("as_of").unwrap_or(today);
    form.finish(Some((suppositions, as_of)))
}

fn degree(typed: &Typed, form: &mut Reader<'_>) -> Option<Supposition> {
    if typed.get("edu").is_empty() {
        if !typed.get("edu_on").is_empty() {
            form.refuse("edu", Why::Missing);
        }
        return None;
    }
    let level = form.choice("edu")?;
    let completed = form.needed_day("edu_on");
    let major_related = form.is_ticked("edu_related");
    let status = Verification::Verified;
    Some(Supposition::Studies(Education { level, completed, major: None, major_related, status }))
}

fn certificate(typed: &Typed, form: &mut Reader<'_>) -> Option<Supposition> {
    if typed.get("cert").is_empty() {
        if !typed.get("cert_on").is_empty() {
            form.refuse("cert", Why::Missing);
        }
        return None;
    }
    let (level, issued) = (form.level("cert"), form.needed_day("cert_on"));
    let credential = Credential::new(level?, issued?, None, false, Verification::Verified).ok()?;
    Some(Supposition::Earns(credential))
}

fn work(typed: &Typed, form: &mut Reader<'_>) -> Option<Supposition> {
    if typed.get("work_from").is_empty() {
        if !typed.get("work_to").is_empty() {
            form.refuse("work_from", Why::Missing);
        }
        return None;
    }
    let (from, to) = (form.day("work_from")?, form.day("work_to"));
    match Employment::new(from, to, true, Verification::Verified) {
        Ok(work) => Some(Supposition::Works(work)),
        Err(problem) => {
            form.refuse("work_to", Why::BeforeTheStart { start: problem.from });
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::services::people::problem::Problem;

    fn on(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn read_pairs(pairs: &[(&str, &str)]) -> Result<(Vec<Supposition>, NaiveDate), ChangeError> {
        read(&pairs.iter().copied().collect(), on("2026-11-20"))
    }

    #[test]
    fn an_empty_form_supposes_nothing_as_of_today() {
        assert_eq!(read_pairs(&[]).expect("a good form"), (vec![], on("2026-11-20")));
    }

    #[test]
    fn each_part_becomes_a_supposition() {
        let pairs = [
            ("edu", "bachelor"),
            ("edu_on", "2027-06-30"),
            ("cert", "3"),
            ("cert_on", "2027-01-01"),
            ("work_from", "2027-02-01"),
            ("stop", "2027-01-31"),
            ("verified", "yes"),
            ("as_of", "2028-01-01"),
        ];
        let (suppositions, as_of) = read_pairs(&pairs).expect("a good form");
        assert_eq!((suppositions.len(), as_of), (5, on("2028-01-01")));
    }

    #[test]
    fn half_a_supposition_says_what_is_missing() {
        type Pairs = &'static [(&'static str, &'static str)];
        let cases: [(Pairs, &str, Why); 7] = [
            (&[("edu", "bachelor")], "edu_on", Why::Missing),
            (&[("edu_on", "2027-06-30")], "edu", Why::Missing),
            (&[("edu", "doctor"), ("edu_on", "2027-06-30")], "edu", Why::NotAChoice),
            (&[("cert", "2")], "cert_on", Why::Missing),
            (&[("cert", "7"), ("cert_on", "2027-01-01")], "cert", Why::NotAChoice),
            (&[("work_to", "2027-01-01")], "work_from", Why::Missing),
            (&[("stop", "soon")], "stop", Why::NotADay),
        ];
        for (pairs, field, why) in cases {
            let Err(ChangeError::Refused(problems)) = read_pairs(pairs) else { panic!("{pairs:?} was accepted") };
            assert_eq!(problems, [Problem { field, why }], "{pairs:?}");
        }
    }
}
