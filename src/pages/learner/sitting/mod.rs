//! An exam while it is sat. The server renders everything that can be read: questions, conversation, pause, end; the player
//! (`crate::sitting`, a program of its own) finds its places by their ids and `data-…`, and only fills and sends. Nothing here
//! leads away from the exam.

mod halt;
mod notices;
mod paper;
mod strip;
mod talk;

use crate::api::failure::Failure;
use crate::components::mark::Sprite;
use crate::domain::attempt::timing::PAUSE;
use crate::domain::attempt::view::{SheetView, SittingView, Standing};
use crate::domain::form::{FormKind, PartKind};
use crate::domain::id::AttemptId;
use crate::domain::locale::Locale;
use crate::pages::load::load;
use crate::server::services::exam::read_sitting::read_page;
use crate::server::site::Site;
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

#[component]
pub fn SittingPage() -> impl IntoView {
    let state: AppState = expect_context();
    let visitor: Visitor = expect_context();
    let site = state.site.clone();
    let id = use_params_map().read_untracked().get("attempt").and_then(|id| id.parse::<AttemptId>().ok());
    let view = async move {
        let id = id.ok_or(Failure::NotFound)?;
        let account = visitor.account().ok_or(Failure::SignedOut)?;
        Ok::<_, Failure>(read_page(&state, account, id).await?)
    };
    load(view, move |view| shown(&view, &site))
}

fn shown(view: &SittingView, site: &Site) -> AnyView {
    let locale = view.locale;
    let (at, remaining, seconds) = clock(view);
    let part = match view.state.standing {
        Standing::Part { part, .. } => Some(part),
        Standing::Pause { .. } | Standing::Over { .. } => None,
    };
    let body = match (&view.state.standing, &view.sheet) {
        (Standing::Over { stage }, _) => halt::over(view, *stage).into_any(),
        (Standing::Pause { next, .. }, _) => halt::pause(view, *next).into_any(),
        (Standing::Part { .. }, SheetView::Conversation(now)) => talk::talk(view, now).into_any(),
        (Standing::Part { .. }, SheetView::Questions { items }) => paper::paper(view, items).into_any(),
        (Standing::Part { .. }, SheetView::Nothing) => ().into_any(),
    };
    let title = locale.sitting_title(&part.map_or_else(|| exam_name(view), |part| part_name(locale, part).to_owned()));
    let text = locale.nav_window(&title);
    let player = site.sitting.as_deref().map(player);
    view! {
        <Title text/>
        <Sprite/>
        <div
            id="sitting"
            class="sitting"
            lang=locale.tag()
            data-attempt=view.state.attempt.to_string()
            data-locale=locale.tag()
            data-at=at
            data-part=part.map(PartKind::id)
            data-remaining=remaining.to_string()
            data-seconds=seconds.to_string()
        >
            <a class="sr skip" href="#main">{locale.nav_skip()}</a>
            {strip::strip(view, part)}
            {body}
        </div>
        {player}
    }
    .into_any()
}

/// What the player plays, the milliseconds that are left, and the seconds of which they are left.
fn clock(view: &SittingView) -> (&'static str, u64, u64) {
    match view.state.standing {
        Standing::Part { part, remaining_ms } => {
            let seconds = view.parts.iter().find(|run| run.part == part).map_or(1, |run| u64::from(run.seconds));
            let at = if matches!(view.sheet, SheetView::Conversation(_)) { "talk" } else { "paper" };
            (at, remaining_ms, seconds)
        }
        Standing::Pause { remaining_ms, .. } => ("pause", remaining_ms, PAUSE.num_seconds().unsigned_abs()),
        Standing::Over { .. } => ("over", 0, 1),
    }
}

/// The player's program. What it cannot do without is asked for at once, not when the script gets there.
fn player(name: &str) -> impl IntoView + use<> {
    let (glue, program) = (format!("/pkg/{name}.js"), format!("/pkg/{name}_bg.wasm"));
    let code = format!(
        "import play from \"{glue}\";play({{module_or_path:\"{program}\"}}).catch(()=>{{document.getElementById(\"broken\").hidden=false}})"
    );
    view! {
        <link rel="modulepreload" href=glue nonce=use_nonce()/>
        <link rel="preload" href=program r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
        <script type="module" nonce=use_nonce() inner_html=code></script>
    }
}

/// What is sat: the title that a level exam earns, or the exam's own name.
fn exam_name(view: &SittingView) -> String {
    let locale = view.locale;
    match view.kind {
        FormKind::LevelExam => locale.level_name(view.level).to_owned(),
        FormKind::OnPostMonthThree => locale.sitting_month_three().to_owned(),
        FormKind::OnPostMonthSix => locale.sitting_month_six().to_owned(),
        FormKind::PlacementCheck => locale.sitting_placement().to_owned(),
        FormKind::MockExam => locale.sitting_mock(&locale.level_name(view.level)),
    }
}

fn part_name(locale: Locale, part: PartKind) -> &'static str {
    match part {
        PartKind::Theory => locale.sitting_part_theory(),
        PartKind::RolePlay => locale.sitting_part_role_play(),
        PartKind::CaseAnalysis => locale.sitting_part_case_analysis(),
    }
}
