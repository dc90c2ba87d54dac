//! Which lessons a learner may open, has finished, and should take next.

use super::{Lesson, LessonId};
use crate::domain::item::ItemId;
use crate::domain::level::Level;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a learner has done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// A lesson stands here from the moment it is opened.
    pub lessons: BTreeMap<LessonId, LessonProgress>,
    /// The highest level that the learner holds a certificate of: whoever was certified need not finish the lessons of that
    /// level, or of one below, before those that build on them.
    pub certified: Option<Level>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LessonProgress {
    /// The checks that were answered from this lesson's page, right or wrong: wrong answers teach, they do not block.
    pub answered: BTreeSet<ItemId>,
    /// Once complete, a lesson stays complete, also when a later version has other checks.
    pub completed: bool,
}

impl Progress {
    /// Notes that a check was answered from a lesson's page, and whether that completed the lesson. Items that are no
    /// checks of the lesson change nothing.
    pub fn answer(&mut self, lesson: &Lesson, check: &ItemId) -> bool {
        let done = self.lessons.entry(lesson.id.clone()).or_default();
        let was_completed = done.completed;
        if lesson.checks.contains(check) {
            done.answered.insert(check.clone());
        }
        done.completed = is_complete(lesson, Some(done));
        done.completed && !was_completed
    }
}

/// How a lesson stands for a learner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Standing {
    /// These lessons come first.
    Locked {
        missing: Vec<LessonId>,
    },
    Open,
    /// Opened, with so many of its checks answered.
    Begun {
        answered: usize,
        of: usize,
    },
    Complete,
}

/// How one lesson stands. What was begun stays open, even if prerequisites were added since.
pub fn standing(lesson: &Lesson, progress: &Progress) -> Standing {
    let done = progress.lessons.get(&lesson.id);
    if is_complete(lesson, done) {
        return Standing::Complete;
    }
    if let Some(done) = done {
        let answered = lesson.checks.iter().filter(|check| done.answered.contains(check)).count();
        return Standing::Begun { answered, of: lesson.checks.len() };
    }
    let finished = |id: &LessonId| {
        progress.certified.is_some_and(|level| id.level() <= level)
            || progress.lessons.get(id).is_some_and(|done| done.completed)
    };
    let missing: Vec<LessonId> = lesson.requires.iter().filter(|id| !finished(id)).cloned().collect();
    if missing.is_empty() { Standing::Open } else { Standing::Locked { missing } }
}

/// A lesson is complete when every check has been answered.
fn is_complete(lesson: &Lesson, done: Option<&LessonProgress>) -> bool {
    done.is_some_and(|done| done.completed || lesson.checks.iter().all(|check| done.answered.contains(check)))
}

/// The lesson to take next: the first one begun, else the first one open, in learning order.
pub fn next_lesson<'l>(lessons: &[&'l Lesson], progress: &Progress) -> Option<&'l Lesson> {
    let first =
        |wanted: fn(&Standing) -> bool| lessons.iter().copied().find(|lesson| wanted(&standing(lesson, progress)));
    first(|standing| matches!(standing, Standing::Begun { .. }))
        .or_else(|| first(|standing| *standing == Standing::Open))
}

