//! Whole pages as markup, for the styles that have no component of their own: practice, lesson, sign-in.

use crate::{framing, say};
use leptos::prelude::*;
use rungs::components::button::{LinkButton, Submit, Weight};
use rungs::components::dialogue::{Line, Script, Speaker};
use rungs::components::field::TextField;
use rungs::components::icon::{Glyph, Icon};
use rungs::components::mark::Mark;
use rungs::components::page::{Framing, Page, Room, Theme};
use rungs::components::rungs::LadderSign;
use rungs::components::section_head::SectionHead;
use rungs::components::state::{State, StateLine};
use rungs::domain::locale::Locale;

fn because(locale: Locale, state: State, words: &'static str) -> impl IntoView {
    let verdict = match state {
        State::Met => say(locale, "对", "Right"),
        State::Unmet => say(locale, "漏选", "Missed"),
        _ => say(locale, "错", "Wrong"),
    };
    view! { <p class="because" data-state=state.key()><Mark state/><span><strong>{verdict}</strong>{words}</span></p> }
}

pub fn practice(locale: Locale) -> impl IntoView {
    let reason = say(locale, "先接住情绪，再说马上能做的事。", "Receive the feeling, then say what happens now.");
    let choice = say(
        locale,
        "付了钱却没见到东西，换作是我也着急。我先记下单号，现在就和您一起查。",
        "You paid and have nothing in hand; I would worry too. Let me take the number and check with you.",
    );
    view! {
        <Page framing=framing(locale, Some(Room::Practice)) class="page split">
            <div class="stack" data-gap="7">
                <article class="item stack" data-gap="5">
                    <header>
                        <h1 class="label">{say(locale, "第3题，单选，2分", "Item 3, single choice, 2 points")}</h1>
                        <label class="check small push"><input type="checkbox"/>{say(locale, "标记", "Flag")}</label>
                    </header>
                    <div class="stem">
                        <p>{say(locale, "客户打来电话：“物流显示已经签收，可我根本没收到东西。”", "A customer calls: “Tracking says delivered, but nothing came.”")}</p>
                        <p>{say(locale, "最合适的", "Which ")}<em>{say(locale, "第一句", "first sentence")}</em>{say(locale, "是哪一句？", " fits best?")}</p>
                    </div>
                    <div class="outcome" data-state="met">
                        <StateLine state=State::Met words=say(locale, "答对了，2分", "Right, 2 points")/>
                        <p>{reason}</p>
                    </div>
                    <ol class="choices">
                        <li><b>"A"</b><div>{choice}{because(locale, State::Rejected, reason)}</div></li>
                        <li data-picked="" data-state="met"><b>"B"</b><div>{choice}{because(locale, State::Met, reason)}</div></li>
                    </ol>
                    <fieldset class="choices" data-many="">
                        <legend class="sr">{say(locale, "选择", "Choose")}</legend>
                        <label><input type="checkbox" checked=true/><b>"A"</b><span>{choice}</span></label>
                        <label><input type="checkbox"/><b>"B"</b><span>{choice}</span></label>
                    </fieldset>
                    <div class="field">
                        <label for="n">{say(locale, "毛利率", "Margin")}</label>
                        <p class="entry"><input id="n" inputmode="decimal" value="12.5"/><span>"%"</span></p>
                    </div>
                    <p class="cloze">
                        {say(locale, "移机由装机组办，我现在就", "Our team handles moves, and I will ")}
                        <input aria-label="1" value=say(locale, "给您转接", "put you through")/>
                        {say(locale, "；我会", "; I will ")}
                        <select aria-label="2"><option>{say(locale, "先跟他们说明", "brief them first")}</option></select>
                        {say(locale, "，您不用再说一遍。", ", so you need not repeat.")}
                    </p>
                    <ul class="match">
                        <li>
                            <label for="m1">{say(locale, "“别解释，改回去。”", "“Don’t explain. Change it back.”")}</label>
                            <select id="m1"><option>{say(locale, "认可要求，先答行或不行", "Acknowledge, answer yes or no")}</option></select>
                        </li>
                        <li>
                            <label for="m2">{say(locale, "“没事，弄好都行。”", "“No rush.”")}</label>
                            <select id="m2"><option>{say(locale, "请选择", "Choose")}</option></select>
                            {because(locale, State::Rejected, reason)}
                        </li>
                    </ul>
                    <ol class="order">
                        <li>
                            <span>{say(locale, "让客户说完，边听边记", "Let the customer finish, taking notes")}</span>
                            <span class="moves">
                                <button disabled=true aria-label=say(locale, "上移", "Move up")><Glyph icon=Icon::Up/></button>
                                <button aria-label=say(locale, "下移", "Move down")><Glyph icon=Icon::Below/></button>
                            </span>
                        </li>
                        <li data-moved="">
                            <span>{say(locale, "复述经过和诉求", "Restate events and request")}</span>
                            <span class="moves">
                                <button aria-label=say(locale, "上移", "Move up")><Glyph icon=Icon::Up/></button>
                                <button disabled=true aria-label=say(locale, "下移", "Move down")><Glyph icon=Icon::Below/></button>
                            </span>
                        </li>
                    </ol>
                    <nav class="turn" aria-label=say(locale, "换题", "Other items")>
                        <LinkButton href="#" words=say(locale, "上一题", "Previous")/>
                        <LinkButton href="#" words=say(locale, "下一题", "Next") weight=Weight::Primary icon=Icon::Arrow/>
                    </nav>
                </article>
            </div>
            <aside>
                <SectionHead id="round" title=say(locale, "本轮", "This round") quiet=true/>
                <ol class="cells">
                    <li><a class="q" href="#" data-answered="">"1"</a></li>
                    <li><a class="q" href="#" data-wrong="">"2"</a></li>
                    <li><a class="q" href="#" aria-current="true">"3"</a></li>
                    <li><a class="q" href="#">"4"</a></li>
                </ol>
            </aside>
        </Page>
    }
}

