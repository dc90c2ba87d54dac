//! Certificates as people and programs meet them: anybody verifies, holders download, HR revokes.

use crate::domain::access::Role;
use crate::domain::certificate::CertificateNumber;
use crate::domain::credential::Credential;
use crate::domain::id::PersonId;
use crate::domain::level::Level;
use crate::domain::staff_file::Profile;
use crate::domain::verification::Verification;
use crate::server::ids::new_id;
use crate::server::interop::jws::PublicKey;
use crate::server::services::certificate::issue::{Award, Ground, put_on_record};
use crate::server::services::certificate::keys::rotate;
use crate::server::state::AppState;
use crate::server::storage::{Db, account, person};
use crate::server::testing::{Browser, PASSWORD, a_service_in, on_both_databases, profile};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use serde_json::Value;
use tempfile::TempDir;

struct Scene {
    state: AppState,
    hr: Browser,
    lin: Browser,
    visitor: Browser,
    number: CertificateNumber,
    person: PersonId,
    _folder: TempDir,
}

/// What a token says, if its signature is that of the published key which it names.
fn verified(keys: &Value, token: &str) -> (String, Value) {
    let header = token.split('.').next().and_then(|head| URL_SAFE_NO_PAD.decode(head).ok()).expect("a header");
    let header: Value = serde_json::from_slice(&header).expect("JSON");
    let published = keys["keys"].as_array().expect("keys").iter().find(|key| key["kid"] == header["kid"]);
    let key = PublicKey::from_encoded(published.expect("a published key")["x"].as_str().expect("x")).expect("a key");
    (key.id(), key.verify(token).expect("a good signature"))
}

impl Scene {
    /// Lin holds a certificate of level 2 that is valid for ten days.
    async fn new(db: Db) -> Self {
        let folder = TempDir::new().expect("a folder");
        let state = a_service_in(db, folder.path());
        let hr = Browser::of(&state, "hr", &[Role::Hr]).await;
        let lin = Browser::of(&state, "lin", &[Role::Learner]).await;
        let visitor = Browser::new(&state);
        let mut tx = state.db.read().await.expect("a view");
        let account = account::by_id(&mut tx, lin.account.expect("an account")).await.expect("an answer");
        let person = account.and_then(|account| account.person_id).expect("a staff file");
        drop(tx);
        let number = issued(&state, &hr, person).await;
        Self { state, hr, lin, visitor, number, person, _folder: folder }
    }

    /// Another one, for whom the staff file calls so now.
    async fn issue_to(&mut self, profile: Profile) {
        let mut tx = self.state.db.write().await.expect("a transaction");
        let found = person::find(&mut tx, self.person).await.expect("an answer").expect("the person");
        person::update(&mut tx, self.person, found.version, &profile).await.expect("changed");
        tx.commit().await.expect("a commit");
        self.number = issued(&self.state, &self.hr, self.person).await;
    }
}

/// A certificate of level 2 that is valid for ten days.
async fn issued(state: &AppState, hr: &Browser, person: PersonId) -> CertificateNumber {
    let today = state.clock.today();
    let fact = Credential::new(Level::Two, today, Some(today + Duration::days(10)), false, Verification::Verified);
    let award = Award { person, fact: fact.expect("a credential"), ground: Ground::Record };
    let mut tx = state.db.write().await.expect("a transaction");
    let number = put_on_record(state, &mut tx, hr.account.expect("HR"), &award).await.expect("a certificate");
    tx.commit().await.expect("a commit");
    number
}

/// The page of a certificate says the words, and of its holder nothing but the masked name, in the language.
async fn says(scene: &mut Scene, locale: &str, words: &[&str]) {
    let path = format!("/verify/{}", scene.number);
    let mut zhao =
        Browser::of(&scene.state, &format!("zhao-{}", new_id::<PersonId>(scene.state.clock.now())), &[Role::Learner])
            .await;
    for browser in [&mut scene.visitor, &mut zhao] {
        browser.set_cookie("rungs-locale", locale);
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        for words in words.iter().chain(&["林○雯"]) {
            assert!(page.text.contains(words), "{locale}, {words}: {}", page.text);
        }
        let everything = format!("{:?} {}", page.headers, page.text).to_lowercase();
        for secret in
            ["林晓雯", "晓", "xiaowen", "lin ", "t-4711", "4711", "财务三组", "xiaowen@", &scene.person.to_string()]
        {
            assert!(!everything.contains(secret), "{locale}, {secret}: {everything}");
        }
    }
}

