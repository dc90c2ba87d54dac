//! Content files, each read by itself: by the reader of what it holds, and several at the same time.

use crate::domain::form::Form;
use crate::domain::hours::HoursPolicy;
use crate::domain::lesson::Lesson;
use crate::domain::programme::Programme;
use crate::domain::scenario::model::Scenario;
use crate::server::content::diagnostic::{Place, Report, Source};
use crate::server::content::header::Value;
use crate::server::content::item::{self, ItemFile, Read};
use crate::server::content::sources::is_content;
use crate::server::content::{form, lesson, markup, programme, scenario};
use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, available_parallelism};

/// The kinds of content files, as `kind:` names them in front matter.
const KINDS: [&str; 3] = ["lesson", "items", "scenario"];

/// What a file holds.
#[expect(clippy::large_enum_variant, reason = "one for each file, and only until the bank has taken it")]
pub(super) enum File {
    Form(Option<Read<Form>>),
    Policy(Option<Read<HoursPolicy>>),
    Programme(Option<Read<Programme>>),
    Lesson(Option<Read<Lesson>>),
    Items(ItemFile),
    Scenario(Option<Read<Scenario>>),
    /// No content, or not to be read.
    Nothing,
}

/// The drawings by the id of their lesson.
pub(super) type Pictures = BTreeMap<String, Source>;

/// So many files are taken at a time by whoever reads.
const HANDFUL: usize = 4;

/// Reads every file by itself, on as many cores as there are: a start waits for this.
pub(super) fn read_all(sources: &[Source], pictures: &Pictures) -> Vec<(File, Report)> {
    let next = AtomicUsize::new(0);
    let some = || {
        let mut read = Vec::new();
        loop {
            let first = next.fetch_add(HANDFUL, Ordering::Relaxed);
            let Some(rest) = sources.get(first..).filter(|rest| !rest.is_empty()) else { return read };
            read.extend((first..).zip(rest).take(HANDFUL).map(|(place, source)| (place, read_file(source, pictures))));
        }
    };
    let cores = available_parallelism().map_or(1, NonZero::get);
    let mut all: Vec<_> = thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(some)).collect();
        let mut all = some();
        for other in others {
            match other.join() {
                Ok(read) => all.extend(read),
                Err(panic) => resume_unwind(panic),
            }
        }
        all
    });
    all.sort_unstable_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, file)| file).collect()
}

/// The folder names what a YAML file holds, front matter what a Markdown file holds.
fn read_file(source: &Source, pictures: &Pictures) -> (File, Report) {
    fn of<T>(file: impl Fn(T) -> File, (read, report): (T, Report)) -> (File, Report) {
        (file(read), report)
    }
    if form::is_form(&source.path) {
        of(File::Form, form::read(source))
    } else if programme::is_policy(&source.path) {
        of(File::Policy, programme::read_policy(source))
    } else if programme::is_programme(&source.path) {
        of(File::Programme, programme::read(source))
    } else if is_content(&source.path) {
        let mut report = Report::default();
        match kind(source, &mut report).as_deref() {
            Some("lesson") => of(File::Lesson, lesson::read(source, pictures.get(lesson_named(&source.path)))),
            Some("items") => of(File::Items, item::read(source)),
            Some("scenario") => of(File::Scenario, scenario::read(source)),
            Some(found) => {
                report.error(source, Place::line(1), |l| l.check_kind_unknown(&found, &KINDS.join(", ")));
                (File::Nothing, report)
            }
            None => (File::Nothing, report),
        }
    } else {
        (File::Nothing, Report::default())
    }
}

/// The `kind:` of a file. A file without front matter, or with one that cannot be read, is reported here.
fn kind(source: &Source, report: &mut Report) -> Option<String> {
    let document = markup::split_document(source, report)?;
    let keys: BTreeMap<String, Value> = markup::read_yaml(source, document.front, document.front_line, report)?;
    if let Some(Value::Scalar(kind)) = keys.get("kind") {
        return Some(kind.clone());
    }
    report.error(source, Place::line(document.front_line), |l| l.check_kind_missing().into());
    None
}

/// A lesson's file is named after its id.
pub(super) fn lesson_named(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".md").unwrap_or(name)
}
