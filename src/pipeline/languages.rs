//! Which languages a pair of files is in: given, named, detected; and whether that fits the text.

use super::error::Error;
use super::text::Text;
use crate::model::Lang;
use std::path::Path;

/// What the user asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The source language.
    pub source: Option<Lang>,
    /// The target language.
    pub target: Option<Lang>,
}

/// A language pair and how it was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The source language.
    pub source: Lang,
    /// The target language.
    pub target: Lang,
    /// What was guessed or looks odd, one sentence each.
    pub notes: Vec<String>,
}

/// Languages that file names mark with their two letters; any other two letters are too often a word.
const MARKS: &[&str] = &[
    "ar", "az", "bg", "bn", "ckb", "cs", "da", "de", "el", "en", "eng", "es", "fa", "fas", "fi", "fr", "he",
    "hi", "hu", "hy", "id", "it", "ja", "kk", "ko", "ku", "nl", "pl", "prs", "ps", "pt", "ro", "ru", "sk",
    "sv", "tg", "th", "tr", "uk", "ur", "uz", "vi", "zh",
];

/// Returns the language that a path names: a part between dots, underscores or hyphens (`release.fa.txt`,
/// `report_EN.html`), else the folder (`en/report.txt`). `None` when it names none, or two.
pub fn from_name(path: &Path) -> Option<Lang> {
    let marked = |part: &str| MARKS.binary_search(&part.to_lowercase().as_str()).is_ok();
    let stem = path.file_name()?.to_str()?;
    let mut parts: Vec<&str> = stem.split(['.', '_', '-']).collect();
    // The extension is no mark, and the first part is the document's own name.
    parts.pop();
    let mut found: Vec<&str> = parts.iter().skip(1).copied().filter(|p| marked(p)).collect();
    found.dedup();
    if !found.is_empty() && parts.first().is_some_and(|p| marked(p)) {
        return None;
    }
    match found.as_slice() {
        [one] => return Some(Lang::new(one.to_lowercase())),
        [] => {}
        _ => return None,
    }
    let folder = path.parent()?.file_name()?.to_str()?;
    marked(folder).then(|| Lang::new(folder.to_lowercase()))
}

/// How sure a detection must be before it contradicts one side.
const SURE: f64 = 0.8;

/// How sure both detections must be before they say that the sides are swapped: two doubts that fit are one certainty.
const SURE_OF_BOTH: f64 = 0.4;

/// Settles the languages of a pair of read files.
///
/// # Errors
///
/// [`Error::Swapped`] when each side clearly speaks the other's language, [`Error::SameLanguage`] when both are one,
/// [`Error::UnknownLanguage`] when neither name nor text tells.
pub fn settle(wanted: &Wanted, source: &Text, target: &Text) -> Result<Settled, Error> {
    let side = |given: &Option<Lang>, text: &Text| -> Result<Lang, Error> {
        // A mark in a name is often a word (`what-is-it.txt`): the text itself is heard first when it is clear.
        let sure = || text.detected.as_ref().filter(|(_, sure)| *sure >= SURE).map(|(lang, _)| lang.clone());
        given
            .clone()
            .or_else(|| match (from_name(Path::new(&text.document.name)), sure()) {
                (Some(named), Some(heard)) if !named.same_language(&heard) => Some(heard),
                (named, _) => named,
            })
            .or_else(|| (!text.document.lang.is_unknown()).then(|| text.document.lang.clone()))
            .or_else(|| text.detected.as_ref().map(|(lang, _)| lang.clone()))
            .ok_or_else(|| Error::UnknownLanguage { path: text.document.name.clone() })
    };
    let pair = (side(&wanted.source, source)?, side(&wanted.target, target)?);
    let heard = |text: &Text, least: f64| {
        text.detected.as_ref().filter(|(_, sure)| *sure >= least).map(|(lang, _)| lang.clone())
    };
    let (heard_source, heard_target) = (heard(source, SURE), heard(target, SURE));
    if let (Some(a), Some(b)) = (&heard(source, SURE_OF_BOTH), &heard(target, SURE_OF_BOTH))
        && a.same_language(&pair.1)
        && b.same_language(&pair.0)
        && !a.same_language(b)
    {
        return Err(Error::Swapped {
            source_path: source.document.name.clone(),
            target_path: target.document.name.clone(),
            spoken: a.clone(),
            spoken_target: b.clone(),
        });
    }
    if pair.0.same_language(&pair.1) {
        return Err(Error::SameLanguage {
            lang: pair.0,
            source_path: source.document.name.clone(),
            target_path: target.document.name.clone(),
        });
    }
    let mut notes = Vec::new();
    for (text, lang, heard, given) in [
        (source, &pair.0, &heard_source, wanted.source.is_some()),
        (target, &pair.1, &heard_target, wanted.target.is_some()),
    ] {
        match heard {
            Some(heard) if !heard.same_language(lang) => {
                notes.push(format!(
                    "{}: taken as {lang}, but the text looks like {heard}",
                    text.document.name
                ));
            }
            _ if !given
                && from_name(Path::new(&text.document.name))
                    .is_none_or(|named| !named.same_language(lang)) =>
            {
                notes.push(format!("{}: language found in the text: {lang}", text.document.name));
            }
            _ => {}
        }
    }
    Ok(Settled { source: pair.0, target: pair.1, notes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_sorted() {
        assert!(MARKS.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn names_that_say_a_language() {
        let lang = |p: &str| from_name(Path::new(p)).map(|l| l.as_str().to_owned());
        assert_eq!(lang("release.fa.txt").as_deref(), Some("fa"));
        assert_eq!(lang("report_EN.html").as_deref(), Some("en"));
        assert_eq!(lang("archive/fa/report.txt").as_deref(), Some("fa"));
        assert_eq!(lang("it.txt"), None, "the name of the document itself is no mark");
        assert_eq!(lang("en-fa.tsv"), None);
        assert_eq!(lang("press.txt"), None);
        assert_eq!(lang("a.en.fa.txt"), None);
    }
}
