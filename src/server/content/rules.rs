//! Rule sets as files: `rules/<id>.yaml`.
//!
//! What a rule set means is the domain's business; here it is read and every slip in it is reported at its place.

use super::diagnostic::{Place, Report, Source};
use super::markup::{Line, read_pair, read_yaml};
use crate::domain::day;
use crate::domain::eligibility::rule_set::{Condition, LevelRules, Note, Route, RuleSet, RuleSetId};
use crate::domain::level::Level;
use crate::domain::locale::Text;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_saphyr::Spanned;

const FOLDER: &str = "rules/";

/// Reads the rule sets among the sources. A file with an error gives none; all its problems are reported.
pub fn load_rules(sources: &[Source], report: &mut Report) -> Vec<RuleSet> {
    let mut rule_sets: Vec<RuleSet> = Vec::new();
    for source in sources {
        let Some(stem) = rule_file(&source.path) else { continue };
        let mut own = Report::default();
        if let Some(file) = read_yaml::<File>(source, &source.text, 1, &mut own) {
            let reader = Reader { source, report: &mut own };
            if let Some(rule_set) = reader.rule_set(&file, stem, &rule_sets) {
                rule_sets.push(rule_set);
            }
        }
        report.absorb(own);
    }
    rule_sets
}

/// The stem of a rule set's file; none for any other path.
pub(super) fn rule_file(path: &str) -> Option<&str> {
    let stem = path.strip_prefix(FOLDER)?.strip_suffix(".yaml")?;
    // An id has no dot, so a second ending is another kind of file.
    (!stem.contains('.')).then_some(stem)
}

