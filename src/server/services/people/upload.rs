//! Documents as they come in: what is accepted, and the files that keep them.
//!
//! A file lies in the data folder, `evidence/ab/abcd…`, under the SHA-256 of its bytes. It appears there whole or not at all.

use super::problem::Why;
use crate::domain::digest::Digest;
use crate::server::digest::sha256;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The most bytes that a document may have.
pub const MOST_BYTES: usize = MEGABYTES * 1024 * 1024;
const MEGABYTES: usize = 10;
/// The most characters of a file name that are kept.
const NAME: usize = 120;

/// What came in.
#[derive(Debug, Clone)]
pub struct Upload {
    /// As the browser tells it; may hold anything.
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// A document that was looked into and accepted.
#[derive(Debug)]
pub struct Accepted {
    pub file_name: String,
    pub media_type: &'static str,
    pub sha256: Digest,
    bytes: Vec<u8>,
}

/// A file that is in its place.
#[derive(Debug)]
pub struct Kept {
    path: PathBuf,
    /// Whether this call put it there.
    new: bool,
}

impl Upload {
    /// Looks into the bytes: the kind is what they are, whatever name or type the browser gives them.
    pub fn accept(self) -> Result<Accepted, Why> {
        if self.bytes.is_empty() {
            return Err(Why::EmptyFile);
        }
        if self.bytes.len() > MOST_BYTES {
            return Err(Why::TooLarge { megabytes: MEGABYTES });
        }
        let (media_type, ending) = kind(&self.bytes).ok_or(Why::WrongKindOfFile)?;
        let sha256 = sha256(&self.bytes);
        Ok(Accepted { file_name: plain_name(&self.file_name, ending), media_type, sha256, bytes: self.bytes })
    }
}

impl Accepted {
    /// Bytes.
    pub fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Puts the file into its place, unless the same bytes are there.
    pub fn keep(&self, data_dir: &Path) -> std::io::Result<Kept> {
        let path = place(data_dir, self.sha256);
        if path.is_file() {
            return Ok(Kept { path, new: false });
        }
        let folder = path.parent().unwrap_or(data_dir);
        std::fs::create_dir_all(folder)?;
        // Written aside and renamed, so that nobody ever sees half a document; a failed write leaves nothing behind.
        let aside = folder.join(format!(".{}.{}", self.sha256, crate::server::ids::new_seed().0));
        let written = write_whole(&aside, &self.bytes).and_then(|()| std::fs::rename(&aside, &path));
        if written.is_err() {
            let _ = std::fs::remove_file(&aside);
        }
        written.map(|()| Kept { path, new: true })
    }
}

impl Kept {
    /// Takes the file away again if this call had put it there.
    pub fn undo(self) {
        if self.new {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Where a document's bytes lie.
pub fn place(data_dir: &Path, sha256: Digest) -> PathBuf {
    let name = sha256.to_string();
    data_dir.join("evidence").join(&name[..2]).join(name)
}

fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Media type and file ending of the accepted kinds.
fn kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    use infer::{archive, image};
    if archive::is_pdf(bytes) {
        Some(("application/pdf", "pdf"))
    } else if image::is_png(bytes) {
        Some(("image/png", "png"))
    } else if image::is_jpeg(bytes) {
        Some(("image/jpeg", "jpg"))
    } else if image::is_webp(bytes) {
        Some(("image/webp", "webp"))
    } else {
        None
    }
}

/// The last part of the name, without what could break a header or mislead: it ends as its content is.
fn plain_name(told: &str, ending: &str) -> String {
    let last = told.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let fits = |c: &char| !c.is_control() && !"\"<>|:*?%".contains(*c) && !is_directional(*c);
    let stem: String = stem.chars().filter(fits).take(NAME).collect();
    let stem = stem.trim_matches([' ', '.']);
    format!("{}.{ending}", if stem.is_empty() { "document" } else { stem })
}

/// Marks that turn the direction of writing, by which `gpj.exe` can be made to look like `exe.jpg`.
fn is_directional(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) const PDF: &[u8] = b"%PDF-1.7\n%test";

    fn upload(file_name: &str, bytes: &[u8]) -> Upload {
        Upload { file_name: file_name.to_owned(), bytes: bytes.to_vec() }
    }

    #[test]
    fn the_content_decides_what_a_document_is() {
        let webp = [b"RIFF".as_slice(), &[8, 0, 0, 0], b"WEBPVP8 "].concat();
        let cases: [(&str, &[u8], Result<&str, Why>); 7] = [
            ("毕业证.pdf", PDF, Ok("application/pdf")),
            ("scan", b"\x89PNG\r\n\x1a\n0000", Ok("image/png")),
            ("photo.exe", b"\xff\xd8\xff\xe0", Ok("image/jpeg")),
            ("w.webp", &webp, Ok("image/webp")),
            ("diploma.pdf", b"<html><script>", Err(Why::WrongKindOfFile)),
            ("diploma.pdf", b"MZ\x90\0", Err(Why::WrongKindOfFile)),
            ("diploma.pdf", b"", Err(Why::EmptyFile)),
        ];
        for (name, bytes, expected) in cases {
            let found = upload(name, bytes).accept().map(|accepted| accepted.media_type);
            assert_eq!(found, expected, "{name}");
        }
        let mut large = PDF.to_vec();
        large.resize(MOST_BYTES, 0);
        assert!(upload("a", &large).accept().is_ok());
        large.push(0);
        assert_eq!(upload("a", &large).accept().map(|_| ()), Err(Why::TooLarge { megabytes: 10 }));
    }

    #[test]
    fn a_file_name_keeps_nothing_dangerous() {
        let cases = [
            ("毕业证 2020.PDF", "毕业证 2020.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("C:\\Users\\lin\\scan.png", "scan.pdf"),
            ("a\"\r\nSet-Cookie: x", "aSet-Cookie x.pdf"),
            ("", "document.pdf"),
            ("...", "document.pdf"),
            ("\u{202e}fdp.exe", "fdp.pdf"),
        ];
        for (told, expected) in cases {
            assert_eq!(plain_name(told, "pdf"), expected, "{told:?}");
        }
        assert!(plain_name(&"长".repeat(500), "pdf").chars().count() <= NAME + 4);
    }

    #[test]
    fn a_document_is_kept_whole_under_its_hash_and_can_be_taken_back() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let accepted = upload("a.pdf", PDF).accept().expect("a document");
        let kept = accepted.keep(folder.path()).expect("kept");
        let path = place(folder.path(), accepted.sha256);
        assert_eq!(std::fs::read(&path).expect("the file"), PDF);
        let again = accepted.keep(folder.path()).expect("kept");
        again.undo();
        assert!(path.is_file(), "the second one must not take away what the first one put there");
        kept.undo();
        let files = std::fs::read_dir(path.parent().expect("a folder")).expect("a folder").count();
        assert_eq!(files, 0);
    }

    #[test]
    fn a_failed_write_leaves_nothing_behind() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let accepted = upload("a.pdf", PDF).accept().expect("a document");
        // Something else stands where the file should go.
        let path = place(folder.path(), accepted.sha256);
        std::fs::create_dir_all(path.join("in the way")).expect("a folder");
        assert!(accepted.keep(folder.path()).is_err());
        let left = std::fs::read_dir(path.parent().expect("a folder")).expect("a folder").count();
        assert_eq!(left, 1, "only what stood in the way");
    }
}
