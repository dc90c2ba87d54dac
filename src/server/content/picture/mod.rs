//! Pictures of lessons: SVG with its words in both languages, drawn with a few safe elements.
//!
//! A drawing is read once and written anew for each language, so a page gets nothing but what is understood here. Colours and
//! strokes are classes that the stylesheet gives a meaning, which is how one drawing is right in light, in dark and on paper.

mod fit;
mod safe;

use super::diagnostic::{Place, Report, Source};
use super::markup::{self, Line};
use crate::domain::locale::{Locale, Text};
use roxmltree::{Document, Node, NodeType};
use safe::{Element, VIEW_WIDTH};
use std::fmt::Write as _;

/// A drawing of more bytes teaches less.
const MOST_BYTES: usize = 32_000;
/// Groups within groups.
const DEEPEST: usize = 6;
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// Where the drawing of a lesson lies.
pub fn path_of(lesson: &str) -> String {
    format!("pictures/{lesson}.svg")
}

/// The id of the lesson whose drawing lies under a path, if it is one.
pub fn lesson_of(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/')?;
    (folder == "pictures" || folder.ends_with("/pictures")).then(|| name.strip_suffix(".svg")).flatten()
}

/// Reads a drawing as markup that may stand in a page as it is, in both languages.
pub fn read(source: &Source) -> (Option<Text>, Report) {
    let mut report = Report::default();
    if source.text.len() > MOST_BYTES {
        report.error(source, Place::line(1), |l| l.check_picture_large(&MOST_BYTES));
        return (None, report);
    }
    // A kept version tells by it where the lesson ends and its drawing begins.
    if !source.text.trim_start_matches('\n').starts_with("<svg ") {
        report.error(source, Place::line(1), |l| l.check_picture_begin().into());
        return (None, report);
    }
    match Document::parse(&source.text) {
        Ok(document) => {
            let mut drawing =
                Drawing { source, document: &document, report, zh: String::new(), en: String::new(), height: 0.0 };
            drawing.root(document.root());
            let Drawing { report, zh, en, .. } = drawing;
            ((!report.has_errors()).then(|| Text::new(zh, en)), report)
        }
        Err(error) => {
            let reason = error.to_string();
            // The place is told by the problem.
            let reason = reason.rsplit_once(" at ").map_or(reason.as_str(), |(reason, _)| reason);
            report.error(source, place(error.pos()), |l| l.check_picture_xml(&reason));
            (None, report)
        }
    }
}

/// Every text of a drawing with the line that it stands on, as far as it can be read.
pub(super) fn words(source: &Source) -> Vec<(usize, Text)> {
    let Ok(document) = Document::parse(&source.text) else { return Vec::new() };
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name((NAMESPACE, "text")) || node.has_tag_name((NAMESPACE, "title")));
    let pair = |node: Node<'_, '_>| {
        let words = spaced(node.text()?);
        let (zh, en) = words.split_once(" || ")?;
        let number = document.text_pos_at(node.range().start).row as usize;
        Some((number, Text::new(zh.replace(" / ", " "), en.replace(" / ", " "))))
    };
    texts.filter_map(pair).collect()
}

fn place(found: roxmltree::TextPos) -> Place {
    Place { line: found.row as usize, column: found.col as usize, width: 1 }
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Drawing<'a> {
    source: &'a Source,
    document: &'a Document<'a>,
    report: Report,
    zh: String,
    en: String,
    height: f64,
}

impl<'a> Drawing<'a> {
    fn error(&mut self, node: Node<'_, '_>, word: impl FnMut(Locale) -> String) {
        let place = self.place_at(start(node));
        self.report.error(self.source, place, word);
    }

    fn place_at(&self, offset: usize) -> Place {
        place(self.document.text_pos_at(offset))
    }

    fn write(&mut self, markup: &str) {
        self.zh.push_str(markup);
        self.en.push_str(markup);
    }

    fn root(&mut self, document: Node<'a, 'a>) {
        for node in document.children() {
            match (node.node_type(), self.element(node)) {
                (NodeType::Element, Some((Element::Svg, attributes))) => {
                    self.height = attributes.height();
                    self.svg(node);
                }
                (NodeType::Element, Some(_)) | (NodeType::PI, _) => self.refuse(node),
                (NodeType::Element | NodeType::Comment | NodeType::Root | NodeType::Text, _) => {}
            }
        }
    }

    /// The name comes first, so that no drawing goes without; it is what is read out in its place.
    fn svg(&mut self, node: Node<'a, 'a>) {
        let mut children = node.children().filter(|child| !is_blank(*child));
        let Some(title) = children.next().filter(|first| first.has_tag_name((NAMESPACE, "title"))) else {
            return self.error(node, |l| l.check_picture_title().into());
        };
        let _ = self.element(title);
        let Some(name) = self.pair(title) else { return };
        for (out, name) in [(&mut self.zh, &name.zh), (&mut self.en, &name.en)] {
            let (name, height) = (escaped(name), self.height);
            let _ = write!(
                out,
                "<svg class=\"picture\" role=\"img\" aria-label=\"{name}\" viewBox=\"0 0 {VIEW_WIDTH} {height}\">"
            );
        }
        for child in children {
            self.shape(child, (0.0, 0.0), 0);
        }
        self.write("</svg>");
    }

