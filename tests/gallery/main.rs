//! Renders the components with sample people to `target/gallery/*.html`, so that they can be looked at and checked by axe:
//! `cargo test --test gallery`, then open the files in a browser. Not part of the product.

mod pages;
mod samples;

use leptos::prelude::*;
use rungs::api::failure::Failure;
use rungs::components::board::{BoardKey, LevelCell, LevelHead, Order, SortHead};
use rungs::components::button::{LinkButton, Submit, Weight};
use rungs::components::debrief::{Marks, NotedScript, Verdict};
use rungs::components::dialogue::Script;
use rungs::components::empty::Empty;
use rungs::components::error_summary::{ErrorSummary, FieldProblem};
use rungs::components::field::{Check, Choice, DateField, FileField, Radios, Select, TextArea, TextField};
use rungs::components::icon::{Glyph, Icon};
use rungs::components::ladder::Ladder;
use rungs::components::mark::Mark;
use rungs::components::mood::Staff;
use rungs::components::notice::Notice;
use rungs::components::page::{Area, Framing, Page, Room, Theme, Viewer};
use rungs::components::pager::{PageOf, Pager};
use rungs::components::proof_tree::ProofTree;
use rungs::components::ruler::{Measure, Ruler};
use rungs::components::section_head::SectionHead;
use rungs::components::state::State;
use rungs::components::table::{Cell, Fact, Facts, Stacks};
use rungs::components::timeline::{Timeline, TimelineKey};
use rungs::domain::level::Level;
use rungs::domain::locale::Locale;
use rungs::domain::scenario::view::Mood;
use rungs::pages::error::FailureView;
use std::fs;
use std::path::Path;

#[test]
fn every_component_renders_in_both_languages_without_a_style_attribute() {
    for locale in Locale::ALL {
        // Contexts belong to an owner, which a server makes for every request.
        let owner = Owner::new();
        owner.set();
        let pages = [
            ("home", home(locale, false).into_any()),
            ("home-new", home(locale, true).into_any()),
            ("eligibility", eligibility(locale).into_any()),
            ("roleplay", roleplay(locale).into_any()),
            ("forms", forms(locale).into_any()),
            ("lists", lists(locale).into_any()),
            ("mishap", mishap(locale).into_any()),
            ("practice", pages::practice(locale).into_any()),
            ("lesson", pages::lesson(locale).into_any()),
            ("sign-in", pages::sign_in(locale).into_any()),
        ];
        for (name, view) in pages {
            let html = view.to_html();
            assert!(!html.contains(" style="), "{name}: a style attribute breaks the content security policy");
            write(&format!("{name}.{locale}"), locale, &html);
        }
    }
}

/// Writes a whole page that links the style files of the working tree.
fn write(name: &str, locale: Locale, body: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let order = fs::read_to_string(root.join("style/order.txt")).unwrap();
    let files = order.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let links =
        files.map(|file| format!("<link rel=\"stylesheet\" href=\"../../style/{file}\">")).collect::<Vec<_>>().concat();
    let folder = root.join("target/gallery");
    fs::create_dir_all(&folder).unwrap();
    let page = format!(
        "<!doctype html><html lang=\"{locale}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{name} · Rungs</title>{links}<body>{body}</body></html>"
    );
    fs::write(folder.join(format!("{name}.html")), page).unwrap();
}

fn framing(locale: Locale, room: Option<Room>) -> Framing {
    let name = if locale == Locale::ZhCn { "林晓雯" } else { "Lin Xiaowen" };
    let areas = vec![Area::Learning, Area::Hr, Area::Administration];
    let viewer = Some(Viewer { name: name.to_owned(), areas });
    Framing { locale, theme: Theme::Auto, viewer, room, here: "/".to_owned() }
}

/// Sample words in the language of the page.
fn say(locale: Locale, zh: &'static str, en: &'static str) -> &'static str {
    if locale == Locale::ZhCn { zh } else { en }
}

