//! Spellings of one name, across scripts and within one.

use std::cmp::min;

use crate::affix::strip;
use crate::fold::{Level, fold};
use crate::sound_table::{self as table, Script};

pub use crate::sound_key::sound_key;

/// Costs are whole hundredths of one consonant gone wrong.
type Cost = u16;

const FAR: Cost = Cost::MAX;
const SUBSTITUTE: Cost = 220;
/// What a proclitic, article or case ending around the name takes off.
const AFFIX_PENALTY: f32 = 0.04;

/// Returns how well `other` spells the Latin name in the script of `lang`, from 0 to 1 for a perfect spelling.
///
/// `lang` is the primary subtag of `other`: `fa`, `ar`, `ur`, `ru`, `uk`, `bg`, `sr`, `el`, `he` or `hi`; for any other
/// language the answer is 0. Takes raw text of one or more words; spaces and half-spaces do not count. Letter names of
/// an acronym count as a spelling. From about 0.66 on two spellings of more than three letters belong together.
///
/// ```
/// use glossary::sound::likeness;
/// assert!(likeness("Raisi", "رئیسی", "fa") > 0.8);
/// assert!(likeness("BBC", "بی‌بی‌سی", "fa") > 0.9);
/// assert!(likeness("Merkel", "دولت", "fa") < 0.3);
/// ```
pub fn likeness(latin: &str, other: &str, lang: &str) -> f32 {
    likeness_at_least(latin, other, lang, 0.0).unwrap_or(0.0)
}

/// Returns the likeness when it is at least `min`, and `None` as soon as it cannot be.
///
/// Most unlike pairs are refused after a few letters, so this is the call for a search over many candidates.
pub fn likeness_at_least(latin: &str, other: &str, lang: &str, min: f32) -> Option<f32> {
    Name::new(latin).likeness_at_least(other, lang, min)
}

/// A Latin name made ready to be compared with many spellings.
///
/// ```
/// use glossary::sound::Name;
/// let name = Name::new("Shakespeare");
/// assert!(name.likeness_at_least("شکسپیر", "fa", 0.66).is_some());
/// assert!(name.likeness_at_least("شمشیر", "fa", 0.66).is_none());
/// ```
#[derive(Debug, Clone)]
pub struct Name {
    letters: Vec<u8>,
    /// Where the name begins behind an Arabic article (al-Assad, el-Sisi); 0 without one.
    behind_article: usize,
    /// Whether the name is a run of capitals that may be read letter by letter.
    acronym: bool,
}

impl Name {
    /// Folds the name; a name without Latin letters is like nothing.
    pub fn new(latin: &str) -> Name {
        let mut spelt = String::with_capacity(latin.len());
        for c in latin.chars() {
            // Carons and cedillas are sounds of their own, not ornament.
            match c {
                'š' | 'ş' | 'ș' | 'ś' | 'Š' | 'Ş' | 'Ș' | 'Ś' => spelt.push_str("sh"),
                'č' | 'ć' | 'Č' | 'Ć' => spelt.push_str("ch"),
                'ž' | 'Ž' => spelt.push_str("zh"),
                _ => spelt.push(c),
            }
        }
        let letters: Vec<u8> =
            fold(&spelt, Level::Skeleton).bytes().filter(u8::is_ascii_alphanumeric).collect();
        let bare: Vec<char> = latin.chars().filter(|&c| c != '.').collect();
        let acronym = (2..=6).contains(&bare.len()) && bare.iter().all(char::is_ascii_uppercase);
        let articles = ["al", "an", "ar", "as", "ash", "at", "el", "es"];
        let (first, parted_by) = match latin.find(['-', '\u{2011}', ' ']) {
            Some(at) => (&latin[..at], latin[at..].chars().next()),
            None => ("", None),
        };
        // Al Gore is no al-Gore.
        let is_article = |known: &&str| match parted_by {
            Some(' ') => first == "al" || first == "el",
            _ => first.eq_ignore_ascii_case(known),
        };
        let behind_article = if articles.iter().any(is_article) { first.len() } else { 0 };
        Name { letters, behind_article, acronym }
    }

