//! The score of a match as people who work with translation memories know it.

use super::distance::Pattern;
use super::token::{self, NUMBER, Word};
use crate::model::Mark;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What can differ between two texts that have the same letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Difference {
    /// Letters and digits that count alike (ي and ی), vowel marks, tatweel, half-spaces, invisible characters.
    Spelling,
    /// Capital letters.
    Case,
    /// Spaces.
    Spacing,
    /// Punctuation.
    Punctuation,
    /// The value of a number.
    Numbers,
    /// Inline codes.
    Codes,
    /// Words.
    Words,
}

impl Difference {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Difference::Spelling => "spelling",
            Difference::Case => "case",
            Difference::Spacing => "spacing",
            Difference::Punctuation => "punctuation",
            Difference::Numbers => "numbers",
            Difference::Codes => "codes",
            Difference::Words => "words",
        }
    }
}

/// How near two texts are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// 0..=100: 100 the same; 95..=99 the same letters, one less for each kind of difference; below, the share of words
    /// that need no edit.
    pub percent: u8,
    /// What differs, in the order of [`Difference`].
    pub differences: Vec<Difference>,
    /// Word edits and the number of words of the longer text.
    pub edits: (usize, usize),
}

/// The best score of two texts that differ in more than numbers, punctuation and the like.
pub const MOST_WITH_EDITS: u8 = 94;

/// Scores a text of the memory against a query.
///
/// ```
/// use yeksan::search::score;
/// let percent = |a, b| score((a, &[]), (b, &[])).percent;
/// assert_eq!(percent("The vote was held.", "The vote was held."), 100);
/// assert_eq!(percent("ملاقات‌های خصوصي", "ملاقات های خصوصی"), 99);
/// assert_eq!(percent("Page 3 of 10", "page 4 of 12."), 97);
/// assert_eq!(percent("The vote was held today.", "The vote was held yesterday."), 80);
/// ```
pub fn score(query: (&str, &[Mark]), unit: (&str, &[Mark])) -> Score {
    if query == unit {
        return Score { percent: 100, differences: Vec::new(), edits: (0, token::words(query.0).count()) };
    }
    let (a, b) = (Anatomy::of(query.0), Anatomy::of(unit.0));
    let edits = (distance(&a.words, &b.words), a.words.len().max(b.words.len()));
    if a.letters == b.letters && (!a.words.is_empty() || query.0 == unit.0) {
        let differences = differences(query, unit, &a, &b);
        let percent = 100 - differences.len().clamp(1, 5) as u8;
        return Score { percent, differences, edits };
    }
    let percent = (100 * (edits.1 - edits.0)).checked_div(edits.1).unwrap_or(0) as u8;
    Score { percent: percent.min(MOST_WITH_EDITS), differences: vec![Difference::Words], edits }
}

/// A text taken apart.
struct Anatomy<'a> {
    words: Vec<Word<'a>>,
    /// Keys in a row without what joins the parts of a word.
    letters: String,
}

impl<'a> Anatomy<'a> {
    fn of(text: &'a str) -> Anatomy<'a> {
        let words: Vec<Word<'_>> = token::words(text).collect();
        let mut letters = String::with_capacity(text.len());
        for word in &words {
            if word.key == NUMBER {
                if !letters.ends_with(NUMBER) {
                    letters.push_str(NUMBER);
                }
            } else {
                letters.extend(word.key.chars().filter(|&c| token::is_letter(c)));
            }
        }
        Anatomy { words, letters }
    }

    fn numbers(&self) -> Vec<&'a str> {
        self.words.iter().filter(|w| w.key == NUMBER).map(|w| w.token.text).collect()
    }
}

fn distance(a: &[Word<'_>], b: &[Word<'_>]) -> usize {
    let mut numbers = FxHashMap::default();
    let mut ids = |words: &[Word<'_>]| -> Vec<u32> {
        words
            .iter()
            .map(|word| {
                let next = numbers.len() as u32;
                *numbers.entry(word.key.clone().into_owned()).or_insert(next)
            })
            .collect()
    };
    let (a, b) = (ids(a), ids(b));
    let mut pattern = Pattern::default();
    pattern.set(&a);
    pattern.distance(b.len(), b.iter().copied(), usize::MAX / 2).unwrap_or(a.len().max(b.len()))
}

