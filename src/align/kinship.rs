//! Word pairs that need no learning: the same number, year or mark, the same word left as it is, one name spelt in two
//! scripts.

use super::evidence::Words;
use crate::lexicon::{Lexicon, Table};
use crate::model::Lang;
use glossary::sound::{Name, sound_key};
use rustc_hash::FxHashMap;

/// How sure each kind of kinship is as a translation, before a word of the text was read.
const NUMBER: f32 = 0.85;
const YEAR: f32 = 0.4;
const SAME_WORD: f32 = 0.7;
const SAME_MARK: f32 = 0.5;
/// Likeness below which two spellings are no name, and what the best likeness is worth.
const SOUND_FLOOR: f32 = 0.66;
const SOUND: f32 = 0.8;
/// At most this many of the likest spellings of a name count.
const SPELLINGS: usize = 4;
/// Calendar years that a solar year is compared with, and the difference of the two.
const YEARS: std::ops::Range<u32> = 1800..2100;
const HIJRA: u32 = 621;

/// What is known of word pairs before learning, in both directions.
pub(crate) struct Kinship {
    /// p(target | source).
    pub(crate) forward: Table,
    /// p(source | target).
    pub(crate) backward: Table,
}

impl Kinship {
    /// Finds the kindred words of two vocabularies and adds what `memory` knows.
    pub(crate) fn new(
        source: &Words,
        target: &Words,
        langs: (&Lang, &Lang),
        memory: Option<&Lexicon>,
    ) -> Kinship {
        let mut cells = same(source, target);
        cells.extend(sounds(source, target, langs));
        let turned = cells.iter().map(|&(s, t, p)| (t, s, p)).collect();
        let (rows, columns) = (source.vocabulary.len(), target.vocabulary.len());
        let known = memory.map(|m| m.onto(&source.vocabulary, &target.vocabulary));
        let known = known.as_ref();
        Kinship {
            forward: joined(rows, cells, known.map(|k| &k.0)),
            backward: joined(columns, turned, known.map(|k| &k.1)),
        }
    }
}

/// Adds the known cells and scales each row to at most one.
fn joined(rows: usize, mut cells: Vec<(u32, u32, f32)>, known: Option<&Table>) -> Table {
    const WHOLE: f32 = 0.95;
    if let Some(known) = known {
        for row in 0..known.rows() as u32 {
            let (columns, values) = known.row(row);
            cells.extend(columns.iter().zip(values).map(|(&c, &v)| (row, c, v)));
        }
    }
    let table = Table::from_cells(rows, cells, &[]);
    let mut out = Table::default();
    for row in 0..rows as u32 {
        let (columns, values) = table.row(row);
        let whole = values.iter().sum::<f32>().max(WHOLE) / WHOLE;
        let seen = known.map_or(0.0, |k| k.seen(row));
        out.push_row(columns.iter().copied().zip(values.iter().map(|v| v / whole)), seen);
    }
    out
}

/// Returns words written alike on both sides, and years of the two calendars.
fn same(source: &Words, target: &Words) -> Vec<(u32, u32, f32)> {
    let mut cells = Vec::new();
    for s in 0..source.vocabulary.len() as u32 {
        let word = source.vocabulary.word(s);
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        if let Some(t) = target.vocabulary.id(word) {
            let value = if number {
                NUMBER
            } else if word.starts_with(char::is_alphanumeric) {
                SAME_WORD * (word.chars().count() as f32 / 4.0).min(1.0)
            } else {
                SAME_MARK
            };
            cells.push((s, t, value));
        }
        let Some(year) = word.parse::<u32>().ok().filter(|_| number) else { continue };
        let others = if YEARS.contains(&year) {
            [year - HIJRA, year - HIJRA - 1]
        } else if YEARS.contains(&(year + HIJRA)) {
            [year + HIJRA, year + HIJRA + 1]
        } else {
            continue;
        };
        for other in others {
            if let Some(t) = target.vocabulary.id(&other.to_string()) {
                cells.push((s, t, YEAR));
            }
        }
    }
    cells
}

