//! An exam for tests: a bank with an item of every kind, a role-play and a case for exams, a form of three parts, a session,
//! and the people around it.

use super::lessons::curriculum_files;
use super::{Browser, a_form, a_service_teaching_in, bank_of, colleague};
use crate::domain::access::Role;
use crate::domain::attempt::saving::Save;
use crate::domain::attempt::view::{LeaseView, SaveBatch, SheetView, SittingView};
use crate::domain::competency::Competency;
use crate::domain::form::blueprint::{Band, Blueprint, Cell, Target};
use crate::domain::form::{CaseAnalysis, Conduct, Cut, Form, FormKind, Part, Release, RolePlay, Theory};
use crate::domain::id::{AttemptId, ExamSessionId, LeaseId, RegistrationId};
use crate::domain::item::ItemId;
use crate::domain::item::response::Response;
use crate::domain::level::Level;
use crate::domain::locale::{Locale, Text};
use crate::domain::staff_file::EntryKind;
use crate::server::content::bank::{Bank, Origin, Unit, hash};
use crate::server::content::diagnostic::Place;
use crate::server::services::exam::open_session::{NewSession, open_session};
use crate::server::services::exam::read_sitting::read_sitting;
use crate::server::services::exam::register::register;
use crate::server::services::exam::start::start;
use crate::server::services::people::add_entry::add_entry;
use crate::server::services::people::verify_entry::verify_entry;
use crate::server::state::AppState;
use crate::server::storage::Db;
use crate::server::visitor::Account;
use chrono::Duration;
use std::collections::BTreeMap;
use tempfile::TempDir;