fn home(locale: Locale, new: bool) -> impl IntoView {
    let ladder = if new { samples::new_ladder(locale) } else { samples::ladder(locale) };
    let date = locale.day_with_weekday(ladder.today);
    let title = if new {
        say(locale, "欢迎来到第一级。", "Welcome to Level 1.")
    } else {
        say(locale, "你可以考第三级了，准备完成了64%。", "You may sit Level 3, and you are 64% prepared.")
    };
    let lead = say(
        locale,
        "“助理客户服务经理”要求的资历，你从2026年5月9日起就满足了。再完成8个单元，就能预约12月12日的考试。",
        "Since 9 May 2026 your record has met what “Assistant Customer Service Manager” asks for. Finish 8 more units and you can book the exam on 12 December.",
    );
    view! {
        <Page framing=framing(locale, Some(Room::Today)) class="page split" colophon=vec!["2026.1".to_owned(), "2026-11-20".to_owned()]>
            <div class="stack" data-gap="7">
                <header class="stack">
                    <p class="label">{date}</p>
                    <h1>{title}</h1>
                    <p class="lead">{lead}</p>
                </header>
                <section class="next" aria-labelledby="next">
                    <div>
                        <p class="label">{say(locale, "下一步", "Next step")}</p>
                        <h2 id="next">{say(locale, "演练：客户要求今天就退款", "Rehearse: “I want my refund today”")}</h2>
                        <p class="muted bits">
                            <span>{say(locale, "约15分钟", "about 15 minutes")}</span>
                            <span>{say(locale, "上次10分，11分通过", "10 points last time, 11 to pass")}</span>
                        </p>
                    </div>
                    <LinkButton href="#" words=say(locale, "开始演练", "Start rehearsal") weight=Weight::Primary icon=Icon::Arrow/>
                </section>
                <section aria-labelledby="ladder">
                    <SectionHead id="ladder" title=say(locale, "我的阶梯", "My ladder")>
                        <a href="#">{say(locale, "每一级的依据", "Why, level by level")}</a>
                    </SectionHead>
                    <Ladder locale ladder heading="ladder"/>
                </section>
            </div>
            <aside class="stack" data-gap="7">
                <section aria-labelledby="agenda">
                    <SectionHead id="agenda" title=say(locale, "今天", "Today") quiet=true>
                        <span class="faint">{say(locale, "还有3件", "3 to go")}</span>
                    </SectionHead>
                    <ul class="agenda">
                        <li data-done="">
                            <Mark state=State::Met/>
                            <p>
                                <s>{say(locale, "听力热身：三分说，七分听", "Warm-up: listen seven parts, speak three")}</s>
                                <small>"08:52"</small>
                            </p>
                        </li>
                        <li>
                            <Mark state=State::Unmet/>
                            <p><a href="#">{say(locale, "复习12道到期的错题", "Review 12 items that are due")}</a><small>"10 min"</small></p>
                        </li>
                        <li>
                            <Mark state=State::Learning(40)/>
                            <p><a href="#">{say(locale, "第3课：承诺要小，要有日期", "Lesson 3: keep promises small and dated")}</a></p>
                        </li>
                        <li>
                            <Mark state=State::Locked/>
                            <p>{say(locale, "第4课：先学第3课", "Lesson 4: after lesson 3")}</p>
                        </li>
                    </ul>
                </section>
                <section aria-labelledby="hours">
                    <SectionHead id="hours" title=say(locale, "本季度学时", "Hours this quarter") quiet=true/>
                    <p class="figure"><b>"11.5"</b>" / 16"</p>
                    <Ruler measure=Measure::whole(11.5, 16).with_pace(8.9) label=say(locale, "本季度学时", "Hours this quarter")/>
                </section>
            </aside>
        </Page>
    }
}

fn eligibility(locale: Locale) -> impl IntoView {
    view! {
        <Page framing=framing(locale, Some(Room::Eligibility))>
            <header class="split">
                <div class="stack" data-gap="3">
                    <h1>{say(locale, "每一级的依据", "Why, level by level")}</h1>
                    <p class="lead">
                        {say(
                            locale,
                            "林晓雯，以2026年11月20日为准。任何一条路径走通，就可以考那一级。",
                            "Lin Xiaowen, as of 20 November 2026. Any one route that holds opens the level.",
                        )}
                    </p>
                </div>
                <form class="stack" data-gap="3">
                    <fieldset class="seg wide">
                        <legend class="sr">"basis"</legend>
                        <label><input type="radio" name="b" checked=true/>{say(locale, "按已核实的", "Verified")}</label>
                        <label><input type="radio" name="b"/>{say(locale, "按我申报的", "As claimed")}</label>
                    </fieldset>
                </form>
            </header>
            <section aria-labelledby="facts">
                <SectionHead id="facts" title=say(locale, "事实与要求", "Facts and requirements")><TimelineKey locale/></SectionHead>
                <Timeline locale timeline=samples::timeline(locale)/>
            </section>
            <section aria-labelledby="proof">
                <h2 id="proof" class="sr">{say(locale, "五级的证明", "The proof of five levels")}</h2>
                <ProofTree locale levels=samples::proofs(locale)/>
            </section>
            <p class="row small"><LinkButton href="#" words=say(locale, "假如……再算一次", "What if …")/></p>
        </Page>
    }
}

