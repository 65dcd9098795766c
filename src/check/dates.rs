//! Days of running text: a day number with its month, and its year when one stands there.

use super::calendar::{Month, gregorian_day, gregorian_of, jalali_day, jalali_of, month};
use super::numbers::{Number, digit};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A day of some calendar.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Day {
    /// Its byte range in the text, from the day or the year on.
    pub(crate) span: Range<usize>,
    /// Indices of its day, and of its year, among the numbers of the text.
    pub(crate) numbers: Vec<usize>,
    /// Month and day; two readings where the order of the figures leaves them.
    readings: Vec<(Month, i64)>,
    year: Option<i64>,
}

/// Words that may stand between the days of a span and their month: `22 and 28 September`, «از ۱ تا ۷ مهر».
const JOINING: &[&str] = &[
    "and", "bis", "of", "or", "the", "through", "to", "und", "until", "إلى", "الی", "ام", "تا", "حتى", "م",
    "ماه", "من", "و", "یا",
];

#[allow(clippy::unwrap_used, reason = "a pattern of the source, tried by the tests")]
static FIGURES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(\p{Nd}{1,4})([/.-])(\p{Nd}{1,2})([/.-])(\p{Nd}{1,4})").unwrap());

fn letters(c: char) -> bool {
    c.is_alphabetic() || ('\u{64b}'..='\u{655}').contains(&c)
}

/// Returns the month that `text` leads to, over numbers, marks and joining words only, and where its name ends.
fn leading_month(text: &str) -> Option<(Month, usize)> {
    let words = || text.split(|c: char| !letters(c)).filter(|w| !w.is_empty());
    let end = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize + word.len();
    for (at, word) in words().enumerate() {
        let lower = word.to_lowercase();
        if let Some(found) = month(&lower) {
            return Some((found, end(word)));
        }
        // كانون الثاني: two words of Arabic name one month.
        if let Some((found, last)) = words().nth(at + 1).and_then(|next| {
            let found = month(&format!("{lower} {next}"))?;
            Some((found, end(next)))
        }) {
            return Some((found, last));
        }
        let ordinal = matches!(lower.as_str(), "st" | "nd" | "rd" | "th");
        if !ordinal && JOINING.binary_search(&lower.as_str()).is_err() {
            return None;
        }
    }
    None
}

/// Returns the month that stands right before: `March 3`.
fn month_before(text: &str) -> Option<Month> {
    let word = text.trim_end().rsplit(|c: char| !letters(c)).next().filter(|w| !w.is_empty())?;
    month(&word.to_lowercase())
}

/// Returns the days of a text, in order. The year is the next number that can be one, with nothing but joining words, a
/// month and other days before it.
pub(crate) fn days(text: &str, found: &[Number]) -> Vec<Day> {
    let mut out = in_figures(text, found);
    for (at, number) in found.iter().enumerate() {
        let whole = number.value.fract() == 0.0 && (1.0..=31.0).contains(&number.value);
        if !whole || out.iter().any(|d| d.numbers.contains(&at)) {
            continue;
        }
        let window = |from: usize| {
            let end = text[from..].char_indices().nth(40).map_or(text.len(), |(i, _)| from + i);
            &text[from..end]
        };
        let before = month_before(&text[..number.span.start]).map(|month| (month, 0));
        let Some((named, name_end)) = before.or_else(|| leading_month(window(number.span.end))) else {
            continue;
        };
        let year = (at + 1..found.len()).take(3).find(|&k| is_year(&found[k])).filter(|&k| {
            let between = &text[number.span.end..found[k].span.start];
            between.split(|c: char| !letters(c)).filter(|w| !w.is_empty()).all(|w| {
                let lower = w.to_lowercase();
                month(&lower).is_some()
                    || JOINING.binary_search(&lower.as_str()).is_ok()
                    || matches!(lower.as_str(), "st" | "nd" | "rd" | "th" | "سال" | "عام")
            })
        });
        let end = year.map_or(number.span.end + name_end, |k| found[k].span.end);
        out.push(Day {
            span: number.span.start..end,
            numbers: std::iter::once(at).chain(year).collect(),
            readings: vec![(named, number.value as i64)],
            year: year.map(|k| found[k].value as i64),
        });
    }
    out.sort_by_key(|d| d.span.start);
    out
}