const ESSAY: &str = "\
# l1-exam-essay
{kind: essay, p: 0.50, use: exam, minutes: 25, length: {zh: 300..500, en: 200..350}, source: \"004\"}
写一份方案。 || Write a plan.
- cause: 2 KANARI两项；1 一项；0 没有 || 2 KANARI two; 1 one; 0 none
- owner: 2 KANARI人和日期；1 一样；0 没有 || 2 KANARI who and when; 1 one of them; 0 none
> KANARI满分句样。 || KANARI a full sample.
";

/// The files of the exam bank: the practice items again under other ids, for exams, and an essay.
pub(crate) fn exam_files() -> Vec<(&'static str, String)> {
    let mut files: Vec<_> = curriculum_files().collect();
    let (_, items) = files.iter_mut().find(|(path, _)| path.starts_with("items/")).expect("items");
    let only = items.find("# l1-process-exam-only").expect("the item for exams only");
    let story = items.find("# l1-process-story").expect("the case");
    items.replace_range(only..story, "");
    let text = items.replace("# l1-process-", "# l1-exam-").replace("use: practice", "use: exam") + ESSAY;
    files.push(("items/l1/exam.md", text));
    files
}

/// A form of three parts over the exam bank: 8 items in 60 minutes, a role-play in 15, a case and an essay in 45.
pub(crate) fn exam_form() -> Form {
    let cell = |band, count| (Cell { competency: Competency::Process, band }, count);
    let cut = |percent| Cut { percent, reason: Text::new("足以胜任", "Enough for the work") };
    let anything = Target { mean: 6500, tolerance: 5000 };
    let blueprint = Blueprint {
        cells: BTreeMap::from([cell(Band::Easy, 2), cell(Band::Medium, 5), cell(Band::Hard, 1)]),
        types: BTreeMap::new(),
        target: anything,
        exposure_percent: 100,
    };
    let pool = vec!["l1-process-late".parse().expect("a scenario")];
    Form {
        id: "l1-form-exam".parse().expect("a form"),
        kind: FormKind::LevelExam,
        level: Level::One,
        title: Text::new("一级考试", "Level-1 exam"),
        about: Text::new("三部分", "Three parts"),
        parts: vec![
            Part::Theory(Theory { minutes: 60, cut: cut(60), blueprint }),
            Part::RolePlay(RolePlay { minutes: 15, cut: cut(50), pool }),
            Part::CaseAnalysis(CaseAnalysis {
                minutes: 45,
                cut: cut(60),
                groups: 1,
                essays: 1,
                essay_points: 6,
                target: anything,
            }),
        ],
        conduct: Conduct { attempts: 2, cooldown_days: 30, grace_seconds: 5, release: Release::FullFeedback },
    }
}

/// The exam bank with a form.
pub(crate) fn exam_bank_of(files: Vec<(&'static str, String)>, form: Form) -> Bank {
    let mut bank = bank_of(files);
    let text = format!("{form:?}");
    let origin = Origin { path: "forms/l1/exam.yaml".into(), place: Place::line(1), hash: hash(&text), text };
    bank.forms.insert(form.id.clone(), Unit { content: form, origin });
    bank
}

/// A service with the exam bank, somebody of HR, a trainer and a session that is open for four hours with so many seats.
pub(crate) struct ExamWorld {
    pub(crate) state: AppState,
    pub(crate) hr: Account,
    pub(crate) trainer: Account,
    pub(crate) session: ExamSessionId,
    /// Where the service keeps its files: certificates need a key.
    _folder: TempDir,
}

impl ExamWorld {
    pub(crate) async fn new(db: Db) -> Self {
        Self::with(db, exam_form(), 1000).await
    }

    pub(crate) async fn with(db: Db, form: Form, seats: u32) -> Self {
        let id = form.id.clone();
        let folder = TempDir::new().expect("a folder");
        let state = a_service_teaching_in(db, exam_bank_of(exam_files(), form), folder.path()).await;
        let hr = colleague(&state, "he.min", Role::Hr, true).await;
        let trainer = colleague(&state, "tang.lei", Role::Trainer, true).await;
        let now = state.clock.now();
        let closes_at = now + Duration::hours(4);
        let new = NewSession { form: id, title: "三月".into(), opens_at: now, closes_at, seats };
        let session = open_session(&state, &hr, new).await.expect("a session");
        Self { state, hr, trainer, session, _folder: folder }
    }

    /// Somebody with a verified degree, which is enough for level 1.
    pub(crate) async fn candidate(&self, name: &str) -> Account {
        let account = colleague(&self.state, name, Role::Learner, true).await;
        self.qualify(&account).await;
        account
    }

    async fn qualify(&self, account: &Account) {
        let person = account.person.expect("a staff file");
        let kind = EntryKind::Education;
        let entry = add_entry(&self.state, account, person, kind, &a_form(kind), None).await.expect("a claim");
        verify_entry(&self.state, &self.hr, entry, 1).await.expect("a verified degree");
    }

    pub(crate) async fn place(&self, candidate: &Account) -> RegistrationId {
        let person = candidate.person.expect("a staff file");
        register(&self.state, candidate, self.session, person).await.expect("a place")
    }

    /// A candidate in the middle of the theory part.
    pub(crate) async fn sitting(&self, name: &str) -> (Account, AttemptId) {
        let candidate = self.candidate(name).await;
        let attempt = self.begin(&candidate, Locale::ZhCn).await;
        (candidate, attempt)
    }

    /// The same for somebody who has a browser of the own.
    pub(crate) async fn sitting_of(&self, browser: &Browser, locale: Locale) -> (Account, AttemptId) {
        let candidate = browser.user(&self.state).await;
        self.qualify(&candidate).await;
        let attempt = self.begin(&candidate, locale).await;
        (candidate, attempt)
    }

    async fn begin(&self, candidate: &Account, locale: Locale) -> AttemptId {
        let place = self.place(candidate).await;
        start(&self.state, candidate, place, "Firefox", locale).await.expect("a start")
    }

    pub(crate) async fn view(&self, candidate: &Account, attempt: AttemptId) -> SittingView {
        read_sitting(&self.state, candidate, attempt, Locale::ZhCn).await.expect("the sitting")
    }

    pub(crate) async fn lease(&self, candidate: &Account, attempt: AttemptId) -> LeaseId {
        match self.view(candidate, attempt).await.state.lease {
            LeaseView::Here { lease } => lease,
            other => panic!("{other:?}"),
        }
    }

    /// What is right, or what is wrong where that is asked for, for every question of the running part.
    pub(crate) async fn answers(&self, candidate: &Account, attempt: AttemptId) -> Vec<Save> {
        let SheetView::Questions { items } = self.view(candidate, attempt).await.sheet else { panic!("questions") };
        items.into_iter().map(|view| save(view.id.clone(), 1, right_answer(&view))).collect()
    }
}

pub(crate) fn save(item: ItemId, sequence: u32, response: Response) -> Save {
    Save { item, sequence, response: Some(response), flagged: false }
}

pub(crate) fn batch(attempt: AttemptId, lease: LeaseId, saves: Vec<Save>) -> SaveBatch {
    SaveBatch { attempt, lease, saves }
}

/// The right answer to a question of the exam bank, found by its words as a candidate would.
pub(crate) fn right_answer(view: &crate::domain::item::presentation::ItemView) -> Response {
    use crate::domain::item::presentation::{InteractionView, OptionView};
    use crate::domain::item::response::GapResponse;
    let option = |options: &[OptionView], words: &str| {
        let found = options.iter().find(|option| option.text.contains(words));
        found.unwrap_or_else(|| panic!("{words} in {view:?}")).id.clone()
    };
    match (&view.interaction, view.id.as_str()) {
        (InteractionView::Single { options }, "l1-exam-story-first") => {
            Response::Single { choice: option(options, "晚了") }
        }
        (InteractionView::Single { options }, _) => Response::Single { choice: option(options, "慢了两天") },
        (InteractionView::Multiple { options }, _) => {
            let choices = ["几点", "要什么"].map(|words| option(options, words));
            Response::Multiple { choices: choices.into() }
        }
        (InteractionView::TrueFalse, id) => Response::TrueFalse { holds: id != "l1-exam-story-next" },
        (InteractionView::Numeric { .. }, _) => Response::Numeric { typed: "7739146".into() },
        (InteractionView::Short, _) => Response::Short { typed: "确认".into() },
        (InteractionView::Cloze { gaps }, _) => {
            let choices = gaps[1].choices.as_deref().expect("choices");
            let gaps = [(1, GapResponse::Typed("坐".into())), (2, GapResponse::Chosen(option(choices, "现在")))];
            Response::Cloze { gaps: gaps.into() }
        }
        (InteractionView::Match { lefts, rights }, _) => {
            let pairs = [("快点", "着急"), ("随便", "失望"), ("凭什么", "生气"), ("会不会", "担心")];
            let pairs = pairs.map(|(left, right)| (option(lefts, left), option(rights, right)));
            Response::Match { pairs: pairs.into() }
        }
        (InteractionView::Order { steps }, _) => {
            Response::Order { steps: ["问候", "问清", "办理", "收尾"].map(|words| option(steps, words)).into() }
        }
        (InteractionView::Essay { .. }, _) => {
            Response::Essay { written: "先查原因，再定人和日期。".into() }
        }
    }
}
