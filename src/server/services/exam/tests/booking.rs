//! Booking asks what the start will ask; and what released results of on-post exams lead to.

use crate::domain::attempt::state::Stage;
use crate::domain::credential::Credential;
use crate::domain::day;
use crate::domain::form::{Form, FormKind};
use crate::domain::id::{AttemptId, ExamSessionId};
use crate::domain::level::Level;
use crate::domain::locale::Locale;
use crate::domain::on_post::{Milestone, OnPostState};
use crate::domain::staff_file::Profile;
use crate::domain::verification::Verification;
use crate::server::services::audit::verify::verify;
use crate::server::services::certificate::issue::{Award, Ground, put_on_record};
use crate::server::services::exam::entry;
use crate::server::services::exam::list_mine::read_mine;
use crate::server::services::exam::open_session::{NewSession, open_session};
use crate::server::services::exam::refusal::{ExamError, Refusal};
use crate::server::services::exam::register::register;
use crate::server::services::exam::release::release;
use crate::server::services::exam::save_answers::save_answers;
use crate::server::services::exam::start::start;
use crate::server::services::exam::submit::submit;
use crate::server::services::people::board::{Query, Row, board};
use crate::server::storage::{attempt, person};
use crate::server::testing::{ExamWorld, batch, exam_form, on_both_databases};
use crate::server::visitor::Account;
use chrono::{Duration, NaiveDate};

/// Another session of the same form, so many days from now, for one day.
async fn another(world: &ExamWorld, form: &Form, days: i64) -> ExamSessionId {
    let opens_at = world.state.clock.now() + Duration::days(days);
    let new = NewSession {
        form: form.id.clone(),
        title: String::new(),
        opens_at,
        closes_at: opens_at + Duration::days(1),
        seats: 9,
    };
    open_session(&world.state, &world.hr, new).await.expect("a session")
}

