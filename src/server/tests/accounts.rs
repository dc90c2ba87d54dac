use crate::domain::access::Role;
use crate::domain::on_post::OnPostState;
use crate::domain::staff_file::Profile;
use crate::server::ids::new_id;
use crate::server::state::AppState;
use crate::server::storage::person;
use crate::server::testing::{Answer, Browser, PASSWORD, a_service, on_both_databases, profile};
use axum::http::StatusCode;

/// The administrator, reading English.
async fn ada(state: &AppState) -> Browser {
    let mut ada = Browser::of(state, "ada", &[Role::Administrator]).await;
    ada.set_cookie("rungs-locale", "en");
    ada
}

/// The path of the one-time link on a page.
fn link_on(page: &Answer) -> String {
    let from = page.text.find("/invitation/").expect("a link on the page");
    page.text[from..].split(['<', '"', ' ']).next().expect("a path").to_owned()
}

/// Where the account of a sign-in name is looked after.
async fn account_path(ada: &mut Browser, name: &str) -> String {
    let list = ada.get(&format!("/accounts?q={name}")).await;
    let from = list.text.find("href=\"/accounts/0").expect("a link to the account") + 6;
    list.text[from..].split('"').next().expect("a path").to_owned()
}

fn value_of<'t>(page: &'t Answer, name: &str) -> &'t str {
    let field = page.text.find(&format!("name=\"{name}\"")).expect("the field");
    let from = field + page.text[field..].find("value=\"").expect("its value") + 7;
    page.text[from..].split('"').next().expect("a value")
}

const LI: [(&str, &str); 3] = [("display_name", "Li Lei"), ("name", "Li.Lei@example.com"), ("role", "learner")];