/// Lessons in the order in which they are learned: each after what it requires; among those that are free, by level, by
/// their declared order, by id. Lessons in a circle, which the checker refuses, come last.
pub fn learning_order<'l>(lessons: impl IntoIterator<Item = &'l Lesson>) -> Vec<&'l Lesson> {
    let mut waiting: Vec<&Lesson> = lessons.into_iter().collect();
    waiting.sort_by_key(|lesson| (lesson.level, lesson.order.unwrap_or(u16::MAX), &lesson.id));
    let known: BTreeSet<&LessonId> = waiting.iter().map(|lesson| &lesson.id).collect();
    let mut placed: BTreeSet<&LessonId> = BTreeSet::new();
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let free = |lesson: &Lesson| lesson.requires.iter().all(|id| placed.contains(id) || !known.contains(id));
        let lesson = waiting.remove(waiting.iter().position(|lesson| free(lesson)).unwrap_or(0));
        placed.insert(&lesson.id);
        ordered.push(lesson);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hours::ClassHours;
    use crate::domain::locale::Text;

    fn lesson(slug: &str, requires: &[&str], checks: &[&str]) -> Lesson {
        Lesson {
            id: id(slug),
            level: Level::One,
            competencies: Vec::new(),
            minutes: 10,
            class_hours: ClassHours::parse("0.25").expect("class hours"),
            order: None,
            requires: requires.iter().map(|slug| id(slug)).collect(),
            checks: checks.iter().map(|slug| item(slug)).collect(),
            sources: Vec::new(),
            law_as_of: None,
            title: Text::new("题", "Title"),
            blocks: Vec::new(),
            picture: None,
        }
    }

    fn id(slug: &str) -> LessonId {
        format!("l1-process-{slug}").parse().expect("an id")
    }

    fn item(slug: &str) -> ItemId {
        format!("l1-process-{slug}").parse().expect("an id")
    }

    /// A lesson, the checks answered in it, and whether it was completed.
    type Done = (&'static str, &'static [&'static str], bool);

    fn progress(done: &[Done]) -> Progress {
        let entry = |(slug, answered, completed): &Done| {
            let answered = answered.iter().map(|slug| item(slug)).collect();
            (id(slug), LessonProgress { answered, completed: *completed })
        };
        Progress { lessons: done.iter().map(entry).collect(), certified: None }
    }

    #[test]
    fn a_lesson_stands_as_its_checks_and_prerequisites_say() {
        let verify = lesson("verify", &["restate", "steps"], &["one", "two"]);
        let cases: [(&[Done], Standing); 7] = [
            (&[], Standing::Locked { missing: vec![id("restate"), id("steps")] }),
            (&[("restate", &[], true)], Standing::Locked { missing: vec![id("steps")] }),
            (&[("restate", &[], true), ("steps", &[], false)], Standing::Locked { missing: vec![id("steps")] }),
            (&[("restate", &[], true), ("steps", &[], true)], Standing::Open),
            (&[("verify", &["one", "other"], false)], Standing::Begun { answered: 1, of: 2 }),
            (&[("verify", &["one", "two"], false)], Standing::Complete),
            (&[("verify", &[], true)], Standing::Complete),
        ];
        for (done, expected) in cases {
            assert_eq!(standing(&verify, &progress(done)), expected, "{done:?}");
        }
    }

    #[test]
    fn a_certificate_stands_for_the_lessons_of_its_level_and_below() {
        let level_two = Lesson { level: Level::Two, ..lesson("next", &["restate"], &["one"]) };
        let cases = [
            (None, Standing::Locked { missing: vec![id("restate")] }),
            (Some(Level::One), Standing::Open),
            (Some(Level::Five), Standing::Open),
        ];
        for (certified, expected) in cases {
            let progress = Progress { certified, ..Progress::default() };
            assert_eq!(standing(&level_two, &progress), expected, "{certified:?}");
            // What it stands for can still be read, and is not done.
            assert_eq!(standing(&lesson("restate", &[], &["one"]), &progress), Standing::Open);
        }
    }

    #[test]
    fn the_last_check_completes_a_lesson_and_opens_the_next() {
        let (first, next) = (lesson("first", &[], &["one", "two"]), lesson("next", &["first"], &["three"]));
        let mut done = Progress::default();
        let answers = ["one", "three", "one", "two", "two"].map(|slug| done.answer(&first, &item(slug)));
        assert_eq!(answers, [false, false, false, true, false]);
        assert_eq!(standing(&next, &done), Standing::Open);
    }

    #[test]
    fn an_answer_given_in_another_lesson_does_not_count_here() {
        let (first, later) = (lesson("first", &[], &["shared"]), lesson("later", &[], &["shared"]));
        let done = progress(&[("first", &["shared"], true)]);
        assert_eq!(standing(&first, &done), Standing::Complete);
        assert_eq!(standing(&later, &done), Standing::Open);
    }

    #[test]
    fn the_next_lesson_is_the_one_begun_else_the_first_open() {
        let lessons = [
            lesson("a", &[], &["a1"]),
            lesson("b", &["a"], &["b1"]),
            lesson("c", &["a"], &["c1"]),
            lesson("d", &["c"], &["d1"]),
        ];
        let order = learning_order(&lessons);
        let cases: [(&[Done], Option<&str>); 5] = [
            (&[], Some("a")),
            (&[("a", &[], true)], Some("b")),
            (&[("a", &[], true), ("c", &[], false)], Some("c")),
            (&[("a", &[], true), ("b", &[], true), ("c", &["c1"], true)], Some("d")),
            (&[("a", &[], true), ("b", &[], true), ("c", &[], true), ("d", &[], true)], None),
        ];
        for (done, expected) in cases {
            let next = next_lesson(&order, &progress(done)).map(|lesson| lesson.id.clone());
            assert_eq!(next, expected.map(id), "{done:?}");
        }
    }

    #[test]
    fn lessons_are_learned_after_what_they_require_and_else_in_their_declared_order() {
        let mut lessons = [
            lesson("a", &["z"], &[]),
            lesson("b", &["unknown"], &[]),
            lesson("y", &[], &[]),
            lesson("z", &[], &[]),
            lesson("p", &["q"], &[]),
            lesson("q", &["p"], &[]),
        ];
        lessons[3].order = Some(1);
        lessons[2].order = Some(2);
        let order: Vec<String> = learning_order(&lessons).into_iter().map(|lesson| lesson.id.to_string()).collect();
        let slugs: Vec<&str> = order.iter().map(|id| id.trim_start_matches("l1-process-")).collect();
        assert_eq!(slugs, ["z", "y", "a", "b", "p", "q"]);
    }
}
