use super::accept_invitation::{AcceptError, FirstAdministrator, Invited, accept_invitation, look_at};
use super::bootstrap::bootstrap;
use super::disable::{DisableError, disable};
use super::enable::enable;
use super::invite::{Invite, InviteError, invite};
use super::reset_password::reset_password;
use super::set_roles::{SetRolesError, set_roles};
use super::sign_in::{Attempt, SignInError, SignedIn, sign_in};
use super::sign_out;
use crate::domain::access::Role;
use crate::domain::id::AccountId;
use crate::server::password::Password;
use crate::server::services::ServiceError;
use crate::server::session::{self, Token};
use crate::server::state::AppState;
use crate::server::storage::{account, audit};
use crate::server::testing::{a_service, on_both_databases};
use crate::server::visitor::{Account, Visitor};
use axum::http::{HeaderMap, HeaderValue, header};
use chrono::Duration;
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};

const PASSWORD: &str = "mint-lantern-42";

fn password() -> Password {
    Password::parse(PASSWORD, &[]).expect("a good password")
}

fn attempt(name: &str, password: &str) -> Attempt {
    Attempt {
        sign_in_name: name.to_owned(),
        password: password.to_owned(),
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        former: None,
    }
}

/// The first administrator, come in by the first link.
async fn administrator(state: &AppState) -> SignedIn {
    let link = bootstrap(state).await.expect("no failure").expect("a link while there is no account");
    let first = FirstAdministrator { sign_in_name: "admin".parse().expect("a name"), display_name: "Ada".to_owned() };
    accept_invitation(state, &link.token, password(), Some(first)).await.expect("the first administrator comes in")
}

/// A colleague who has accepted an invitation.
async fn colleague(state: &AppState, name: &str, role: Role) -> SignedIn {
    let new = Invite {
        sign_in_name: name.parse().expect("a name"),
        display_name: name.to_owned(),
        roles: BTreeSet::from([role]),
        person: None,
    };
    let (_, link) = invite(state, None, &new).await.expect("an invitation");
    accept_invitation(state, &link.token, password(), None).await.expect("the colleague comes in")
}

async fn holder(state: &AppState, token: &Token) -> Option<Account> {
    let url = state.config.public_url();
    let mut headers = HeaderMap::new();
    let cookie = format!("{}={}", session::cookie_name(&url), token.reveal());
    headers.insert(header::COOKIE, HeaderValue::from_str(&cookie).expect("a header"));
    let visitor = session::visitor(&state.sessions, &url, &headers).await.expect("an answer");
    match visitor {
        Visitor::Anonymous => None,
        Visitor::SignedIn(account) => Some(account),
    }
}

async fn actions(state: &AppState) -> Vec<String> {
    let mut tx = state.db.read().await.expect("a view");
    let entries = audit::after(&mut tx, 0, 100).await.expect("entries");
    entries.into_iter().map(|entry| entry.action).collect()
}

async fn version(state: &AppState, id: AccountId) -> i64 {
    let mut tx = state.db.read().await.expect("a view");
    account::by_id(&mut tx, id).await.expect("an answer").expect("the account").version
}