    /// Returns the likeness to `other`, raw text, when it is at least `min`.
    pub fn likeness_at_least(&self, other: &str, lang: &str, min: f32) -> Option<f32> {
        self.likeness_of_key(&fold(other, Level::Skeleton), lang, min)
    }

    /// Returns the likeness to a text that is folded at [`Level::Skeleton`] already, when it is at least `min`.
    ///
    /// Saves the folding where one text meets many names.
    pub fn likeness_of_key(&self, key: &str, lang: &str, min: f32) -> Option<f32> {
        let script = table::of(lang)?;
        let mut best = script_likeness(&self.letters, key, script, min);
        if self.behind_article > 0 {
            let floor = best.unwrap_or(0.0).max(min);
            best = script_likeness(&self.letters[self.behind_article..], key, script, floor).or(best);
        }
        if script.clings && best.is_none_or(|score| score < 0.9) {
            for (range, affix) in strip(key, lang) {
                if (affix.before_bytes, affix.after_bytes) == (0, 0) || affix.plural {
                    continue;
                }
                let floor = best.unwrap_or(0.0).max(min) + AFFIX_PENALTY;
                if let Some(score) = script_likeness(&self.letters, &key[range], script, floor) {
                    best = Some(best.unwrap_or(0.0).max(score - AFFIX_PENALTY));
                }
            }
        }
        if self.acronym {
            let spelt: String =
                self.letters.iter().filter_map(|letter| script.letter_name(*letter)).collect();
            let score = similar(&spelt, key);
            if score >= min.max(0.6) {
                best = Some(best.unwrap_or(0.0).max(score));
            }
        }
        best.filter(|&score| score >= min)
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Aligns the letters of both spellings at the least cost and returns the likeness, or `None` below `floor`.
fn script_likeness(latin: &[u8], other: &str, script: &Script, floor: f32) -> Option<f32> {
    let other: Vec<char> = other.chars().collect();
    let (rows, columns) = (latin.len(), other.len());
    if rows == 0 || columns == 0 || !other.iter().any(|&c| script.holds(c)) || rows > 200 || columns > 200 {
        return None;
    }
    let weight_latin: u32 = latin.iter().map(|&letter| if is_vowel(letter) { 45 } else { 100 }).sum();
    let weight_other: u32 = other.iter().map(|&c| if script.is_vowel(c) { 45 } else { 100 }).sum();
    // A slip says more in a short name than in a long one.
    let weight = (weight_latin.max(weight_other) as f32 - 60.0).max(80.0);
    let limit = ((1.0 - floor).clamp(0.0, 1.0) * weight + 0.5) as Cost;

    let width = columns + 1;
    let size = (rows + 1) * width;
    let mut small = [FAR; 640];
    let mut large = Vec::new();
    let grid: &mut [Cost] = if size <= small.len() {
        &mut small[..size]
    } else {
        large.resize(size, FAR);
        &mut large
    };
    grid[0] = if script.bars_opening(latin, other[0]) { 70 } else { 0 };
    let mut live_until = 0;
    for i in 0..=rows {
        if i > live_until {
            return None;
        }
        for j in 0..=columns {
            let here = grid[i * width + j];
            if here > limit {
                continue;
            }
            let mut reach = |row: usize, column: usize, cost: Cost| {
                let total = here + cost;
                if total <= limit {
                    let cell = &mut grid[row * width + column];
                    *cell = min(*cell, total);
                    live_until = live_until.max(row);
                }
            };
            if i < rows {
                reach(i + 1, j, drop_cost(latin, i));
                if j < columns {
                    if latin[i].is_ascii_digit() {
                        reach(i + 1, j + 1, if other[j] == char::from(latin[i]) { 0 } else { 250 });
                    } else {
                        reach(i + 1, j + 1, SUBSTITUTE);
                        for rule in script.rules(latin[i], other[j]) {
                            if latin[i..].starts_with(&rule.latin) && other[j..].starts_with(&rule.other) {
                                let opening = i == 0 && j == 0 && is_vowel(latin[0]) && rule.latin.len() == 1;
                                let cost = match () {
                                    () if opening => min(rule.cost, 5),
                                    () if script.is_out_of_place(rule, &other, j) => rule.cost + 35,
                                    () => rule.cost,
                                };
                                reach(i + rule.latin.len(), j + rule.other.len(), cost);
                            }
                        }
                        if i == 0 && j == 0 && is_vowel(latin[0]) && script.is_opener(other[0]) {
                            reach(1, 1, 5);
                        }
                    }
                }
            }
            if j < columns {
                reach(i, j + 1, script.insert_cost(&other, j));
            }
        }
    }
    let cost = grid[size - 1];
    (cost <= limit).then(|| (1.0 - f32::from(cost) / weight).max(0.0)).filter(|&score| score >= floor)
}

/// What it costs to leave a Latin letter unwritten.
fn drop_cost(latin: &[u8], i: usize) -> Cost {
    let letter = latin[i];
    let last = i + 1 == latin.len();
    let after_vowel = i > 0 && is_vowel(latin[i - 1]);
    match letter {
        b'e' if last && i > 1 => 10,
        _ if is_vowel(letter) && i == 0 => 80,
        b'a' if last => 85,
        _ if is_vowel(letter) && last => 120,
        b'e' if after_vowel => 10,
        _ if is_vowel(letter) && after_vowel => 25,
        b'e' => 15,
        b'a' | b'u' => 25,
        b'o' => 35,
        _ if is_vowel(letter) => 45,
        _ if i > 0 && letter == latin[i - 1] => 5,
        // Silent after a vowel or a stop: Sarah, Ghana, Rhodes.
        b'h' if i > 0 => 30,
        b'h' => 70,
        b'w' if after_vowel => 30,
        b'r' if after_vowel => 140,
        // French keeps its last consonants silent.
        b's' | b't' | b'x' | b'z' if last && after_vowel => 90,
        _ => 170,
    }
}

/// Returns how alike two spellings in one script sound, from 0 to 1.
///
/// Vowels and letters of one sound (س ص ث, ق غ, c k) cost little, so رحمان and رهمان are near and Raesi is near Raisi.
/// Takes raw text; spaces and half-spaces do not count. Two empty texts are alike.
///
/// ```
/// use glossary::sound::similar;
/// assert!(similar("بلفاست", "بلفست") > 0.85);
/// assert!(similar("لندن", "پاریس") < 0.4);
/// ```
pub fn similar(a: &str, b: &str) -> f32 {
    let a: Vec<char> = fold(a, Level::Skeleton).chars().collect();
    let b: Vec<char> = fold(b, Level::Skeleton).chars().collect();
    if a == b {
        return 1.0;
    }
    let weigh = |letters: &[char]| letters.iter().map(|&c| table::same_script_weight(c)).sum::<u32>();
    let weight = weigh(&a).max(weigh(&b));
    if weight == 0 || a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let gap = |letters: &[char], i: usize| {
        if i > 0 && letters[i] == letters[i - 1] { 10 } else { table::same_script_gap(letters[i]) }
    };
    let mut before: Vec<u32> = Vec::with_capacity(b.len() + 1);
    before.push(0);
    for j in 0..b.len() {
        before.push(before[j] + gap(&b, j));
    }
    let mut now = vec![0; b.len() + 1];
    for i in 0..a.len() {
        now[0] = before[0] + gap(&a, i);
        for j in 0..b.len() {
            now[j + 1] = (before[j] + table::same_script_swap(a[i], b[j]))
                .min(before[j + 1] + gap(&a, i))
                .min(now[j] + gap(&b, j));
        }
        std::mem::swap(&mut before, &mut now);
    }
    (1.0 - before[b.len()] as f32 / weight as f32).max(0.0)
}
