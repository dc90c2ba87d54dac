//! Staff files, eligibility and HR's work, as people click through them, with every refusal that they can meet.

use crate::domain::access::Role;
use crate::server::state::AppState;
use crate::server::storage::{account, entry};
use crate::server::testing::{Answer, Browser, PASSWORD, a_service_in, on_both_databases};
use axum::http::StatusCode;
use tempfile::TempDir;

pub(super) const PDF: &[u8] = b"%PDF-1.7 diploma";

const EDUCATION: [(&str, &str); 4] =
    [("level", "college"), ("school", "江城职业学院"), ("completed", "2020-06-30"), ("major", "")];

pub(super) struct Scene {
    pub(super) state: AppState,
    pub(super) hr: Browser,
    pub(super) lin: Browser,
    /// The address of lin's file for HR.
    pub(super) lins: String,
    _folder: TempDir,
}

impl Scene {
    pub(super) async fn new(db: crate::server::storage::Db) -> Self {
        let folder = TempDir::new().expect("a folder");
        let state = a_service_in(db, folder.path());
        let hr = Browser::of(&state, "hr", &[Role::Hr]).await;
        let lin = Browser::of(&state, "lin", &[Role::Learner]).await;
        let mut tx = state.db.read().await.expect("a view");
        let account = account::by_id(&mut tx, lin.account.expect("an account")).await.expect("an answer");
        let person = account.and_then(|account| account.person_id).expect("a staff file");
        drop(tx);
        Self { state, hr, lin, lins: format!("/people/{person}"), _folder: folder }
    }

    /// The address of the only claim in the queue, below `/verification/`.
    pub(super) async fn claim(&self) -> String {
        let mut tx = self.state.db.read().await.expect("a view");
        let claims = entry::claimed(&mut tx).await.expect("a list");
        let [claim] = claims.as_slice() else { panic!("{} claims", claims.len()) };
        format!("{}/{}", claim.id.kind(), claim.id)
    }

