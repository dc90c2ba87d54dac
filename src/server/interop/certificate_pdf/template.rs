//! Reads a drawing: the part of SVG that a certificate needs, as shapes in points. What it does not understand is an error,
//! never left out.

use super::{PdfError, Sheet};
use roxmltree::{Document, Node};

/// Width and height of the page, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PageSize {
    pub(super) width: f32,
    pub(super) height: f32,
}

/// One thing to draw, later ones over earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    pub(super) place: Place,
    pub(super) fill: Option<Rgb>,
    pub(super) stroke: Option<(Rgb, f32)>,
    pub(super) form: Form,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    Path(Vec<Step>),
    Text {
        words: String,
        size: f32,
        spacing: f32,
        anchor: Anchor,
        width: Option<f32>,
    },
    /// A QR code of the text, filling a square of this side.
    Code {
        text: String,
        side: f32,
    },
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    Move(f32, f32),
    Line(f32, f32),
    Close,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rgb(pub(super) u8, pub(super) u8, pub(super) u8);

/// Where a shape's own zero lies, and how large its unit is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) x: f32,
    pub(super) y: f32,
}

/// What elements inherit.
#[derive(Debug, Clone)]
struct Style {
    place: Place,
    fill: Option<Rgb>,
    stroke: Option<Rgb>,
    stroke_width: f32,
    font_size: f32,
    spacing: f32,
    anchor: Anchor,
}

/// The size of the page and its shapes, with the sheet's words in their places.
pub(super) fn read(text: &str, sheet: &Sheet) -> Result<(PageSize, Vec<Shape>), PdfError> {
    let document = Document::parse(text).map_err(|error| PdfError::Template(error.to_string()))?;
    let root = document.root_element();
    let view = numbers(root.attribute("viewBox").unwrap_or_default())?;
    let [_, _, width, height] = view[..] else {
        return Err(PdfError::Template("expected a viewBox of four numbers".to_owned()));
    };
    let style = Style {
        place: Place { x: 0.0, y: 0.0 },
        fill: Some(Rgb(0, 0, 0)),
        stroke: None,
        stroke_width: 1.0,
        font_size: 12.0,
        spacing: 0.0,
        anchor: Anchor::Start,
    };
    let mut reader = Reader { sheet, shapes: Vec::new() };
    reader.children(root, &style)?;
    Ok((PageSize { width, height }, reader.shapes))
}

struct Reader<'a> {
    sheet: &'a Sheet,
    shapes: Vec<Shape>,
}