fn is_year(number: &Number) -> bool {
    number.digits && (1000.0..2200.0).contains(&number.value)
}

/// Returns the days written in figures: `2025-02-03`, `03/02/2025`, «۱۴۰۳/۱۱/۱۵».
fn in_figures(text: &str, found: &[Number]) -> Vec<Day> {
    let whole = |text: &str| text.chars().try_fold(0, |n: i64, c| Some(n * 10 + i64::from(digit(c)?)));
    let mut out = Vec::new();
    for c in FIGURES.captures_iter(text) {
        let (Some(all), Some(a), Some(b), Some(d)) = (c.get(0), c.get(1), c.get(3), c.get(5)) else {
            continue;
        };
        let next_to_digit = |c: Option<char>| c.is_some_and(|c| digit(c).is_some());
        let lone = !next_to_digit(text[..all.start()].chars().next_back())
            && !next_to_digit(text[all.end()..].chars().next());
        if !lone || c.get(2).map(|m| m.as_str()) != c.get(4).map(|m| m.as_str()) {
            continue;
        }
        let (Some(x), Some(y), Some(z)) = (whole(a.as_str()), whole(b.as_str()), whole(d.as_str())) else {
            continue;
        };
        let (year, pairs) = if (1000..2200).contains(&x) && z <= 31 {
            (x, vec![(y, z)])
        } else if (1000..2200).contains(&z) && x <= 31 {
            (z, vec![(y, x), (x, y)])
        } else {
            continue;
        };
        let calendar = |m: i64| if year < 1600 { Month::Jalali(m) } else { Month::Gregorian(m) };
        let readings: Vec<_> = pairs
            .into_iter()
            .filter(|(m, d)| (1..=12).contains(m) && (1..=31).contains(d))
            .map(|(m, d)| (calendar(m), d))
            .collect();
        if !readings.is_empty() {
            let inside = |n: &Number| n.span.start >= all.start() && n.span.end <= all.end();
            let numbers = (0..found.len()).filter(|&k| inside(&found[k])).collect();
            out.push(Day { span: all.range(), numbers, readings, year: Some(year) });
        }
    }
    out
}

/// Returns the number of a day in a year of its calendar.
fn number(month: Month, day: i64, year: i64) -> i64 {
    match month {
        Month::Gregorian(m) => gregorian_day(year, m, day),
        Month::Jalali(m) => jalali_day(year, m, day),
    }
}

/// Returns whether two days name the same: to the day when both have a year, else within a day in some year, because the
/// calendars shift against each other by one.
pub(crate) fn same_day(a: &Day, b: &Day) -> bool {
    a.readings.iter().any(|x| b.readings.iter().any(|y| same(*x, *y, (a.year, b.year))))
}

fn same((m, d): (Month, i64), (n, e): (Month, i64), years: (Option<i64>, Option<i64>)) -> bool {
    match (m, n, years) {
        (_, _, (Some(x), Some(y))) => number(m, d, x) == number(n, e, y),
        (Month::Gregorian(i), Month::Gregorian(k), _) | (Month::Jalali(i), Month::Jalali(k), _) => {
            i == k && d == e
        }
        (Month::Gregorian(_), Month::Jalali(_), _) => {
            [2023, 2024].iter().any(|year| (number(m, d, *year) - number(n, e, 1402)).abs() <= 1)
        }
        (Month::Jalali(_), Month::Gregorian(_), (x, y)) => same((n, e), (m, d), (y, x)),
    }
}

/// Returns what a day is called in the other day's calendar, `YYYY-MM-DD`; `None` when it has no year, two readings, or
/// both are of one calendar.
pub(crate) fn in_calendar_of(day: &Day, other: &Day) -> Option<String> {
    let [(month, d)] = day.readings.as_slice() else { return None };
    let number = number(*month, *d, day.year?);
    let (year, month, day) = match (month, other.readings.first()?.0) {
        (Month::Gregorian(_), Month::Jalali(_)) => jalali_of(number),
        (Month::Jalali(_), Month::Gregorian(_)) => gregorian_of(number),
        _ => return None,
    };
    Some(format!("{year}-{month:02}-{day:02}"))
}

