//! Nothing secret of an exam leaves before its release: every byte of the player's calls, refused ones too, of the pages with
//! their headers, and of the views behind them is searched for the marks that stand wherever a secret is.

use crate::domain::access::Role;
use crate::domain::attempt::view::{LeaseView, SheetView, SittingView};
use crate::domain::form::PartKind;
use crate::domain::id::{AttemptId, LeaseId};
use crate::domain::locale::Locale;
use crate::server::services::exam::read_result::read_result;
use crate::server::services::exam::read_sitting::read_sitting;
use crate::server::testing::{Answer, Browser, ExamWorld, on_both_databases};
use crate::server::visitor::Account;
use axum::http::{Method, StatusCode};

/// Somebody sits an exam and keeps all that comes back.
struct Watcher<'w> {
    world: &'w ExamWorld,
    browser: Browser,
    account: Account,
    attempt: AttemptId,
    seen: Vec<(String, String)>,
}

impl<'w> Watcher<'w> {
    /// The sitting is asked in the language in which it begins.
    async fn new(world: &'w ExamWorld, name: &str, locale: Locale) -> Self {
        let browser = Browser::of(&world.state, name, &[Role::Learner]).await;
        let (account, attempt) = world.sitting_of(&browser, locale).await;
        Self { world, browser, account, attempt, seen: Vec::new() }
    }

    fn saw(&mut self, what: &str, answer: &Answer) {
        self.seen.push((what.to_owned(), format!("{:?}\n{}", answer.headers, answer.text)));
    }

    async fn call(&mut self, function: &str, json: &str) -> Answer {
        let answer = self.browser.call(Method::POST, &format!("/api/{function}"), json).await;
        self.saw(function, &answer);
        answer
    }

    async fn called(&mut self, function: &str, json: &str) -> String {
        let answer = self.call(function, json).await;
        assert!(answer.status.is_success(), "{function}: {}", answer.text);
        answer.text
    }

    async fn opens(&mut self, path: &str) -> String {
        let page = self.browser.get(path).await;
        assert!(page.status.is_success(), "{path}: {}", page.text);
        self.saw(path, &page);
        page.text
    }

    async fn view(&self, locale: Locale) -> SittingView {
        read_sitting(&self.world.state, &self.account, self.attempt, locale).await.expect("the sitting")
    }

    async fn lease(&self) -> LeaseId {
        let LeaseView::Here { lease } = self.view(Locale::ZhCn).await.state.lease else { panic!("here") };
        lease
    }

