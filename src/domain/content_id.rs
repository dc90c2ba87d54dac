//! Ids of content: `l<level>-<topic>-<slug>`, stable for ever and never reused. Each kind of content has a type of its own.

use super::level::Level;

/// A word that is no id of content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected l<level>-<topic>-<slug> in lower-case letters, digits and hyphens, found {0:?}")]
pub struct InvalidContentId(pub String);

/// The longest id: it stands in file names, addresses and columns.
const LONGEST: usize = 80;

/// The level that a well-formed id begins with; nothing for any other text.
pub fn level_of(id: &str) -> Option<Level> {
    let rest = id.strip_prefix('l').filter(|_| id.len() <= LONGEST)?;
    let mut parts = rest.split('-');
    let level = match parts.next()?.as_bytes() {
        [digit @ b'1'..=b'5'] => Level::try_from(digit - b'0').ok()?,
        _ => return None,
    };
    let word =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let words = parts.map(|part| word(part).then_some(())).collect::<Option<Vec<()>>>()?;
    (words.len() >= 2).then_some(level)
}

/// Declares the id type of one kind of content: parsed once, then carried as it is.
macro_rules! content_id {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The level that the id names.
            pub fn level(&self) -> $crate::domain::level::Level {
                $crate::domain::content_id::level_of(&self.0).unwrap_or($crate::domain::level::Level::One)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::content_id::InvalidContentId;

            fn from_str(id: &str) -> Result<Self, Self::Err> {
                match $crate::domain::content_id::level_of(id) {
                    Some(_) => Ok(Self(id.to_owned())),
                    None => Err($crate::domain::content_id::InvalidContentId(id.to_owned())),
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::domain::content_id::InvalidContentId;

            fn try_from(id: String) -> Result<Self, Self::Error> {
                id.parse()
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

pub(crate) use content_id;

#[cfg(test)]
mod tests {
    use super::*;

    content_id!(
        /// An id to try.
        TrialId
    );

    #[test]
    fn an_id_names_its_level_its_topic_and_a_slug() {
        let cases = [
            ("l1-process-late-parcel", Some(Level::One)),
            ("l5-strategy-key-account", Some(Level::Five)),
            ("l1-mindset-7days", Some(Level::One)),
            ("l6-strategy-x", None),
            ("l1-process", None),
            ("l1--late", None),
            ("l1-process-", None),
            ("L1-process-late", None),
            ("l1-process-迟到", None),
            ("l12-process-late", None),
            ("", None),
        ];
        for (id, level) in cases {
            assert_eq!(id.parse::<TrialId>().ok().map(|id| id.level()), level, "{id}");
        }
    }
}