/// The stem of a file of golden cases.
pub(super) fn case_file(path: &str) -> Option<&str> {
    path.strip_prefix(FOLDER)?.strip_suffix(".cases.yaml")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: Spanned<String>,
    title: Spanned<String>,
    source: Spanned<String>,
    #[serde(with = "day")]
    effective_from: NaiveDate,
    #[serde(default)]
    notes: Vec<NoteFile>,
    levels: Vec<Spanned<LevelFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoteFile {
    #[serde(default)]
    level: Option<Level>,
    text: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelFile {
    level: Level,
    name: Spanned<String>,
    routes: Vec<Spanned<RouteFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RouteFile {
    id: Spanned<String>,
    all: Vec<Spanned<Condition>>,
}

struct Reader<'a> {
    source: &'a Source,
    report: &'a mut Report,
}

impl Reader<'_> {
    fn rule_set(mut self, file: &File, stem: &str, before: &[RuleSet]) -> Option<RuleSet> {
        let id = self.id(&file.id, stem, before);
        let (title, source) = (self.pair(&file.title), self.pair(&file.source));
        let notes: Vec<_> =
            file.notes.iter().map(|note| Some(Note { level: note.level, text: self.pair(&note.text)? })).collect();
        let in_order = file.levels.iter().map(|rules| rules.value.level).eq(Level::ALL);
        if !in_order {
            let place = file.levels.first().map_or(Place::line(1), place);
            self.report.error(self.source, place, |l| l.rules_levels().into());
        }
        let levels: Vec<_> = file.levels.iter().map(|rules| self.level(rules)).collect();
        let rule_set = RuleSet {
            id: id?,
            title: title?,
            source: source?,
            effective_from: file.effective_from,
            notes: notes.into_iter().collect::<Option<_>>()?,
            levels: levels.into_iter().collect::<Option<_>>()?,
        };
        (!self.report.has_errors()).then_some(rule_set)
    }

    fn id(&mut self, id: &Spanned<String>, stem: &str, before: &[RuleSet]) -> Option<RuleSetId> {
        let place = place(id);
        let Ok(parsed) = id.value.parse::<RuleSetId>() else {
            self.report.error(self.source, place, |l| l.rules_id_bad().into());
            return None;
        };
        if parsed.as_str() != stem {
            self.report.error(self.source, place, |l| l.rules_id_not_file(&stem, &parsed));
        }
        if before.iter().any(|rule_set| rule_set.id == parsed) {
            self.report.error(self.source, place, |l| l.rules_id_twice(&parsed));
        }
        Some(parsed)
    }

    fn level(&mut self, rules: &Spanned<LevelFile>) -> Option<LevelRules> {
        let LevelFile { level, name, routes } = &rules.value;
        let name = self.pair(name);
        if routes.is_empty() {
            self.report.error(self.source, place(rules), |l| l.rules_no_routes().into());
        }
        let routes: Vec<_> = ('a'..='z').zip(routes).map(|(letter, route)| self.route(*level, letter, route)).collect();
        Some(LevelRules { level: *level, name: name?, routes: routes.into_iter().collect::<Option<_>>()? })
    }

    /// Ids follow the order, so that a decision's route can be found in the text that it was made under.
    fn route(&mut self, level: Level, letter: char, route: &Spanned<RouteFile>) -> Option<Route> {
        let RouteFile { id, all } = &route.value;
        let expected = format!("{level}{letter}");
        if id.value != expected {
            self.report.error(self.source, place(id), |l| l.rules_route_id(&expected, &id.value));
        }
        if all.is_empty() {
            self.report.error(self.source, place(route), |l| l.rules_no_conditions().into());
        }
        for condition in all {
            self.check(level, condition);
        }
        let id = expected.parse().ok()?;
        Some(Route { id, all: all.iter().map(|condition| condition.value).collect() })
    }

    fn check(&mut self, level: Level, condition: &Spanned<Condition>) {
        match condition.value {
            Condition::RelatedWork { years: 0 } => {
                self.report.error(self.source, place(condition), |l| l.rules_no_years().into());
            }
            Condition::Credential { level: held, .. } if held >= level => {
                self.report.error(self.source, place(condition), |l| l.rules_credential_not_below(&level));
            }
            Condition::Education { .. } | Condition::RelatedWork { .. } | Condition::Credential { .. } => {}
        }
    }

    fn pair(&mut self, text: &Spanned<String>) -> Option<Text> {
        pair(self.source, text, self.report)
    }
}

/// Reads a pair. The value may be quoted or folded, so only its beginning has a certain place.
pub(super) fn pair(source: &Source, text: &Spanned<String>, report: &mut Report) -> Option<Text> {
    let at = place(text);
    let mut own = Report::default();
    let pair = read_pair(source, Line { number: at.line, text: &text.value, column: at.column }, &mut own);
    for problem in own.problems() {
        report.error(source, at, |locale| problem.message.get(locale).to_owned());
    }
    pair
}

pub(super) fn place<T>(value: &Spanned<T>) -> Place {
    let number = |number: u64| usize::try_from(number).unwrap_or(1).max(1);
    Place { line: number(value.referenced.line()), column: number(value.referenced.column()), width: 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::locale::Locale;

    const GOOD: &str = include_str!("../../../quizzes/rules/customer-service-2026-1.yaml");

    fn load(text: &str) -> (Vec<RuleSet>, Vec<String>) {
        let source = Source { path: "rules/customer-service-2026-1.yaml".into(), text: text.into() };
        let mut report = Report::default();
        let rule_sets = load_rules(&[source], &mut report);
        let problems = report.sorted().into_iter();
        let told = problems.map(|problem| {
            let reason = problem.message.get(Locale::En);
            assert!(problem.snippet.chars().count() + 1 >= problem.place.column, "the place lies in the line");
            format!("{}: {reason}", problem.place.line)
        });
        (rule_sets, told.collect())
    }

    #[test]
    fn the_published_rule_set_has_the_ladders_routes() {
        let (rule_sets, problems) = load(GOOD);
        assert_eq!(problems, Vec::<String>::new());
        let routes = rule_sets[0].levels.iter().flat_map(|rules| &rules.routes);
        let ids: Vec<_> = routes.map(|route| route.id.to_string()).collect();
        let expected =
            ["1a", "1b", "2a", "2b", "2c", "3a", "3b", "3c", "4a", "4b", "4c", "4d", "5a", "5b", "5c", "5d", "5e"];
        assert_eq!(ids, expected);
    }

    #[test]
    fn every_slip_is_told_at_its_line_and_gives_no_rule_set() {
        let line = |part: &str| GOOD.lines().position(|line| line.contains(part)).expect(part) + 1;
        let cases = [
            ("id: customer-service-2026-1\n", "id: customer-service-2027\n", "id: customer", "its file's name"),
            ("id: customer-service-2026-1\n", "id: Customer Service\n", "id: customer", "lower-case letters"),
            (" || Senior Customer Service Representative", "", "高级客户服务代表", "English is missing"),
            ("  - level: 1\n", "  - level: 2\n", "  - level: 1", "in order from 1 to 5"),
            ("{id: 2c", "{id: 2d", "{id: 2c", "should be 2c; it is 2d"),
            ("years: 4}", "years: 0}", "id: 2c", "at least 1"),
            ("credential: {level: 1, then_years: 2}", "credential: {level: 2, then_years: 2}", "id: 2b", "below 2"),
            ("at_least: college", "at_least: colledge", "id: 2a", "colledge"),
            ("then_years: 6", "then_month: 6", "id: 5e", "then_month"),
            ("effective_from: 2026-01-01", "effective_from: 2026-1-1", "effective_from", "YYYY-MM-DD"),
            ("all: [{related_work: {years: 4}}]", "all: []", "id: 2c", "everybody would qualify"),
        ];
        for (good, bad, part, reason) in cases {
            let (rule_sets, problems) = load(&GOOD.replacen(good, bad, 1));
            let number = line(part);
            assert!(rule_sets.is_empty(), "{bad}");
            let told = problems.iter().any(|told| told.starts_with(&format!("{number}: ")) && told.contains(reason));
            assert!(told, "{bad}: expected line {number} with {reason:?}, told {problems:#?}");
        }
    }
}
