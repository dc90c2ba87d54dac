//! The walk along `matrix.txt`: every route × everybody × own and foreign things.

use super::exams::Standing;
use super::knock::knock;
use super::world::{World, is_about_somebody};
use crate::server::routes::{Route, table};
use crate::server::testing::{Answer, a_service_teaching_in, exam_bank_of, exam_files, exam_form, on_both_databases};
use axum::http::{Method, StatusCode};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use tempfile::TempDir;

/// What everybody gets, a line for each route and, where it is about somebody, each kind of things.
const MATRIX: &str = include_str!("matrix.txt");

/// Whose things are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// The route is about nobody in particular.
    Any,
    Own,
    Foreign,
}

impl Whose {
    fn word(self) -> &'static str {
        match self {
            Self::Any => "-",
            Self::Own => "own",
            Self::Foreign => "foreign",
        }
    }
}

/// An answer in a word: its status.
fn word(answer: &Answer) -> String {
    answer.status.as_u16().to_string()
}

/// For nobody a redirect to the sign-in page is a refusal; after signing out it is a success.
fn word_for_nobody(answer: &Answer) -> String {
    let is_sent_away = answer.status == StatusCode::SEE_OTHER && answer.header("location").starts_with("/sign-in");
    if is_sent_away { "sign-in".to_owned() } else { word(answer) }
}

/// The lines of the matrix by method, path and whose.
fn listed() -> BTreeMap<String, Vec<String>> {
    let lines = MATRIX.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
            assert_eq!(words.len(), 8, "{line}");
            (words[..3].join(" "), words[3..].to_vec())
        })
        .collect()
}

/// Walks one line: nobody, then every role.
async fn walk(world: &mut World, route: &Route, whose: Whose) -> Vec<String> {
    let stranger = world.stranger.things.clone();
    let mut answers = vec![word_for_nobody(&knock(&mut world.nobody, route, &stranger).await)];
    for (_, somebody) in &mut world.people {
        let things = if whose == Whose::Foreign { stranger.clone() } else { somebody.things.clone() };
        answers.push(word(&knock(&mut somebody.browser, route, &things).await));
    }
    answers
}

fn line(key: &str, answers: &[String]) -> String {
    let parts: Vec<_> = key.split(' ').collect();
    let mut line = format!("{:<5}{:<45}{:<10}", parts[0], parts[1], parts[2]);
    for word in answers {
        let _ = write!(line, "{word:<9}");
    }
    line.trim_end().to_owned()
}

on_both_databases! {
    /// A new route fails here until its lines are in the matrix: copy them from the message once every answer is what it
    /// should be.
    async fn everybody_gets_at_every_route_what_the_matrix_says(db: Db) {
        let folder = TempDir::new().expect("a folder");
        let mut form = exam_form();
        // Everybody sits several exams within a moment.
        (form.conduct.attempts, form.conduct.cooldown_days) = (9, 0);
        let state = a_service_teaching_in(db, exam_bank_of(exam_files(), form), folder.path()).await;
        let mut listed = listed();
        let mut wrong = Vec::new();
        // Looking changes nothing, so that one world is enough for it; whatever may change something gets its own.
        let mut looked_at = World::new(&state, 0, Standing::Theory).await;
        let mut number = 0;
        for route in table() {
            let kinds: &[Whose] = if is_about_somebody(&route) { &[Whose::Own, Whose::Foreign] } else { &[Whose::Any] };
            for whose in kinds {
                let key = format!("{} {} {}", route.method, route.path, whose.word());
                let found = if route.method == Method::GET {
                    walk(&mut looked_at, &route, *whose).await
                } else {
                    number += 1;
                    let mut world = World::that_fits(&state, number, &route).await;
                    walk(&mut world, &route, *whose).await
                };
                match listed.remove(&key) {
                    Some(expected) if expected == found => {}
                    Some(expected) => wrong.push(format!("{}\n     the matrix says {}", line(&key, &found), expected.join(" "))),
                    None => wrong.push(format!("{}\n     is not in the matrix", line(&key, &found))),
                }
            }
        }
        wrong.extend(listed.keys().map(|key| format!("{key} is in the matrix, but there is no such route")));
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn the_matrix_agrees_with_the_table_on_who_is_admitted() {
    use crate::domain::access::{Access, Role};
    let listed = listed();
    for route in table() {
        let lines = listed.iter().filter(|(key, _)| key.starts_with(&format!("{} {} ", route.method, route.path)));
        for (key, answers) in lines {
            let is_refused = |answer: &str| answer == "sign-in" || answer == "401";
            assert_eq!(is_refused(&answers[0]), route.access != Access::Public, "{key} for nobody");
            for (role, answer) in Role::ALL.iter().zip(&answers[1..]) {
                let admitted = route.access.admits(&[*role].into());
                assert!(admitted || answer == "403", "{key} for {role}: {answer}");
                assert!(!is_refused(answer) && !answer.starts_with('5'), "{key} for {role}: {answer}");
            }
        }
    }
}
