//! English days of the week and months, which stand beside names and are none.

/// In lower case, sorted.
const DAYS_AND_MONTHS: [&str; 19] = [
    "april",
    "august",
    "december",
    "february",
    "friday",
    "january",
    "july",
    "june",
    "march",
    "may",
    "monday",
    "november",
    "october",
    "saturday",
    "september",
    "sunday",
    "thursday",
    "tuesday",
    "wednesday",
];

/// Returns whether a word in lower case is an English day of the week or month.
///
/// ```
/// use glossary::calendar::is_day_or_month;
///
/// assert!(is_day_or_month("may") && is_day_or_month("thursday") && is_day_or_month("april"));
/// assert!(!is_day_or_month("Sunday") && !is_day_or_month("easter"));
/// ```
pub fn is_day_or_month(word: &str) -> bool {
    DAYS_AND_MONTHS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::DAYS_AND_MONTHS;

    #[test]
    fn the_list_is_sorted() {
        assert!(DAYS_AND_MONTHS.is_sorted());
    }
}
