use super::*;
use crate::server::content::diagnostic::Severity;
use proptest::prelude::*;

const SAMPLE: &str = include_str!("sample.svg");

fn read_text(text: &str) -> (Option<Text>, Vec<String>) {
    let (drawn, report) = read(&Source { path: "pictures/l1-a-b.svg".into(), text: text.into() });
    let errors = report.sorted().into_iter().filter(|problem| problem.severity == Severity::Error);
    let told = errors.map(|problem| {
        let Place { line, column, .. } = problem.place;
        format!("{line}:{column} {}", problem.message.get(Locale::En))
    });
    (drawn, told.collect())
}

#[test]
fn a_drawing_speaks_both_languages_and_names_itself() {
    let (drawn, errors) = read_text(SAMPLE);
    assert_eq!(errors, Vec::<String>::new());
    let drawn = drawn.expect("a drawing");
    assert!(drawn.zh.starts_with(
        "<svg class=\"picture\" role=\"img\" aria-label=\"甲在乙前\" viewBox=\"0 0 480 120\"><g class=\"soft\" transform=\"translate(10 20)\">"
    ));
    assert!(drawn.en.contains("aria-label=\"A before B\"") && !drawn.en.contains('甲') && !drawn.zh.contains("First"));
    assert!(drawn.zh.contains("<text class=\"middle\"><tspan x=\"40\" y=\"24\">甲 &lt; 乙</tspan></text>"));
    assert!(drawn.en.contains(">First A,</tspan><tspan x=\"240\" y=\"101.6\">B later</tspan></text>"), "{}", drawn.en);
    assert!([&drawn.zh, &drawn.en].iter().all(|markup| markup.contains(">70%<") && !markup.contains("data-")));
    let source = Source { path: "pictures/l1-a-b.svg".into(), text: SAMPLE.into() };
    let words: Vec<_> = words(&source).into_iter().map(|(line, text)| (line, text.en)).collect();
    assert_eq!(words[0], (2, "A before B".to_owned()));
    assert_eq!(words.len(), 3, "figures need no translation: {words:?}");
}

/// Where a part of a text stands, as problems tell it.
fn place_of(text: &str, part: &str) -> String {
    let before = &text[..text.find(part).expect(part)];
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{}:{column} ", before.matches('\n').count() + 1)
}

