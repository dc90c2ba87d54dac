//! Who may start, when, how often; and that starting many times is starting once.

use crate::domain::access::Role;
use crate::domain::attempt::registration::RegistrationRefused;
use crate::domain::attempt::view::Standing;
use crate::domain::id::RegistrationId;
use crate::domain::locale::Locale;
use crate::server::services::exam::close_overdue::close_overdue;
use crate::server::services::exam::grant_extra_time::grant_extra_time;
use crate::server::services::exam::list_mine::list_mine;
use crate::server::services::exam::open_session::{NewSession, open_session};
use crate::server::services::exam::refusal::{ExamError, Refusal};
use crate::server::services::exam::register::register;
use crate::server::services::exam::revoke_registration::revoke_registration;
use crate::server::services::exam::start::start;
use crate::server::services::exam::submit::submit;
use crate::server::testing::{ExamWorld, colleague, exam_form, on_both_databases};
use crate::server::visitor::Account;
use chrono::Duration;
use std::collections::BTreeSet;

async fn refused(world: &ExamWorld, who: &Account, place: RegistrationId) -> Refusal {
    match start(&world.state, who, place, "Firefox", Locale::ZhCn).await {
        Err(ExamError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

on_both_databases! {
    async fn only_whoever_is_eligible_books_and_hears_why_not(db: Db) {
        let world = ExamWorld::new(db).await;
        let nobody = colleague(&world.state, "xin.ren", Role::Learner, true).await;
        let person = nobody.person.expect("a file");
        let booked = register(&world.state, &nobody, world.session, person).await;
        assert!(matches!(booked, Err(ExamError::Refused(Refusal::Ineligible { earliest: None }))), "{booked:?}");
        let mine = list_mine(&world.state, person).await.expect("a list");
        assert!(!mine.sessions[0].can_book());
        let li = world.candidate("li.lei").await;
        let first = world.place(&li).await;
        assert_eq!(world.place(&li).await, first, "booked twice is one place");
    }

    async fn seats_are_never_given_twice_and_come_back_when_a_place_is_revoked(db: Db) {
        let world = ExamWorld::with(db, exam_form(), 3).await;
        let mut people = Vec::new();
        for number in 0..8 {
            people.push(world.candidate(&format!("c{number}")).await);
        }
        let (state, session) = (&world.state, world.session);
        let all = people.iter().map(|who| async move {
            register(state, who, session, who.person.expect("a file")).await
        });
        let places = futures::future::join_all(all).await;
        let got: Vec<_> = places.iter().filter_map(|place| place.as_ref().ok()).collect();
        assert_eq!(got.len(), 3, "{places:?}");
        assert!(matches!(revoke_registration(state, &world.hr, *got[0], "").await, Err(ExamError::Refused(Refusal::NoReason))));
        revoke_registration(state, &world.hr, *got[0], "病假").await.expect("revoked");
        let again = places.iter().position(Result::is_err).expect("somebody without a place");
        register(state, &people[again], session, people[again].person.expect("a file")).await.expect("the free seat");
    }

    async fn a_start_needs_the_window_a_place_attempts_and_patience(db: Db) {
        let world = ExamWorld::new(db).await;
        let li = world.candidate("li.lei").await;
        let place = world.place(&li).await;
        grant_extra_time(&world.state, &world.hr, place, 25).await.expect("extra time");
        let first = start(&world.state, &li, place, "Firefox", Locale::ZhCn).await.expect("a start");
        let Standing::Part { remaining_ms, .. } = world.view(&li, first).await.state.standing else { panic!("a part") };
        assert_eq!(remaining_ms, 75 * 60 * 1000, "a quarter more");
        assert!(matches!(
            grant_extra_time(&world.state, &world.hr, place, 50).await,
            Err(ExamError::Refused(Refusal::Registration(RegistrationRefused::Started)))
        ));
        // A second session of the same exam.
        let now = world.state.clock.now();
        let session = |opens: i64| NewSession {
            form: exam_form().id, title: String::new(), opens_at: now + Duration::days(opens),
            closes_at: now + Duration::days(opens + 1), seats: 5,
        };
        let mut places = Vec::new();
        for opens in [0, 10, 40, 80] {
            let id = open_session(&world.state, &world.hr, session(opens)).await.expect("a session");
            places.push(register(&world.state, &li, id, li.person.expect("a file")).await.expect("a place"));
        }
        assert_eq!(refused(&world, &li, places[0]).await, Refusal::AnotherRuns);
        let lease = world.lease(&li, first).await;
        submit(&world.state, &li, first, lease).await.expect("handed in");
        assert!(matches!(refused(&world, &li, places[0]).await, Refusal::Cooldown { .. }));
        assert!(matches!(refused(&world, &li, places[1]).await, Refusal::NotOpen { .. }));
        world.state.clock.advance(Duration::days(40));
        assert!(matches!(refused(&world, &li, places[0]).await, Refusal::NotOpen { .. }), "its window is over");
        let second = start(&world.state, &li, places[2], "Firefox", Locale::ZhCn).await.expect("the second attempt");
        world.state.clock.advance(Duration::days(40));
        close_overdue(&world.state).await.expect("closed");
        close_overdue(&world.state).await.expect("closed");
        assert!(matches!(world.view(&li, second).await.state.standing, Standing::Over { .. }));
        assert!(matches!(refused(&world, &li, places[3]).await, Refusal::NoAttemptsLeft { of: 2, .. }));
    }

    async fn fifty_starts_at_once_are_one_attempt_each(db: Db) {
        let world = ExamWorld::new(db).await;
        for number in 0..4 {
            let who = world.candidate(&format!("c{number}")).await;
            let place = world.place(&who).await;
            let starts = (0..50).map(|_| start(&world.state, &who, place, "Firefox", Locale::ZhCn));
            let started: Vec<_> = futures::future::join_all(starts).await;
            let ids: BTreeSet<_> = started.into_iter().map(|attempt| attempt.expect("a start")).collect();
            assert_eq!(ids.len(), 1);
            let mine = list_mine(&world.state, who.person.expect("a file")).await.expect("a list");
            assert_eq!(mine.attempts.len(), 1);
        }
    }
}