/// How the days of two texts answer each other.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    /// Per number of the source: whether a day that was compared took it.
    pub(crate) source: Vec<bool>,
    /// Per number of the target.
    pub(crate) target: Vec<bool>,
    /// Days that stand against each other and are two days.
    pub(crate) differ: Vec<(Day, Day)>,
}

/// Compares the days of two texts: equal ones are settled first, the others stand against each other in order.
pub(crate) fn compare(source: (&str, &[Number]), target: (&str, &[Number])) -> Compared {
    let (ours, mut theirs) = (days(source.0, source.1), days(target.0, target.1));
    let mut out = Compared {
        source: vec![false; source.1.len()],
        target: vec![false; target.1.len()],
        differ: Vec::new(),
    };
    let mut open = Vec::new();
    for day in ours {
        match theirs.iter().position(|other| same_day(&day, other)) {
            Some(k) => out.settle(&day, &theirs.remove(k)),
            None => open.push(day),
        }
    }
    // A day that one side tells by its weekday or by a feast has no partner: only as many as both have are compared.
    if open.len() == theirs.len() {
        for (day, other) in open.into_iter().zip(theirs) {
            out.settle(&day, &other);
            out.differ.push((day, other));
        }
    }
    out
}

impl Compared {
    fn settle(&mut self, day: &Day, other: &Day) {
        let years = day.year.is_some() == other.year.is_some();
        let taken = |day: &Day, all: &mut Vec<bool>| {
            // A year that only one side has is compared with the other numbers.
            let first = day.numbers.iter().copied();
            for at in first.take(if years || day.readings.len() > 1 { usize::MAX } else { 1 }) {
                all[at] = true;
            }
        };
        taken(day, &mut self.source);
        taken(other, &mut self.target);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::numbers::numbers;

    fn found(text: &str) -> Vec<Day> {
        days(text, &numbers(text))
    }

    #[test]
    fn joining_words_are_sorted() {
        assert!(JOINING.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn days_with_and_without_years() {
        for (a, b) in [
            ("on February 3, 2025", "در ۱۵ بهمن ۱۴۰۳"),
            ("May 23", "۲ خرداد"),
            ("28 September", "۷ مهر"),
            ("14 May 2024", "۲۵ ارديبهشت"),
            ("3 February 2025", "۳ فوریه ۲۰۲۵"),
            ("2025-02-03", "۱۴۰۳/۱۱/۱۵"),
            ("03/02/2025", "۱۵ بهمن ۱۴۰۳"),
            ("02/03/2025", "۱۵ بهمن‌ماه ۱۴۰۳"),
            ("6 October 2024", "۱۵ میزان ۱۴۰۳"),
            ("15 January 2024", "15 كانون الثاني 2024"),
            ("15 January 2024", "۱۵ جنوری ۲۰۲۴"),
        ] {
            let (x, y) = (found(a), found(b));
            assert!(x.len() == 1 && y.len() == 1 && same_day(&x[0], &y[0]), "{a} {b} {x:?} {y:?}");
        }
        let (x, y) = (found("3 February 2025"), found("۱۶ بهمن ۱۴۰۳"));
        assert!(!same_day(&x[0], &y[0]));
        assert_eq!(in_calendar_of(&x[0], &y[0]).as_deref(), Some("1403-11-15"));
        assert_eq!(in_calendar_of(&y[0], &x[0]).as_deref(), Some("2025-02-04"));
    }

    #[test]
    fn spans_share_their_month() {
        let (x, y) = (found("between 22 and 28 September 2024"), found("از ۱ تا ۷ مهر ۱۴۰۳"));
        assert_eq!((x.len(), y.len()), (2, 2));
        assert!(same_day(&x[0], &y[0]) && same_day(&x[1], &y[1]), "{x:?} {y:?}");
    }

    #[test]
    fn a_number_near_a_month_is_no_day_of_it() {
        assert!(found("5 people were held in March").is_empty());
        assert!(found("version 1.2.30 and 10.0.0.1").is_empty());
    }
}
