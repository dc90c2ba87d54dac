use crate::domain::access::Role;
use crate::server::services::account::bootstrap::bootstrap;
use crate::server::services::account::disable::disable;
use crate::server::services::account::sign_in::{Attempt, sign_in};
use crate::server::testing::{Browser, PASSWORD, a_service, on_both_databases};
use axum::http::StatusCode;
use chrono::Duration;

on_both_databases! {
    async fn the_first_administrator_opens_the_link_corrects_the_form_and_is_in(db: Db) {
        let state = a_service(db);
        let link = bootstrap(&state).await.expect("no failure").expect("a link").path();
        let mut ada = Browser::new(&state);
        ada.set_cookie("rungs-locale", "en");
        let page = ada.get(&link).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("You are the first here"), "{}", page.text);
        let fields = |password| [("name", "ada"), ("display_name", "Ada <b>"), ("new_password", password), ("new_password_again", PASSWORD)];
        let again = ada.post(&link, &fields("short")).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("at least 12 characters") && again.text.contains("value=\"ada\""), "{}", again.text);
        assert!(again.text.contains("Ada &lt;b&gt;") && !again.text.contains("value=\"short\""), "{}", again.text);
        let done = ada.post(&link, &fields(PASSWORD)).await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/"));
        let home = ada.get("/").await;
        assert_eq!((home.status, home.header("location")), (StatusCode::FOUND, "/accounts"));
        assert_eq!(ada.get("/accounts").await.status, StatusCode::OK);
        let used = Browser::new(&state).get(&link).await;
        assert_eq!(used.status, StatusCode::NOT_FOUND);
    }

    async fn whoever_is_sent_to_sign_in_arrives_where_they_wanted(db: Db) {
        let state = a_service(db);
        Browser::of(&state, "li.lei", &[Role::Learner]).await;
        let mut li = Browser::new(&state);
        let sent = li.get("/?month=3").await;
        assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/sign-in?next=/%3Fmonth%3D3"));
        let page = li.get(sent.header("location")).await;
        assert!(page.text.contains("value=\"/?month=3\""), "{}", page.text);
        let done = li.post("/sign-in", &[("name", "li.lei"), ("password", PASSWORD), ("next", "/?month=3")]).await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/?month=3"));
        let elsewhere = [("name", "li.lei"), ("password", PASSWORD), ("next", "//evil.example.com")];
        assert_eq!(li.post("/sign-in", &elsewhere).await.header("location"), "/");
    }

    async fn what_was_typed_outlives_the_sign_in(db: Db) {
        let state = a_service(db);
        let mut late = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        late.clone().post("/sign-out/everywhere", &[]).await;
        let scan = Some(("diploma.pdf", b"%PDF-1.7 the document".as_slice()));
        let typed = [("level", "college"), ("school", "\"夜校\" <b>"), ("completed", "2020-06-30"), ("my_password", "a-secret-one")];
        let kept = late.upload("/file/education", &typed, scan).await;
        assert_eq!(kept.status, StatusCode::UNAUTHORIZED);
        assert!(kept.text.contains("action=\"/file/education\""), "{}", kept.text);
        assert!(kept.text.contains("name=\"school\" value=\"&quot;夜校&quot; &lt;b&gt;\""), "{}", kept.text);
        assert!(!kept.text.contains("a-secret-one") && !kept.text.contains("the document"), "{}", kept.text);
        late.post("/sign-in", &[("name", "li.lei"), ("password", PASSWORD)]).await;
        assert!(!late.get("/file").await.text.contains("夜校"), "nothing was stored before");
        assert_eq!(late.post("/file/education", &typed[..3]).await.status, StatusCode::SEE_OTHER);
        assert!(late.get("/file").await.text.contains("夜校"));
        let nothing = Browser::new(&state).post("/role-play/l1-process-late", &[]).await;
        assert_eq!(nothing.header("location"), "/sign-in?next=/role-play/l1-process-late", "where nothing was typed");
        let book = "x".repeat(300 * 1024);
        let endless = Browser::new(&state).upload("/file/education", &[("school", &book)], None).await;
        assert_eq!(endless.status, StatusCode::SEE_OTHER, "more than anybody types");
    }

    async fn a_wrong_password_an_unknown_name_and_a_disabled_account_look_the_same(db: Db) {
        let state = a_service(db);
        Browser::of(&state, "known", &[Role::Learner]).await;
        let gone = Browser::of(&state, "gone", &[Role::Learner]).await;
        disable(&state, None, gone.account.expect("an account")).await.expect("disabled");
        let mut pages = Vec::new();
        for (name, password) in [("known", "wrong"), ("nobody", PASSWORD), ("gone", PASSWORD)] {
            let answer = Browser::new(&state).post("/sign-in", &[("name", name), ("password", password)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(answer.headers.get("set-cookie").is_none(), "{name}");
            pages.push(without_nonce(&answer.text).replace(name, "NAME"));
        }
        assert!(pages[0].contains("登录名或密码不对"), "{}", pages[0]);
        assert_eq!(pages[0], pages[1]);
        assert_eq!(pages[1], pages[2]);
    }

    async fn too_many_guesses_get_a_page_that_says_how_long_to_wait(db: Db) {
        let state = a_service(db);
        let mut guesser = Browser::new(&state);
        guesser.set_cookie("rungs-locale", "en");
        for _ in 0..5 {
            guesser.post("/sign-in", &[("name", "nobody"), ("password", "guess")]).await;
        }
        let paused = guesser.post("/sign-in", &[("name", "nobody"), ("password", "guess")]).await;
        assert_eq!((paused.status, paused.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "15"));
        assert!(paused.header("content-type").starts_with("text/html"));
    }

    async fn signing_in_gives_a_new_session_and_ends_the_old_one(db: Db) {
        let state = a_service(db);
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        let before = li.cookie("rungs").expect("a session").to_owned();
        li.post("/sign-in", &[("name", "li.lei"), ("password", PASSWORD)]).await;
        assert_ne!(li.cookie("rungs"), Some(before.as_str()));
        assert_eq!(li.get("/").await.status, StatusCode::OK);
        li.set_cookie("rungs", &before);
        assert_eq!(li.get("/").await.status, StatusCode::SEE_OTHER);
    }

    async fn signing_out_everywhere_ends_the_other_browser_too(db: Db) {
        let state = a_service(db);
        let mut office = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        let mut home = Browser::new(&state);
        home.post("/sign-in", &[("name", "li.lei"), ("password", PASSWORD)]).await;
        assert_eq!(home.get("/").await.status, StatusCode::OK);
        let done = office.post("/sign-out/everywhere", &[]).await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/sign-in"));
        assert_eq!(office.cookie("rungs"), None);
        assert_eq!(home.get("/").await.status, StatusCode::SEE_OTHER);
    }

    async fn a_new_password_needs_the_old_one_and_leaves_only_this_browser_signed_in(db: Db) {
        let state = a_service(db);
        let mut office = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        let mut home = Browser::new(&state);
        home.post("/sign-in", &[("name", "li.lei"), ("password", PASSWORD)]).await;
        office.set_cookie("rungs-locale", "en");
        let page = office.get("/account").await;
        assert!(page.text.contains("You sign in as li.lei.") && page.text.contains("2 devices"), "{}", page.text);

        let change = |current, new, again| [("current_password", current), ("new_password", new), ("new_password_again", again)];
        let fresh = "lantern-mint-24";
        let wrong = [
            (change("", fresh, fresh), "Enter your current password."),
            (change("wrong", fresh, fresh), "This is not your current password."),
            (change(PASSWORD, "short", "short"), "A password has at least 12 characters."),
            (change(PASSWORD, fresh, "lantern-mint-42"), "The two passwords differ."),
        ];
        for (fields, words) in wrong {
            let refused = office.post("/account", &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text.contains(words), "{words}: {}", refused.text);
            assert!(fields.iter().all(|(_, typed)| typed.len() < 8 || !refused.text.contains(typed)), "a password is in the page");
        }
        assert_eq!(home.get("/").await.status, StatusCode::OK);

        let before = office.cookie("rungs").expect("a session").to_owned();
        let done = office.post("/account", &change(PASSWORD, fresh, fresh)).await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/account?done=password"));
        let page = office.get("/account?done=password").await;
        assert!(page.text.contains("Your password is changed") && page.text.contains("1 device,"), "{}", page.text);
        assert_ne!(office.cookie("rungs"), Some(before.as_str()));
        assert_eq!(home.get("/").await.status, StatusCode::SEE_OTHER);
        assert_eq!(home.post("/sign-in", &[("name", "li.lei"), ("password", PASSWORD)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(home.post("/sign-in", &[("name", "li.lei"), ("password", fresh)]).await.status, StatusCode::SEE_OTHER);
    }

    async fn whoever_finds_a_browser_open_cannot_guess_the_password_there(db: Db) {
        let state = a_service(db);
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        let guess = |current| [("current_password", current), ("new_password", "lantern-mint-24"), ("new_password_again", "lantern-mint-24")];
        for _ in 0..5 {
            assert_eq!(li.post("/account", &guess("guess")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let paused = li.post("/account", &guess(PASSWORD)).await;
        assert_eq!((paused.status, paused.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "15"));
    }

    async fn a_disabled_account_is_out_at_its_next_request(db: Db) {
        let state = a_service(db);
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        assert_eq!(li.get("/").await.status, StatusCode::OK);
        disable(&state, None, li.account.expect("an account")).await.expect("disabled");
        assert_eq!(li.get("/").await.status, StatusCode::SEE_OTHER);
    }

    async fn language_and_theme_work_without_script_and_follow_the_account(db: Db) {
        let state = a_service(db);
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        assert!(li.get("/").await.text.contains("<html lang=\"zh-CN\""));
        let done = li.post("/language", &[("to", "en"), ("back", "/?a=1")]).await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/?a=1"));
        li.post("/theme", &[("to", "dark"), ("back", "/")]).await;
        let page = li.get("/").await.text;
        assert!(page.contains("<html lang=\"en\" data-theme=\"dark\""), "{page}");
        let mut elsewhere = Browser::new(&state);
        elsewhere.post("/sign-in", &[("name", "li.lei"), ("password", PASSWORD)]).await;
        assert!(elsewhere.get("/").await.text.contains("<html lang=\"en\" data-theme=\"dark\""));
    }

    async fn an_idle_session_ends(db: Db) {
        let state = a_service(db);
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        state.clock.advance(Duration::hours(13));
        assert_eq!(li.get("/").await.status, StatusCode::SEE_OTHER);
    }

    async fn a_sign_in_takes_as_long_for_nobody_as_for_somebody(db: Db) {
        // Both ways end in one hash and the same statements; that the dummy is really hashed shows in the real hasher's time.
        let state = a_service(db);
        Browser::of(&state, "known", &[Role::Learner]).await;
        let timed = async |name: &str| {
            let began = std::time::Instant::now();
            let attempt = Attempt { sign_in_name: name.to_owned(), password: "wrong".to_owned(), address: [127, 0, 0, 1].into(), former: None };
            sign_in(&state, attempt).await.map(|_| ()).expect_err("a refusal");
            began.elapsed()
        };
        timed("known").await;
        let (known, unknown) = (timed("known").await, timed("nobody").await);
        assert!(unknown * 20 > known, "{known:?} {unknown:?}");
    }
}

/// Pages differ in their nonce only.
fn without_nonce(html: &str) -> String {
    let mut text = html.to_owned();
    while let Some(at) = text.find("nonce=\"") {
        let end = text[at + 7..].find('"').map_or(text.len(), |length| at + 8 + length);
        text.replace_range(at..end, "");
    }
    text
}
