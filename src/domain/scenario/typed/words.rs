//! A line cut into the units that phrases are made of.

use super::phrase::Span;

/// A typed line or a phrase, folded and cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    units: Vec<String>,
    /// What parts a unit from the one before it.
    breaks: Vec<Break>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    None,
    /// A comma or the like: another clause begins.
    Clause,
    /// Another sentence begins.
    Sentence,
}

impl Words {
    pub(super) fn read(line: &str) -> Self {
        let characters: Vec<char> = line.chars().map(fold).flat_map(char::to_lowercase).collect();
        let mut words = Self { units: Vec::new(), breaks: Vec::new() };
        let (mut at, mut pending) = (0, Break::None);
        while let Some(&character) = characters.get(at) {
            if is_han(character) || matches!(character, '¥' | '%') {
                words.push(character.to_string(), &mut pending);
                at += 1;
            } else if character.is_ascii_digit() {
                let end = run(&characters, at, is_digit, |c| matches!(c, ':' | '.' | '-' | '/'));
                words.push(characters[at..end].iter().collect(), &mut pending);
                at = end;
            } else if character.is_alphabetic() {
                let end = run(&characters, at, is_letter, |c| c == '\'');
                if let Some((unit, end)) = half_day(&characters, at, end) {
                    words.push(unit.to_owned(), &mut pending);
                    at = end;
                    continue;
                }
                words.push_latin(&characters[at..end].iter().collect::<String>(), &mut pending);
                at = end;
            } else {
                pending = pending.max(break_of(character));
                at += 1;
            }
        }
        words
    }

    fn push(&mut self, unit: String, pending: &mut Break) {
        self.units.push(unit);
        self.breaks.push(std::mem::replace(pending, Break::None));
    }

    /// Contractions are read as what they stand for.
    fn push_latin(&mut self, word: &str, pending: &mut Break) {
        let whole = match word {
            "can't" | "cannot" => ["can", "not"],
            "won't" => ["will", "not"],
            "shan't" => ["shall", "not"],
            _ => {
                let endings = [("n't", "not"), ("'ll", "will"), ("'re", "are"), ("'ve", "have"), ("'m", "am")];
                let cut = endings.iter().find_map(|(ending, full)| word.strip_suffix(ending).map(|stem| [stem, full]));
                cut.unwrap_or([word, ""])
            }
        };
        for part in whole.into_iter().filter(|part| !part.is_empty()) {
            self.push(part.to_owned(), pending);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    pub(super) fn unit(&self, index: usize) -> Option<&str> {
        self.units.get(index).map(String::as_str)
    }

    /// What parts this unit from the one before it; past the end, the end of a sentence.
    pub(super) fn break_before(&self, index: usize) -> Break {
        self.breaks.get(index).copied().unwrap_or(Break::Sentence)
    }

    /// Whether some clause holds a part of both.
    pub(super) fn share_clause(&self, a: Span, b: Span) -> bool {
        let (earlier, later) = if a.start <= b.start { (a, b) } else { (b, a) };
        later.start < earlier.end || (earlier.end..=later.start).all(|index| self.break_before(index) == Break::None)
    }
}

/// “a.m.” and “p.m.”, with the end of it; its full stops part nothing.
fn half_day(characters: &[char], start: usize, end: usize) -> Option<(&'static str, usize)> {
    let unit = match characters.get(start..end)? {
        ['a'] => "am",
        ['p'] => "pm",
        _ => return None,
    };
    let rest = characters.get(end..)?;
    let ended = |rest: &[char]| !rest.first().is_some_and(|next| next.is_alphanumeric());
    match rest {
        ['.', 'm', '.', ..] => Some((unit, end + 3)),
        ['.', 'm', after @ ..] if ended(after) => Some((unit, end + 2)),
        _ => None,
    }
}

/// The end of a run: characters of one kind, and joints between two of them.
fn run(characters: &[char], start: usize, inner: fn(char) -> bool, joint: fn(char) -> bool) -> usize {
    let mut end = start;
    while let Some(&character) = characters.get(end) {
        let inside = joint(character) && characters.get(end + 1).is_some_and(|next| inner(*next));
        if !inner(character) && !inside {
            break;
        }
        end += 1;
    }
    end
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

fn is_letter(character: char) -> bool {
    character.is_alphabetic() && !is_han(character)
}

/// Full width to half width, typographic quotes to plain ones, 您 to 你.
fn fold(character: char) -> char {
    let narrow = match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        _ => character,
    };
    match narrow {
        '您' => '你',
        '’' | '‘' | '`' | '´' => '\'',
        '￥' => '¥',
        _ => narrow,
    }
}

fn break_of(character: char) -> Break {
    match character {
        '。' | '!' | '?' | ';' | '.' | '\n' => Break::Sentence,
        ',' | '、' | ':' | '—' | '–' | '…' => Break::Clause,
        _ => Break::None,
    }
}

fn is_han(character: char) -> bool {
    matches!(character as u32, 0x3007 | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_the_same_however_it_is_typed() {
        let cases: [(&str, &[&str]); 9] = [
            ("17:00 前 打给您", &["17:00", "前", "打", "给", "你"]),
            ("１７：００前打给你", &["17:00", "前", "打", "给", "你"]),
            ("I’ll CALL you by 5pm", &["i", "will", "call", "you", "by", "5", "pm"]),
            ("at 5 p.m. today", &["at", "5", "pm", "today"]),
            ("We can't, cannot, can not", &["we", "can", "not", "can", "not", "can", "not"]),
            ("don't follow-up", &["do", "not", "follow", "up"]),
            ("退款￥20，20元", &["退", "款", "¥", "20", "20", "元"]),
            ("end.Then", &["end", "then"]),
            ("“”！？…", &[]),
        ];
        for (line, expected) in cases {
            assert_eq!(Words::read(line).units, expected, "{line}");
        }
    }

    #[test]
    fn commas_part_clauses_and_full_stops_part_sentences() {
        let words = Words::read("好，行。走");
        assert_eq!([1, 2].map(|index| words.break_before(index)), [Break::Clause, Break::Sentence]);
    }
}
