//! The marks that all content files share: front matter, `中文 || English` pairs, reasons behind `>`, inline code.

use super::diagnostic::{Place, Report, Source};
use crate::domain::locale::{Locale, Text};

/// A line with its number, so that problems can name their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// 1-based.
    pub number: usize,
    /// 1-based, in characters: where `text` begins in the file's line.
    pub column: usize,
    pub text: &'a str,
}

impl<'a> Line<'a> {
    /// A whole line of a file.
    pub fn new(number: usize, text: &'a str) -> Self {
        Self { number, column: 1, text }
    }

    /// The place of a part of this line. `part` must be a slice of `text`; anything else gives the whole line.
    pub fn place_of(&self, part: &str) -> Place {
        match self.before(part) {
            Some(before) => Place {
                line: self.number,
                column: self.column + before.chars().count(),
                width: part.chars().count().max(1),
            },
            None => self.place(),
        }
    }

    pub fn place(&self) -> Place {
        let trimmed = self.text.trim();
        let indent = self.text.chars().take_while(|character| character.is_whitespace()).count();
        Place { line: self.number, column: self.column + indent, width: trimmed.chars().count().max(1) }
    }

    /// The part of this line that `rest` is, which must be a slice of it; it keeps its place in the file.
    #[must_use]
    pub fn with(&self, rest: &'a str) -> Self {
        let before = self.before(rest).map_or(0, |before| before.chars().count());
        Self { number: self.number, column: self.column + before, text: rest }
    }

    fn before(&self, part: &str) -> Option<&'a str> {
        let start = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        self.text.get(..start)
    }
}

/// A file split into its YAML front matter and the lines below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document<'a> {
    /// The YAML between the `---` lines, and the number of its first line.
    pub front: &'a str,
    pub front_line: usize,
    pub body: Vec<Line<'a>>,
}

/// Splits a file at its front matter. Without one, that is reported and nothing is returned.
pub fn split_document<'a>(source: &'a Source, report: &mut Report) -> Option<Document<'a>> {
    let text = source.text.as_str();
    let mut lines = text.lines().enumerate().map(|(index, text)| Line::new(index + 1, text));
    let opened = lines.next().is_some_and(|line| line.text.trim_end() == "---");
    let closing = if opened { lines.by_ref().find(|line| line.text.trim_end() == "---") } else { None };
    let Some(closing) = closing else {
        report.error(source, Place::line(1), |l| l.check_front_matter_missing().into());
        return None;
    };
    let start = text.find('\n').map_or(text.len(), |index| index + 1);
    let end = closing.text.as_ptr() as usize - text.as_ptr() as usize;
    Some(Document { front: &text[start..end], front_line: 2, body: lines.collect() })
}

/// Reads YAML into a type; a mistake in it is reported at its own line of the file.
pub fn read_yaml<T: serde::de::DeserializeOwned>(
    source: &Source,
    yaml: &str,
    first_line: usize,
    report: &mut Report,
) -> Option<T> {
    match serde_saphyr::from_str(yaml) {
        Ok(value) => Some(value),
        Err(error) => {
            let place = error.location().map_or(Place::line(first_line), |location| Place {
                line: first_line + usize::try_from(location.line()).unwrap_or(1).saturating_sub(1),
                column: usize::try_from(location.column()).unwrap_or(1).max(1),
                width: 1,
            });
            let reason = error.without_snippet().to_string();
            // The place is told by the problem; the parser's own counts lines within the YAML alone.
            let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
            report.error(source, place, |l| l.check_yaml(&reason));
            None
        }
    }
}

/// Reads `中文 || English`. A missing half is reported.
pub fn read_pair(source: &Source, line: Line<'_>, report: &mut Report) -> Option<Text> {
    let mut halves = line.text.split(" || ");
    let (zh, en, more) = (halves.next().unwrap_or_default(), halves.next(), halves.next());
    match (en, more) {
        (Some(en), None) if !zh.trim().is_empty() && !en.trim().is_empty() => Some(Text::new(zh.trim(), en.trim())),
        (Some(_), Some(more)) => {
            report.error(source, line.place_of(more), |l| l.check_pair_thrice().into());
            None
        }
        (None, None) => {
            report.error(source, line.place(), |l| l.check_pair_missing_english().into());
            None
        }
        _ => {
            report.error(source, line.place(), |l| l.check_pair_half_empty().into());
            None
        }
    }
}

