//! A candidate's own exams as browsers meet them: the rules, booking, the start, and the result.

use crate::domain::access::Role;
use crate::domain::form::FormKind;
use crate::domain::id::AttemptId;
use crate::domain::staff_file::EntryKind;
use crate::server::ids::new_id;
use crate::server::services::exam::release::release;
use crate::server::services::exam::save_answers::save_answers;
use crate::server::services::exam::submit::submit;
use crate::server::services::people::add_entry::add_entry;
use crate::server::services::people::verify_entry::verify_entry;
use crate::server::storage::{account, attempt};
use crate::server::testing::{Browser, ExamWorld, a_form, batch, exam_form, on_both_databases};
use crate::server::visitor::Account;
use axum::http::StatusCode;

/// The account behind a browser, as services know it.
async fn user(world: &ExamWorld, browser: &Browser) -> Account {
    let id = browser.account.expect("an account");
    let mut tx = world.state.db.read().await.expect("a view");
    let row = account::by_id(&mut tx, id).await.expect("an answer").expect("the account");
    Account {
        id,
        session: new_id(world.state.clock.now()),
        sign_in_name: String::new(),
        display_name: String::new(),
        person: row.person_id,
        roles: [Role::Learner].into(),
        locale: None,
        theme: None,
    }
}

async fn make_eligible(world: &ExamWorld, who: &Account) {
    let kind = EntryKind::Education;
    let person = who.person.expect("a file");
    let entry = add_entry(&world.state, who, person, kind, &a_form(kind), None).await.expect("a claim");
    verify_entry(&world.state, &world.hr, entry, 1).await.expect("verified");
}

on_both_databases! {
    async fn a_candidate_reads_the_rules_books_starts_and_reads_the_result(db: Db) {
        let mut form = exam_form();
        form.parts.truncate(1);
        let world = ExamWorld::with(db, form, 9).await;
        let mut li = Browser::of(&world.state, "li", &[Role::Learner]).await;
        let account = user(&world, &li).await;
        let path = format!("/exams/{}", world.session);

        // Nothing is known of li yet: refused, with the way on, and nothing is booked.
        let page = li.get(&path).await;
        assert!(page.text.contains("还不够条件") && page.text.contains("href=\"/eligibility\""), "{}", page.text);
        let refused = li.post(&path, &[("do", "book")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("还不够条件"), "{}", refused.text);
        assert_eq!(li.post(&path, &[("do", "start"), ("read", "yes")]).await.status, StatusCode::NOT_FOUND);

        make_eligible(&world, &account).await;
        let list = li.get("/exams").await;
        assert!(list.text.contains(&path) && list.text.contains("可以报名"), "{}", list.text);
        let rules = li.get(&path).await;
        for words in ["60分钟", "60%", "足以胜任", "5秒", "一共2次，还剩2次", "隔30天", "断线"] {
            assert!(rules.text.contains(words), "{words} in {}", rules.text);
        }
        let booked = li.post(&path, &[("do", "book")]).await;
        assert_eq!((booked.status, booked.header("location")), (StatusCode::SEE_OTHER, path.as_str()));
        assert!(li.get("/").await.text.contains(&format!("href=\"{path}\"")), "home leads there");

        let unread = li.post(&path, &[("do", "start")]).await;
        assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unread.text.contains("href=\"#read\"") && unread.text.contains("aria-invalid=\"true\""), "{}", unread.text);
        let started = li.post(&path, &[("do", "start"), ("read", "yes")]).await;
        assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.text);
        let id = started.header("location").strip_prefix("/sitting/").expect("the sitting").to_owned();
        let again = li.post(&path, &[("do", "start"), ("read", "yes")]).await;
        assert_eq!(again.header("location"), format!("/sitting/{id}"), "started twice is one sitting");
        assert!(li.get("/").await.text.contains(&format!("href=\"/sitting/{id}\"")));

        // Handed in, and not released: nothing of what it came to.
        let attempt: AttemptId = id.parse().expect("an id");
        let mut tx = world.state.db.read().await.expect("a view");
        let kept = attempt::find(&mut tx, attempt).await.expect("an answer").expect("the sitting");
        drop(tx);
        let crate::domain::attempt::state::Attempt::InProgress(running) = &kept.attempt else { panic!("running") };
        let lease = running.lease.id;
        let result = format!("/results/{id}");
        assert!(li.get(&result).await.text.contains("考试还在进行"));
        let saves = world.answers(&account, attempt).await;
        save_answers(&world.state, &account, batch(attempt, lease, saves)).await.expect("saved");
        submit(&world.state, &account, attempt, lease).await.expect("handed in");
        let pending = li.get(&result).await;
        assert!(pending.text.contains("评完了") && !pending.text.contains("100%"), "{}", pending.text);
        release(&world.state, &world.trainer, attempt).await.expect("released");
        let released = li.get(&result).await;
        for words in ["你通过了", "100%", "足以胜任", "服务流程"] {
            assert!(released.text.contains(words), "{words} in {}", released.text);
        }
        assert!(released.text.contains("KANARI"), "full feedback shows the reasons");
        assert!(li.get("/").await.text.contains(&format!("href=\"{result}\"")), "a new result is news");
        world.state.clock.advance(chrono::Duration::days(4));
        assert!(!li.get("/").await.text.contains(&format!("href=\"{result}\"")), "for three days");
        // Nobody else finds it.
        let mut han = Browser::of(&world.state, "han", &[Role::Learner]).await;
        assert_eq!(han.get(&result).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_seat_can_be_given_back_and_then_only_hr_gives_another(db: Db) {
        let mut form = exam_form();
        form.kind = FormKind::LevelExam;
        let world = ExamWorld::with(db, form, 1).await;
        let (mut li, mut han) = (Browser::of(&world.state, "li", &[Role::Learner]).await, Browser::of(&world.state, "han", &[Role::Learner]).await);
        for browser in [&li, &han] {
            make_eligible(&world, &user(&world, browser).await).await;
        }
        let path = format!("/exams/{}", world.session);
        assert_eq!(li.post(&path, &[("do", "book")]).await.status, StatusCode::SEE_OTHER);
        let full = han.post(&path, &[("do", "book")]).await;
        assert!(full.status == StatusCode::UNPROCESSABLE_ENTITY && full.text.contains("座位满了"), "{}", full.text);
        assert_eq!(li.post(&path, &[("do", "give-back")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(han.post(&path, &[("do", "book")]).await.status, StatusCode::SEE_OTHER);
        let again = li.post(&path, &[("do", "book")]).await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.text.contains("找人事"), "{}", again.text);
        assert_eq!(li.post(&path, &[("do", "nonsense")]).await.status, StatusCode::BAD_REQUEST);
    }
}
