//! What ARCHITECTURE.md promises about the code as text: the direction of imports, where SQL and words may stand.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// For a room (by path prefix below `src/`), the rooms of the crate that it may import. The longest prefix decides, and a room
/// without a line may import nothing.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("lib", &[]),
    ("main", &[]),
    ("browser", &[]),
    ("bundle", &[]),
    ("domain", &["domain"]),
    ("i18n", &["domain", "i18n"]),
    ("components", &["domain", "i18n", "components"]),
    ("islands", &["domain", "i18n", "components", "islands", "api"]),
    ("sitting", &["domain", "i18n", "sitting"]),
    ("app", &["domain", "api", "pages", "server::preferences", "server::site", "server::visitor"]),
    ("api", API),
    ("pages", PAGES),
    ("server/storage", &["domain", "server::storage", "server::ids", "server::clock", "server::testing"]),
    ("server/content", &["domain", "i18n", "server::content"]),
    ("server/interop", &["domain", "server::digest", "server::interop"]),
    ("server/services", SERVICES),
    // The writer of exams tells its queue what a service would.
    (
        "server/exam",
        &["domain", "server::exam", "server::figures", "server::ids", "server::services", "server::storage"],
    ),
    ("server/cli", &["domain", "i18n", "server"]),
    ("server/demo", &["domain", "server"]),
    // What the service is made of, from what knows nothing to what knows all.
    ("server/mod", &[]),
    ("server/testing", &[]),
    ("server/tests", &[]),
    ("server/clock", &[]),
    ("server/figures", &[]),
    ("server/query", &[]),
    ("server/site", &[]),
    ("server/telemetry", &[]),
    ("server/digest", &["domain"]),
    ("server/ids", &["domain"]),
    ("server/visitor", &["domain"]),
    ("server/password", &["server::ids"]),
    ("server/config", &["server::storage"]),
    ("server/origin", &["server::config"]),
    ("server/curriculum", &["domain", "server::content"]),
    ("server/handed_out", &["domain", "server::services"]),
    ("server/observe", &["server::clock", "server::figures", "server::ids"]),
    ("server/session", SESSION),
    ("server/throttle", &["server::session"]),
    ("server/preferences", &["domain", "server::config", "server::session", "server::visitor"]),
    ("server/state", STATE),
    ("server/address", &["server::state"]),
    ("server/headers", &["server::state"]),
    ("server/failure", &["api::failure", "server::services", "server::storage"]),
    ("server/form", &["domain", "api::failure", "server::state"]),
    ("server/sweep", &["server"]),
    ("server/health", &["api::failure", "server::address", "server::figures", "server::state"]),
    ("server/gate", &["domain", "api::failure", "server"]),
    ("server/public_page", &["server"]),
    ("server/render", &["app", "api::failure", "server"]),
    ("server/routes", &["domain", "api", "server"]),
    ("server/router", &["domain", "api::failure", "server"]),
    ("server/run", &["domain", "server"]),
];

/// Actions authorise, call one service and answer; words and field names they share with the page that they answer for.
const API: &[&str] = &[
    "domain",
    "i18n",
    "api",
    "components::moment",
    "components::state",
    "pages",
    "server::address",
    "server::clock",
    "server::content::item::form",
    "server::form",
    "server::gate",
    "server::handed_out",
    "server::interop",
    "server::password",
    "server::preferences",
    "server::query",
    "server::services",
    "server::session",
    "server::state",
    "server::visitor",
];

/// Pages load by services, never from the database. Of storage they know the rows that services hand on as they are.
const PAGES: &[&str] = &[
    "domain",
    "i18n",
    "components",
    "islands",
    "api",
    "pages",
    "server::clock",
    "server::content::bank",
    "server::content::diagnostic",
    "server::content::item::form",
    "server::content::live",
    "server::content::markdown",
    "server::digest",
    "server::form",
    "server::handed_out",
    "server::interop::certificate_pdf",
    "server::observe",
    "server::preferences",
    "server::query",
    "server::services",
    "server::session",
    "server::site",
    "server::state",
    "server::visitor",
    "server::storage::account",
    "server::storage::answer",
    "server::storage::attempt_event",
    "server::storage::attempt_line",
    "server::storage::audit",
    "server::storage::certificate",
    "server::storage::decision",
    "server::storage::evidence",
    "server::storage::exam_session",
    "server::storage::person",
    "server::storage::play",
    "server::storage::publication",
    "server::storage::script",
];

/// Services know nothing of requests: no form, no gate, no route, no page.
const SERVICES: &[&str] = &[
    "domain",
    "i18n",
    "server::clock",
    "server::config",
    "server::content",
    "server::digest",
    "server::exam",
    "server::ids",
    "server::interop",
    "server::password",
    "server::services",
    "server::session",
    "server::state",
    "server::storage",
    "server::throttle",
    "server::visitor",
];

