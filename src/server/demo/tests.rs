use super::{PASSWORD, found};
use crate::domain::access::Role;
use crate::domain::attempt::state::Stage;
use crate::domain::form::FormKind;
use crate::server::content::bank::load;
use crate::server::content::bundled::sources;
use crate::server::content::diagnostic::Severity;
use crate::server::services::account::sign_in::{Attempt, sign_in};
use crate::server::services::audit::verify::verify;
use crate::server::services::eligibility::list_decisions::list_decisions;
use crate::server::services::eligibility::read_decision::read_decision;
use crate::server::services::eligibility::replay_decision::{Replay, replay_decision};
use crate::server::services::exam::list_sessions::{list_sessions, read_session};
use crate::server::services::people::board::{Query, View, board};
use crate::server::services::people::read_evidence::read_evidence;
use crate::server::services::people::verification_queue::verification_queue;
use crate::server::testing::{a_service_in, a_service_teaching_in, colleague, on_both_databases};
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};
use tempfile::TempDir;

on_both_databases! {
    async fn everybody_who_is_printed_can_sign_in_and_founding_twice_changes_nothing(db: Db) {
        let folder = TempDir::new().expect("a folder");
        let state = a_service_in(db, folder.path());
        let sign_ins = found(&state).await.expect("a company");
        let roles: BTreeSet<Role> = sign_ins.iter().map(|sign_in| sign_in.role).collect();
        assert_eq!(roles, BTreeSet::from(Role::ALL));
        for shown in &sign_ins {
            let attempt = Attempt {
                sign_in_name: shown.name.clone(),
                password: PASSWORD.to_owned(),
                address: IpAddr::V4(Ipv4Addr::LOCALHOST),
                former: None,
            };
            sign_in(&state, attempt).await.expect("the demo password");
        }
        assert_eq!(found(&state).await.expect("the same company"), sign_ins);
        assert!(verify(&state, None).await.expect("a walk").is_sound());
    }

    async fn the_company_has_something_to_show_on_every_page_of_hr(db: Db) {
        let folder = TempDir::new().expect("a folder");
        let state = a_service_in(db, folder.path());
        found(&state).await.expect("a company");
        let hr = colleague(&state, "one-more", Role::Hr, false).await;
        let board = board(&state, &hr, &Query::default()).await.expect("a board");
        assert!(board.rows.len() >= 48, "{} people", board.rows.len());
        for (view, count) in board.views {
            assert!(count > 0, "{view:?} is empty");
            assert!(view == View::All || count < board.rows.len(), "{view:?} shows everybody");
        }
        assert!(board.forecast.iter().filter(|month| month.opens.iter().sum::<u32>() > 0).count() >= 5);
        let queue = verification_queue(&state, &hr).await.expect("a queue");
        assert!(queue.iter().any(|waiting| !waiting.effect.is_empty()), "no claim would change anything");
        let document = queue.iter().find_map(|waiting| waiting.document.clone()).expect("a document");
        read_evidence(&state, &hr, document.id).await.expect("its bytes");
        let proved = board.rows.iter().filter_map(|row| row.person.on_post_evidence);
        let mut count = 0;
        for evidence in proved {
            read_evidence(&state, &hr, evidence).await.expect("its bytes");
            count += 1;
        }
        assert_eq!(count, 4, "documents behind on-post dates");
        let decisions = list_decisions(&state, &hr, None, 1).await.expect("a list");
        assert!(decisions.lines.iter().any(crate::server::storage::decision::Line::eligible) && decisions.lines.iter().any(|line| !line.eligible()));
        for line in decisions.lines {
            let read = read_decision(&state, &hr, line.id).await.expect("the decision");
            assert_eq!(replay_decision(&read), Replay::Same);
        }
    }

    async fn exams_stand_at_every_stage_and_their_papers_and_results_are_real(db: Db) {
        let folder = TempDir::new().expect("a folder");
        let (bank, problems) = load(&sources(""));
        assert_eq!(problems.sorted().iter().filter(|problem| problem.severity == Severity::Error).count(), 0);
        let state = a_service_teaching_in(db, bank, folder.path()).await;
        found(&state).await.expect("a company");
        let hr = colleague(&state, "one-more", Role::Hr, false).await;
        let (sessions, _) = list_sessions(&state, &hr, 50, 0).await.expect("sessions");
        assert_eq!(sessions.len(), 7);
        let mut stages = Vec::new();
        for session in sessions.into_iter().map(|line| line.session) {
            let board = read_session(&state, &hr, session.id).await.expect("a board");
            assert_eq!(board.places.len(), usize::try_from(session.taken).expect("few"), "{}", session.title);
            let open = session.is_open(state.clock.now());
            let eligible = board.places.iter().filter(|place| place.attempt.is_none()).count();
            assert!(session.kind != FormKind::LevelExam || !open || eligible >= 8, "{eligible} may start");
            stages.extend(board.places.into_iter().filter_map(|place| place.attempt).map(|line| {
                (session.kind, line.stage(), line.passed)
            }));
        }
        let count = |kind, stage, passed| stages.iter().filter(|found| **found == (kind, stage, passed)).count();
        let level = |stage, passed| count(FormKind::LevelExam, stage, passed);
        assert_eq!(level(Stage::InProgress, None), 1);
        assert_eq!(level(Stage::AwaitingScoring, None), 2);
        assert_eq!(level(Stage::Scored, Some(true)), 1);
        assert_eq!([level(Stage::Released, Some(true)), level(Stage::Released, Some(false))], [2, 1]);
        let post = |passed| count(FormKind::OnPostMonthThree, Stage::Released, Some(passed));
        assert_eq!([post(true), post(false)], [1, 3]);
        assert_eq!(count(FormKind::MockExam, Stage::Released, Some(false)), 1);
        assert!(verify(&state, None).await.expect("a walk").is_sound());
    }
}
