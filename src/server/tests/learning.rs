//! Learning as browsers meet it: every form by hand, every error that a learner can reach.

use crate::domain::access::Role;
use crate::server::testing::{Answer, Browser, a_bank, a_service_teaching, on_both_databases};
use axum::http::{Method, StatusCode};

/// The value of the first field of that name.
pub(super) fn field(html: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let start = html.find(&mark).unwrap_or_else(|| panic!("no field {name} in {html}")) + mark.len();
    html[start..].split('"').next().unwrap_or_default().to_owned()
}

/// The value of the control that stands last before some words.
pub(super) fn value_before(html: &str, words: &str) -> String {
    // The last, because an island's props hold the words too.
    let end = html.rfind(words).unwrap_or_else(|| panic!("no {words} in {html}"));
    let start = html[..end].rfind("value=\"").expect("a value") + "value=\"".len();
    html[start..].split('"').next().unwrap_or_default().to_owned()
}

/// The hidden fields of an item's form, and more.
pub(super) fn answer<'f>(html: &'f str, item: &'f str, more: &[(&'f str, &'f str)]) -> Vec<(&'f str, String)> {
    let form = html.find(&format!("value=\"{item}\"")).map_or(html, |at| &html[at..]);
    let mut fields =
        vec![("item", item.to_owned()), ("turn", field(form, "turn")), ("version", field(form, "version"))];
    fields.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
    fields
}

