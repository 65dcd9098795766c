//! Gregorian and Jalali (Iranian solar) dates that name the same day or year.

use super::number_words::persian;

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

/// Returns year, month and day of a day number in the Gregorian calendar.
pub(crate) fn gregorian_of(number: i64) -> (i64, i64, i64) {
    let z = number + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z - era * 146_097;
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

/// Returns year, month and day of a day number in the Jalali calendar.
pub(crate) fn jalali_of(number: i64) -> (i64, i64, i64) {
    let guess = gregorian_of(number).0 - 621;
    let year = if jalali_day(guess, 1, 1) <= number { guess } else { guess - 1 };
    let day = number - jalali_day(year, 1, 1);
    if day < 186 {
        (year, day / 31 + 1, day % 31 + 1)
    } else {
        (year, (day - 186) / 30 + 7, (day - 186) % 30 + 1)
    }
}

const GREGORIAN: &[&[&str]] = &[
    &["january", "jan", "ژانویه", "جنوری", "يناير", "كانون الثاني"],
    &["february", "feb", "فوریه", "فبروری", "فبراير", "شباط"],
    &["march", "mar", "مارس", "مارچ", "آذار"],
    &["april", "apr", "آوریل", "اپریل", "أبريل", "نيسان"],
    &["may", "مه", "مهٔ", "می", "مايو", "أيار"],
    &["june", "jun", "ژوئن", "جون", "يونيو", "حزيران"],
    &["july", "jul", "ژوئیه", "ژوییه", "جولای", "يوليو", "تموز"],
    &["august", "aug", "اوت", "آگوست", "اگست", "أغسطس", "آب"],
    &["september", "sept", "sep", "سپتامبر", "سپتمبر", "سبتمبر", "أيلول"],
    &["october", "oct", "اکتبر", "اکتوبر", "أكتوبر", "تشرين الأول"],
    &["november", "nov", "نوامبر", "نومبر", "نوفمبر", "تشرين الثاني"],
    &["december", "dec", "دسامبر", "دسمبر", "ديسمبر", "كانون الأول"],
];

/// The months of Iran, in Latin letters too, and those of Afghanistan.
const JALALI: &[&[&str]] = &[
    &["فروردین", "farvardin", "حمل"],
    &["اردیبهشت", "ordibehesht", "ثور"],
    &["خرداد", "khordad", "جوزا"],
    &["تیر", "tir", "سرطان"],
    &["مرداد", "امرداد", "mordad", "اسد"],
    &["شهریور", "shahrivar", "سنبله"],
    &["مهر", "mehr", "میزان"],
    &["آبان", "aban", "عقرب"],
    &["آذر", "azar", "قوس"],
    &["دی", "dey", "جدی"],
    &["بهمن", "bahman", "دلو"],
    &["اسفند", "esfand", "حوت"],
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
        for number in (-60_000..60_000).step_by(17) {
            let (g, j) = (gregorian_of(number), jalali_of(number));
            assert_eq!(gregorian_day(g.0, g.1, g.2), number, "{g:?}");
            assert_eq!(jalali_day(j.0, j.1, j.2), number, "{j:?}");
        }
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
