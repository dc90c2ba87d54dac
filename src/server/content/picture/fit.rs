//! Whether words fit where they stand. Widths are estimates for the faces of the pages, generous rather than short.

use super::safe::{Attributes, VIEW_WIDTH};

/// What stays free at both sides of a drawing.
const MARGIN: f64 = 2.0;

/// The height of letters, in units of the drawing; no text is smaller than the plain one.
pub(super) fn size(attributes: &Attributes<'_>) -> f64 {
    match () {
        () if attributes.says("class", "figure") => 28.0,
        () if attributes.says("class", "large") => 20.0,
        () => 16.0,
    }
}

/// A number of lines, to reckon with.
pub(super) fn count(lines: usize) -> f64 {
    u16::try_from(lines).map_or(f64::MAX, f64::from)
}

/// The first baseline of so many lines, and the step from one to the next.
pub(super) fn rows(attributes: &Attributes<'_>, lines: usize) -> (f64, f64) {
    let step = size(attributes) * 1.35;
    let more = count(lines) - 1.0;
    let raised = match () {
        () if attributes.says("data-grow", "up") => step * more,
        () if attributes.says("data-grow", "both") => step * more / 2.0,
        () => 0.0,
    };
    (attributes.number("y") - raised, step)
}

/// Whether a line stays within the drawing and the width given to it; if not, by how many units it does not.
pub(super) fn check(line: &str, attributes: &Attributes<'_>, moved: f64) -> Result<(), u32> {
    let bold = if attributes.says("class", "bold") { 1.06 } else { 1.0 };
    let width = line.chars().map(em).sum::<f64>() * size(attributes) * bold;
    let start = moved + attributes.number("x")
        - match () {
            () if attributes.says("class", "middle") => width / 2.0,
            () if attributes.says("class", "end") => width,
            () => 0.0,
        };
    let room = attributes.given("data-width").unwrap_or(f64::MAX);
    let over = [width - room, MARGIN - start, start + width - (f64::from(VIEW_WIDTH) - MARGIN)];
    let over = over.into_iter().fold(0.0, f64::max).ceil();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive width, rounded up")]
    let over = over as u32;
    if over == 0 { Ok(()) } else { Err(over) }
}

/// The width of a character by its height.
fn em(character: char) -> f64 {
    match character {
        ' ' => 0.28,
        'i' | 'l' | 'j' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '’' => 0.3,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' | '“' | '”' => 0.4,
        'm' | 'w' | 'M' | 'W' | '%' => 0.88,
        'A'..='Z' => 0.68,
        '0'..='9' | '¥' | '–' => 0.58,
        '\u{2190}'..='\u{21ff}' | '\u{2e80}'.. => 1.0,
        _ => 0.56,
    }
}
