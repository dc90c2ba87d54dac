//! The content that the program brings along: everything below `quizzes/`. A debug build reads it from the folder, so
//! that an edit is seen without a new build.

use super::diagnostic::Source;

#[derive(rust_embed::Embed)]
#[folder = "quizzes/"]
#[include = "*.md"]
#[include = "*.yaml"]
#[include = "pictures/*.svg"]
struct Quizzes;

/// The files whose path begins so (`rules/`; all for an empty text), in the order of their paths. Paths are relative to
/// `quizzes/`.
pub fn sources(prefix: &str) -> Vec<Source> {
    let mut paths: Vec<_> = Quizzes::iter().filter(|path| path.starts_with(prefix)).collect();
    paths.sort_unstable();
    let read = |path: std::borrow::Cow<'static, str>| {
        let file = Quizzes::get(&path)?;
        Some(Source { path: path.into_owned(), text: String::from_utf8_lossy(&file.data).into_owned() })
    };
    paths.into_iter().filter_map(read).collect()
}
