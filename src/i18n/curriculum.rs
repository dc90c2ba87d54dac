//! The names of what is taught, and of the slips behind wrong answers.

use crate::domain::competency::Competency;
use crate::domain::item::secret::Slip;
use crate::domain::locale::Locale;

impl Locale {
    pub fn competency(self, competency: Competency) -> &'static str {
        match competency {
            Competency::Mindset => self.curriculum_mindset(),
            Competency::Communication => self.curriculum_communication(),
            Competency::Product => self.curriculum_product(),
            Competency::Process => self.curriculum_process(),
            Competency::PrivacyLaw => self.curriculum_privacy_law(),
            Competency::Emotion => self.curriculum_emotion(),
            Competency::Complaint => self.curriculum_complaint(),
            Competency::CustomerTypes => self.curriculum_customer_types(),
            Competency::Relationship => self.curriculum_relationship(),
            Competency::TeleSales => self.curriculum_tele_sales(),
            Competency::Crisis => self.curriculum_crisis(),
            Competency::Teamwork => self.curriculum_teamwork(),
            Competency::Coaching => self.curriculum_coaching(),
            Competency::Operations => self.curriculum_operations(),
            Competency::People => self.curriculum_people(),
            Competency::Economics => self.curriculum_economics(),
            Competency::Strategy => self.curriculum_strategy(),
        }
    }

    /// What kind of mistake a wrong option stands for.
    pub fn slip(self, slip: Slip) -> &'static str {
        match slip {
            Slip::Early => self.curriculum_early(),
            Slip::Overpromise => self.curriculum_overpromise(),
            Slip::PolicyWall => self.curriculum_policy_wall(),
            Slip::PassOn => self.curriculum_pass_on(),
            Slip::EmptySorry => self.curriculum_empty_sorry(),
            Slip::Argue => self.curriculum_argue(),
            Slip::Overshare => self.curriculum_overshare(),
            Slip::Overpay => self.curriculum_overpay(),
            Slip::Misread => self.curriculum_misread(),
            Slip::WrongRule => self.curriculum_wrong_rule(),
            Slip::Arithmetic => self.curriculum_arithmetic(),
        }
    }
}
