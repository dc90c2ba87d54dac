//! The fonts of the machine that certificates are written in, and what a line of text looks like in them.
//!
//! A whole Chinese font is some 25 MB, so none travels with the program: Debian's `fonts-noto-cjk` brings them. They are read
//! for one document and let go again.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::FileRef;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider as _};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// In the order in which a character is looked for.
const FILES: [&str; 2] = ["NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc"];
/// The mainland's shapes, in a file that holds those of several regions.
const REGION: &str = "SC";

/// No font on this machine has the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no font has the character {0}")]
pub struct MissingCharacter(pub char);

/// The fonts, the preferred one first.
pub struct Fonts(Vec<Face>);

struct Face {
    data: Arc<Vec<u8>>,
    index: u32,
    font: Font,
}

/// A piece of a line whose characters are all of one font.
pub(super) struct Run {
    pub(super) font: Font,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// In em.
    pub(super) width: f32,
}

impl Fonts {
    /// Reads the fonts of a folder such as `/usr/share/fonts/opentype/noto`.
    ///
    /// # Errors
    /// When the folder has none of them, `NotFound`; what to install is said where people see it.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut faces = Vec::new();
        for file in FILES {
            match std::fs::read(folder.join(file)) {
                Ok(data) => faces.extend(Face::of_region(Arc::new(data))),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        if faces.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(Self(faces)) }
    }

    /// Sets a line: each character in the first font that has it, `spacing` (in em) behind each.
    pub(super) fn set(&self, words: &str, spacing: f32) -> Result<Vec<Run>, MissingCharacter> {
        let mut runs: Vec<(usize, Run)> = Vec::new();
        for character in words.chars() {
            let (at, glyph, advance) = self.glyph(character)?;
            if runs.last().is_none_or(|(face, _)| *face != at) {
                let font = self.0[at].font.clone();
                runs.push((at, Run { font, text: String::new(), glyphs: Vec::new(), width: 0.0 }));
            }
            if let Some((_, run)) = runs.last_mut() {
                let from = run.text.len();
                run.text.push(character);
                let advance = advance + spacing;
                run.glyphs.push(KrillaGlyph::new(glyph, advance, 0.0, 0.0, 0.0, from..run.text.len(), None));
                run.width += advance;
            }
        }
        Ok(runs.into_iter().map(|(_, run)| run).collect())
    }

    /// The font, the glyph and its advance in em.
    fn glyph(&self, character: char) -> Result<(usize, GlyphId, f32), MissingCharacter> {
        let found = self.0.iter().enumerate().find_map(|(at, face)| {
            let font = face.parsed()?;
            let glyph = font.charmap().map(character)?;
            let advance = font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(glyph)?;
            Some((at, GlyphId::new(glyph.to_u32()), advance))
        });
        found.ok_or(MissingCharacter(character))
    }
}

impl Face {
    fn of_region(data: Arc<Vec<u8>>) -> Option<Self> {
        let index = match FileRef::new(&data).ok()? {
            FileRef::Font(_) => 0,
            FileRef::Collection(collection) => (0..collection.len())
                .find(|index| collection.get(*index).is_ok_and(|font| is_of_region(&font)))
                .unwrap_or(0),
        };
        let font = Font::new(data.clone().into(), index)?;
        Some(Self { data, index, font })
    }

    fn parsed(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.data, self.index).ok()
    }
}

fn is_of_region(font: &FontRef) -> bool {
    let mut names = font.localized_strings(StringId::FAMILY_NAME);
    names.any(|name| name.chars().collect::<String>().ends_with(REGION))
}
