//! From the fields of a form to the item's file text. What a form alone can go wrong in is told here: a field left empty,
//! marks of the file's grammar in a text. A gap is filled with `…`, so that the reader of files still tells all the rest.

use super::super::super::diagnostic::{Place, Source};
use super::super::super::header::Header;
use super::super::super::reading::Reading;
use super::{FieldProblem, Fields};
use crate::domain::locale::Locale;

/// An item's text made of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub text: String,
    pub problems: Vec<FieldProblem>,
    spans: Vec<Span>,
}

/// Where a field's words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    line: usize,
    /// 1-based, in characters; `to` is behind the last.
    from: usize,
    to: usize,
    field: String,
}

/// Stands where words are missing.
const GAP: &str = "…";

impl Written {
    /// The field that a place in the text belongs to; empty when it is none.
    pub fn field_at(&self, place: Place) -> &str {
        let of_line: Vec<&Span> = self.spans.iter().filter(|span| span.line == place.line).collect();
        let within = of_line.iter().find(|span| (span.from..span.to.max(span.from + 1)).contains(&place.column));
        let before = of_line.iter().rev().find(|span| span.from <= place.column);
        within.or(before).or(of_line.first()).map_or("", |span| span.field.as_str())
    }
}

/// Writes the item under the front matter and the id of `base`, a text that reads.
pub fn write(base: &str, id: &str, fields: &Fields) -> Written {
    let mut writer =
        Writer { fields, text: String::new(), line: 1, column: 1, problems: Vec::new(), spans: Vec::new() };
    let front = front(base);
    writer.plain(&format!("---\n{}---\n# {id}\n", front.text));
    writer.header(&front);
    writer.stem();
    match fields.get("kind") {
        "single" | "multiple" => writer.options(),
        "true-false" => writer.true_false(),
        "numeric" => writer.numeric(),
        "short" => writer.short(),
        _ => {}
    }
    let Writer { text, problems, spans, .. } = writer;
    Written { text, problems, spans }
}

/// The front matter of a text, and the keys that matter here.
struct Front {
    text: String,
    competency: Option<String>,
    level: bool,
    own_level: Option<String>,
}

fn front(base: &str) -> Front {
    let source = Source { path: String::new(), text: base.to_owned() };
    let mut reading = Reading::new(&source);
    let read = reading.document().and_then(|document| {
        let header = Header::of_document(&mut reading, &document)?;
        Some((document.front.to_owned(), header, document))
    });
    let Some((text, header, document)) = read else {
        return Front { text: String::new(), competency: None, level: false, own_level: None };
    };
    let own = document.body.iter().find(|line| line.text.starts_with('{'));
    let own = own.and_then(|line| Header::of_line(&mut reading, *line, &header));
    Front {
        competency: header.written("competency"),
        level: header.has("level"),
        own_level: own.and_then(|own| own.written("level")),
        text,
    }
}

struct Writer<'f> {
    fields: &'f Fields,
    text: String,
    line: usize,
    column: usize,
    problems: Vec<FieldProblem>,
    spans: Vec<Span>,
}

