//! Language tags as written, and what they mean.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A language tag as it was written (`en`, `en-US`, `EN_us`, `fas`).
///
/// Equality is that of the written tag; [`Lang::primary`] and [`Lang::same_language`] say what it means.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lang(String);

/// ISO 639-2/3 codes met in corpora and their two-letter equals (RFC 5646 wants the shorter), sorted by the long code.
const SHORTER: &[(&str, &str)] = &[
    ("ara", "ar"),
    ("arb", "ar"),
    ("aze", "az"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("ces", "cs"),
    ("chi", "zh"),
    ("cmn", "zh"),
    ("cze", "cs"),
    ("dan", "da"),
    ("deu", "de"),
    ("dut", "nl"),
    ("ell", "el"),
    ("eng", "en"),
    ("fas", "fa"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("ger", "de"),
    ("gre", "el"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jpn", "ja"),
    ("kaz", "kk"),
    ("kor", "ko"),
    ("kur", "ku"),
    ("nld", "nl"),
    ("per", "fa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("pus", "ps"),
    ("ron", "ro"),
    ("rum", "ro"),
    ("rus", "ru"),
    ("slk", "sk"),
    ("slo", "sk"),
    ("spa", "es"),
    ("swe", "sv"),
    ("tgk", "tg"),
    ("tha", "th"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("zho", "zh"),
];

impl Lang {
    /// Returns the tag exactly as given.
    pub fn new(tag: impl Into<String>) -> Lang {
        Lang(tag.into())
    }

    /// Returns the tag when it is spelled as one (RFC 5646, `_` taken for `-`), `None` otherwise.
    pub fn parse(tag: &str) -> Option<Lang> {
        let mut parts = tag.split(['-', '_']);
        let first = parts.next().unwrap_or_default();
        let language = (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
        let rest = |p: &str| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric());
        (language && parts.all(rest)).then(|| Lang(tag.to_owned()))
    }

    /// Returns the tag of a text whose language is not known (`und`, RFC 5646).
    pub fn unknown() -> Lang {
        Lang("und".to_owned())
    }

    /// Returns the tag as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the primary subtag in lower case, two letters where ISO 639-1 has them: `FAS_ir` is `fa`.
    pub fn primary(&self) -> String {
        let first = self.0.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match SHORTER.binary_search_by(|(long, _)| (*long).cmp(first.as_str())) {
            Ok(i) => SHORTER[i].1.to_owned(),
            Err(_) => first,
        }
    }

    /// Returns whether both tags name one language, whatever their region, script, case and separator.
    pub fn same_language(&self, other: &Lang) -> bool {
        self.primary() == other.primary()
    }

    /// Returns whether the language is unknown (`und` or empty).
    pub fn is_unknown(&self) -> bool {
        self.0.is_empty() || self.0.eq_ignore_ascii_case("und")
    }

    /// Returns whether text of this language runs from right to left, judged by its usual script.
    pub fn is_right_to_left(&self) -> bool {
        matches!(
            self.primary().as_str(),
            "fa" | "ar" | "he" | "ur" | "ps" | "ckb" | "sd" | "ug" | "yi" | "dv" | "syr" | "arc"
        )
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted() {
        assert!(SHORTER.windows(2).all(|w| w[0].0 < w[1].0));
    }

    #[test]
    fn tags_that_mean_one_language() {
        assert_eq!(Lang::new("FAS_ir").primary(), "fa");
        assert_eq!(Lang::new("en-US").primary(), "en");
        assert_eq!(Lang::new("ckb").primary(), "ckb");
        assert!(Lang::new("EN_US").same_language(&Lang::new("en")));
        assert!(!Lang::new("en").same_language(&Lang::new("fa")));
        assert!(Lang::new("fa-IR").is_right_to_left());
        assert!(Lang::unknown().is_unknown());
        assert!(Lang::parse("zh-Hant_TW").is_some() && Lang::parse("fa").is_some());
        assert!(
            ["", "f", "fa-", "English language", "fa ir", "../x"].iter().all(|t| Lang::parse(t).is_none())
        );
    }
}
