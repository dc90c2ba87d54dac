//! A database full of candidates: people with accounts who may sit an exam, one open session with a place for each, and
//! browsers that are signed in already. Written straight through storage, in one transaction: thousands in seconds.

use chrono::{DateTime, Days, Duration, Utc};
use rungs::domain::access::Role;
use rungs::domain::attempt::registration::RegistrationState;
use rungs::domain::attempt::timing::ExtraTime;
use rungs::domain::attempt::view::{LeaseView, SheetView};
use rungs::domain::education::{Education, EducationLevel};
use rungs::domain::id::{AccountId, AttemptId, EducationId, ExamSessionId, LeaseId, PersonId, RegistrationId};
use rungs::domain::item::presentation::ItemView;
use rungs::domain::locale::Locale;
use rungs::domain::on_post::OnPostState;
use rungs::domain::staff_file::{Check, Details, Entry, EntryId, Profile};
use rungs::domain::verification::Verification;
use rungs::server::clock::Clock;
use rungs::server::config::Config;
use rungs::server::ids::new_id;
use rungs::server::password::{Hasher, Password};
use rungs::server::run;
use rungs::server::services::exam::open_session::{NewSession, open_session};
use rungs::server::services::exam::read_sitting::read_sitting;
use rungs::server::services::exam::start::start;
use rungs::server::session::{LONGEST, Token};
use rungs::server::state::AppState;
use rungs::server::storage::account::{self, NewAccount};
use rungs::server::storage::registration::{self, Registration};
use rungs::server::storage::{DatabaseUrl, Tx, entry, exam_session, person, session};
use rungs::server::visitor::Account;
use std::collections::BTreeSet;
use std::path::Path;

/// The exam that is sat unless a dose asks for another.
pub const EXAM: &str = "l1-exam-certification";
/// Everybody's password here, for whoever wants to come in through the door.
pub const PASSWORD: &str = "lantern-mint-seven";

/// A service of our own over the data: what fills it, and what looks into it afterwards.
pub struct World {
    pub state: AppState,
    pub session: ExamSessionId,
    pub hr: Account,
    /// The whole `Cookie` header of HR's browser.
    pub hr_cookie: String,
}

/// Somebody with a place in the session and a signed-in browser.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub account: Account,
    pub place: RegistrationId,
    /// The whole `Cookie` header.
    pub cookie: String,
}

/// A sitting that has begun, as its candidate's browser knows it.
#[derive(Debug, Clone)]
pub struct Sitting {
    pub attempt: AttemptId,
    pub lease: LeaseId,
    /// What the running part asks.
    pub questions: Vec<ItemView>,
}

/// Where a world lives. Without a URL it is SQLite in the folder.
pub fn config(data: &Path, url: Option<&str>) -> Config {
    Config {
        data_dir: data.to_owned(),
        database_url: url.map(|url| url.parse::<DatabaseUrl>().expect("a database's URL")),
        addr: ([127, 0, 0, 1], 0).into(),
        public_url: None,
        issuer: Config::ISSUER.to_owned(),
        fonts: Config::FONTS.into(),
        behind_proxy: false,
    }
}

impl World {
    /// Opens the data and a session of the exam with so many seats.
    pub async fn found(config: Config, exam: &str, seats: u32) -> Self {
        let state = run::open(config, Clock::System).await.expect("the data opens");
        let now = state.clock.now();
        let mut tx = state.db.write().await.expect("a transaction");
        let (hr, hr_cookie) = somebody(&mut tx, "hr", Role::Hr, None, now).await;
        tx.commit().await.expect("a commit");
        let form = exam.parse().expect("a form's id");
        let (opens_at, closes_at) = (now - Duration::hours(1), now + Duration::hours(12));
        let new = NewSession { form, title: "Faults".to_owned(), opens_at, closes_at, seats };
        let session = open_session(&state, &hr, new).await.expect("a session");
        Self { state, session, hr, hr_cookie }
    }

    /// Adds people, each with a verified degree, a place and a signed-in browser. Call it again for more.
    pub async fn people(&self, count: usize) -> Vec<Candidate> {
        let now = self.state.clock.now();
        let hasher = Hasher::new().expect("a hasher");
        let password = Password::parse(PASSWORD, &[]).expect("a password");
        let hash = hasher.hash(password).await.expect("a hash");
        let mut tx = self.state.db.write().await.expect("a transaction");
        let mut people = Vec::with_capacity(count);
        for _ in 0..count {
            people.push(self.candidate(&mut tx, &hash, now).await);
        }
        tx.commit().await.expect("a commit");
        people
    }

