//! Nothing secret leaves before the answer. Every secret of a curriculum carries a mark of its own; then everything that a
//! learner can receive before answering is searched for the marks.

use super::learning::field;
use crate::domain::access::Role;
use crate::server::ids::random_bytes;
use crate::server::testing::{Browser, a_service_teaching, bank_of, curriculum_files, on_both_databases};
use axum::http::Method;

/// What stands in the files wherever a secret is.
const MARK: &str = "KANARI";

/// A curriculum in which every secret has a random mark, and the marks.
fn marked() -> (crate::server::content::bank::Bank, Vec<String>) {
    let mut marks = Vec::new();
    let files: Vec<_> = curriculum_files()
        .map(|(path, text)| {
            // The name of a breach is a secret as well, and must be one word everywhere in its file.
            let name = new_mark(&mut marks);
            let text = text.replace("overkanari", &format!("over{name}")).replace("kanari", &new_mark(&mut marks));
            let mut parts = text.split(MARK);
            let first = parts.next().unwrap_or_default().to_owned();
            let text = parts.fold(first, |text, part| text + &new_mark(&mut marks) + part);
            // The key of the numeric item.
            (path, text)
        })
        .collect();
    marks.push("7739146".to_owned());
    (bank_of(files), marks)
}

fn new_mark(marks: &mut Vec<String>) -> String {
    let bits = u64::from_le_bytes(random_bytes());
    // Letters only, so that it is a word in every place.
    let letters = ('a'..='p').collect::<Vec<_>>();
    let mark: String =
        (0..16).map(|place| letters[usize::try_from(bits >> (place * 4) & 15).expect("a digit")]).collect();
    marks.push(mark.clone());
    mark
}

on_both_databases! {
    async fn no_secret_leaves_before_the_answer(db: Db) {
        let (bank, marks) = marked();
        assert!(marks.len() > 100, "{} marks are planted", marks.len());
        let state = a_service_teaching(db, bank).await;
        let mut seen: Vec<(String, String)> = Vec::new();
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        for locale in ["zh-CN", "en"] {
            li.set_cookie("rungs-locale", locale);
            let mut paths: Vec<String> = ["/", "/lessons", "/lessons/l1-process-first", "/lessons/l1-process-second", "/practice", "/practice/process", "/practice/communication", "/practice/mistakes", "/role-play", "/role-play/l1-process-late"].map(str::to_owned).into();
            let items: Vec<String> = state.curriculum.bank.items.keys().map(ToString::to_string).collect();
            paths.extend(items.iter().map(|item| format!("/practice/process?item={item}")));
            for path in paths {
                let page = li.get(&path).await;
                seen.push((path, page.text));
            }
            // Forms that come back.
            for item in &items {
                let page = li.get(&format!("/practice/process?item={item}")).await.text;
                if page.contains("name=\"turn\"") {
                    let (turn, version) = (field(&page, "turn"), field(&page, "version"));
                    let returned = li.post("/practice/process", &[("item", item), ("turn", &turn), ("version", &version)]).await;
                    if returned.status.is_client_error() {
                        seen.push((format!("{item} sent empty"), returned.text));
                    }
                }
            }
            // A conversation, turn by turn, in the page with its island and through the server function.
            let play = li.post("/role-play/l1-process-late", &[]).await.header("location").to_owned();
            let page = li.get(&play).await.text;
            let (version, reply) = (field(&page, "version"), field(&page, "reply"));
            seen.push((play.clone(), page));
            let id = play.rsplit('/').next().expect("an id").to_owned();
            let body = format!(r#"{{"play":"{id}","version":{version},"reply":{{"chosen":"{reply}"}}}}"#);
            let heard = li.call(Method::POST, "/api/role_play_reply", &body).await;
            seen.push(("/api/role_play_reply".to_owned(), heard.text));
            let refused = li.call(Method::POST, "/api/role_play_reply", &body.replace(&reply, "0123")).await;
            seen.push(("a refused reply".to_owned(), refused.text));
            seen.push((format!("{play} later"), li.get(&play).await.text));
        }
        seen.push(("/metrics".to_owned(), li.get("/metrics").await.text));
        let site = li.get("/lessons").await.text;
        for path in site.split('"').filter(|text| text.starts_with("/pkg/")).map(str::to_owned).collect::<Vec<_>>() {
            let file = li.get(&path).await;
            seen.push((path, file.text));
        }
        assert!(seen.len() > 60, "{} answers were looked through", seen.len());
        let shown = seen.iter().filter(|(_, text)| text.contains("罗敏") || text.contains("Luo Min")).count();
        assert!(shown > 5, "the pages show the curriculum");
        for (place, text) in &seen {
            let leaked: Vec<_> = marks.iter().filter(|mark| text.contains(mark.as_str())).collect();
            assert!(leaked.is_empty(), "{place} shows {leaked:?}: {text}");
        }
        // The search can find: after the answer, reasons are there.
        let page = li.get("/practice/process?item=l1-process-holds").await.text;
        let (turn, version) = (field(&page, "turn"), field(&page, "version"));
        let done = li.post("/practice/process", &[("item", "l1-process-holds"), ("turn", &turn), ("version", &version), ("holds", "true")]).await;
        let explained = li.get(done.header("location")).await.text;
        assert!(marks.iter().any(|mark| explained.contains(mark.as_str())), "{explained}");
    }
}