#[test]
fn what_is_not_in_the_safe_set_is_refused_at_its_place() {
    let path = "<path d=\"M80 20 h40\" class=\"level thick\"/>";
    // What is replaced by what, where the problem is then pointed at, and its first words.
    let cases = [
        (path, "<script>alert(1)</script>", "<script", "“script” is not drawn here"),
        (path, "<style>*{}</style>", "<style", "“style” is not drawn here"),
        (path, "<a><path d=\"M0 0\"/></a>", "<a>", "“a” is not drawn here"),
        (path, "<image href=\"x.png\"/>", "<image", "“image” is not drawn here"),
        (path, "<use href=\"#a\"/>", "<use", "“use” is not drawn here"),
        (path, "<foreignObject/>", "<foreign", "“foreignObject” is not drawn here"),
        (path, "<animate/>", "<animate", "“animate” is not drawn here"),
        (path, "<h:path xmlns:h=\"http://www.w3.org/1999/xhtml\" d=\"M0 0\"/>", "<h:path", "“path” is not drawn here"),
        (path, "<?php ?>", "<?php", "“?” is not drawn here"),
        (path, "<title>丙 || C</title>", "<title>丙", "“title” is not drawn here"),
        (path, "loose", "loose", "Words stand in a text element."),
        (path, "<path d=\"M0 0\">loose</path>", "loose</", "Words stand in a text element."),
        ("y=\"0\" width", "onclick=\"x()\" y=\"0\" width", "onclick", "“rect” takes no “onclick” here."),
        ("y=\"0\" width", "style=\"fill:red\" y=\"0\" width", "style=", "“rect” takes no “style” here."),
        ("y=\"0\" width", "fill=\"url(#a)\" y=\"0\" width", "fill=", "“rect” takes no “fill” here."),
        ("y=\"0\" width", "id=\"a\" y=\"0\" width", "id=", "“rect” takes no “id” here."),
        ("width=\"80\"", "width=\"80px\"", "width=\"80px", "“width” does not take “80px”."),
        ("width=\"80\"", "width=\"1e9\"", "width=\"1e9", "“width” does not take “1e9”."),
        ("width=\"80\" ", "", "<rect", "“width” is missing."),
        ("class=\"wash\"", "class=\"btn\"", "class=\"btn", "“class” does not take “btn”."),
        ("d=\"M80 20 h40\"", "d=\"url(x)\"", "d=\"url", "“d” does not take"),
        ("translate(10 20)", "rotate(10)", "transform", "“transform” does not take “rotate(10)”."),
        ("0 0 480 120", "0 0 640 120", "viewBox", "“viewBox” does not take “0 0 640 120”."),
        ("0 0 480 120", "0 0 480 9000", "viewBox", "“viewBox” does not take"),
        ("<title>甲在乙前 || A before B</title>", "", "<svg", "A title comes first"),
        ("甲在乙前 || A before B", "甲在乙前", "甲在乙前", "The English is missing"),
        ("先甲 / 后乙 || First A, / B later", "First A", "First A", "The English is missing"),
        ("甲 &lt; 乙 || A &lt; B", "一二三四五 || A", "<text x=\"40", "“一二三四五” is about 4 units too long"),
        ("先甲 / 后乙", "一二三四五六七八九十一二三四五六", "<text x=\"240\" y=\"80", "“一二三四"),
        (
            "x=\"240\" y=\"80\"",
            "x=\"240\" y=\"110\"",
            "<text x=\"240\" y=\"110",
            "“First A, / B later” stands above or below",
        ),
        ("70%", "70<!-- -->%", "<text x=\"240\" y=\"40\"", "Words stand in a text element."),
        ("</g>", "", "</svg>", "This drawing cannot be read: expected 'g' tag, not 'svg'"),
        ("<svg ", "<?xml version=\"1.0\"?><svg ", "<?xml", "A drawing begins with <svg"),
    ];
    for (from, to, at, expected) in cases {
        assert!(SAMPLE.contains(from), "{from}");
        let text = SAMPLE.replacen(from, to, 1);
        let (drawn, errors) = read_text(&text);
        let told = place_of(&text, at) + expected;
        assert!(errors.iter().any(|error| error.starts_with(&told)), "{told}\n{errors:#?}");
        assert!(drawn.is_none(), "{from}");
    }
    let deep = SAMPLE.replacen(path, &("<g>".repeat(9) + &"</g>".repeat(9)), 1);
    assert!(read_text(&deep).1[0].contains("Groups lie at most 6 deep."));
    let large = SAMPLE.replacen("for people", &"x".repeat(MOST_BYTES), 1);
    assert_eq!(read_text(&large).1, [format!("1:1 A drawing takes at most {MOST_BYTES} bytes.")]);
    let entities = SAMPLE.replacen("<svg ", "<!DOCTYPE svg [<!ENTITY a \"aa\">]>\n<svg ", 1);
    assert!(read_text(&entities).0.is_none());
}

#[test]
fn words_cannot_leave_their_place_in_the_markup() {
    let text = SAMPLE
        .replace("甲在乙前", "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
        .replace("先甲", "&lt;/text&gt;&lt;b&gt;&amp;amp;");
    let (drawn, errors) = read_text(&text);
    assert_eq!(errors, Vec::<String>::new());
    let zh = drawn.expect("a drawing").zh;
    assert!(zh.contains("aria-label=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""), "{zh}");
    assert!(zh.contains(">&lt;/text&gt;&lt;b&gt;&amp;amp;</tspan>"), "{zh}");
    assert!(!zh.contains("<script") && !zh.contains("<b>"));
}

proptest! {
    #[test]
    fn a_mutilated_drawing_is_read_or_refused_and_never_gives_what_is_not_safe(
        (from, length) in (0..SAMPLE.chars().count(), 0..40_usize),
        with in prop::sample::select(vec!["", "<", ">", "\"", " || ", " / ", "<script>", " onload=\"x\" ", "&#60;b&#62;", "javascript:"]),
    ) {
        let text: String = SAMPLE.chars().take(from).chain(with.chars()).chain(SAMPLE.chars().skip(from + length)).collect();
        let (drawn, errors) = read_text(&text);
        prop_assert_eq!(drawn.is_some(), errors.is_empty());
        for markup in drawn.iter().flat_map(|drawn| [&drawn.zh, &drawn.en]) {
            prop_assert!(!markup.contains("<script") && !markup.contains("<b>") && !markup.contains(" onload=\"x\" "));
            prop_assert!(Document::parse(markup).is_ok(), "{}", markup);
        }
    }
}