    fn shape(&mut self, node: Node<'a, 'a>, moved: (f64, f64), depth: usize) {
        match node.node_type() {
            NodeType::Comment => return,
            NodeType::Text if is_blank(node) => return,
            NodeType::Text => return self.error(node, |l| l.check_picture_words().into()),
            NodeType::PI | NodeType::Root => return self.refuse(node),
            NodeType::Element => {}
        }
        let Some((element, attributes)) = self.element(node) else { return };
        match element {
            Element::Svg | Element::Title => self.refuse(node),
            Element::Group if depth >= DEEPEST => self.error(node, |l| l.check_picture_deep(&DEEPEST)),
            Element::Group => {
                self.write(&format!("<g{}>", attributes.markup()));
                let (x, y) = attributes.moved();
                for child in node.children() {
                    self.shape(child, (moved.0 + x, moved.1 + y), depth + 1);
                }
                self.write("</g>");
            }
            Element::Text => self.text(node, &attributes, moved),
            Element::Path | Element::Line | Element::Rect | Element::Circle => {
                for child in node.children().filter(|child| !is_blank(*child)) {
                    self.refuse(child);
                }
                self.write(&format!("<{}{}/>", element.id(), attributes.markup()));
            }
        }
    }

    /// An element of the safe set with its attributes; what is not in it is reported.
    fn element(&mut self, node: Node<'a, 'a>) -> Option<(Element, safe::Attributes<'a>)> {
        if !node.is_element() {
            return None;
        }
        let known = node.tag_name().namespace() == Some(NAMESPACE);
        let Some(element) = Element::named(node.tag_name().name()).filter(|_| known) else {
            self.refuse(node);
            return None;
        };
        let mut attributes = safe::Attributes::of(element);
        let mut sound = true;
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            let place = self.place_at(attribute.range().start);
            let plain = attribute.namespace().is_none();
            match attributes.take(name, value) {
                Ok(()) if plain => continue,
                Err(safe::Refused::Value) if plain => {
                    self.report.error(self.source, place, |l| l.check_picture_value(&value, &name));
                }
                Ok(()) | Err(_) => {
                    self.report.error(self.source, place, |l| l.check_picture_attribute(&element.id(), &name));
                }
            }
            sound = false;
        }
        if let Some(missing) = attributes.missing().filter(|_| sound) {
            self.error(node, |l| l.check_key_missing(&missing));
            sound = false;
        }
        sound.then_some((element, attributes))
    }

    fn refuse(&mut self, node: Node<'_, '_>) {
        let name = match node.node_type() {
            NodeType::Element => node.tag_name().name(),
            NodeType::PI => "?",
            NodeType::Text => return self.error(node, |l| l.check_picture_words().into()),
            NodeType::Root | NodeType::Comment => return,
        };
        let known = Element::ALL.map(Element::id).join(", ");
        self.error(node, |l| l.check_picture_element(&name, &known));
    }

    /// What a text says in both languages. What has no letter is the same in both.
    fn pair(&mut self, node: Node<'a, 'a>) -> Option<Text> {
        for child in node.children().filter(Node::is_element) {
            self.refuse(child);
        }
        if node.children().count() > 1 {
            self.error(node, |l| l.check_picture_words().into());
        }
        let words = spaced(node.text().unwrap_or_default());
        if !words.is_empty() && !words.contains(char::is_alphabetic) && !words.contains(" || ") {
            return Some(Text::new(words.clone(), words));
        }
        let Place { line, column, .. } = self.place_at(start(node.first_child().unwrap_or(node)));
        markup::read_pair(self.source, Line { number: line, column, text: &words }, &mut self.report)
    }

    fn text(&mut self, node: Node<'a, 'a>, attributes: &safe::Attributes<'a>, moved: (f64, f64)) {
        let Some(words) = self.pair(node) else { return };
        for (locale, words) in [(Locale::ZhCn, &words.zh), (Locale::En, &words.en)] {
            let lines: Vec<&str> = words.split(" / ").map(str::trim).collect();
            for line in &lines {
                if let Err(over) = fit::check(line, attributes, moved.0) {
                    self.error(node, |l| l.check_picture_text_long(&over, line));
                }
            }
            let (first, step) = fit::rows(attributes, lines.len());
            let (top, bottom) = (moved.1 + first, moved.1 + first + step * (fit::count(lines.len()) - 1.0));
            if top < fit::size(attributes) * 0.8 || bottom > self.height - 3.0 {
                self.error(node, |l| l.check_picture_text_outside(&words));
            }
            let out = match locale {
                Locale::ZhCn => &mut self.zh,
                Locale::En => &mut self.en,
            };
            let _ = write!(out, "<text{}>", attributes.markup());
            for (index, line) in lines.iter().enumerate() {
                let (x, y) = (attributes.number("x"), first + step * fit::count(index));
                let _ = write!(out, "<tspan x=\"{x}\" y=\"{y}\">{}</tspan>", escaped(line));
            }
            out.push_str("</text>");
        }
    }
}

/// Where a node begins; a text begins with its words.
fn start(node: Node<'_, '_>) -> usize {
    let blank = node.text().filter(|_| node.is_text()).map_or(0, |text| text.len() - text.trim_start().len());
    node.range().start + blank
}

fn is_blank(node: Node<'_, '_>) -> bool {
    node.is_comment() || (node.is_text() && node.text().is_none_or(|text| text.trim().is_empty()))
}

fn escaped(text: &str) -> String {
    let mut markup = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' => markup.push_str("&quot;"),
            other => markup.push(other),
        }
    }
    markup
}

#[cfg(test)]
mod tests;
