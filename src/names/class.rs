//! How two renderings of one name differ.

use super::speech;
use crate::model::VariantClass;
use glossary::fold::{Level, fold};

/// Likeness of two renderings from which they are spellings of one sound.
const SPELLING: f32 = 0.5;

/// Returns how a rendering differs from the majority rendering, both as written.
///
/// The two are of different clusters: they are neither the same letters nor forms of one word.
pub(super) fn difference(main: &str, other: &str) -> VariantClass {
    if speech::is_latin(main) != speech::is_latin(other) {
        return VariantClass::Script;
    }
    let (a, b) = (fold(main, Level::Ortho), fold(other, Level::Ortho));
    // What both share says nothing about what they differ in.
    let (first, second): (Vec<&str>, Vec<&str>) =
        (a.split_whitespace().collect(), b.split_whitespace().collect());
    let rest = |own: &[&str], other: &[&str]| -> String {
        own.iter().filter(|w| !other.contains(w)).copied().collect()
    };
    let (a, b) = (rest(&first, &second), rest(&second, &first));
    if a.is_empty() || b.is_empty() {
        return VariantClass::Wording;
    }
    if speech::similar(&a, &b) >= SPELLING { VariantClass::Spelling } else { VariantClass::Wording }
}

/// Endings that make an adjective or an inhabitant of a name, by language: what may follow the part both forms share.
const DERIVED: &[(&str, &[&str])] = &[
    (
        "ru",
        &[
            "ск",
            "ийск",
            "ейск",
            "анск",
            "янск",
            "инск",
            "овск",
            "ьск",
            "ец",
            "анец",
            "анц",
            "ц",
            "янин",
            "чанин",
            "н",
            "ическ",
            "к",
        ],
    ),
    ("uk", &["ськ", "ійськ", "ейськ", "анськ", "янськ", "ець", "анець", "ц", "н", "ічн"]),
    ("de", &["isch", "anisch", "er", "aner", "sch", "ier", "in", "n", "e", "ide", "ei"]),
    ("tr", &["lı", "li", "lu", "lü", "ca", "ce", "ça", "çe"]),
];

/// Returns whether two renderings are a name and what is derived from it: Европа and европейский.
///
/// Both must share at least four letters; each word is compared with its neighbour of the same place.
pub(super) fn derived(a: &str, b: &str, lang: &str) -> bool {
    let Some((_, endings)) = DERIVED.iter().find(|(l, _)| *l == lang) else { return false };
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let (first, second): (Vec<&str>, Vec<&str>) =
        (a.split_whitespace().collect(), b.split_whitespace().collect());
    first.len() == second.len()
        && first.iter().zip(&second).all(|(x, y)| {
            if x == y || speech::same_word(x, y, lang) {
                return true;
            }
            let shared: usize =
                x.chars().zip(y.chars()).take_while(|(p, q)| p == q).map(|(p, _)| p.len_utf8()).sum();
            let letters = x[..shared].chars().count();
            // The last shared letters may belong to the ending: Росси-я, росси-йск-.
            let ends = |word: &str| {
                (0..3)
                    .filter_map(|back| word[..shared].char_indices().rev().nth(back).map(|(i, _)| i))
                    .chain([shared])
                    .any(|at| {
                        word[..at].chars().count() >= 4 && endings.iter().any(|e| word[at..].starts_with(e))
                    })
            };
            letters >= 4 && (ends(x) || ends(y))
        })
}

/// Returns how two writings of one rendering differ, `None` when they do not.
///
/// `main` and `other` are the parts that both share, without what inflection adds.
pub(super) fn writing(main: &str, other: &str) -> Option<VariantClass> {
    let bare = |text: &str| -> String {
        let text = text.trim_end_matches(|c: char| super::token::is_mark(c));
        text.chars().filter(|c| !is_invisible(*c)).collect()
    };
    let (a, b) = (bare(main), bare(other));
    if a == b {
        return None;
    }
    let spaced = |text: &str| -> String {
        text.chars()
            .map(|c| if c.is_whitespace() || c == 'ـ' { ' ' } else { c })
            .collect::<String>()
            .split(' ')
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let gaps = |text: &str| -> String { text.chars().filter(|c| !is_gap(*c)).collect() };
    if fold(&gaps(&a), Level::Letters).to_lowercase() != fold(&gaps(&b), Level::Letters).to_lowercase()
        || gaps(&a) != gaps(&b)
    {
        // Capitals alone are the sentence's business.
        return (gaps(&a).to_lowercase() != gaps(&b).to_lowercase()).then_some(VariantClass::Letters);
    }
    (spaced(&a) != spaced(&b)).then_some(VariantClass::HalfSpace)
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200c}' | '-' | '\u{2010}'..='\u{2015}' | 'ـ')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200d}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