on_both_databases! {
    async fn an_invited_hire_opens_the_link_and_arrives_at_home(db: Db) {
        let state = a_service(db);
        let mut ada = ada(&state).await;
        assert_eq!(ada.get("/accounts/new").await.status, StatusCode::OK);
        let made = ada.post("/accounts/new", &LI).await;
        assert_eq!(made.status, StatusCode::OK);
        assert!(made.text.contains("Hand the link to Li Lei") && made.text.contains("only this once"), "{}", made.text);
        assert!(made.text.contains("http://127.0.0.1:3000/invitation/") && made.text.contains("China time"));
        assert!(made.header("cache-control").contains("no-store"));
        let link = link_on(&made);
        let path = account_path(&mut ada, "li.lei").await;
        for page in ["/accounts/new", "/accounts", path.as_str(), "/audit"] {
            assert!(!ada.get(page).await.text.contains(&link), "{page} shows the link again");
        }
        let account = ada.get(&path).await.text;
        assert!(account.contains("Link not opened yet") && account.contains("Linked, no number yet"), "{account}");
        let mut li = Browser::new(&state);
        let entered = li.post(&link, &[("new_password", PASSWORD), ("new_password_again", PASSWORD)]).await;
        assert_eq!((entered.status, entered.header("location")), (StatusCode::SEE_OTHER, "/"));
        assert_eq!(li.get("/").await.status, StatusCode::OK);
        let account = ada.get(&path).await.text;
        assert!(account.contains("Can sign in") && account.contains("1 device"), "{account}");
        assert!(!ada.get("/accounts?q=li.lei").await.text.contains("Never"));
    }

    async fn an_invitation_with_mistakes_comes_back_with_all_that_was_typed(db: Db) {
        let state = a_service(db);
        let mut ada = ada(&state).await;
        let empty = ada.post("/accounts/new", &[("display_name", " "), ("name", "li lei")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["3 things to correct", "at most 100 characters", "without spaces", "at least one role"] {
            assert!(empty.text.contains(words), "{words}: {}", empty.text);
        }
        assert!(empty.text.contains("value=\"li lei\""), "{}", empty.text);
        let root = ada.post("/accounts/new", &[("display_name", "X"), ("name", "xx"), ("role", "root")]).await;
        assert_eq!(root.status, StatusCode::UNPROCESSABLE_ENTITY);
        let taken = ada.post("/accounts/new", &[("display_name", "X"), ("name", "ADA"), ("role", "hr"), ("role", "trainer")]).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(taken.text.contains("sign-in name is taken"), "{}", taken.text);
        assert!(taken.text.matches(" checked").count() == 2, "{}", taken.text);
        assert!(!taken.text.contains("/invitation/"));
    }

    async fn an_account_is_linked_to_the_file_that_hr_has_made(db: Db) {
        let state = a_service(db);
        let now = state.clock.now();
        let file = Profile { staff_number: Some("0876".to_owned()), on_post_state: OnPostState::Training, ..profile("Li Lei") };
        let mut tx = state.db.write().await.expect("a transaction");
        person::insert(&mut tx, new_id(now), &file, now).await.expect("a file");
        tx.commit().await.expect("a commit");
        let mut ada = ada(&state).await;
        let with = |name: &'static str, number: &'static str| [("display_name", "Li"), ("name", name), ("role", "learner"), ("staff_number", number)];
        let unknown = ada.post("/accounts/new", &with("li", "0877")).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unknown.text.contains("no file with the number 0877"), "{}", unknown.text);
        assert_eq!(ada.post("/accounts/new", &with("li", " 0876 ")).await.status, StatusCode::OK);
        let path = account_path(&mut ada, "li").await;
        assert!(ada.get(&path).await.text.contains("Linked, number 0876"));
        let again = ada.post("/accounts/new", &with("li2", "0876")).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("has an account already"), "{}", again.text);
    }

    async fn the_list_finds_by_name_role_and_state_and_says_when_nobody_fits(db: Db) {
        let state = a_service(db);
        let mut ada = ada(&state).await;
        Browser::of(&state, "wu.trainer", &[Role::Trainer]).await;
        ada.post("/accounts/new", &LI).await;
        let cases = [
            ("", vec!["ada", "wu.trainer", "li.lei@"]), ("?q=LEI", vec!["li.lei@"]), ("?q=%25", vec![]), ("?role=trainer", vec!["wu.trainer"]),
            ("?state=invited", vec!["li.lei@"]), ("?state=disabled", vec![]), ("?state=active&role=administrator", vec!["ada"]),
            ("?role=root&page=0", vec!["ada", "wu.trainer", "li.lei@"]), ("?page=9", vec![]),
        ];
        for (query, expected) in cases {
            let page = ada.get(&format!("/accounts{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{query}");
            for name in ["ada", "wu.trainer", "li.lei@"] {
                let is_there = page.text.contains(&format!("class=\"under\">{name}"));
                assert_eq!(is_there, expected.contains(&name), "{name} for {query}");
            }
            assert_eq!(page.text.contains("No account fits"), expected.is_empty(), "{query}");
        }
    }

    async fn roles_are_given_at_once_and_new_staff_get_a_file(db: Db) {
        let state = a_service(db);
        let mut ada = ada(&state).await;
        let mut bo = Browser::of(&state, "bo", &[Role::Administrator]).await;
        assert_eq!(bo.get("/accounts").await.status, StatusCode::OK);
        let path = account_path(&mut ada, "bo").await;
        let version = value_of(&ada.get(&path).await, "version").to_owned();
        let done = ada.post(&path, &[("version", &version), ("role", "learner")]).await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, format!("{path}?done=roles").as_str()));
        let page = ada.get(done.header("location")).await.text;
        assert!(page.contains("Roles saved") && page.contains("Linked, no number yet"), "{page}");
        assert_eq!(bo.get("/accounts").await.status, StatusCode::FORBIDDEN);
        assert_eq!(bo.get("/").await.status, StatusCode::OK);
        let none = ada.post(&path, &[("version", "1")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.text.contains("at least one role"));
        let late = ada.post(&path, &[("version", &version), ("role", "hr")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text.contains("just changed this account"), "{}", late.text);
        let version = value_of(&late, "version").to_owned();
        assert_eq!(ada.post(&path, &[("version", &version), ("role", "hr")]).await.status, StatusCode::SEE_OTHER);
    }

    async fn the_last_administrator_can_neither_be_demoted_nor_disabled(db: Db) {
        let state = a_service(db);
        let mut ada = ada(&state).await;
        // Somebody who has not come in yet may never come.
        ada.post("/accounts/new", &[("display_name", "Bo"), ("name", "bo"), ("role", "administrator")]).await;
        let path = account_path(&mut ada, "ada").await;
        let version = value_of(&ada.get(&path).await, "version").to_owned();
        let demoted = ada.post(&path, &[("version", &version), ("role", "hr")]).await;
        assert_eq!(demoted.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(demoted.text.contains("last administrator"), "{}", demoted.text);
        let asked = ada.get(&format!("{path}/disable")).await;
        assert!(asked.text.contains("your own account"), "{}", asked.text);
        let disabled = ada.post(&format!("{path}/disable"), &[]).await;
        assert_eq!(disabled.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(disabled.text.contains("last administrator"), "{}", disabled.text);
        assert_eq!(ada.get("/accounts").await.status, StatusCode::OK);
    }

    async fn a_disabled_colleague_is_out_and_can_be_let_in_again(db: Db) {
        let state = a_service(db);
        let mut ada = ada(&state).await;
        let mut li = Browser::of(&state, "li", &[Role::Learner]).await;
        let path = account_path(&mut ada, "li").await;
        let asked = ada.get(&format!("{path}/disable")).await;
        assert!(asked.status == StatusCode::OK && !asked.text.contains("your own account"));
        let unused = link_on(&ada.post(&format!("{path}/link"), &[]).await);
        let done = ada.post(&format!("{path}/disable"), &[]).await;
        assert_eq!(done.header("location"), format!("{path}?done=disabled"));
        assert_eq!(li.get("/").await.status, StatusCode::SEE_OTHER);
        assert_eq!(li.get(&unused).await.status, StatusCode::NOT_FOUND);
        assert!(ada.get(&format!("{path}/disable")).await.text.contains("disabled already"));
        assert!(ada.get(&format!("{path}/link")).await.text.contains("Enable it before"));
        let link = ada.post(&format!("{path}/link"), &[]).await;
        assert_eq!(link.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!link.text.contains("/invitation/"));
        assert_eq!(ada.get(&format!("{path}/enable")).await.status, StatusCode::OK);
        let done = ada.post(&format!("{path}/enable"), &[]).await;
        assert_eq!(done.header("location"), format!("{path}?done=enabled"));
        assert_eq!(li.get(&unused).await.status, StatusCode::NOT_FOUND, "the old link stays dead");
        let entered = li.post("/sign-in", &[("name", "li"), ("password", PASSWORD)]).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER);
    }

    async fn a_new_link_replaces_the_one_before_and_the_forgotten_password(db: Db) {
        let state = a_service(db);
        let mut ada = ada(&state).await;
        let mut li = Browser::of(&state, "li", &[Role::Learner]).await;
        let path = account_path(&mut ada, "li").await;
        let first = link_on(&ada.post(&format!("{path}/link"), &[]).await);
        let made = ada.post(&format!("{path}/link"), &[]).await;
        assert!(made.text.contains("the ones before it have ended"), "{}", made.text);
        assert!(ada.get(&path).await.text.contains("not opened yet"));
        assert_eq!(Browser::new(&state).get(&first).await.status, StatusCode::NOT_FOUND);
        assert_eq!(li.get("/").await.status, StatusCode::OK, "until the link is used nothing changes");
        let mut elsewhere = Browser::new(&state);
        let fields = [("new_password", "a-quite-new-secret"), ("new_password_again", "a-quite-new-secret")];
        assert_eq!(elsewhere.post(&link_on(&made), &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(li.get("/").await.status, StatusCode::SEE_OTHER);
    }

    async fn signing_out_everywhere_ends_every_device_of_the_colleague(db: Db) {
        let state = a_service(db);
        let mut ada = ada(&state).await;
        let mut li = Browser::of(&state, "li", &[Role::Learner]).await;
        let path = account_path(&mut ada, "li").await;
        assert_eq!(ada.get(&format!("{path}/sign-out")).await.status, StatusCode::OK);
        let done = ada.post(&format!("{path}/sign-out"), &[]).await;
        assert_eq!(done.header("location"), format!("{path}?done=signed-out"));
        assert_eq!(li.get("/").await.status, StatusCode::SEE_OTHER);
        assert!(ada.get(&path).await.text.contains("0 devices"));
        assert_eq!(ada.get("/accounts").await.status, StatusCode::OK);
    }

    async fn an_account_that_is_not_there_is_a_page_that_says_so(db: Db) {
        let state = a_service(db);
        let mut ada = ada(&state).await;
        for id in ["nobody", "00000000-0000-7000-8000-000000000000"] {
            for step in ["", "/disable", "/enable", "/link", "/sign-out"] {
                let path = format!("/accounts/{id}{step}");
                assert_eq!(ada.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
                let posted = ada.post(&path, &[("version", "1"), ("role", "hr")]).await;
                assert_eq!(posted.status, StatusCode::NOT_FOUND, "POST {path}");
                assert!(posted.header("content-type").starts_with("text/html"), "{path}");
            }
        }
    }

    async fn administrators_find_their_rooms_and_nobody_else_does(db: Db) {
        let state = a_service(db);
        let mut ada = ada(&state).await;
        let page = ada.get("/accounts").await.text;
        assert!(page.contains("href=\"/accounts\"") && page.contains("href=\"/audit\""), "{page}");
        let mut li = Browser::of(&state, "li", &[Role::Learner]).await;
        assert!(!li.get("/").await.text.contains("href=\"/accounts\""));
        let mut both = Browser::of(&state, "bo", &[Role::Hr, Role::Administrator]).await;
        assert!(both.get("/").await.text.contains("href=\"/accounts\""));
    }
}
