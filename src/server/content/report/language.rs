//! The house's spelling: marks, spaces and words that a Chinese copy editor would not print.

use super::pairs::Pair;
use super::text::is_han;
use super::{Severity, Sheet};
use crate::domain::locale::Locale;

/// Words that the guide does not want, wherever they stand.
const BANNED: [&str; 11] =
    ["您们", "小主", "亲，", "作为一名", "其它", "帐户", "帐号", "登陆账", "登陆 App", "截止到", "进行沟通"];
/// Options that speak about other options, in both languages.
const ABOUT_OTHERS: [&str; 8] =
    ["以上都", "以上全", "以上皆", "以上均", "all of the above", "none of the above", "both a and b", "以上选项"];

pub(super) fn sheet(pairs: &[Pair], l: Locale) -> Sheet {
    let mut sheet = Sheet::new(
        l.report_language(),
        [l.report_pairs(), l.report_language_marks(), l.report_language_spaces(), l.report_language_words()]
            .map(str::to_owned),
    );
    let (mut marks, mut spaces, mut banned) = (0, 0, 0);
    for pair in pairs {
        let mut miss = |severity, words| sheet.miss_at(severity, pair.path.clone(), pair.line, words);
        if let Some(found) = half_width_mark(&pair.zh) {
            marks += 1;
            miss(Severity::Warning, l.report_language_mark(&found));
        }
        if let Some(found) = missing_space(&pair.zh) {
            spaces += 1;
            miss(Severity::Warning, l.report_language_space(&found));
        }
        if let Some(word) = BANNED.iter().find(|word| pair.zh.contains(**word)) {
            banned += 1;
            miss(Severity::Warning, l.report_language_banned(word));
        }
        let en = pair.en.to_lowercase();
        let entry = pair.path.contains("items/");
        if entry && ABOUT_OTHERS.iter().any(|words| pair.zh.starts_with(words) || en.starts_with(words)) {
            miss(Severity::Error, l.report_language_about_others().into());
        }
    }
    sheet.row([pairs.len(), marks, spaces, banned].map(|count| count.to_string()));
    sheet
}

/// A comma, full stop or the like of the other script, between or behind Han characters.
fn half_width_mark(text: &str) -> Option<String> {
    let characters: Vec<char> = text.chars().collect();
    let found = characters.windows(2).position(|two| is_han(two[0]) && matches!(two[1], ',' | ';' | '?' | '!' | ':'));
    found.map(|index| characters[index..(index + 3).min(characters.len())].iter().collect())
}

/// Han characters that touch Latin letters or digits.
fn missing_space(text: &str) -> Option<String> {
    let characters: Vec<char> = text.chars().collect();
    let latin = |character: char| character.is_ascii_alphanumeric();
    let touches = |two: &[char]| (is_han(two[0]) && latin(two[1])) || (latin(two[0]) && is_han(two[1]));
    let found = characters.windows(2).position(touches);
    found.map(|index| characters[index.saturating_sub(2)..(index + 4).min(characters.len())].iter().collect())
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn what_a_copy_editor_would_mark_is_told() {
        for (body, part) in [
            ("好,我查 || Fine", "好,我"),
            ("等3 天 || wait 3 days", "等3"),
            ("您们好 || Hello", "您们"),
            ("- D. 以上都对 || All of the above", "other options"),
        ] {
            let sheet = sheet(&samples::pairs(body), Locale::En);
            assert!(sheet.misses.iter().any(|miss| miss.words.contains(part)), "{body}: {:?}", sheet.misses);
        }
        let fine = samples::pairs("等 3 天，登录 App 查。 || Wait 3 days, then check in the app.");
        assert_eq!(sheet(&fine, Locale::En).misses, []);
    }
}
