//! One training programme in the order of time: what is done each month, what of it is done already, and the gates.

use super::exams::words::exam_words;
use super::frame::learner;
use super::programmes::bits;
use crate::api::failure::Failure;
use crate::components::bits::{Bit, Bits};
use crate::components::icon::{Glyph, Icon};
use crate::components::mark::Mark;
use crate::components::page::Room;
use crate::components::state::{State, StateLine};
use crate::domain::locale::Locale;
use crate::domain::programme::{Gate, GateKind, GateStanding, Method, ProgrammeId};
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::services::learning::read_programme::{
    Done, OpenActivity, OpenPhase, OpenProgramme, OpenStage, read_programme,
};
use crate::server::state::AppState;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

#[component]
pub fn ProgrammePage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let learner = learner();
    let id = use_params_map().read_untracked().get("programme").and_then(|id| id.parse::<ProgrammeId>().ok());
    let programme = async move {
        let id = id.ok_or(Failure::NotFound)?;
        Ok::<_, Failure>(read_programme(&state, learner?, &id).await?)
    };
    load(programme, move |open| {
        let title = open.row.title.get(locale).to_owned();
        view! { <Framed title room=Room::Lessons colophon=colophon(locale, &open)>{shown(locale, &open)}</Framed> }
    })
}

/// Where its hours come from.
fn colophon(locale: Locale, open: &OpenProgramme) -> Vec<String> {
    let policy = locale.programme_policy(&open.policy.get(locale));
    vec![policy, locale.programme_class_hour(&open.class_hour_minutes)]
}

fn shown(locale: Locale, open: &OpenProgramme) -> impl IntoView + use<> {
    let mut facts = vec![Bit::link("/programmes", locale.programme_title())];
    facts.extend(bits(locale, &open.row));
    let stages = (1..)
        .zip(&open.stages)
        .map(|(number, stage)| match stage {
            OpenStage::Phase(phase) => phase_section(locale, number, phase).into_any(),
            OpenStage::Gate(gate, standing) => gate_section(locale, number, gate, *standing).into_any(),
        })
        .collect_view();
    view! {
        <header class="stack" data-gap="3">
            <Bits bits=facts class="label"/>
            <h1>{open.row.title.get(locale).to_owned()}</h1>
            <p class="lead">{open.row.about.get(locale).to_owned()}</p>
        </header>
        {stages}
    }
}

fn phase_section(locale: Locale, number: usize, phase: &OpenPhase) -> impl IntoView + use<> {
    let heading = format!("stage-{number}");
    let activities = phase.activities.iter().map(|activity| activity_row(locale, activity)).collect_view();
    view! {
        <section aria-labelledby=heading.clone()>
            <div class="section-head">
                <h2 id=heading.clone()>{phase.title.get(locale).to_owned()}</h2>
                <p class="extra">{locale.curriculum_class_hours(&phase.class_hours)}</p>
            </div>
            <ol class="agenda">{activities}</ol>
        </section>
    }
}

fn activity_row(locale: Locale, activity: &OpenActivity) -> impl IntoView + use<> {
    let minutes = locale.programme_minutes(i64::from(activity.minutes));
    let mut facts = vec![Bit::words(locale.method(activity.method)), Bit::words(minutes)];
    let (state, mark) = match activity.done {
        Done::Counted { done, of } => {
            facts.push(Bit::words(match activity.method {
                Method::RolePlay => locale.programme_plays_passed(&done, &of),
                _ => locale.lesson_progress(&done, &of),
            }));
            let state = counted(done, of);
            (Some(state), view! { <Mark state/> }.into_any())
        }
        Done::ByTrainer => {
            facts.push(Bit::words(locale.programme_by_trainer()));
            (None, view! { <Glyph icon=Icon::Person/> }.into_any())
        }
        Done::Uncounted => (None, view! { <Glyph icon=Icon::Again/> }.into_any()),
    };
    let ways = ways(locale, activity);
    let ways = (!ways.is_empty()).then(|| view! { <Bits bits=ways class="small"/> });
    view! {
        <li data-state=state.map(State::key)>
            {mark}
            <div>
                <p>{activity.title.get(locale).to_owned()}</p>
                <Bits bits=facts class="small muted"/>
                {ways}
            </div>
        </li>
    }
}

fn counted(done: usize, of: usize) -> State {
    if done == of {
        State::Met
    } else if done == 0 {
        State::Unmet
    } else {
        State::Learning(u8::try_from(done * 100 / of).unwrap_or(100))
    }
}

/// Where it is done, as far as it is done here.
fn ways(locale: Locale, activity: &OpenActivity) -> Vec<Bit> {
    let mut ways = Vec::new();
    if activity.method == Method::Practice {
        ways.push(Bit::link("/practice", locale.programme_to_practice()));
    } else {
        ways.extend(activity.levels.iter().map(|level| {
            let words = locale.programme_to_level(&locale.level(*level));
            Bit::link(format!("/lessons#level-{level}"), words)
        }));
    }
    ways.extend(activity.lessons.iter().map(|row| Bit::link(format!("/lessons/{}", row.id), row.title.get(locale))));
    ways.extend(
        activity.scenarios.iter().map(|row| Bit::link(format!("/role-play/{}", row.id), row.title.get(locale))),
    );
    ways.extend(activity.exam.map(|(kind, level)| {
        let words = locale.programme_to_exams(&exam_words(locale, kind, level));
        Bit::link("/exams", words)
    }));
    ways
}

fn gate_section(locale: Locale, number: usize, gate: &Gate, standing: GateStanding) -> impl IntoView + use<> {
    let heading = format!("stage-{number}");
    let (state, words) = match standing {
        GateStanding::WithPeople => (None, ""),
        GateStanding::NotSat => (Some(State::Unmet), locale.programme_gate_not_sat()),
        GateStanding::NotPassed => (Some(State::Rejected), locale.programme_gate_not_passed()),
        GateStanding::Passed => (Some(State::Met), locale.programme_gate_passed()),
    };
    let when = match gate.month {
        0 => locale.programme_gate_before().to_owned(),
        month => locale.programme_gate_month(&month),
    };
    let how = match &gate.kind {
        GateKind::Interview => locale.programme_gate_interview().to_owned(),
        GateKind::Exam { attempts, .. } => locale.programme_gate_attempts(i64::from(*attempts)),
    };
    let state_line = state.map(|state| view! { <StateLine state words=words.to_owned()/> });
    let otherwise = locale.programme_gate_otherwise(&gate.otherwise.get(locale));
    view! {
        <section class="notice" data-state=state.map(State::key) aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{gate.title.get(locale).to_owned()}</h2>
            <p class="bits small"><span>{when}</span><span>{how}</span>{state_line}</p>
            <p class="small muted">{otherwise}</p>
        </section>
    }
}
