//! A candidate's browser: what the island sends, sent again until it is answered, and a ledger of what was acknowledged.

use super::http::{Client, Response as HttpResponse};
use super::people::Sitting;
use rungs::api::failure::Failure;
use rungs::domain::attempt::saving::Save;
use rungs::domain::attempt::view::{Acknowledged, Fate, SaveBatch, SaveReply, Standing, StateView, Stepped};
use rungs::domain::form::PartKind;
use rungs::domain::id::{AttemptId, LeaseId};
use rungs::domain::item::ItemId;
use rungs::domain::item::presentation::{InteractionView, ItemView, OptionView};
use rungs::domain::item::response::{GapResponse, Response};
use rungs::domain::seed::Draws;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

/// Between two tries, as the island waits; nothing is decided by it.
const PAUSE: Duration = Duration::from_millis(50);

/// What the candidate was told is saved, and what was ever sent.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The save of each item with the highest acknowledged number.
    pub acknowledged: BTreeMap<ItemId, Save>,
    /// By item and number, everything that went out.
    pub sent: BTreeMap<(ItemId, u32), Save>,
    pub acknowledgements: u64,
}

/// Why a call brought nothing.
#[derive(Debug)]
pub enum Failed {
    /// No whole answer came: whether the server has done it is unknown.
    Unanswered,
    /// The server says that it has not done it.
    Refused { status: u16, failure: Option<Failure> },
}

/// A signed-in browser that talks to one of some servers.
pub struct Browser {
    /// More than one when there are several nodes.
    pub servers: Vec<SocketAddr>,
    pub cookie: String,
    /// Headers that an honest browser does not send.
    pub forged: Vec<(String, String)>,
    at: usize,
    connection: Option<Client>,
}

impl Browser {
    pub fn new(servers: &[SocketAddr], cookie: &str) -> Self {
        Self { servers: servers.to_vec(), cookie: cookie.to_owned(), forged: Vec::new(), at: 0, connection: None }
    }

    /// Begins at another of the servers.
    #[must_use]
    pub fn beginning_at(mut self, server: usize) -> Self {
        self.at = server % self.servers.len();
        self
    }

    /// One try. After a failure the next one goes to the next server.
    pub async fn try_call<A: DeserializeOwned>(&mut self, function: &str, json: &str) -> Result<A, Failed> {
        let Ok(answer) = self.try_once(function, json).await else {
            self.move_on();
            return Err(Failed::Unanswered);
        };
        if answer.status == 200 {
            return Ok(serde_json::from_slice(&answer.body).unwrap_or_else(|error| {
                panic!("{function} answered {:?}: {error}", String::from_utf8_lossy(&answer.body))
            }));
        }
        Err(Failed::Refused { status: answer.status, failure: serde_json::from_slice(&answer.body).ok() })
    }

    /// The answer of one try, whatever it is.
    pub async fn try_once(&mut self, function: &str, json: &str) -> std::io::Result<HttpResponse> {
        let address = self.servers[self.at];
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(Client::try_connect(address).await?),
        };
        let mut headers = vec![("cookie", self.cookie.as_str())];
        headers.extend(self.forged.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let request = Client::call(&format!("/api/{function}"), address, &headers, json);
        let answer = connection.exchange(&request).await;
        if answer.is_err() {
            self.connection = None;
        }
        answer
    }

