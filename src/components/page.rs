//! The frame of every page: skip link, masthead, the page's own column, colophon.

use super::icon::{Glyph, Icon};
use super::mark::Sprite;
use super::rungs::Sign;
use crate::domain::locale::Locale;
use leptos::prelude::*;

/// A part of the house; a person may work in several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    Learning,
    Training,
    Hr,
    Administration,
}

/// A room: one entry of the main navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    Today,
    Lessons,
    RolePlay,
    Practice,
    Eligibility,
    Exams,
    Certificates,
    MyFile,
    Curriculum,
    Items,
    Scoring,
    Board,
    Verification,
    Sessions,
    Decisions,
    Rules,
    Accounts,
    Audit,
}

impl Area {
    fn rooms(self) -> &'static [Room] {
        match self {
            Self::Learning => &[
                Room::Today,
                Room::Lessons,
                Room::RolePlay,
                Room::Practice,
                Room::Eligibility,
                Room::Exams,
                Room::Certificates,
                Room::MyFile,
            ],
            Self::Training => &[Room::Curriculum, Room::Items, Room::Scoring],
            Self::Hr => &[Room::Board, Room::Verification, Room::Sessions, Room::Decisions, Room::Rules],
            Self::Administration => &[Room::Accounts, Room::Audit],
        }
    }

    fn word(self, locale: Locale) -> &'static str {
        match self {
            Self::Learning => locale.nav_area_learning(),
            Self::Training => locale.nav_area_training(),
            Self::Hr => locale.nav_area_hr(),
            Self::Administration => locale.nav_area_admin(),
        }
    }
}

impl Room {
    pub fn area(self) -> Area {
        match self {
            Self::Today
            | Self::Lessons
            | Self::RolePlay
            | Self::Practice
            | Self::Eligibility
            | Self::Exams
            | Self::Certificates
            | Self::MyFile => Area::Learning,
            Self::Curriculum | Self::Items | Self::Scoring => Area::Training,
            Self::Board | Self::Verification | Self::Sessions | Self::Decisions | Self::Rules => Area::Hr,
            Self::Accounts | Self::Audit => Area::Administration,
        }
    }

    pub fn href(self) -> &'static str {
        match self {
            Self::Today => "/",
            Self::Lessons => "/lessons",
            Self::RolePlay => "/role-play",
            Self::Practice => "/practice",
            Self::Eligibility => "/eligibility",
            Self::Exams => "/exams",
            Self::Certificates => "/certificates",
            Self::MyFile => "/file",
            Self::Curriculum => "/trainer",
            Self::Items => "/items",
            Self::Scoring => "/scoring",
            Self::Board => "/people",
            Self::Verification => "/verification",
            Self::Sessions => "/sessions",
            Self::Decisions => "/decisions",
            Self::Rules => "/rules",
            Self::Accounts => "/accounts",
            Self::Audit => "/audit",
        }
    }

    pub fn word(self, locale: Locale) -> &'static str {
        match self {
            Self::Today => locale.nav_today(),
            Self::Lessons => locale.nav_lessons(),
            Self::RolePlay => locale.nav_roleplay(),
            Self::Practice => locale.nav_practice(),
            Self::Eligibility => locale.nav_eligibility(),
            Self::Exams => locale.nav_exams(),
            Self::Certificates => locale.nav_certificates(),
            Self::MyFile => locale.nav_my_file(),
            Self::Curriculum => locale.nav_curriculum(),
            Self::Items => locale.editor_nav(),
            Self::Scoring => locale.nav_scoring(),
            Self::Board => locale.nav_board(),
            Self::Verification => locale.nav_verification(),
            Self::Sessions => locale.nav_sessions(),
            Self::Decisions => locale.nav_decisions(),
            Self::Rules => locale.nav_rules(),
            Self::Accounts => locale.nav_accounts(),
            Self::Audit => locale.nav_audit(),
        }
    }
}

/// Light, dark, or as the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The value of the form field, the cookie, and of `data-theme` on the root.
    pub fn key(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Anything unknown is as the device says.
    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.key() == key).unwrap_or_default()
    }

    fn word(self, locale: Locale) -> &'static str {
        match self {
            Self::Auto => locale.nav_theme_auto(),
            Self::Light => locale.nav_theme_light(),
            Self::Dark => locale.nav_theme_dark(),
        }
    }
}

