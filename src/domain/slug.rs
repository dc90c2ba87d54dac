//! Ids that name no level: a few words in lower-case letters, digits and hyphens, stable for ever.

/// The longest id: it stands in file names, addresses and columns.
const LONGEST: usize = 60;

/// A word that is no such id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected lower-case letters, digits and hyphens, found {0:?}")]
pub struct InvalidSlug(pub String);

pub fn is_slug(id: &str) -> bool {
    let word =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    id.len() <= LONGEST && id.split('-').all(word)
}

/// Declares the id type of one kind of thing: parsed once, then carried as it is.
macro_rules! slug {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::slug::InvalidSlug;

            fn from_str(id: &str) -> Result<Self, Self::Err> {
                Self::try_from(id.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::domain::slug::InvalidSlug;

            fn try_from(id: String) -> Result<Self, Self::Error> {
                if $crate::domain::slug::is_slug(&id) { Ok(Self(id)) } else { Err($crate::domain::slug::InvalidSlug(id)) }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

pub(crate) use slug;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_words_and_hyphens_only() {
        for (id, valid) in
            [("standard", true), ("new-hires-3", true), ("", false), ("a--b", false), ("A", false), ("月", false)]
        {
            assert_eq!(is_slug(id), valid, "{id}");
        }
    }
}
