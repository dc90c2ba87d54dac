//! Exam sessions as HR and trainers meet them: opening, places, who is where, certificates, scoring without names, regrades.

use crate::domain::access::Role;
use crate::domain::form::PartKind;
use crate::domain::id::AttemptId;
use crate::domain::item::response::Response;
use crate::server::services::exam::save_answers::save_answers;
use crate::server::services::exam::tests::journey::sit;
use crate::server::storage::certificate;
use crate::server::testing::{
    Browser, ExamWorld, a_service_teaching, batch, colleague, exam_bank_of, exam_files, exam_form, on_both_databases,
    save,
};
use crate::server::visitor::Account;
use axum::http::StatusCode;

async fn hr(world: &ExamWorld) -> Browser {
    Browser::of(&world.state, "wang.hr", &[Role::Hr]).await
}

async fn trainer(world: &ExamWorld) -> Browser {
    Browser::of(&world.state, "tang.trainer", &[Role::Trainer]).await
}

/// The first value of an attribute that begins so.
fn link(html: &str, begin: &str) -> String {
    let found = html.split('"').find(|piece| piece.starts_with(begin));
    found.unwrap_or_else(|| panic!("{begin} in {html}")).to_owned()
}

/// Everything right, handed in; the essay waits.
async fn handed_in(world: &ExamWorld, name: &str) -> (Account, AttemptId) {
    let (who, attempt) = world.sitting(name).await;
    sit(world, &who, attempt).await;
    (who, attempt)
}

