//! What is said, as a play script: in role-plays, in their review and in lessons.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Speaker {
    Customer,
    You,
    /// Tells what happens between two sentences.
    Narrator,
}

impl Speaker {
    fn key(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::You => "you",
            Self::Narrator => "narrator",
        }
    }
}

/// One sentence of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub speaker: Speaker,
    /// The name in the margin; the narrator has none.
    pub name: String,
    /// How it is said: `语气放缓`.
    pub manner: Option<String>,
    pub words: String,
    /// What the sentence shows, in a lesson's worked example.
    pub tags: Vec<String>,
}

/// A conversation. The last sentence can be marked as the one to answer.
#[component]
pub fn Script(lines: Vec<Line>, #[prop(optional)] waiting: bool) -> impl IntoView {
    let last = lines.len().saturating_sub(1);
    let lines = lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| view! { <ScriptLine line current=waiting && index == last/> })
        .collect_view();
    view! { <ol class="script">{lines}</ol> }
}

/// One sentence in its row.
#[component]
pub fn ScriptLine(line: Line, #[prop(optional)] current: bool) -> impl IntoView {
    let speaker = (line.speaker != Speaker::Narrator).then(|| {
        view! { <div class="speaker">{line.name}{line.manner.map(|manner| view! { <small>{manner}</small> })}</div> }
    });
    let tags = (!line.tags.is_empty()).then(|| {
        let tags = line.tags.into_iter().map(|tag| view! { <span>{tag}</span> }).collect_view();
        view! { <div class="tags bits">{tags}</div> }
    });
    view! {
        <li data-who=line.speaker.key() aria-current=current.then_some("true")>
            {speaker}
            <p>{line.words}</p>
            {tags}
        </li>
    }
}