    /// Somebody signs in anew: sessions do not outlive the months.
    async fn again(&self, name: &str) -> Browser {
        let mut browser = Browser::new(&self.state);
        let done = browser.post("/sign-in", &[("name", name), ("password", PASSWORD)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        browser
    }

    async fn learner_claims_a_degree(&mut self) {
        let answer = self.lin.upload("/file/education", &EDUCATION, Some(("毕业证.pdf", PDF))).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
}

type Fields = Vec<(&'static str, &'static str)>;

/// The page said no, at the field, in the reader's language, and kept what was typed.
#[track_caller]
pub(super) fn is_refused(answer: &Answer, field: &str, kept: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    assert!(answer.text.contains(&format!("href=\"#{field}\"")), "{field} in the summary: {}", answer.text);
    assert!(answer.text.contains(&format!("id=\"{field}-why\"")), "{field} at its place");
    assert!(answer.text.contains(kept), "{kept} was kept");
}

pub(super) fn changed<'a>(fields: &[(&'a str, &'a str)], field: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let others = fields.iter().filter(|(name, _)| *name != field).copied();
    others.chain([(field, value)]).collect()
}

/// The address of the first document that a page links to.
pub(super) fn document(page: &Answer) -> String {
    let from = page.text.find("/evidence/").expect("a document");
    page.text[from..].chars().take_while(|c| *c != '"').collect()
}

on_both_databases! {
    async fn a_claim_goes_from_the_learner_to_hr_and_opens_levels(db: Db) {
        let mut scene = Scene::new(db).await;
        let before = scene.lin.get("/eligibility").await;
        assert!(before.text.contains("目前还没有走得通的路径"), "{}", before.text);
        scene.learner_claims_a_degree().await;
        let file = scene.lin.get("/file").await;
        assert!(file.text.contains("江城职业学院") && file.text.contains("待核实"));
        let claim = format!("/verification/{}", scene.claim().await);
        let queue = scene.hr.get("/verification").await;
        assert!(queue.text.contains(&claim) && queue.text.contains("第二级可以报考"), "{}", queue.text);
        let page = scene.hr.get(&claim).await;
        assert!(page.text.contains("江城职业学院"));
        let done = scene.hr.post(&claim, &[("version", "1"), ("answer", "verify")]).await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/verification"));
        assert!(scene.hr.get("/verification").await.text.contains("都核实完了"));
        let after = scene.lin.get("/eligibility").await;
        assert!(after.text.contains("你可以考第一级、第二级"), "{}", after.text);
    }

    async fn a_claim_that_says_nothing_or_nonsense_is_refused_at_its_fields(db: Db) {
        let mut scene = Scene::new(db).await;
        let work = [("employer", "云桥科技"), ("from", "2023-10-23"), ("to", ""), ("related", "yes")];
        let certificate = [("level", "1"), ("number", "R-1"), ("issued", "2022-03-18")];
        let cases: [(&str, Fields, &str, &str); 9] = [
            ("education", changed(&EDUCATION, "level", ""), "level", "江城职业学院"),
            ("education", changed(&EDUCATION, "level", "doctor"), "level", "江城职业学院"),
            ("education", changed(&EDUCATION, "completed", "2020-02-30"), "completed", "2020-02-30"),
            ("education", changed(&EDUCATION, "school", ""), "school", "2020-06-30"),
            ("employment", changed(&work, "to", "2023-10-22"), "to", "云桥科技"),
            ("employment", changed(&work, "from", ""), "from", "云桥科技"),
            ("credentials", changed(&certificate, "level", "6"), "level", "R-1"),
            ("credentials", changed(&certificate, "issued", "2999-01-01"), "issued", "R-1"),
            ("credentials", changed(&certificate, "expires", "2020-01-01"), "expires", "R-1"),
        ];
        for (kind, fields, field, kept) in cases {
            is_refused(&scene.lin.upload(&format!("/file/{kind}"), &fields, None).await, field, kept);
        }
        let english = Browser::of(&scene.state, "en", &[Role::Learner]).await;
        let mut english = english;
        english.post("/language", &[("to", "en"), ("back", "/")]).await;
        let refused = english.upload("/file/employment", &changed(&work, "to", "2023-10-22"), None).await;
        assert!(refused.text.contains("Last day: not before 2023-10-23."), "{}", refused.text);
        assert_eq!(scene.lin.get("/file/hobbies").await.status, StatusCode::NOT_FOUND);
    }

    async fn what_was_typed_comes_back_as_text_and_never_as_markup(db: Db) {
        let mut scene = Scene::new(db).await;
        let evil = "\"><script>alert(1)</script>";
        let fields = [("employer", evil), ("from", "bad")];
        let answer = scene.lin.upload("/file/employment", &fields, None).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!answer.text.contains("<script>alert"), "{}", answer.text);
    }

    async fn documents_are_judged_by_content_and_size(db: Db) {
        let mut scene = Scene::new(db).await;
        let large = [PDF, &vec![0; 10 * 1024 * 1024]].concat();
        let cases: [(&[u8], &str); 3] =
            [(b"<html>", "内容不是"), (b"", "空的"), (&large, "最大10 MB")];
        for (bytes, words) in cases {
            let answer = scene.lin.upload("/file/education", &EDUCATION, Some(("diploma.pdf", bytes))).await;
            is_refused(&answer, "evidence", "江城职业学院");
            assert!(answer.text.contains(words), "{words}");
        }
        let enormous = vec![0; 17 * 1024 * 1024];
        let answer = scene.lin.upload("/file/education", &EDUCATION, Some(("diploma.pdf", &enormous))).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.text.contains("<h1"), "a designed page");
        assert!(scene.lin.get("/file").await.text.contains("还没有学历"));
    }

