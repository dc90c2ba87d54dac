//! The numbers that a text names: those written in digits, which the other language must have too, and all the ways in which it
//! can have them.

use crate::domain::english::{MONTHS, NUMBERS};
use std::collections::BTreeSet;

/// A number or a clock time in digits, as `208000`, `3.5` or `17:30`.
pub(super) type Figure = String;

/// What stands in digits, normalised: no thousands separators, no leading zero of an hour, 万 and million multiplied out.
pub(super) fn figures(text: &str) -> Vec<Figure> {
    spans(text).into_iter().map(|span| span.figure).collect()
}

/// What a figure can stand for when its magnitude is said once for several, as in “¥1.08 to ¥2.52 million”.
pub(super) fn variants(figure: &str, text: &str) -> Vec<Figure> {
    let said = MAGNITUDES.iter().filter(|(word, zeros)| *zeros >= 4 && text.contains(word));
    let scaled = said.filter(|_| !figure.contains(':')).map(|(_, zeros)| scaled(figure, *zeros));
    std::iter::once(figure.to_owned()).chain(scaled).collect()
}

/// Everything that the text can be taken to say in figures.
pub(super) fn readings(text: &str) -> BTreeSet<Figure> {
    let mut all = BTreeSet::new();
    if text.contains("二八") {
        all.extend(["80", "20"].map(str::to_owned));
    }
    for span in spans(text) {
        all.extend(clock(&span.figure, span.before, span.after));
        all.extend(variants(&span.plain, text));
        all.insert(span.figure);
    }
    all.extend(english_words(text));
    all.extend(han_numerals(text));
    all
}

struct Span<'t> {
    figure: Figure,
    /// Without a word of magnitude behind it.
    plain: Figure,
    before: &'t str,
    after: &'t str,
}

fn spans(text: &str) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    let bytes = text.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        if !bytes[start].is_ascii_digit() {
            start += 1;
            continue;
        }
        let mut end = start;
        while end < bytes.len() {
            let inside = b",.:".contains(&bytes[end]) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
            if !bytes[end].is_ascii_digit() && !inside {
                break;
            }
            end += 1;
        }
        let (written, before, after) = (&text[start..end], &text[..start], &text[end..]);
        let plain = normal(written);
        let figure = magnitude(after).map_or_else(|| plain.clone(), |zeros| scaled(&plain, zeros));
        spans.push(Span { figure, plain, before, after });
        start = end;
    }
    spans
}

/// `1,200` is 1200, `09:05` is 9:05, `3.50` is 3.5, a list such as `1,2` stays.
fn normal(written: &str) -> String {
    if let Some((hour, minute)) = written.split_once(':') {
        return format!("{}:{minute}", hour.trim_start_matches('0').parse::<u32>().unwrap_or(0));
    }
    let groups = written.split(',').skip(1).all(|group| group.split('.').next().is_some_and(|whole| whole.len() == 3));
    let joined = if groups { written.replace(',', "") } else { written.to_owned() };
    let trimmed = match joined.split_once('.') {
        Some((whole, decimals)) if !decimals.contains('.') => {
            let decimals = decimals.trim_end_matches('0');
            if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") }
        }
        _ => joined,
    };
    let bare = trimmed.trim_start_matches('0');
    if bare.is_empty() || bare.starts_with('.') { format!("0{bare}") } else { bare.to_owned() }
}

/// Words behind a number, and how many zeros they add.
const MAGNITUDES: [(&str, usize); 7] =
    [("万", 4), ("亿", 8), ("million", 6), ("billion", 9), ("thousand", 3), ("千", 3), ("百", 2)];

/// How many zeros a word behind a number adds.
fn magnitude(after: &str) -> Option<usize> {
    let word = after.trim_start().to_lowercase();
    MAGNITUDES.iter().find(|(name, _)| word.starts_with(name)).map(|(_, zeros)| *zeros)
}

fn scaled(number: &str, zeros: usize) -> String {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let kept = decimals.len().min(zeros);
    let rest = &decimals[kept..];
    let digits = format!("{whole}{}{}", &decimals[..kept], "0".repeat(zeros - kept));
    normal(&if rest.is_empty() { digits } else { format!("{digits}.{rest}") })
}

