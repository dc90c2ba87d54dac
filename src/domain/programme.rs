//! Training programmes: what a group learns month by month, what it counts for, and the gates on the way.

use super::form::FormId;
use super::hours::{Group, HoursPolicyId};
use super::lesson::LessonId;
use super::level::Level;
use super::locale::Text;
use super::scenario::model::ScenarioId;
use super::slug::slug;
use serde::{Deserialize, Serialize};

slug!(
    /// A programme.
    ProgrammeId
);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    pub id: ProgrammeId,
    pub kind: ProgrammeKind,
    pub group: Group,
    pub title: Text,
    pub about: Text,
    /// The policy whose hours it fulfils.
    pub policy: HoursPolicyId,
    /// How long it lasts; a refresher repeats after it.
    pub months: u8,
    /// In the order of time.
    pub phases: Vec<Phase>,
    pub gates: Vec<Gate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProgrammeKind {
    /// From the first day to the on-post qualification.
    Onboarding,
    /// Towards the certificate of levels.
    Course,
    /// Again every quarter or half-year.
    Refresher,
}

/// A stretch of a programme with what is done in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    pub title: Text,
    /// The month of the programme that it lies in, from 1.
    pub month: u8,
    pub activities: Vec<Activity>,
}

/// Something that is done, with the active minutes that it counts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    pub method: Method,
    pub title: Text,
    pub minutes: u16,
    pub lessons: Vec<LessonId>,
    pub scenarios: Vec<ScenarioId>,
    /// All lessons of these levels, beside those that are named.
    pub levels: Vec<Level>,
    pub form: Option<FormId>,
}

macro_rules! methods {
    ($($(#[$about:meta])* $variant:ident $id:literal $recorded:literal),+ $(,)?) => {
        /// How something is learned (source 004, methods).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Method {
            $($(#[$about])* #[serde(rename = $id)] $variant),+
        }

        impl Method {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in files.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// Whether a trainer records it: the program sees only what is done in it.
            pub fn is_recorded_by_trainer(self) -> bool {
                match self { $(Self::$variant => $recorded),+ }
            }
        }
    };
}

methods! {
    Lecture "lecture" true,
    Lessons "lessons" false,
    Practice "practice" false,
    RolePlay "role-play" false,
    CaseAnalysis "case-analysis" true,
    Discussion "discussion" true,
    Workshop "workshop" true,
    Shadowing "shadowing" true,
    OnTheJob "on-the-job" true,
    MockExam "mock-exam" false,
}

/// What must be passed before going on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    pub title: Text,
    /// So many months after the start; 0 is before the training begins.
    pub month: u8,
    pub kind: GateKind,
    /// What happens when it is not passed; never by the program alone.
    pub otherwise: Text,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GateKind {
    /// Held and recorded by the manager or team lead.
    Interview,
    /// An exam, with so many attempts.
    Exam { form: FormId, attempts: u8 },
}

/// What comes next in a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage<'p> {
    Phase(&'p Phase),
    Gate(&'p Gate),
}

/// How somebody stands at a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GateStanding {
    /// People hold it, and the program knows nothing of it.
    WithPeople,
    NotSat,
    NotPassed,
    Passed,
}

impl Programme {
    /// Active minutes of all activities.
    pub fn minutes(&self) -> u32 {
        self.phases.iter().map(Phase::minutes).sum()
    }

    /// Phases and gates in the order of time: a gate stands behind what is done up to its month, and before what begins later.
    pub fn stages(&self) -> Vec<Stage<'_>> {
        let phases = self.phases.iter().map(|phase| (phase.month, Stage::Phase(phase)));
        let gates = self.gates.iter().map(|gate| (gate.month, Stage::Gate(gate)));
        let mut stages: Vec<_> = phases.chain(gates).collect();
        stages.sort_by_key(|(month, stage)| (*month, matches!(stage, Stage::Gate(_))));
        stages.into_iter().map(|(_, stage)| stage).collect()
    }
}

impl Gate {
    /// By somebody's released sittings: which form, and whether it was passed.
    pub fn standing<'f>(&self, sat: impl IntoIterator<Item = (&'f FormId, bool)>) -> GateStanding {
        let GateKind::Exam { form, .. } = &self.kind else { return GateStanding::WithPeople };
        let best = sat.into_iter().filter(|(of, _)| *of == form).map(|(_, passed)| passed).max();
        match best {
            None => GateStanding::NotSat,
            Some(false) => GateStanding::NotPassed,
            Some(true) => GateStanding::Passed,
        }
    }
}

