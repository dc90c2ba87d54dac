//! The two languages, and text that exists in both.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Locale {
    /// Simplified Chinese as written in mainland China: the first language.
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// British English.
    #[serde(rename = "en")]
    En,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The BCP 47 tag, as it stands in `lang` attributes, cookies and files.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The other of the two languages.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::ZhCn => Self::En,
            Self::En => Self::ZhCn,
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A tag that names neither language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected zh-CN or en, found {0:?}")]
pub struct UnknownLocale(String);

impl FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "zh" => Ok(Self::ZhCn),
            "en" => Ok(Self::En),
            _ => Err(UnknownLocale(tag.to_owned())),
        }
    }
}

/// One text in both languages: neither can be left out.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Text {
    pub zh: String,
    pub en: String,
}

impl Text {
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// Words the same thing in each language, as catalogue messages do.
    pub fn worded(mut word: impl FnMut(Locale) -> String) -> Self {
        Self { zh: word(Locale::ZhCn), en: word(Locale::En) }
    }

    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::ZhCn => &self.zh,
            Locale::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_with_a_region_names_its_language() {
        let cases = [
            ("zh-CN", Some(Locale::ZhCn)),
            ("zh_Hans_CN", Some(Locale::ZhCn)),
            ("EN-gb", Some(Locale::En)),
            ("de", None),
        ];
        for (tag, expected) in cases {
            assert_eq!(tag.parse().ok(), expected, "{tag}");
        }
    }
}
