//! What ARCHITECTURE.md promises about the code as text: the direction of imports, where SQL and words may stand.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// For a room (by path prefix below `src/`), the rooms of the crate that it may import. The longest prefix decides.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &["domain"]),
    ("i18n", &["domain", "i18n"]),
    ("components", &["domain", "i18n", "components"]),
    ("islands", &["domain", "i18n", "components", "islands", "api"]),
    ("sitting", &["domain", "i18n", "sitting"]),
    ("server/storage", &["domain", "server::storage", "server::ids", "server::clock", "server::testing"]),
    ("server/content", &["domain", "i18n", "server::content"]),
    ("server/services", &["domain", "i18n", "server"]),
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

/// The crate paths that a line names, as `a::b::c` without `crate::`.
fn crate_paths(line: &str) -> Vec<&str> {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    line.match_indices("crate::")
        .filter(|(at, _)| !line[..*at].ends_with(|c: char| is_path(c) || c == '$'))
        .map(|(at, mark)| {
            let rest = &line[at + mark.len()..];
            &rest[..rest.find(|c: char| !is_path(c)).unwrap_or(rest.len())]
        })
        .collect()
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
            crate_paths(line).into_iter().any(|path| {
                // `use crate::server::{a, b}` is cut at the brace: its root must be the root of something allowed.
                let root_only = path.ends_with("::");
                let below = allowed.is_none_or(|(_, rooms)| {
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
