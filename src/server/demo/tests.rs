use super::{PASSWORD, found};
use crate::domain::access::Role;
use crate::server::services::account::sign_in::{Attempt, sign_in};
use crate::server::services::audit::verify::verify;
use crate::server::services::eligibility::list_decisions::list_decisions;
use crate::server::services::eligibility::read_decision::read_decision;
use crate::server::services::eligibility::replay_decision::{Replay, replay_decision};
use crate::server::services::people::board::{Query, View, board};
use crate::server::services::people::read_evidence::read_evidence;
use crate::server::services::people::verification_queue::verification_queue;
use crate::server::testing::{a_service_in, colleague, on_both_databases};
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
        let decisions = list_decisions(&state, &hr, None, 1).await.expect("a list");
        assert!(decisions.lines.iter().any(crate::server::storage::decision::Line::eligible) && decisions.lines.iter().any(|line| !line.eligible()));
        for line in decisions.lines {
            let read = read_decision(&state, &hr, line.id).await.expect("the decision");
            assert_eq!(replay_decision(&read), Replay::Same);
        }
    }
}