    /// Sends a page's form, again while the server is busy or away. Gives where the answer leads.
    pub async fn submit_form(&mut self, path: &str, form: &str) -> String {
        loop {
            let address = self.servers[self.at];
            let sent = async {
                let request = Client::request("POST", path, address, &[("cookie", &self.cookie)], form);
                Client::try_connect(address).await?.exchange(&request).await
            };
            match sent.await {
                Ok(answer) if answer.status == 303 => return answer.header("location").expect("a place").to_owned(),
                Ok(answer) if answer.status != 503 => panic!("{path} answered {}", answer.status),
                Ok(_) | Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    /// Goes to the next server.
    pub fn move_on(&mut self) {
        self.connection = None;
        self.at = (self.at + 1) % self.servers.len();
    }

    /// Tries until the server has answered: what the island does when the line drops or the server is busy.
    pub async fn call<A: DeserializeOwned>(&mut self, function: &str, arguments: &impl Serialize) -> A {
        let json = serde_json::to_string(arguments).expect("arguments");
        loop {
            match self.try_call(function, &json).await {
                Ok(answer) => return answer,
                Err(Failed::Unanswered | Failed::Refused { failure: Some(Failure::Busy), .. }) => {
                    tokio::time::sleep(PAUSE).await;
                }
                Err(refused) => panic!("{function}: {refused:?}"),
            }
        }
    }
}

#[derive(Serialize)]
struct SaveArguments<'a> {
    batch: &'a SaveBatch,
}

#[derive(Serialize)]
struct StateArguments {
    attempt: AttemptId,
}

#[derive(Serialize)]
struct SubmitArguments {
    attempt: AttemptId,
    lease: LeaseId,
    part: Option<PartKind>,
}

/// A candidate at work.
pub struct Sitter {
    pub browser: Browser,
    pub sitting: Sitting,
    pub ledger: Ledger,
}

impl Sitter {
    pub fn new(browser: Browser, sitting: Sitting) -> Self {
        Self { browser, sitting, ledger: Ledger::default() }
    }

    /// Answers some questions anew, each with the next number.
    pub fn answers(&self, draws: &mut Draws, most: usize) -> SaveBatch {
        let mut saves: BTreeMap<ItemId, Save> = BTreeMap::new();
        for _ in 0..=draws.below(most) {
            let question = &self.sitting.questions[draws.below(self.sitting.questions.len())];
            let sequence = self.last_number(&question.id) + 1;
            let response = (draws.below(20) > 0).then(|| answer(question, draws));
            let save = Save { item: question.id.clone(), sequence, response, flagged: draws.below(4) == 0 };
            saves.insert(question.id.clone(), save);
        }
        SaveBatch { attempt: self.sitting.attempt, lease: self.sitting.lease, saves: saves.into_values().collect() }
    }

    /// Sends a batch until it is acknowledged, and enters it in the ledger.
    pub async fn save(&mut self, batch: &SaveBatch) {
        self.note_sent(batch);
        match self.browser.call("exam_save", &SaveArguments { batch }).await {
            SaveReply::Done { acknowledged, .. } => self.note_acknowledged(batch, &acknowledged),
            SaveReply::Elsewhere { device, .. } => panic!("nobody took over, yet it goes on at {device}"),
        }
    }

    /// Sends a batch once.
    pub async fn try_save(&mut self, batch: &SaveBatch) -> Result<SaveReply, Failed> {
        self.note_sent(batch);
        let json = serde_json::to_string(&SaveArguments { batch }).expect("arguments");
        let reply = self.browser.try_call("exam_save", &json).await?;
        if let SaveReply::Done { acknowledged, .. } = &reply {
            self.note_acknowledged(batch, acknowledged);
        }
        Ok(reply)
    }

    pub async fn state(&mut self) -> StateView {
        self.browser.call("exam_state", &StateArguments { attempt: self.sitting.attempt }).await
    }

    /// Hands in until it is handed in. Gives where the candidate stands.
    pub async fn submit(&mut self, part: Option<PartKind>) -> Standing {
        let Sitting { attempt, lease, .. } = self.sitting;
        match self.browser.call("exam_submit", &SubmitArguments { attempt, lease, part }).await {
            Stepped::Done { standing } => standing,
            other => panic!("{other:?}"),
        }
    }

    /// Hands in once.
    pub async fn try_submit(&mut self, part: Option<PartKind>) -> Result<Stepped, Failed> {
        let Sitting { attempt, lease, .. } = self.sitting;
        let json = serde_json::to_string(&SubmitArguments { attempt, lease, part }).expect("arguments");
        self.browser.try_call("exam_submit", &json).await
    }

    pub fn note_sent(&mut self, batch: &SaveBatch) {
        for save in &batch.saves {
            let before = self.ledger.sent.insert((save.item.clone(), save.sequence), save.clone());
            assert!(before.is_none_or(|before| before == *save), "a number is never used for two answers");
        }
    }

    pub fn note_acknowledged(&mut self, batch: &SaveBatch, acknowledged: &[Acknowledged]) {
        assert_eq!(acknowledged.len(), batch.saves.len(), "each save has its fate");
        for save in &batch.saves {
            let fate = acknowledged.iter().find(|one| one.item == save.item).map(|one| one.fate);
            assert_eq!(fate, Some(Fate::Kept { sequence: save.sequence }), "{} of {}", save.item, batch.attempt);
            self.ledger.acknowledged.insert(save.item.clone(), save.clone());
        }
        self.ledger.acknowledgements += 1;
    }

    fn last_number(&self, item: &ItemId) -> u32 {
        self.ledger
            .sent
            .range((item.clone(), 0)..=(item.clone(), u32::MAX))
            .next_back()
            .map_or(0, |((_, last), _)| *last)
    }
}

/// Some answer that fits the question, right or wrong.
pub fn answer(question: &ItemView, draws: &mut Draws) -> Response {
    fn one(options: &[OptionView], draws: &mut Draws) -> rungs::domain::item::presentation::ChoiceId {
        options[draws.below(options.len())].id.clone()
    }
    match &question.interaction {
        InteractionView::Single { options } => Response::Single { choice: one(options, draws) },
        InteractionView::Multiple { options } => {
            let chosen = options.iter().filter(|_| draws.below(2) == 0).map(|option| option.id.clone()).collect();
            Response::Multiple { choices: chosen }
        }
        InteractionView::TrueFalse => Response::TrueFalse { holds: draws.below(2) == 0 },
        InteractionView::Numeric { .. } => Response::Numeric { typed: draws.below(100_000).to_string() },
        InteractionView::Short => Response::Short { typed: format!("答案 {}", draws.below(100_000)) },
        InteractionView::Cloze { gaps } => {
            let mut fill = |gap: &rungs::domain::item::presentation::GapView| match &gap.choices {
                Some(choices) => GapResponse::Chosen(one(choices, draws)),
                None => GapResponse::Typed(draws.below(100).to_string()),
            };
            Response::Cloze { gaps: gaps.iter().map(|gap| (gap.number, fill(gap))).collect() }
        }
        InteractionView::Match { lefts, rights } => {
            let mut order: Vec<_> = rights.iter().map(|right| right.id.clone()).collect();
            draws.shuffle(&mut order);
            Response::Match { pairs: lefts.iter().map(|left| left.id.clone()).zip(order).collect() }
        }
        InteractionView::Order { steps } => {
            let mut order: Vec<_> = steps.iter().map(|step| step.id.clone()).collect();
            draws.shuffle(&mut order);
            Response::Order { steps: order }
        }
        InteractionView::Essay { .. } => Response::Essay { written: format!("先查原因 {}", draws.below(100_000)) },
    }
}
