use super::assess::{Assessment, assess};
use super::decide::decide;
use super::list_decisions::list_decisions;
use super::read_decision::read_decision;
use super::replay_decision::{Replay, replay_decision};
use super::what_if::what_if;
use crate::domain::access::Role;
use crate::domain::education::{Education, EducationLevel};
use crate::domain::eligibility::suppose::Supposition;
use crate::domain::level::Level;
use crate::domain::rung::RungKind;
use crate::domain::verification::{Basis, Verification};
use crate::server::services::ServiceError;
use crate::server::services::people::problem::ChangeError;
use crate::server::services::people::typed::Typed;
use crate::server::services::people::verify_entry::verify_entry;
use crate::server::services::people::withdraw_entry::withdraw_entry;
use crate::server::testing::{a_service, claims, colleague, on_both_databases};

on_both_databases! {
    async fn claims_count_on_the_basis_of_claims_and_verified_facts_on_both(db: Db) {
        let state = a_service(db);
        let (hr, lin) = (colleague(&state, "hr", Role::Hr, true).await, colleague(&state, "lin", Role::Learner, true).await);
        let (person, today) = (lin.person.expect("a file"), state.clock.today());
        let ids = claims(&state, &lin).await;
        let open = |found: &Assessment| found.proof.eligible().map(Level::number).collect::<Vec<_>>();
        let claimed = assess(&state, &lin, person, today, Basis::Claimed).await.expect("an assessment");
        assert_eq!(open(&claimed), [1, 2]);
        let verified = assess(&state, &lin, person, today, Basis::Verified).await.expect("an assessment");
        assert_eq!(open(&verified), [0; 0]);
        assert_eq!(verified.rungs[1].kind(), RungKind::Unverified);
        verify_entry(&state, &hr, ids[0], 1).await.expect("verified");
        let verified = assess(&state, &hr, person, today, Basis::Verified).await.expect("an assessment");
        assert_eq!(open(&verified), [1, 2]);
        let stranger = colleague(&state, "stranger", Role::Learner, true).await;
        let foreign = assess(&state, &stranger, person, today, Basis::Verified).await;
        assert!(matches!(foreign, Err(ServiceError::NotFound)));
    }

    async fn what_is_supposed_changes_the_answer_and_nothing_else(db: Db) {
        let state = a_service(db);
        let lin = colleague(&state, "lin", Role::Learner, true).await;
        let (person, today) = (lin.person.expect("a file"), state.clock.today());
        let degree = Education {
            level: EducationLevel::Bachelor,
            completed: Some(today),
            major: None,
            major_related: false,
            status: Verification::Claimed,
        };
        let suppositions = [Supposition::Studies(degree)];
        let supposed = what_if(&state, &lin, person, &suppositions, today, Basis::Verified).await.expect("an answer");
        let levels: Vec<_> = supposed.changes.iter().map(|change| change.level.number()).collect();
        assert_eq!(levels, [1, 2, 3]);
        let after = assess(&state, &lin, person, today, Basis::Verified).await.expect("an assessment");
        assert_eq!(after.proof, supposed.today.proof);
        assert!(after.facts.education.is_empty());
    }

    async fn a_decision_replays_to_the_same_tree_after_the_file_has_changed(db: Db) {
        let state = a_service(db);
        let (hr, lin) = (colleague(&state, "hr", Role::Hr, true).await, colleague(&state, "lin", Role::Learner, true).await);
        let person = lin.person.expect("a file");
        let ids = claims(&state, &lin).await;
        verify_entry(&state, &hr, ids[0], 1).await.expect("verified");
        let typed = Typed::from_iter([("level", "2"), ("as_of", "2026-03-02"), ("note", "季度评定")]);
        let id = decide(&state, &hr, person, &typed).await.expect("a decision");
        withdraw_entry(&state, &hr, person, ids[0], 2).await.expect("taken out");
        state.clock.advance(chrono::Duration::days(200));
        let read = read_decision(&state, &hr, id).await.expect("the decision");
        assert_eq!(replay_decision(&read), Replay::Same);
        assert_eq!(read.recorded.decision.proof().level(Level::Two).map(|proof| proof.eligible), Some(true));
        assert_eq!((read.decided_by.as_str(), read.recorded.note.as_str()), ("hr", "季度评定"));
        let now = assess(&state, &hr, person, state.clock.today(), Basis::Verified).await.expect("an assessment");
        assert_eq!(now.proof.level(Level::Two).map(|proof| proof.eligible), Some(false));
        let list = list_decisions(&state, &hr, Some(person), 1).await.expect("a list");
        assert_eq!((list.total, list.lines[0].eligible()), (1, true));
    }

    async fn only_hr_decides_and_only_with_a_level_and_a_day(db: Db) {
        let state = a_service(db);
        let (hr, lin) = (colleague(&state, "hr", Role::Hr, true).await, colleague(&state, "lin", Role::Learner, true).await);
        let person = lin.person.expect("a file");
        let good = Typed::from_iter([("level", "2"), ("as_of", "2026-03-02")]);
        let own = decide(&state, &lin, person, &good).await;
        assert!(matches!(own, Err(ChangeError::Service(ServiceError::Forbidden))));
        let bad = Typed::from_iter([("level", "9"), ("as_of", "soon")]);
        let Err(ChangeError::Refused(problems)) = decide(&state, &hr, person, &bad).await else { panic!("accepted") };
        assert_eq!(problems.iter().map(|problem| problem.field).collect::<Vec<_>>(), ["level", "as_of"]);
        assert_eq!(list_decisions(&state, &hr, None, 1).await.expect("a list").total, 0);
    }
}
