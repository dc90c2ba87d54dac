//! Good forms for all that can be done with somebody's things: whoever is refused is refused for who they are, not for what
//! they sent.

use super::super::learning::{answer, value_before};
use super::exams::call;
use super::world::Things;
use crate::server::routes::Route;
use crate::server::testing::{Answer, Browser, PASSWORD};
use axum::http::Method;

pub(super) const AS_OF: &str = "2026-03-02";

pub(super) const EDUCATION: [(&str, &str); 4] =
    [("level", "college"), ("school", "江城职业学院"), ("completed", "2020-06-30"), ("major", "")];

pub(super) const EXAM_SESSION: [(&str, &str); 5] = [
    ("form", "l1-form-exam"),
    ("title", ""),
    ("opens_at", "2026-03-02T09:00"),
    ("closes_at", "2026-03-02T18:00"),
    ("seats", "20"),
];

/// The id of nothing.
const NOTHING: &str = "00000000-0000-7000-8000-000000000000";

/// Knocks at a route with the things and a form that is good for whoever may send it.
pub(super) async fn knock(browser: &mut Browser, route: &Route, things: &Things) -> Answer {
    let path = things.fill(route.path);
    if route.method == Method::GET {
        return browser.get(&path).await;
    }
    let Things { name, account_version, play, play_version, reply, .. } = things;
    let json = format!(r#"{{"play":"{play}","version":{play_version},"reply":{{"chosen":"{reply}"}}}}"#);
    let signing_in = [("name", name.as_str()), ("password", PASSWORD)];
    let accepting = [("new_password", "lantern-mint-24"), ("new_password_again", "lantern-mint-24")];
    let invited = format!("{name}-invited");
    let inviting = [("display_name", "X"), ("name", invited.as_str()), ("role", "learner")];
    let roles = [("role", "learner"), ("role", "administrator"), ("version", account_version.as_str())];
    let entry: Vec<_> = EDUCATION.into_iter().chain([("version", "1")]).collect();
    let profile = [("name", "周敏"), ("on_post_state", "training"), ("version", "1")];
    let saying = [("version", play_version.as_str()), ("reply", reply.as_str())];
    match route.path {
        "/sign-in" => browser.post(&path, &signing_in).await,
        "/invitation/{token}" => browser.post(&path, &accepting).await,
        "/account" => {
            browser
                .post(&path, &[("current_password", PASSWORD)].into_iter().chain(accepting).collect::<Vec<_>>())
                .await
        }
        "/language" => browser.post(&path, &[("to", "en"), ("back", "/")]).await,
        "/theme" => browser.post(&path, &[("to", "dark"), ("back", "/")]).await,
        "/lessons/{lesson}" | "/practice/{shelf}" => answer_a_question(browser, &path).await,
        "/lessons/{lesson}/progress" => browser.post(&path, &[("through", "scene")]).await,
        "/role-play/plays/{play}" => browser.post(&path, &saying).await,
        "/api/role_play_reply" => browser.call(Method::POST, &path, &json).await,
        exam if exam.starts_with("/api/exam_") => call(browser, &path, things.sittings()).await,
        "/file/{kind}" | "/people/{person}/{kind}" => browser.upload(&path, &EDUCATION, None).await,
        "/file/{kind}/{entry}" | "/people/{person}/{kind}/{entry}" => browser.upload(&path, &entry, None).await,
        "/file/{kind}/{entry}/withdraw" | "/people/{person}/{kind}/{entry}/withdraw" => {
            browser.post(&path, &[("version", "1")]).await
        }
        "/people/new" | "/people/{person}/edit" => browser.post(&path, &profile).await,
        "/people/{person}/eligibility" => browser.post(&path, &[("level", "2"), ("as_of", AS_OF)]).await,
        "/verification/{kind}/{entry}" => browser.post(&path, &[("version", "1"), ("answer", "verify")]).await,
        "/accounts/new" => browser.post(&path, &inviting).await,
        "/accounts/{account}" => browser.post(&path, &roles).await,
        "/items/new" => browser.post(&path, &[("do", "preview"), ("kind", "single"), ("level", "1")]).await,
        "/items/{item}" => browser.post(&path, &[("do", "preview"), ("base", "0")]).await,
        "/api/item_preview" => {
            browser
                .call(Method::POST, &path, r#"{"item":"l1-process-single","fields":[["as","text"],["text","x"]]}"#)
                .await
        }
        "/exams/{session}" => browser.post(&path, &[("do", "book")]).await,
        "/sessions/new" => browser.post(&path, &EXAM_SESSION).await,
        "/sessions/{session}" => browser.post(&path, &[("attempt", NOTHING)]).await,
        "/sessions/{session}/edit" => {
            browser.post(&path, &EXAM_SESSION.into_iter().chain([("version", "1")]).collect::<Vec<_>>()).await
        }
        "/sessions/{session}/register" => browser.post(&path, &[("person", &things.person)]).await,
        "/sessions/{session}/places/{place}" => browser.post(&path, &[("answer", "time"), ("percent", "25")]).await,
        "/scoring/{subject}/{script}" => browser.post(&path, &[("mark-1", "2"), ("mark-2", "1")]).await,
        "/regrade/{item}" => browser.post(&path, &[("hash", &things.item_hash), ("reason", "答案键有误")]).await,
        "/certificates/{number}/revoke" => browser.post(&path, &[("reason", "考试记录更正")]).await,
        // These take no fields.
        "/sign-out"
        | "/sign-out/everywhere"
        | "/role-play/{scenario}"
        | "/sessions/{session}/release"
        | "/certificates/{number}/replace"
        | "/accounts/{account}/disable"
        | "/accounts/{account}/enable"
        | "/accounts/{account}/link"
        | "/accounts/{account}/sign-out" => browser.post(&path, &[]).await,
        unknown => panic!("say in knock.rs which form is good for {unknown}"),
    }
}

/// Answers an item as the page asks it; whoever sees no question sends one all the same.
async fn answer_a_question(browser: &mut Browser, path: &str) -> Answer {
    let item = "l1-process-single";
    let page = browser.get(&format!("{path}?item={item}")).await.text;
    if !page.contains("name=\"turn\"") {
        let fields = [("item", item), ("turn", "0"), ("version", "0"), ("choice", "0")];
        return browser.post(path, &fields).await;
    }
    let choice = value_before(&page, "慢了两天");
    let fields = answer(&page, item, &[("choice", &choice)]);
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(path, &fields).await
}
