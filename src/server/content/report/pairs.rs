//! Every text that stands in both languages, taken from the files as they are: what parity is measured on.

use crate::domain::locale::Text;
use crate::server::content::diagnostic::Source;
use crate::server::content::markup::{Line, split_reason};
use crate::server::content::picture;

/// One text in both languages, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub path: String,
    pub line: usize,
    pub zh: String,
    pub en: String,
    /// Said aloud to somebody, as in a dialogue.
    pub spoken: bool,
}

/// Lines whose two halves are written for each language and not translated: what a learner may type.
const OF_THEIR_OWN: [&str; 6] = ["- accept:", "- 〔", "move ", "- move", "tests", "- test"];
/// Labels of lines that somebody says.
const SPOKEN: [&str; 7] = ["customer:", "rep:", "colleague:", "lead:", "says:", "zh:", "en:"];

pub(super) fn of(sources: &[Source]) -> Vec<Pair> {
    sources.iter().filter(|source| !source.path.contains("rules/")).flat_map(of_source).collect()
}

fn of_source(source: &Source) -> Vec<Pair> {
    if picture::lesson_of(&source.path).is_some() {
        let pair = |(line, Text { zh, en })| Pair { path: source.path.clone(), line, zh, en, spoken: false };
        return picture::words(source).into_iter().map(pair).collect();
    }
    let mut pairs = Vec::new();
    let mut block: Option<Block> = None;
    let mut front = source.path.strip_suffix(".md").is_some();
    for (index, text) in source.text.lines().enumerate() {
        let number = index + 1;
        if front {
            front = !(index > 0 && text.trim_end() == "---");
            continue;
        }
        if block.as_ref().is_some_and(|block| block.ends_before(text)) {
            pairs.extend(block.take().and_then(|block| block.pair(&source.path)));
        }
        if let Some(rest) = text.strip_prefix("zh:") {
            block = Some(Block { line: number, zh: rest.to_owned(), en: None });
        } else if let (Some(block), Some(rest)) = (&mut block, text.strip_prefix("en:")) {
            block.en = Some(rest.to_owned());
        } else if let Some(block) = &mut block {
            let side = block.en.as_mut().unwrap_or(&mut block.zh);
            side.push('\n');
            side.push_str(text);
        } else if !text.starts_with('{') && !OF_THEIR_OWN.iter().any(|own| text.trim_start().starts_with(own)) {
            pairs.extend(in_line(source, Line::new(number, text)));
        }
    }
    pairs.extend(block.and_then(|block| block.pair(&source.path)));
    pairs
}

/// A text that stands in two blocks.
struct Block {
    line: usize,
    zh: String,
    en: Option<String>,
}

impl Block {
    /// Whether the text is over when this line comes: with the next heading, entry, reason or label.
    fn ends_before(&self, text: &str) -> bool {
        let Some(en) = &self.en else { return false };
        let lists = self.zh.contains("\n- ") || en.contains("\n- ");
        let label = text.split_once(':').is_some_and(|(label, _)| {
            !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        });
        text.starts_with('#') || text.starts_with('>') || (text.starts_with("- ") && !lists) || label || numbered(text)
    }

    fn pair(self, path: &str) -> Option<Pair> {
        let (zh, en) = (plain(&self.zh), plain(&self.en?));
        Some(Pair { path: path.to_owned(), line: self.line, zh, en, spoken: false })
    }
}

fn numbered(text: &str) -> bool {
    text.split_once(". ").is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// The pair of a line, and the pair of its reason.
fn in_line(source: &Source, line: Line<'_>) -> Vec<Pair> {
    let (words, reason) = split_reason(line);
    let spoken = SPOKEN.iter().any(|label| line.text.starts_with(label));
    let halves = [Some(words.text), reason.map(|reason| reason.text)];
    let pair = |text: &str| {
        // Alternatives are written for each language.
        let (zh, en) = text.split_once(" || ").filter(|(zh, _)| !zh.contains(" / "))?;
        Some(Pair { path: source.path.clone(), line: line.number, zh: plain(marked(zh)), en: plain(en), spoken })
    };
    halves.into_iter().flatten().filter_map(pair).collect()
}

/// Without the mark of the entry before it: `- A. `, `1. `, `rep: `.
fn marked(text: &str) -> &str {
    // What the other says when a typed line is asked for again.
    if let Some((_, said)) = text.split_once(" says ").filter(|(rule, _)| rule.contains('→')) {
        return said;
    }
    let text = text.trim_start().trim_start_matches("- ").trim_start_matches(['#', ' ']);
    let bare =
        |mark: &str| mark.len() <= 2 && mark.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    match text.split_once(". ") {
        Some((mark, rest)) if bare(mark) => rest,
        _ => match text.split_once(": ") {
            Some((label, rest)) if label.bytes().all(|byte| byte.is_ascii_lowercase() || b"-_ ".contains(&byte)) => {
                rest
            }
            _ => text,
        },
    }
}

/// Without inline code, formulas in braces, and the targets of links.
fn plain(text: &str) -> String {
    let outside: String = text.split('`').step_by(2).collect();
    let words: String = outside.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
    let mut plain = String::new();
    let mut rest = words.as_str();
    while let Some((before, after)) = rest.split_once("](") {
        plain.push_str(before);
        plain.push(']');
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::samples;

    #[test]
    fn pairs_come_from_lines_reasons_and_blocks_without_their_marks() {
        let body = "# l1-mindset-x\n{kind: single, unit: {zh: 元, en: yuan}}\nzh: 第一段。\n\n第二段。\nen: One.\n\nTwo.\n\
            - A. 查 3 次 || look 3 times `early` > 太多 || too many\n- accept: 甲 / 乙 || a / b\nrep: 好 || Fine `say it 2`";
        let pairs = samples::pairs(body);
        let found: Vec<(&str, &str, usize)> =
            pairs.iter().map(|pair| (pair.zh.as_str(), pair.en.as_str(), pair.line)).collect();
        assert_eq!(
            found,
            [
                ("第一段。\n\n第二段。", "One.\n\nTwo.", 6),
                ("查 3 次", "look 3 times", 12),
                ("太多", "too many", 12),
                ("好", "Fine", 14)
            ]
        );
        assert!(pairs[3].spoken && !pairs[1].spoken);
    }
}