    /// Everything that the running part allows, and its page in each language that a browser may ask for.
    async fn plays(&mut self, part: PartKind, ids: &str) {
        for locale in Locale::ALL {
            self.browser.set_cookie("rungs-locale", locale.tag());
            let view = self.view(locale).await;
            match &view.sheet {
                SheetView::Conversation(now) => {
                    let first = now.turn.replies.first().map(|reply| format!(r#"{{"chosen":"{}"}}"#, reply.id));
                    let said = first.unwrap_or_else(|| r#"{"typed":"soon"}"#.to_owned());
                    let body = format!(r#"{{{ids},"version":{},"reply":{said}}}"#, now.version);
                    self.called("exam_reply", &body).await;
                    let changed = format!(r#"{{{ids},"version":{},"reply":{{"typed":"another"}}}}"#, now.version);
                    assert_eq!(self.call("exam_reply", &changed).await.status, StatusCode::CONFLICT);
                }
                SheetView::Questions { items } => {
                    for item in items.iter().filter(|item| item.id.as_str() == "l1-exam-holds") {
                        let answer = r#""sequence":1,"response":{"kind":"true-false","holds":true}"#;
                        let save = format!(r#"{{"batch":{{{ids},"saves":[{{"item":"{}",{answer}}}]}}}}"#, item.id);
                        assert!(self.called("exam_save", &save).await.contains("kept"));
                    }
                }
                SheetView::Nothing => panic!("a part"),
            }
            self.seen.push((format!("{part:?} in {locale}"), serde_json::to_string(&view).expect("a view")));
            self.opens(&format!("/sitting/{}", self.attempt)).await;
        }
    }

    /// What a curious candidate sends that is refused, while the theory part runs.
    async fn pries(&mut self, ids: &str) {
        let (attempt, session) = (self.attempt, self.world.session);
        let saving = |item: &str, response: &str| {
            format!(r#"{{"batch":{{{ids},"saves":[{{"item":"{item}","sequence":1,"response":{response}}}]}}}}"#)
        };
        let unfit = saving("l1-exam-single", r#"{"kind":"true-false","holds":true}"#);
        assert!(self.called("exam_save", &unfit).await.contains("unfit"));
        let strange = saving("l1-process-exam-only", r#"{"kind":"single","choice":"A"}"#);
        assert!(self.called("exam_save", &strange).await.contains("unfit"));
        let malformed = saving("l1-exam-single", r#"{"kind":"guess"}"#);
        assert_eq!(self.call("exam_save", &malformed).await.status, StatusCode::BAD_REQUEST);
        let elsewhere = format!(r#"{{"attempt":"{attempt}","lease":"{attempt}"}}"#);
        assert!(self.called("exam_submit", &elsewhere).await.contains("elsewhere"));
        let early = format!(r#"{{{ids},"version":1,"reply":{{"typed":"x"}}}}"#);
        assert!(self.called("exam_reply", &early).await.contains("over"));
        let nobodys = format!(r#"{{"attempt":"{session}"}}"#);
        assert_eq!(self.call("exam_state", &nobodys).await.status, StatusCode::NOT_FOUND);
        let again = self.browser.post(&format!("/exams/{session}"), &[("do", "start")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.text);
        self.saw("an unread start", &again);
    }

    /// The pages about the exam around its sitting.
    async fn looks_around(&mut self) {
        for locale in Locale::ALL {
            self.browser.set_cookie("rungs-locale", locale.tag());
            let (session, attempt) = (self.world.session, self.attempt);
            let paths = ["/".into(), "/exams".into(), format!("/exams/{session}"), format!("/results/{attempt}")];
            for path in &paths {
                self.opens(path).await;
            }
        }
    }

    async fn sits(&mut self) {
        let attempt = self.attempt;
        self.called("exam_take_over", &format!(r#"{{"attempt":"{attempt}","device":"x"}}"#)).await;
        let ids = format!(r#""attempt":"{attempt}","lease":"{}""#, self.lease().await);
        self.pries(&ids).await;
        for part in PartKind::ALL {
            if part != PartKind::Theory {
                self.called("exam_begin_part", &format!("{{{ids}}}")).await;
            }
            self.plays(part, &ids).await;
            self.looks_around().await;
            self.called("exam_state", &format!(r#"{{"attempt":"{attempt}"}}"#)).await;
            let done = self.called("exam_submit", &format!(r#"{{{ids},"part":"{}"}}"#, part.id())).await;
            assert!(done.contains("done"), "{done}");
        }
        self.opens(&format!("/sitting/{attempt}")).await;
        self.looks_around().await;
    }
}

on_both_databases! {
    async fn no_key_reason_or_rubric_leaves_an_exam_before_its_release(db: Db) {
        let world = ExamWorld::new(db).await;
        for (name, locale, question) in [("li.lei", Locale::ZhCn, "慢了两天"), ("han.mei", Locale::En, "Two days late")] {
            let mut watcher = Watcher::new(&world, name, locale).await;
            watcher.sits().await;
            let result = read_result(&world.state, &watcher.account, watcher.attempt, Locale::En).await;
            assert_eq!(result.expect("an answer"), None);
            let page = format!("/sitting/{}", watcher.attempt);
            let asked = watcher.seen.iter().any(|(place, text)| *place == page && text.contains(question));
            assert!(asked, "the page asks in {locale}");
            for (place, text) in &watcher.seen {
                let text = text.to_lowercase();
                assert!(!text.contains("kanari") && !text.contains("7739146"), "{place}: {text}");
            }
        }
    }
}