pub fn lesson(locale: Locale) -> impl IntoView {
    let scene = say(
        locale,
        "周一9:10，秦朗打进宽带客服，核对过身份，开口就问：“账单多了38元视频包，我从没订过。”",
        "Monday, 9:10. Qin Lang calls and asks: “There is a ¥38 video pack on my bill. I never ordered it.”",
    );
    let lines = vec![
        Line {
            speaker: Speaker::Customer,
            name: say(locale, "客户", "Customer").to_owned(),
            manner: None,
            words: say(locale, "是不是你们偷偷开的？", "Did you slip it in?").to_owned(),
            tags: Vec::new(),
        },
        Line {
            speaker: Speaker::You,
            name: say(locale, "客服", "Rep").to_owned(),
            manner: None,
            words: say(
                locale,
                "我复述一遍：10月账单，视频包，取消并退费，对吗？",
                "To restate: October’s bill, the video pack, cancel and refund. Right?",
            )
            .to_owned(),
            tags: vec![say(locale, "受理", "take in").to_owned(), say(locale, "复述", "restate").to_owned()],
        },
    ];
    let steps = [
        (
            say(locale, "受理", "Take in"),
            say(
                locale,
                "：听完再复述，记下谁、何时、什么事、要什么。",
                ": hear it out, restate, note who, when, what.",
            ),
        ),
        (
            say(locale, "判定", "Judge"),
            say(locale, "：查理由是否成立；只说记录，不评人。", ": are the grounds sound? Quote records."),
        ),
        (say(locale, "方案", "Solve"), say(locale, "：权限内给两条路。", ": two options within your authority.")),
    ];
    view! {
        <Page framing=framing(locale, Some(Room::Lessons)) class="page split">
            <article class="lesson" data-level="2">
                <header class="stack" data-gap="3">
                    <p class="label bits"><span>{say(locale, "第二级", "Level 2")}</span><span>{say(locale, "投诉处理", "Complaints")}</span><span>{say(locale, "约10分钟", "about 10 minutes")}</span></p>
                    <h1>{say(locale, "投诉五步：先接住，再判断", "A complaint in five moves")}</h1>
                </header>
                <section class="goal"><p>{say(locale, "三分钟内完成受理，并说出一个有时限、由你兑现的下一步。", "Take in a heated complaint within three minutes and name a next step that has a deadline.")}</p></section>
                <section class="scene"><h2>{say(locale, "场景", "Scene")}</h2><p>{scene}</p></section>
                <section><h2>{say(locale, "为什么", "Why")}</h2><p>{scene}</p></section>
                <section>
                    <h2>{say(locale, "怎么做", "How")}</h2>
                    <ol class="steps">{steps.map(|(name, words)| view! { <li><p><strong>{name}</strong>{words}</p></li> }).collect_view()}</ol>
                    <p class="aside">{say(locale, "没受理就判定，像审问。", "Judging first sounds like an interrogation.")}</p>
                </section>
                <section><h2>{say(locale, "示范", "Worked example")}</h2><Script lines/></section>
                <section class="turn-over">
                    <h2>{say(locale, "轮到你", "Your turn")}</h2>
                    <p>{scene}</p>
                    <details><summary>{say(locale, "看参考", "Show a way")}</summary><p>{scene}</p></details>
                </section>
                <section>
                    <h2>{say(locale, "常见的错", "Common mistakes")}</h2>
                    <ul class="rewrites">
                        <li>
                            <del>{say(locale, "“系统显示是您订的。”", "“Our system shows you ordered it.”")}</del>
                            <Glyph icon=Icon::Arrow/>
                            <ins>{say(locale, "“记录我先放一边，请您把经过讲完。”", "“Let me put the record aside; please tell me.”")}</ins>
                        </li>
                        <li>
                            <del>{say(locale, "“会有专人联系您。”", "“Someone will contact you.”")}</del>
                            <Glyph icon=Icon::Arrow/>
                            <ins>{say(locale, "“由我联系您，今天下午5点前。”", "“I will contact you, by 5 pm today.”")}</ins>
                        </li>
                    </ul>
                </section>
                <section class="card"><h2>{say(locale, "带走的卡片", "The card")}</h2><p>{say(locale, "听完，复述，查实，给两条路，定时间，三天内回访。", "Hear, restate, check, two options, a time, a follow-up.")}</p></section>
            </article>
            <aside>
                <SectionHead id="checks" title=say(locale, "课后检查", "Checks") quiet=true/>
                <ul class="agenda">
                    <li><Mark state=State::Met/><p>{say(locale, "投诉处理步骤", "Order of steps")}</p></li>
                    <li><Mark state=State::Unmet/><p><a href="#">{say(locale, "第一反应", "First reply")}</a></p></li>
                </ul>
            </aside>
        </Page>
    }
}

pub fn sign_in(locale: Locale) -> impl IntoView {
    view! {
        <Page framing=Framing { locale, theme: Theme::Auto, viewer: None, room: None, here: "/sign-in".to_owned() }>
            <div class="door">
                <div>
                    <h1>{say(locale, "登录", "Sign in")}</h1>
                    <p class="lead">{say(locale, "学课，演练，沿五级阶梯往上走。", "Learn, rehearse, and climb five levels.")}</p>
                    <form class="form" method="post" novalidate=true>
                        <TextField locale name="name" label=say(locale, "登录名", "User name") autocomplete="username" required=true/>
                        <TextField locale name="password" label=say(locale, "密码", "Password") kind="password" autocomplete="current-password" required=true/>
                        <div class="row"><Submit words=say(locale, "登录", "Sign in") weight=Weight::Primary/></div>
                    </form>
                </div>
                <LadderSign/>
            </div>
        </Page>
    }
}
