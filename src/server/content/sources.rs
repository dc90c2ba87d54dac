//! Content files of a folder on disk. The files that are built in come from `bundled`.

use super::diagnostic::Source;
use super::picture;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Why a folder or a file could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {reason}")]
pub struct SourcesError {
    pub path: String,
    pub reason: io::Error,
}

/// The Markdown and YAML files and the pictures of a folder and of all folders in it, by path; or the one file that the path names. A
/// `README.md` is for people.
pub fn read(path: &Path) -> Result<Vec<Source>, SourcesError> {
    let failed = |path: &Path| {
        let path = path.display().to_string();
        move |reason| SourcesError { path, reason }
    };
    let mut files = Vec::new();
    collect(path, &mut files)?;
    files.sort();
    let root = content_root(path);
    files
        .iter()
        .map(|file| {
            let bytes = fs::read(file).map_err(failed(file))?;
            let relative = file.strip_prefix(root).unwrap_or(file);
            let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            Ok(source(parts.join("/"), &bytes))
        })
        .collect()
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), SourcesError> {
    let failed = |reason| SourcesError { path: path.display().to_string(), reason };
    if !fs::metadata(path).map_err(failed)?.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(failed)? {
        let entry = entry.map_err(failed)?.path();
        let rules = entry.extension().is_some_and(|extension| extension == "yaml");
        let drawn = picture::lesson_of(&entry.to_string_lossy().replace('\\', "/")).is_some();
        if entry.is_dir() || rules || drawn || is_content(&entry.to_string_lossy()) {
            collect(&entry, files)?;
        }
    }
    Ok(())
}

/// The folder that paths are told from: the content folder that a part of it lies in, else what was asked for.
fn content_root(path: &Path) -> &Path {
    let named = |ancestor: &&Path| ancestor.file_name().is_some_and(|name| name == "quizzes");
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    path.ancestors().find(named).unwrap_or(folder)
}

/// Whether a path names a lesson, an item file or a scenario: Markdown, other than the guide for authors.
pub fn is_content(path: &str) -> bool {
    let path = Path::new(path);
    path.extension().is_some_and(|extension| extension == "md") && path.file_name() != Some("README.md".as_ref())
}

/// A byte-order mark is dropped, and bytes that are no UTF-8 become visible marks that a parser then points at.
fn source(path: String, bytes: &[u8]) -> Source {
    let text = String::from_utf8_lossy(bytes);
    Source { path, text: text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_markdown_files_by_path() {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in [
            ("b.md", "\u{feff}b"),
            ("items/l1/a.md", "a"),
            ("README.md", "x"),
            ("notes.txt", "x"),
            ("rules/r.yaml", "r"),
            ("pictures/a.svg", "p"),
            ("loose.svg", "x"),
        ] {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
            fs::write(file, text).expect("a file");
        }
        let found: Vec<(String, String)> =
            read(folder.path()).expect("sources").into_iter().map(|source| (source.path, source.text)).collect();
        assert_eq!(
            found.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(),
            ["b.md", "items/l1/a.md", "pictures/a.svg", "rules/r.yaml"]
        );
        assert_eq!(found[0].1, "b", "a byte-order mark is dropped");
        let whole = folder.path().join("quizzes");
        fs::create_dir_all(whole.join("lessons")).expect("a folder");
        fs::write(whole.join("lessons/c.md"), "c").expect("a file");
        let part = read(&whole.join("lessons")).expect("a part of the content");
        assert_eq!(part[0].path, "lessons/c.md", "told from the content folder");
        let one = read(&folder.path().join("items/l1/a.md")).expect("one source");
        assert_eq!(one[0].path, "a.md");
        assert!(read(&folder.path().join("nothing")).is_err());
    }
}