    async fn a_document_is_downloaded_by_its_owner_and_hr_and_by_nobody_else(db: Db) {
        let mut scene = Scene::new(db).await;
        scene.learner_claims_a_degree().await;
        let path = document(&scene.lin.get("/file").await);
        for browser in [&mut scene.lin, &mut scene.hr] {
            let answer = browser.get(&path).await;
            assert_eq!((answer.status, answer.text.as_bytes()), (StatusCode::OK, PDF));
            assert_eq!(answer.header("content-type"), "application/pdf");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert!(answer.header("content-disposition").starts_with("attachment; "), "{:?}", answer.headers);
            assert!(answer.header("content-disposition").ends_with("UTF-8''%E6%AF%95%E4%B8%9A%E8%AF%81.pdf"));
        }
        let mut stranger = Browser::of(&scene.state, "stranger", &[Role::Learner]).await;
        assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND);
        let mut administrator = Browser::of(&scene.state, "ada", &[Role::Administrator]).await;
        assert_eq!(administrator.get(&path).await.status, StatusCode::FORBIDDEN);
        assert_eq!(Browser::new(&scene.state).get(&path).await.status, StatusCode::UNAUTHORIZED);
    }

    async fn somebody_else_was_faster_and_both_versions_are_shown(db: Db) {
        let mut scene = Scene::new(db).await;
        scene.learner_claims_a_degree().await;
        let claim = scene.claim().await;
        let path = format!("/file/{claim}");
        let first = changed(&changed(&EDUCATION, "school", "南山职业学院"), "version", "1");
        assert_eq!(scene.lin.upload(&path, &first, None).await.status, StatusCode::SEE_OTHER);
        let late = changed(&changed(&EDUCATION, "school", "东湖学院"), "version", "1");
        let answer = scene.lin.upload(&path, &late, None).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["先改了", "value=\"东湖学院\"", "南山职业学院", "name=\"version\" value=\"2\""] {
            assert!(answer.text.contains(words), "{words}: {}", answer.text);
        }
        let again = changed(&late, "version", "2");
        assert_eq!(scene.lin.upload(&path, &again, None).await.status, StatusCode::SEE_OTHER);
        let check = format!("/verification/{claim}");
        let late = scene.hr.post(&check, &[("version", "1"), ("answer", "verify")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text.contains("东湖学院"), "HR sees what the claim says now");
        assert_eq!(scene.lin.upload(&path, &EDUCATION, None).await.status, StatusCode::BAD_REQUEST);
    }

    async fn a_rejection_needs_words_and_the_learner_reads_them(db: Db) {
        let mut scene = Scene::new(db).await;
        scene.learner_claims_a_degree().await;
        let claim = scene.claim().await;
        let path = format!("/verification/{claim}");
        let wordless = scene.hr.post(&path, &[("version", "1"), ("answer", "reject"), ("reason", " ")]).await;
        is_refused(&wordless, "reason", "江城职业学院");
        let rejected = [("version", "1"), ("answer", "reject"), ("reason", "看不清编号")];
        assert_eq!(scene.hr.post(&path, &rejected).await.status, StatusCode::SEE_OTHER);
        let file = scene.lin.get("/file").await;
        assert!(file.text.contains("未通过核实") && file.text.contains("看不清编号"));
        let anew = changed(&EDUCATION, "version", "2");
        assert_eq!(scene.lin.upload(&format!("/file/{claim}"), &anew, None).await.status, StatusCode::SEE_OTHER);
        assert_eq!(scene.claim().await, claim);
    }

    async fn nobody_checks_or_reads_what_is_not_theirs(db: Db) {
        let mut scene = Scene::new(db).await;
        scene.learner_claims_a_degree().await;
        let claim = scene.claim().await;
        let verify = [("version", "1"), ("answer", "verify")];
        for role in [Role::Learner, Role::Trainer, Role::Administrator] {
            let mut stranger = Browser::of(&scene.state, &format!("x-{role}"), &[role]).await;
            let status = stranger.post(&format!("/verification/{claim}"), &verify).await.status;
            assert_eq!(status, StatusCode::FORBIDDEN, "{role}");
            assert_eq!(stranger.get(&scene.lins).await.status, StatusCode::FORBIDDEN, "{role}");
        }
        let mut stranger = Browser::of(&scene.state, "stranger", &[Role::Learner]).await;
        let form = changed(&EDUCATION, "version", "1");
        assert_eq!(stranger.get(&format!("/file/{claim}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.upload(&format!("/file/{claim}"), &form, None).await.status, StatusCode::NOT_FOUND);
        let withdraw = stranger.post(&format!("/file/{claim}/withdraw"), &[("version", "1")]).await;
        assert_eq!(withdraw.status, StatusCode::NOT_FOUND);
        assert_eq!(scene.lin.post(&format!("/file/{claim}/withdraw"), &[("version", "1")]).await.status, StatusCode::SEE_OTHER);
        assert!(scene.lin.get("/file").await.text.contains("还没有学历"));
    }

    async fn hr_writes_down_what_it_has_seen_and_revokes(db: Db) {
        let mut scene = Scene::new(db).await;
        let path = format!("{}/credentials", scene.lins);
        let seen = [("level", "1"), ("issued", "2022-03-18"), ("verified", "yes")];
        assert_eq!(scene.hr.upload(&path, &seen, None).await.status, StatusCode::SEE_OTHER);
        let board = scene.hr.get("/people?level=1&state=certified").await;
        assert!(board.text.contains("2022-03") && board.text.contains("lin"), "{}", board.text);
        let mut file = scene.hr.get(&scene.lins).await.text;
        let at = file.find(&path).expect("a link to the entry");
        let at = file[at + path.len()..].find(&path).map(|more| at + path.len() + more).expect("the entry's link");
        let edit: String = file.split_off(at).chars().take_while(|c| *c != '"').collect();
        let wordless = changed(&changed(&seen, "revoked_on", "2025-01-01"), "version", "1");
        is_refused(&scene.hr.upload(&edit, &wordless, None).await, "revoked_reason", "2025-01-01");
        let revoked = changed(&wordless, "revoked_reason", "代考");
        assert_eq!(scene.hr.upload(&edit, &revoked, None).await.status, StatusCode::SEE_OTHER);
        assert!(scene.hr.get(&scene.lins).await.text.contains("2025-01-01吊销：代考"));
    }

    async fn a_decision_is_recorded_read_and_replayed(db: Db) {
        let mut scene = Scene::new(db).await;
        let path = format!("{}/eligibility", scene.lins);
        is_refused(&scene.hr.post(&path, &[("level", "9"), ("as_of", "2026-03-02"), ("note", "甲")]).await, "level", "甲");
        is_refused(&scene.hr.post(&path, &[("level", "2"), ("as_of", ""), ("note", "甲")]).await, "as_of", "甲");
        let good = [("level", "2"), ("as_of", "2026-03-02"), ("note", "季度")];
        let recorded = scene.hr.post(&path, &good).await;
        assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.text);
        let decision = recorded.header("location").to_owned();
        assert!(scene.hr.get("/decisions").await.text.contains(&decision));
        let read = scene.hr.get(&decision).await;
        assert!(read.text.contains("lin不符合第二级的报考条件") && read.text.contains("季度"), "{}", read.text);
        let replay = scene.hr.get(&format!("{decision}?replay=yes")).await;
        assert!(replay.text.contains("完全一样"));
        // Months later, with another file and another day.
        scene.state.clock.advance(chrono::Duration::days(200));
        let mut hr = scene.again("hr").await;
        let seen = changed(&EDUCATION, "verified", "yes");
        assert_eq!(hr.upload(&format!("{}/education", scene.lins), &seen, None).await.status, StatusCode::SEE_OTHER);
        let now = hr.get(&path).await;
        assert!(now.text.contains("可以考"), "{}", now.text);
        let replay = hr.get(&format!("{decision}?replay=yes")).await;
        assert!(replay.text.contains("完全一样") && replay.text.contains("lin不符合第二级的报考条件"), "{}", replay.text);
        assert_eq!(scene.again("lin").await.get(&decision).await.status, StatusCode::FORBIDDEN);
        let missing = "/decisions/00000000-0000-7000-8000-000000000000";
        assert_eq!(hr.get(missing).await.status, StatusCode::NOT_FOUND);
    }

    async fn eligibility_answers_for_other_days_and_facts_and_names_a_bad_day(db: Db) {
        let mut scene = Scene::new(db).await;
        scene.learner_claims_a_degree().await;
        assert!(scene.lin.get("/eligibility?basis=claimed").await.text.contains("你可以考第一级、第二级"));
        assert!(scene.lin.get("/eligibility?basis=claimed&as_of=2019-01-01").await.text.contains("最早"));
        let bad = scene.lin.get("/eligibility?as_of=tomorrow").await;
        assert_eq!(bad.status, StatusCode::OK);
        assert!(bad.text.contains("现在按今天算"), "{}", bad.text);
        assert_eq!(scene.hr.get(&format!("{}/eligibility", scene.lins)).await.status, StatusCode::OK);
    }

    async fn what_if_shows_what_changes_and_stores_nothing(db: Db) {
        let mut scene = Scene::new(db).await;
        let supposed = scene.lin.get("/eligibility/what-if?edu=bachelor&edu_on=2026-01-01").await;
        assert!(supposed.text.contains("3个级别会变"), "{}", supposed.text);
        let half = scene.lin.get("/eligibility/what-if?edu=bachelor").await;
        assert!(half.text.contains("id=\"edu_on-why\"") && half.text.contains("请填写毕业日期"), "{}", half.text);
        assert!(scene.lin.get("/file").await.text.contains("还没有学历"));
        assert_eq!(scene.hr.get(&format!("{}/eligibility/what-if?verified=yes", scene.lins)).await.status, StatusCode::OK);
    }

    async fn the_board_is_filtered_sorted_paged_and_exported(db: Db) {
        let mut scene = Scene::new(db).await;
        for (number, name) in (0..30).map(|number| (number, format!("员工{number:02}"))) {
            let number = format!("{number:04}");
            let fields = [("name", name.as_str()), ("staff_number", &number), ("department", "=甲"), ("on_post_state", "training")];
            assert_eq!(scene.hr.post("/people/new", &fields).await.status, StatusCode::SEE_OTHER);
        }
        let first = scene.hr.get("/people?team=%3D%E7%94%B2").await;
        assert!(first.text.contains("员工00") && !first.text.contains("员工29"));
        let second = scene.hr.get("/people?team=%3D%E7%94%B2&page=2").await;
        assert!(second.text.contains("员工29") && !second.text.contains("员工00"));
        assert!(scene.hr.get("/people?team=%3D%E7%94%B2&desc=yes").await.text.contains("员工29"));
        assert!(scene.hr.get("/people?q=0007").await.text.contains("员工07"));
        assert!(scene.hr.get("/people?q=nobody-like-this").await.text.contains("没有这样的人"));
        let csv = scene.hr.get("/people.csv?team=%3D%E7%94%B2").await;
        assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
        assert!(csv.header("content-disposition").starts_with("attachment"));
        assert_eq!(csv.text.lines().count(), 31);
        assert!(csv.text.contains("\"'=甲\""), "a formula is disarmed");
        assert_eq!(scene.lin.get("/people.csv").await.status, StatusCode::FORBIDDEN);
    }
}