/// A trainer scores what waits and releases it, through the pages.
async fn scored_and_released(world: &ExamWorld, trainer: &mut Browser) {
    let row = trainer.get("/scoring/l1-exam-essay").await.text;
    let mut path = link(&row, "/scoring/l1-exam-essay/");
    while path.matches('/').count() == 3 {
        let path_only = path.split('?').next().expect("a path").to_owned();
        let saved = trainer.post(&path_only, &[("mark-1", "2"), ("mark-2", "2"), ("note", "")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        saved.header("location").clone_into(&mut path);
    }
    let released = trainer.post(&format!("/sessions/{}/release", world.session), &[]).await;
    assert_eq!(released.status, StatusCode::SEE_OTHER, "{}", released.text);
}

on_both_databases! {
    async fn hr_opens_a_session_and_keeps_what_was_typed_when_something_is_wrong(db: Db) {
        let world = ExamWorld::new(db).await;
        let mut hr = hr(&world).await;
        let wrong = [("form", ""), ("title", "三月第二批"), ("opens_at", "morgen"), ("closes_at", "2026-03-02T08:00"), ("seats", "viele")];
        let page = hr.post("/sessions/new", &wrong).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["选一种考试", "写成日期和时间", "写一个整数", "value=\"三月第二批\"", "value=\"morgen\"", "value=\"viele\""] {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        let backwards = [("form", "l1-form-exam"), ("title", &"长".repeat(81)), ("opens_at", "2026-03-02T12:00"), ("closes_at", "2026-03-02T10:00"), ("seats", "0")];
        let page = hr.post("/sessions/new", &backwards).await;
        for words in ["截止要晚于开放", "最多80个字", "至少1席"] {
            assert!(page.text.contains(words), "all problems at once: {words}");
        }
        let good = [("form", "l1-form-exam"), ("title", "三月第二批"), ("opens_at", "2026-03-02T12:00"), ("closes_at", "2026-03-02T18:00"), ("seats", "12")];
        let opened = hr.post("/sessions/new", &good).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
        let path = opened.header("location").to_owned();
        let page = hr.get(&path).await.text;
        for words in ["三月第二批", "2026-03-02 12:00至2026-03-02 18:00", "12席，已占0席", "未开始"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(hr.get("/sessions").await.text.contains("三月第二批"));

        let edit = format!("{path}/edit");
        assert!(hr.get(&edit).await.text.contains("value=\"2026-03-02T12:00\""));
        let mut later = good.to_vec();
        later.push(("version", "1"));
        later[4] = ("seats", "15");
        assert_eq!(hr.post(&edit, &later).await.status, StatusCode::SEE_OTHER);
        let stale = hr.post(&edit, &later).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stale.text.contains("15席"), "what is stored now is shown: {}", stale.text);
    }

    async fn hr_registers_several_and_hears_of_each_why_not(db: Db) {
        let world = ExamWorld::new(db).await;
        let mut hr = hr(&world).await;
        let li = world.candidate("li.lei").await.person.expect("a file").to_string();
        let zhao = colleague(&world.state, "zhao.ning", Role::Learner, true).await.person.expect("a file").to_string();
        let path = format!("/sessions/{}/register", world.session);
        let page = hr.get(&format!("{path}?q=zhao")).await.text;
        assert!(page.contains("还不够条件") && !page.contains("value=\"{li}\""), "{page}");
        let none = hr.post(&path, &[]).await;
        assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.text.contains("先勾选"));
        let both = hr.post(&path, &[("person", &zhao), ("person", &li)]).await;
        assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(both.text.contains("zhao.ning：还不够条件") && both.text.contains("已有席位"), "{}", both.text);
        let board = hr.get(&format!("/sessions/{}", world.session)).await.text;
        assert!(board.contains("li.lei") && !board.contains("zhao.ning"));
    }

    async fn a_place_gets_extra_time_and_is_revoked_with_a_reason(db: Db) {
        let world = ExamWorld::new(db).await;
        let mut hr = hr(&world).await;
        let li = world.candidate("li.lei").await;
        world.place(&li).await;
        let board_path = format!("/sessions/{}", world.session);
        let place = link(&hr.get(&board_path).await.text, &format!("{board_path}/places/"));
        let wrong = hr.post(&place, &[("answer", "time"), ("percent", "201")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"201\"") && wrong.text.contains("0到200"), "{}", wrong.text);
        assert_eq!(hr.post(&place, &[("answer", "time"), ("percent", "25")]).await.status, StatusCode::SEE_OTHER);
        assert!(hr.get(&board_path).await.text.contains("＋25%"));
        let without = hr.post(&place, &[("answer", "revoke"), ("reason", " ")]).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(hr.post(&place, &[("answer", "revoke"), ("reason", "当天请假")]).await.status, StatusCode::SEE_OTHER);
        assert!(hr.get(&board_path).await.text.contains("席位已取消"));
        assert!(hr.get(&place).await.text.contains("当天请假"));
        assert_eq!(hr.post(&place, &[("answer", "again")]).await.status, StatusCode::SEE_OTHER);
        // A place of another session is not at this address.
        let elsewhere = place.replace(&world.session.to_string(), "00000000-0000-7000-8000-000000000000");
        assert_eq!(hr.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
    }

    async fn the_board_and_the_log_say_who_is_where(db: Db) {
        let world = ExamWorld::new(db).await;
        let mut hr = hr(&world).await;
        let (li, attempt) = world.sitting("li.lei").await;
        let lease = world.lease(&li, attempt).await;
        let saves = world.answers(&li, attempt).await;
        save_answers(&world.state, &li, batch(attempt, lease, saves)).await.expect("saved");
        world.state.clock.advance(chrono::Duration::minutes(10));
        let path = format!("/sessions/{}", world.session);
        let board = hr.get(&path).await.text;
        for words in ["正在考", "理论", "已答8／", "50分钟", "截至09:10:00"] {
            assert!(board.contains(words), "{words}: {board}");
        }
        assert!(hr.get(&format!("{path}?show=revoked")).await.text.contains("没有这样的应试人"));
        let log = hr.get(&format!("{path}/log/{attempt}")).await.text;
        for words in ["开考，设备：Firefox", "开始理论", "本人", "2026-03-02 09:00:00", "成绩公布以后"] {
            assert!(log.contains(words), "{words}: {log}");
        }
        let elsewhere = format!("/sessions/00000000-0000-7000-8000-000000000000/log/{attempt}");
        assert_eq!(hr.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
    }

    async fn answers_that_came_too_late_stand_in_the_log_of_their_sitting(db: Db) {
        let world = ExamWorld::new(db).await;
        let mut hr = hr(&world).await;
        let (li, attempt) = world.sitting("li.lei").await;
        let (_, other) = world.sitting("han.mei").await;
        let lease = world.lease(&li, attempt).await;
        world.state.clock.advance(chrono::Duration::seconds(60 * 60 + 5));
        let item = "l1-exam-holds".parse().expect("an item");
        let late = save(item, 1, Response::TrueFalse { holds: true });
        save_answers(&world.state, &li, batch(attempt, lease, vec![late])).await.expect("kept as evidence");
        let log = format!("/sessions/{}/log", world.session);
        let zh = ["迟到的答案", "时间到了以后才送达，保留为凭证，不计分", "1个答案迟到，保留不计分"];
        let en = ["Late answers", "kept as evidence, not scored", "1 answer came too late"];
        for (language, [title, lead, event]) in [("zh-CN", zh), ("en", en)] {
            hr.post("/language", &[("to", language), ("back", "/")]).await;
            let page = hr.get(&format!("{log}/{attempt}")).await.text;
            assert!(page.contains(event), "{page}");
            let (_, section) = page.split_once("id=\"late\"").expect("late answers");
            let (section, _) = section.split_once("</section>").expect("its end");
            for words in [title, lead, "2026-03-02 10:00:05", "<code>l1-exam-holds"] {
                assert!(section.contains(words), "{words}: {section}");
            }
            let in_time = hr.get(&format!("{log}/{other}")).await.text;
            assert!(!in_time.contains("id=\"late\"") && !in_time.contains(title), "{in_time}");
        }
    }

    async fn a_full_hall_is_shown_a_hundred_places_at_a_time(db: Db) {
        let world = ExamWorld::new(db).await;
        let mut hr = hr(&world).await;
        for number in 0..102 {
            let who = world.candidate(&format!("seat.{number:03}")).await;
            world.place(&who).await;
        }
        let path = format!("/sessions/{}", world.session);
        let shown = |page: &str| page.matches("id=\"place-").count();
        let first = hr.get(&path).await.text;
        assert_eq!(shown(&first), 100);
        assert!(first.contains("page=2\"") && !first.contains("seat.101<"), "{first}");
        let second = hr.get(&format!("{path}?show=registered&page=2")).await.text;
        assert_eq!(shown(&second), 2);
        assert!(second.contains("seat.101"));
        assert_eq!(shown(&hr.get(&format!("{path}?page=99")).await.text), 2, "a page behind the last is the last");
    }

    async fn a_trainer_scores_nobodys_answers_and_releases(db: Db) {
        let world = ExamWorld::new(db).await;
        let (li, first) = handed_in(&world, "li.lei").await;
        let (_, second) = handed_in(&world, "han.mei").await;
        let mut trainer = trainer(&world).await;
        let subjects = trainer.get("/scoring").await.text;
        assert!(subjects.contains("写一份方案") && subjects.contains("<b>2<!></b>"), "{subjects}");
        let row = trainer.get("/scoring/l1-exam-essay").await.text;
        assert!(row.contains("已评0份，共2份"), "{row}");
        let path = link(&row, "/scoring/l1-exam-essay/");
        let script = trainer.get(&path).await.text;
        for words in ["先查原因", "2分：KANARI两项", "0分：没有", "KANARI满分句样", "第1份，共2份"] {
            assert!(script.contains(words), "{words}: {script}");
        }
        let board = trainer.get(&format!("/sessions/{}", world.session)).await.text;
        let release = trainer.get(&format!("/sessions/{}/release", world.session)).await.text;
        for page in [&subjects, &row, &script, &board, &release] {
            for secret in ["li.lei", "han.mei", &li.person.expect("a file").to_string(), &first.to_string(), &second.to_string()] {
                assert!(!page.contains(secret), "{secret} on a page of trainers: {page}");
            }
        }
        let half = trainer.post(&path, &[("mark-1", "2"), ("note", "清楚")]).await;
        assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(half.text.contains("给第2条选一档") && half.text.contains("清楚"), "{}", half.text);
        let saved = trainer.post(&path, &[("mark-1", "2"), ("mark-2", "1"), ("note", "")]).await;
        assert!(saved.header("location").contains("saved=yes") && !saved.header("location").contains(&path));
        // Marks can be changed until the release.
        assert_eq!(trainer.post(&path, &[("mark-1", "2"), ("mark-2", "2")]).await.status, StatusCode::SEE_OTHER);
        let release = trainer.get(&format!("/sessions/{}/release", world.session)).await.text;
        for words in ["公布1份成绩", "得分、自己的答案、正确答案和每一条理由"] {
            assert!(release.contains(words), "{words}: {release}");
        }
        assert_eq!(trainer.post(&format!("/sessions/{}/release", world.session), &[]).await.status, StatusCode::SEE_OTHER);
        let late = trainer.post(&path, &[("mark-1", "0"), ("mark-2", "0")]).await;
        assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.text.contains("已经公布"), "{}", late.text);
    }

    async fn nobody_scores_the_own_answer(db: Db) {
        let world = ExamWorld::new(db).await;
        let (_, attempt) = handed_in(&world, "li.lei").await;
        let mut trainer = trainer(&world).await;
        let path = link(&trainer.get("/scoring/l1-exam-essay").await.text, "/scoring/l1-exam-essay/");
        let person = {
            let mut tx = world.state.db.read().await.expect("a view");
            let account = trainer.account.expect("an account");
            crate::server::storage::account::by_id(&mut tx, account).await.expect("an answer").expect("a row").person_id
        };
        let person = uuid::Uuid::from(person.expect("a file"));
        let attempt = uuid::Uuid::from(attempt);
        let blob = |id: uuid::Uuid| match &world.state.db {
            crate::server::storage::Db::Sqlite { .. } => format!("X'{}'", id.simple()),
            crate::server::storage::Db::Postgres(_) => format!("'{id}'"),
        };
        let own = format!("UPDATE attempt SET person_id = {} WHERE id = {}", blob(person), blob(attempt));
        crate::server::testing::tamper(&world.state.db, &own).await;
        assert_eq!(trainer.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(trainer.post(&path, &[("mark-1", "2"), ("mark-2", "2")]).await.status, StatusCode::NOT_FOUND);
        assert!(trainer.get("/scoring").await.text.contains("没有等着评的答卷"));
    }

    async fn a_pass_becomes_a_certificate_by_one_press(db: Db) {
        let world = ExamWorld::new(db).await;
        let (_, attempt) = handed_in(&world, "li.lei").await;
        let (mut hr, mut trainer) = (hr(&world).await, trainer(&world).await);
        let path = format!("/sessions/{}", world.session);
        assert!(!hr.get(&path).await.text.contains("颁发证书"), "nothing is released");
        scored_and_released(&world, &mut trainer).await;
        let board = hr.get(&path).await.text;
        assert!(board.contains("1人通过了考试") && board.contains(&attempt.to_string()), "{board}");
        let nobody = hr.post(&path, &[]).await;
        assert!(nobody.status == StatusCode::UNPROCESSABLE_ENTITY && nobody.text.contains("先勾选要发证的人"));
        for _ in 0..2 {
            let issued = hr.post(&path, &[("attempt", &attempt.to_string())]).await;
            assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.text);
        }
        let mut tx = world.state.db.read().await.expect("a view");
        let earned = certificate::earned_in(&mut tx, world.session).await.expect("a list");
        drop(tx);
        assert_eq!(earned.len(), 1, "pressed twice, issued once");
        let board = hr.get(&path).await.text;
        assert!(board.contains(&format!("/certificates/{}", earned[0].number)) && board.contains("已发证"), "{board}");
        let verified = Browser::new(&world.state).get(&format!("/verify/{}", earned[0].number)).await.text;
        assert!(verified.contains("有效"));
        assert_eq!(trainer.post(&path, &[("attempt", &attempt.to_string())]).await.status, StatusCode::FORBIDDEN);
        let log = hr.get(&format!("{path}/log/{attempt}")).await.text;
        for words in ["评卷人评了", "公布成绩，第1版", "通过，理论100%", "tang.trainer"] {
            assert!(log.contains(words), "{words}: {log}");
        }
    }

    async fn a_corrected_key_is_looked_at_and_then_regraded_with_a_reason(db: Db) {
        let world = ExamWorld::new(db.clone()).await;
        let (_, attempt) = handed_in(&world, "li.lei").await;
        let mut trainer = trainer(&world).await;
        scored_and_released(&world, &mut trainer).await;
        let mut files = exam_files();
        for (_, text) in files.iter_mut().filter(|(path, _)| path.ends_with("exam.md")) {
            *text = text.replace("{kind: true-false, p: 0.75, use: exam, key: true", "{kind: true-false, p: 0.75, use: exam, key: false");
        }
        let later = a_service_teaching(db, exam_bank_of(files, exam_form())).await;
        let mut trainer = trainer.at(&later);
        let list = trainer.get("/regrade").await.text;
        assert!(list.contains("/regrade/l1-exam-holds") && list.contains("1份成绩按旧版"), "{list}");
        let path = "/regrade/l1-exam-holds";
        let page = trainer.get(path).await.text;
        assert!(page.contains("1人") && !page.contains("li.lei"), "{page}");
        let hash = page.split("name=\"hash\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a hash");
        let without = trainer.post(path, &[("hash", hash), ("reason", "")]).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        let stale = trainer.post(path, &[("hash", &"0".repeat(64)), ("reason", "键有误")]).await;
        assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.text.contains("键有误"), "{}", stale.text);
        let done = trainer.post(path, &[("hash", hash), ("reason", "键有误")]).await;
        assert_eq!(done.header("location"), "/regrade/l1-exam-holds?made=1", "{}", done.text);
        assert!(trainer.get(path).await.text.contains("没有成绩会变"));
        let mut tx = later.db.read().await.expect("a view");
        let results = crate::server::storage::attempt_result::of_attempt(&mut tx, attempt).await.expect("results");
        let part = |version: usize| results[version].outcome.part(PartKind::Theory).expect("theory").share().percent();
        assert_eq!((results.len(), part(0), part(1)), (2, 100, 87));
    }
}
