//! The names of what programmes are made of.

use crate::domain::hours::Group;
use crate::domain::locale::Locale;
use crate::domain::programme::{Method, ProgrammeKind};

impl Locale {
    pub fn programme_kind(self, kind: ProgrammeKind) -> &'static str {
        match kind {
            ProgrammeKind::Onboarding => self.programme_kind_onboarding(),
            ProgrammeKind::Course => self.programme_kind_course(),
            ProgrammeKind::Refresher => self.programme_kind_refresher(),
        }
    }

    /// Whom a programme is for.
    pub fn group(self, group: Group) -> &'static str {
        match group {
            Group::NewHires => self.programme_group_new_hires(),
            Group::InPost => self.programme_group_in_post(),
            Group::Managers => self.programme_group_managers(),
        }
    }

    /// How something is learned.
    pub fn method(self, method: Method) -> &'static str {
        match method {
            Method::Lecture => self.programme_method_lecture(),
            Method::Lessons => self.programme_method_lessons(),
            Method::Practice => self.programme_method_practice(),
            Method::RolePlay => self.programme_method_role_play(),
            Method::CaseAnalysis => self.programme_method_case_analysis(),
            Method::Discussion => self.programme_method_discussion(),
            Method::Workshop => self.programme_method_workshop(),
            Method::Shadowing => self.programme_method_shadowing(),
            Method::OnTheJob => self.programme_method_on_the_job(),
            Method::MockExam => self.programme_method_mock_exam(),
        }
    }
}
