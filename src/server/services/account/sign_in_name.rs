//! The name under which somebody signs in.

use std::fmt;
use std::str::FromStr;

/// An e-mail address, a staff number or a word: 2 to 100 characters without spaces, folded to lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInName(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected 2 to 100 letters, digits or . _ - @ +")]
pub struct BadSignInName;

impl SignInName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SignInName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for SignInName {
    type Err = BadSignInName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.trim().to_lowercase();
        let fits = (2..=100).contains(&name.chars().count());
        if fits && name.chars().all(|c| c.is_alphanumeric() || "._-@+".contains(c)) {
            Ok(Self(name))
        } else {
            Err(BadSignInName)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_folded_so_that_nobody_is_there_twice() {
        let cases = [
            (" Li.Lei@Example.com ", Some("li.lei@example.com")),
            ("李雷", Some("李雷")),
            ("a", None),
            ("li lei", None),
            ("li<lei>", None),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<SignInName>().ok().as_ref().map(SignInName::as_str), expected, "{text}");
        }
    }
}