fn differences(
    query: (&str, &[Mark]),
    unit: (&str, &[Mark]),
    a: &Anatomy<'_>,
    b: &Anatomy<'_>,
) -> Vec<Difference> {
    let (first, second) = (Rows::of(query.0, &a.words), Rows::of(unit.0, &b.words));
    let mut found = Vec::new();
    let folded = |numbers: &[&str]| -> Vec<String> {
        numbers.iter().map(|n| glossary::fold::fold(n, glossary::fold::Level::Letters)).collect()
    };
    let (numbers, others) = (a.numbers(), b.numbers());
    let values = folded(&numbers) != folded(&others);
    let half_spaces = first.gaps.len() == second.gaps.len()
        && first.gaps.iter().zip(&second.gaps).any(|(a, b)| a.half != b.half);
    let lower = |row: &str| row.to_lowercase();
    let spelled = lower(&first.letters) != lower(&second.letters) || (!values && numbers != others);
    let cased = |row: &str| -> Vec<bool> {
        row.chars().filter(|c| c.is_lowercase() || c.is_uppercase()).map(char::is_uppercase).collect()
    };
    let case = first.letters != second.letters && cased(&first.letters) != cased(&second.letters);
    let gaps = first.gaps.len() == second.gaps.len();
    // A space where the other text has a half-space is spelling, as is a half-space left out.
    let spaces =
        gaps && first.gaps.iter().zip(&second.gaps).any(|(a, b)| a.space != b.space && !a.half && !b.half);
    let marks = gaps && first.gaps.iter().zip(&second.gaps).any(|(a, b)| a.marks != b.marks);
    let codes = |marks: &[Mark]| -> Vec<(u8, String)> {
        marks.iter().map(|m| (m.kind as u8, m.content.clone())).collect()
    };
    for (difference, differs) in [
        (Difference::Spelling, spelled || half_spaces),
        (Difference::Case, case),
        (Difference::Spacing, spaces || !gaps && !values),
        (Difference::Punctuation, marks),
        (Difference::Numbers, values),
        (Difference::Codes, codes(query.1) != codes(unit.1)),
    ] {
        if differs {
            found.push(difference);
        }
    }
    if found.is_empty() {
        // Characters that nobody sees, or codes at other places.
        found.push(if query.0 == unit.0 { Difference::Codes } else { Difference::Spelling });
    }
    found
}

/// A text as its letters and what stands before, between and after them.
#[derive(Debug, Default)]
struct Rows {
    /// The letters as written, without numbers.
    letters: String,
    /// One a letter or number that counts, and one at the end.
    gaps: Vec<Gap>,
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Gap {
    space: bool,
    half: bool,
    marks: String,
}

impl Rows {
    fn of(text: &str, words: &[Word<'_>]) -> Rows {
        let mut rows = Rows::default();
        let (mut at, mut gap, mut number) = (0, Gap::default(), false);
        for word in words {
            gap.add(&text[at..word.token.start]);
            at = word.token.end;
            if word.key == NUMBER {
                if !std::mem::replace(&mut number, true) {
                    rows.gaps.push(std::mem::take(&mut gap));
                } else {
                    gap = Gap::default();
                }
                continue;
            }
            number = false;
            for c in word.token.text.chars() {
                let key = token::key(c.encode_utf8(&mut [0; 4])).into_owned();
                if c == '\u{200C}' || !key.chars().all(token::is_letter) {
                    gap.add(c.encode_utf8(&mut [0; 4]));
                } else {
                    rows.letters.push(c);
                    // A mark that counts for nothing stands with the letter before it.
                    if !key.is_empty() {
                        rows.gaps.push(std::mem::take(&mut gap));
                    }
                }
            }
        }
        gap.add(text[at..].trim_end());
        gap.space = false;
        rows.gaps.push(gap);
        if let Some(first) = rows.gaps.first_mut() {
            first.space = false;
        }
        rows
    }
}

impl Gap {
    fn add(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\u{200C}' => self.half = true,
                c if c.is_whitespace() => self.space = true,
                '\u{00AD}'
                | '\u{0640}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'
                | '\u{2066}'..='\u{2069}'
                | '\u{FEFF}' => {}
                c => self.marks.push(c),
            }
        }
    }
}

/// A stretch of words that is the same in both texts, or is not.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Edit {
    /// Whether the words are the same, spelling and case apart.
    pub same: bool,
    /// The bytes of the query; empty when the memory has more.
    pub query: Range<usize>,
    /// The bytes of the memory's text; empty when the query has more.
    pub unit: Range<usize>,
}

