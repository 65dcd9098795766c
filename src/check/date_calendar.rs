//! `date-calendar`: a day of one side is another day on the other.

use super::dates::{compare, in_calendar_of};
use super::number_mismatch::{is_lunar, readable};
use super::numbers::numbers;
use super::rule::{Check, Page, Pair};
use crate::model::{Finding, Place, Severity};

/// The help page.
pub(crate) const PAGE: Page = Page {
    code: "date-calendar",
    summary: "a date names another day than its source",
    text: "What it does: reads the days of both sides, with month names of the Gregorian calendar, of Iran and of Afghanistan, or\n\
        in figures, and compares them by day. Days without a year are compared as days of the year, give or take one. Dates of\n\
        the Hijri lunar calendar are left alone: sighting the moon moves them.\n\n\
        Why it matters: a date in the wrong calendar, or off by one, moves an event.\n\n\
        Example: \"3 February 2025\" beside «۱۶ بهمن ۱۴۰۳».\n\n\
        Write instead: the same day; the finding says what it is called in the other calendar.",
};

/// Finds days that differ.
#[derive(Debug, Default)]
pub(crate) struct DateCalendar {
    findings: Vec<Finding>,
}

impl Check for DateCalendar {
    fn code(&self) -> &'static str {
        PAGE.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        let (source, target) = (readable(&pair.source.text), readable(&pair.target.text));
        if is_lunar(&source) || is_lunar(&target) {
            return;
        }
        let (ours, theirs) = (numbers(&source), numbers(&target));
        for (day, other) in compare((&source, &ours), (&target, &theirs)).differ {
            let (there, here) = (&pair.source.text[day.span.clone()], &pair.target.text[other.span.clone()]);
            let meant = in_calendar_of(&day, &other);
            let meant =
                meant.map(|m| format!(", which is {m} in the calendar of the target")).unwrap_or_default();
            let message = format!("{there} in the source{meant}; {here} in the target");
            let place = Place { unit: pair.index, source: vec![day.span], target: vec![other.span] };
            self.findings.push(Finding::new(PAGE.code, Severity::Error, message, vec![place]));
        }
    }

    fn finish(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_of;

    fn messages(source: &str, target: &str) -> Vec<String> {
        findings_of(DateCalendar::default(), &[(source, target)]).into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn another_day_is_found_and_named() {
        let found = messages("On 3 February 2025 he spoke.", "او در ۱۶ بهمن ۱۴۰۳ سخن گفت.");
        assert_eq!(
            found,
            [
                "3 February 2025 in the source, which is 1403-11-15 in the calendar of the target; ۱۶ بهمن ۱۴۰۳ in the target"
            ]
        );
        assert_eq!(messages("It opened on May 3.", "در ۴ مه گشایش یافت.").len(), 1);
    }

    #[test]
    fn one_day_in_two_calendars_and_what_cannot_be_compared() {
        assert!(messages("On 3 February 2025 he spoke.", "او در ۱۵ بهمن ۱۴۰۳ سخن گفت.").is_empty());
        assert!(messages("On 19 July 2024 it rained.", "در ۱۲ محرم ۱۴۴۶ باران بارید.").is_empty());
        assert!(
            messages("On 19 July it rained, on 20 July it did not.", "در ۱۹ ژوئیه باران بارید و فردایش نه.")
                .is_empty()
        );
    }
}
