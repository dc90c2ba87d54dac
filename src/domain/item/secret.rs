//! What a learner may not see before answering: keys, reasons and the mistakes behind wrong options. None of these types
//! can be serialised, and none prints its content, so neither a page nor a log can carry it by accident.

use crate::domain::locale::{Locale, Text};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The right answer to an interaction, or to a part of one.
#[derive(Clone, PartialEq, Eq)]
pub struct AnswerKey<K>(K);

impl<K> AnswerKey<K> {
    pub fn new(key: K) -> Self {
        Self(key)
    }

    /// For scoring, for feedback after the answer, and for checking content.
    pub fn reveal(&self) -> &K {
        &self.0
    }
}

impl<K> fmt::Debug for AnswerKey<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnswerKey(…)")
    }
}

/// Why something is right or wrong, and which slip a wrong answer comes from.
#[derive(Clone, PartialEq, Eq)]
pub struct Rationale {
    reason: Text,
    slip: Option<Slip>,
}

impl Rationale {
    pub fn new(reason: Text) -> Self {
        Self { reason, slip: None }
    }

    #[must_use]
    pub fn of_slip(self, slip: Option<Slip>) -> Self {
        Self { slip, ..self }
    }

    pub fn text(&self) -> &Text {
        &self.reason
    }

    pub fn get(&self, locale: Locale) -> &str {
        self.reason.get(locale)
    }

    pub fn slip(&self) -> Option<Slip> {
        self.slip
    }
}

impl fmt::Debug for Rationale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rationale(…)")
    }
}

/// A wrong answer that many give, and what to say to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake<K> {
    pub answer: AnswerKey<K>,
    pub rationale: Rationale,
}

macro_rules! slips {
    ($($(#[$about:meta])* $variant:ident $tag:literal),+ $(,)?) => {
        /// The kind of mistake that a wrong option stands for; authors tag options with it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Slip {
            $($(#[$about])* #[serde(rename = $tag)] $variant),+
        }

        impl Slip {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The tag, as content files write it.
            pub fn tag(self) -> &'static str {
                match self { $(Self::$variant => $tag),+ }
            }
        }
    };
}

slips! {
    /// The right move at the wrong time.
    Early "early",
    /// Promising what is not one's own to keep.
    Overpromise "overpromise",
    /// Correct policy without a way out.
    PolicyWall "policy-wall",
    /// Handing the work to the customer or to somebody else.
    PassOn "pass-on",
    /// Warm words without an act.
    EmptySorry "empty-sorry",
    Argue "argue",
    /// Saying more than the other may know.
    Overshare "overshare",
    /// Compensating more or sooner than the case asks.
    Overpay "overpay",
    /// A wrong reading of the type, the mood or the need.
    Misread "misread",
    WrongRule "wrong-rule",
    Arithmetic "arithmetic",
}

/// A word that is no slip's tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown tag {0:?}")]
pub struct UnknownSlip(pub String);

impl FromStr for Slip {
    type Err = UnknownSlip;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|slip| slip.tag() == tag).ok_or_else(|| UnknownSlip(tag.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks at compile time whether a type can be serialised: the inherent constant wins over the trait's when it can.
    struct Ask<T>(std::marker::PhantomData<T>);
    impl<T: Serialize> Ask<T> {
        const SERIALISABLE: bool = true;
    }
    trait Otherwise {
        const SERIALISABLE: bool = false;
    }
    impl<T> Otherwise for Ask<T> {}

    macro_rules! serialisable {
        ($type:ty) => {
            std::hint::black_box(Ask::<$type>::SERIALISABLE)
        };
    }

    #[test]
    fn what_is_secret_cannot_be_serialised() {
        assert!(serialisable!(Slip), "the question itself works");
        assert!(!serialisable!(AnswerKey<bool>));
        assert!(!serialisable!(Rationale));
        assert!(!serialisable!(Mistake<bool>));
        assert!(!serialisable!(crate::domain::item::Item));
        assert!(!serialisable!(crate::domain::item::interaction::Interaction));
    }

    #[test]
    fn what_is_secret_does_not_print_itself() {
        let mistake =
            Mistake { answer: AnswerKey::new("canary"), rationale: Rationale::new(Text::new("canary", "canary")) };
        assert!(!format!("{mistake:?}").contains("canary"));
    }
}
