//! From a scenario file to a checked scenario. The grammar is written down for authors in `quizzes/scenarios/README.md`.
//!
//! `front` reads the front matter, `blocks` cuts the body into its marks, `turn`, `typed` and `effects` read those, and
//! `expression` reads guards and rules. `check` words what the soundness proof finds.

mod blocks;
mod check;
mod effects;
mod expression;
mod front;
mod names;
mod places;
mod turn;
mod typed;

use super::diagnostic::{Place, Report, Source};
use super::item::Read;
use super::markup::{Line, read_pair, read_text, sections, split_document};
use crate::domain::locale::Text;
use crate::domain::scenario::model::{Node, NodeId, NodeIndex, NodeKind, Persona, Scenario};
use crate::domain::scenario::soundness::prove;
use blocks::{Block, Mark, blocks};
use front::read_front;
use names::Names;
use places::Places;

/// The node at which a conversation ends when the lost rule holds.
const LOST: &str = "lost";

/// Reads a scenario file and proves what it says. Gives a scenario only if it is sound; everything else is in the report.
pub fn read(source: &Source) -> (Option<Read<Scenario>>, Report) {
    let mut report = Report::default();
    let parsed = parse(source, &mut report);
    let Some(Parsed { scenario, places }) = parsed.filter(|_| !report.has_errors()) else { return (None, report) };
    check::word(source, &places, &scenario, &prove(&scenario), &mut report);
    let sound = !report.has_errors();
    let read = Read { content: scenario, text: source.text.clone(), place: places.whole };
    (sound.then_some(read), report)
}

/// A scenario with the places of its parts.
struct Parsed {
    scenario: Scenario,
    places: Places,
}

/// A file while it is read: where problems go.
struct Reader<'a, 'r> {
    source: &'a Source,
    report: &'r mut Report,
}

impl Reader<'_, '_> {
    fn error(&mut self, place: Place, word: impl FnMut(crate::domain::locale::Locale) -> String) {
        self.report.error(self.source, place, word);
    }

    fn pair(&mut self, line: Line<'_>) -> Option<Text> {
        read_pair(self.source, line, self.report)
    }

    /// A text behind a label: on its line, or as a block below it.
    fn text(&mut self, block: &Block<'_>) -> Option<Text> {
        let mut lines: Vec<Line<'_>> = Vec::new();
        lines.extend(
            Some(block.rest).filter(|rest| !rest.text.trim().is_empty()).map(|rest| rest.with(rest.text.trim())),
        );
        lines.extend(&block.more);
        if lines.is_empty() {
            self.error(block.head.place(), |l| l.check_scenario_text_missing().into());
            return None;
        }
        read_text(self.source, &lines, self.report)
    }
}

fn parse(source: &Source, report: &mut Report) -> Option<Parsed> {
    let document = split_document(source, report)?;
    let mut reader = Reader { source, report };
    let front = read_front(&document, &mut reader);
    let (preface, parts) = sections(&document.body, 2);
    let whole = Place::line(1);
    let preface = read_preface(&preface, &mut reader);
    let ids: Vec<Line<'_>> = parts.iter().map(|(heading, _)| *heading).collect();
    let known = node_ids(&ids, &mut reader);
    let names = match &front {
        Some(front) => Names::of(front, &known),
        None => Names::unknown(&known),
    };
    let mut places = Places { whole, ..Places::default() };
    let mut nodes = Vec::new();
    for (heading, lines) in &parts {
        let (kind, of_node) = turn::read_node(*heading, &blocks(lines, &mut reader), &names, &mut reader);
        places.nodes.push(of_node);
        nodes.push(kind.map(|kind| Node { id: NodeId(heading.text.trim().to_owned()), kind }));
    }
    let lost_node = lost_node(&ids, &nodes, &mut reader);
    let (pass, lost) = match &front {
        Some(front) => front.read_conditions(&names, &mut places, &mut reader),
        None => (None, None),
    };
    let front = front?;
    let nodes: Vec<Node> = nodes.into_iter().collect::<Option<_>>()?;
    routes_lead_on(&nodes, &places, &mut reader);
    if nodes.first().is_some_and(|node| !matches!(node.kind, NodeKind::Turn(_))) {
        reader.error(ids[0].place(), |l| l.check_scenario_opening().into());
    }
    front.places(&mut places);
    let preface = preface?;
    Some(Parsed {
        scenario: Scenario {
            id: front.id?,
            level: front.level?,
            competencies: front.competencies,
            minutes: front.minutes?,
            covers: front.covers,
            title: preface.title,
            persona: preface.persona,
            facts: preface.facts,
            hidden: preface.hidden,
            gauges: front.gauges,
            flags: front.flags,
            rubric: front.rubric,
            pass: pass?,
            lost: lost?,
            lost_node: lost_node?,
            nodes,
        },
        places,
    })
}

