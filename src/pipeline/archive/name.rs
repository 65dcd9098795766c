//! What the name of a file says of its document: language, day, numbers, words.

use crate::check::calendar::{gregorian_day, jalali_day};
use crate::model::Lang;
use glossary::fold::{Level, fold};

/// What a path says, folded: letters small, digits ASCII, marks of the two languages left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// Which language a mark names: the source's (0) or the target's (1).
    pub(super) side: Option<usize>,
    /// The day, in days since 1 January 1970.
    pub(super) day: Option<i64>,
    /// Numbers that are no date, without leading zeros.
    pub(super) numbers: Vec<String>,
    /// The other words, in order.
    pub(super) words: Vec<String>,
}

/// Names of languages in file names, beside the two letters of the language itself.
const NAMES: &[(&str, &[&str])] = &[
    ("ar", &["ara", "arabic", "عربی", "العربية"]),
    ("de", &["deu", "deutsch", "ger", "german"]),
    ("en", &["eng", "english", "انگلیسی"]),
    ("fa", &["farsi", "fas", "per", "persian", "فارسی"]),
    ("fr", &["fra", "francais", "fre", "french"]),
    ("ru", &["rus", "russian", "русский"]),
    ("tr", &["tur", "turkish", "türkçe"]),
    ("ur", &["urd", "urdu", "اردو"]),
];

impl Name {
    /// Reads a path relative to its folder; the last extension says nothing.
    pub(super) fn of(relative: &str, langs: (&Lang, &Lang)) -> Name {
        let folded = fold(relative, Level::Ortho);
        let stem = match folded.rsplit_once('.') {
            Some((stem, end)) if !stem.is_empty() && end.len() <= 5 && !end.contains('/') => stem,
            _ => &folded,
        };
        let tokens = tokens(stem);
        let mut name = Name::default();
        let mut at = 0;
        while at < tokens.len() {
            if let Some((day, used)) = date(&tokens[at..]) {
                name.day = name.day.or(Some(day));
                at += used;
                continue;
            }
            let token = tokens[at];
            at += 1;
            if let Some(side) = mark(token, langs) {
                name.side = Some(side);
            } else if token.starts_with(|c: char| c.is_ascii_digit()) {
                let bare = token.trim_start_matches('0');
                name.numbers.push(if bare.is_empty() { "0" } else { bare }.to_owned());
            } else {
                name.words.push(token.to_owned());
            }
        }
        name
    }

    /// Returns everything but the language, as one key; empty when the name says nothing else.
    pub(super) fn key(&self) -> String {
        let day = self.day.map(|d| format!("@{d}"));
        let parts: Vec<&str> =
            day.iter().chain(&self.numbers).chain(&self.words).map(String::as_str).collect();
        parts.join(" ")
    }
}

/// Returns the runs of letters and of digits in a name.
fn tokens(stem: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut kind = 0;
    for (at, c) in stem.char_indices().chain([(stem.len(), ' ')]) {
        let now = match c {
            '0'..='9' => 1,
            _ if c.is_alphanumeric() => 2,
            _ => 0,
        };
        if now != kind {
            if kind != 0 {
                out.push(&stem[start..at]);
            }
            (start, kind) = (at, now);
        }
    }
    out
}

/// Returns which of two languages a word marks.
fn mark(word: &str, langs: (&Lang, &Lang)) -> Option<usize> {
    [langs.0, langs.1].into_iter().position(|lang| {
        let code = lang.primary();
        word == code
            || NAMES
                .iter()
                .any(|(of, names)| *of == code && names.iter().any(|n| fold(n, Level::Ortho) == word))
    })
}

/// Returns the day that the first tokens write, in either calendar and order, and how many tokens that takes.
fn date(tokens: &[&str]) -> Option<(i64, usize)> {
    let number = |t: &str| t.parse::<i64>().ok();
    let first = tokens.first()?;
    if first.len() == 8 {
        let (year, rest) = (number(first.get(..4)?)?, (number(first.get(4..6)?)?, number(first.get(6..)?)?));
        return day(year, rest.0, rest.1).map(|d| (d, 1));
    }
    let [a, b, c] = [tokens.first()?, tokens.get(1)?, tokens.get(2)?];
    if a.len() == 4 && b.len() <= 2 && c.len() <= 2 {
        return day(number(a)?, number(b)?, number(c)?).map(|d| (d, 3));
    }
    if c.len() == 4 && a.len() <= 2 && b.len() <= 2 {
        return day(number(c)?, number(b)?, number(a)?).map(|d| (d, 3));
    }
    None
}

fn day(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    match year {
        1300..=1499 => Some(jalali_day(year, month, day)),
        1800..=2199 => Some(gregorian_day(year, month, day)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(path: &str) -> Name {
        Name::of(path, (&Lang::new("en"), &Lang::new("fa")))
    }

    #[test]
    fn one_day_in_two_calendars() {
        let (english, persian) = (name("2025-02-03_statement.en.txt"), name("۱۴۰۳-۱۱-۱۵ بیانیه.html"));
        assert!(english.day.is_some());
        assert_eq!(english.day, persian.day);
        assert_eq!(name("20250203.txt").day, english.day);
        assert_eq!(name("03.02.2025 (EN).txt").day, english.day);
        assert_eq!(name("2025-13-40.txt").day, None);
    }

    #[test]
    fn marks_stand_anywhere() {
        for path in ["fa_report-7.txt", "report.7.FA.txt", "report-07 (Persian).md", "فارسی/report ۷.txt"]
        {
            let name = name(path);
            assert_eq!((name.side, name.key().as_str()), (Some(1), "7 report"), "{path}");
        }
        assert_eq!(name("eng/report_7.txt").side, Some(0));
        assert_eq!(name("report7.txt").side, None);
    }

    #[test]
    fn a_hidden_or_bare_name_is_read_whole() {
        assert_eq!(name("7").key(), "7");
        assert_eq!(name("en.txt").key(), "");
    }
}