/// Returns words that are spellings of one name in two scripts, one of them Latin.
fn sounds(source: &Words, target: &Words, langs: (&Lang, &Lang)) -> Vec<(u32, u32, f32)> {
    let (latin_source, latin_target) = (is_latin(source), is_latin(target));
    if latin_source == latin_target {
        return Vec::new();
    }
    let (latin, other, lang) =
        if latin_source { (source, target, langs.1.primary()) } else { (target, source, langs.0.primary()) };
    let mut by_key: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for (id, form) in other.forms.iter().enumerate() {
        if form.chars().count() < 3 || form.starts_with(char::is_numeric) {
            continue;
        }
        let whole = sound_key(form);
        let bare = sound_key(&glossary::affix::stem(form, &lang));
        for key in [Some(whole.clone()), (bare != whole).then_some(bare)] {
            if let Some(key) = key.filter(|k| k.len() > 1) {
                by_key.entry(key).or_default().push(id as u32);
            }
        }
    }
    let mut cells = Vec::new();
    for (id, form) in latin.forms.iter().enumerate() {
        let letters = form.chars().count();
        if letters < 3 || !form.starts_with(char::is_uppercase) {
            continue;
        }
        let form = form.strip_suffix("'s").or(form.strip_suffix("’s")).unwrap_or(form);
        let name = Name::new(form);
        let key = sound_key(form);
        let mut found: Vec<(f32, u32)> = Vec::new();
        let mut keys = vec![key.clone()];
        // An English plural, and one consonant more or less in a long name.
        if key.len() > 2 && key.ends_with('S') {
            keys.push(key[..key.len() - 1].to_owned());
        }
        if key.len() > 3 {
            keys.extend((0..key.len()).map(|i| format!("{}{}", &key[..i], &key[i + 1..])));
        }
        keys.sort_unstable();
        keys.dedup();
        for key in &keys {
            for &candidate in by_key.get(key).map_or(&[][..], Vec::as_slice) {
                let likeness = name.likeness_at_least(&other.forms[candidate as usize], &lang, SOUND_FLOOR);
                if let Some(likeness) = likeness {
                    found.push((likeness, candidate));
                }
            }
        }
        found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.dedup_by_key(|f| f.1);
        found.truncate(SPELLINGS);
        for (likeness, candidate) in found {
            let short = (letters as f32 / 5.0).min(1.0);
            let value = SOUND * short * (0.3 + 0.7 * (likeness - SOUND_FLOOR) / (1.0 - SOUND_FLOOR));
            let (s, t) = if latin_source { (id as u32, candidate) } else { (candidate, id as u32) };
            cells.push((s, t, value));
        }
    }
    cells
}

/// Returns whether most words are written in Latin letters.
fn is_latin(words: &Words) -> bool {
    let latin = |c: char| c.is_alphabetic() && c < '\u{0250}';
    let letters = words.forms.iter().filter(|f| f.starts_with(char::is_alphabetic)).count();
    2 * words.forms.iter().filter(|f| f.starts_with(latin)).count() > letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Segment;

    fn kin(source: &str, target: &str) -> impl Fn(&str, &str) -> f32 {
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let (mut left, mut right) = (Words::default(), Words::default());
        left.read(&[Segment::bare(source)], &en);
        right.read(&[Segment::bare(target)], &fa);
        let kinship = Kinship::new(&left, &right, (&en, &fa), None);
        move |s, t| match (left.vocabulary.id(s), right.vocabulary.id(t)) {
            (Some(s), Some(t)) => kinship.forward.get(s, t),
            _ => -1.0,
        }
    }

    #[test]
    fn numbers_years_and_copied_words() {
        let of = kin("In 1988 NASA paid 30,000 dollars", "در ۱۳۶۷ ناسا (NASA) ۳۰٬۰۰۰ دلار پرداخت");
        assert!(of("30000", "30000") > 0.8);
        assert!(of("1988", "1367") > 0.3);
        assert!(of("nasa", "nasa") > 0.4 && of("nasa", "ناسا") > 0.3);
        assert_eq!(of("paid", "دلار"), 0.0);
    }

    #[test]
    fn names_across_scripts() {
        let of = kin("Sturridge met Merkel", "استوریج با مرکل دیدار کرد");
        assert!(of("merke", "مرکل") > 0.4);
        assert_eq!(of("met", "مرکل"), 0.0);
    }
}
