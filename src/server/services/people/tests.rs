use super::add_entry::add_entry;
use super::attach_evidence::attach_evidence;
use super::board::{Board, Query, Sort, View, board};
use super::create_person::create_person;
use super::edit_entry::edit_entry;
use super::edit_person::edit_person;
use super::problem::{ChangeError, Problem, Why};
use super::read_evidence::read_evidence;
use super::read_file::read_file;
use super::reject_entry::reject_entry;
use super::typed::Typed;
use super::upload::Upload;
use super::verification_queue::verification_queue;
use super::verify_entry::verify_entry;
use super::withdraw_entry::withdraw_entry;
use super::{entry_form, profile_form};
use crate::domain::access::Role;
use crate::domain::id::PersonId;
use crate::domain::level::Level;
use crate::domain::rung::RungKind;
use crate::domain::staff_file::{Check, Entry, EntryId, EntryKind};
use crate::domain::verification::Verification;
use crate::server::services::ServiceError;
use crate::server::services::audit::read;
use crate::server::state::AppState;
use crate::server::storage::entry;
use crate::server::testing::{a_form, a_service_in, claims, colleague, on_both_databases, profile};
use crate::server::visitor::Account;
use tempfile::TempDir;

struct Scene {
    state: AppState,
    hr: Account,
    lin: Account,
    /// Where evidence lies.
    folder: TempDir,
}

impl Scene {
    async fn new(db: crate::server::storage::Db) -> Self {
        let folder = TempDir::new().expect("a folder");
        let state = a_service_in(db, folder.path());
        let hr = colleague(&state, "hr", Role::Hr, true).await;
        let lin = colleague(&state, "lin", Role::Learner, true).await;
        Self { state, hr, lin, folder }
    }

    fn lins(&self) -> PersonId {
        self.lin.person.expect("a staff file")
    }

    async fn entry(&self, id: EntryId) -> Option<Entry> {
        let mut tx = self.state.db.read().await.expect("a view");
        entry::find(&mut tx, id).await.expect("an answer")
    }

    /// The actions of the audit log, the newest first.
    async fn actions(&self) -> Vec<String> {
        let page = read::page(&self.state, None, 100).await.expect("the log");
        page.into_iter().map(|entry| entry.action).collect()
    }

    fn files(&self) -> usize {
        fn count(folder: &std::path::Path) -> usize {
            let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
            entries.flatten().map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 }).sum()
        }
        count(self.folder.path())
    }
}

fn a_document() -> Upload {
    Upload { file_name: "毕业证.pdf".to_owned(), bytes: b"%PDF-1.7 diploma".to_vec() }
}

fn word<T>(result: &Result<T, ChangeError>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(ChangeError::Refused(_)) => "refused",
        Err(ChangeError::Service(ServiceError::NotFound)) => "not found",
        Err(ChangeError::Service(ServiceError::Forbidden)) => "forbidden",
        Err(ChangeError::Service(ServiceError::Stale)) => "stale",
        Err(ChangeError::Service(_)) => "failed",
    }
}

