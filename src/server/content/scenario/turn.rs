//! One node of the graph: a turn with its lines and replies, a set of routes, or an ending.

use super::blocks::{Block, Mark};
use super::effects::read_effects;
use super::expression::read_guard;
use super::names::Names;
use super::places::NodePlaces;
use super::{Reader, typed};
use crate::domain::locale::Text;
use crate::domain::scenario::expression::Guard;
use crate::domain::scenario::model::{CustomerLine, NodeIndex, NodeKind, Outcome, Reply, Route, Turn};
use crate::domain::scenario::standing::Effects;
use crate::server::content::markup::{Line, read_text, split_reason, split_trailing_code};

/// Something is there, and it could not be read.
struct Unread;

/// At most this many replies stand at one turn.
const MOST_REPLIES: usize = 6;

/// Reads a node. `None` where so much is wrong that there is no node; every problem is reported.
pub(super) fn read_node<'a>(
    heading: Line<'a>,
    blocks: &[Block<'a>],
    names: &Names<'_>,
    reader: &mut Reader<'_, '_>,
) -> (Option<NodeKind>, NodePlaces) {
    let mut places = NodePlaces::at(heading.place());
    let has = |mark: Mark| blocks.iter().any(|block| block.mark == mark);
    let kind = if has(Mark::Label("end")) {
        read_ending(blocks, reader).map(NodeKind::Ending)
    } else if has(Mark::Route) {
        read_routes(heading, blocks, names, &mut places, reader).map(NodeKind::Routes)
    } else {
        read_turn(heading, blocks, names, &mut places, reader).map(Box::new).map(NodeKind::Turn)
    };
    (kind, places)
}

