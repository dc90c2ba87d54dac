//! The form of a person's profile.

use super::problem::{ChangeError, Why};
use super::typed::Typed;
use crate::domain::on_post::OnPostState;
use crate::domain::staff_file::Profile;

/// Characters that a name, a department, a staff number may have.
const LINE: usize = 60;
const ADDRESS: usize = 200;

/// Reads a profile. Fields: `name`, `latin_name`, `staff_number`, `department`, `email`, `hired_on`, `on_post_on`,
/// `on_post_state`. A document that comes with it proves the on-post date, which must then be there.
pub fn read(typed: &Typed, document: bool) -> Result<Profile, ChangeError> {
    let mut form = typed.reader();
    let name = form.needed_text("name", LINE);
    let latin_name = form.text("latin_name", LINE);
    let staff_number = Some(form.text("staff_number", LINE)).filter(|number| !number.is_empty());
    let department = form.text("department", LINE);
    let email = form.text("email", ADDRESS);
    if !email.is_empty() && !is_address(&email) {
        form.refuse("email", Why::NotAnAddress);
    }
    let hired_on = form.day("hired_on");
    let on_post_on = if document { form.needed_day("on_post_on") } else { form.day("on_post_on") };
    if let (Some(start), Some(on_post)) = (hired_on, on_post_on)
        && on_post < start
    {
        form.refuse("on_post_on", Why::BeforeTheStart { start });
    }
    let state: Option<OnPostState> = form.choice("on_post_state");
    let profile = state.map(|on_post_state| Profile {
        name,
        latin_name,
        staff_number,
        department,
        email,
        hired_on,
        on_post_on,
        on_post_state,
    });
    form.finish(profile)
}

/// The form of an existing profile.
pub fn write(profile: &Profile) -> Typed {
    let mut typed = Typed::default();
    typed.set("name", &profile.name);
    typed.set("latin_name", &profile.latin_name);
    typed.set("staff_number", profile.staff_number.clone().unwrap_or_default());
    typed.set("department", &profile.department);
    typed.set("email", &profile.email);
    typed.set("hired_on", profile.hired_on.map(|day| day.to_string()).unwrap_or_default());
    typed.set("on_post_on", profile.on_post_on.map(|day| day.to_string()).unwrap_or_default());
    typed.set("on_post_state", profile.on_post_state.id());
    typed
}

/// Something on both sides of one @, and no blank: whether mail arrives, only mail can tell.
fn is_address(text: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c == '@');
    text.split_once('@').is_some_and(|(before, after)| plain(before) && plain(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::services::people::problem::Problem;

    fn base() -> Typed {
        Typed::from_iter([
            ("name", " 林晓雯 "),
            ("latin_name", "Lin Xiaowen"),
            ("staff_number", "0876"),
            ("department", "客服二组"),
            ("email", "lin@example.test"),
            ("hired_on", "2023-10-23"),
            ("on_post_on", "2024-01-23"),
            ("on_post_state", "qualified"),
        ])
    }

    #[test]
    fn a_profile_reads_back_from_its_form() {
        let profile = read(&base(), false).expect("a good form");
        assert_eq!(profile.name, "林晓雯");
        assert_eq!(read(&write(&profile), false).expect("a good form"), profile);
    }

    #[test]
    fn every_field_that_is_wrong_says_why() {
        let cases = [
            ("name", "  ", Why::Missing),
            ("name", &"长".repeat(61), Why::TooLong { most: 60 }),
            ("email", "lin at home", Why::NotAnAddress),
            ("email", "@home", Why::NotAnAddress),
            ("hired_on", "2023-02-30", Why::NotADay),
            ("on_post_on", "", Why::Missing),
            ("on_post_on", "2023-10-22", Why::BeforeTheStart { start: "2023-10-23".parse().expect("a day") }),
            ("on_post_state", "", Why::Missing),
            ("on_post_state", "boss", Why::NotAChoice),
        ];
        for (field, value, why) in cases {
            let mut typed = base();
            typed.set(field, value);
            let Err(ChangeError::Refused(problems)) = read(&typed, true) else {
                panic!("{field} = {value:?} was accepted")
            };
            assert_eq!(problems, [Problem { field, why }], "{field} = {value:?}");
        }
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let Err(ChangeError::Refused(problems)) = read(&Typed::default(), true) else {
            panic!("an empty form was accepted")
        };
        let fields: Vec<_> = problems.iter().map(|problem| problem.field).collect();
        assert_eq!(fields, ["name", "on_post_on", "on_post_state"]);
    }
}
