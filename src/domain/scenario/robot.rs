//! Players without a thought, by whom no scenario may be passed: they pick by one outward mark and type nothing that matches.

use super::model::Scenario;
use super::play::MOST_REPLIES;
use super::spot::{Choice, Spot};
use crate::domain::locale::Locale;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Robot {
    /// Always the first reply of the file.
    First,
    /// Always the last reply of the file.
    Last,
    Longest(Locale),
    Shortest(Locale),
    /// The reply with the most polite words.
    Politest(Locale),
    /// Types nonsense wherever something can be typed.
    Mute,
}

impl Robot {
    pub const ALL: [Self; 9] = [
        Self::First,
        Self::Last,
        Self::Longest(Locale::ZhCn),
        Self::Longest(Locale::En),
        Self::Shortest(Locale::ZhCn),
        Self::Shortest(Locale::En),
        Self::Politest(Locale::ZhCn),
        Self::Politest(Locale::En),
        Self::Mute,
    ];

    /// Plays a whole conversation; `None` if it does not end.
    pub fn play(self, scenario: &Scenario) -> Option<Spot> {
        let mut spot = Spot::start(scenario);
        for _ in 0..MOST_REPLIES {
            if spot.is_ended(scenario) {
                return Some(spot);
            }
            spot = spot.after(scenario, self.choose(scenario, &spot)?)?;
        }
        None
    }

    fn choose(self, scenario: &Scenario, spot: &Spot) -> Option<Choice> {
        let turn = spot.turn(scenario)?;
        let offered = spot.offered(scenario);
        if offered.is_empty() || (self == Self::Mute && turn.typed.is_some()) {
            return turn.typed.is_some().then_some(Choice::Else);
        }
        let length = |index: &usize, locale| turn.replies[*index].text.get(locale).chars().count();
        let manners = |index: &usize, locale| politeness(turn.replies[*index].text.get(locale), locale);
        let mut offered = offered.into_iter();
        let chosen = match self {
            Self::First | Self::Mute => offered.next(),
            Self::Last => offered.last(),
            Self::Longest(locale) => offered.max_by_key(|index| length(index, locale)),
            Self::Shortest(locale) => offered.min_by_key(|index| length(index, locale)),
            Self::Politest(locale) => offered.max_by_key(|index| manners(index, locale)),
        };
        chosen.map(Choice::Reply)
    }
}

/// How many polite words a text has.
fn politeness(text: &str, locale: Locale) -> usize {
    let words: &[&str] = match locale {
        Locale::ZhCn => &["您", "请", "谢", "抱歉", "对不起", "祝", "麻烦"],
        Locale::En => &["please", "thank", "sorry", "kind", "apolog", "welcome", "lovely", "wonderful"],
    };
    let text = text.to_lowercase();
    words.iter().map(|word| text.matches(word).count()).sum()
}
