//! Sample people for the gallery, as the drawings have them.

use crate::say;
use chrono::NaiveDate;
use rungs::components::bits::Bit;
use rungs::components::debrief::{MarkView, NoteView, NotedLine, Span};
use rungs::components::dialogue::{Line, Speaker};
use rungs::components::ladder::{LadderView, RungView};
use rungs::components::proof_tree::{ConditionView, LevelProofView, RouteView};
use rungs::components::ruler::Measure;
use rungs::components::state::State;
use rungs::components::timeline::{BarKind, BarView, LaneView, PinKind, PinView, TimelineView};
use rungs::domain::level::Level;
use rungs::domain::locale::Locale;

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

fn lane(name: &str, bars: Vec<BarView>, pins: Vec<PinView>) -> LaneView {
    LaneView { name: name.to_owned(), level: None, due: None, bars, pins }
}

fn bar(kind: BarKind, from: &str, to: &str, label: &str) -> BarView {
    BarView {
        kind, from: day(from), to: day(to), label: label.to_owned(), sentence: format!("{from} – {to} {label}")
    }
}

fn pin(kind: PinKind, on: &str, label: &str) -> PinView {
    PinView { kind, day: day(on), label: label.to_owned(), sentence: format!("{on} {label}") }
}

pub fn timeline(locale: Locale) -> TimelineView {
    let need = |level: Level, name: &str, due: &str, bars: Vec<BarView>| LaneView {
        name: name.to_owned(),
        level: Some(level),
        due: Some(day(due)),
        bars,
        pins: Vec::new(),
    };
    TimelineView {
        today: day("2026-11-20"),
        facts: vec![
            lane(
                say(locale, "学历", "Education"),
                Vec::new(),
                vec![
                    pin(PinKind::Fact, "2020-06-30", say(locale, "大专", "College")),
                    pin(PinKind::Plan, "2028-01-10", say(locale, "本科，在读", "Bachelor, studying")),
                ],
            ),
            lane(
                say(locale, "工作", "Work"),
                vec![
                    bar(BarKind::Other, "2020-07-01", "2021-02-28", ""),
                    bar(BarKind::Fact, "2021-03-01", "2023-08-31", say(locale, "晨光家电", "Chenguang")),
                    bar(BarKind::Claim, "2023-09-04", "2023-10-13", ""),
                    bar(BarKind::Fact, "2023-10-23", "2026-11-20", say(locale, "云桥科技", "Yunqiao")),
                    bar(BarKind::Ahead, "2026-11-21", "2028-12-31", ""),
                ],
                Vec::new(),
            ),
            lane(
                say(locale, "证书", "Certificates"),
                Vec::new(),
                vec![
                    pin(PinKind::Certificate(Level::One), "2022-03-18", &locale.level_brief(Level::One)),
                    pin(PinKind::Certificate(Level::Two), "2024-06-20", &locale.level_brief(Level::Two)),
                ],
            ),
        ],
        requirements: vec![
            need(
                Level::Three,
                say(locale, "第三级，第一级证书后4年", "Level 3, 4 years after Level 1"),
                "2026-05-09",
                vec![
                    bar(BarKind::Count, "2022-03-18", "2023-08-31", ""),
                    bar(BarKind::Gap, "2023-09-01", "2023-10-22", ""),
                    bar(BarKind::Count, "2023-10-23", "2026-05-08", ""),
                ],
            ),
            need(
                Level::Four,
                say(locale, "第四级，第一级证书后5年", "Level 4, 5 years after Level 1"),
                "2027-05-09",
                vec![
                    bar(BarKind::Count, "2022-03-18", "2023-08-31", ""),
                    bar(BarKind::Gap, "2023-09-01", "2023-10-22", ""),
                    bar(BarKind::Count, "2023-10-23", "2026-11-20", ""),
                    bar(BarKind::Short, "2026-11-21", "2027-05-08", ""),
                ],
            ),
        ],
    }
}

fn condition(state: State, words: &str, measure: Option<Measure>, quantity: &str) -> ConditionView {
    ConditionView { state, words: words.to_owned(), measure, quantity: quantity.to_owned() }
}

fn route(letter: &str, state: State, best: bool, says: &str, conditions: Vec<ConditionView>) -> RouteView {
    RouteView { letter: letter.to_owned(), state, best, conditions, says: says.to_owned() }
}

pub fn proofs(locale: Locale) -> Vec<LevelProofView> {
    let degree = |state: State| {
        let quantity = if state == State::Met {
            "2020-06-30"
        } else {
            say(locale, "在读，预计2028-01-10", "studying, 2028-01-10")
        };
        condition(state, say(locale, "本科或以上学历", "Bachelor or higher"), None, quantity)
    };
    let work = condition(
        State::Met,
        say(locale, "满2年相关工作", "2 years of related work"),
        Some(Measure::whole(2.0, 2)),
        say(locale, "5年6个月29天", "5 years 6 months 29 days"),
    );
    let four = vec![
        route("a", State::Unmet, false, say(locale, "缺本科", "degree missing"), vec![degree(State::Unmet), work]),
        route(
            "d",
            State::Waiting,
            true,
            say(locale, "2027-05-09，最早", "2027-05-09, earliest"),
            vec![
                condition(
                    State::Unmet,
                    say(locale, "第一级证书，之后满5年", "Level 1, then 5 years"),
                    Some(Measure::whole(4.53, 5)),
                    say(locale, "还差5个月19天", "5 months 19 days short"),
                ),
                condition(
                    State::Unverified,
                    say(locale, "另有40天工作待核实", "40 days of work unverified"),
                    None,
                    say(locale, "核实后最早2027-03-30", "once verified 2027-03-30"),
                ),
            ],
        ),
    ];
    let three = vec![
        route("a", State::Unmet, false, say(locale, "缺本科", "degree missing"), vec![degree(State::Unmet)]),
        route(
            "b",
            State::Met,
            false,
            say(locale, "2026-06-20起", "since 2026-06-20"),
            vec![condition(
                State::Met,
                say(locale, "第二级证书，之后满2年", "Level 2, then 2 years"),
                Some(Measure::whole(2.0, 2)),
                say(locale, "2年5个月", "2 years 5 months"),
            )],
        ),
        route(
            "c",
            State::Met,
            false,
            say(locale, "2026-05-09起", "since 2026-05-09"),
            vec![condition(
                State::Met,
                say(locale, "第一级证书，之后满4年", "Level 1, then 4 years"),
                Some(Measure::whole(4.0, 4)),
                say(locale, "4年6个月11天", "4 years 6 months 11 days"),
            )],
        ),
    ];
    let proof = |level: Level, state: State, due: &str, open: bool, routes: Vec<RouteView>| LevelProofView {
        level,
        name: locale.level_name(level).to_owned(),
        state,
        due: due.to_owned(),
        summary: say(locale, "三条路径，走通一条就行", "Three routes; one is enough").to_owned(),
        open,
        routes,
        footnote: open.then(|| say(locale, "本页照规则原文计算。", "Computed by the published text.").to_owned()),
    };
    vec![
        proof(Level::Four, State::Waiting, say(locale, "最早2027-05-09", "earliest 2027-05-09"), true, four),
        proof(Level::Three, State::Eligible, say(locale, "2026-05-09起", "since 2026-05-09"), true, three.clone()),
        proof(Level::Two, State::Certified, say(locale, "2024-06-20取得", "awarded 2024-06-20"), false, three),
    ]
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