/// The times that a number can stand for: `下午 5 点半`, `5:30 pm`, `5 pm` and `17:30` are the same.
fn clock(figure: &str, before: &str, after: &str) -> Vec<Figure> {
    let after = after.trim_start().to_lowercase();
    let hour_then = |hour: u32, minute: &str| {
        let other = if hour <= 12 { hour + 12 } else { hour - 12 };
        let mut times = vec![format!("{hour}:{minute}"), format!("{other}:{minute}")];
        if minute == "00" {
            times.extend([hour.to_string(), other.to_string()]);
        } else {
            times.push(minute.trim_start_matches('0').to_owned());
            times.extend([hour.to_string(), other.to_string()]);
        }
        times
    };
    if let Some((hour, minute)) = figure.split_once(':') {
        return hour.parse().map(|hour| hour_then(hour, minute)).unwrap_or_default();
    }
    let Ok(hour) = figure.parse::<u32>() else { return Vec::new() };
    if hour > 24 {
        return Vec::new();
    }
    if let Some(rest) = after.strip_prefix('点') {
        let minutes: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
        return if rest.trim_start().starts_with('半') {
            hour_then(hour, "30")
        } else if rest.trim_start().starts_with("一刻") {
            hour_then(hour, "15")
        } else if rest.trim_start().starts_with("三刻") {
            hour_then(hour, "45")
        } else if minutes.is_empty() {
            hour_then(hour, "00")
        } else {
            hour_then(hour, &format!("{minutes:0>2}"))
        };
    }
    let hour_word = ["am", "pm", "a.m", "p.m", "o'clock", "o’clock", "noon"].iter().any(|word| after.starts_with(word));
    let preposition = [
        "at ",
        "by ",
        "until ",
        "till ",
        "before ",
        "from ",
        "after ",
        "to ",
        "around ",
        "between ",
        "and ",
        "half past ",
    ];
    if before.to_lowercase().ends_with("half past ") {
        return hour_then(hour, "30");
    }
    if hour_word || preposition.iter().any(|word| before.to_lowercase().ends_with(word)) {
        return hour_then(hour, "00");
    }
    Vec::new()
}

fn english_words(text: &str) -> Vec<Figure> {
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    const ORDINALS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    const OTHERS: [(&str, &[&str]); 22] = [
        ("a", &["1"]),
        ("an", &["1"]),
        ("single", &["1"]),
        ("another", &["1"]),
        ("once", &["1"]),
        ("each", &["1"]),
        ("per", &["1"]),
        ("every", &["1"]),
        ("twice", &["2"]),
        ("double", &["2"]),
        ("both", &["2"]),
        ("couple", &["2"]),
        ("half", &["0.5", "30", "50", "2"]),
        ("third", &["33"]),
        ("quarter", &["15", "0.25", "25", "4", "3"]),
        ("dozen", &["12"]),
        ("noon", &["12", "12:00"]),
        ("midday", &["12", "12:00"]),
        ("midnight", &["0", "24", "0:00", "24:00"]),
        ("hundred", &["100"]),
        ("thousand", &["1000"]),
        ("fortnight", &["2", "14"]),
    ];
    let mut found = Vec::new();
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|character: char| !character.is_ascii_alphabetic()).collect();
    let unit = |word: &str| NUMBERS.iter().position(|unit| *unit == word);
    let ten = |word: &str| TENS.iter().position(|ten| *ten == word).map(|index| (index + 2) * 10);
    for (index, word) in words.iter().enumerate() {
        let next = words.get(index + 1).copied().unwrap_or_default();
        if let Some(value) = unit(word).or_else(|| ten(word)) {
            let value = value + ten(word).and(unit(next)).filter(|unit| (1..10).contains(unit)).unwrap_or(0);
            found.push(value.to_string());
            found.extend(magnitude(next).map(|zeros| scaled(&value.to_string(), zeros)));
            if next == "hundred" {
                found.push((value * 100).to_string());
            }
            // An hour in words, as in “at six”, “half past nine”.
            if (1..=12).contains(&value) {
                found.extend([value + 12, value].map(|hour| format!("{hour}:00")));
                found.extend([value + 12, value].map(|hour| format!("{hour}:30")));
                found.push((value + 12).to_string());
            }
        }
        found.extend(ORDINALS.iter().position(|ordinal| ordinal == word).map(|index| (index + 1).to_string()));
        found.extend(MONTHS.iter().position(|month| month == word).map(|index| (index + 1).to_string()));
        let other = OTHERS.iter().find(|(name, _)| name == word);
        found.extend(other.into_iter().flat_map(|(_, values)| values.iter().map(|value| (*value).to_owned())));
    }
    found
}

