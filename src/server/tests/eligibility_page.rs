//! The proof of eligibility as a page: the state of every condition in a word, in a mark and for programs, what is missing in
//! words and quantities, and the day from which a route is open.

use super::staff::Scene;
use crate::server::testing::{Browser, on_both_databases};
use axum::http::StatusCode;

/// A condition as its reader has it: the value of `data-state`, the mark, the words with their state before them, and what
/// there is or what is missing.
#[derive(Debug, PartialEq, Eq)]
struct Condition {
    state: String,
    mark: String,
    words: String,
    quantity: String,
}

/// A way to a level: its state for programs, its conditions, and what it comes to.
#[derive(Debug, PartialEq, Eq)]
struct Route {
    state: String,
    conditions: Vec<Condition>,
    says: String,
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("{from} in {text}")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("{to} in {rest}")).0
}

/// The words of some markup.
fn words(html: &str) -> String {
    let mut outside = true;
    let mut kept = String::new();
    for character in html.chars() {
        match character {
            '<' => outside = false,
            '>' => outside = true,
            other if outside => kept.push(other),
            _ => {}
        }
    }
    kept
}

/// The proof of a level: its head in words, and its routes.
fn level(page: &str, number: u8) -> (String, Vec<Route>) {
    let html = page.replace("<!>", "");
    let proof = between(&html, &format!("id=\"level-{number}\""), "</details>");
    let routes = proof.split("class=\"route\"").skip(1);
    let starts = proof.split("<li ").filter(|item| item.contains("class=\"route\""));
    let routes = routes.zip(starts).map(|(route, tag)| Route {
        state: between(tag, "data-state=\"", "\"").to_owned(),
        conditions: route
            .split("<li data-state")
            .skip(1)
            .filter(|item| item.contains("class=\"cond\""))
            .map(condition)
            .collect(),
        says: words(between(route, "class=\"says\">", "</p>")),
    });
    (words(between(proof, "<summary>", "</summary>")), routes.collect())
}

fn condition(html: &str) -> Condition {
    Condition {
        state: between(html, "=\"", "\"").to_owned(),
        mark: between(html, "<use href=\"#m-", "\"").to_owned(),
        words: words(between(html, "</svg>", "</span></span>")),
        quantity: words(between(html, "class=\"qty\">", "</span>")),
    }
}

/// A condition whose mark says the same as its state.
fn shown(state: &str, words: &str, quantity: &str) -> Condition {
    let [state, words, quantity] = [state, words, quantity].map(str::to_owned);
    Condition { mark: state.clone(), state, words, quantity }
}

fn route(state: &str, says: &str, conditions: Vec<Condition>) -> Route {
    Route { state: state.to_owned(), says: says.to_owned(), conditions }
}

/// What the trees of the first three levels show of lin: a vocational school is verified and so is the work since 2024-09-02;
/// one more year of it waits for HR. The gap between the two pushes the beginning to 2023-09-03.
fn in_chinese() -> [Vec<Route>; 3] {
    [
        vec![
            route(
                "met",
                "已满足：2020-06-30起",
                vec![shown("met", "已满足：中专、高中或以上学历", "中专、高中，2020-06-30")],
            ),
            route(
                "unverified",
                "待核实：核实后自2025-09-03起满足",
                vec![
                    shown("unverified", "待核实：满2年相关工作", "还差6个月"),
                    shown("unverified", "待核实：另有365天工作待核实", "核实后自2025-09-03起满足"),
                ],
            ),
        ],
        vec![
            route("unmet", "未满足：缺大专", vec![shown("unmet", "未满足：大专或以上学历", "最高中专、高中")]),
            route("unmet", "未满足：缺证书", vec![shown("unmet", "未满足：第一级证书，之后满2年", "还没有第一级证书")]),
            route(
                "waiting",
                "时间未到：最早2028-09-02",
                vec![
                    shown("unmet", "未满足：满4年相关工作", "还差2年6个月"),
                    shown("unverified", "待核实：另有365天工作待核实", "核实后最早2027-09-03"),
                ],
            ),
        ],
        vec![
            route("unmet", "未满足：缺本科", vec![shown("unmet", "未满足：本科或以上学历", "最高中专、高中")]),
            route("unmet", "未满足：缺证书", vec![shown("unmet", "未满足：第二级证书，之后满2年", "还没有第二级证书")]),
            route("unmet", "未满足：缺证书", vec![shown("unmet", "未满足：第一级证书，之后满4年", "还没有第一级证书")]),
        ],
    ]
}

