//! In which letters a language is written, as the memory itself shows.

use crate::model::{Lang, TranslationUnit};
use std::collections::BTreeMap;

/// A family of letters; `Other` is told apart by nothing but its block of 256 characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    /// Chinese characters and both syllabaries of Japanese.
    Han,
    Hangul,
    Other(u32),
}

fn script(c: char) -> Option<Script> {
    if !c.is_alphabetic() {
        return None;
    }
    Some(match u32::from(c) {
        0x0000..=0x02AF | 0x1E00..=0x1EFF | 0x2C60..=0x2C7F | 0xA720..=0xA7FF | 0xFB00..=0xFB06 => {
            Script::Latin
        }
        0x0370..=0x03FF | 0x1F00..=0x1FFF => Script::Greek,
        0x0400..=0x052F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Script::Cyrillic,
        0x0531..=0x058F => Script::Armenian,
        0x0590..=0x05FF | 0xFB1D..=0xFB4F => Script::Hebrew,
        0x0600..=0x06FF | 0x0750..=0x077F | 0x0870..=0x08FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => {
            Script::Arabic
        }
        0x2E80..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => {
            Script::Han
        }
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Script::Hangul,
        other => Script::Other(other >> 8),
    })
}

fn count(text: &str, into: &mut BTreeMap<Script, usize>) {
    for script in text.chars().filter_map(script) {
        *into.entry(script).or_default() += 1;
    }
}

/// Returns the script that most letters of a text are of, `None` when it has no letters.
pub(super) fn script_of(text: &str) -> Option<Script> {
    let mut counts = BTreeMap::new();
    count(text, &mut counts);
    counts.into_iter().max_by_key(|(_, n)| *n).map(|(script, _)| script)
}

/// Says whether the units write a language in this script: a quarter of its letters at least; texts that are the same in
/// another language, left untranslated, do not count.
pub(super) fn writes(units: &[TranslationUnit], lang: &Lang, wanted: Script) -> bool {
    let mut counts = BTreeMap::new();
    for unit in units {
        let Some(own) = unit.variant(lang) else { continue };
        if !unit.variants.iter().any(|v| !std::ptr::eq(v, own) && v.text == own.text) {
            count(&own.text, &mut counts);
        }
    }
    let all: usize = counts.values().sum();
    all == 0 || counts.get(&wanted).is_some_and(|n| n * 4 >= all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Origin, Variant};

    #[test]
    fn a_language_is_written_as_its_texts_are() {
        let unit = |en: &str, other: &str| {
            let variant = |lang: &str, text: &str| Variant::new(Lang::new(lang), text);
            TranslationUnit::pair(variant("en", en), variant("sr", other), Origin::default())
        };
        let units = [
            unit("The court met.", "Суд се састао у понедељак."),
            unit("The judge left.", "Sudija je otišao."),
            unit("Press office, Geneva, Switzerland", "Press office, Geneva, Switzerland"),
        ];
        let sr = Lang::new("sr");
        assert!(writes(&units, &sr, Script::Latin) && writes(&units, &sr, Script::Cyrillic));
        assert!(!writes(&units, &sr, Script::Arabic));
        assert!(!writes(&units[..1], &sr, Script::Latin));
        assert_eq!(script_of("خمینی ۱۲"), Some(Script::Arabic));
        assert_eq!(script_of("12 — 3"), None);
    }
}
