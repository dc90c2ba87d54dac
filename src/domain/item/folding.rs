//! Makes typed text comparable: what a keyboard or an input method adds must not decide about right and wrong.

/// Full-width forms become half-width, letters lower case, curly quotes straight; spaces vanish, and so does punctuation
/// at both ends.
pub fn fold(text: &str) -> String {
    let folded: String = text
        .chars()
        .map(half_width)
        .filter(|character| !character.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    folded.trim_matches(['.', ',', '!', '?', ';', ':', '"', '\'', '…']).to_owned()
}

fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        '。' => '.',
        '、' => ',',
        '￥' => '¥',
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        '−' | '–' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_spaces_and_closing_marks_do_not_matter() {
        let cases = [
            ("ＦＡＱ", "faq"),
            ("帮您 转接。", "帮您转接"),
            ("  Put  You Through! ", "putyouthrough"),
            ("don’t", "don't"),
            ("“您好”", "您好"),
            ("（１）", "(1)"),
            ("　", ""),
        ];
        for (typed, folded) in cases {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing_more() {
        for typed in ["ＡＢＣ．", "‘it’s’", "Ｘ　Ｙ！？"] {
            assert_eq!(fold(&fold(typed)), fold(typed));
        }
    }
}
