//! Addresses with a query: reading a parameter, and writing those that say something.

use crate::server::query::escape;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// A parameter of the request, without spaces around it; empty when it is missing.
pub fn parameter(name: &str) -> String {
    use_query_map().read_untracked().get(name).map(|value| value.trim().to_owned()).unwrap_or_default()
}

/// The path with every parameter that is not empty.
pub fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let said = parameters.iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<_> = said.map(|(name, value)| format!("{name}={}", escape(value))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn only_what_says_something_stands_in_an_address() {
        assert_eq!(address("/audit", &[("actor", ""), ("subject", "a&b")]), "/audit?subject=a%26b");
        assert_eq!(address("/audit", &[("actor", "")]), "/audit");
    }
}
