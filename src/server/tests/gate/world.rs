//! Somebody in every role, and a stranger, each with everything that one can own.

use super::exams::{Halls, SUBJECT, Sittings, Standing};
use super::knock::{AS_OF, EDUCATION, EXAM_SESSION};
use crate::domain::access::Role;
use crate::domain::attempt::registration::RegistrationState;
use crate::domain::attempt::timing::ExtraTime;
use crate::domain::credential::Credential;
use crate::domain::id::{AccountId, PersonId};
use crate::domain::level::Level;
use crate::domain::verification::Verification;
use crate::server::ids::new_id;
use crate::server::routes::{Kind, Route};
use crate::server::services::account::invite::{Invite, invite};
use crate::server::services::certificate::issue::{Award, Ground, put_on_record};
use crate::server::state::AppState;
use crate::server::storage::registration::Registration;
use crate::server::storage::{account, decision, entry, evidence, exam_session, registration};
use crate::server::testing::Browser;
use axum::http::StatusCode;
use std::collections::BTreeSet;

/// The parts of a path that name something of somebody's.
const OWNED: [&str; 10] = [
    "{person}",
    "{account}",
    "{entry}",
    "{evidence}",
    "{play}",
    "{decision}",
    "{number}",
    "{place}",
    "{attempt}",
    "{script}",
];

/// Whether somebody's things are named by the route, in its path or in what is sent.
pub(super) fn is_about_somebody(route: &Route) -> bool {
    OWNED.iter().any(|part| route.path.contains(part)) || route.kind == Kind::Function
}

/// The item that is practised, edited and scored again.
const ITEM: &str = "l1-process-single";

/// Somebody with all that is theirs.
#[derive(Clone)]
pub(super) struct Somebody {
    pub(super) browser: Browser,
    pub(super) things: Things,
}

/// What somebody owns. An administrator has no staff file, so only an account: the rest are then the stranger's.
#[derive(Clone)]
pub(super) struct Things {
    pub(super) name: String,
    account: String,
    pub(super) account_version: String,
    pub(super) person: String,
    entry: String,
    evidence: String,
    pub(super) play: String,
    /// A play that has come to its ending.
    ended: String,
    /// The version of the play and a reply that is offered in it.
    pub(super) play_version: String,
    pub(super) reply: String,
    decision: String,
    /// The number of a certificate.
    number: String,
    /// An exam session, and the place in it.
    session: String,
    place: String,
    /// Only in a world in which exams are sat.
    sittings: Option<Sittings>,
    /// A one-time link that nobody has opened.
    token: String,
    /// The version of `ITEM` that counts: nobody's, and known to whoever has looked at it.
    pub(super) item_hash: String,
}

/// A small company.
pub(super) struct World {
    pub(super) nobody: Browser,
    pub(super) people: Vec<(Role, Somebody)>,
    pub(super) stranger: Somebody,
    /// Somebody of HR who looks after everybody's things.
    keeper: Browser,
}

impl World {
    /// Everybody's names end with `number`, so that several worlds fit into one database. Exams are sat up to where one
    /// must stand.
    pub(super) async fn new(state: &AppState, number: usize, standing: Standing) -> Self {
        let mut keeper = Keeper::new(state, number, standing).await;
        let mut people = Vec::new();
        let stranger = with_a_file(state, &mut keeper, Role::Learner, &format!("stranger-{number}")).await;
        for role in Role::ALL {
            let name = format!("{role}-{number}");
            let somebody = if role.has_staff_file() {
                with_a_file(state, &mut keeper, role, &name).await
            } else {
                let browser = Browser::of(state, &name, &[role]).await;
                let account = browser.account.expect("an account");
                let account_version = account_version(state, account).await;
                let token = open_link(state, &format!("{name}-link")).await;
                let account = account.to_string();
                Somebody {
                    browser,
                    things: Things { name, account, account_version, token, ..stranger.things.clone() },
                }
            };
            people.push((role, somebody));
        }
        Self { nobody: Browser::new(state), people, stranger, keeper: keeper.browser }
    }

    /// A world in which a good call of the route is taken.
    pub(super) async fn that_fits(state: &AppState, number: usize, route: &Route) -> Self {
        let mut world = Self::new(state, number, Standing::that_fits(route)).await;
        if route.path == "/certificates/{number}/replace" {
            world.revoke_certificates().await;
        }
        world
    }

