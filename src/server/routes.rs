//! Every path, method and who may call it, in one table. The router is built from it and from nothing else: what is not
//! listed here does not exist.

use super::state::AppState;
use super::{health, site};
use crate::api;
use crate::domain::access::{Access, Permission};
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

/// One line of the table.
pub struct Route {
    pub method: Method,
    /// As axum writes it: `/people/{id}`.
    pub path: &'static str,
    pub access: Access,
    pub kind: Kind,
    pub(super) serve: Serve,
}

/// What kind of thing answers, which decides limits and how a refusal looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page, rendered from the component that `app` has for the same path.
    Page,
    /// A form of a page; on a refusal the page of the same path is rendered again.
    Action,
    /// An action that takes files.
    Upload,
    /// A server function of an island.
    Function,
    /// Something else: health, downloads.
    Raw,
    /// A public file that never changes: nobody asks who wants it.
    Asset,
}

pub(super) enum Serve {
    Page,
    /// A page that many strangers may ask for at once: see `public_page`.
    PublicPage,
    Function,
    Handler(fn() -> MethodRouter<AppState>),
}

impl Kind {
    /// The largest body, in bytes.
    pub fn body_limit(self) -> usize {
        match self {
            // Documents may have 10 MB. A somewhat larger one still comes in, so that the form can say so at its field.
            Self::Upload => 16 * 1024 * 1024,
            Self::Page | Self::Action | Self::Function | Self::Raw | Self::Asset => 256 * 1024,
        }
    }
}

/// The table.
pub fn table() -> Vec<Route> {
    let mut routes = vec![
        // The service itself.
        raw("/healthz", Access::Public, || get(health::alive)),
        raw("/readyz", Access::Public, || get(health::ready)),
        raw("/metrics", Access::Public, || get(health::metrics)),
        asset("/pkg/{*file}", || get(site::file)),
        // Coming and going.
        page("/sign-in", Access::Public),
        action("/sign-in", Access::Public, || post(api::session::sign_in)),
        action("/sign-out", Access::SignedIn, || post(api::session::sign_out)),
        page("/account", Access::SignedIn),
        action("/account", Access::SignedIn, || post(api::account::change_password)),
        action("/sign-out/everywhere", Access::SignedIn, || post(api::session::sign_out_everywhere)),
        page("/privacy", Access::Public),
        page("/invitation/{token}", Access::Public),
        action("/invitation/{token}", Access::Public, || post(api::invitation::accept)),
        action("/language", Access::Public, || post(api::preferences::language)),
        action("/theme", Access::Public, || post(api::preferences::theme)),
    ];
    // Learning.
    let learn = Access::Needs(Permission::Learn);
    routes.extend([
        page("/", Access::SignedIn),
        page("/lessons", learn),
        page("/lessons/{lesson}", learn),
        action("/lessons/{lesson}", learn, || post(api::practice::check)),
        action("/lessons/{lesson}/progress", learn, || post(api::lesson::progress)),
        page("/programmes", learn),
        page("/programmes/{programme}", learn),
        page("/practice", learn),
        page("/practice/{shelf}", learn),
        action("/practice/{shelf}", learn, || post(api::practice::answer)),
        page("/role-play", learn),
        page("/role-play/{scenario}", learn),
        action("/role-play/{scenario}", learn, || post(api::role_play::start)),
        page("/role-play/plays/{play}", learn),
        action("/role-play/plays/{play}", learn, || post(api::role_play::say)),
        page("/role-play/plays/{play}/debrief", learn),
        function("/api/role_play_reply", learn),
    ]);
    routes.extend(sitting());
    routes.extend(content());
    routes.extend(exams());
    routes.extend(certificates());
    routes.extend(exam_sessions());
    routes.extend(scoring());
    routes.extend(own_file());
    routes.extend(people());
    routes.extend(administration());
    routes
}

/// Content with its answers, for trainers.
fn content() -> [Route; 9] {
    let (see, write) = (Access::Needs(Permission::SeeAnswers), Access::Needs(Permission::AuthorContent));
    [
        page("/trainer", see),
        page("/items", see),
        page("/items/new", see),
        action("/items/new", write, || post(api::items::create)),
        raw("/items/export", see, || get(api::items::export)),
        page("/items/{item}", see),
        action("/items/{item}", write, || post(api::items::edit)),
        raw("/items/{item}/file", see, || get(api::items::file)),
        function("/api/item_preview", see),
    ]
}

