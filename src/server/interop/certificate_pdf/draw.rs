//! Puts shapes onto a page.

use super::fonts::{Fonts, Run};
use super::template::{Anchor, Form, PageSize, Rgb, Shape, Step};
use super::{PdfError, Sheet};
use fast_qr::qr::QRBuilder;
use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

pub(super) fn document(sheet: &Sheet, size: PageSize, shapes: &[Shape], fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let mut document = Document::new();
    let metadata = Metadata::new().title(sheet.title.clone()).language(sheet.language.to_owned());
    document.set_metadata(metadata);
    let settings = PageSettings::from_wh(size.width, size.height);
    let settings = settings.ok_or_else(|| PdfError::Template("a page needs a width and a height".to_owned()))?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    for shape in shapes {
        draw(&mut surface, shape, fonts)?;
    }
    surface.finish();
    page.finish();
    document.finish().map_err(|error| PdfError::Document(format!("{error:?}")))
}

fn draw(surface: &mut Surface, shape: &Shape, fonts: &Fonts) -> Result<(), PdfError> {
    surface.set_fill(shape.fill.map(|colour| Fill { paint: paint(colour).into(), ..Fill::default() }));
    surface.set_stroke(shape.stroke.map(|(colour, width)| Stroke {
        paint: paint(colour).into(),
        width,
        ..Stroke::default()
    }));
    // Whatever can fail has happened before the surface is moved: it must be moved back on every way out.
    let ready = Ready::of(&shape.form, fonts)?;
    surface.push_transform(&Transform::from_translate(shape.place.x, shape.place.y));
    match ready {
        Ready::Nothing => {}
        Ready::Path(path) => surface.draw_path(&path),
        Ready::Line(line) => line.draw(surface),
    }
    surface.pop();
    Ok(())
}

/// A form with its outlines found and its letters set.
enum Ready {
    Nothing,
    Path(Path),
    Line(Line),
}

impl Ready {
    fn of(form: &Form, fonts: &Fonts) -> Result<Self, PdfError> {
        let path = match form {
            Form::Text { words, size, spacing, anchor, width } => {
                return Ok(Self::Line(Line::set(words, *size, *spacing, *anchor, *width, fonts)?));
            }
            Form::Path(steps) => path(steps),
            Form::Code { text, side } => code(text, *side)?,
        };
        Ok(path.map_or(Self::Nothing, Self::Path))
    }
}

fn paint(Rgb(red, green, blue): Rgb) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

fn path(steps: &[Step]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for step in steps {
        match *step {
            Step::Move(x, y) => path.move_to(x, y),
            Step::Line(x, y) => path.line_to(x, y),
            Step::Close => path.close(),
        }
    }
    path.finish()
}

/// A line of text, set and scaled to its room.
struct Line {
    runs: Vec<Run>,
    size: f32,
    /// Where it begins, relative to its anchor.
    x: f32,
}

impl Line {
    fn set(
        words: &str,
        size: f32,
        spacing: f32,
        anchor: Anchor,
        room: Option<f32>,
        fonts: &Fonts,
    ) -> Result<Self, PdfError> {
        let spacing = spacing / size;
        let runs = fonts.set(words, spacing)?;
        // The space behind the last character is not part of the line.
        let em = (runs.iter().map(|run| run.width).sum::<f32>() - spacing).max(0.0);
        let size = match room {
            Some(room) if em * size > room => room / em,
            _ => size,
        };
        let x = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => -em * size / 2.0,
            Anchor::End => -em * size,
        };
        Ok(Self { runs, size, x })
    }

    fn draw(self, surface: &mut Surface) {
        let mut x = self.x;
        for run in self.runs {
            let width = run.width * self.size;
            surface.draw_glyphs(Point::from_xy(x, 0.0), &run.glyphs, run.font, &run.text, self.size, false);
            x += width;
        }
    }
}

/// The dark modules of a QR code, row by row: neighbours are one rectangle, so that no reader shows seams.
fn code(text: &str, side: f32) -> Result<Option<Path>, PdfError> {
    let code =
        QRBuilder::new(text).build().map_err(|_| PdfError::Template(format!("{text:?} is too long for a code")))?;
    let modules = u16::try_from(code.size).map_err(|error| PdfError::Document(error.to_string()))?;
    let unit = side / f32::from(modules);
    let mut path = PathBuilder::new();
    for row in 0..modules {
        let line = &code[usize::from(row)];
        let mut column = 0;
        while column < modules {
            let dark = (column..modules).take_while(|at| line[usize::from(*at)].value());
            let length = u16::try_from(dark.count()).unwrap_or(0);
            if length > 0 {
                let [x, y] = [f32::from(column) * unit, f32::from(row) * unit];
                if let Some(bar) = Rect::from_xywh(x, y, f32::from(length) * unit, unit) {
                    path.push_rect(bar);
                }
            }
            column += length + 1;
        }
    }
    Ok(path.finish())
}