fn han_numerals(text: &str) -> Vec<Figure> {
    let digit = |character: char| "零一二三四五六七八九".chars().position(|digit| digit == character);
    let scale = |character: char| match character {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        '万' => Some(10_000),
        _ => None,
    };
    let mut found = Vec::new();
    let characters: Vec<char> = text.chars().collect();
    let mut index = 0;
    while index < characters.len() {
        let (mut total, mut current, mut length) = (0, None, 0);
        while let Some(character) = characters.get(index + length).copied() {
            let character = if character == '两' || character == '俩' { '二' } else { character };
            if let Some(value) = digit(character) {
                // 三四天 names two numbers, 一二三 three.
                found.extend(current.filter(|_| character != '零').map(|value: usize| value.to_string()));
                current = Some(value);
            } else if let Some(scale) = scale(character) {
                total = if scale == 10_000 {
                    (total + current.unwrap_or(0)) * scale
                } else {
                    total + current.unwrap_or(1) * scale
                };
                current = None;
            } else {
                break;
            }
            length += 1;
        }
        if length > 0 {
            let value = total + current.unwrap_or(0);
            let after: String = characters.iter().skip(index + length).take(4).collect();
            found.push(value.to_string());
            found.extend(clock(&value.to_string(), "", &after));
            if after.starts_with('成') {
                found.push((value * 10 + if after.starts_with("成半") { 5 } else { 0 }).to_string());
            }
            if let Some(tenths) = after.strip_prefix('点').and_then(|rest| rest.chars().next()).and_then(digit) {
                let before: String = characters[index.saturating_sub(3)..index].iter().collect();
                let decimals = match before.as_str() {
                    "万分之" => format!("0.0{value}{tenths}"),
                    "千分之" => format!("0.{value}{tenths}"),
                    _ => format!("{value}.{tenths}"),
                };
                found.push(normal(&decimals));
            }
            let before: String = characters[index.saturating_sub(3)..index].iter().collect();
            if before == "万分之" {
                found.push(normal(&format!("0.0{value}")));
            }
            // 八五折 names two digits.
            if after.starts_with('折') && length == 2 && value < 10 {
                let two: Vec<usize> = characters[index..index + 2].iter().filter_map(|c| digit(*c)).collect();
                if let [tens, units] = two[..] {
                    let left = tens * 10 + units;
                    found.extend([left, 100 - left].map(|n| n.to_string()));
                }
            }
            if after.starts_with('折') {
                found.extend(
                    [value * 10, 100 - (value * 10).min(100), value, 100 - value.min(100)].map(|n| n.to_string()),
                );
            }
        }
        index += length.max(1);
    }
    let others = [
        ("半", &["0.5", "30", "50"][..]),
        ("一刻", &["15"]),
        ("三刻", &["45"]),
        ("双", &["2"]),
        ("每", &["1"]),
        ("正午", &["12", "12:00"]),
        ("中午", &["12", "12:00"]),
        ("零点", &["0:00", "24:00", "0", "24"]),
        ("翻倍", &["2"]),
        ("首", &["1"]),
        ("打", &["12"]),
    ];
    found.extend(
        others
            .iter()
            .filter(|(word, _)| text.contains(word))
            .flat_map(|(_, values)| values.iter().map(|value| (*value).to_owned())),
    );
    found.extend(discounts(text));
    found
}

/// `8 折` takes 20% off, `85 折` 15%; `3 成` is 30%.
fn discounts(text: &str) -> Vec<Figure> {
    let mut found = Vec::new();
    for span in spans(text) {
        let Ok(value) = span.plain.parse::<u32>() else { continue };
        if span.after.trim_start().starts_with('折') {
            let left = if value < 10 { value * 10 } else { value };
            found.extend([left, 100_u32.saturating_sub(left)].map(|n| n.to_string()));
        }
        if span.after.trim_start().starts_with('成') {
            found.push((value * 10).to_string());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_normalised() {
        let cases = [
            ("208,000 元", vec!["208000"]),
            ("20.8 万元", vec!["208000"]),
            ("¥1.2 million", vec!["1200000"]),
            ("09:05 到 17:30", vec!["9:05", "17:30"]),
            ("尾号 6120，3.50 元", vec!["6120", "3.5"]),
            ("No. 007", vec!["7"]),
        ];
        for (text, expected) in cases {
            assert_eq!(figures(text), expected, "{text}");
        }
    }

    #[test]
    fn what_a_text_can_be_taken_to_say_holds_the_other_languages_figures() {
        let cases = [
            ("等三天", "3"),
            ("两百二十人", "220"),
            ("下午 5 点半", "17:30"),
            ("下午 5 点半", "5:30"),
            ("晚上八点", "20:00"),
            ("twenty-four hours", "24"),
            ("by 5 pm", "17:00"),
            ("5 pm", "17"),
            ("at six", "18:00"),
            ("on 12 March", "3"),
            ("八折", "20"),
            ("8 折", "20"),
            ("六成", "60"),
            ("half an hour", "30"),
            ("两万元", "20000"),
            ("twice", "2"),
            ("三四天", "4"),
            ("three hundred", "300"),
        ];
        for (text, figure) in cases {
            assert!(readings(text).contains(figure), "{text} should hold {figure}: {:?}", readings(text));
        }
        assert!(!readings("等三天").contains("4"));
    }
}
