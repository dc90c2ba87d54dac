use super::download::{draw, held};
use super::issue::{Award, Ground, issue};
use super::keys::{KeyError, rotate};
use super::own::certificates_of;
use super::publish::{key_set, status};
use super::replace::{Prospect, prospect, replace};
use super::revoke::revoke;
use super::verify::{Finding, verify};
use super::*;
use crate::domain::access::Role;
use crate::domain::certificate::{CertificateNumber, Standing};
use crate::domain::credential::Credential;
use crate::domain::staff_file::EntryId;
use crate::domain::verification::{Basis, Verification};
use crate::pages::certificate_sheet::sheet;
use crate::server::interop::jws::PublicKey;
use crate::server::services::eligibility::assess::assess;
use crate::server::services::people::problem::ChangeError;
use crate::server::services::people::typed::Typed;
use crate::server::services::people::withdraw_entry::withdraw_entry;
use crate::server::storage::{Db, certificate};
use crate::server::testing::{a_service_in, colleague, on_both_databases, tamper};
use crate::server::visitor::Account;
use std::os::unix::fs::PermissionsExt as _;
use tempfile::TempDir;

struct Scene {
    state: AppState,
    hr: Account,
    lin: Account,
    folder: TempDir,
}

impl Scene {
    async fn new(db: Db) -> Self {
        let folder = TempDir::new().expect("a folder");
        let state = a_service_in(db, folder.path());
        let hr = colleague(&state, "hr", Role::Hr, true).await;
        let lin = colleague(&state, "林晓雯", Role::Learner, true).await;
        Self { state, hr, lin, folder }
    }

    fn award(&self, level: Level) -> Award {
        let today = self.state.clock.today();
        let fact = Credential::new(level, today, None, false, Verification::Verified).expect("a credential");
        Award { person: self.lin.person.expect("a file"), fact, ground: Ground::Record }
    }

    async fn issued(&self, level: Level) -> CertificateNumber {
        let mut tx = self.state.db.write().await.expect("a transaction");
        let number = issue(&self.state, &mut tx, &self.hr, &self.award(level)).await.expect("a certificate");
        tx.commit().await.expect("a commit");
        number
    }

    async fn finding(&self, number: &CertificateNumber) -> Finding {
        verify(&self.state, number).await.expect("an answer").expect("a certificate")
    }
}

fn because(reason: &str) -> Typed {
    Typed::from_iter([("reason", reason)])
}