on_both_databases! {
    async fn anybody_verifies_by_number_without_learning_the_whole_name(db: Db) {
        let mut scene = Scene::new(db).await;
        for path in [format!("/verify/{}", scene.number), format!("/verify?number={}", scene.number.to_string().to_lowercase())] {
            let page = scene.visitor.get(&path).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.text.contains("有效") && page.text.contains("第二级"), "{}", page.text);
            assert!(!page.text.contains(">lin<"), "the name is masked");
        }
    }

    async fn anybody_reads_the_dates_of_a_certificate_and_only_the_masked_name(db: Db) {
        let mut scene = Scene::new(db).await;
        let mut lin = profile("林晓雯");
        (lin.latin_name, lin.staff_number) = ("Lin Xiaowen".into(), Some("T-4711".parse().expect("a number")));
        (lin.department, lin.email) = ("财务三组".into(), "xiaowen@example.com".into());
        scene.issue_to(lin.clone()).await;
        says(&mut scene, "zh-CN", &["data-state=\"certified\"", "有效", "截至2026-03-02 09:00", "2026年3月2日", "2026年3月12日前有效"]).await;
        let valid = ["data-state=\"certified\"", "Valid", "As of 2026-03-02 09:00", "2 March 2026", "until the day before 12 March 2026"];
        says(&mut scene, "en", &valid).await;

        scene.state.clock.advance(Duration::days(3));
        // The session of three days ago has ended.
        scene.hr.post("/sign-in", &[("name", "hr"), ("password", PASSWORD)]).await;
        let revoke = format!("/certificates/{}/revoke", scene.number);
        let revoked = scene.hr.post(&revoke, &[("reason", "考试记录更正")]).await;
        assert_eq!(revoked.status, StatusCode::SEE_OTHER, "{}", revoked.text);
        says(&mut scene, "zh-CN", &["data-state=\"revoked\"", "自2026年3月5日起无效", "2026年3月2日至2026年3月4日", "考试记录更正"]).await;
        let revoked = ["data-state=\"revoked\"", "void since 5 March 2026", "2 March 2026 to 4 March 2026", "考试记录更正"];
        says(&mut scene, "en", &revoked).await;

        scene.issue_to(lin).await;
        scene.state.clock.advance(Duration::days(9));
        says(&mut scene, "zh-CN", &["data-state=\"certified\"", "2026年3月15日前有效"]).await;
        scene.state.clock.advance(Duration::days(1));
        says(&mut scene, "zh-CN", &["data-state=\"expired\"", "自2026年3月15日起不再有效", "2026年3月5日至2026年3月14日"]).await;
        let expired = ["data-state=\"expired\"", "no longer been valid since 15 March 2026", "5 March 2026 to 14 March 2026"];
        says(&mut scene, "en", &expired).await;
    }

    async fn an_expired_certificate_says_since_when(db: Db) {
        let mut scene = Scene::new(db).await;
        scene.state.clock.advance(Duration::days(11));
        let page = scene.visitor.get(&format!("/verify/{}", scene.number)).await;
        assert!(page.text.contains("已过期"), "{}", page.text);
    }

    async fn a_slip_of_the_keyboard_is_told_from_an_unknown_number_and_kept(db: Db) {
        let mut scene = Scene::new(db).await;
        let unknown = CertificateNumber::new(Level::One, 2026, 12345);
        let page = scene.visitor.get(&format!("/verify/{unknown}")).await;
        assert!(page.text.contains("查无此证"), "{}", page.text);
        let page = scene.visitor.get("/verify?number=RG2-2026").await;
        assert!(page.text.contains("RG2-2026-7K3M-9QXA") && page.text.contains("value=\"RG2-2026\""), "{}", page.text);
        let wrong = scene.number.to_string().replacen("RG2", "RG3", 1);
        let page = scene.visitor.get(&format!("/verify/{wrong}")).await;
        assert!(page.text.contains("编号有误"), "{}", page.text);
    }

    async fn visitors_share_a_finished_page_that_a_revocation_ends_at_once(db: Db) {
        let mut scene = Scene::new(db).await;
        let path = format!("/verify/{}", scene.number);
        let first = scene.visitor.get(&path).await;
        assert_eq!(scene.visitor.get(&path).await.text, first.text);
        let policy = first.header("content-security-policy");
        assert!(!first.text.contains("<script") && !policy.contains("script-src"), "no nonce is shared: {policy}");
        let ask = |tag: &str| {
            let request = Request::get(&path).header(header::IF_NONE_MATCH, tag);
            request.body(Body::empty()).expect("a request")
        };
        let unchanged = scene.visitor.send(ask(first.header("etag"))).await;
        assert_eq!((unchanged.status, unchanged.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
        // Whoever is signed in sees the own name at the head of the page, and nobody else does.
        assert_ne!(scene.lin.get(&path).await.text, first.text);
        assert_eq!(scene.visitor.get(&path).await.text, first.text);
        let revoke = format!("/certificates/{}/revoke", scene.number);
        scene.hr.post(&revoke, &[("reason", "考试记录更正，原成绩作废")]).await;
        let now = scene.visitor.send(ask(first.header("etag"))).await;
        assert_eq!(now.status, StatusCode::OK);
        assert!(now.text.contains("已吊销"), "{}", now.text);
    }

    async fn a_page_that_another_node_changes_is_new_after_two_seconds(db: Db) {
        let mut scene = Scene::new(db).await;
        let path = format!("/verify/{}", scene.number);
        assert!(scene.visitor.get(&path).await.text.contains("有效"));
        let mut elsewhere = Browser::new(&crate::server::testing::a_service(scene.state.db.clone()));
        elsewhere.set_cookie("rungs", scene.hr.cookie("rungs").expect("a session"));
        let revoke = format!("/certificates/{}/revoke", scene.number);
        let done = elsewhere.post(&revoke, &[("reason", "考试记录更正，原成绩作废")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        scene.state.clock.advance(Duration::seconds(2));
        assert!(scene.visitor.get(&path).await.text.contains("已吊销"));
    }

    async fn hr_revokes_with_a_reason_that_visitors_read(db: Db) {
        let mut scene = Scene::new(db).await;
        let path = format!("/certificates/{}/revoke", scene.number);
        let empty = scene.hr.post(&path, &[("reason", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = scene.hr.post(&path, &[("reason", "考试记录更正，原成绩作废")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = scene.visitor.get(&format!("/verify/{}", scene.number)).await;
        assert!(page.text.contains("已吊销") && page.text.contains("考试记录更正，原成绩作废"), "{}", page.text);
        let again = scene.hr.post(&path, &[("reason", "再来")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("已吊销"), "{}", again.text);
        assert_eq!(scene.lin.post(&path, &[("reason", "我自己")]).await.status, StatusCode::FORBIDDEN);
    }

    async fn hr_issues_a_new_one_after_a_revocation_and_both_name_each_other(db: Db) {
        let mut scene = Scene::new(db).await;
        let old = format!("/certificates/{}", scene.number);
        let path = format!("{old}/replace");
        assert!(scene.hr.get(&path).await.text.contains("先吊销它"));
        let early = scene.hr.post(&path, &[]).await;
        assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.text.contains("先吊销它"), "{}", early.text);
        scene.hr.post(&format!("{old}/revoke"), &[("reason", "姓名写错")]).await;
        assert!(scene.hr.get(&old).await.text.contains(&path));
        assert!(!scene.lin.get(&old).await.text.contains(&path), "the holder asks HR");
        assert!(scene.hr.get(&path).await.text.contains("<b>lin"));
        let made = scene.hr.post(&path, &[]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let next = made.header("location").to_owned();
        assert!(scene.lin.get(&next).await.text.contains(&format!("href=\"{old}\"")));
        assert!(scene.lin.get(&old).await.text.contains(&format!("href=\"{next}\"")));
        let again = scene.hr.post(&path, &[]).await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.text.contains(&next), "{}", again.text);
        assert_eq!(scene.lin.post(&path, &[]).await.status, StatusCode::FORBIDDEN);
    }

    async fn holders_and_hr_download_and_strangers_find_nothing(db: Db) {
        let mut scene = Scene::new(db).await;
        let mut zhao = Browser::of(&scene.state, "zhao", &[Role::Learner]).await;
        for (file, kind) in [("pdf", "application/pdf"), ("badge", "application/vc+jwt")] {
            let path = format!("/certificates/{}/{file}", scene.number);
            for browser in [&mut scene.lin, &mut scene.hr] {
                let answer = browser.get(&path).await;
                assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, kind));
                assert!(answer.header("content-disposition").starts_with("attachment"));
            }
            assert_eq!(zhao.get(&path).await.status, StatusCode::NOT_FOUND);
        }
        let page = format!("/certificates/{}", scene.number);
        assert_eq!(scene.lin.get(&page).await.status, StatusCode::OK);
        assert_eq!(zhao.get(&page).await.status, StatusCode::NOT_FOUND);
        assert!(scene.lin.get("/certificates").await.text.contains(&scene.number.to_string()));
        assert!(!zhao.get("/certificates").await.text.contains(&scene.number.to_string()));
    }

    async fn after_a_rotation_what_either_key_signed_verifies_by_the_published_ones(db: Db) {
        let mut scene = Scene::new(db).await;
        let old = scene.number.clone();
        let keys = async |visitor: &mut Browser| -> Value {
            serde_json::from_str(&visitor.get("/.well-known/jwks.json").await.text).expect("JSON")
        };
        let badge = scene.lin.get(&format!("/certificates/{old}/badge")).await.text;
        let list = scene.visitor.get("/status/0").await.text;
        let (first, _) = verified(&keys(&mut scene.visitor).await, &badge);
        let second = rotate(&scene.state).await.expect("a new key");
        scene.hr.post(&format!("/certificates/{old}/revoke"), &[("reason", "姓名写错")]).await;
        let made = scene.hr.post(&format!("/certificates/{old}/replace"), &[]).await;
        let new = made.header("location").strip_prefix("/certificates/").expect("a certificate").to_owned();
        let keys = keys(&mut scene.visitor).await;
        // What a holder has in hand, and what is handed out again.
        let again = scene.lin.get(&format!("/certificates/{old}/badge")).await.text;
        for badge in [&badge, &again] {
            let (by, claims) = verified(&keys, badge);
            assert_eq!(by, first);
            assert!(claims["id"].as_str().is_some_and(|id| id.contains(&old.to_string())), "{claims}");
        }
        assert_eq!(verified(&keys, &list).0, first);
        let (by, now) = verified(&keys, &scene.visitor.get("/status/0").await.text);
        assert_eq!(by, second);
        let (_, before) = verified(&keys, &list);
        assert_ne!(now["credentialSubject"]["encodedList"], before["credentialSubject"]["encodedList"], "revoked since");
        let (by, claims) = verified(&keys, &scene.lin.get(&format!("/certificates/{new}/badge")).await.text);
        assert_eq!((by, claims["id"].as_str().is_some_and(|id| id.contains(&new))), (second, true));
        let page = scene.visitor.get(&format!("/verify/{new}")).await;
        assert!(page.text.contains("有效"), "{}", page.text);
    }

    async fn programs_find_the_issuer_its_keys_its_levels_and_the_status_list(db: Db) {
        let mut scene = Scene::new(db).await;
        for (path, inside) in [
            ("/.well-known/issuer.json", "\"Profile\""),
            ("/.well-known/jwks.json", "\"Ed25519\""),
            ("/.well-known/levels/2", "高级客户服务代表"),
            ("/status/0", "."),
        ] {
            let answer = scene.visitor.get(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!(answer.text.contains(inside), "{path}: {}", answer.text);
            assert!(answer.header("cache-control").starts_with("public"), "{path}");
        }
        for path in ["/.well-known/levels/6", "/.well-known/levels/x", "/status/1", "/status/4294967295", "/status/-1"] {
            assert_eq!(scene.visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}
