//! The input as records, a person each, read as often as needed without keeping it in memory.

use super::Failure;
use serde::de::IgnoredAny;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// No person's data are longer; it bounds memory whatever comes in.
pub const MOST_BYTES: usize = 1 << 20;

pub struct Input {
    file: File,
    layout: Layout,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// A person a line.
    Lines,
    /// One person over several lines.
    Whole,
}

/// One person's bytes.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// The 1-based line that it begins on.
    pub line: u64,
    /// Longer than [`MOST_BYTES`] only to show that it is too long.
    pub bytes: &'a [u8],
    /// Whether it may go over several lines.
    pub whole: bool,
}

impl Input {
    /// Opens a file, or standard input for `-`.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = if path.as_os_str() == "-" {
            kept(&mut io::stdin().lock())?
        } else {
            let mut file = File::open(path)?;
            if file.metadata()?.is_file() { file } else { kept(&mut file)? }
        };
        let layout = Layout::of(&mut file)?;
        Ok(Self { file, layout })
    }

    /// Hands over every record in order, from the first. At least one record comes, if only an empty one.
    pub fn for_each(&self, mut take: impl FnMut(Record<'_>) -> Result<(), Failure>) -> Result<(), Failure> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0)).map_err(Failure::Unreadable)?;
        let mut reader = BufReader::with_capacity(1 << 16, file);
        let mut bytes = Vec::new();
        if self.layout == Layout::Whole {
            let limit = MOST_BYTES as u64 + 1;
            reader.take(limit).read_to_end(&mut bytes).map_err(Failure::Unreadable)?;
            return take(Record { line: 1, bytes: without_mark(&bytes), whole: true });
        }
        let mut nobody = true;
        let mut line = 0;
        while next_line(&mut reader, &mut bytes).map_err(Failure::Unreadable)? {
            line += 1;
            let bytes = if line == 1 { without_mark(&bytes) } else { &bytes };
            if !bytes.trim_ascii().is_empty() {
                take(Record { line, bytes, whole: false })?;
                nobody = false;
            }
        }
        if nobody { take(Record { line: 1, bytes: b"", whole: true }) } else { Ok(()) }
    }
}

/// A copy that can be read twice: a temporary file without a name, gone when the program ends.
fn kept(source: &mut impl Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(source, &mut file)?;
    Ok(file)
}

impl Layout {
    /// One person over several lines: the first line is incomplete, and the second is not a person by itself.
    fn of(file: &mut File) -> io::Result<Self> {
        file.seek(SeekFrom::Start(0))?;
        let mut reader = BufReader::new(file);
        let mut filled = Vec::with_capacity(2);
        let mut line = Vec::new();
        while filled.len() < 2 && next_line(&mut reader, &mut line)? {
            if !without_mark(&line).trim_ascii().is_empty() {
                filled.push(std::mem::take(&mut line));
            }
        }
        let incomplete = |line: &[u8]| {
            let read: Result<IgnoredAny, _> = serde_json::from_slice(without_mark(line));
            line.len() > MOST_BYTES || read.is_err_and(|error| error.is_eof())
        };
        let is_whole = match filled.as_slice() {
            [first, second] => incomplete(first) && !is_object(second),
            _ => false,
        };
        Ok(if is_whole { Self::Whole } else { Self::Lines })
    }
}

fn is_object(line: &[u8]) -> bool {
    line.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(line).is_ok()
}

/// Reads a line without its end; false at the end of the input. Of an overlong one only enough is kept to see that it is.
fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    reader.by_ref().take(MOST_BYTES as u64 + 1).read_until(b'\n', line)?;
    if line.is_empty() {
        return Ok(false);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() > MOST_BYTES {
        reader.skip_until(b'\n')?;
    }
    Ok(true)
}

/// Some editors put a byte order mark before the first character.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}
