//! Patterns of `LIKE … ESCAPE '!'` from what somebody typed.

/// Finds what contains the typed text, whatever its case. What was typed is searched as it is: a percent sign is a percent sign.
pub fn of(typed: &str) -> String {
    format!("%{}%", typed.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_"))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn what_was_typed_means_itself() {
        assert_eq!(of("Li_100%!"), "%li!_100!%!!%");
    }
}