on_both_databases! {
    async fn what_an_owner_adds_is_claimed_and_what_hr_has_seen_is_verified(db: Db) {
        let scene = Scene::new(db).await;
        let claimed = claims(&scene.state, &scene.lin).await;
        for id in claimed {
            assert_eq!(scene.entry(id).await.expect("the entry").check, Check::Claimed);
        }
        let mut typed = a_form(EntryKind::Education);
        typed.set("verified", "yes");
        let own = add_entry(&scene.state, &scene.lin, scene.lins(), EntryKind::Education, &typed, None).await.expect("a claim");
        assert_eq!(scene.entry(own).await.expect("the entry").check, Check::Claimed, "the tick is HR's");
        let seen = add_entry(&scene.state, &scene.hr, scene.lins(), EntryKind::Education, &typed, None).await.expect("a fact");
        assert_eq!(scene.entry(seen).await.expect("the entry").check.status(), Verification::Verified);
        assert_eq!(scene.actions().await, ["entry.add"; 5]);
    }

    async fn an_edited_entry_is_claimed_again(db: Db) {
        let scene = Scene::new(db).await;
        for id in claims(&scene.state, &scene.lin).await {
            verify_entry(&scene.state, &scene.hr, id, 1).await.expect("verified");
            edit_entry(&scene.state, &scene.lin, scene.lins(), id, 2, &a_form(id.kind()), None).await.expect("edited");
            let found = scene.entry(id).await.expect("the entry");
            assert_eq!((found.check, found.version), (Check::Claimed, 3));
        }
    }

    async fn a_rejection_needs_a_reason_and_shows_it_until_the_claim_is_made_anew(db: Db) {
        let scene = Scene::new(db).await;
        let id = claims(&scene.state, &scene.lin).await[0];
        let without = reject_entry(&scene.state, &scene.hr, id, 1, &Typed::default()).await;
        let Err(ChangeError::Refused(problems)) = without else { panic!("no reason was given") };
        assert_eq!(problems, [Problem { field: "reason", why: Why::Missing }]);
        let typed = Typed::from_iter([("reason", "证书编号看不清")]);
        reject_entry(&scene.state, &scene.hr, id, 1, &typed).await.expect("rejected");
        let Check::Rejected { by, reason, .. } = scene.entry(id).await.expect("the entry").check else {
            panic!("not rejected");
        };
        assert_eq!((by, reason.as_str()), (scene.hr.id, "证书编号看不清"));
        edit_entry(&scene.state, &scene.lin, scene.lins(), id, 2, &a_form(id.kind()), None).await.expect("claimed anew");
        assert_eq!(scene.entry(id).await.expect("the entry").check, Check::Claimed);
    }

    async fn whoever_is_late_changes_nothing(db: Db) {
        let scene = Scene::new(db).await;
        let id = claims(&scene.state, &scene.lin).await[1];
        edit_entry(&scene.state, &scene.lin, scene.lins(), id, 1, &a_form(id.kind()), None).await.expect("the first one");
        let typed = Typed::from_iter([("reason", "x")]);
        let late = [
            word(&edit_entry(&scene.state, &scene.lin, scene.lins(), id, 1, &a_form(id.kind()), Some(a_document())).await),
            word(&verify_entry(&scene.state, &scene.hr, id, 1).await),
            word(&reject_entry(&scene.state, &scene.hr, id, 1, &typed).await),
            word(&withdraw_entry(&scene.state, &scene.lin, scene.lins(), id, 1).await),
            word(&attach_evidence(&scene.state, &scene.lin, id, 1, a_document()).await),
        ];
        assert_eq!(late, ["stale"; 5]);
        assert_eq!(scene.entry(id).await.expect("the entry").version, 2);
        assert_eq!(scene.files(), 0, "a document whose entry was not written leaves no file");
        assert_eq!(scene.actions().await.len(), 4, "three claims and one edit");
    }

    async fn nobody_touches_a_file_that_is_not_theirs_to_touch(db: Db) {
        let scene = Scene::new(db).await;
        let stranger = colleague(&scene.state, "stranger", Role::Learner, true).await;
        let id = claims(&scene.state, &scene.lin).await[0];
        let typed = Typed::from_iter([("reason", "x")]);
        let form = a_form(EntryKind::Education);
        let (state, lins) = (&scene.state, scene.lins());
        let found = [
            word(&add_entry(state, &stranger, lins, EntryKind::Education, &form, None).await),
            word(&edit_entry(state, &stranger, lins, id, 1, &form, None).await),
            word(&withdraw_entry(state, &stranger, lins, id, 1).await),
            word(&attach_evidence(state, &stranger, id, 1, a_document()).await),
            word(&verify_entry(state, &stranger, id, 1).await),
            word(&reject_entry(state, &stranger, id, 1, &typed).await),
        ];
        assert_eq!(found, ["not found"; 6]);
        let own = [
            word(&verify_entry(state, &scene.lin, id, 1).await),
            word(&reject_entry(state, &scene.lin, id, 1, &typed).await),
            word(&create_person(state, &scene.lin, &profile_form::write(&profile("x")), None).await),
            word(&edit_person(state, &scene.lin, lins, 1, &profile_form::write(&profile("x")), None).await),
        ];
        assert_eq!(own, ["forbidden"; 4]);
        assert!(matches!(read_file(state, &stranger, lins).await, Err(ServiceError::NotFound)));
        assert!(matches!(board(state, &scene.lin, &Query::default()).await, Err(ServiceError::Forbidden)));
        assert!(matches!(verification_queue(state, &scene.lin).await, Err(ServiceError::Forbidden)));
        assert_eq!(scene.files(), 0);
    }

    async fn hr_does_not_check_the_own_claims(db: Db) {
        let scene = Scene::new(db).await;
        let id = claims(&scene.state, &scene.hr).await[0];
        assert_eq!(word(&verify_entry(&scene.state, &scene.hr, id, 1).await), "forbidden");
        let colleague = colleague(&scene.state, "hr-2", Role::Hr, true).await;
        assert_eq!(word(&verify_entry(&scene.state, &colleague, id, 1).await), "ok");
    }

    async fn owners_withdraw_claims_and_hr_takes_out_what_is_verified(db: Db) {
        let scene = Scene::new(db).await;
        let ids = claims(&scene.state, &scene.lin).await;
        withdraw_entry(&scene.state, &scene.lin, scene.lins(), ids[0], 1).await.expect("withdrawn");
        assert_eq!(scene.entry(ids[0]).await, None);
        verify_entry(&scene.state, &scene.hr, ids[1], 1).await.expect("verified");
        assert_eq!(word(&withdraw_entry(&scene.state, &scene.lin, scene.lins(), ids[1], 2).await), "forbidden");
        withdraw_entry(&scene.state, &scene.hr, scene.lins(), ids[1], 2).await.expect("taken out");
        assert_eq!(word(&withdraw_entry(&scene.state, &scene.hr, scene.lins(), ids[1], 2).await), "not found");
    }

    async fn owners_cannot_undo_a_revocation(db: Db) {
        let scene = Scene::new(db).await;
        let id = claims(&scene.state, &scene.lin).await[2];
        let mut revoking = a_form(EntryKind::Credential);
        revoking.set("revoked_on", "2025-01-01");
        revoking.set("revoked_reason", "误发");
        edit_entry(&scene.state, &scene.lin, scene.lins(), id, 1, &revoking, None).await.expect("edited");
        let typed = entry_form::write(&scene.entry(id).await.expect("the entry").details);
        assert_eq!(typed.get("revoked_on"), "", "owners do not revoke");
        edit_entry(&scene.state, &scene.hr, scene.lins(), id, 2, &revoking, None).await.expect("revoked");
        edit_entry(&scene.state, &scene.lin, scene.lins(), id, 3, &a_form(EntryKind::Credential), None).await.expect("edited");
        let typed = entry_form::write(&scene.entry(id).await.expect("the entry").details);
        assert_eq!(typed.get("revoked_on"), "2025-01-01");
    }

    async fn a_document_comes_with_its_entry_and_goes_out_to_its_owner_and_hr_only(db: Db) {
        let scene = Scene::new(db).await;
        let kind = EntryKind::Education;
        let id = add_entry(&scene.state, &scene.lin, scene.lins(), kind, &a_form(kind), Some(a_document())).await.expect("a claim");
        let evidence = scene.entry(id).await.expect("the entry").evidence.expect("a document");
        for reader in [&scene.lin, &scene.hr] {
            let (document, bytes) = read_evidence(&scene.state, reader, evidence).await.expect("the document");
            assert_eq!((document.file_name.as_str(), document.media_type.as_str()), ("毕业证.pdf", "application/pdf"));
            assert_eq!(bytes, b"%PDF-1.7 diploma");
        }
        for role in [Role::Learner, Role::Trainer, Role::Administrator] {
            let stranger = colleague(&scene.state, role.word(), role, false).await;
            assert!(matches!(read_evidence(&scene.state, &stranger, evidence).await, Err(ServiceError::NotFound)), "{role}");
        }
        let open = read_file(&scene.state, &scene.lin, scene.lins()).await.expect("the file");
        assert_eq!(open.document(Some(evidence)).map(|document| document.size), Some(16));
    }

    async fn a_new_document_makes_a_verified_entry_a_claim_again(db: Db) {
        let scene = Scene::new(db).await;
        let id = claims(&scene.state, &scene.lin).await[0];
        verify_entry(&scene.state, &scene.hr, id, 1).await.expect("verified");
        let evidence = attach_evidence(&scene.state, &scene.lin, id, 2, a_document()).await.expect("attached");
        let found = scene.entry(id).await.expect("the entry");
        assert_eq!((found.check, found.evidence), (Check::Claimed, Some(evidence)));
    }

    async fn a_document_that_is_not_accepted_is_told_with_everything_else_that_is_wrong(db: Db) {
        let scene = Scene::new(db).await;
        let wrong = Upload { file_name: "diploma.pdf".to_owned(), bytes: b"<html>".to_vec() };
        let kind = EntryKind::Employment;
        let mut typed = a_form(kind);
        typed.set("to", "2020-01-01");
        let refused = add_entry(&scene.state, &scene.lin, scene.lins(), kind, &typed, Some(wrong)).await;
        let Err(ChangeError::Refused(problems)) = refused else { panic!("accepted") };
        let fields: Vec<_> = problems.iter().map(|problem| problem.field).collect();
        assert_eq!(fields, ["to", "evidence"]);
        assert_eq!((scene.files(), scene.actions().await.len()), (0, 0));
    }

    async fn a_profile_is_created_and_changed_under_its_version(db: Db) {
        let scene = Scene::new(db).await;
        let mut typed = profile_form::write(&profile("周敏"));
        typed.set("staff_number", "0001");
        let id = create_person(&scene.state, &scene.hr, &typed, None).await.expect("a person");
        let again = create_person(&scene.state, &scene.hr, &typed, None).await;
        let Err(ChangeError::Refused(problems)) = again else { panic!("the number is taken") };
        assert_eq!(problems, [Problem { field: "staff_number", why: Why::Taken }]);
        typed.set("department", "投诉处理");
        edit_person(&scene.state, &scene.hr, id, 1, &typed, None).await.expect("changed");
        assert_eq!(word(&edit_person(&scene.state, &scene.hr, id, 1, &typed, None).await), "stale");
        let open = read_file(&scene.state, &scene.hr, id).await.expect("the file");
        assert_eq!(open.file.person.profile.department, "投诉处理");
        assert_eq!(scene.actions().await, ["person.edit", "person.create"]);
    }

    async fn the_document_of_an_on_post_date_stands_in_the_log_and_a_late_one_leaves_nothing(db: Db) {
        let scene = Scene::new(db).await;
        let mut typed = profile_form::write(&profile("lin"));
        typed.set("on_post_on", "2024-01-23");
        let edit = async |version, upload| {
            edit_person(&scene.state, &scene.hr, scene.lins(), version, &typed, upload).await
        };
        edit(1, Some(a_document())).await.expect("changed");
        let person = read_file(&scene.state, &scene.lin, scene.lins()).await.expect("the file").file.person;
        let evidence = person.on_post_evidence.expect("a document");
        let log = read::page(&scene.state, None, 1).await.expect("the log");
        let detail = format!("{:?}", log[0]);
        assert!(detail.contains("on_post_evidence") && detail.contains(&evidence.to_string()), "{detail}");
        let another = Upload { file_name: "x.pdf".to_owned(), bytes: b"%PDF-1.7 another".to_vec() };
        assert_eq!(word(&edit(1, Some(another)).await), "stale");
        assert_eq!((scene.files(), scene.actions().await.len()), (1, 1));
        edit(2, None).await.expect("saved again");
        let kept = read_file(&scene.state, &scene.lin, scene.lins()).await.expect("the file").file.person;
        assert_eq!(kept.on_post_evidence, Some(evidence));
    }

    async fn the_queue_tells_what_a_verification_would_change(db: Db) {
        let scene = Scene::new(db).await;
        let ids = claims(&scene.state, &scene.lin).await;
        let queue = verification_queue(&scene.state, &scene.hr).await.expect("a queue");
        assert_eq!(queue.iter().map(|waiting| waiting.entry.id).collect::<Vec<_>>(), ids);
        // A degree of a college opens levels one and two; a certificate of level one alone opens nothing.
        let opened = |index: usize| queue[index].effect.iter().map(|change| change.level).collect::<Vec<_>>();
        assert_eq!(opened(0), [Level::One, Level::Two]);
        assert_eq!(opened(2), []);
        assert!(!queue[0].own);
    }

    async fn the_board_finds_filters_and_sorts(db: Db) {
        let scene = Scene::new(db).await;
        for id in claims(&scene.state, &scene.lin).await {
            verify_entry(&scene.state, &scene.hr, id, 1).await.expect("verified");
        }
        claims(&scene.state, &scene.hr).await;
        let ask = async |query: Query| board(&scene.state, &scene.hr, &query).await.expect("a board");
        let names = |board: &Board| {
            board.rows.iter().map(|row| row.person.profile.name.clone()).collect::<Vec<_>>()
        };
        let all = ask(Query::default()).await;
        assert_eq!(names(&all), ["hr", "lin"]);
        let count = |wanted: View| all.views.iter().find(|(view, _)| *view == wanted).map(|(_, count)| *count);
        assert_eq!((count(View::All), count(View::Claims), count(View::Violations)), (Some(2), Some(1), Some(0)));
        assert_eq!(all.rows[1].rungs[0].kind(), RungKind::Certified);
        assert_eq!(all.rows[1].rungs[1].kind(), RungKind::Eligible);
        let backwards = Query { sort: Sort::Name, descending: true, ..Query::default() };
        assert_eq!(names(&ask(backwards).await), ["lin", "hr"]);
        let by_level = Query { sort: Sort::Level(Level::One), ..Query::default() };
        assert_eq!(names(&ask(by_level).await), ["lin", "hr"]);
        let certified = Query { level: Some(Level::One), state: Some(RungKind::Certified), ..Query::default() };
        assert_eq!(names(&ask(certified).await), ["lin"]);
        let waiting = Query { view: View::Claims, ..Query::default() };
        assert_eq!(names(&ask(waiting).await), ["hr"]);
        assert_eq!(all.forecast.len(), 12);
    }
}
