//! Whether somebody serves customers, and whether they may: the on-post qualification of the department's staff rules.

use super::form::FormKind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Where somebody stands on the way to serving customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnPostState {
    /// In on-post training; the on-post exam is not passed.
    #[default]
    Training,
    /// Holds the on-post qualification (上岗资格).
    Qualified,
    /// Works somewhere else and serves no customers.
    OffPost,
}

impl OnPostState {
    pub const ALL: [Self; 3] = [Self::Training, Self::Qualified, Self::OffPost];

    /// The stable word in files, forms and the database.
    pub fn id(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::Qualified => "qualified",
            Self::OffPost => "off_post",
        }
    }

    /// Whether somebody who was put on post on a day serves customers without the qualification: a violation that the
    /// department answers for.
    pub fn is_violation(self, on_post_on: Option<NaiveDate>, today: NaiveDate) -> bool {
        match self {
            Self::Training => on_post_on.is_some_and(|since| since <= today),
            Self::Qualified | Self::OffPost => false,
        }
    }
}

impl fmt::Display for OnPostState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// After so many failures HR talks with the person (source 001, staff rules). Nobody is moved automatically.
pub const MOST_FAILURES: usize = 2;

/// Where somebody stands with one of the two exams on the way to the qualification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Milestone {
    /// No result has been released.
    #[default]
    Open,
    /// Failed, and another attempt is left.
    Failed,
    /// Failed as often as anybody may: a task for HR.
    FailedTwice,
    Met,
}

impl Milestone {
    /// From the released results in any order: a pass is never lost again.
    pub fn of(passed: impl IntoIterator<Item = bool>) -> Self {
        let mut failures = 0;
        for passed in passed {
            if passed {
                return Self::Met;
            }
            failures += 1;
        }
        match failures {
            0 => Self::Open,
            failures if failures < MOST_FAILURES => Self::Failed,
            _ => Self::FailedTwice,
        }
    }
}

/// Both exams of the way to the qualification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Milestones {
    /// The business assessment after three months.
    pub month_three: Milestone,
    /// The on-post exam after six months; a pass is the qualification.
    pub month_six: Milestone,
}

impl Milestones {
    /// From released results with their kinds; other exams say nothing here.
    pub fn of(results: &[(FormKind, bool)]) -> Self {
        let milestone = |wanted: FormKind| {
            Milestone::of(results.iter().filter(|(kind, _)| *kind == wanted).map(|(_, passed)| *passed))
        };
        Self { month_three: milestone(FormKind::OnPostMonthThree), month_six: milestone(FormKind::OnPostMonthSix) }
    }

    /// Whether HR has somebody to talk with. Whoever serves no customers any more is none.
    pub fn calls_hr(self, state: OnPostState) -> bool {
        state != OnPostState::OffPost
            && [self.month_three, self.month_six].contains(&Milestone::FailedTwice)
            && self.month_six != Milestone::Met
    }
}

/// The state after a released result; nothing when it stays. A pass of the on-post exam is the qualification; a failure takes
/// nothing away by itself.
pub fn after_result(state: OnPostState, kind: FormKind, passed: bool) -> Option<OnPostState> {
    let earns = kind == FormKind::OnPostMonthSix && passed && state == OnPostState::Training;
    earns.then_some(OnPostState::Qualified)
}

/// A word that names no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected training, qualified or off_post, found {0:?}")]
pub struct UnknownOnPostState(String);

impl FromStr for OnPostState {
    type Err = UnknownOnPostState;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|state| state.id() == word).ok_or_else(|| UnknownOnPostState(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;

    #[test]
    fn only_serving_customers_while_in_training_is_a_violation() {
        let today = day::parse("2026-11-20").expect("a day");
        let cases = [
            ("training, not on post", OnPostState::Training, None, false),
            ("training, on post from tomorrow on", OnPostState::Training, Some("2026-11-21"), false),
            ("training, on post from today on", OnPostState::Training, Some("2026-11-20"), true),
            ("qualified", OnPostState::Qualified, Some("2020-01-01"), false),
            ("moved elsewhere", OnPostState::OffPost, Some("2020-01-01"), false),
        ];
        for (name, state, since, expected) in cases {
            let since = since.map(|since| day::parse(since).expect("a day"));
            assert_eq!(state.is_violation(since, today), expected, "{name}");
        }
    }

    #[test]
    fn a_milestone_is_met_by_one_pass_and_calls_hr_after_two_failures() {
        let cases: [(&str, &[bool], Milestone); 7] = [
            ("nothing released", &[], Milestone::Open),
            ("failed once", &[false], Milestone::Failed),
            ("failed twice", &[false, false], Milestone::FailedTwice),
            ("more attempts that HR gave", &[false, false, false], Milestone::FailedTwice),
            ("passed at once", &[true], Milestone::Met),
            ("passed at the second attempt", &[false, true], Milestone::Met),
            ("passed after all", &[false, false, true], Milestone::Met),
        ];
        for (name, passed, expected) in cases {
            assert_eq!(Milestone::of(passed.iter().copied()), expected, "{name}");
        }
    }

    #[test]
    fn hr_is_called_for_whoever_serves_customers_and_failed_twice() {
        use FormKind::{LevelExam, OnPostMonthSix as Six, OnPostMonthThree as Three};
        type Sat = &'static [(FormKind, bool)];
        let cases: [(&str, Sat, OnPostState, bool); 7] = [
            ("one failure of each", &[(Three, false), (Six, false)], OnPostState::Training, false),
            ("month three twice", &[(Three, false), (Three, false)], OnPostState::Training, true),
            ("month six twice", &[(Three, true), (Six, false), (Six, false)], OnPostState::Training, true),
            (
                "month three twice, month six passed",
                &[(Three, false), (Three, false), (Six, true)],
                OnPostState::Qualified,
                false,
            ),
            ("somewhere else now", &[(Six, false), (Six, false)], OnPostState::OffPost, false),
            ("level exams do not count", &[(LevelExam, false), (LevelExam, false)], OnPostState::Training, false),
            ("nothing sat", &[], OnPostState::Training, false),
        ];
        for (name, results, state, expected) in cases {
            assert_eq!(Milestones::of(results).calls_hr(state), expected, "{name}");
        }
    }

    #[test]
    fn only_a_pass_of_the_on_post_exam_qualifies_and_nothing_is_taken_away() {
        for kind in FormKind::ALL {
            for state in OnPostState::ALL {
                for passed in [true, false] {
                    let qualifies = kind == FormKind::OnPostMonthSix && state == OnPostState::Training && passed;
                    let expected = qualifies.then_some(OnPostState::Qualified);
                    assert_eq!(after_result(state, kind, passed), expected, "{kind} {state} {passed}");
                }
            }
        }
    }

    #[test]
    fn a_state_reads_back_from_its_word() {
        for state in OnPostState::ALL {
            assert_eq!(state.id().parse(), Ok(state));
        }
        assert!("".parse::<OnPostState>().is_err());
    }
}