fn in_english() -> [Vec<Route>; 3] {
    let school = "vocational or high school";
    let certificate = |level: &str, years: u8| {
        let words = format!("Not met: {level} certificate, then {years} years");
        route(
            "unmet",
            "Not met: Certificate missing",
            vec![shown("unmet", &words, &format!("no {level} certificate yet"))],
        )
    };
    [
        vec![
            route(
                "met",
                "Met: since 2020-06-30",
                vec![shown("met", "Met: Vocational or high school or higher", &format!("{school}, 2020-06-30"))],
            ),
            route(
                "unverified",
                "Unverified: if verified, met since 2025-09-03",
                vec![
                    shown("unverified", "Unverified: 2 years of related work", "6 m short"),
                    shown(
                        "unverified",
                        "Unverified: 365 more days of work, unverified",
                        "if verified, met since 2025-09-03",
                    ),
                ],
            ),
        ],
        vec![
            route(
                "unmet",
                "Not met: Missing: associate degree",
                vec![shown("unmet", "Not met: Associate degree or higher", &format!("{school} at most"))],
            ),
            certificate("Level 1", 2),
            route(
                "waiting",
                "Not yet time: earliest 2028-09-02",
                vec![
                    shown("unmet", "Not met: 4 years of related work", "2 y 6 m short"),
                    shown("unverified", "Unverified: 365 more days of work, unverified", "if verified 2027-09-03"),
                ],
            ),
        ],
        vec![
            route(
                "unmet",
                "Not met: Missing: bachelor’s degree",
                vec![shown("unmet", "Not met: Bachelor’s degree or higher", &format!("{school} at most"))],
            ),
            certificate("Level 2", 2),
            certificate("Level 1", 4),
        ],
    ]
}

async fn claim(scene: &mut Scene, kind: &str, fields: &[(&str, &str)]) {
    let answer = scene.lin.upload(&format!("/file/{kind}"), fields, None).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

async fn verify(scene: &mut Scene) {
    let path = format!("/verification/{}", scene.claim().await);
    let answer = scene.hr.post(&path, &[("version", "1"), ("answer", "verify")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

async fn page(browser: &mut Browser, path: &str, locale: &str) -> String {
    browser.set_cookie("rungs-locale", locale);
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.text
}

on_both_databases! {
    async fn every_condition_says_whether_it_is_met_what_is_missing_and_from_when(db: Db) {
        let mut scene = Scene::new(db).await;
        let school = [("level", "secondary"), ("school", "江城职业学校"), ("completed", "2020-06-30"), ("major", "")];
        claim(&mut scene, "education", &school).await;
        verify(&mut scene).await;
        let work = [("employer", "云桥科技"), ("title", "客服"), ("from", "2024-09-02"), ("to", ""), ("related", "yes")];
        claim(&mut scene, "employment", &work).await;
        verify(&mut scene).await;
        let earlier = [("employer", "江城电信"), ("title", "客服"), ("from", "2022-01-01"), ("to", "2022-12-31"), ("related", "yes")];
        claim(&mut scene, "employment", &earlier).await;
        for (locale, expected, open, from) in [
            ("zh-CN", in_chinese(), "可以报考2020-06-30起", "时间未到最早2028-09-02"),
            ("en", in_english(), "May sit the examsince 2020-06-30", "Not yet timeearliest 2028-09-02"),
        ] {
            let own = page(&mut scene.lin, "/eligibility", locale).await;
            let for_hr = page(&mut scene.hr, &format!("{}/eligibility", scene.lins), locale).await;
            for page in [own, for_hr] {
                for (number, expected) in (1..).zip(&expected) {
                    assert_eq!(level(&page, number).1, *expected, "level {number} in {locale}");
                }
                let heads = [1, 2].map(|number| level(&page, number).0);
                assert!(heads[0].ends_with(open) && heads[1].ends_with(from), "{heads:?}");
            }
        }

        // What was claimed is met once it is verified, and the day moves.
        verify(&mut scene).await;
        let now = page(&mut scene.lin, "/eligibility", "zh-CN").await;
        let (first, second) = (level(&now, 1).1, level(&now, 2).1);
        let met = route("met", "已满足：2025-09-03起", vec![shown("met", "已满足：满2年相关工作", "2年5个月27天")]);
        assert_eq!(first[1], met);
        let waits = vec![shown("unmet", "未满足：满4年相关工作", "还差1年6个月1天")];
        assert_eq!(second[2], route("waiting", "时间未到：最早2027-09-03", waits));
    }
}
