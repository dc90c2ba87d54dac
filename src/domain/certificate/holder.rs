//! The name on a certificate, and how much of it a stranger sees.

use serde::{Deserialize, Serialize};

/// Stands for what a stranger does not see.
const HIDDEN: char = '○';

/// Whom a certificate names. Kept as it was on the day of issue: people change their names, certificates do not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    pub name: String,
    /// In Latin letters; empty when nobody wrote it down.
    pub latin_name: String,
}

impl Holder {
    /// Enough of the name to compare with a person in front of you, too little to learn one: the ends of a Chinese name
    /// (林○雯, 苏○, 欧○○雯), the first word and the initials of any other (Lin X.).
    pub fn masked(&self) -> String {
        let name = self.name.trim();
        if name.is_ascii() || name.contains(' ') { masked_words(name) } else { masked_characters(name) }
    }
}

fn masked_characters(name: &str) -> String {
    let count = name.chars().count();
    let shown = |at: usize| at == 0 || (count > 2 && at + 1 == count);
    name.chars().enumerate().map(|(at, character)| if shown(at) { character } else { HIDDEN }).collect()
}

fn masked_words(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    // A single word shows its first letter only: it may be all there is of the name.
    let Some(second) = words.next() else {
        return first
            .chars()
            .take(1)
            .chain(std::iter::repeat_n(HIDDEN, first.chars().count().saturating_sub(1)))
            .collect();
    };
    std::iter::once(second)
        .chain(words)
        .filter_map(|word| word.chars().next())
        .fold(first.to_owned(), |shown, initial| format!("{shown} {initial}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(name: &str) -> Holder {
        Holder { name: name.into(), latin_name: "Lin Xiaowen".into() }
    }

    #[test]
    fn a_stranger_sees_the_ends_of_a_name() {
        let cases = [
            ("林晓雯", "林○雯"),
            ("苏畅", "苏○"),
            ("欧阳晓雯", "欧○○雯"),
            ("𬭎", "𬭎"),
            ("Lin Xiaowen", "Lin X."),
            ("Anna Maria Petrova", "Anna M. P."),
            ("Madonna", "M○○○○○○"),
        ];
        for (name, expected) in cases {
            assert_eq!(holder(name).masked(), expected);
        }
    }
}
