//! A role-play under way: the mood, what has been said, what can be looked up, and the fields of the next reply. In practice
//! and in an exam it is the same conversation.

use super::field::TextArea;
use super::mood::Staff;
use super::section_head::SectionHead;
use crate::domain::locale::Locale;
use crate::domain::scenario::view::{LineView, Mood, Speaker, TurnView};
use leptos::prelude::*;

/// Letters before the replies.
const LETTERS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];

/// The customer's mood so far.
pub fn moods(locale: Locale, turn: &TurnView) -> impl IntoView + use<> {
    let customer = turn.lines.iter().filter(|line| line.who == Speaker::Customer).map(|line| line.mood);
    let mut moods: Vec<Mood> = customer.collect();
    if turn.ended {
        moods.push(turn.mood);
    }
    view! { <Staff locale moods/> }
}

/// What has been said; the line to answer is marked.
pub fn script(locale: Locale, turn: &TurnView) -> impl IntoView + use<> {
    let last = turn.lines.len().saturating_sub(1);
    let lines = turn
        .lines
        .iter()
        .enumerate()
        .map(|(index, line)| script_line(locale, line, &turn.customer, index == last && !turn.ended))
        .collect_view();
    view! { <ol class="script">{lines}</ol> }
}

fn script_line(locale: Locale, line: &LineView, customer: &str, current: bool) -> impl IntoView + use<> {
    let (who, name) = match line.who {
        Speaker::Customer => ("customer", customer.to_owned()),
        Speaker::Player => ("you", locale.talk_you().to_owned()),
    };
    view! {
        <li data-who=who aria-current=current.then_some("true") id=current.then_some("now")>
            <div class="speaker">{name}</div>
            <p>{line.text.clone()}</p>
        </li>
    }
}

/// What stands on the player's screen.
pub fn known(locale: Locale, turn: &TurnView) -> impl IntoView + use<> {
    let facts = turn.facts.iter().map(|fact| view! { <li>{fact.clone()}</li> }).collect_view();
    view! {
        <section aria-labelledby="known">
            <SectionHead id="known" title=locale.role_play_known() quiet=true/>
            <ul class="known">{facts}</ul>
        </section>
    }
}

/// The replies to choose from; `sent` is the one that a returned form had.
pub fn replies(locale: Locale, turn: &TurnView, sent: &str) -> impl IntoView + use<> {
    let rows = turn
        .replies
        .iter()
        .enumerate()
        .map(|(index, reply)| {
            let id = reply.id.to_string();
            let checked = id == sent;
            view! {
                <label>
                    <input type="radio" name="reply" value=id checked=checked/>
                    <b aria-hidden="true">{LETTERS.get(index).copied().unwrap_or("·")}</b>
                    <span>{reply.text.clone()}</span>
                </label>
            }
        })
        .collect_view();
    view! { <fieldset class="choices"><legend class="sr">{locale.role_play_pick_legend()}</legend>{rows}</fieldset> }
}

/// The place for a reply in one's own words.
pub fn words(locale: Locale, turn: &TurnView, prompt: &str, value: String) -> impl IntoView + use<> {
    let (label, hint) = (prompt.to_owned(), locale.role_play_write_hint(&turn.longest));
    view! { <TextArea locale name="words" label hint value rows=3 required=true/> }
}
