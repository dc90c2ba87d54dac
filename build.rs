//! Turns the message catalogues into code: every message of `src/i18n/<language>/<area>.toml` becomes a method
//! `<area>_<key>` of `Locale`. A key or a placeholder that stands in one language only fails the build.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const LANGUAGES: [(&str, &str); 2] = [("zh-CN", "ZhCn"), ("en", "En")];

type Catalogue = BTreeMap<String, Vec<Piece>>;

/// A run of a message: words, a placeholder `{name}`, or a plural `{n|day|days}`.
#[derive(Clone)]
enum Piece {
    Words(String),
    Value(String),
    Plural { count: String, one: String, other: String },
}

fn main() {
    println!("cargo:rerun-if-changed=src/i18n");
    println!("cargo:rerun-if-changed=migrations");
    let catalogues = LANGUAGES.map(|(folder, _)| read_catalogue(&Path::new("src/i18n").join(folder)));
    let problems = disagreements(&catalogues[0], &catalogues[1]);
    assert!(problems.is_empty(), "the message catalogues disagree:\n{}", problems.join("\n"));
    let code = generate(&catalogues);
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("messages.rs");
    fs::write(target, code).expect("the generated messages can be written");
}

fn read_catalogue(folder: &Path) -> Catalogue {
    let mut messages = Catalogue::new();
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    for file in files {
        let area = file.file_stem().expect("a file name").to_string_lossy().replace('-', "_");
        let text = fs::read_to_string(&file).expect("a readable catalogue");
        let table: toml::Table = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        collect(&area, &table, &mut messages, &file);
    }
    messages
}

fn collect(prefix: &str, table: &toml::Table, messages: &mut Catalogue, file: &Path) {
    for (key, value) in table {
        let name = format!("{prefix}_{}", key.replace('-', "_"));
        match value {
            toml::Value::String(text) => {
                messages.insert(name, parse(text, file));
            }
            toml::Value::Table(inner) => collect(&name, inner, messages, file),
            _ => panic!("{}: {name} is neither a text nor a table of texts", file.display()),
        }
    }
}

fn parse(text: &str, file: &Path) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let close =
            rest[open..].find('}').unwrap_or_else(|| panic!("{}: unclosed {{ in {text:?}", file.display())) + open;
        if open > 0 {
            pieces.push(Piece::Words(rest[..open].to_owned()));
        }
        let parts: Vec<&str> = rest[open + 1..close].split('|').collect();
        pieces.push(match parts.as_slice() {
            [name] => Piece::Value((*name).to_owned()),
            [count, one, other] => {
                Piece::Plural { count: (*count).to_owned(), one: (*one).to_owned(), other: (*other).to_owned() }
            }
            _ => panic!("{}: {text:?}: a placeholder is {{name}} or {{n|one|other}}", file.display()),
        });
        rest = &rest[close + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

/// The names that a message takes, each with whether it counts something.
fn arguments(pieces: &[Piece]) -> BTreeMap<&str, bool> {
    let mut names = BTreeMap::new();
    for piece in pieces {
        match piece {
            Piece::Words(_) => {}
            Piece::Value(name) => {
                names.entry(name.as_str()).or_insert(false);
            }
            Piece::Plural { count, .. } => {
                names.insert(count.as_str(), true);
            }
        }
    }
    names
}

fn disagreements(first: &Catalogue, second: &Catalogue) -> Vec<String> {
    let mut problems = Vec::new();
    let keys: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    for key in keys {
        match (first.get(key), second.get(key)) {
            (Some(a), Some(b)) => {
                let (a, b) = (arguments(a), arguments(b));
                if !a.keys().eq(b.keys()) {
                    problems.push(format!("{key}: zh-CN takes {:?}, en takes {:?}", a.keys(), b.keys()));
                }
            }
            (None, _) => problems.push(format!("{key}: missing in zh-CN")),
            (_, None) => problems.push(format!("{key}: missing in en")),
        }
    }
    problems
}

fn generate(catalogues: &[Catalogue; 2]) -> String {
    let mut code = String::from("impl Locale {\n");
    for (key, zh) in &catalogues[0] {
        let en = &catalogues[1][key];
        let counted = [arguments(zh), arguments(en)];
        let names: Vec<&str> = counted[0].keys().copied().collect();
        let signature: String = names.iter().fold(String::new(), |mut text, name| {
            let counts = counted.iter().any(|arguments| arguments[name]);
            let _ = write!(text, ", {name}: {}", if counts { "i64" } else { "&dyn std::fmt::Display" });
            text
        });
        let result = if names.is_empty() { "&'static str" } else { "String" };
        let _ = writeln!(code, "    pub fn {key}(self{signature}) -> {result} {{\n        match self {{");
        for ((_, variant), pieces) in LANGUAGES.iter().zip([zh, en]) {
            let _ = writeln!(code, "            Self::{variant} => {},", expression(pieces, names.is_empty()));
        }
        code.push_str("        }\n    }\n");
    }
    code.push_str("}\n");
    code
}

fn expression(pieces: &[Piece], plain: bool) -> String {
    if plain {
        let words: String =
            pieces.iter().map(|piece| if let Piece::Words(words) = piece { words.as_str() } else { "" }).collect();
        return format!("{words:?}");
    }
    let mut pattern = String::new();
    let mut values = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) => pattern.push_str(&words.replace('{', "{{").replace('}', "}}")),
            Piece::Value(name) => {
                let _ = write!(pattern, "{{{name}}}");
            }
            Piece::Plural { count, one, other } => {
                let _ = write!(pattern, "{{{count}}} {{}}");
                values.push(format!("if {count} == 1 {{ {one:?} }} else {{ {other:?} }}"));
            }
        }
    }
    format!("format!({pattern:?}{})", values.iter().fold(String::new(), |text, value| text + ", " + value))
}