impl Phase {
    pub fn minutes(&self) -> u32 {
        self.activities.iter().map(|activity| u32::from(activity.minutes)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &str) -> Text {
        Text::new(words, words)
    }

    fn phase(month: u8) -> Phase {
        Phase { title: words(&format!("phase {month}")), month, activities: Vec::new() }
    }

    fn gate(month: u8, kind: GateKind) -> Gate {
        Gate { title: words(&format!("gate {month}")), month, kind, otherwise: words("talk") }
    }

    fn exam(form: &str) -> GateKind {
        GateKind::Exam { form: form.parse().expect("a form"), attempts: 2 }
    }

    #[test]
    fn a_gate_stands_behind_the_phases_up_to_its_month() {
        // Months of phases, months of gates, and the order that they make; gates are in brackets.
        let cases: [(&[u8], &[u8], &str); 6] = [
            (&[1, 2, 3], &[0, 3, 6], "[0] 1 2 3 [3] [6]"),
            (&[1], &[1], "1 [1]"),
            (&[1, 3, 5], &[2, 4], "1 [2] 3 [4] 5"),
            (&[1, 1, 2], &[1], "1 1 [1] 2"),
            (&[1, 2], &[], "1 2"),
            (&[1, 2], &[6, 0], "[0] 1 2 [6]"),
        ];
        for (phases, gates, expected) in cases {
            let programme = Programme {
                id: "course".parse().expect("an id"),
                kind: ProgrammeKind::Course,
                group: Group::InPost,
                title: words("course"),
                about: words("about"),
                policy: "hours".parse().expect("an id"),
                months: 6,
                phases: phases.iter().copied().map(phase).collect(),
                gates: gates.iter().map(|month| gate(*month, GateKind::Interview)).collect(),
            };
            let order = programme.stages().into_iter().map(|stage| match stage {
                Stage::Phase(phase) => phase.month.to_string(),
                Stage::Gate(gate) => format!("[{}]", gate.month),
            });
            assert_eq!(order.collect::<Vec<_>>().join(" "), expected);
        }
    }

    /// Forms that were sat, and whether they were passed.
    type Sat = &'static [(&'static str, bool)];

    #[test]
    fn a_gate_is_passed_by_the_best_sitting_of_its_own_form() {
        let cases: [(GateKind, Sat, GateStanding); 6] = [
            (GateKind::Interview, &[("l1-post-three", true)], GateStanding::WithPeople),
            (exam("l1-post-three"), &[], GateStanding::NotSat),
            (exam("l1-post-three"), &[("l1-post-six", true)], GateStanding::NotSat),
            (exam("l1-post-three"), &[("l1-post-three", false), ("l1-post-six", true)], GateStanding::NotPassed),
            (exam("l1-post-three"), &[("l1-post-three", false), ("l1-post-three", true)], GateStanding::Passed),
            (exam("l1-post-three"), &[("l1-post-three", true), ("l1-post-three", false)], GateStanding::Passed),
        ];
        for (kind, sat, expected) in cases {
            let sat: Vec<(FormId, bool)> =
                sat.iter().map(|(id, passed)| (id.parse().expect("a form"), *passed)).collect();
            let standing = gate(3, kind.clone()).standing(sat.iter().map(|(form, passed)| (form, *passed)));
            assert_eq!(standing, expected, "{kind:?} {sat:?}");
        }
    }
}
