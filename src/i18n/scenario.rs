//! The words of role-plays: dimensions, moods, refusals and why a play is no pass.

use crate::domain::locale::Locale;
use crate::domain::scenario::debrief::Shortfall;
use crate::domain::scenario::model::Dimension;
use crate::domain::scenario::play::{MOST_REPLIES, Refusal};
use crate::domain::scenario::typed::LONGEST_LINE;
use crate::domain::scenario::view::Mood;

impl Locale {
    pub fn dimension(self, dimension: Dimension) -> &'static str {
        match dimension {
            Dimension::Greeting => self.scenario_dimension_greeting(),
            Dimension::Listening => self.scenario_dimension_listening(),
            Dimension::Empathy => self.scenario_dimension_empathy(),
            Dimension::Clarity => self.scenario_dimension_clarity(),
            Dimension::Solution => self.scenario_dimension_solution(),
            Dimension::Promise => self.scenario_dimension_promise(),
            Dimension::Closing => self.scenario_dimension_closing(),
        }
    }

    pub fn mood(self, mood: Mood) -> &'static str {
        match mood {
            Mood::Calm => self.talk_mood_5(),
            Mood::Easing => self.talk_mood_4(),
            Mood::Anxious => self.talk_mood_3(),
            Mood::Angry => self.talk_mood_2(),
            Mood::Leaving => self.talk_mood_1(),
        }
    }

    /// Why a reply was not taken, for the player.
    pub fn refusal(self, refusal: Refusal) -> String {
        match refusal {
            Refusal::Ended => self.scenario_refusal_ended().into(),
            Refusal::NotOffered => self.scenario_refusal_not_offered().into(),
            Refusal::NothingToType => self.scenario_refusal_nothing_to_type().into(),
            Refusal::Empty => self.scenario_refusal_empty().into(),
            Refusal::TooLong => self.scenario_refusal_too_long(&LONGEST_LINE),
            Refusal::TooManyReplies => self.scenario_refusal_too_many(&MOST_REPLIES),
        }
    }

    /// Why a play is no pass.
    pub fn shortfall(self, shortfall: &Shortfall) -> String {
        match shortfall {
            Shortfall::Total { needed, got } => self.scenario_shortfall_total(got, needed),
            Shortfall::Floor { dimension, needed, got } => {
                self.scenario_shortfall_floor(&self.dimension(*dimension), got, needed)
            }
            Shortfall::Breach { what } => self.scenario_shortfall_breach(what),
            Shortfall::Missing { what } => self.scenario_shortfall_missing(what),
            Shortfall::Lost => self.scenario_shortfall_lost().into(),
            Shortfall::Other { written } => self.scenario_shortfall_other(written),
        }
    }
}
