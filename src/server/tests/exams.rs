//! A candidate's own exams as browsers meet them: the rules, booking, the start, and the result.

use crate::domain::access::Role;
use crate::domain::form::{FormKind, Part};
use crate::domain::id::AttemptId;
use crate::domain::locale::Locale;
use crate::domain::staff_file::EntryKind;
use crate::server::ids::new_id;
use crate::server::services::exam::regrade::{preview, regrade};
use crate::server::services::exam::release::release;
use crate::server::services::exam::save_answers::save_answers;
use crate::server::services::exam::submit::submit;
use crate::server::services::people::add_entry::add_entry;
use crate::server::services::people::verify_entry::verify_entry;
use crate::server::storage::{account, attempt};
use crate::server::testing::{
    Browser, ExamWorld, PASSWORD, a_form, a_service_teaching, batch, exam_bank_of, exam_files, exam_form,
    on_both_databases,
};
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

    async fn a_corrected_key_shows_the_new_result_beside_the_old_one_each_with_its_day(db: Db) {
        let mut form = exam_form();
        form.parts.truncate(1);
        let Part::Theory(theory) = &mut form.parts[0] else { panic!("theory comes first") };
        theory.cut.percent = 90;
        let world = ExamWorld::with(db.clone(), form.clone(), 9).await;
        let li = Browser::of(&world.state, "li", &[Role::Learner]).await;
        let (account, attempt) = world.sitting_of(&li, Locale::ZhCn).await;
        let lease = world.lease(&account, attempt).await;
        let saves = world.answers(&account, attempt).await;
        save_answers(&world.state, &account, batch(attempt, lease, saves)).await.expect("saved");
        submit(&world.state, &account, attempt, lease).await.expect("handed in");
        release(&world.state, &world.trainer, attempt).await.expect("released");
        let path = format!("/results/{attempt}");
        let first = li.clone().get(&path).await.text;
        assert!(first.contains("你通过了") && !first.contains("成绩更正过"), "{first}");

        // Two days later the key of an answer that was right turns out to be wrong.
        let mut files = exam_files();
        for (_, text) in files.iter_mut().filter(|(path, _)| path.ends_with("exam.md")) {
            *text = text.replace("{kind: true-false, p: 0.75, use: exam, key: true", "{kind: true-false, p: 0.75, use: exam, key: false");
        }
        let later = a_service_teaching(db, exam_bank_of(files, form)).await;
        later.clock.advance(chrono::Duration::days(2));
        let item = "l1-exam-holds".parse().expect("an item");
        let seen = preview(&later, &world.trainer, &item).await.expect("a preview");
        assert_eq!((seen.changed, seen.to_fail), (1, 1));
        regrade(&later, &world.trainer, &item, seen.hash, "键有误").await.expect("a regrade");
        let mut li = Browser::new(&later);
        let signed_in = li.post("/sign-in", &[("name", "li"), ("password", PASSWORD)]).await;
        assert_eq!(signed_in.status, StatusCode::SEE_OTHER, "{}", signed_in.text);
        let zh = ["没有通过", "成绩更正过", "更正的原因：键有误", "2026年3月4日算出的第2版", "通过"];
        let now = "Version 2 stands, made on 4 March 2026";
        let en = ["Not passed", "The result was corrected", "Why: 键有误", now, "Passed"];
        for (language, [verdict, title, why, now, former]) in [("zh-CN", zh), ("en", en)] {
            li.post("/language", &[("to", language), ("back", "/")]).await;
            let page = li.get(&path).await.text;
            let (_, rest) = page.split_once("<h1").expect("a heading");
            let (heading, rest) = rest.split_once("</h1>").expect("its end");
            assert!(heading.contains(verdict), "{heading}");
            let (_, section) = rest.split_once("id=\"corrected\"").expect("the correction");
            let (section, rest) = section.split_once("</section>").expect("its end");
            for words in [title, why, now, former, "2026-03-02 09:00", "100%"] {
                assert!(section.contains(words), "{words} in {section}");
            }
            assert!(rest.contains("87%"), "what stands now: {rest}");
        }
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