/// Who looks at the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    pub name: String,
    /// The areas that this person may enter, in the order of work.
    pub areas: Vec<Area>,
}

/// How a page is framed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framing {
    pub locale: Locale,
    pub theme: Theme,
    pub viewer: Option<Viewer>,
    pub room: Option<Room>,
    /// Path and query of this page: the language and theme forms lead back to it.
    pub here: String,
}

/// A page. `class` goes to `main`: `page` is a column, `page split` has a side column, `page wide` is for dense work,
/// `page door` stands before the work. `colophon` are the facts of the last line.
#[component]
pub fn Page(
    framing: Framing,
    #[prop(default = "page")] class: &'static str,
    #[prop(optional)] colophon: Vec<String>,
    children: Children,
) -> impl IntoView {
    let colophon = colophon.into_iter().map(|fact| view! { <span>{fact}</span> }).collect_view();
    let privacy = framing.locale.nav_privacy();
    view! {
        <Sprite/>
        <a class="sr skip" href="#main">{framing.locale.nav_skip()}</a>
        <Masthead framing/>
        <main id="main" class=class tabindex="-1">{children()}</main>
        <footer class="colophon">
            <span><span lang="zh-CN">{Locale::ZhCn.common_product()}</span>" "<span lang="en">{Locale::En.common_product()}</span></span>
            {colophon}
            <a href="/privacy">{privacy}</a>
        </footer>
    }
}

#[component]
fn Masthead(framing: Framing) -> impl IntoView {
    let Framing { locale, theme, viewer, room, here } = framing;
    let area = room.map(Room::area).or_else(|| viewer.as_ref().and_then(|viewer| viewer.areas.first().copied()));
    let rooms = viewer.as_ref().and(area).map(|area| view! { <Rooms locale area room/> });
    let who = match viewer {
        Some(viewer) => view! { <Account locale theme viewer area here=here.clone()/> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <header class="masthead">
            <a class="brand" href="/">
                <Sign/>
                <b lang="zh-CN">{Locale::ZhCn.common_product()}</b>
                <span lang="en">{Locale::En.common_product()}</span>
            </a>
            {rooms}
            <div class="who"><Language locale here/>{who}</div>
        </header>
    }
}

#[component]
fn Rooms(locale: Locale, area: Area, room: Option<Room>) -> impl IntoView {
    let rooms = area
        .rooms()
        .iter()
        .map(|entry| {
            let current = (Some(*entry) == room).then_some("page");
            view! { <a href=entry.href() aria-current=current>{entry.word(locale)}</a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=locale.nav_main()>{rooms}</nav> }
}

/// The other language, named in itself. A form, because it changes a setting.
#[component]
fn Language(locale: Locale, here: String) -> impl IntoView {
    let other = locale.other();
    view! {
        <form method="post" action="/language">
            <input type="hidden" name="back" value=here/>
            <button name="to" value=other.tag() lang=other.tag()>{other.nav_language()}</button>
        </form>
    }
}

#[component]
fn Account(locale: Locale, theme: Theme, viewer: Viewer, area: Option<Area>, here: String) -> impl IntoView {
    let areas = (viewer.areas.len() > 1).then(|| {
        let links = viewer
            .areas
            .iter()
            .map(|entry| {
                let current = (Some(*entry) == area).then_some("true");
                view! { <a href=entry.rooms()[0].href() aria-current=current>{entry.word(locale)}</a> }
            })
            .collect_view();
        view! { <nav aria-label=locale.nav_areas()>{links}</nav><hr/> }
    });
    let themes = Theme::ALL
        .map(|entry| {
            let pressed = if entry == theme { "true" } else { "false" };
            view! { <button name="to" value=entry.key() aria-pressed=pressed>{entry.word(locale)}</button> }
        })
        .collect_view();
    view! {
        <details class="menu">
            <summary><span class="sr">{locale.nav_account(&"")}</span>{viewer.name}<Glyph icon=Icon::Down/></summary>
            <div>
                {areas}
                <form method="post" action="/theme">
                    <p class="label">{locale.nav_theme()}</p>
                    <input type="hidden" name="back" value=here/>
                    {themes}
                </form>
                <hr/>
                <a href="/account">{locale.nav_own_account()}</a>
                <form method="post" action="/sign-out"><button><Glyph icon=Icon::Leave/>{locale.nav_sign_out()}</button></form>
            </div>
        </details>
    }
}
