//! The body of a scenario cut into its marks: labels, bullets and routes, each with the lines that belong to it.

use super::Reader;
use crate::server::content::markup::Line;

/// The labels that a line can begin with.
const LABELS: [&str; 8] = ["persona", "facts", "hidden", "customer", "type", "move", "end", "tests"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// `# …`
    Title,
    /// `customer: …`, and `move name: …`.
    Label(&'static str),
    /// `- …`
    Bullet,
    /// `→ …`
    Route,
}

#[derive(Debug, Clone)]
pub(super) struct Block<'a> {
    pub mark: Mark,
    /// The whole first line.
    pub head: Line<'a>,
    /// The first line without its mark; of a move, without `move`.
    pub rest: Line<'a>,
    /// The lines below that belong to it, trimmed.
    pub more: Vec<Line<'a>>,
}

/// Cuts lines into blocks. A line that belongs nowhere is reported.
pub(super) fn blocks<'a>(lines: &[Line<'a>], reader: &mut Reader<'_, '_>) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block<'a>> = Vec::new();
    for line in lines {
        let trimmed = line.with(line.text.trim());
        if trimmed.text.is_empty() {
            continue;
        }
        if let Some((mark, rest)) = mark(line.text) {
            blocks.push(Block { mark, head: trimmed, rest: line.with(rest), more: Vec::new() });
            continue;
        }
        match blocks.last_mut() {
            Some(block) if belongs(block, trimmed.text) => block.more.push(trimmed),
            _ => reader.error(trimmed.place(), |l| l.check_scenario_line_unknown().into()),
        }
    }
    blocks
}

fn mark(text: &str) -> Option<(Mark, &str)> {
    if let Some(rest) = text.strip_prefix("# ") {
        return Some((Mark::Title, rest));
    }
    if let Some(rest) = text.strip_prefix("- tests:") {
        return Some((Mark::Label("tests"), rest));
    }
    if let Some(rest) = text.strip_prefix("- ") {
        return Some((Mark::Bullet, rest));
    }
    if let Some(rest) = text.strip_prefix('→').or_else(|| text.strip_prefix("->")) {
        return Some((Mark::Route, rest));
    }
    LABELS.into_iter().find_map(|label| {
        let rest = text.strip_prefix(label)?;
        if label == "move" {
            return rest.strip_prefix(' ').map(|rest| (Mark::Label(label), rest));
        }
        rest.strip_prefix(':').map(|rest| (Mark::Label(label), rest))
    })
}

/// A reason belongs to the bullet above; a language block, with its paragraphs, to the label above.
fn belongs(block: &Block<'_>, text: &str) -> bool {
    match block.mark {
        Mark::Bullet => text.starts_with('>'),
        Mark::Title | Mark::Label(_) => {
            let language = |text: &str| text.starts_with("zh:") || text.starts_with("en:");
            language(text) || block.more.first().is_some_and(|line| language(line.text))
        }
        Mark::Route => false,
    }
}
