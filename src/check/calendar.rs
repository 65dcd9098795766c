//! Gregorian and Jalali (Iranian solar) dates that name the same day or year.

use super::numbers::persian;

/// Returns the day number (days since 1 January 1970) of a Gregorian date.
pub(crate) fn gregorian_day(year: i64, month: i64, day: i64) -> i64 {
    // Days from civil: months counted from March, so that the leap day ends the year.
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y - era * 400;
    let doy = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

/// Returns the day number of a Jalali date, by the 33-year arithmetic rule (exact for the years 1206–1500).
pub(crate) fn jalali_day(year: i64, month: i64, day: i64) -> i64 {
    // Eight leap years in 33; the 33-year cycles of this era start so that 1403 and 1408 are leap years.
    let y = year + 1595;
    let days = -355_668
        + 365 * y
        + (y / 33) * 8
        + ((y % 33) + 3) / 4
        + day
        + if month < 7 { (month - 1) * 31 } else { (month - 7) * 30 + 186 };
    days - 719_528
}

/// Returns whether a Jalali year shares days with a Gregorian one: 1367 runs from March 1988 to March 1989.
pub(crate) fn same_year(gregorian: i64, jalali: i64) -> bool {
    (1200..=1500).contains(&jalali) && (jalali + 621 == gregorian || jalali + 622 == gregorian)
}

const GREGORIAN: &[&[&str]] = &[
    &["january", "jan", "ژانویه", "يناير"],
    &["february", "feb", "فوریه", "فبراير"],
    &["march", "mar", "مارس"],
    &["april", "apr", "آوریل", "أبريل"],
    &["may", "مه", "مهٔ", "می", "مايو"],
    &["june", "jun", "ژوئن", "يونيو"],
    &["july", "jul", "ژوئیه", "جولای", "يوليو"],
    &["august", "aug", "اوت", "آگوست", "أغسطس"],
    &["september", "sept", "sep", "سپتامبر", "سبتمبر"],
    &["october", "oct", "اکتبر", "أكتوبر"],
    &["november", "nov", "نوامبر", "نوفمبر"],
    &["december", "dec", "دسامبر", "ديسمبر"],
];

const JALALI: &[&[&str]] = &[
    &["فروردین", "farvardin"],
    &["اردیبهشت", "ordibehesht"],
    &["خرداد", "khordad"],
    &["تیر", "tir"],
    &["مرداد", "امرداد", "mordad"],
    &["شهریور", "shahrivar"],
    &["مهر", "mehr"],
    &["آبان", "aban"],
    &["آذر", "azar"],
    &["دی", "dey"],
    &["بهمن", "bahman"],
    &["اسفند", "esfand"],
];

/// A month's name: its calendar and number 1–12.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Month {
    /// Of the Gregorian calendar.
    Gregorian(i64),
    /// Of the Jalali calendar.
    Jalali(i64),
}

/// Returns the month a word names in English, Persian or Arabic, `None` for any other word. `word` is in lower case.
pub(crate) fn month(word: &str) -> Option<Month> {
    let find = |table: &[&[&str]]| table.iter().position(|names| names.contains(&word)).map(|i| i as i64 + 1);
    let either = find(GREGORIAN).map(Month::Gregorian).or_else(|| find(JALALI).map(Month::Jalali));
    either.or_else(|| persian(word).and_then(|word| month(&word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_are_one_in_both_calendars() {
        for (g, j) in [
            ((2025, 2, 3), (1403, 11, 15)),
            ((2025, 3, 20), (1403, 12, 30)),
            ((2025, 3, 21), (1404, 1, 1)),
            ((1979, 2, 11), (1357, 11, 22)),
            ((1988, 7, 28), (1367, 5, 6)),
            ((2024, 3, 20), (1403, 1, 1)),
        ] {
            assert_eq!(gregorian_day(g.0, g.1, g.2), jalali_day(j.0, j.1, j.2), "{g:?} {j:?}");
        }
        assert_eq!(gregorian_day(1970, 1, 1), 0);
    }

    #[test]
    fn years_overlap_by_two() {
        assert!(same_year(1988, 1367) && same_year(1989, 1367));
        assert!(!same_year(1988, 1368) && !same_year(1000, 379));
    }

    #[test]
    fn months_by_name() {
        assert_eq!(month("february"), Some(Month::Gregorian(2)));
        assert_eq!(month("بهمن"), Some(Month::Jalali(11)));
        assert_eq!(month("کتاب"), None);
    }
}
