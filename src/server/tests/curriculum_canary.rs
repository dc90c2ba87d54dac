//! Nothing secret of the curriculum that the program brings along leaves before the answer. Marks are planted into the real
//! files, wherever an author wrote a reason, a key in words, a rubric's anchor, a hidden fact, an ending or a phrase that is
//! listened for; then everything that a learner can open is searched for them.

use super::learning::field;
use crate::domain::access::Role;
use crate::domain::item::Usage;
use crate::domain::item::presentation::present;
use crate::domain::locale::Locale;
use crate::domain::seed::Seed;
use crate::server::content::bank;
use crate::server::content::bundled;
use crate::server::content::diagnostic::Source;
use crate::server::ids::random_bytes;
use crate::server::testing::{Browser, a_service_teaching, on_both_databases};

/// Plants marks that all begin with one random word, and counts them.
struct Planter {
    word: String,
    planted: usize,
}

impl Planter {
    fn new() -> Self {
        let letters = random_bytes::<12>().map(|byte| char::from(b'a' + byte % 26));
        Self { word: letters.iter().collect(), planted: 0 }
    }

    fn mark(&mut self) -> String {
        self.planted += 1;
        // Letters only: a figure would have to be the same in both languages.
        let number: String = self.planted.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
        format!("{}{number}", self.word)
    }

    /// Both halves of a pair of languages, each with a mark before its first word.
    fn pair(&mut self, pair: &str) -> String {
        let halves: Vec<_> = pair.split(" || ").map(|half| format!("{} {half}", self.mark())).collect();
        halves.join(" || ")
    }

    /// One more phrase in each list of alternatives.
    fn phrases(&mut self, lists: &str) -> String {
        let lists: Vec<_> = lists.split(" || ").map(|list| format!("{} / {list}", self.mark())).collect();
        lists.join(" || ")
    }

    fn line(&mut self, line: &str) -> String {
        let (open, reason) = match line.split_once("> ") {
            Some((open, reason)) if open.is_empty() || open.ends_with(' ') => {
                (open, format!("> {}", self.pair(reason)))
            }
            _ => (line, String::new()),
        };
        let anchors = open
            .strip_prefix("- ")
            .filter(|rest| !rest.starts_with("mistake:"))
            .and_then(|rest| rest.split_once(": 2 "));
        let open = if let Some((name, anchors)) = anchors {
            let halves: Vec<_> = anchors.split(" || 2 ").map(|half| format!("2 {} {half}", self.mark())).collect();
            format!("- {name}: {}", halves.join(" || "))
        } else if let Some((name, text)) = open.split_once(": ").filter(|(name, _)| matches!(*name, "hidden" | "end")) {
            format!("{name}: {}", self.pair(text))
        } else if let Some(accepted) = open.strip_prefix("- accept: ") {
            format!("- accept: {}", self.phrases(accepted))
        } else if let Some((name, phrases)) = open.strip_prefix("move ").and_then(|rest| rest.split_once(": ")) {
            format!("move {name}: {}", self.phrases(phrases))
        } else {
            open.to_owned()
        };
        open + &reason
    }

    fn file(&mut self, source: Source) -> Source {
        let secret = ["items/", "scenarios/"].iter().any(|folder| source.path.starts_with(folder));
        if !secret {
            return source;
        }
        let lines: Vec<_> = source.text.lines().map(|line| self.line(line)).collect();
        Source { text: lines.join("\n") + "\n", ..source }
    }
}

on_both_databases! {
    async fn no_secret_of_the_whole_curriculum_leaves_before_the_answer(db: Db) {
        let mut planter = Planter::new();
        let sources: Vec<_> = bundled::sources("").into_iter().map(|source| planter.file(source)).collect();
        let (bank, report) = bank::load(&sources);
        assert!(!report.has_errors(), "{:#?}", report.problems());
        assert!(planter.planted > 8_000, "{} marks are planted", planter.planted);
        let mut seen = 0;
        let mut search = |place: &str, text: &str| {
            seen += text.len();
            assert!(!text.contains(&planter.word), "{place} shows what is secret: {text}");
        };

        // What an exam shows of an item is this view.
        for unit in bank.items.values() {
            for locale in Locale::ALL {
                let view = present(&unit.content, Seed(7), locale);
                search(unit.content.id.as_str(), &serde_json::to_string(&view).expect("a view"));
            }
        }
        let practice: Vec<_> = bank.items.values().filter(|unit| unit.content.usage == Usage::Practice).map(|unit| (unit.content.id.clone(), unit.content.competency)).collect();
        let (lessons, scenarios): (Vec<_>, Vec<_>) = (bank.lessons.keys().cloned().collect(), bank.scenarios.keys().cloned().collect());
        let state = a_service_teaching(db, bank).await;
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        for locale in Locale::ALL {
            li.set_cookie("rungs-locale", locale.tag());
            for path in ["/", "/lessons", "/practice", "/role-play"] {
                search(path, &li.get(path).await.text);
            }
            for lesson in &lessons {
                search(lesson.as_str(), &li.get(&format!("/lessons/{lesson}")).await.text);
            }
            for (item, competency) in &practice {
                let page = li.get(&format!("/practice/{competency}?item={item}")).await;
                assert!(page.status.is_success() && page.text.contains("name=\"turn\""), "{item} is asked: {}", page.text);
                search(item.as_str(), &page.text);
            }
            for scenario in &scenarios {
                let begun = li.post(&format!("/role-play/{scenario}"), &[]).await;
                let play = begun.header("location").to_owned();
                let page = li.get(&play).await.text;
                search(scenario.as_str(), &page);
                if page.contains("name=\"reply\"") {
                    let (version, reply) = (field(&page, "version"), field(&page, "reply"));
                    li.post(&play, &[("version", &version), ("reply", &reply)]).await;
                    search(&play, &li.get(&play).await.text);
                }
            }
        }
        assert!(seen > 5_000_000, "{seen} bytes were looked through");
    }
}