fn roleplay(locale: Locale) -> impl IntoView {
    let options = samples::options(locale);
    view! {
        <Page framing=framing(locale, Some(Room::RolePlay))>
            <header class="stack" data-gap="3">
                <p class="label bits"><span>{say(locale, "演练", "Role-play")}</span><span>{say(locale, "第2次", "2nd run")}</span></p>
                <h1>{say(locale, "客户要求今天就退款", "“I want my refund today”")}</h1>
            </header>
            <section class="split" aria-labelledby="talk">
                <div>
                    <h2 id="talk" class="sr">{say(locale, "对话", "Conversation")}</h2>
                    <Staff locale moods=vec![Mood::Angry, Mood::Anxious, Mood::Easing]/>
                    <Script lines=samples::script(locale) waiting=true/>
                    <form class="reply" novalidate=true>
                        <h2 class="h4">{say(locale, "你怎么回答？", "What do you say?")}</h2>
                        <fieldset class="choices">
                            <legend class="sr">{say(locale, "选一句回答", "Choose a reply")}</legend>
                            {options
                                .into_iter()
                                .enumerate()
                                .map(|(index, words)| {
                                    view! {
                                        <label>
                                            <input type="radio" name="r" checked=index == 1/>
                                            <b>{["A", "B", "C"][index]}</b>
                                            <span>{words}</span>
                                        </label>
                                    }
                                })
                                .collect_view()}
                        </fieldset>
                        <div class="row">
                            <Submit words=say(locale, "说出这一句", "Say it") weight=Weight::Primary icon=Icon::Arrow/>
                            <span class="small faint">{say(locale, "说出口就不能收回。", "Once said it cannot be taken back.")}</span>
                        </div>
                    </form>
                </div>
                <aside class="stack" data-gap="6">
                    <section aria-labelledby="known">
                        <SectionHead id="known" title=say(locale, "你查得到的", "What you can look up") quiet=true/>
                        <Facts>
                            <Fact term=say(locale, "订单", "Order")>{say(locale, "电热水壶，329元", "Kettle, ¥329")}</Fact>
                            <Fact term=say(locale, "退款期限", "Refund by")>"11-24"</Fact>
                        </Facts>
                    </section>
                </aside>
            </section>
            <hr class="act"/>
            <section class="stack" data-gap="5" aria-labelledby="result">
                <Verdict
                    locale
                    label=say(locale, "演练结束，客户接受方案", "The end: the customer accepts")
                    title=say(locale, "13分，通过", "13 points, passed")
                    have=13
                    of=16
                    pass=11
                    last=Some(10)
                />
                <Marks locale marks=samples::marks(locale)/>
                <NotedScript locale title=say(locale, "对话与旁批", "Transcript with notes") lines=samples::noted(locale)/>
            </section>
        </Page>
    }
}

fn forms(locale: Locale) -> impl IntoView {
    let problems = vec![
        FieldProblem::new("from", say(locale, "开始日期晚于结束日期", "The start lies after the end")),
        FieldProblem::new("kind", say(locale, "请选择学历", "Choose a level of education")),
    ];
    let kinds = vec![
        Choice::new("college", say(locale, "大专", "College")),
        Choice::new("bachelor", say(locale, "本科", "Bachelor")),
    ];
    view! {
        <Page framing=framing(locale, Some(Room::MyFile))>
            <header><h1>{say(locale, "补充一段工作", "Add a job")}</h1></header>
            <ErrorSummary locale problems=problems.clone()/>
            <form class="form" novalidate=true>
                <TextField
                    locale
                    name="employer"
                    label=say(locale, "单位", "Employer")
                    hint=say(locale, "写合同上的全称", "As in the contract")
                    value=say(locale, "云桥科技", "Yunqiao")
                    required=true
                />
                <div class="fields">
                    <DateField
                        locale
                        name="from"
                        label=say(locale, "从", "From")
                        problem=FieldProblem::of(&problems, "from")
                        value="2026-01-01"
                        required=true
                    />
                    <DateField locale name="to" label=say(locale, "到", "To")/>
                </div>
                <Select
                    locale
                    name="kind"
                    label=say(locale, "学历", "Education")
                    choices=kinds.clone()
                    problem=FieldProblem::of(&problems, "kind")
                    required=true
                />
                <Radios locale name="related" label=say(locale, "相关吗", "Related?") choices=kinds value="college" required=true/>
                <TextArea locale name="note" label=say(locale, "说明", "Note") value="</textarea><b>x"/>
                <FileField
                    locale
                    name="evidence"
                    label=say(locale, "材料", "Evidence")
                    accept=".pdf,.jpg,.png"
                    hint=say(locale, "PDF、JPEG或PNG，不超过10 MB", "PDF, JPEG or PNG, at most 10 MB")
                />
                <Check name="sure" label=say(locale, "我确认以上属实", "I confirm that this is true")/>
                <div class="row">
                    <Submit words=say(locale, "提交申报", "Submit claim") weight=Weight::Primary/>
                    <LinkButton href="#" words=say(locale, "不要了", "Cancel") weight=Weight::Quiet/>
                </div>
            </form>
            <section class="stack" aria-labelledby="n">
                <h2 id="n">{say(locale, "通知", "Notices")}</h2>
                <Notice state=State::Met title=say(locale, "已保存", "Saved")/>
                <Notice state=State::Unverified title=say(locale, "待人事核实", "HR will verify this")>
                    <p>{say(locale, "核实以前，按申报计算。", "Until then it counts as claimed.")}</p>
                </Notice>
                <Empty
                    icon=Icon::File
                    title=say(locale, "还没有工作经历", "No jobs yet")
                    words=say(locale, "加上第一段工作，资格就能算年限。", "Add the first job, and years can be counted.")
                >
                    <LinkButton href="#" words=say(locale, "补充一段工作", "Add a job") icon=Icon::Add/>
                </Empty>
            </section>
        </Page>
    }
}

