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

impl Programme {
    /// Active minutes of all activities.
    pub fn minutes(&self) -> u32 {
        self.phases.iter().map(Phase::minutes).sum()
    }
}

impl Phase {
    pub fn minutes(&self) -> u32 {
        self.activities.iter().map(|activity| u32::from(activity.minutes)).sum()
    }
}