impl Writer<'_> {
    fn plain(&mut self, text: &str) {
        self.text.push_str(text);
        let breaks = text.matches('\n').count();
        if breaks > 0 {
            self.line += breaks;
            self.column = 1;
        }
        self.column += text.rsplit('\n').next().unwrap_or_default().chars().count();
    }

    /// Writes words that stand for a field; each of their lines is the field's.
    fn placed(&mut self, field: &str, words: &str) {
        for (index, part) in words.split('\n').enumerate() {
            if index > 0 {
                self.plain("\n");
            }
            let (line, from) = (self.line, self.column);
            self.plain(part);
            self.spans.push(Span { line, from, to: self.column, field: field.to_owned() });
        }
    }

    fn problem(&mut self, field: &str, word: impl FnMut(Locale) -> String) {
        self.problems.push(FieldProblem::new(field, word));
    }

    /// A field on one line, checked for being there and for marks.
    fn words(&mut self, field: &str) -> String {
        let words = one_line(self.fields.get(field), field.ends_with("_zh"));
        self.checked(field, words)
    }

    fn checked(&mut self, field: &str, words: String) -> String {
        if words.is_empty() {
            let english = field.ends_with("_en");
            self.problem(field, |l| if english { l.editor_missing_en() } else { l.editor_missing_zh() }.into());
            return GAP.to_owned();
        }
        match stray_mark(&words) {
            Some(mark) => {
                self.problem(field, |l| l.editor_stray_mark(&mark));
                GAP.to_owned()
            }
            None => words,
        }
    }

    /// `中文 || English`
    fn pair(&mut self, name: &str) {
        let (zh, en) = (format!("{name}_zh"), format!("{name}_en"));
        let words = self.words(&zh);
        self.placed(&zh, &words);
        self.plain(" || ");
        let words = self.words(&en);
        self.placed(&en, &words);
    }

    fn header(&mut self, front: &Front) {
        self.plain("{kind: ");
        let kind = self.fields.get("kind").to_owned();
        self.plain(&scalar(&kind));
        if let Some(level) = front.own_level.as_ref().filter(|_| !front.level) {
            self.plain(&format!(", level: {level}"));
        }
        if front.competency.as_deref() != Some(self.fields.get("competency")) {
            self.key("competency");
        }
        self.key("p");
        self.key("use");
        self.answer_keys(&kind);
        for tick in ["fixed", "negative"] {
            if !self.fields.get(tick).is_empty() {
                self.plain(&format!(", {tick}: true"));
            }
        }
        if !self.fields.get("law_as_of").trim().is_empty() {
            self.key("law_as_of");
        }
        if self.fields.get("source").trim().is_empty() {
            self.problem("source", |l| l.editor_missing().into());
        }
        self.plain(", source: ");
        let source = json(&one_line(self.fields.get("source"), false));
        self.placed("source", &source);
        self.plain("}\n");
    }

    /// `, name: value`
    fn key(&mut self, name: &str) {
        let value = self.fields.get(name).trim().to_owned();
        if value.is_empty() {
            self.problem(name, |l| l.editor_missing().into());
        }
        let stand_in = match name {
            "competency" => "process",
            "use" => "practice",
            "scoring" => "partial",
            _ => "0.50",
        };
        self.plain(&format!(", {name}: "));
        self.placed(name, &scalar(if value.is_empty() { stand_in } else { &value }));
    }

    fn answer_keys(&mut self, kind: &str) {
        match kind {
            "single" => {
                let key = self.fields.get("key").to_owned();
                if key.is_empty() {
                    self.problem("key", |l| l.editor_key_missing().into());
                }
                self.plain(", key: ");
                self.placed("key", &scalar(if key.is_empty() { "A" } else { &key }));
            }
            "multiple" => {
                self.key("scoring");
                let keys: Vec<String> = self.fields.all("key").map(scalar).collect();
                let keys = format!("[{}]", keys.join(", "));
                self.plain(", key: ");
                self.placed("key", &keys);
            }
            "true-false" => {
                if self.fields.get("key").is_empty() {
                    self.problem("key", |l| l.editor_key_missing().into());
                }
                self.plain(", key: ");
                let key = if self.fields.get("key") == "false" { "false" } else { "true" };
                self.placed("key", key);
            }
            "numeric" => self.numeric_keys(),
            _ => {}
        }
    }

    fn numeric_keys(&mut self) {
        for optional in ["tolerance", "round"] {
            if !self.fields.get(optional).trim().is_empty() {
                self.key(optional);
            }
        }
        let [zh, en] = ["unit_zh", "unit_en"].map(|field| self.fields.get(field).trim().to_owned());
        if !(zh.is_empty() && en.is_empty()) {
            self.plain(", unit: {zh: ");
            let zh = self.checked("unit_zh", zh);
            self.placed("unit_zh", &json(&zh));
            self.plain(", en: ");
            let en = self.checked("unit_en", en);
            self.placed("unit_en", &json(&en));
            self.plain("}");
        }
        let vary = self.vary();
        if !vary.is_empty() {
            self.plain(", vary: ");
            self.placed("vary", &format!("{{{vary}}}"));
        }
        self.plain(", answer: ");
        let answer = one_line(self.fields.get("answer"), false);
        if answer.is_empty() {
            self.problem("answer", |l| l.editor_missing().into());
        }
        self.placed("answer", &json(if answer.is_empty() { "1" } else { &answer }));
    }

    /// `spend: 60..180 step 20`, a line each, as the inside of a mapping.
    fn vary(&mut self) -> String {
        let mut entries = Vec::new();
        for line in self.fields.get("vary").lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (name, values) = line.split_once(':').unwrap_or((line, ""));
            let (name, values) = (name.trim(), values.trim());
            let list = values.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
            let numbers = |inner: &str| inner.chars().all(|c| c.is_ascii_digit() || ".,- ".contains(c));
            let values = match list {
                Some(inner) if numbers(inner) => values.to_owned(),
                Some(_) | None => json(values),
            };
            entries.push(format!("{}: {values}", scalar(name)));
        }
        entries.join(", ")
    }

    fn stem(&mut self) {
        for (label, field) in [("zh: ", "stem_zh"), ("en: ", "stem_en")] {
            let lines: Vec<&str> = self.fields.get(field).trim().lines().map(str::trim).collect();
            let words = lines.join("\n");
            let begins_a_part = lines.iter().any(|line| {
                let number = line.split_once(". ").is_some_and(|(number, _)| number.parse::<u8>().is_ok());
                number || ["- ", "#", ">", "zh:", "en:", "---"].iter().any(|mark| line.starts_with(mark))
            });
            if begins_a_part {
                self.problem(field, |l| l.editor_stem_line().into());
            }
            let words = if begins_a_part { GAP.to_owned() } else { self.checked(field, words) };
            self.plain(label);
            self.placed(field, &words);
            self.plain("\n");
        }
    }

    fn options(&mut self) {
        let mut right: Vec<String> = self.fields.all("key").map(str::to_owned).collect();
        let chosen = !right.is_empty();
        if !chosen && self.fields.get("kind") == "single" {
            // The stand-in of a key that nobody has chosen yet.
            right.push("A".to_owned());
        }
        for letter in self.fields.options() {
            let name = format!("option_{letter}");
            self.plain(&format!("- {letter}. "));
            self.pair(&name);
            let slip = format!("{name}_slip");
            if !right.contains(&letter.to_string()) {
                let tag = self.fields.get(&slip).trim().to_owned();
                let is_word = tag.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
                // Which ones are wrong is known only once a key is chosen.
                if chosen && (tag.is_empty() || !is_word) {
                    self.problem(&slip, |l| l.check_tag_missing().into());
                }
                self.plain(" `");
                self.placed(&slip, if tag.is_empty() || !is_word { "misread" } else { &tag });
                self.plain("`");
            }
            self.plain(" > ");
            self.pair(&format!("{name}_reason"));
            self.plain("\n");
        }
    }

    fn true_false(&mut self) {
        for word in ["true", "false"] {
            self.plain(&format!("- {word} > "));
            self.pair(&format!("{word}_reason"));
            self.plain("\n");
        }
    }

    fn numeric(&mut self) {
        self.plain("> ");
        self.pair("reason");
        self.plain("\n");
        for number in 1..=self.fields.mistakes() {
            let field = format!("mistake_{number}_formula");
            let formula = one_line(self.fields.get(&field), false);
            self.plain("- mistake: ");
            if formula.is_empty() {
                self.problem(&field, |l| l.editor_missing().into());
            } else if let Some(mark) = stray_mark(&formula) {
                self.problem(&field, |l| l.editor_stray_mark(&mark));
            }
            let fits = !formula.is_empty() && stray_mark(&formula).is_none();
            self.placed(&field, if fits { &formula } else { "0" });
            self.plain(" > ");
            self.pair(&format!("mistake_{number}"));
            self.plain("\n");
        }
    }

    fn short(&mut self) {
        self.plain("- accept: ");
        self.phrases("accept");
        self.plain(" > ");
        self.pair("reason");
        self.plain("\n");
        for number in 1..=self.fields.mistakes() {
            self.plain("- mistake: ");
            self.phrases(&format!("mistake_{number}_phrases"));
            self.plain(" > ");
            self.pair(&format!("mistake_{number}"));
            self.plain("\n");
        }
    }

    /// One phrase a line becomes `甲 / 乙 || a / b`.
    fn phrases(&mut self, name: &str) {
        for (between, language) in [("", "zh"), (" || ", "en")] {
            let field = format!("{name}_{language}");
            let lines = self.fields.get(&field).lines().map(str::trim).filter(|line| !line.is_empty());
            let words = lines.collect::<Vec<_>>().join(" / ");
            self.plain(between);
            let words = self.checked(&field, words);
            self.placed(&field, &words);
        }
    }
}

/// A mark of the files' grammar that a text must not hold.
fn stray_mark(words: &str) -> Option<&'static str> {
    let mut in_code = false;
    for (index, character) in words.char_indices() {
        match character {
            '`' => in_code = !in_code,
            '>' if !in_code && (index == 0 || words[..index].ends_with(' ') && words[index + 1..].starts_with(' ')) => {
                return Some(">");
            }
            _ => {}
        }
    }
    if words.ends_with('`') || in_code {
        return Some("`");
    }
    words.contains("||").then_some("||")
}

/// Lines become one: with a space where the language has spaces.
fn one_line(words: &str, chinese: bool) -> String {
    let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(if chinese { "" } else { " " })
}

/// A word as it stands where YAML reads it as it is, in quotes otherwise.
fn scalar(word: &str) -> String {
    let plain = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
    if plain && !word.starts_with('-') { word.to_owned() } else { json(word) }
}

fn json(word: &str) -> String {
    serde_json::Value::from(word).to_string()
}
