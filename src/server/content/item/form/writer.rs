//! Writes words for fields and remembers where each of them stands. What a form alone can go wrong in is told here: a field
//! left empty, marks of the files' grammar in a text. A gap is filled with `…`, so that the reader of files still tells the rest.

use super::super::super::diagnostic::Place;
use super::marks::{lines, one_line, quoted, scalar, stray_mark};
use super::{FieldProblem, Fields};
use crate::domain::locale::Locale;

/// A unit's text made of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub text: String,
    pub problems: Vec<FieldProblem>,
    spans: Vec<Span>,
    /// The first and the last line that are the form's; in a case there are others.
    own: (usize, usize),
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
pub(super) const GAP: &str = "…";

impl Written {
    /// The field that a place in the text belongs to; empty when it is none.
    pub fn field_at(&self, place: Place) -> &str {
        let of_line: Vec<&Span> = self.spans.iter().filter(|span| span.line == place.line).collect();
        let within = of_line.iter().find(|span| (span.from..span.to.max(span.from + 1)).contains(&place.column));
        let before = of_line.iter().rev().find(|span| span.from <= place.column);
        within.or(before).or(of_line.first()).map_or("", |span| span.field.as_str())
    }

    /// Whether a place lies in what the form has written; a case's text has more in it.
    pub fn holds(&self, place: Place) -> bool {
        (self.own.0..=self.own.1).contains(&place.line)
    }
}

pub(super) struct Writer<'f> {
    pub fields: &'f Fields,
    text: String,
    line: usize,
    column: usize,
    began: usize,
    problems: Vec<FieldProblem>,
    spans: Vec<Span>,
}

impl<'f> Writer<'f> {
    /// Begins below what stands before the form's part, whose last line is the heading.
    pub fn new(fields: &'f Fields, before: &str) -> Self {
        let mut writer =
            Self { fields, text: String::new(), line: 1, column: 1, began: 1, problems: Vec::new(), spans: Vec::new() };
        writer.plain(before);
        writer.began = writer.line.saturating_sub(1);
        writer
    }

    /// Ends with what stands behind the form's part.
    pub fn finish(mut self, after: &str) -> Written {
        let own = (self.began, self.line.saturating_sub(1));
        self.plain(after);
        let Self { text, problems, spans, .. } = self;
        Written { text, problems, spans, own }
    }

    pub fn plain(&mut self, text: &str) {
        self.text.push_str(text);
        let breaks = text.matches('\n').count();
        if breaks > 0 {
            self.line += breaks;
            self.column = 1;
        }
        self.column += text.rsplit('\n').next().unwrap_or_default().chars().count();
    }

    /// Writes words that stand for a field; each of their lines is the field's.
    pub fn placed(&mut self, field: &str, words: &str) {
        for (index, part) in words.split('\n').enumerate() {
            if index > 0 {
                self.plain("\n");
            }
            let (line, from) = (self.line, self.column);
            self.plain(part);
            self.spans.push(Span { line, from, to: self.column, field: field.to_owned() });
        }
    }

    pub fn problem(&mut self, field: &str, word: impl FnMut(Locale) -> String) {
        self.problems.push(FieldProblem::new(field, word));
    }

    pub fn missing(&mut self, field: &str) {
        self.problem(field, |l| l.editor_missing().into());
    }

    /// A field on one line, checked for being there and for marks.
    pub fn words(&mut self, field: &str) -> String {
        let words = one_line(self.fields.get(field), field.ends_with("_zh"));
        self.checked(field, words)
    }

    pub fn checked(&mut self, field: &str, words: String) -> String {
        if words.is_empty() {
            let english = field.ends_with("_en");
            self.problem(field, |l| if english { l.editor_missing_en() } else { l.editor_missing_zh() }.into());
            return GAP.to_owned();
        }
        match stray_mark(&words) {
            Some(mark) => self.stray(field, mark),
            None => words,
        }
    }

    /// Tells of a mark in a text; gives what stands in for the text.
    pub fn stray(&mut self, field: &str, mark: &str) -> String {
        self.problem(field, |l| l.editor_stray_mark(&mark));
        GAP.to_owned()
    }

    /// `中文 || English`
    pub fn pair(&mut self, name: &str) {
        for (between, language) in [("", "zh"), (" || ", "en")] {
            let field = format!("{name}_{language}");
            self.plain(between);
            let words = self.words(&field);
            self.placed(&field, &words);
        }
    }

    /// One phrase a line becomes `甲 / 乙 || a / b`.
    pub fn phrases(&mut self, name: &str) {
        for (between, language) in [("", "zh"), (" || ", "en")] {
            let field = format!("{name}_{language}");
            let words = lines(self.fields.get(&field)).collect::<Vec<_>>().join(" / ");
            self.plain(between);
            let words = self.checked(&field, words);
            self.placed(&field, &words);
        }
    }

    /// A text of any number of lines in both languages, `zh:` and `en:`. No line may begin like something else.
    pub fn block(&mut self, name: &str, begins_a_part: impl Fn(&str) -> bool) {
        for language in ["zh", "en"] {
            let field = format!("{name}_{language}");
            let lines: Vec<&str> = self.fields.get(&field).trim().lines().map(str::trim).collect();
            let label = |line: &str| ["zh:", "en:"].iter().any(|mark| line.starts_with(mark));
            let words = lines.join("\n");
            let words = if lines.iter().any(|line| label(line) || begins_a_part(line)) {
                self.problem(&field, |l| l.editor_stem_line().into());
                GAP.to_owned()
            } else {
                self.checked(&field, words)
            };
            self.plain(&format!("{language}: "));
            self.placed(&field, &words);
            self.plain("\n");
        }
    }

    /// `, name: value`, of which something must be there.
    pub fn key(&mut self, name: &str) {
        let value = self.fields.get(name).trim().to_owned();
        if value.is_empty() {
            self.missing(name);
        }
        let stand_in = match name {
            "competency" => "process",
            "use" => "practice",
            "scoring" => "partial",
            "minutes" => "20",
            _ => "0.50",
        };
        self.plain(&format!(", {name}: "));
        self.placed(name, &scalar(if value.is_empty() { stand_in } else { &value }));
    }

    /// `, name: true` for what is ticked.
    pub fn ticked(&mut self, name: &str) {
        if !self.fields.get(name).is_empty() {
            self.plain(&format!(", {name}: true"));
        }
    }

    pub fn quoted(&mut self, name: &str) {
        let words = one_line(self.fields.get(name), false);
        if words.is_empty() {
            self.missing(name);
        }
        self.plain(&format!(", {name}: "));
        self.placed(name, &quoted(&words));
    }
}
