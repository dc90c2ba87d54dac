//! From a pass to a certificate: once, with the fact that opens the next level, and for nobody's own.

use super::journey::sit;
use crate::domain::access::Role;
use crate::domain::form::{Form, FormKind};
use crate::domain::id::AttemptId;
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::marks::Marks;
use crate::domain::verification::Basis;
use crate::server::services::ServiceError;
use crate::server::services::audit::verify::verify;
use crate::server::services::certificate::CertificateError;
use crate::server::services::certificate::own::certificates_of;
use crate::server::services::eligibility::assess::assess;
use crate::server::services::exam::award::{AwardError, Undeserved, award, award_several};
use crate::server::services::exam::list_scripts::list_scripts;
use crate::server::services::exam::list_sessions::read_session;
use crate::server::services::exam::release::release_session;
use crate::server::services::exam::score_script::score_script;
use crate::server::services::exam::submit::submit;
use crate::server::testing::{ExamWorld, on_both_databases};
use crate::server::visitor::Account;

/// Sits everything right; the essay gets the marks.
async fn sat(world: &ExamWorld, name: &str, marks: [u8; 2]) -> (Account, AttemptId) {
    let (who, attempt) = world.sitting(name).await;
    sit(world, &who, attempt).await;
    let scripts = list_scripts(&world.state, &world.trainer, "l1-exam-essay", Locale::ZhCn).await.expect("scripts");
    let script = scripts.into_iter().find(|script| !script.scored).expect("a script");
    let marks = Marks::Essay { marks: marks.into() };
    score_script(&world.state, &world.trainer, script.id, marks, "").await.expect("scored");
    (who, attempt)
}

async fn released(world: &ExamWorld) {
    release_session(&world.state, &world.trainer, world.session).await.expect("released");
}

fn why(error: Result<crate::domain::certificate::CertificateNumber, AwardError>) -> Undeserved {
    match error {
        Err(AwardError::Undeserved(why)) => why,
        other => panic!("{other:?}"),
    }
}

on_both_databases! {
    async fn a_pass_becomes_one_certificate_however_often_it_is_pressed(db: Db) {
        let world = ExamWorld::new(db).await;
        let (li, attempt) = sat(&world, "li.lei", [2, 2]).await;
        assert_eq!(why(award(&world.state, &world.hr, attempt).await), Undeserved::NotReleased);
        released(&world).await;
        let presses = (0..4).map(|_| award(&world.state, &world.hr, attempt));
        let numbers: Vec<_> = futures::future::join_all(presses).await.into_iter().map(|number| number.expect("issued")).collect();
        assert!(numbers.iter().all(|number| *number == numbers[0]), "{numbers:?}");
        let person = li.person.expect("a file");
        let own = certificates_of(&world.state, &li, person).await.expect("a list");
        assert_eq!(own.iter().map(|issued| &issued.certificate.number).collect::<Vec<_>>(), [&numbers[0]]);
        let today = world.state.clock.today();
        let assessed = assess(&world.state, &world.hr, person, today, Basis::Verified).await.expect("an assessment");
        let level_one = assessed.facts.credentials.iter().filter(|fact| fact.level() == Level::One).count();
        assert_eq!(level_one, 1, "eligibility counts it once");
        let board = read_session(&world.state, &world.hr, world.session).await.expect("a board");
        assert_eq!(board.stages.uncertified, 0);
        assert_eq!(board.places[0].certificate.as_ref().map(|earned| &earned.number), Some(&numbers[0]));
        assert!(verify(&world.state, None).await.is_ok());
    }

    async fn only_released_passes_of_others_are_certified_and_only_by_hr(db: Db) {
        let world = ExamWorld::new(db).await;
        let (_, good) = sat(&world, "li.lei", [2, 2]).await;
        let (han, late) = world.sitting("han.mei").await;
        let lease = world.lease(&han, late).await;
        submit(&world.state, &han, late, lease).await.expect("handed in");
        released(&world).await;
        assert_eq!(why(award(&world.state, &world.hr, late).await), Undeserved::Failed);
        for by in [&world.trainer, &han] {
            let refused = award(&world.state, by, good).await;
            assert!(
                matches!(refused, Err(AwardError::Certificate(CertificateError::Service(ServiceError::Forbidden)))),
                "{refused:?}"
            );
        }
        // HR sits too, and a colleague issues.
        let (minister, own) = sat(&world, "wei.hua", [2, 2]).await;
        released(&world).await;
        let minister = Account { roles: [Role::Hr].into(), ..minister };
        assert_eq!(why(award(&world.state, &minister, own).await), Undeserved::Own);
        assert_eq!(award_several(&world.state, &world.hr, world.session, &[good, own]).await.expect("issued"), 2);
        assert_eq!(award_several(&world.state, &world.hr, world.session, &[good, own]).await.expect("again"), 2);
        let mut tx = world.state.db.read().await.expect("a view");
        let earned = crate::server::storage::certificate::earned_in(&mut tx, world.session).await.expect("a list");
        assert_eq!(earned.len(), 2);
    }

    async fn an_on_post_exam_certifies_no_level(db: Db) {
        let form = Form { kind: FormKind::OnPostMonthThree, ..crate::server::testing::exam_form() };
        let world = ExamWorld::with(db, form, 10).await;
        let who = world.candidate("li.lei").await;
        crate::server::testing::tamper(&world.state.db, "UPDATE person SET hired_on = '2024-01-01'").await;
        let place = world.place(&who).await;
        let attempt = crate::server::services::exam::start::start(&world.state, &who, place, "Firefox", Locale::ZhCn);
        let attempt = attempt.await.expect("a start");
        sit(&world, &who, attempt).await;
        assert_eq!(why(award(&world.state, &world.hr, attempt).await), Undeserved::NoLevelExam);
    }
}