fn lists(locale: Locale) -> impl IntoView {
    let people = samples::people(locale);
    let rows = people
        .into_iter()
        .map(|(name, number, cells)| {
            let cells = cells
                .into_iter()
                .zip(Level::ALL)
                .map(|((state, words), level)| view! { <LevelCell locale level state words/> })
                .collect_view();
            view! {
                <tr>
                    <th scope="row"><a href="#">{name}</a><small>{number}</small></th>
                    <td class="wide">{say(locale, "客服一组", "Team 1")}</td>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let key = [State::Certified, State::Eligible, State::Waiting, State::Unverified, State::Revoked, State::None]
        .map(|state| (state, state.word(locale).to_owned()));
    let column = say(locale, "角色", "Role");
    view! {
        <Page framing=framing(locale, Some(Room::Board)) class="page wide">
            <header class="row">
                <h1>{say(locale, "资格总览", "Board")}</h1>
                <p class="push row"><LinkButton href="#" words=say(locale, "导出", "Export") slim=true/></p>
            </header>
            <form class="filters">
                <p class="find">
                    <label class="sr" for="q">{say(locale, "姓名或工号", "Name or number")}</label>
                    <Glyph icon=Icon::Search/>
                    <input id="q" type="search" placeholder=say(locale, "姓名或工号", "Name or number")/>
                </p>
                <p>
                    <label class="sr" for="team">{say(locale, "部门", "Team")}</label>
                    <select id="team"><option>{say(locale, "全部部门", "All teams")}</option></select>
                </p>
                <BoardKey label=say(locale, "图例", "Key") entries=key.into()/>
            </form>
            <table class="board">
                <caption class="sr">{say(locale, "资格", "Eligibility")}</caption>
                <thead>
                    <tr>
                        <SortHead words=say(locale, "姓名", "Name") href="#" order=Some(Order::Ascending)/>
                        <SortHead words=say(locale, "部门", "Team") href="#" wide=true/>
                        {Level::ALL.map(|level| view! { <LevelHead locale level href="#"/> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <Pager locale place=PageOf { page: 1, size: 4, total: 146 } href=|page| format!("?page={page}")/>
            <section aria-labelledby="accounts">
                <h2 id="accounts">{say(locale, "账号", "Accounts")}</h2>
                <Stacks
                    caption=say(locale, "账号", "Accounts")
                    columns=vec![say(locale, "姓名", "Name").into(), column.into(), say(locale, "上次登录", "Last sign-in").into()]
                >
                    <tr>
                        <th scope="row">{say(locale, "周敏", "Zhou Min")}</th>
                        <Cell column=column>{say(locale, "人事", "HR")}</Cell>
                        <Cell column=say(locale, "上次登录", "Last sign-in")>"2026-11-20"</Cell>
                    </tr>
                    <tr>
                        <th scope="row">{say(locale, "何佳", "He Jia")}</th>
                        <Cell column=column>{say(locale, "培训师", "Trainer")}</Cell>
                        <Cell column=say(locale, "上次登录", "Last sign-in")>"2026-11-18"</Cell>
                    </tr>
                </Stacks>
            </section>
        </Page>
    }
}

fn mishap(locale: Locale) -> impl IntoView {
    provide_context(locale);
    view! {
        <Page framing=Framing { locale, theme: Theme::Dark, viewer: None, room: None, here: "/x".to_owned() }>
            <FailureView failure=Failure::Forbidden/>
        </Page>
    }
}
