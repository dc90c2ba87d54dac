//! The reply to a saved answer is the same for right and wrong, to the last byte: nobody learns a key by trying.

use crate::domain::access::Role;
use crate::domain::attempt::view::SheetView;
use crate::domain::id::{AttemptId, LeaseId};
use crate::domain::item::presentation::{InteractionView, ItemView, OptionView};
use crate::domain::item::response::{GapResponse, Response};
use crate::domain::locale::Locale;
use crate::domain::outcome::Share;
use crate::server::services::exam::submit::submit;
use crate::server::storage::attempt_result;
use crate::server::testing::{Answer, Browser, ExamWorld, batch, exam_form, on_both_databases, right_answer, save};
use crate::server::visitor::Account;
use axum::http::{HeaderMap, Method, StatusCode};

/// Somebody in the theory part, with what they see.
struct Candidate {
    browser: Browser,
    account: Account,
    attempt: AttemptId,
    lease: LeaseId,
    questions: Vec<ItemView>,
}

impl Candidate {
    async fn new(world: &ExamWorld, name: &str) -> Self {
        let browser = Browser::of(&world.state, name, &[Role::Learner]).await;
        let (account, attempt) = world.sitting_of(&browser, Locale::ZhCn).await;
        let SheetView::Questions { mut items } = world.view(&account, attempt).await.sheet else { panic!("questions") };
        items.sort_by(|a, b| a.id.cmp(&b.id));
        let lease = world.lease(&account, attempt).await;
        Self { browser, account, attempt, lease, questions: items }
    }

    async fn saves(&mut self, item: usize, response: Response) -> Answer {
        let save = save(self.questions[item].id.clone(), 1, response);
        let batch = serde_json::to_string(&batch(self.attempt, self.lease, vec![save])).expect("a batch");
        self.browser.call(Method::POST, "/api/exam_save", &format!("{{\"batch\":{batch}}}")).await
    }

    /// What it came to.
    async fn share(&self, world: &ExamWorld) -> Share {
        submit(&world.state, &self.account, self.attempt, self.lease).await.expect("handed in");
        let mut tx = world.state.db.read().await.expect("a view");
        let result = attempt_result::standing(&mut tx, self.attempt).await.expect("an answer").expect("a result");
        result.outcome.total()
    }
}

/// A wrong answer of the same kind and about the same length.
fn wrong_answer(view: &ItemView) -> Response {
    let other = |options: &[OptionView], words: &str| {
        options.iter().find(|option| option.text.contains(words)).expect("a wrong option").id.clone()
    };
    match (&view.interaction, right_answer(view)) {
        (InteractionView::Single { options }, _) => Response::Single { choice: other(options, "规定如此") },
        (InteractionView::Multiple { options }, _) => {
            Response::Multiple { choices: ["脾气差", "欠过费"].map(|words| other(options, words)).into() }
        }
        (InteractionView::TrueFalse, Response::TrueFalse { holds }) => Response::TrueFalse { holds: !holds },
        (InteractionView::Numeric { .. }, _) => Response::Numeric { typed: "1234567".into() },
        (InteractionView::Short, _) => Response::Short { typed: "道歉".into() },
        (InteractionView::Cloze { gaps }, _) => {
            let later = other(gaps[1].choices.as_deref().expect("choices"), "以后");
            Response::Cloze { gaps: [(1, GapResponse::Typed("走".into())), (2, GapResponse::Chosen(later))].into() }
        }
        (InteractionView::Match { lefts, rights }, _) => {
            let pairs = [("快点", "失望"), ("随便", "着急"), ("凭什么", "担心"), ("会不会", "生气")];
            let pairs = pairs.map(|(left, right)| (other(lefts, left), other(rights, right)));
            Response::Match { pairs: pairs.into() }
        }
        (InteractionView::Order { .. }, Response::Order { steps }) => {
            Response::Order { steps: steps.into_iter().rev().collect() }
        }
        (interaction, _) => panic!("say what is wrong for {interaction:?}"),
    }
}

/// All but what differs from request to request, whatever was sent.
fn lasting(mut headers: HeaderMap) -> HeaderMap {
    for name in ["date", "x-request-id"] {
        headers.remove(name);
    }
    headers
}

on_both_databases! {
    async fn a_right_and_a_wrong_answer_are_acknowledged_by_the_same_bytes(db: Db) {
        let mut form = exam_form();
        form.parts.truncate(1);
        let world = ExamWorld::with(db, form, 9).await;
        let mut right = Candidate::new(&world, "li.lei").await;
        let mut wrong = Candidate::new(&world, "han.mei").await;
        assert_eq!(right.questions.len(), 8, "one of each kind");
        for number in 0..8 {
            let view = right.questions[number].clone();
            assert_eq!(view.id, wrong.questions[number].id, "both are asked the same");
            let to_right = right.saves(number, right_answer(&view)).await;
            let response = wrong_answer(&wrong.questions[number]);
            let to_wrong = wrong.saves(number, response).await;
            assert!(to_right.text.contains("\"kept\""), "{}", to_right.text);
            assert_eq!((to_right.status, &to_right.text), (StatusCode::OK, &to_wrong.text), "{}", view.id);
            assert_eq!(to_right.status, to_wrong.status, "{}", view.id);
            assert_eq!(lasting(to_right.headers), lasting(to_wrong.headers), "{}", view.id);
        }
        assert_eq!((right.share(&world).await.percent(), wrong.share(&world).await.percent()), (100, 0));
    }
}
