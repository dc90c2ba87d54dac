//! The document around every page, and which page belongs to which path. Only the server knows this module: pages are
//! rendered here and never shipped.

use crate::api::failure::Failure;
use crate::domain::locale::Locale;
use crate::pages;
use crate::server::preferences::Preferences;
use crate::server::site::Site;
use crate::server::visitor::Theme;
use leptos::config::LeptosOptions;
use leptos::hydration::HydrationScripts;
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{Outlet, ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

/// The five rungs, small enough to travel with the page.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 28 24' stroke-width='2.6'%3E\
%3Cpath d='M2 21.5h16' stroke='%234f9a76'/%3E%3Cpath d='M4 17.2h15' stroke='%23278b81'/%3E%3Cpath d='M6 12.9h14' stroke='%23127389'/%3E\
%3Cpath d='M8.3 8.6h12.4' stroke='%23185280'/%3E%3Cpath d='M10.4 4.3h11.2' stroke='%231f2f63'/%3E%3C/svg%3E";

/// The whole document.
pub fn shell(site: &Site) -> impl IntoView + use<> {
    let Preferences { locale, theme } = use_context().unwrap_or_default();
    let style = site.style.as_ref().map(|name| view! { <link rel="stylesheet" href=format!("/pkg/{name}")/> });
    // `server::render` takes what stands between the two marks out of pages that have no island.
    let islands = site.islands.as_ref().map(|name| {
        let options = LeptosOptions::builder().output_name(name.as_str()).site_pkg_dir("pkg").build();
        view! {
            <meta name="islands" content="begin"/>
            <HydrationScripts options islands=true/>
            <meta name="islands" content="end"/>
        }
    });
    view! {
        <!DOCTYPE html>
        <html lang=locale.tag() data-theme=theme.map(Theme::word)>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href=ICON/>
                {style}
                {islands}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The page for the request's path, or the page of what went wrong.
///
/// Every route renders in one piece (`SsrMode::Async`): a page that finds its object missing can still set the status.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    if let Some(failure) = use_context::<Failure>() {
        return view! { <pages::error::FailurePage failure/> }.into_any();
    }
    let missing = || view! { <pages::error::FailurePage failure=Failure::NotFound/> };
    view! {
        <Router>
            <Routes fallback=missing>
                <Route path=path!("/") view=pages::learner::home::HomePage ssr=SsrMode::Async/>
                <Route path=path!("/lessons") view=pages::learner::lessons::LessonsPage ssr=SsrMode::Async/>
                <Route path=path!("/lessons/:lesson") view=pages::learner::lesson::LessonPage ssr=SsrMode::Async/>
                <Route path=path!("/programmes") view=pages::learner::programmes::ProgrammesPage ssr=SsrMode::Async/>
                <Route path=path!("/programmes/:programme") view=pages::learner::programme::ProgrammePage ssr=SsrMode::Async/>
                <Route path=path!("/practice") view=pages::learner::practice::PracticePage ssr=SsrMode::Async/>
                <Route path=path!("/practice/:shelf") view=pages::learner::practice_round::PracticeRoundPage ssr=SsrMode::Async/>
                <Route path=path!("/role-play") view=pages::learner::role_play::RolePlayPage ssr=SsrMode::Async/>
                <Route path=path!("/role-play/:scenario") view=pages::learner::scenario::ScenarioPage ssr=SsrMode::Async/>
                <Route path=path!("/role-play/plays/:play") view=pages::learner::play::PlayPage ssr=SsrMode::Async/>
                <Route path=path!("/role-play/plays/:play/debrief") view=pages::learner::debrief::DebriefPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=pages::public::sign_in::SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/privacy") view=pages::public::privacy::PrivacyPage ssr=SsrMode::Async/>
                <Route path=path!("/invitation/:token") view=pages::public::invitation::InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/account") view=pages::account::OwnAccountPage ssr=SsrMode::Async/>
                <Route path=path!("/accounts") view=pages::admin::accounts::AccountsPage ssr=SsrMode::Async/>
                <Route path=path!("/accounts/new") view=pages::admin::invite::InvitePage ssr=SsrMode::Async/>
                <Route path=path!("/accounts/:account") view=pages::admin::account::AccountPage ssr=SsrMode::Async/>
                <Route path=path!("/accounts/:account/disable") view=pages::admin::disable::DisablePage ssr=SsrMode::Async/>
                <Route path=path!("/accounts/:account/enable") view=pages::admin::enable::EnablePage ssr=SsrMode::Async/>
                <Route path=path!("/accounts/:account/link") view=pages::admin::link::LinkPage ssr=SsrMode::Async/>
                <Route path=path!("/accounts/:account/sign-out") view=pages::admin::sign_out::SignOutPage ssr=SsrMode::Async/>
                <Route path=path!("/audit") view=pages::admin::audit::AuditPage ssr=SsrMode::Async/>
                <Route path=path!("/audit/verify") view=pages::admin::audit_verify::VerifyPage ssr=SsrMode::Async/>
                <ContentRoutes/>
                <ExamRoutes/>
                <CertificateRoutes/>
                <ExamStaffRoutes/>
                <SittingRoutes/>
                <OwnFileRoutes/>
                <PeopleRoutes/>
            </Routes>
        </Router>
    }
    .into_any()
}

/// The language of the request.
pub fn use_locale() -> Locale {
    use_context().unwrap_or_default()
}

/// Content with its answers.
#[component(transparent)]
fn ContentRoutes() -> impl MatchNestedRoutes + Clone {
    use pages::trainer::{curriculum, item, items};
    view! {
        <ParentRoute path=path!("") view=Outlet ssr=SsrMode::Async>
            <Route path=path!("/trainer") view=curriculum::CurriculumPage ssr=SsrMode::Async/>
            <Route path=path!("/items") view=items::ItemsPage ssr=SsrMode::Async/>
            <Route path=path!("/items/new") view=item::new::NewItemPage ssr=SsrMode::Async/>
            <Route path=path!("/items/:item") view=item::ItemPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The own exams and their results.
#[component(transparent)]
fn ExamRoutes() -> impl MatchNestedRoutes + Clone {
    use pages::learner::exams::ExamsPage;
    use pages::learner::exams::session::ExamSessionPage;
    use pages::learner::result::ResultPage;
    view! {
        <ParentRoute path=path!("") view=Outlet ssr=SsrMode::Async>
            <Route path=path!("/exams") view=ExamsPage ssr=SsrMode::Async/>
            <Route path=path!("/exams/:session") view=ExamSessionPage ssr=SsrMode::Async/>
            <Route path=path!("/results/:attempt") view=ResultPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Certificates and their verification.
#[component(transparent)]
fn CertificateRoutes() -> impl MatchNestedRoutes + Clone {
    use pages::hr::replace_certificate::ReplaceCertificatePage;
    use pages::hr::revoke_certificate::RevokeCertificatePage;
    use pages::learner::certificates::{CertificatePage, CertificatesPage};
    use pages::public::verify::VerifyPage;
    view! {
        <ParentRoute path=path!("") view=Outlet ssr=SsrMode::Async>
            <Route path=path!("/certificates") view=CertificatesPage ssr=SsrMode::Async/>
            <Route path=path!("/certificates/:number") view=CertificatePage ssr=SsrMode::Async/>
            <Route path=path!("/certificates/:number/revoke") view=RevokeCertificatePage ssr=SsrMode::Async/>
            <Route path=path!("/certificates/:number/replace") view=ReplaceCertificatePage ssr=SsrMode::Async/>
            <Route path=path!("/verify") view=VerifyPage ssr=SsrMode::Async/>
            <Route path=path!("/verify/:number") view=VerifyPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Exam sessions for HR, scoring for trainers. Fixed words stand before names.
#[component(transparent)]
fn ExamStaffRoutes() -> impl MatchNestedRoutes + Clone {
    use pages::hr::sessions;
    use pages::trainer::scoring;
    view! {
        <ParentRoute path=path!("") view=Outlet ssr=SsrMode::Async>
            <Route path=path!("/sessions") view=sessions::list::SessionsPage ssr=SsrMode::Async/>
            <Route path=path!("/sessions/new") view=sessions::new::NewSessionPage ssr=SsrMode::Async/>
            <Route path=path!("/sessions/:session") view=sessions::board::SessionPage ssr=SsrMode::Async/>
            <Route path=path!("/sessions/:session/edit") view=sessions::edit::EditSessionPage ssr=SsrMode::Async/>
            <Route path=path!("/sessions/:session/register") view=sessions::register::RegisterPage ssr=SsrMode::Async/>
            <Route path=path!("/sessions/:session/release") view=scoring::release::ReleasePage ssr=SsrMode::Async/>
            <Route path=path!("/sessions/:session/places/:place") view=sessions::place::PlacePage ssr=SsrMode::Async/>
            <Route path=path!("/sessions/:session/log/:attempt") view=sessions::log::LogPage ssr=SsrMode::Async/>
            <Route path=path!("/scoring") view=scoring::subjects::ScoringPage ssr=SsrMode::Async/>
            <Route path=path!("/scoring/:subject") view=scoring::row::RowPage ssr=SsrMode::Async/>
            <Route path=path!("/scoring/:subject/:script") view=scoring::script::ScriptPage ssr=SsrMode::Async/>
            <Route path=path!("/regrade") view=scoring::regrade::RegradesPage ssr=SsrMode::Async/>
            <Route path=path!("/regrade/:item") view=scoring::regrade::RegradePage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The sitting of an exam.
#[component(transparent)]
fn SittingRoutes() -> impl MatchNestedRoutes + Clone {
    use pages::learner::sitting::SittingPage;
    view! {
        <ParentRoute path=path!("") view=Outlet ssr=SsrMode::Async>
            <Route path=path!("/sitting/:attempt") view=SittingPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The own staff file and eligibility.
#[component(transparent)]
fn OwnFileRoutes() -> impl MatchNestedRoutes + Clone {
    use pages::staff::{assessment, entry_page, file, what_if};
    view! {
        <ParentRoute path=path!("") view=Outlet ssr=SsrMode::Async>
            <Route path=path!("/file") view=file::FilePage ssr=SsrMode::Async/>
            <Route path=path!("/file/:kind") view=entry_page::AddEntryPage ssr=SsrMode::Async/>
            <Route path=path!("/file/:kind/:entry") view=entry_page::EditEntryPage ssr=SsrMode::Async/>
            <Route path=path!("/eligibility") view=assessment::EligibilityPage ssr=SsrMode::Async/>
            <Route path=path!("/eligibility/what-if") view=what_if::WhatIfPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Everybody's files, claims, decisions, rules. The first that fits a path is taken: fixed words stand before names.
#[component(transparent)]
fn PeopleRoutes() -> impl MatchNestedRoutes + Clone {
    use pages::hr::{board, claim, decision, decisions, profile, rules, verification};
    use pages::staff::{assessment, entry_page, file, what_if};
    view! {
        <ParentRoute path=path!("") view=Outlet ssr=SsrMode::Async>
            <Route path=path!("/people") view=board::BoardPage ssr=SsrMode::Async/>
            <Route path=path!("/people/new") view=profile::NewPersonPage ssr=SsrMode::Async/>
            <Route path=path!("/people/:person") view=file::FilePage ssr=SsrMode::Async/>
            <Route path=path!("/people/:person/edit") view=profile::EditPersonPage ssr=SsrMode::Async/>
            <Route path=path!("/people/:person/eligibility") view=assessment::EligibilityPage ssr=SsrMode::Async/>
            <Route path=path!("/people/:person/eligibility/what-if") view=what_if::WhatIfPage ssr=SsrMode::Async/>
            <Route path=path!("/people/:person/:kind") view=entry_page::AddEntryPage ssr=SsrMode::Async/>
            <Route path=path!("/people/:person/:kind/:entry") view=entry_page::EditEntryPage ssr=SsrMode::Async/>
            <Route path=path!("/verification") view=verification::VerificationPage ssr=SsrMode::Async/>
            <Route path=path!("/verification/:kind/:entry") view=claim::ClaimPage ssr=SsrMode::Async/>
            <Route path=path!("/decisions") view=decisions::DecisionsPage ssr=SsrMode::Async/>
            <Route path=path!("/decisions/:decision") view=decision::DecisionPage ssr=SsrMode::Async/>
            <Route path=path!("/rules") view=rules::RulesPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