/// The sitting of an exam: its page, and what the player calls.
fn sitting() -> [Route; 7] {
    let learn = Access::Needs(Permission::Learn);
    [
        page("/sitting/{attempt}", learn),
        function("/api/exam_save", learn),
        function("/api/exam_state", learn),
        function("/api/exam_take_over", learn),
        function("/api/exam_begin_part", learn),
        function("/api/exam_submit", learn),
        function("/api/exam_reply", learn),
    ]
}

/// What administrators open: accounts and the audit log.
fn administration() -> Vec<Route> {
    let accounts = Access::Needs(Permission::ManageAccounts);
    let mut routes = vec![
        page("/accounts", accounts),
        page("/accounts/new", accounts),
        action("/accounts/new", accounts, || post(api::accounts::invite)),
        page("/accounts/{account}", accounts),
        action("/accounts/{account}", accounts, || post(api::accounts::roles)),
        page("/accounts/{account}/disable", accounts),
        action("/accounts/{account}/disable", accounts, || post(api::accounts::disable)),
        page("/accounts/{account}/enable", accounts),
        action("/accounts/{account}/enable", accounts, || post(api::accounts::enable)),
        page("/accounts/{account}/link", accounts),
        action("/accounts/{account}/link", accounts, || post(api::accounts::link)),
        page("/accounts/{account}/sign-out", accounts),
        action("/accounts/{account}/sign-out", accounts, || post(api::accounts::sign_out)),
    ];
    let audit = Access::Needs(Permission::ReadAudit);
    routes.extend([
        page("/audit", audit),
        page("/audit/verify", audit),
        raw("/audit/head.json", audit, || get(api::audit::head)),
    ]);
    routes
}

/// The own exams: booking, starting, results. The sitting itself has its own.
fn exams() -> [Route; 4] {
    let learn = Access::Needs(Permission::Learn);
    [
        page("/exams", learn),
        page("/exams/{session}", learn),
        action("/exams/{session}", learn, || post(api::exams::act)),
        page("/results/{attempt}", learn),
    ]
}

/// Certificates: the own ones, anybody's for HR, and what the world may know of them.
fn certificates() -> [Route; 14] {
    let own = Access::Needs(Permission::KeepOwnFile);
    let decide = Access::Needs(Permission::Decide);
    [
        page("/certificates", own),
        // Of the own certificate, or of anybody's for HR: the service tells them apart.
        page("/certificates/{number}", own),
        raw("/certificates/{number}/pdf", own, || get(api::certificates::pdf)),
        raw("/certificates/{number}/badge", own, || get(api::certificates::badge)),
        page("/certificates/{number}/revoke", decide),
        action("/certificates/{number}/revoke", decide, || post(api::certificates::revoke)),
        page("/certificates/{number}/replace", decide),
        action("/certificates/{number}/replace", decide, || post(api::certificates::replace)),
        public_page("/verify"),
        public_page("/verify/{number}"),
        raw("/.well-known/jwks.json", Access::Public, || get(api::certificates::key_set)),
        raw("/.well-known/issuer.json", Access::Public, || get(api::certificates::issuer)),
        raw("/.well-known/levels/{level}", Access::Public, || get(api::certificates::level)),
        raw("/status/{list}", Access::Public, || get(api::certificates::status)),
    ]
}

/// Exam sessions: HR runs them, trainers see how far they are.
fn exam_sessions() -> [Route; 12] {
    let (see, run) = (Access::Needs(Permission::SeeSessions), Access::Needs(Permission::RunExams));
    [
        page("/sessions", see),
        page("/sessions/new", run),
        action("/sessions/new", run, || post(api::exam_sessions::open)),
        page("/sessions/{session}", see),
        action("/sessions/{session}", Access::Needs(Permission::Decide), || post(api::exam_sessions::certify)),
        page("/sessions/{session}/edit", run),
        action("/sessions/{session}/edit", run, || post(api::exam_sessions::edit)),
        page("/sessions/{session}/register", run),
        action("/sessions/{session}/register", run, || post(api::exam_sessions::register)),
        page("/sessions/{session}/places/{place}", run),
        action("/sessions/{session}/places/{place}", run, || post(api::exam_sessions::place)),
        page("/sessions/{session}/log/{attempt}", run),
    ]
}