/// Reads a text that stands either on one line as a pair, or as a `zh:` and an `en:` line or block (the lines below a
/// label, up to the other label, belong to it; blank lines part paragraphs).
pub fn read_text(source: &Source, lines: &[Line<'_>], report: &mut Report) -> Option<Text> {
    let mut filled = lines.iter().filter(|line| !line.text.trim().is_empty()).peekable();
    let first = *filled.peek()?;
    if !first.text.starts_with("zh:") && !first.text.starts_with("en:") {
        let only = **filled.peek()?;
        filled.next();
        if let Some(extra) = filled.next() {
            report.error(source, extra.place(), |l| l.check_text_extra_line().into());
        }
        return read_pair(source, only, report);
    }
    let (mut zh, mut en, mut current) = (String::new(), String::new(), Locale::ZhCn);
    for line in lines {
        let content = if let Some(rest) = line.text.strip_prefix("zh:") {
            current = Locale::ZhCn;
            rest
        } else if let Some(rest) = line.text.strip_prefix("en:") {
            current = Locale::En;
            rest
        } else {
            line.text
        };
        let target = match current {
            Locale::ZhCn => &mut zh,
            Locale::En => &mut en,
        };
        if !target.is_empty() {
            target.push('\n');
        }
        target.push_str(content.trim());
    }
    let (zh, en) = (zh.trim(), en.trim());
    if zh.is_empty() || en.is_empty() {
        report.error(source, first.place(), |l| l.check_pair_half_empty().into());
        return None;
    }
    Some(Text::new(zh, en))
}

/// Splits `text > reason` at the first ` > ` outside inline code, or takes a leading `>` as a reason alone.
pub fn split_reason(line: Line<'_>) -> (Line<'_>, Option<Line<'_>>) {
    let text = line.text;
    if let Some(reason) = text.trim_start().strip_prefix('>') {
        return (line.with(&text[..0]), Some(line.with(reason.trim_start())));
    }
    let mut in_code = false;
    for (index, character) in text.char_indices() {
        match character {
            '`' => in_code = !in_code,
            '>' if !in_code && text[..index].ends_with(' ') && text[index + 1..].starts_with(' ') => {
                return (line.with(text[..index].trim_end()), Some(line.with(text[index + 1..].trim_start())));
            }
            _ => {}
        }
    }
    (line, None)
}

/// Takes inline-code spans off the end of a line and gives the words before them and the spans in order.
pub fn split_trailing_code(line: Line<'_>) -> (Line<'_>, Vec<Line<'_>>) {
    let mut spans = Vec::new();
    let mut rest = line.text.trim_end();
    while let Some(inner) = rest.strip_suffix('`') {
        let Some(open) = inner.rfind('`') else { break };
        spans.push(line.with(&inner[open + 1..]));
        rest = inner[..open].trim_end();
    }
    spans.reverse();
    (line.with(rest), spans)
}

/// The `#`-headed parts of a body: the heading's text (without marks) and the lines up to the next heading of `depth`.
pub fn sections<'a>(lines: &[Line<'a>], depth: usize) -> (Vec<Line<'a>>, Vec<(Line<'a>, Vec<Line<'a>>)>) {
    let mark = "#".repeat(depth) + " ";
    let (mut before, mut parts): (Vec<_>, Vec<(Line<'a>, Vec<Line<'a>>)>) = (Vec::new(), Vec::new());
    for line in lines {
        if let Some(title) = line.text.strip_prefix(mark.as_str()) {
            parts.push((line.with(title.trim()), Vec::new()));
        } else if let Some((_, body)) = parts.last_mut() {
            body.push(*line);
        } else {
            before.push(*line);
        }
    }
    (before, parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source { path: "a.md".into(), text: text.into() }
    }

    fn line(text: &str) -> Line<'_> {
        Line::new(1, text)
    }

    #[test]
    fn a_document_is_split_at_its_front_matter() {
        let source = source("---\n{id: a}\n---\n# 题 || Title\n");
        let mut report = Report::default();
        let document = split_document(&source, &mut report).expect("a document");
        assert_eq!(document.front, "{id: a}\n");
        assert_eq!(document.body, [Line::new(4, "# 题 || Title")]);
        assert!(report.problems().is_empty());
    }

    #[test]
    fn a_text_stands_on_one_line_or_under_labels() {
        let source = source("");
        let cases = [
            (vec!["你好 || Hello"], Some(("你好", "Hello"))),
            (vec!["zh: 你好", "en: Hello"], Some(("你好", "Hello"))),
            (vec!["zh: 一", "二", "en: One", "two"], Some(("一\n二", "One\ntwo"))),
            (vec!["只有中文"], None),
            (vec!["zh: 一"], None),
            (vec!["一 || one || uno"], None),
        ];
        for (lines, expected) in cases {
            let lines: Vec<_> = lines.into_iter().map(line).collect();
            let mut report = Report::default();
            let text = read_text(&source, &lines, &mut report);
            assert_eq!(text.as_ref().map(|text| (text.zh.as_str(), text.en.as_str())), expected);
            assert_eq!(report.has_errors(), expected.is_none());
        }
    }

    #[test]
    fn a_reason_and_trailing_code_come_off_a_line() {
        let (words, reason) = split_reason(line("甲 || A `if trust > 3` > 因为 || Because"));
        assert_eq!(reason.map(|reason| reason.text), Some("因为 || Because"));
        let (words, spans) = split_trailing_code(words);
        assert_eq!((words.text, spans[0].text), ("甲 || A", "if trust > 3"));
        assert_eq!(spans[0].place(), Place { line: 1, column: 9, width: 12 }, "a part keeps its place in the line");
    }

    #[test]
    fn yaml_mistakes_are_reported_at_their_own_line() {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Front {
            #[expect(dead_code, reason = "only its reading is of interest")]
            id: String,
        }
        let source = source("---\nid: a\nbogus: 1\n---\n");
        let mut report = Report::default();
        assert!(read_yaml::<Front>(&source, "id: a\nbogus: 1\n", 2, &mut report).is_none());
        assert_eq!(report.problems()[0].place.line, 3);
    }
}