impl Reader<'_> {
    fn children(&mut self, parent: Node, style: &Style) -> Result<(), PdfError> {
        parent.children().filter(Node::is_element).try_for_each(|node| self.element(node, style))
    }

    fn element(&mut self, node: Node, inherited: &Style) -> Result<(), PdfError> {
        let style = self.style(node, inherited)?;
        match node.tag_name().name() {
            "g" => self.children(node, &style),
            "rect" => self.rectangle(node, &style),
            "line" => {
                let [x1, y1, x2, y2] = [
                    self.number(node, "x1")?,
                    self.number(node, "y1")?,
                    self.number(node, "x2")?,
                    self.number(node, "y2")?,
                ];
                self.push(&style, Form::Path(vec![Step::Move(x1, y1), Step::Line(x2, y2)]));
                Ok(())
            }
            "path" => {
                let steps = steps(node.attribute("d").unwrap_or_default())?;
                self.push(&style, Form::Path(steps));
                Ok(())
            }
            "text" => self.text(node, &style),
            other => Err(PdfError::Template(format!("<{other}> is not understood"))),
        }
    }

    fn rectangle(&mut self, node: Node, style: &Style) -> Result<(), PdfError> {
        let [x, y] = [self.number(node, "x")?, self.number(node, "y")?];
        let [width, height] = [self.number(node, "width")?, self.number(node, "height")?];
        let form = match node.attribute("data-qr") {
            Some(text) => {
                let place = Place { x: style.place.x + x, y: style.place.y + y };
                let code = Form::Code { text: self.filled(text)?, side: width };
                self.push(&Style { place, ..style.clone() }, code);
                return Ok(());
            }
            None => vec![
                Step::Move(x, y),
                Step::Line(x + width, y),
                Step::Line(x + width, y + height),
                Step::Line(x, y + height),
                Step::Close,
            ],
        };
        self.push(style, Form::Path(form));
        Ok(())
    }

    fn text(&mut self, node: Node, style: &Style) -> Result<(), PdfError> {
        let words = self.filled(node.text().unwrap_or_default())?;
        let width = node.attribute("data-width").map(number).transpose()?;
        let place = Place { x: style.place.x + self.number(node, "x")?, y: style.place.y + self.number(node, "y")? };
        let form = Form::Text { words, size: style.font_size, spacing: style.spacing, anchor: style.anchor, width };
        self.push(&Style { place, ..style.clone() }, form);
        Ok(())
    }

    fn push(&mut self, style: &Style, form: Form) {
        let stroke = style.stroke.map(|colour| (colour, style.stroke_width));
        self.shapes.push(Shape { place: style.place, fill: style.fill, stroke, form });
    }

    fn style(&self, node: Node, inherited: &Style) -> Result<Style, PdfError> {
        let mut style = inherited.clone();
        for attribute in node.attributes() {
            let value = self.filled(attribute.value())?;
            match attribute.name() {
                "fill" => style.fill = self.colour(&value)?,
                "stroke" => style.stroke = self.colour(&value)?,
                "stroke-width" => style.stroke_width = number(&value)?,
                "font-size" => style.font_size = number(&value)?,
                "letter-spacing" => style.spacing = number(&value)?,
                "text-anchor" => style.anchor = anchor(&value)?,
                "transform" => {
                    let moved = value.strip_prefix("translate(").and_then(|rest| rest.strip_suffix(')'));
                    let [x, y] = numbers(moved.unwrap_or_default())?[..] else {
                        return Err(PdfError::Template(format!("transform {value:?} is not understood")));
                    };
                    style.place = Place { x: style.place.x + x, y: style.place.y + y };
                }
                _ => {}
            }
        }
        Ok(style)
    }

    fn colour(&self, value: &str) -> Result<Option<Rgb>, PdfError> {
        match value {
            "none" => Ok(None),
            "currentColor" => hex(self.sheet.colour).map(Some),
            other => hex(other).map(Some),
        }
    }

    fn number(&self, node: Node, name: &str) -> Result<f32, PdfError> {
        number(&self.filled(node.attribute(name).unwrap_or_default())?)
    }

    /// The text with every `{name}` replaced by the sheet's words.
    fn filled(&self, text: &str) -> Result<String, PdfError> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) =
                after.split_once('}').ok_or_else(|| PdfError::Template(format!("{text:?} lacks a closing brace")))?;
            let words = self.sheet.words.get(name);
            filled.push_str(before);
            filled.push_str(words.ok_or_else(|| PdfError::Template(format!("nothing is known of {{{name}}}")))?);
            rest = behind;
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

fn anchor(value: &str) -> Result<Anchor, PdfError> {
    match value {
        "start" => Ok(Anchor::Start),
        "middle" => Ok(Anchor::Middle),
        "end" => Ok(Anchor::End),
        other => Err(PdfError::Template(format!("text-anchor {other:?} is not understood"))),
    }
}

fn hex(value: &str) -> Result<Rgb, PdfError> {
    let digits = value.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii());
    let part = |at: usize| digits.and_then(|digits| u8::from_str_radix(&digits[at..at + 2], 16).ok());
    match (part(0), part(2), part(4)) {
        (Some(red), Some(green), Some(blue)) => Ok(Rgb(red, green, blue)),
        _ => Err(PdfError::Template(format!("colour {value:?} is not understood"))),
    }
}

fn number(text: &str) -> Result<f32, PdfError> {
    text.trim().parse().map_err(|_| PdfError::Template(format!("expected a number, found {text:?}")))
}

fn numbers(text: &str) -> Result<Vec<f32>, PdfError> {
    text.split([' ', ',']).filter(|part| !part.is_empty()).map(number).collect()
}

/// Path data of absolute M, L, H, V and Z.
fn steps(data: &str) -> Result<Vec<Step>, PdfError> {
    let mut steps = Vec::new();
    let (mut x, mut y) = (0.0, 0.0);
    let mut rest = data.trim();
    while let Some(command) = rest.chars().next() {
        let behind = &rest[command.len_utf8()..];
        let end = behind.find(|character: char| character.is_ascii_alphabetic()).unwrap_or(behind.len());
        let values = numbers(&behind[..end])?;
        match (command, &values[..]) {
            ('M', [to_x, to_y]) => steps.push(Step::Move(*to_x, *to_y)),
            ('L', [to_x, to_y]) => steps.push(Step::Line(*to_x, *to_y)),
            ('H', [to_x]) => steps.push(Step::Line(*to_x, y)),
            ('V', [to_y]) => steps.push(Step::Line(x, *to_y)),
            ('Z', []) => steps.push(Step::Close),
            _ => return Err(PdfError::Template(format!("path {data:?} is not understood"))),
        }
        match steps.last() {
            Some(Step::Move(to_x, to_y) | Step::Line(to_x, to_y)) => (x, y) = (*to_x, *to_y),
            Some(Step::Close) | None => {}
        }
        rest = behind[end..].trim_start();
    }
    Ok(steps)
}
