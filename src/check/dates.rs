//! Days of running text: a day number with its month, and its year when one stands there.

use super::calendar::{Month, gregorian_day, jalali_day, month};
use super::numbers::Number;

/// A day of some calendar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Day {
    /// Index of its number among the numbers of the text.
    pub(crate) at: usize,
    month: Month,
    day: i64,
    year: Option<i64>,
}

/// Words that may stand between the days of a span and their month: `22 and 28 September`, «از ۱ تا ۷ مهر».
const JOINING: &[&str] = &[
    "and", "bis", "of", "or", "the", "through", "to", "und", "until", "إلى", "الی", "ام", "تا", "حتى", "و",
    "یا",
];

fn letters(c: char) -> bool {
    c.is_alphabetic() || ('\u{64b}'..='\u{655}').contains(&c)
}

/// Returns the month that `text` leads to, over numbers, marks and joining words only.
fn leading_month(text: &str) -> Option<Month> {
    for word in text.split(|c: char| !letters(c)).filter(|w| !w.is_empty()) {
        let lower = word.to_lowercase();
        if let Some(found) = month(&lower) {
            return Some(found);
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
    let mut out = Vec::new();
    for (at, number) in found.iter().enumerate() {
        let whole = number.value.fract() == 0.0 && (1.0..=31.0).contains(&number.value);
        if !whole {
            continue;
        }
        let window = |from: usize| {
            let end = text[from..].char_indices().nth(40).map_or(text.len(), |(i, _)| from + i);
            &text[from..end]
        };
        let before = month_before(&text[..number.span.start]);
        let Some(named) = before.or_else(|| leading_month(window(number.span.end))) else { continue };
        let year =
            found[at + 1..].iter().take(3).find(|n| n.digits && (1000.0..2200.0).contains(&n.value)).filter(
                |n| {
                    let between = &text[number.span.end..n.span.start];
                    between.split(|c: char| !letters(c)).filter(|w| !w.is_empty()).all(|w| {
                        let lower = w.to_lowercase();
                        month(&lower).is_some()
                            || JOINING.binary_search(&lower.as_str()).is_ok()
                            || matches!(lower.as_str(), "st" | "nd" | "rd" | "th" | "سال" | "عام")
                    })
                },
            );
        out.push(Day { at, month: named, day: number.value as i64, year: year.map(|n| n.value as i64) });
    }
    out
}

/// Returns whether two days name the same: to the day when both have a year, else within a day in some year, because the
/// calendars shift against each other by one.
pub(crate) fn same_day(a: &Day, b: &Day) -> bool {
    let number = |d: &Day, year: i64| match d.month {
        Month::Gregorian(m) => gregorian_day(year, m, d.day),
        Month::Jalali(m) => jalali_day(year, m, d.day),
    };
    match (a.month, b.month, a.year, b.year) {
        (.., Some(x), Some(y)) => number(a, x) == number(b, y),
        (Month::Gregorian(m), Month::Gregorian(n), ..) | (Month::Jalali(m), Month::Jalali(n), ..) => {
            m == n && a.day == b.day
        }
        (Month::Gregorian(_), Month::Jalali(_), ..) => {
            [2023, 2024].iter().any(|year| (number(a, *year) - number(b, 1402)).abs() <= 1)
        }
        (Month::Jalali(_), Month::Gregorian(_), ..) => same_day(b, a),
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
        ] {
            let (x, y) = (found(a), found(b));
            assert!(x.len() == 1 && y.len() == 1 && same_day(&x[0], &y[0]), "{a} {b} {x:?} {y:?}");
        }
        let (x, y) = (found("3 February 2025"), found("۱۶ بهمن ۱۴۰۳"));
        assert!(!same_day(&x[0], &y[0]));
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
    }
}
