//! The board's query string: reading it, and writing links that change one thing of it.

use crate::domain::day;
use crate::domain::level::Level;
use crate::domain::rung::RungKind;
use crate::server::query::escape;
use crate::server::services::people::board::{Query, Sort, View};
use crate::server::services::people::typed::Typed;
use crate::server::storage::person::Wanted;

/// The names of its fields.
pub const FIELDS: [&str; 9] = ["q", "team", "view", "level", "state", "sort", "desc", "as_of", "page"];

/// Reads the query; what makes no sense asks for nothing.
pub fn read(typed: &Typed) -> Query {
    let level = typed.get("level").parse::<u8>().ok().and_then(|number| Level::try_from(number).ok());
    Query {
        wanted: Wanted { search: typed.get("q").to_owned(), department: typed.get("team").to_owned() },
        view: View::read(typed.get("view")),
        level,
        state: RungKind::read(typed.get("state")),
        sort: Sort::read(typed.get("sort")),
        descending: typed.is_ticked("desc"),
        as_of: day::parse(typed.get("as_of")),
    }
}

/// The page that is asked for, from 1.
pub fn page(typed: &Typed) -> u32 {
    typed.get("page").parse().unwrap_or(1).max(1)
}

/// The address of a path with the query, some of its fields changed. Changing anything but the page leads to the first.
pub fn link(path: &str, typed: &Typed, changes: &[(&str, &str)]) -> String {
    let mut target = typed.clone();
    target.set("page", "");
    for (field, value) in changes {
        target.set(field, *value);
    }
    let pairs: Vec<String> = FIELDS
        .iter()
        .map(|field| (field, target.get(field)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(field, value)| format!("{field}={}", escape(value)))
        .collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_changes_one_thing_and_goes_to_the_first_page() {
        let typed = Typed::from_iter([("q", "林 a&b"), ("view", "claims"), ("page", "3"), ("sort", "l2")]);
        let cases: [(&[(&str, &str)], &str); 3] = [
            (&[("page", "4")], "/people?q=%E6%9E%97%20a%26b&view=claims&sort=l2&page=4"),
            (&[("view", "")], "/people?q=%E6%9E%97%20a%26b&sort=l2"),
            (&[("sort", "l2"), ("desc", "yes")], "/people?q=%E6%9E%97%20a%26b&view=claims&sort=l2&desc=yes"),
        ];
        for (changes, expected) in cases {
            assert_eq!(link("/people", &typed, changes), expected);
        }
        assert_eq!(link("/people", &Typed::default(), &[]), "/people");
    }

    #[test]
    fn what_makes_no_sense_asks_for_nothing() {
        let odd =
            Typed::from_iter([("level", "9"), ("state", "gold"), ("sort", "x"), ("as_of", "soon"), ("page", "-1")]);
        assert_eq!(read(&odd), Query::default());
        assert_eq!(page(&odd), 1);
    }
}