on_both_databases! {
    async fn an_issued_certificate_opens_the_next_routes_and_is_verified_by_anybody(db: Db) {
        let scene = Scene::new(db).await;
        let number = scene.issued(Level::Two).await;
        let finding = scene.finding(&number).await;
        assert_eq!((finding.holder.as_str(), finding.level, finding.standing), ("林○雯", Level::Two, Standing::Valid));
        assert!(finding.signed_by.is_some());
        let person = scene.lin.person.expect("a file");
        let today = scene.state.clock.today();
        let assessed = assess(&scene.state, &scene.lin, person, today, Basis::Verified).await.expect("an assessment");
        assert!(assessed.facts.credentials.iter().any(|fact| fact.level() == Level::Two && !fact.revoked()));
        let own = certificates_of(&scene.state, &scene.lin, person).await.expect("a list");
        assert_eq!(own.iter().map(|issued| issued.certificate.number.clone()).collect::<Vec<_>>(), [number]);
    }

    async fn the_badge_is_signed_with_a_published_key_and_names_its_place_in_the_status_list(db: Db) {
        let scene = Scene::new(db).await;
        scene.issued(Level::One).await;
        let number = scene.issued(Level::Two).await;
        let badge = held(&scene.state, &scene.lin, &number).await.expect("the own certificate").badge;
        let keys = key_set(&scene.state).await.expect("keys");
        let key = PublicKey::from_encoded(keys["keys"][0]["x"].as_str().expect("a key")).expect("a key");
        let claims = key.verify(&badge).expect("a signature of the published key");
        assert_eq!(claims["credentialSubject"]["identifier"][0]["identityHash"], "林晓雯");
        assert_eq!(claims["credentialStatus"]["statusListIndex"], "1");
        let list = key.verify(&status(&scene.state, 0).await.expect("a list")).expect("a signed list");
        assert_eq!(claims["credentialStatus"]["statusListCredential"], list["id"]);
    }

    async fn a_revoked_certificate_says_so_everywhere_and_opens_no_route(db: Db) {
        let scene = Scene::new(db).await;
        let number = scene.issued(Level::One).await;
        let before = status(&scene.state, 0).await.expect("a list");
        revoke(&scene.state, &scene.hr, &number, &because("考试记录更正")).await.expect("a revocation");
        let finding = scene.finding(&number).await;
        assert_eq!(finding.standing, Standing::Revoked { on: scene.state.clock.today() });
        assert_eq!(finding.revoked.map(|revoked| revoked.reason).as_deref(), Some("考试记录更正"));
        assert!(finding.signed_by.is_some(), "it was issued here all the same");
        assert_ne!(status(&scene.state, 0).await.expect("a list"), before);
        let person = scene.lin.person.expect("a file");
        let today = scene.state.clock.today();
        let assessed = assess(&scene.state, &scene.hr, person, today, Basis::Verified).await.expect("an assessment");
        assert!(assessed.facts.credentials.iter().all(Credential::revoked));
        let again = revoke(&scene.state, &scene.hr, &number, &because("再来一次")).await;
        assert!(matches!(again, Err(ChangeError::Service(ServiceError::Stale))), "{again:?}");
    }

    async fn a_revoked_certificate_is_replaced_once_with_the_same_days_and_the_name_of_today(db: Db) {
        let scene = Scene::new(db).await;
        let old = scene.issued(Level::One).await;
        let early = replace(&scene.state, &scene.hr, &old).await;
        assert!(matches!(early, Err(CertificateError::Service(ServiceError::Stale))), "it is valid: {early:?}");
        revoke(&scene.state, &scene.hr, &old, &because("姓名写错")).await.expect("a revocation");
        tamper(&scene.state.db, "UPDATE person SET name = '林晓文' WHERE name = '林晓雯'").await;
        scene.state.clock.advance(chrono::Duration::days(40));
        let (issued, outlook) = prospect(&scene.state, &scene.hr, &old).await.expect("a prospect");
        assert!(matches!(outlook, Prospect::Open(ref holder) if holder.name == "林晓文"), "{outlook:?}");
        let presses = futures::future::join_all((0..3).map(|_| replace(&scene.state, &scene.hr, &old))).await;
        let made: Vec<_> = presses.into_iter().filter_map(Result::ok).collect();
        assert_eq!(made.len(), 1, "pressed three times, issued once");
        let next = held(&scene.state, &scene.hr, &made[0]).await.expect("the new one");
        assert_eq!((next.certificate.holder.name.as_str(), next.certificate.issued), ("林晓文", issued.certificate.issued));
        assert_eq!(next.replaces.as_ref(), Some(&old));
        assert_eq!(held(&scene.state, &scene.hr, &old).await.expect("the old one").replaced_by.as_ref(), Some(&made[0]));
        assert!(matches!(scene.finding(&old).await.standing, Standing::Revoked { .. }));
        assert_eq!(scene.finding(&made[0]).await.standing, Standing::Valid);
        let person = scene.lin.person.expect("a file");
        let assessed = assess(&scene.state, &scene.hr, person, scene.state.clock.today(), Basis::Verified).await.expect("an assessment");
        assert_eq!(assessed.facts.credentials.iter().filter(|fact| !fact.revoked()).count(), 1);
        // A slip can happen again.
        revoke(&scene.state, &scene.hr, &made[0], &because("又写错")).await.expect("a revocation");
        replace(&scene.state, &scene.hr, &made[0]).await.expect("a third");
    }

    async fn nobody_replaces_the_own_and_learners_replace_nothing(db: Db) {
        let scene = Scene::new(db).await;
        let number = scene.issued(Level::One).await;
        revoke(&scene.state, &scene.hr, &number, &because("姓名写错")).await.expect("a revocation");
        let own = Account { person: scene.lin.person, ..scene.hr.clone() };
        for by in [&scene.lin, &own] {
            let refused = replace(&scene.state, by, &number).await;
            assert!(matches!(refused, Err(CertificateError::Service(ServiceError::Forbidden))), "{refused:?}");
        }
    }

    async fn only_hr_revokes_with_a_reason_and_nobody_the_own(db: Db) {
        let scene = Scene::new(db).await;
        let number = scene.issued(Level::One).await;
        let without = revoke(&scene.state, &scene.hr, &number, &because(" ")).await;
        assert!(matches!(without, Err(ChangeError::Refused(ref problems)) if problems[0].field == "reason"), "{without:?}");
        let learner = revoke(&scene.state, &scene.lin, &number, &because("不要了")).await;
        assert!(matches!(learner, Err(ChangeError::Service(ServiceError::Forbidden))), "{learner:?}");
        let own = Account { person: scene.lin.person, ..scene.hr.clone() };
        let own = revoke(&scene.state, &own, &number, &because("自己的")).await;
        assert!(matches!(own, Err(ChangeError::Service(ServiceError::Forbidden))), "{own:?}");
        assert_eq!(scene.finding(&number).await.standing, Standing::Valid);
    }

    async fn the_entry_of_an_issued_certificate_is_neither_changed_nor_taken_out(db: Db) {
        let scene = Scene::new(db).await;
        let number = scene.issued(Level::One).await;
        let mut tx = scene.state.db.read().await.expect("a view");
        let issued = certificate::find(&mut tx, &number).await.expect("an answer").expect("a certificate");
        drop(tx);
        let taken = withdraw_entry(&scene.state, &scene.hr, issued.person, EntryId::Credential(issued.credential), 1).await;
        assert!(matches!(taken, Err(ChangeError::Service(ServiceError::Forbidden))), "{taken:?}");
        assert_eq!(scene.finding(&number).await.standing, Standing::Valid);
    }

    async fn learners_issue_nothing_and_see_only_their_own(db: Db) {
        let scene = Scene::new(db).await;
        let number = scene.issued(Level::One).await;
        let mut tx = scene.state.db.write().await.expect("a transaction");
        let refused = issue(&scene.state, &mut tx, &scene.lin, &scene.award(Level::Five)).await;
        drop(tx);
        assert!(matches!(refused, Err(CertificateError::Service(ServiceError::Forbidden))), "{refused:?}");
        let zhao = colleague(&scene.state, "赵宁", Role::Learner, true).await;
        let foreign = held(&scene.state, &zhao, &number).await;
        assert!(matches!(foreign, Err(ServiceError::NotFound)), "{foreign:?}");
        let foreign = certificates_of(&scene.state, &zhao, scene.lin.person.expect("a file")).await;
        assert!(matches!(foreign, Err(ServiceError::NotFound)), "{foreign:?}");
    }

    async fn after_a_rotation_old_certificates_verify_and_new_ones_have_the_new_key(db: Db) {
        let scene = Scene::new(db).await;
        let old = scene.issued(Level::One).await;
        let first = scene.finding(&old).await.signed_by.expect("a signature");
        let second = rotate(&scene.state).await.expect("a new key");
        let new = scene.issued(Level::Two).await;
        assert_eq!(scene.finding(&new).await.signed_by, Some(second.clone()));
        assert_eq!(scene.finding(&old).await.signed_by, Some(first.clone()));
        let published = key_set(&scene.state).await.expect("keys").to_string();
        assert!(published.contains(&first) && published.contains(&second), "{published}");
    }

    async fn a_key_that_others_can_read_signs_nothing(db: Db) {
        let scene = Scene::new(db).await;
        scene.issued(Level::One).await;
        let folder = scene.folder.path().join("keys");
        let key = std::fs::read_dir(&folder).expect("keys").next().expect("a key").expect("a file").path();
        let mode = |path: &std::path::Path| std::fs::metadata(path).expect("a file").permissions().mode() & 0o777;
        assert_eq!((mode(&key), mode(&folder)), (0o600, 0o700));
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).expect("a mode");
        let mut tx = scene.state.db.write().await.expect("a transaction");
        let refused = issue(&scene.state, &mut tx, &scene.hr, &scene.award(Level::Two)).await;
        assert!(matches!(refused, Err(CertificateError::Key(KeyError::Exposed(path))) if path == key));
    }

    async fn a_node_without_the_key_of_another_signs_with_its_own(db: Db) {
        let scene = Scene::new(db.clone()).await;
        let here = scene.issued(Level::One).await;
        let elsewhere = TempDir::new().expect("a folder");
        let there = Scene { state: a_service_in(db, elsewhere.path()), hr: scene.hr.clone(), lin: scene.lin.clone(), folder: elsewhere };
        let second = there.issued(Level::Two).await;
        let keys = [there.finding(&here).await.signed_by, scene.finding(&second).await.signed_by];
        assert!(keys.iter().all(Option::is_some) && keys[0] != keys[1], "{keys:?}");
    }

    async fn a_tampered_certificate_does_not_verify(db: Db) {
        let scene = Scene::new(db).await;
        let number = scene.issued(Level::One).await;
        tamper(&scene.state.db, "UPDATE certificate SET holder_name = '赵六'").await;
        assert_eq!(scene.finding(&number).await.signed_by, None);
    }

    async fn the_sheet_becomes_a_pdf_and_missing_fonts_are_named(db: Db) {
        let scene = Scene::new(db).await;
        let number = scene.issued(Level::Three).await;
        let issued = held(&scene.state, &scene.lin, &number).await.expect("the own certificate");
        let pdf = draw(&scene.state, sheet(&scene.state, &issued.certificate)).await.expect("a document");
        assert!(pdf.starts_with(b"%PDF-1."));
    }
}