    async fn revoke_certificates(&mut self) {
        let everybody = self.people.iter().map(|(_, somebody)| somebody).chain([&self.stranger]);
        let numbers: BTreeSet<_> = everybody.map(|somebody| &somebody.things.number).collect();
        for number in numbers {
            let revoked = self.keeper.post(&format!("/certificates/{number}/revoke"), &[("reason", "姓名有误")]).await;
            assert_eq!(revoked.status, StatusCode::SEE_OTHER, "{}", revoked.text);
        }
    }
}

/// Who looks after everybody's things: somebody of HR with an exam session, and the halls where exams are sat.
struct Keeper {
    browser: Browser,
    session: String,
    halls: Option<Halls>,
}

impl Keeper {
    async fn new(state: &AppState, number: usize, standing: Standing) -> Self {
        let mut browser = Browser::of(state, &format!("keeper-{number}"), &[Role::Hr]).await;
        let session = an_exam_session(&mut browser).await;
        let halls = if standing == Standing::NoExam {
            None
        } else {
            let scorer = Browser::of(state, &format!("scorer-{number}"), &[Role::Trainer]).await.user(state).await;
            let mut sessions = Vec::new();
            for _ in 0..3 {
                sessions.push(an_exam_session(&mut browser).await.parse().expect("an id"));
            }
            let sessions = sessions.try_into().expect("three sessions");
            Some(Halls { sessions, hr: browser.user(state).await, scorer, standing })
        };
        Self { browser, session, halls }
    }
}

async fn account_version(state: &AppState, id: AccountId) -> String {
    let mut tx = state.db.read().await.expect("a view");
    account::by_id(&mut tx, id).await.expect("an answer").expect("the account").version.to_string()
}

/// The token of a link that nobody has opened.
async fn open_link(state: &AppState, name: &str) -> String {
    let new = Invite {
        sign_in_name: name.parse().expect("a sign-in name"),
        display_name: name.to_owned(),
        roles: [Role::Learner].into(),
        person: None,
    };
    let (_, link) = invite(state, None, &new).await.expect("a link");
    link.path().rsplit('/').next().expect("a token").to_owned()
}

/// Somebody with a claim and its document, a role-play under way, exams where they are sat, and a decision that the keeper
/// recorded.
async fn with_a_file(state: &AppState, keeper: &mut Keeper, role: Role, name: &str) -> Somebody {
    let mut browser = Browser::of(state, name, &[role]).await;
    let id = browser.account.expect("an account");
    let claimed = browser.upload("/file/education", &EDUCATION, Some(("diploma.pdf", b"%PDF-1.7 diploma"))).await;
    assert_eq!(claimed.status, StatusCode::SEE_OTHER, "{}", claimed.text);
    let started = browser.post("/role-play/l1-process-late", &[]).await;
    let page = browser.get(started.header("location")).await.text;
    let ended = play_to_the_end(&mut browser).await;
    let mut tx = state.db.read().await.expect("a view");
    let row = account::by_id(&mut tx, id).await.expect("an answer").expect("the account");
    let person = row.person_id.expect("a staff file");
    let entries = entry::of_person(&mut tx, person).await.expect("entries");
    let documents = evidence::of_person(&mut tx, person).await.expect("documents");
    drop(tx);
    let sittings = match &keeper.halls {
        Some(halls) => Some(halls.seat(state, &browser.user(state).await).await),
        None => None,
    };
    let Keeper { browser: keeper, session, .. } = keeper;
    let decided = keeper.post(&format!("/people/{person}/eligibility"), &[("level", "2"), ("as_of", AS_OF)]).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.text);
    let mut tx = state.db.read().await.expect("a view");
    let decisions = decision::list(&mut tx, Some(person), 1, 0).await.expect("decisions");
    drop(tx);
    let things = Things {
        name: name.to_owned(),
        account: id.to_string(),
        account_version: row.version.to_string(),
        person: person.to_string(),
        entry: entries[0].id.to_string(),
        evidence: documents[0].id.to_string(),
        play: started.header("location").rsplit('/').next().expect("an id").to_owned(),
        ended,
        play_version: field(&page, "version"),
        reply: field(&page, "reply"),
        decision: decisions[0].id.to_string(),
        number: certified(state, keeper, person).await,
        session: session.clone(),
        place: a_place(state, keeper, session, person).await,
        sittings,
        token: open_link(state, &format!("{name}-link")).await,
        item_hash: state
            .curriculum
            .bank
            .item(&ITEM.parse().expect("an item"))
            .expect("in the bank")
            .origin
            .hash
            .to_string(),
    };
    Somebody { browser, things }
}

