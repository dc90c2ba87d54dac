//! Words as the files' grammar takes them.

/// A mark of the files' grammar that a text must not hold.
pub fn stray_mark(words: &str) -> Option<&'static str> {
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
pub fn one_line(words: &str, chinese: bool) -> String {
    lines(words).collect::<Vec<_>>().join(if chinese { "" } else { " " })
}

/// The lines in which anything stands.
pub fn lines(words: &str) -> impl Iterator<Item = &str> {
    words.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// A word as it stands where YAML reads it as it is, in quotes otherwise.
pub fn scalar(word: &str) -> String {
    let plain = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
    if plain && !word.starts_with('-') { word.to_owned() } else { quoted(word) }
}

pub fn quoted(word: &str) -> String {
    serde_json::Value::from(word).to_string()
}