fn read_ending(blocks: &[Block<'_>], reader: &mut Reader<'_, '_>) -> Option<Text> {
    let mut ending = None;
    for block in blocks {
        if block.mark != Mark::Label("end") || ending.is_some() {
            reader.error(block.head.place(), |l| l.check_scenario_node_mixed().into());
            continue;
        }
        ending = Some(reader.text(block));
    }
    ending?
}

fn read_routes(
    heading: Line<'_>,
    blocks: &[Block<'_>],
    names: &Names<'_>,
    places: &mut NodePlaces,
    reader: &mut Reader<'_, '_>,
) -> Option<Vec<Route>> {
    let mut routes = Vec::new();
    for block in blocks {
        if block.mark != Mark::Route {
            reader.error(block.head.place(), |l| l.check_scenario_node_mixed().into());
            continue;
        }
        places.routes.push(block.head.place());
        let (link, spans) = split_trailing_code(block.rest);
        let guard = match spans.as_slice() {
            [] => Some(None),
            [span] => read_if(*span, names, reader).map(Some),
            [_, more, ..] => {
                reader.error(more.place(), |l| l.check_scenario_code_extra().into());
                None
            }
        };
        let target = read_link(link.with(link.text.trim()), names, reader).map(|(_, target)| target);
        routes.push(guard.zip(target).map(|(guard, target)| Route { guard, target }));
    }
    let routes: Vec<Route> = routes.into_iter().collect::<Option<_>>()?;
    if routes.last().is_none_or(|route| route.guard.is_some()) {
        reader.error(heading.place(), |l| l.check_scenario_route_last().into());
        return None;
    }
    Some(routes)
}

fn read_turn<'a>(
    heading: Line<'a>,
    blocks: &[Block<'a>],
    names: &Names<'_>,
    places: &mut NodePlaces,
    reader: &mut Reader<'_, '_>,
) -> Option<Turn> {
    let (mut lines, mut replies) = (Vec::new(), Vec::new());
    let mut writing = typed::Parts::default();
    for block in blocks {
        match block.mark {
            Mark::Label("customer") => {
                places.lines.push(block.head.place());
                lines.push(read_line(block, names, reader));
            }
            Mark::Label("type") => writing.prompts.push(block),
            Mark::Label("move") => writing.moves.push(block),
            Mark::Label("tests") => writing.tests.push(block),
            Mark::Bullet if is_rule(block.rest) => writing.rules.push(block),
            Mark::Bullet => {
                places.replies.push(block.head.place());
                replies.push(read_reply(block, names, reader));
            }
            Mark::Title | Mark::Route | Mark::Label(_) => {
                reader.error(block.head.place(), |l| l.check_scenario_node_mixed().into());
            }
        }
    }
    let typed = writing.is_used().then(|| writing.read(heading, names, places, reader).ok_or(Unread)).transpose();
    if replies.len() > MOST_REPLIES {
        reader.error(heading.place(), |l| l.check_scenario_replies_many(&MOST_REPLIES));
    }
    if !writing.is_used() && replies.len() < 2 {
        reader.error(heading.place(), |l| l.check_scenario_replies_few().into());
        return None;
    }
    let lines: Vec<CustomerLine> = lines.into_iter().collect::<Option<_>>()?;
    if lines.last().is_none_or(|line| line.guard.is_some()) {
        reader.error(heading.place(), |l| l.check_scenario_customer_last().into());
        return None;
    }
    Some(Turn { lines, replies: replies.into_iter().collect::<Option<_>>()?, typed: typed.ok()? })
}

/// A rule begins with inline code that is no guard.
fn is_rule(rest: Line<'_>) -> bool {
    leading_code(rest).0.is_some_and(|code| !code.text.trim_start().starts_with("if "))
}

fn read_line(block: &Block<'_>, names: &Names<'_>, reader: &mut Reader<'_, '_>) -> Option<CustomerLine> {
    let (code, rest) = leading_code(block.rest);
    let guard = code.map(|code| read_if(code, names, reader).ok_or(Unread)).transpose();
    let text = reader.text(&Block { rest, ..block.clone() });
    Some(CustomerLine { guard: guard.ok()?, text: text? })
}

fn read_reply(block: &Block<'_>, names: &Names<'_>, reader: &mut Reader<'_, '_>) -> Option<Reply> {
    let (line, reason) = split_reason(block.rest);
    let (code, rest) = leading_code(line);
    let guard = code.map(|code| read_if(code, names, reader).ok_or(Unread)).transpose();
    let (bracket, spans) = split_trailing_code(rest);
    let effects = spans_as_effects(&spans, names, reader);
    let reason = read_reason(block, reason, reader);
    let (words, target) = read_link(bracket.with(bracket.text.trim()), names, reader)?;
    let text = reader.pair(words);
    Some(Reply { guard: guard.ok()?, text: text?, outcome: Outcome { target, effects, reason: reason? } })
}

/// At most one span of effects.
pub(super) fn spans_as_effects(spans: &[Line<'_>], names: &Names<'_>, reader: &mut Reader<'_, '_>) -> Effects {
    if let Some(more) = spans.get(1) {
        reader.error(more.place(), |l| l.check_scenario_code_extra().into());
    }
    spans.first().map(|span| read_effects(*span, names, reader)).unwrap_or_default()
}

/// The reason behind a reply or rule, or on the lines below it.
pub(super) fn read_reason(block: &Block<'_>, behind: Option<Line<'_>>, reader: &mut Reader<'_, '_>) -> Option<Text> {
    let below = block.more.iter().filter_map(|line| split_reason(*line).1);
    let lines: Vec<Line<'_>> = behind.into_iter().chain(below).collect();
    if lines.is_empty() {
        reader.error(block.head.place(), |l| l.check_scenario_reason_missing().into());
        return None;
    }
    read_text(reader.source, &lines, reader.report)
}

/// `[words](#node)`
pub(super) fn read_link<'a>(
    line: Line<'a>,
    names: &Names<'_>,
    reader: &mut Reader<'_, '_>,
) -> Option<(Line<'a>, NodeIndex)> {
    let parts =
        line.text.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.rsplit_once("](#"));
    let Some((words, id)) = parts else {
        reader.error(line.place(), |l| l.check_scenario_link().into());
        return None;
    };
    let Some(target) = names.node(id) else {
        reader.error(line.place_of(id), |l| l.check_scenario_node_unknown(&id));
        return None;
    };
    Some((line.with(words), target))
}

/// Takes an inline-code span off the beginning of a line.
pub(super) fn leading_code(line: Line<'_>) -> (Option<Line<'_>>, Line<'_>) {
    let code = line.text.trim_start().strip_prefix('`').and_then(|rest| rest.split_once('`'));
    match code {
        Some((code, rest)) => (Some(line.with(code)), line.with(rest.trim_start())),
        None => (None, line),
    }
}

/// `if asked and trust >= 6`
fn read_if(code: Line<'_>, names: &Names<'_>, reader: &mut Reader<'_, '_>) -> Option<Guard> {
    let Some(condition) = code.text.trim_start().strip_prefix("if ") else {
        reader.error(code.place(), |l| l.check_scenario_if().into());
        return None;
    };
    read_guard(code.with(condition), names, reader)
}