/// A session that the keeper has opened; gives its id.
async fn an_exam_session(keeper: &mut Browser) -> String {
    let opened = keeper.post("/sessions/new", &EXAM_SESSION).await;
    opened.header("location").rsplit('/').next().expect("an id").to_owned()
}

/// A place in the session, whatever speaks against it; gives its id.
async fn a_place(state: &AppState, keeper: &Browser, session: &str, person: PersonId) -> String {
    let now = state.clock.now();
    let place = Registration {
        id: new_id(now),
        session: session.parse().expect("an id"),
        person,
        state: RegistrationState::Registered,
        extra: ExtraTime::NONE,
        registered_by: keeper.account.expect("HR"),
        registered_at: now,
        revoked_reason: String::new(),
        version: 1,
    };
    let mut tx = state.db.write().await.expect("a transaction");
    assert!(exam_session::take_seat(&mut tx, place.session).await.expect("an answer"), "a free seat");
    registration::insert(&mut tx, &place).await.expect("a place");
    tx.commit().await.expect("a commit");
    place.id.to_string()
}

/// A certificate that the keeper has issued; gives its number.
async fn certified(state: &AppState, keeper: &Browser, person: PersonId) -> String {
    let today = state.clock.today();
    let fact = Credential::new(Level::One, today, None, false, Verification::Verified).expect("a credential");
    let award = Award { person, fact, ground: Ground::Record };
    let mut tx = state.db.write().await.expect("a transaction");
    let number = put_on_record(state, &mut tx, keeper.account.expect("HR"), &award).await.expect("a certificate");
    tx.commit().await.expect("a commit");
    number.to_string()
}

/// A role-play from its beginning to its ending; gives its id.
async fn play_to_the_end(browser: &mut Browser) -> String {
    let play = browser.post("/role-play/l1-process-late", &[]).await.header("location").to_owned();
    for _ in 0..20 {
        let page = browser.get(&play).await.text;
        if !page.contains("name=\"version\"") {
            return play.rsplit('/').next().expect("an id").to_owned();
        }
        let version = field(&page, "version");
        if page.contains("name=\"reply\" value=") {
            browser.post(&play, &[("version", &version), ("reply", &field(&page, "reply"))]).await;
        } else {
            browser.post(&play, &[("version", &version), ("say", "typed"), ("words", "11:30 前我打给您")]).await;
        }
    }
    panic!("the conversation does not end");
}

/// The value of the first field of that name.
fn field(html: &str, name: &str) -> String {
    super::super::learning::field(html, name)
}

impl Things {
    pub(super) fn sittings(&self) -> &Sittings {
        self.sittings.as_ref().expect("`Standing::that_fits` has exams sat for this route")
    }

    pub(super) fn fill(&self, path: &str) -> String {
        let part = |part: &str| {
            match part {
                "{play}" if path.ends_with("/debrief") => &self.ended,
                "{lesson}" => "l1-process-first",
                "{programme}" => "process-start",
                "{shelf}" => "process",
                "{scenario}" => "l1-process-late",
                "{kind}" => "education",
                "{session}" if path.contains("{attempt}") => &self.sittings().hall,
                "{session}" => &self.session,
                "{place}" => &self.place,
                "{attempt}" if path.starts_with("/results") => &self.sittings().released,
                "{attempt}" => &self.sittings().running,
                "{script}" => &self.sittings().script,
                "{subject}" => SUBJECT,
                "{item}" => ITEM,
                "{*file}" => "none.js",
                "{token}" => &self.token,
                "{person}" => &self.person,
                "{account}" => &self.account,
                "{entry}" => &self.entry,
                "{evidence}" => &self.evidence,
                "{play}" => &self.play,
                "{decision}" => &self.decision,
                "{number}" => &self.number,
                "{level}" => "2",
                "{list}" => "0",
                unknown if unknown.starts_with('{') => panic!("say in world.rs what {unknown} is"),
                fixed => fixed,
            }
            .to_owned()
        };
        path.split('/').map(part).collect::<Vec<_>>().join("/")
    }
}