/// What stands before the first node.
struct Preface {
    title: Text,
    persona: Persona,
    facts: Text,
    hidden: Text,
}

fn read_preface(lines: &[Line<'_>], reader: &mut Reader<'_, '_>) -> Option<Preface> {
    let (mut title, mut persona, mut facts, mut hidden) = (None, None, None, None);
    for block in blocks(lines, reader) {
        let target = match block.mark {
            Mark::Title => &mut title,
            Mark::Label("persona") => &mut persona,
            Mark::Label("facts") => &mut facts,
            Mark::Label("hidden") => &mut hidden,
            Mark::Label(_) | Mark::Bullet | Mark::Route => {
                reader.error(block.head.place(), |l| l.check_scenario_preface_line().into());
                continue;
            }
        };
        if target.is_some() {
            reader.error(block.head.place(), |l| l.check_scenario_twice().into());
        }
        *target = reader.text(&block).map(|text| (text, block.head.place()));
    }
    let missing = [("# …", &title), ("persona:", &persona), ("facts:", &facts), ("hidden:", &hidden)];
    for (label, _) in missing.iter().filter(|(_, text)| text.is_none()) {
        reader.error(Place::line(1), |l| l.check_scenario_label_missing(label));
    }
    let (description, place) = persona?;
    let persona = read_persona(description, place, reader);
    Some(Preface { title: title?.0, persona: persona?, facts: facts?.0, hidden: hidden?.0 })
}

/// `罗敏，会计，上班时打来。话短……`: the name stands before the first comma, the player is told the first sentence.
fn read_persona(description: Text, place: Place, reader: &mut Reader<'_, '_>) -> Option<Persona> {
    const LONGEST_NAME: usize = 30;
    let name = Text::new(
        description.zh.split('，').next().unwrap_or_default(),
        description.en.split(',').next().unwrap_or_default(),
    );
    let short = |name: &str, whole: &str| !name.is_empty() && name != whole && name.chars().count() <= LONGEST_NAME;
    if !short(&name.zh, &description.zh) || !short(&name.en, &description.en) {
        reader.error(place, |l| l.check_scenario_persona_name().into());
        return None;
    }
    let zh = description.zh.find('。').map_or(description.zh.as_str(), |end| &description.zh[..end + '。'.len_utf8()]);
    let en = description.en.find(". ").map_or(description.en.as_str(), |end| &description.en[..=end]);
    let introduction = Text::new(zh, en);
    Some(Persona { name, introduction, description })
}

/// The names of the nodes, each once.
fn node_ids<'a>(headings: &[Line<'a>], reader: &mut Reader<'_, '_>) -> Vec<&'a str> {
    let mut known: Vec<&str> = Vec::new();
    for heading in headings {
        let id = heading.text.trim();
        let plain = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if id.is_empty() || !plain {
            reader.error(heading.place(), |l| l.check_scenario_node_id().into());
        } else if known.contains(&id) {
            reader.error(heading.place(), |l| l.check_scenario_node_twice(&id));
        }
        known.push(id);
    }
    if known.is_empty() {
        reader.error(Place::line(1), |l| l.check_scenario_no_nodes().into());
    }
    known
}

fn lost_node(ids: &[Line<'_>], nodes: &[Option<Node>], reader: &mut Reader<'_, '_>) -> Option<NodeIndex> {
    let Some(index) = ids.iter().position(|heading| heading.text.trim() == LOST) else {
        reader.error(Place::line(1), |l| l.check_scenario_lost_missing().into());
        return None;
    };
    let ends = nodes[index].as_ref().is_none_or(|node| matches!(node.kind, NodeKind::Ending(_)));
    if !ends {
        reader.error(ids[index].place(), |l| l.check_scenario_lost_missing().into());
    }
    ends.then_some(NodeIndex(index))
}

/// A route leads to a turn or an ending, never to another route: so arriving somewhere always ends.
fn routes_lead_on(nodes: &[Node], places: &Places, reader: &mut Reader<'_, '_>) {
    for (node, places) in nodes.iter().zip(&places.nodes) {
        let NodeKind::Routes(routes) = &node.kind else { continue };
        for (route, place) in routes.iter().zip(&places.routes) {
            if matches!(nodes[route.target.0].kind, NodeKind::Routes(_)) {
                reader.error(*place, |l| l.check_scenario_route_to_route().into());
            }
        }
    }
}

#[cfg(test)]
mod tests;
