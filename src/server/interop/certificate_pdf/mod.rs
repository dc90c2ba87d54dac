//! The certificate as a PDF: A4 landscape, drawn from a template (`style/certificate.svg`), with a QR code that leads to its
//! verification page. Chinese and Latin names of any length fit; the font's used characters travel in the file.

mod draw;
mod fonts;
mod template;

pub use fonts::{Fonts, MissingCharacter};

use std::collections::BTreeMap;

/// The drawing, whose `{names}` are filled in.
const TEMPLATE: &str = include_str!("../../../../style/certificate.svg");

/// What is written on the sheet. The words come from the catalogues; this module knows none.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Title of the document, for its reader's window.
    pub title: String,
    /// BCP 47.
    pub language: &'static str,
    /// `currentColor` of the template, as `#rrggbb`.
    pub colour: &'static str,
    /// Texts by the template's names, without braces.
    pub words: BTreeMap<&'static str, String>,
}

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// No installed font has the character.
    #[error(transparent)]
    Character(#[from] MissingCharacter),
    /// The template names something that the sheet does not give, or uses what is not understood.
    #[error("the certificate's template: {0}")]
    Template(String),
    #[error("the document could not be written: {0}")]
    Document(String),
}

/// Draws the sheet. Takes some milliseconds of processor time: not for an async thread.
pub fn certificate_pdf(sheet: &Sheet, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let (size, shapes) = template::read(TEMPLATE, sheet)?;
    draw::document(sheet, size, &shapes, fonts)
}

#[cfg(test)]
mod tests;
