//! Sample people for the gallery, as the drawings have them.

use crate::say;
use chrono::NaiveDate;
use rungs::components::bits::Bit;
use rungs::components::debrief::{MarkView, NoteView, NotedLine, Span};
use rungs::components::dialogue::{Line, Speaker};
use rungs::components::ladder::{LadderView, RungView};
use rungs::components::proof_tree::{self, LevelProofView};
use rungs::components::state::State;
use rungs::components::timeline::{self, TimelineView};
use rungs::domain::credential::Credential;
use rungs::domain::education::{Education, EducationLevel};
use rungs::domain::eligibility::evaluate;
use rungs::domain::eligibility::proof::Proof;
use rungs::domain::eligibility::rule_set::RuleSet;
use rungs::domain::employment::Employment;
use rungs::domain::facts::Facts;
use rungs::domain::level::Level;
use rungs::domain::locale::Locale;
use rungs::domain::staff_file::Details;
use rungs::domain::verification::{Basis, Verification};
use rungs::server::content::diagnostic::{Report, Source};
use rungs::server::content::rules::load_rules;
use std::fs;
use std::path::Path;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rung(locale: Locale, level: Level, state: State, date: Option<&str>, note: &str, progress: u8) -> RungView {
    RungView {
        level,
        name: locale.level_name(level).to_owned(),
        state,
        date: date.map(day),
        date_note: note.to_owned(),
        progress,
        lines: vec![vec![Bit::state(state, state.word(locale))]],
        current: state == State::Eligible,
    }
}

pub fn ladder(locale: Locale) -> LadderView {
    let awarded = say(locale, "取得", "awarded");
    let earliest = say(locale, "最早可考", "earliest");
    let mut rungs = vec![
        rung(locale, Level::One, State::Certified, Some("2022-03-18"), awarded, 100),
        rung(locale, Level::Two, State::Certified, Some("2024-06-20"), awarded, 100),
        rung(locale, Level::Three, State::Eligible, Some("2026-05-09"), say(locale, "起可报考", "open since"), 64),
        rung(locale, Level::Four, State::Waiting, Some("2027-05-09"), earliest, 12),
        rung(locale, Level::Five, State::Waiting, Some("2028-05-09"), earliest, 0),
    ];
    rungs[0].lines[0].push(Bit::link("#", say(locale, "证书RG1-2022-01187", "Certificate RG1-2022-01187")));
    rungs[2].lines[0].push(Bit::words(say(locale, "还剩8个单元", "8 units to go")));
    rungs[2].lines.push(vec![
        Bit::words(say(locale, "理论80%", "Theory 80%")),
        Bit::words(say(locale, "实操50%", "Practical 50%")),
        Bit::words(say(locale, "案例分析45%", "Case analysis 45%")),
    ]);
    rungs[3].lines[0] = vec![
        Bit::state(State::Waiting, say(locale, "还差5个月19天", "5 months 19 days short")),
        Bit::words(say(locale, "第一级证书后满5年", "5 years after Level 1")),
    ];
    LadderView { today: day("2026-11-20"), start: Some(day("2021-03-01")), rungs }
}

/// Three levels open on the day of a degree, the fourth waits, the fifth has no route.
pub fn new_ladder(locale: Locale) -> LadderView {
    let since = say(locale, "起可报考", "open since");
    let degree = Some("2026-07-01");
    LadderView {
        today: day("2026-11-20"),
        start: Some(day("2026-07-01")),
        rungs: vec![
            rung(locale, Level::One, State::Eligible, degree, since, 8),
            rung(locale, Level::Two, State::Eligible, degree, since, 0),
            rung(locale, Level::Three, State::Unverified, degree, say(locale, "核实后可考", "once verified"), 0),
            rung(locale, Level::Four, State::Waiting, Some("2028-11-01"), say(locale, "最早可考", "earliest"), 0),
            rung(locale, Level::Five, State::None, None, "", 0),
        ],
    }
}

/// The file of the drawings' person: two jobs with a gap, an unverified one inside it, two certificates, a degree ahead.
fn file() -> Vec<Details> {
    let job = |employer: &str, from: &str, to: Option<&str>, related: bool, status: Verification| Details::Employment {
        employer: employer.to_owned(),
        title: String::new(),
        fact: Employment::new(day(from), to.map(day), related, status).unwrap(),
    };
    let education = |level: EducationLevel, completed: &str| Details::Education {
        school: String::new(),
        fact: Education {
            level,
            completed: Some(day(completed)),
            major: None,
            major_related: false,
            status: Verification::Verified,
        },
    };
    let certificate = |level: Level, issued: &str| Details::Credential {
        number: String::new(),
        issuer: String::new(),
        revoked: None,
        fact: Credential::new(level, day(issued), None, false, Verification::Verified).unwrap(),
    };
    vec![
        education(EducationLevel::College, "2020-06-30"),
        education(EducationLevel::Bachelor, "2028-01-10"),
        job("", "2020-07-01", Some("2021-02-28"), false, Verification::Verified),
        job("晨光家电", "2021-03-01", Some("2023-08-31"), true, Verification::Verified),
        job("", "2023-09-04", Some("2023-10-13"), true, Verification::Claimed),
        job("云桥科技", "2023-10-23", None, true, Verification::Verified),
        certificate(Level::One, "2022-03-18"),
        certificate(Level::Two, "2024-06-20"),
    ]
}

fn facts() -> Facts {
    let mut facts = Facts::default();
    for entry in file() {
        match entry {
            Details::Education { fact, .. } => facts.education.push(fact),
            Details::Employment { fact, .. } => facts.employment.push(fact),
            Details::Credential { fact, .. } => facts.credentials.push(fact),
        }
    }
    facts
}