/// One lookup answers many requests, so it ends with what each of them is told.
const SESSION: &[&str] = &[
    "domain",
    "api::failure",
    "server::clock",
    "server::config",
    "server::ids",
    "server::session",
    "server::storage",
    "server::visitor",
];

const STATE: &[&str] = &[
    "server::clock",
    "server::config",
    "server::curriculum",
    "server::exam",
    "server::password",
    "server::public_page",
    "server::session",
    "server::site",
    "server::storage",
];

/// Rooms on top, and who may import them.
const ONLY_FROM: &[(&str, &[&str])] =
    &[("app", &["server/run", "app", "server/render"]), ("pages", &["pages", "app", "api"])];

struct SourceFile {
    /// Below `src/`, with `/`, without `.rs`.
    room: String,
    text: String,
}

fn sources() -> Vec<SourceFile> {
    fn collect(folder: &Path, top: &Path, found: &mut Vec<SourceFile>) {
        let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                collect(&path, top, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let room = path.strip_prefix(top).unwrap().with_extension("").to_string_lossy().replace('\\', "/");
                found.push(SourceFile { room, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(found.len() > 10, "the test reads the sources");
    found
}

/// The lines that are neither comment nor test: tests stand at the end of a file or in a file of their own.
fn code_lines(file: &SourceFile) -> impl Iterator<Item = (usize, &str)> {
    let is_test = file.room.ends_with("tests") || file.room.contains("/testing") || file.room.contains("/tests/");
    let end = if is_test { 0 } else { file.text.find("#[cfg(test)]\nmod tests {").unwrap_or(file.text.len()) };
    let lines = file.text[..end].lines().enumerate();
    lines.map(|(index, line)| (index + 1, line.trim())).filter(|(_, line)| !line.starts_with("//"))
}

/// The crate paths that a line of a room names, as `a::b::c` without `crate::`: `super::` is followed up, and `a::{b, c}` is
/// two paths. Of a list that goes on in the next line, the part before the brace remains, with its `::`.
fn crate_paths(room: &str, line: &str) -> Vec<String> {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let mut paths = Vec::new();
    for mark in ["crate::", "super::"] {
        for (at, _) in line.match_indices(mark) {
            // `pub(in crate::server)` names who may look in, not what is looked at.
            if line[..at].ends_with(|c: char| is_path(c) || c == '$') || line[..at].ends_with("(in ") {
                continue;
            }
            let named = &line[at..];
            let end = named.find(|c: char| !is_path(c)).unwrap_or(named.len());
            let path = absolute(room, &named[..end]);
            match named[end..].strip_prefix('{').and_then(|rest| rest.split_once('}')) {
                Some((list, _)) if path.ends_with("::") || path.is_empty() => {
                    let items = list.split([',', '{']).map(str::trim).filter(|item| !item.is_empty());
                    paths.extend(items.map(|item| format!("{path}{item}")));
                }
                _ => paths.push(path),
            }
        }
    }
    paths
}

/// A path that begins with `crate::` or with any number of `super::`, from the top of the crate.
fn absolute(room: &str, path: &str) -> String {
    if let Some(path) = path.strip_prefix("crate::") {
        return path.to_owned();
    }
    let mut module: Vec<&str> = room.strip_suffix("/mod").unwrap_or(room).split('/').collect();
    let mut rest = path;
    while let Some(below) = rest.strip_prefix("super::") {
        module.pop();
        rest = below;
    }
    module.push(rest);
    module.join("::")
}

fn is_within(path: &str, room: &str) -> bool {
    path == room || path.strip_prefix(room).is_some_and(|rest| rest.starts_with("::") || rest.starts_with('/'))
}

/// `src/<room>.rs:<line>: <code>` for every code line of the given files that a rule objects to.
fn objections(rooms: impl Fn(&str) -> bool, object: impl Fn(&str, &str) -> bool) -> String {
    let mut found = String::new();
    for file in sources().iter().filter(|file| rooms(&file.room)) {
        for (number, line) in code_lines(file).filter(|(_, line)| object(&file.room, line)) {
            writeln!(found, "src/{}.rs:{number}: {line}", file.room).unwrap();
        }
    }
    found
}

#[test]
fn every_room_imports_only_what_lies_below_it() {
    let wrong = objections(
        |_| true,
        |room, line| {
            let allowed = MAY_IMPORT.iter().filter(|(of, _)| is_within(room, of)).max_by_key(|(of, _)| of.len());
            crate_paths(room, line).iter().any(|path| {
                // `use crate::server::{a, b}` is cut at the brace: its root must be the root of something allowed.
                let root_only = path.ends_with("::");
                let below = allowed.is_some_and(|(_, rooms)| {
                    rooms
                        .iter()
                        .any(|of| is_within(path, of) || root_only && of.starts_with(path.trim_end_matches(':')))
                });
                let on_top = ONLY_FROM
                    .iter()
                    .any(|(top, from)| is_within(path, top) && !from.iter().any(|from| is_within(room, from)));
                !below || on_top
            })
        },
    );
    assert!(wrong.is_empty(), "imports against the direction:\n{wrong}");
}

/// Whoever adds a room says what it may know.
#[test]
fn every_room_has_its_line() {
    let rooms: Vec<String> = sources().into_iter().map(|file| file.room).collect();
    let unlisted = rooms.iter().filter(|room| !MAY_IMPORT.iter().any(|(of, _)| is_within(room, of)));
    assert_eq!(unlisted.collect::<Vec<_>>(), Vec::<&String>::new(), "say in MAY_IMPORT what they may import");
    let empty = MAY_IMPORT.iter().map(|(of, _)| of).filter(|of| !rooms.iter().any(|room| is_within(room, of)));
    assert_eq!(empty.collect::<Vec<_>>(), Vec::<&&str>::new(), "lines about nothing");
}

#[test]
fn an_import_is_found_however_it_is_written() {
    let cases = [
        ("pages/a", "use crate::server::storage::Db;", vec!["server::storage::Db"]),
        ("server/gate", "use super::storage::{Db, Tx};", vec!["server::storage::Db", "server::storage::Tx"]),
        ("server/exam/mod", "use super::services;", vec!["server::services"]),
        ("server/exam/writer", "use super::super::services::x;", vec!["server::services::x"]),
        ("server/run", "use super::{clock::Clock, gate};", vec!["server::clock::Clock", "server::gate"]),
        ("api/b", "let a: crate::domain::A = crate::i18n::b(", vec!["domain::A", "i18n::b"]),
        ("api/b", "use crate::server::{", vec!["server::"]),
    ];
    for (room, line, expected) in cases {
        assert_eq!(crate_paths(room, line), expected, "{line}");
    }
}

/// A row is known by its module, so nothing else keeps a page from reading.
#[test]
fn pages_and_actions_reach_the_database_by_services_only() {
    let wrong = objections(
        |room| is_within(room, "pages") || is_within(room, "api"),
        |_, line| line.contains(".db.") || line.contains(".glance()") || line.contains("&mut tx"),
    );
    assert!(wrong.is_empty(), "a page or an action that reads by itself:\n{wrong}");
}

#[test]
fn sql_stands_in_storage_only() {
    let wrong = objections(
        |room| !is_within(room, "server/storage"),
        // A domain id may say that it is stored as the value inside it; how and where is storage's business.
        |_, line| (line.contains("sqlx::") && !line.contains("derive(sqlx::Type)")) || line.contains("sql!("),
    );
    assert!(wrong.is_empty(), "SQL outside storage:\n{wrong}");
}

#[test]
fn words_for_people_stand_in_the_catalogues() {
    let rooms = ["pages", "components", "islands", "sitting", "api", "app", "server/services", "server/cli"];
    let wrong = objections(
        |room| rooms.iter().any(|of| is_within(room, of)),
        |_, line| {
            let code = line.split(" // ").next().unwrap_or_default();
            code.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        },
    );
    assert!(wrong.is_empty(), "Chinese words in code:\n{wrong}");
}

/// A message that nobody says would be translated for nobody.
#[test]
fn every_message_is_said() {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let sources = sources();
    let said: BTreeSet<&str> = sources.iter().flat_map(|file| file.text.split(|c| !is_name(c))).collect();
    let mut silent = Vec::new();
    for catalogue in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/i18n/zh-CN")).unwrap() {
        let path = catalogue.unwrap().path();
        let mut area = path.file_stem().unwrap().to_string_lossy().into_owned();
        let file = area.clone();
        for line in fs::read_to_string(&path).unwrap().lines() {
            if let Some(table) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                area = format!("{file}_{table}");
            } else if let Some((key, _)) = line.split_once(" = ") {
                let name = format!("{area}_{key}").replace(['.', '-'], "_");
                if !said.contains(name.as_str()) {
                    silent.push(name);
                }
            }
        }
    }
    assert!(silent.is_empty(), "delete these messages, nobody says them: {silent:?}");
}

/// Leptos does not escape the children of `<textarea>` on the server: user text there would be an open door.
#[test]
fn no_textarea_has_children() {
    let wrong: Vec<String> = sources()
        .iter()
        .filter(|file| {
            file.text.match_indices("<textarea").any(|(at, _)| {
                let rest = &file.text[at..];
                let end = rest.find('>').unwrap_or(rest.len());
                !rest[..end].ends_with('/') && !rest[end + 1..].trim_start().starts_with("</textarea>")
            })
        })
        .map(|file| file.room.clone())
        .collect();
    assert!(wrong.is_empty(), "<textarea> with children in {wrong:?}");
}
