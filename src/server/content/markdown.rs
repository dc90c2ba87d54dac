//! Markdown of content texts as HTML: emphasis, lists, tables. Raw HTML and dangerous links do not come through, so the
//! result may stand in a page as it is.

use comrak::{Options, markdown_to_html};

/// Paragraphs, lists and tables.
pub fn blocks(text: &str) -> String {
    if is_plain(text) { format!("<p>{}</p>", escaped(text)) } else { markdown_to_html(text, &options()) }
}

/// One run of text, without a paragraph around it.
pub fn inline(text: &str) -> String {
    if is_plain(text) {
        return escaped(text);
    }
    let html = markdown_to_html(text, &options());
    let inner = html.trim_end().strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>"));
    match inner {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        // A list or the like cannot stand within a line: the words as they were written can.
        Some(_) | None => escaped(text),
    }
}

/// Most texts have no mark at all, and a page has dozens of them. What means something at the beginning of a line only, such as
/// `#` or `1.`, is plain elsewhere: there is one line.
fn is_plain(text: &str) -> bool {
    let marks = |character| matches!(character, '*' | '_' | '`' | '\\' | '[' | '<' | '&' | '\n');
    let begins_a_block = |character| matches!(character, '-' | '+' | '~' | '=' | '#' | '>' | '|' | '\t' | ' ');
    let after_digits = text.trim_start_matches(|character: char| character.is_ascii_digit());
    let is_numbered = after_digits.len() < text.len() && after_digits.starts_with(['.', ')']);
    !text.contains(marks) && !text.starts_with(begins_a_block) && !text.ends_with(' ') && !is_numbered
}

/// A text as it is, for a place within an element or a quoted attribute.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
    html
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.cjk_friendly_emphasis = true;
    options.extension.table = true;
    // Authors break a line where they mean it; in Chinese a mere space in its place would be a mistake.
    options.render.hardbreaks = true;
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_texts_become_html() {
        let cases = [
            ("甲", "<p>甲</p>"),
            ("**接待**：报公司", "<p><strong>接待</strong>：报公司</p>"),
            ("问：**“先别看”**再说", "<p>问：<strong>“先别看”</strong>再说</p>"),
            ("- 一\n- 二", "<ul>\n<li>一</li>\n<li>二</li>\n</ul>"),
            ("5 到 8 天", "<p>5 到 8 天</p>"),
            ("一\n二", "<p>一<br />\n二</p>"),
        ];
        for (text, html) in cases {
            assert_eq!(blocks(text).trim_end(), html, "{text}");
        }
    }

    #[test]
    fn what_is_taken_for_plain_would_come_out_the_same() {
        let tricky = [
            "3 天",
            "1.5 倍",
            "2) b",
            "10. c",
            "1",
            "50% > 40%",
            "甲 | 乙",
            "好！a! b",
            "C# 与 F#",
            "a - b",
            "-1 度",
            "# 题",
            "> 引",
            "a ~b~",
            "\u{a0}x",
            "\u{3000}甲",
            "x  ",
            "\"引号\" 'b'",
            "---",
            "===",
            "+ a",
            "~~~",
            "1986年",
            "3、丙",
        ];
        let sources = crate::server::content::bundled::sources("items/");
        let lines = sources.iter().flat_map(|source| source.text.lines());
        let halves = lines.flat_map(|line| line.split(" || ")).map(str::trim).filter(|text| !text.is_empty());
        let mut plain = 0;
        for text in tricky.into_iter().chain(halves).filter(|text| is_plain(text)) {
            assert_eq!(blocks(text), markdown_to_html(text, &options()).trim_end(), "{text}");
            plain += 1;
        }
        assert!(plain > 1000, "{plain} texts of the curriculum are plain");
    }

    #[test]
    fn a_line_has_no_paragraph_around_it() {
        for (text, html) in [
            ("a **b**", "a <strong>b</strong>"),
            ("a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;"),
            ("1. one", "1. one"),
        ] {
            assert_eq!(inline(text), html);
        }
    }

    #[test]
    fn html_in_a_text_does_not_come_through() {
        for text in
            ["<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "[x](javascript:alert(1))", "<b\n>x"]
        {
            for html in [blocks(text), inline(text)] {
                assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("javascript:"), "{html}");
            }
        }
    }
}