async fn refused(world: &ExamWorld, who: &Account, session: ExamSessionId) -> Refusal {
    match register(&world.state, who, session, who.person.expect("a file")).await {
        Err(ExamError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

/// Sits a session of theory alone: everything right, or nothing at all.
async fn sit(world: &ExamWorld, who: &Account, session: ExamSessionId, right: bool) -> AttemptId {
    let place = register(&world.state, who, session, who.person.expect("a file")).await.expect("a place");
    let attempt = start(&world.state, who, place, "Firefox", Locale::ZhCn).await.expect("a start");
    let lease = world.lease(who, attempt).await;
    if right {
        let saves = world.answers(who, attempt).await;
        save_answers(&world.state, who, batch(attempt, lease, saves)).await.expect("saved");
    }
    submit(&world.state, who, attempt, lease).await.expect("handed in");
    release(&world.state, &world.trainer, attempt).await.expect("released");
    attempt
}

/// An on-post exam of theory alone, without waiting between attempts.
fn on_post(kind: FormKind) -> Form {
    let mut form = exam_form();
    form.kind = kind;
    form.parts.truncate(1);
    form.conduct.cooldown_days = 0;
    form
}

async fn hired_long_ago(world: &ExamWorld, name: &str) -> Account {
    let who = world.candidate(name).await;
    employ(world, &who, NaiveDate::from_ymd_opt(2024, 1, 8), None).await;
    who
}

/// Writes into a file since when somebody is employed and serves customers.
async fn employ(world: &ExamWorld, who: &Account, hired_on: Option<NaiveDate>, on_post_on: Option<NaiveDate>) {
    let id = who.person.expect("a file");
    let mut tx = world.state.db.write().await.expect("a transaction");
    let found = person::find(&mut tx, id).await.expect("an answer").expect("the person");
    let profile = Profile { hired_on, on_post_on, ..found.profile };
    person::update(&mut tx, id, found.version, &profile).await.expect("changed");
    tx.commit().await.expect("a commit");
}

/// Refused on the day before, let in on the day, and never a third time.
async fn opens_on_its_day_for_two_attempts(world: &ExamWorld, form: &Form, hired_on: &str, opens_on: &str) {
    let li = world.candidate("li.lei").await;
    employ(world, &li, day::parse(hired_on), None).await;
    let (first, second) = (another(world, form, 0).await, another(world, form, 1).await);
    let earliest = day::parse(opens_on);
    assert_eq!(refused(world, &li, first).await, Refusal::Ineligible { earliest });
    let mine = read_mine(&world.state, li.person.expect("a file"), first).await.expect("a session");
    assert!(!mine.can_book(), "nor is it offered");
    world.state.clock.advance(Duration::days(1));
    sit(world, &li, second, false).await;
    let (third, fourth) = (another(world, form, 0).await, another(world, form, 0).await);
    sit(world, &li, third, false).await;
    assert!(matches!(refused(world, &li, fourth).await, Refusal::NoAttemptsLeft { of: 2, .. }));
}

async fn state_of(world: &ExamWorld, who: &Account) -> OnPostState {
    let mut tx = world.state.db.read().await.expect("a view");
    let found = person::find(&mut tx, who.person.expect("a file")).await.expect("an answer").expect("the person");
    found.profile.on_post_state
}

on_both_databases! {
    async fn an_on_post_exam_is_open_from_its_day_on_and_not_the_day_before(db: Db) {
        use FormKind::{OnPostMonthSix, OnPostMonthThree};
        let world = ExamWorld::new(db).await;
        let li = world.candidate("li.lei").await;
        // Name; exam, hired on, on post since, day of the question; open, or from when on.
        let cases = [
            ("month three, the day before", OnPostMonthThree, "2025-12-02", "", "2026-03-01", Some("2026-03-02")),
            ("month three, on the day", OnPostMonthThree, "2025-12-02", "", "2026-03-02", None),
            ("month three counts from the hiring", OnPostMonthThree, "2025-12-02", "2025-01-01", "2026-03-01", Some("2026-03-02")),
            ("a short month ends early, the day before", OnPostMonthThree, "2025-11-30", "", "2026-02-27", Some("2026-02-28")),
            ("a short month ends early, on the day", OnPostMonthThree, "2025-11-30", "", "2026-02-28", None),
            ("month six, the day before", OnPostMonthSix, "", "2025-09-02", "2026-03-01", Some("2026-03-02")),
            ("month six, on the day", OnPostMonthSix, "", "2025-09-02", "2026-03-02", None),
            ("month six is no month five", OnPostMonthSix, "", "2025-09-02", "2026-02-02", Some("2026-03-02")),
            ("month six counts from the post", OnPostMonthSix, "2024-01-08", "2025-09-02", "2026-03-01", Some("2026-03-02")),
            ("without a post from the hiring", OnPostMonthSix, "2025-09-02", "", "2026-03-01", Some("2026-03-02")),
            ("without a post, on the day", OnPostMonthSix, "2025-09-02", "", "2026-03-02", None),
        ];
        for (name, kind, hired_on, on_post_on, today, from) in cases {
            employ(&world, &li, day::parse(hired_on), day::parse(on_post_on)).await;
            let mut tx = world.state.db.read().await.expect("a view");
            let today = day::parse(today).expect("a day");
            let found = entry::eligibility(&world.state, &mut tx, kind, Level::One, li.person.expect("a file"), today);
            let expected = from.map_or(Ok(()), |from| Err(Refusal::Ineligible { earliest: day::parse(from) }));
            assert_eq!(found.await.expect("an answer"), expected, "{name}");
        }
        for kind in [OnPostMonthThree, OnPostMonthSix] {
            employ(&world, &li, None, None).await;
            let mut tx = world.state.db.read().await.expect("a view");
            let today = world.state.clock.today();
            let found = entry::eligibility(&world.state, &mut tx, kind, Level::One, li.person.expect("a file"), today);
            let never = Err(Refusal::Ineligible { earliest: None });
            assert_eq!(found.await.expect("an answer"), never, "nobody knows since when");
        }
    }

    async fn a_place_in_the_exam_of_month_three_is_refused_the_day_before_and_a_third_time(db: Db) {
        let form = on_post(FormKind::OnPostMonthThree);
        let world = ExamWorld::with(db, form.clone(), 9).await;
        opens_on_its_day_for_two_attempts(&world, &form, "2025-12-03", "2026-03-03").await;
    }

    async fn a_place_in_the_exam_of_month_six_is_refused_the_day_before_and_a_third_time(db: Db) {
        let form = on_post(FormKind::OnPostMonthSix);
        let world = ExamWorld::with(db, form.clone(), 9).await;
        opens_on_its_day_for_two_attempts(&world, &form, "2025-09-03", "2026-03-03").await;
    }

    async fn a_place_is_refused_while_the_waiting_time_outlasts_the_session_and_when_no_attempt_is_left(db: Db) {
        let mut form = exam_form();
        form.parts.truncate(1);
        let world = ExamWorld::with(db, form.clone(), 9).await;
        let li = world.candidate("li.lei").await;
        sit(&world, &li, world.session, false).await;
        let (soon, later) = (another(&world, &form, 5).await, another(&world, &form, 29).await);
        assert!(matches!(refused(&world, &li, soon).await, Refusal::Cooldown { .. }));
        let mine = read_mine(&world.state, li.person.expect("a file"), soon).await.expect("a session");
        assert!(matches!(mine.booking, Err(Refusal::Cooldown { .. })) && !mine.can_book() && mine.used == 1);
        // It ends on the day on which the waiting time is over.
        let place = register(&world.state, &li, later, li.person.expect("a file")).await;
        place.expect("a place for later");
        let mine = read_mine(&world.state, li.person.expect("a file"), later).await.expect("a session");
        assert!(mine.booking.is_ok() && !mine.can_start(world.state.clock.now()));
        world.state.clock.advance(Duration::hours(29 * 24 + 20));
        sit(&world, &li, later, false).await;
        let last = another(&world, &form, 60).await;
        assert!(matches!(refused(&world, &li, last).await, Refusal::NoAttemptsLeft { of: 2, .. }));
    }

    async fn whoever_has_passed_or_holds_the_certificate_takes_no_seat(db: Db) {
        let mut form = exam_form();
        form.parts.truncate(1);
        form.conduct.cooldown_days = 0;
        let world = ExamWorld::with(db, form.clone(), 9).await;
        let li = world.candidate("li.lei").await;
        let attempt = sit(&world, &li, world.session, true).await;
        let next = another(&world, &form, 0).await;
        assert_eq!(refused(&world, &li, next).await, Refusal::Passed);
        let fact = Credential::new(Level::One, world.state.clock.today(), None, false, Verification::Verified);
        let award = Award { person: li.person.expect("a file"), fact: fact.expect("a fact"), ground: Ground::Exam(attempt) };
        let mut tx = world.state.db.write().await.expect("a transaction");
        put_on_record(&world.state, &mut tx, world.hr.id, &award).await.expect("a certificate");
        tx.commit().await.expect("a commit");
        assert_eq!(refused(&world, &li, next).await, Refusal::Held { expires: None });
    }

    async fn a_pass_of_the_on_post_exam_is_the_qualification_and_two_failures_are_a_task_for_hr(db: Db) {
        let form = on_post(FormKind::OnPostMonthSix);
        let world = ExamWorld::with(db, form.clone(), 9).await;
        let (passes, fails) = (hired_long_ago(&world, "li.lei").await, hired_long_ago(&world, "han.mei").await);
        let second = another(&world, &form, 0).await;
        sit(&world, &passes, world.session, true).await;
        assert_eq!(state_of(&world, &passes).await, OnPostState::Qualified);
        assert_eq!(refused(&world, &passes, second).await, Refusal::Passed);

        let flagged = async || {
            let rows = board(&world.state, &world.hr, &Query::default()).await.expect("a board").rows;
            rows.into_iter().filter(Row::calls_hr).collect::<Vec<_>>()
        };
        sit(&world, &fails, world.session, false).await;
        assert!(flagged().await.is_empty(), "one failure is none of HR's business");
        let attempt = sit(&world, &fails, second, false).await;
        let calls = flagged().await;
        assert_eq!(calls.iter().map(|row| row.person.id).collect::<Vec<_>>(), [fails.person.expect("a file")]);
        assert_eq!(calls[0].milestones.month_six, Milestone::FailedTwice);
        assert_eq!(state_of(&world, &fails).await, OnPostState::Training, "nothing is taken away or given");
        let third = another(&world, &form, 0).await;
        assert!(matches!(refused(&world, &fails, third).await, Refusal::NoAttemptsLeft { of: 2, .. }));
        let mut tx = world.state.db.read().await.expect("a view");
        let kept = attempt::find(&mut tx, attempt).await.expect("an answer").expect("the sitting");
        assert_eq!(kept.attempt.stage(), Stage::Released);
        drop(tx);
        assert!(verify(&world.state, None).await.expect("a walk").is_sound());
    }
}