    async fn candidate(&self, tx: &mut Tx, hash: &str, now: DateTime<Utc>) -> Candidate {
        let id: PersonId = new_id(now);
        let name = format!("candidate-{id}");
        let profile = Profile {
            name: name.clone(),
            latin_name: String::new(),
            staff_number: None,
            department: String::new(),
            email: String::new(),
            hired_on: now.date_naive().checked_sub_days(Days::new(400)),
            on_post_on: now.date_naive().checked_sub_days(Days::new(300)),
            on_post_state: OnPostState::Training,
        };
        person::insert(tx, id, &profile, now).await.expect("a staff file");
        let (account, cookie) = somebody(tx, &name, Role::Learner, Some((id, hash)), now).await;
        entry::insert(tx, &degree(id, self.hr.id, now)).await.expect("a degree");
        assert!(exam_session::take_seat(tx, self.session).await.expect("a seat"), "the session is full");
        let place = Registration {
            id: new_id(now),
            session: self.session,
            person: id,
            state: RegistrationState::Registered,
            extra: ExtraTime::NONE,
            registered_by: self.hr.id,
            registered_at: now,
            revoked_reason: String::new(),
            version: 1,
        };
        registration::insert(tx, &place).await.expect("a place");
        Candidate { account, place: place.id, cookie }
    }

    /// Another browser of the same person, signed in too.
    pub async fn another_browser(&self, candidate: &Candidate) -> Candidate {
        let mut tx = self.state.db.write().await.expect("a transaction");
        let mut account = candidate.account.clone();
        let (id, cookie) = sign_in(&mut tx, account.id, self.state.clock.now()).await;
        tx.commit().await.expect("a commit");
        account.session = id;
        Candidate { account, place: candidate.place, cookie }
    }

    /// Starts the sitting without a server.
    pub async fn start(&self, candidate: &Candidate) -> Sitting {
        let by = &candidate.account;
        let attempt = start(&self.state, by, candidate.place, "Firefox", Locale::ZhCn).await.expect("a start");
        self.sitting(candidate, attempt).await
    }

    /// A sitting that has begun, as its candidate sees it.
    pub async fn sitting(&self, candidate: &Candidate, attempt: AttemptId) -> Sitting {
        let view = read_sitting(&self.state, &candidate.account, attempt, Locale::ZhCn).await.expect("the sitting");
        let LeaseView::Here { lease } = view.state.lease else { panic!("the lease is elsewhere") };
        let SheetView::Questions { items } = view.sheet else { panic!("no questions") };
        Sitting { attempt, lease, questions: items }
    }

    /// Lets go of the data, so that a server has it for itself.
    pub async fn close(self) {
        self.state.db.close().await;
    }
}

/// An account with a signed-in browser.
async fn somebody(
    tx: &mut Tx,
    name: &str,
    role: Role,
    file: Option<(PersonId, &str)>,
    now: DateTime<Utc>,
) -> (Account, String) {
    let (id, roles): (AccountId, _) = (new_id(now), BTreeSet::from([role]));
    let person = file.map(|(person, _)| person);
    let new = NewAccount { id, sign_in_name: name, display_name: name, person, created_at: now };
    account::insert(tx, &new).await.expect("an account");
    account::set_roles(tx, id, 1, &roles).await.expect("a role");
    if let Some((_, hash)) = file {
        account::set_password(tx, id, 2, hash).await.expect("a password");
    }
    let (session, cookie) = sign_in(tx, id, now).await;
    let (sign_in_name, display_name) = (name.to_owned(), name.to_owned());
    (Account { id, session, sign_in_name, display_name, person, roles, locale: None, theme: None }, cookie)
}

async fn sign_in(tx: &mut Tx, account: AccountId, now: DateTime<Utc>) -> (rungs::domain::id::SessionId, String) {
    let (id, token) = (new_id(now), Token::new());
    session::insert(tx, id, &token.hash(), account, now, now + LONGEST).await.expect("a session");
    (id, format!("rungs={}", token.reveal()))
}

/// What makes somebody eligible for level 1.
fn degree(person: PersonId, hr: AccountId, now: DateTime<Utc>) -> Entry {
    let fact = Education {
        level: EducationLevel::Bachelor,
        completed: now.date_naive().checked_sub_days(Days::new(1000)),
        major: None,
        major_related: true,
        status: Verification::Verified,
    };
    Entry {
        id: EntryId::Education(new_id::<EducationId>(now)),
        person,
        details: Details::Education { school: String::new(), fact },
        check: Check::Verified { by: hr, at: now },
        evidence: None,
        created_by: None,
        created_at: now,
        version: 1,
    }
}