/// Returns how the query becomes the memory's text, word by word, by the fewest word edits.
///
/// Words of one class that are not written alike (numbers, case, letters) are not the same here.
pub fn edits(query: &str, unit: &str) -> Vec<Edit> {
    let (a, b): (Vec<_>, Vec<_>) = (token::words(query).collect(), token::words(unit).collect());
    let wide = b.len() + 1;
    let cost = |x: &Word<'_>, y: &Word<'_>| match (x.token.text == y.token.text, x.key == y.key) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 4,
    };
    let mut table = vec![0u32; (a.len() + 1) * wide];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i * wide + j] = match (i, j) {
                (0, _) => 4 * j as u32,
                (_, 0) => 4 * i as u32,
                _ => (table[(i - 1) * wide + j - 1] + cost(&a[i - 1], &b[j - 1]))
                    .min(table[(i - 1) * wide + j] + 4)
                    .min(table[i * wide + j - 1] + 4),
            };
        }
    }
    let (mut i, mut j) = (a.len(), b.len());
    let mut steps = Vec::new();
    while i > 0 || j > 0 {
        let here = table[i * wide + j];
        if i > 0 && j > 0 && here == table[(i - 1) * wide + j - 1] + cost(&a[i - 1], &b[j - 1]) {
            (i, j) = (i - 1, j - 1);
            let same = a[i].token.text == b[j].token.text;
            steps.push((same, span(&a[i]), span(&b[j])));
        } else if i > 0 && here == table[(i - 1) * wide + j] + 4 {
            i -= 1;
            let at = place(&b, j, unit.len());
            steps.push((false, span(&a[i]), at..at));
        } else {
            j -= 1;
            let at = place(&a, i, query.len());
            steps.push((false, at..at, span(&b[j])));
        }
    }
    steps.reverse();
    let mut edits: Vec<Edit> = Vec::new();
    for (same, query, unit) in steps {
        match edits.last_mut() {
            Some(last) if last.same == same => {
                join(&mut last.query, query);
                join(&mut last.unit, unit);
            }
            _ => edits.push(Edit { same, query, unit }),
        }
    }
    edits
}

fn span(word: &Word<'_>) -> Range<usize> {
    word.token.start..word.token.end
}

fn place(words: &[Word<'_>], at: usize, end: usize) -> usize {
    words.get(at).map_or(end, |word| word.token.start)
}

fn join(range: &mut Range<usize>, next: Range<usize>) {
    if range.start == range.end {
        *range = next;
    } else if next.start < next.end {
        range.end = next.end;
    }
}

/// Returns whether two texts have the same letters in a row; for tests of the digest.
#[cfg(test)]
pub(super) fn letters_digest(text: &str) -> u32 {
    let mut letters = token::Letters::default();
    token::words(text).for_each(|w| letters.add(token::WordLetters::of(&w.key)));
    letters.finish(true, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(a: &str, b: &str) -> u8 {
        let forth = score((a, &[]), (b, &[]));
        assert_eq!(forth.percent, score((b, &[]), (a, &[])).percent, "{a} | {b}");
        forth.percent
    }

    #[test]
    fn letters_and_half_spaces_never_cost_more_than_one() {
        for (a, b) in [
            ("خمینی کتاب را خواند", "خميني كتاب را خواند"),
            ("او می‌رود", "او میرود"),
            ("او می‌رود", "او می رود"),
            ("سال ۱۳۶۷ و ۱٬۲۳۴", "سال 1367 و ١٬٢٣٤"),
            ("خانهٔ ما", "خانه ما"),
            ("مُحَمَّد آمد", "محمد آمد"),
            ("ســلام كتاب‌هاي ۱۲", "سلام کتاب های 12"),
            ("\u{202b}تهران\u{202c} بزرگ", "تهران بزرگ"),
        ] {
            assert_eq!(percent(a, b), 99, "{a} | {b}");
            assert_eq!(letters_digest(a), letters_digest(b), "{a} | {b}");
        }
    }

    #[test]
    fn each_kind_of_difference_costs_one() {
        for (a, b, expected) in [
            ("Press OK now", "press ok now", 99),
            ("Press OK now", "Press OK, now.", 99),
            ("Press OK now", "press OK now!", 98),
            ("Page 3 of 10", "Page 4 of 10", 99),
            ("The e-mail came", "The email came", 99),
            ("A note book", "A notebook", 99),
            ("3 500 men", "3500 men", 99),
            ("Press OK now", "Press Cancel now", 66),
            ("", "", 100),
            ("!", "?", 0),
            (
                "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
                "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen thirty",
                94,
            ),
        ] {
            assert_eq!(percent(a, b), expected, "{a} | {b}: {:?}", score((a, &[]), (b, &[])));
        }
        let bold =
            [Mark { at: 0, kind: crate::model::MarkKind::Ph, attributes: vec![], content: "<b>".into() }];
        assert_eq!(score(("Press", &bold), ("Press", &[])).percent, 99);
    }

    #[test]
    fn edits_say_which_words() {
        let (a, b) = ("The vote was held today.", "The last vote was held in Tehran.");
        let parts: Vec<_> =
            edits(a, b).into_iter().map(|e| (e.same, &a[e.query.clone()], &b[e.unit.clone()])).collect();
        assert_eq!(
            parts,
            [
                (true, "The", "The"),
                (false, "", "last"),
                (true, "vote was held", "vote was held"),
                (false, "today", "in Tehran")
            ]
        );
    }
}
