//! Practice: one question, and after its answer the reason for everything that could be chosen.

use super::explanation::explanation;
use super::frame::learner;
use super::question::{given, kind_word, question_form};
use crate::api::failure::Failure;
use crate::components::button::{LinkButton, Weight};
use crate::components::empty::Empty;
use crate::components::icon::Icon;
use crate::components::page::Room;
use crate::domain::id::PracticeAnswerId;
use crate::domain::locale::Locale;
use crate::pages::frame::Framed;
use crate::pages::load::load;
use crate::server::form::Form;
use crate::server::services::learning::answer_practice::{ask_again, read_answer};
use crate::server::services::learning::next_practice::next_practice;
use crate::server::services::learning::question::{Answered, Question};
use crate::server::services::learning::shelf::Shelf;
use crate::server::state::AppState;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// What the page shows.
enum Round {
    /// With how many items the shelf holds, if it was counted.
    Asked(Question, Option<usize>),
    Answered(Box<Answered>),
    Empty,
}

#[component]
pub fn PracticeRoundPage() -> impl IntoView {
    let locale: Locale = expect_context();
    let state: AppState = expect_context();
    let form: Form = expect_context();
    let learner = learner();
    let shelf = use_params_map().read_untracked().get("shelf").and_then(|word| word.parse::<Shelf>().ok());
    let query = use_query_map().read_untracked();
    let answer = query.get("answer").map(|id| id.parse::<PracticeAnswerId>());
    // A form that came back names its item; so does the wish to take one again.
    let wanted = Some(form.text("item").to_owned()).filter(|item| !item.is_empty()).or_else(|| query.get("item"));
    let title = shelf.map_or(locale.practice_title(), |shelf| name(locale, shelf));
    let round = async move {
        let (shelf, learner) = (shelf.ok_or(Failure::NotFound)?, learner?);
        let round = if let Some(answer) = answer {
            let answer = answer.map_err(|_| Failure::NotFound)?;
            Round::Answered(Box::new(read_answer(&state, learner, answer, locale).await?))
        } else if let Some(item) = wanted {
            let item = item.parse().map_err(|_| Failure::NotFound)?;
            Round::Asked(ask_again(&state, learner, &item, locale).await?, None)
        } else {
            match next_practice(&state, learner, shelf, locale).await? {
                Some((question, count)) => Round::Asked(question, Some(count)),
                None => Round::Empty,
            }
        };
        Ok::<_, Failure>((shelf, round))
    };
    load(round, move |(shelf, round)| {
        view! { <Framed title room=Room::Practice>{shown(locale, shelf, round, &form)}</Framed> }
    })
}

fn name(locale: Locale, shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Competency(competency) => locale.competency(competency),
        Shelf::Mistakes => locale.practice_mistakes(),
    }
}

fn shown(locale: Locale, shelf: Shelf, round: Round, form: &Form) -> AnyView {
    match round {
        Round::Asked(question, count) => asked(locale, shelf, &question, count, form).into_any(),
        Round::Answered(answered) => self::answered(locale, shelf, &answered).into_any(),
        Round::Empty => {
            let words = match shelf {
                Shelf::Mistakes => locale.practice_empty_mistakes(),
                Shelf::Competency(_) => locale.practice_empty_words(),
            };
            view! {
                <Empty icon=Icon::Book title=locale.practice_empty_title() words>
                    <LinkButton href="/practice" words=locale.practice_to_overview() weight=Weight::Primary/>
                </Empty>
            }
            .into_any()
        }
    }
}

fn asked(
    locale: Locale,
    shelf: Shelf,
    question: &Question,
    count: Option<usize>,
    form: &Form,
) -> impl IntoView + use<> {
    let of = match count.and_then(|count| i64::try_from(count).ok()) {
        Some(count) => locale.practice_of_shelf(&name(locale, shelf), count),
        None => name(locale, shelf).to_owned(),
    };
    let given = given(locale, question.view.stimulus.as_deref());
    let form = question_form(locale, question, format!("/practice/{shelf}"), form);
    let item = view! {
        <article class="item stack" data-gap="5">
            <header>
                <h1 class="label bits"><span>{of}</span><span>{kind_word(locale, &question.view.interaction)}</span></h1>
            </header>
            {form}
            <p class="small"><a href="/practice">{locale.practice_stop()}</a></p>
        </article>
    };
    case(given, item)
}

/// A question beside what is given, if anything is.
fn case(given: Option<impl IntoView + 'static>, item: impl IntoView + 'static) -> AnyView {
    match given {
        Some(given) => view! { <div class="case">{given}{item}</div> }.into_any(),
        None => item.into_any(),
    }
}

fn answered(locale: Locale, shelf: Shelf, answered: &Answered) -> impl IntoView + use<> {
    let given = given(locale, answered.view.stimulus.as_deref());
    let again = format!("/practice/{shelf}?item={}", answered.view.id);
    let item = view! {
        <article class="item stack" data-gap="5">
            <header><h1 class="label">{name(locale, shelf)}</h1></header>
            {explanation(locale, answered)}
            <p class="small"><a href=again>{locale.practice_again()}</a></p>
            <nav class="turn" aria-label=locale.practice_next()>
                <LinkButton href="/practice" words=locale.practice_stop()/>
                <LinkButton href=format!("/practice/{shelf}") words=locale.practice_next() weight=Weight::Primary icon=Icon::Arrow/>
            </nav>
        </article>
    };
    case(given, item)
}
