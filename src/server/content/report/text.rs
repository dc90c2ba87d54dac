//! How texts are counted: sentences, Han characters, words, and grams of what is left when marks are dropped.

use crate::domain::locale::Locale;
use std::collections::BTreeSet;

pub(super) fn is_han(character: char) -> bool {
    matches!(character as u32, 0x3400..=0x4dbf | 0x4e00..=0x9fff)
}

pub(super) fn han(text: &str) -> usize {
    text.chars().filter(|character| is_han(*character)).count()
}

/// English words; a figure such as ¥1,200 is one.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// The sentences of a text. A full stop inside a figure ends none.
pub(super) fn sentences(text: &str, locale: Locale) -> Vec<String> {
    let mut sentences = vec![String::new()];
    let characters: Vec<char> = text.chars().collect();
    for (index, character) in characters.iter().copied().enumerate() {
        let next = characters.get(index + 1).copied();
        let ends = match locale {
            Locale::ZhCn => matches!(character, '。' | '！' | '？' | '；' | '\n'),
            Locale::En => {
                matches!(character, '!' | '?' | '\n' | ';')
                    || (character == '.' && next.is_none_or(|next| next.is_whitespace() || next == '”'))
            }
        };
        if ends {
            sentences.push(String::new());
        } else if let Some(last) = sentences.last_mut() {
            last.push(character);
        }
    }
    sentences.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    sentences
}

/// The trigrams of a stem: of characters in Chinese, of words in English; figures are masked, so that another number makes
/// no other stem.
pub(in crate::server::content) fn trigrams(text: &str, locale: Locale) -> BTreeSet<[String; 3]> {
    let masked = |character: char| if character.is_ascii_digit() { '#' } else { character };
    let units: Vec<String> = match locale {
        Locale::ZhCn => {
            text.chars().filter(|character| character.is_alphanumeric()).map(masked).map(String::from).collect()
        }
        Locale::En => {
            let kept = |character: &char| character.is_alphanumeric() || *character == '\'';
            let word = |word: &str| -> String { word.chars().filter(kept).map(masked).collect() };
            text.to_lowercase().split_whitespace().map(word).filter(|word| !word.is_empty()).collect()
        }
    };
    units.windows(3).map(|three| [three[0].clone(), three[1].clone(), three[2].clone()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_their_marks_and_not_inside_figures() {
        assert_eq!(sentences("先查物流。几点能到？3.5 天。", Locale::ZhCn).len(), 3);
        assert_eq!(sentences("Look first. It takes 3.5 days. “Fine.” Then call!", Locale::En).len(), 4);
    }

    #[test]
    fn figures_are_masked_in_grams() {
        assert_eq!(trigrams("每天 20 通来电", Locale::ZhCn), trigrams("每天 35 通来电", Locale::ZhCn));
        assert_eq!(trigrams("He waits 20 days", Locale::En), trigrams("he waits 35 days.", Locale::En));
        assert_ne!(trigrams("每天来电", Locale::ZhCn), trigrams("每周来电", Locale::ZhCn));
    }
}