fn rules() -> RuleSet {
    let path = "rules/customer-service-2026-1.yaml";
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("quizzes");
    let source = Source { path: path.to_owned(), text: fs::read_to_string(root.join(path)).unwrap() };
    load_rules(&[source], &mut Report::default()).remove(0)
}

fn proof() -> Proof {
    evaluate(&rules(), &facts(), day("2026-11-20"), Basis::Verified)
}

pub fn timeline(locale: Locale) -> TimelineView {
    timeline::view_of(locale, &proof(), &file())
}

pub fn proofs(locale: Locale) -> Vec<LevelProofView> {
    proof_tree::views(locale, &proof(), &facts(), &rules())
}

pub fn script(locale: Locale) -> Vec<Line> {
    let customer = say(locale, "赵先生", "Mr Zhao");
    let line = |speaker: Speaker, name: &str, manner: Option<&str>, words: &str| Line {
        speaker,
        name: name.to_owned(),
        manner: manner.map(str::to_owned),
        words: words.to_owned(),
        tags: Vec::new(),
    };
    vec![
        line(
            Speaker::Customer,
            customer,
            Some(say(locale, "语速很快", "fast")),
            say(locale, "“我退货三天了，钱呢？”", "“I returned it three days ago. Where is the money?”"),
        ),
        line(
            Speaker::You,
            locale.talk_you(),
            None,
            say(
                locale,
                "“东西退了、钱没到，这事搁谁都着急。我先核对一下。”",
                "“Returned and no money: anybody would worry. Let me check first.”",
            ),
        ),
        line(
            Speaker::Customer,
            customer,
            Some(say(locale, "停了一下", "pauses")),
            say(locale, "“加急是什么意思？今天到底能不能到账？”", "“What does rush mean? Today or not?”"),
        ),
    ]
}

pub fn options(locale: Locale) -> [&'static str; 3] {
    [
        say(locale, "“能，今天一定到账，您放心。”", "“Yes, today for sure.”"),
        say(
            locale,
            "“质检今天18点前做完，退款最晚11月24日到账。18点30分我给您回电，告诉您结果。”",
            "“The check ends by 18:00, the refund arrives by 24 November at the latest. I will call you at 18:30 with the result.”",
        ),
        say(locale, "“到账快慢得看银行，这个我说了不算。”", "“That is up to the bank, not to me.”"),
    ]
}

pub fn marks(locale: Locale) -> Vec<MarkView> {
    [
        (say(locale, "问候与身份", "Greeting and identity"), 2, 2),
        (say(locale, "表达清楚", "Clarity"), 1, 2),
        (say(locale, "方案与规则", "Solution and policy"), 3, 3),
    ]
    .map(|(dimension, have, of)| MarkView {
        dimension: dimension.to_owned(),
        have,
        of,
        reason: say(locale, "第一句报了公司和姓名。", "Company and name in the first sentence.").to_owned(),
    })
    .into()
}

pub fn noted(locale: Locale) -> Vec<NotedLine> {
    vec![
        NotedLine {
            speaker: Speaker::Customer,
            name: say(locale, "赵先生", "Mr Zhao").to_owned(),
            spans: vec![Span::Plain(say(locale, "“我退货三天了，钱呢？”", "“Where is the money?”").to_owned())],
            notes: Vec::new(),
        },
        NotedLine {
            speaker: Speaker::You,
            name: locale.talk_you().to_owned(),
            spans: vec![
                Span::Plain(say(locale, "“好，不绕弯子。", "“Straight to it. ").to_owned()),
                Span::Good(say(locale, "退件昨天已经入库", "It reached the store yesterday").to_owned()),
                Span::Plain(say(locale, "，我这就给您", ", I will ").to_owned()),
                Span::Bad(say(locale, "加急", "rush it").to_owned()),
                Span::Plain(say(locale, "。”", ".”").to_owned()),
            ],
            notes: vec![
                NoteView {
                    points: 1,
                    words: say(locale, "说清卡在哪一步", "Says where it stands").to_owned(),
                    better: None,
                },
                NoteView {
                    points: -1,
                    words: say(locale, "“加急”是多快？", "How fast is “rush”?").to_owned(),
                    better: Some(say(locale, "“质检提前到今天18点。”", "“The check moves to 18:00 today.”").to_owned()),
                },
            ],
        },
    ]
}

type PersonRow = (&'static str, &'static str, Vec<(State, String)>);

pub fn people(locale: Locale) -> Vec<PersonRow> {
    let may = || say(locale, "可考", "open").to_owned();
    let none = || State::None.word(locale).to_owned();
    let month = |text: &str| text.to_owned();
    vec![
        (
            say(locale, "陈思远", "Chen Siyuan"),
            "0418",
            vec![
                (State::Certified, month("2020-03")),
                (State::Certified, month("2021-05")),
                (State::Certified, month("2022-09")),
                (State::Certified, month("2024-03")),
                (State::Eligible, may()),
            ],
        ),
        (
            say(locale, "罗佳", "Luo Jia"),
            "1219",
            vec![
                (State::Certified, month("2024-02")),
                (State::Eligible, may()),
                (State::Unverified, month("2026-03")),
                (State::Waiting, month("2028-11")),
                (State::None, none()),
            ],
        ),
        (
            say(locale, "苏敏", "Su Min"),
            "1098",
            vec![
                (State::Revoked, month("2026-08")),
                (State::Eligible, may()),
                (State::Waiting, month("2029-11")),
                (State::None, none()),
                (State::None, none()),
            ],
        ),
    ]
}