/// What people must score, and what becomes of results.
fn scoring() -> [Route; 9] {
    let score = Access::Needs(Permission::ScoreExams);
    [
        page("/scoring", score),
        page("/scoring/{subject}", score),
        page("/scoring/{subject}/{script}", score),
        action("/scoring/{subject}/{script}", score, || post(api::scoring::score)),
        page("/sessions/{session}/release", score),
        action("/sessions/{session}/release", score, || post(api::scoring::release)),
        page("/regrade", score),
        page("/regrade/{item}", score),
        action("/regrade/{item}", score, || post(api::scoring::regrade)),
    ]
}

/// The own staff file and eligibility.
fn own_file() -> [Route; 9] {
    let own = Access::Needs(Permission::KeepOwnFile);
    [
        page("/file", own),
        page("/file/{kind}", own),
        upload("/file/{kind}", own, || post(api::staff::add_own)),
        page("/file/{kind}/{entry}", own),
        upload("/file/{kind}/{entry}", own, || post(api::staff::edit_own)),
        action("/file/{kind}/{entry}/withdraw", own, || post(api::staff::withdraw_own)),
        page("/eligibility", own),
        page("/eligibility/what-if", own),
        // Of the own file, or of anybody's for HR: the service tells them apart.
        raw("/evidence/{evidence}", own, || get(api::people::evidence)),
    ]
}

/// Everybody's files, claims and decisions, for HR.
fn people() -> [Route; 21] {
    let (read, keep) = (Access::Needs(Permission::ReadPeople), Access::Needs(Permission::KeepPeople));
    let decide = Access::Needs(Permission::Decide);
    [
        page("/people", read),
        raw("/people.csv", read, || get(api::people::board_csv)),
        page("/people/new", keep),
        upload("/people/new", keep, || post(api::people::create)),
        page("/people/{person}", read),
        page("/people/{person}/edit", keep),
        upload("/people/{person}/edit", keep, || post(api::people::edit)),
        page("/people/{person}/eligibility", read),
        action("/people/{person}/eligibility", decide, || post(api::people::record_decision)),
        page("/people/{person}/eligibility/what-if", read),
        page("/people/{person}/{kind}", keep),
        upload("/people/{person}/{kind}", keep, || post(api::staff::add_of)),
        page("/people/{person}/{kind}/{entry}", keep),
        upload("/people/{person}/{kind}/{entry}", keep, || post(api::staff::edit_of)),
        action("/people/{person}/{kind}/{entry}/withdraw", keep, || post(api::staff::withdraw_of)),
        page("/verification", keep),
        page("/verification/{kind}/{entry}", keep),
        action("/verification/{kind}/{entry}", keep, || post(api::people::check)),
        page("/decisions", decide),
        page("/decisions/{decision}", decide),
        page("/rules", read),
    ]
}

fn page(path: &'static str, access: Access) -> Route {
    Route { method: Method::GET, path, access, kind: Kind::Page, serve: Serve::Page }
}

fn public_page(path: &'static str) -> Route {
    Route { method: Method::GET, path, access: Access::Public, kind: Kind::Page, serve: Serve::PublicPage }
}

fn action(path: &'static str, access: Access, handler: fn() -> MethodRouter<AppState>) -> Route {
    Route { method: Method::POST, path, access, kind: Kind::Action, serve: Serve::Handler(handler) }
}

fn upload(path: &'static str, access: Access, handler: fn() -> MethodRouter<AppState>) -> Route {
    Route { method: Method::POST, path, access, kind: Kind::Upload, serve: Serve::Handler(handler) }
}

/// `path` is the prefix `/api/` and the endpoint that the server function names.
fn function(path: &'static str, access: Access) -> Route {
    Route { method: Method::POST, path, access, kind: Kind::Function, serve: Serve::Function }
}

fn raw(path: &'static str, access: Access, handler: fn() -> MethodRouter<AppState>) -> Route {
    Route { method: Method::GET, path, access, kind: Kind::Raw, serve: Serve::Handler(handler) }
}

fn asset(path: &'static str, handler: fn() -> MethodRouter<AppState>) -> Route {
    Route { method: Method::GET, path, access: Access::Public, kind: Kind::Asset, serve: Serve::Handler(handler) }
}