on_both_databases! {
    async fn the_first_administrator_comes_in_by_a_link_that_holds_once(db: Db) {
        let state = a_service(db);
        let link = bootstrap(&state).await.expect("no failure").expect("a link");
        assert_eq!(look_at(&state, &link.token).await.expect("it holds"), Invited::FirstAdministrator);
        let first = || Some(FirstAdministrator { sign_in_name: "Admin".parse().expect("a name"), display_name: "Ada".to_owned() });
        let signed_in = accept_invitation(&state, &link.token, password(), first()).await.expect("come in");
        let account = holder(&state, &signed_in.token).await.expect("signed in");
        assert_eq!((account.sign_in_name.as_str(), account.roles), ("admin", BTreeSet::from([Role::Administrator])));
        assert_eq!(account.person, None);
        let again = accept_invitation(&state, &link.token, password(), first()).await;
        assert!(matches!(again, Err(AcceptError::NoSuchLink)));
        assert!(bootstrap(&state).await.expect("no failure").is_none());
        assert_eq!(actions(&state).await, ["account.bootstrap", "account.accept_invitation"]);
    }

    async fn a_second_first_link_ends_the_one_before_and_both_end_with_the_first_account(db: Db) {
        let state = a_service(db);
        let old = bootstrap(&state).await.expect("no failure").expect("a link");
        let new = bootstrap(&state).await.expect("no failure").expect("a link");
        assert!(matches!(look_at(&state, &old.token).await, Err(AcceptError::NoSuchLink)));
        colleague(&state, "li.lei", Role::Learner).await;
        assert!(matches!(look_at(&state, &new.token).await, Err(AcceptError::NoSuchLink)));
    }

    async fn an_invited_learner_gets_a_staff_file_and_signs_in(db: Db) {
        let state = a_service(db);
        colleague(&state, "li.lei", Role::Learner).await;
        let signed_in = sign_in(&state, attempt(" LI.LEI ", PASSWORD)).await.expect("signed in");
        let account = holder(&state, &signed_in.token).await.expect("a session");
        assert!(account.person.is_some());
        assert_eq!(account.roles, BTreeSet::from([Role::Learner]));
    }

    async fn an_invitation_ends_after_a_week(db: Db) {
        let state = a_service(db);
        let link = bootstrap(&state).await.expect("no failure").expect("a link");
        state.clock.advance(Duration::days(7));
        assert!(matches!(look_at(&state, &link.token).await, Err(AcceptError::NoSuchLink)));
    }

    async fn nobody_is_invited_twice_or_without_a_role(db: Db) {
        let state = a_service(db);
        colleague(&state, "li.lei", Role::Learner).await;
        let mut new = Invite {
            sign_in_name: "Li.Lei".parse().expect("a name"),
            display_name: "Li".to_owned(),
            roles: BTreeSet::from([Role::Hr]),
            person: None,
        };
        assert!(matches!(invite(&state, None, &new).await, Err(InviteError::Taken)));
        new.roles.clear();
        assert!(matches!(invite(&state, None, &new).await, Err(InviteError::NoRole)));
    }

    async fn a_wrong_password_an_unknown_name_and_a_disabled_account_get_one_answer(db: Db) {
        let state = a_service(db);
        let admin = administrator(&state).await;
        let gone = colleague(&state, "gone", Role::Learner).await;
        disable(&state, Some(admin.account), gone.account).await.expect("disabled");
        for (name, password) in [("admin", "wrong"), ("nobody", PASSWORD), ("gone", PASSWORD), ("no name <>", "x")] {
            let answer = sign_in(&state, attempt(name, password)).await.map(|_| ());
            assert!(matches!(answer, Err(SignInError::Wrong)), "{name}: {answer:?}");
        }
    }

    async fn an_account_without_a_password_cannot_sign_in(db: Db) {
        let state = a_service(db);
        let new = Invite {
            sign_in_name: "waiting".parse().expect("a name"),
            display_name: "Waiting".to_owned(),
            roles: BTreeSet::from([Role::Learner]),
            person: None,
        };
        invite(&state, None, &new).await.expect("an invitation");
        assert!(matches!(sign_in(&state, attempt("waiting", "")).await, Err(SignInError::Wrong)));
    }

    async fn guessing_is_paused_for_known_and_unknown_names_alike(db: Db) {
        let state = a_service(db);
        administrator(&state).await;
        for name in ["admin", "nobody"] {
            for _ in 0..5 {
                assert!(matches!(sign_in(&state, attempt(name, "wrong")).await, Err(SignInError::Wrong)));
            }
            let refused = sign_in(&state, attempt(name, PASSWORD)).await.map(|_| ());
            let Err(SignInError::Service(ServiceError::TooMany { until })) = refused else { panic!("{name}: {refused:?}") };
            assert_eq!(until - state.clock.now(), Duration::seconds(15), "{name}");
        }
        state.clock.advance(Duration::seconds(15));
        sign_in(&state, attempt("admin", PASSWORD)).await.expect("the right password after the pause");
        sign_in(&state, attempt("admin", "wrong")).await.map(|_| ()).expect_err("a wrong one");
        sign_in(&state, attempt("admin", PASSWORD)).await.expect("success made the counting begin anew");
    }

    async fn guesses_at_the_same_time_gain_nothing(db: Db) {
        let state = a_service(db);
        administrator(&state).await;
        let guesses: Vec<_> = (0..20).map(|_| {
            let state = state.clone();
            tokio::spawn(async move { sign_in(&state, attempt("admin", "wrong")).await.map(|_| ()) })
        }).collect();
        let mut looked_at = 0;
        for guess in guesses {
            match guess.await.expect("no panic") {
                Err(SignInError::Wrong) => looked_at += 1,
                Err(SignInError::Service(ServiceError::TooMany { .. })) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(looked_at, 5);
    }

    async fn an_address_that_tries_many_names_is_paused(db: Db) {
        let state = a_service(db);
        administrator(&state).await;
        for number in 0..30 {
            assert!(matches!(sign_in(&state, attempt(&format!("name{number}"), "x")).await, Err(SignInError::Wrong)));
        }
        let refused = sign_in(&state, attempt("admin", PASSWORD)).await.map(|_| ());
        assert!(matches!(refused, Err(SignInError::Service(ServiceError::TooMany { .. }))), "{refused:?}");
        let mut elsewhere = attempt("admin", PASSWORD);
        elsewhere.address = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1));
        sign_in(&state, elsewhere).await.expect("another address is free");
    }

    async fn signing_in_ends_the_session_that_the_browser_held(db: Db) {
        let state = a_service(db);
        let first = administrator(&state).await;
        let mut again = attempt("admin", PASSWORD);
        again.former = Some(first.token.clone());
        let second = sign_in(&state, again).await.expect("signed in");
        assert!(holder(&state, &first.token).await.is_none());
        assert!(holder(&state, &second.token).await.is_some());
    }

    async fn a_session_ends_when_idle_and_at_the_latest_after_a_week(db: Db) {
        let state = a_service(db);
        let idle = administrator(&state).await;
        state.clock.advance(session::IDLE);
        assert!(holder(&state, &idle.token).await.is_none());
        let busy = sign_in(&state, attempt("admin", PASSWORD)).await.expect("signed in");
        for _ in 0..27 {
            state.clock.advance(Duration::hours(6));
            assert!(holder(&state, &busy.token).await.is_some());
        }
        state.clock.advance(Duration::hours(6));
        assert!(holder(&state, &busy.token).await.is_none());
    }

    async fn signing_out_ends_here_or_everywhere(db: Db) {
        let state = a_service(db);
        let first = administrator(&state).await;
        let second = sign_in(&state, attempt("admin", PASSWORD)).await.expect("signed in");
        let third = sign_in(&state, attempt("admin", PASSWORD)).await.expect("signed in");
        let account = holder(&state, &first.token).await.expect("a session");
        sign_out::here(&state, &account).await.expect("signed out");
        assert!(holder(&state, &first.token).await.is_none());
        let account = holder(&state, &second.token).await.expect("a session");
        sign_out::everywhere(&state, &account).await.expect("signed out");
        assert!(holder(&state, &second.token).await.is_none() && holder(&state, &third.token).await.is_none());
    }

    async fn disabling_holds_at_the_next_request_and_enabling_does_not_revive_sessions(db: Db) {
        let state = a_service(db);
        let admin = administrator(&state).await;
        let learner = colleague(&state, "li.lei", Role::Learner).await;
        assert!(holder(&state, &learner.token).await.is_some());
        disable(&state, Some(admin.account), learner.account).await.expect("disabled");
        assert!(holder(&state, &learner.token).await.is_none());
        enable(&state, Some(admin.account), learner.account).await.expect("enabled");
        assert!(holder(&state, &learner.token).await.is_none());
        sign_in(&state, attempt("li.lei", PASSWORD)).await.expect("signed in again");
    }

    async fn the_last_administrator_stays(db: Db) {
        let state = a_service(db);
        let admin = administrator(&state).await;
        assert!(matches!(disable(&state, None, admin.account).await, Err(DisableError::LastAdministrator)));
        let roles = BTreeSet::from([Role::Hr]);
        let version = version(&state, admin.account).await;
        let refused = set_roles(&state, None, admin.account, version, &roles).await;
        assert!(matches!(refused, Err(SetRolesError::LastAdministrator)));
        let account = holder(&state, &admin.token).await.expect("still signed in");
        assert_eq!(account.roles, BTreeSet::from([Role::Administrator]));
    }

    async fn two_administrators_who_disable_each_other_do_not_both_succeed(db: Db) {
        let state = a_service(db);
        let first = administrator(&state).await.account;
        let second = colleague(&state, "bo", Role::Administrator).await.account;
        let (a, b) = tokio::join!(disable(&state, Some(first), second), disable(&state, Some(second), first));
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    }

    async fn roles_change_at_the_next_request_and_a_stale_change_is_refused(db: Db) {
        let state = a_service(db);
        let admin = administrator(&state).await;
        let learner = colleague(&state, "li.lei", Role::Learner).await;
        let seen = version(&state, learner.account).await;
        let roles = BTreeSet::from([Role::Learner, Role::Trainer]);
        set_roles(&state, Some(admin.account), learner.account, seen, &roles).await.expect("changed");
        assert_eq!(holder(&state, &learner.token).await.expect("a session").roles, roles);
        let outdated = set_roles(&state, Some(admin.account), learner.account, seen, &BTreeSet::from([Role::Hr])).await;
        assert!(matches!(outdated, Err(SetRolesError::Service(ServiceError::Stale))), "{outdated:?}");
    }

    async fn a_reset_link_sets_a_new_password_and_ends_every_session(db: Db) {
        let state = a_service(db);
        let admin = administrator(&state).await;
        let learner = colleague(&state, "li.lei", Role::Learner).await;
        let link = reset_password(&state, Some(admin.account), learner.account).await.expect("a link");
        assert!(holder(&state, &learner.token).await.is_some());
        let new = Password::parse("a-quite-new-secret", &[]).expect("a good password");
        accept_invitation(&state, &link.token, new, None).await.expect("accepted");
        assert!(holder(&state, &learner.token).await.is_none());
        assert!(matches!(sign_in(&state, attempt("li.lei", PASSWORD)).await, Err(SignInError::Wrong)));
        sign_in(&state, attempt("li.lei", "a-quite-new-secret")).await.expect("the new one");
    }
}