async fn send(browser: &mut Browser, path: &str, fields: &[(&str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(path, &fields).await
}

/// A form's fields, as literals and as made.
type Fields = &'static [(&'static str, &'static str)];
type Filled = Vec<(&'static str, String)>;

const PROCESS: &str = "/practice/process";

/// Asks for one item by name.
async fn asked(browser: &mut Browser, item: &str) -> String {
    let page = browser.get(&format!("{PROCESS}?item={item}")).await;
    assert_eq!(page.status, StatusCode::OK, "{item}");
    page.text
}

on_both_databases! {
    async fn a_learner_reads_a_lesson_stops_and_goes_on_and_finishes_it(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        let home = li.get("/").await;
        assert!(home.text.contains("第一课：先听") && home.text.contains("href=\"/lessons/l1-process-first\""), "{}", home.text);
        let list = li.get("/lessons").await;
        assert!(list.text.contains("先学完：《第一课：先听》"), "{}", list.text);
        let locked = li.get("/lessons/l1-process-second").await;
        assert!(locked.text.contains("这一课还没打开") && !locked.text.contains("name=\"turn\""), "{}", locked.text);

        let page = li.get("/lessons/l1-process-first").await;
        assert!(page.text.contains("他抢了<strong>话</strong>") && page.text.contains("<strong>复述</strong>"), "{}", page.text);
        let noted = li.post("/lessons/l1-process-first/progress", &[("through", "scene")]).await;
        assert_eq!((noted.status, noted.header("location")), (StatusCode::SEE_OTHER, "/lessons/l1-process-first#why"));
        let page = li.get("/lessons/l1-process-first").await;
        assert!(page.text.contains("上次读到“一件没做好的事”") && page.text.contains("href=\"#why\""), "{}", page.text);

        let empty = send(&mut li, "/lessons/l1-process-first", &answer(&page.text, "l1-process-single", &[])).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text.contains("先选一个，再提交") && empty.text.contains("先听再说"), "{}", empty.text);
        for (item, words) in [("l1-process-single", "规定如此"), ("l1-process-multiple", "几点答应的")] {
            let choice = value_before(&page.text, words);
            let done = send(&mut li, "/lessons/l1-process-first", &answer(&page.text, item, &[("choice", &choice)])).await;
            assert_eq!(done.header("location"), format!("/lessons/l1-process-first#check-{item}"));
        }
        let done = li.get("/lessons/l1-process-first").await;
        assert!(done.text.contains("这一课学完了") && done.text.contains("下一课：第二课：再说"), "{}", done.text);
        for reason in ["KANARI规定不是办法", "KANARI接住了再办", "KANARI推给了别人", "KANARI与这事无关"] {
            assert!(done.text.contains(reason), "{reason}");
        }
        let again = li.get("/lessons/l1-process-first?again=l1-process-single").await;
        assert!(again.text.contains("name=\"turn\" value=\"1\""), "{}", again.text);
    }

    async fn what_is_not_there_or_not_open_is_told_with_its_status(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        let missing = [
            "/lessons/l1-process-nothing", "/lessons/nothing", "/practice/cooking", "/role-play/l1-process-nothing",
            "/role-play/plays/nothing", "/role-play/plays/00000000-0000-7000-8000-000000000000",
            "/practice/process?item=l1-process-exam-only", "/practice/process?item=nothing", "/practice/process?answer=nothing",
            "/practice/process?answer=00000000-0000-7000-8000-000000000000",
        ];
        for path in missing {
            let page = li.get(path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            assert!(!page.text.contains("KANARI"), "{path}: {}", page.text);
        }
        let posts: [(&str, Fields, StatusCode); 6] = [
            ("/lessons/l1-process-second/progress", &[("through", "goal")], StatusCode::FORBIDDEN),
            ("/lessons/l1-process-first/progress", &[("through", "nothing")], StatusCode::BAD_REQUEST),
            ("/lessons/l1-process-nothing/progress", &[("through", "goal")], StatusCode::NOT_FOUND),
            (PROCESS, &[], StatusCode::NOT_FOUND),
            (PROCESS, &[("item", "l1-process-single"), ("turn", "x")], StatusCode::BAD_REQUEST),
            ("/role-play/l1-process-nothing", &[], StatusCode::NOT_FOUND),
        ];
        for (path, fields, status) in posts {
            assert_eq!(li.post(path, fields).await.status, status, "{path} {fields:?}");
        }
        let page = asked(&mut li, "l1-process-single").await;
        let exam = answer(&page, "l1-process-single", &[("choice", "x")]);
        let exam: Vec<_> = exam.into_iter().map(|(name, value)| (name, if name == "item" { "l1-process-exam-only".to_owned() } else { value })).collect();
        assert_eq!(send(&mut li, PROCESS, &exam).await.status, StatusCode::NOT_FOUND);
        let unread = li.post("/lessons/l1-process-second", &[]).await;
        assert_eq!(unread.status, StatusCode::NOT_FOUND);
    }

    async fn every_kind_of_question_is_answered_by_its_form(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        // The item, what is wrong with an empty form, the fields of an answer, and a reason that explains it.
        let short = |typed: &'static str| vec![("typed", typed.to_owned())];
        let cases: [(&str, &str, Filled, &str); 3] = [
            ("l1-process-number", "填一个数", short("7,739,146"), "KANARI算出来是"),
            ("l1-process-short", "先写下回答", short("收尾KANARI"), "KANARI那是下一步"),
            ("l1-process-holds", "先选一个，再提交", vec![("holds", "false".to_owned())], "KANARI他在等"),
        ];
        for (item, missing, fields, reason) in cases {
            let page = asked(&mut li, item).await;
            let empty = send(&mut li, PROCESS, &answer(&page, item, &[])).await;
            assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{item}");
            assert!(empty.text.contains(missing) && !empty.text.contains("KANARI"), "{item}: {}", empty.text);
            let mut all = answer(&page, item, &[]);
            all.extend(fields);
            let done = send(&mut li, PROCESS, &all).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{item}: {}", done.text);
            let explained = li.get(done.header("location")).await;
            assert!(explained.text.contains(reason), "{item}: {}", explained.text);
            let twice = send(&mut li, PROCESS, &all).await;
            assert_eq!(twice.header("location"), done.header("location"), "sent twice, answered once");
        }
    }

    async fn what_was_typed_stays_when_it_cannot_be_taken(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        li.set_cookie("rungs-locale", "en");
        let page = asked(&mut li, "l1-process-number").await;
        let words = send(&mut li, PROCESS, &answer(&page, "l1-process-number", &[("typed", "about <12>")])).await;
        assert_eq!(words.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words.text.contains("Enter digits only") && words.text.contains("about &lt;12&gt;"), "{}", words.text);
        let long = "x".repeat(300);
        let page = asked(&mut li, "l1-process-short").await;
        let refused = send(&mut li, PROCESS, &answer(&page, "l1-process-short", &[("typed", &long)])).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains(&long), "{}", refused.text);

        let page = asked(&mut li, "l1-process-gaps").await;
        let now = value_before(&page, ">now<");
        let half = send(&mut li, PROCESS, &answer(&page, "l1-process-gaps", &[("gap-2", &now)])).await;
        assert!(half.text.contains("Fill in every gap") && half.text.contains("selected"), "{}", half.text);
        let full = send(&mut li, PROCESS, &answer(&page, "l1-process-gaps", &[("gap-1", "sit"), ("gap-2", &now)])).await;
        let explained = li.get(full.header("location")).await;
        assert!(explained.text.contains("That’s right") && explained.text.contains("<ins>now</ins>"), "{}", explained.text);

        let page = asked(&mut li, "l1-process-pairs").await;
        let names: Vec<String> = page.match_indices("name=\"pair-").map(|(at, _)| page[at + 6..].split('"').next().unwrap_or_default().to_owned()).collect();
        let angry = value_before(&page, ">angry<");
        let same: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), angry.as_str())).collect();
        let one = send(&mut li, PROCESS, &answer(&page, "l1-process-pairs", &same[..1])).await;
        assert!(one.text.contains("Choose an answer for every line"), "{}", one.text);
        let repeated = send(&mut li, PROCESS, &answer(&page, "l1-process-pairs", &same)).await;
        assert!(repeated.text.contains("used twice") && repeated.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", repeated.text);
    }

    async fn steps_move_by_buttons_without_script(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        let page = asked(&mut li, "l1-process-sequence").await;
        let order = |html: &str| -> Vec<String> {
            let mark = "name=\"step\" value=\"";
            html.match_indices(mark).map(|(at, _)| html[at + mark.len()..].split('"').next().unwrap_or_default().to_owned()).collect()
        };
        let before = order(&page);
        assert_eq!(before.len(), 4);
        let mut fields = answer(&page, "l1-process-sequence", &[]);
        fields.extend(before.iter().map(|step| ("step", step.clone())));
        fields.push(("move", format!("{} down", before[0])));
        let moved = send(&mut li, PROCESS, &fields).await;
        assert_eq!(moved.status, StatusCode::OK);
        let after = order(&moved.text);
        assert_eq!(after, [before[1].clone(), before[0].clone(), before[2].clone(), before[3].clone()]);
        assert!(moved.text.contains("data-moved") && moved.text.contains("autofocus"), "{}", moved.text);
        fields.pop();
        let done = send(&mut li, PROCESS, &fields).await;
        let explained = li.get(done.header("location")).await;
        assert!(explained.text.contains("正确的顺序") && explained.text.contains("KANARI先问候"), "{}", explained.text);
    }

    async fn a_case_shows_what_is_given_and_answers_of_others_are_nobodys_business(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        let page = asked(&mut li, "l1-process-story-first").await;
        assert!(page.contains("周四 10:20，罗敏来电"), "{page}");
        let choice = value_before(&page, "不归我管");
        let done = send(&mut li, PROCESS, &answer(&page, "l1-process-story-first", &[("choice", &choice)])).await;
        let explained = li.get(done.header("location")).await;
        assert!(explained.text.contains("这次没答对") && explained.text.contains("罗敏来电"), "{}", explained.text);
        let book = li.get("/practice").await;
        assert!(book.text.contains("1道题上次没答对"), "{}", book.text);
        let mut other = Browser::of(&state, "han.mei", &[Role::Learner]).await;
        assert_eq!(other.get(done.header("location")).await.status, StatusCode::NOT_FOUND);
        let empty = other.get("/practice/mistakes").await;
        assert!(empty.text.contains("错题都消掉了"), "{}", empty.text);
    }

    async fn a_role_play_goes_to_its_debrief_by_forms_alone(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        let brief = li.get("/role-play/l1-process-late").await;
        assert!(brief.text.contains("罗敏") && !brief.text.contains("KANARI"), "{}", brief.text);
        let begun = li.post("/role-play/l1-process-late", &[]).await;
        let play = begun.header("location").to_owned();
        assert!(play.starts_with("/role-play/plays/"), "{play}");
        assert_eq!(li.get(&format!("{play}/debrief")).await.status, StatusCode::NOT_FOUND);
        let page = li.get(&play).await.text;
        let version = field(&page, "version");
        let none = li.post(&play, &[("version", &version), ("say", "chosen")]).await;
        assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.text.contains("先选一句"), "{}", none.text);
        let strange = li.post(&play, &[("version", &version), ("reply", "0123")]).await;
        assert_eq!(strange.status, StatusCode::UNPROCESSABLE_ENTITY);
        let nothing_to_type = li.post(&play, &[("version", &version), ("say", "typed"), ("words", "您好")]).await;
        assert_eq!(nothing_to_type.status, StatusCode::UNPROCESSABLE_ENTITY);
        let reply = value_before(&page, "我姓林");
        let said = li.post(&play, &[("version", &version), ("reply", &reply)]).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER);
        let twice = li.post(&play, &[("version", &version), ("reply", &reply)]).await;
        assert_eq!(twice.status, StatusCode::SEE_OTHER, "the same reply sent twice is said once");
        let other = li.post(&play, &[("version", &version), ("reply", "0123")]).await;
        assert!(other.status == StatusCode::UNPROCESSABLE_ENTITY && other.text.contains("别的窗口"), "{}", other.text);

        let page = li.get(&play).await.text;
        let version = field(&page, "version");
        let long = "长".repeat(501);
        for (words, kept) in [("  ", ""), (long.as_str(), long.as_str())] {
            let refused = li.post(&play, &[("version", &version), ("say", "typed"), ("words", words)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text.contains(kept), "what was typed stays");
        }
        let said = li.post(&play, &[("version", &version), ("say", "typed"), ("words", "11:30 前我<打给您>打给您")]).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
        let end = li.get(&play).await;
        assert!(end.text.contains("对话结束了") && end.text.contains(&format!("{play}/debrief")), "{}", end.text);
        let debrief = li.get(&format!("{play}/debrief")).await;
        assert!(debrief.text.contains("5分，通过") && debrief.text.contains("&lt;打给您&gt;"), "{}", debrief.text);
        assert!(debrief.text.contains("KANARI她明晚坐火车") && debrief.text.contains("KANARI报了姓"), "{}", debrief.text);
        let mut other = Browser::of(&state, "han.mei", &[Role::Learner]).await;
        for path in [play.clone(), format!("{play}/debrief")] {
            assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(other.post(&play, &[("version", "1"), ("reply", "x")]).await.status, StatusCode::NOT_FOUND);
        let list = li.get("/role-play").await;
        assert!(list.text.contains("最好5分"), "{}", list.text);
    }

    async fn the_player_talks_to_its_server_function(db: Db) {
        let state = a_service_teaching(db, a_bank()).await;
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        let play = li.post("/role-play/l1-process-late", &[]).await.header("location").to_owned();
        let id = play.rsplit('/').next().expect("an id").to_owned();
        let page = li.get(&play).await.text;
        assert!(page.contains("<leptos-island"), "{page}");
        let reply = value_before(&page, "我姓林");
        let body = |version: i64, reply: &str| format!(r#"{{"play":"{id}","version":{version},"reply":{reply}}}"#);
        let call = "/api/role_play_reply";
        let heard = li.call(Method::POST, call, &body(1, &format!(r#"{{"chosen":"{reply}"}}"#))).await;
        assert!(heard.status == StatusCode::OK && heard.text.contains("给句准话"), "{}", heard.text);
        let refused = li.call(Method::POST, call, &body(2, r#"{"typed":"  "}"#)).await;
        assert!(refused.status == StatusCode::OK && refused.text.contains("refused"), "{}", refused.text);
        let late = li.call(Method::POST, call, &body(1, r#"{"chosen":"0123"}"#)).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let malformed = li.call(Method::POST, call, r#"{"play":"x"}"#).await;
        assert_eq!(malformed.status, StatusCode::BAD_REQUEST);
        let mut other = Browser::of(&state, "han.mei", &[Role::Learner]).await;
        assert_eq!(other.call(Method::POST, call, &body(2, r#"{"typed":"x"}"#)).await.status, StatusCode::NOT_FOUND);
    }

    async fn pages_without_content_say_so_and_load_no_wasm(db: Db) {
        let state = crate::server::testing::a_service(db);
        let mut li = Browser::of(&state, "li.lei", &[Role::Learner]).await;
        for (path, words) in [("/lessons", "还没有课程"), ("/practice", "还没有练习题"), ("/role-play", "还没有演练"), ("/", "写上你的学历和工作")] {
            let page = li.get(path).await;
            assert!(page.status == StatusCode::OK && page.text.contains(words), "{path}: {}", page.text);
            assert!(!page.text.contains("_bg.wasm"), "{path} loads no WASM");
        }
        let mut ada = Browser::of(&state, "ada", &[Role::Administrator]).await;
        let home = ada.get("/").await;
assert_eq!((home.status.as_u16() / 100, home.header("location")), (3, "/accounts"), "their work begins there");
    }
}
