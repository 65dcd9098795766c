//! `number-mismatch`: a number or year of one side has no equal on the other.

use super::dates::compare;
use super::number_match::without_equal;
use super::numbers::{Number, numbers};
use super::rule::{Check, Page, Pair};
use crate::model::{Finding, Place, Severity};
use regex::Regex;
use std::sync::LazyLock;

/// The help page.
pub(crate) const PAGE: Page = Page {
    code: "number-mismatch",
    summary: "a number or year has no equal on the other side",
    text: "What it does: compares the numbers of both sides by value. Persian, Arabic and Latin digits, grouping marks, scale\n\
        words (۳۰ هزار = 30,000), numbers in words (English, Persian, Arabic, ordinals too), times (3 p.m. = ۱۵), percentages and\n\
        halves, telephone numbers in groups, Gregorian and Jalali years (1988 = ۱۳۶۷ = سال ۶۷) and centuries are equal. A number\n\
        before a unit that translators convert (miles, pounds), decades and years of the Hijri lunar calendar are left alone.\n\n\
        Why it matters: a wrong number is the error readers of a report forgive least, and no spelling checker sees it.\n\n\
        Example: \"killed 34 people\" beside «۴۳ نفر را کشت».\n\n\
        Write instead: the same number, in the digits and the calendar of the target.",
};

/// Units that a translator may convert, in lower case, sorted.
const CONVERTED: &[&str] = &[
    "acre",
    "acres",
    "degrees",
    "fahrenheit",
    "feet",
    "foot",
    "ft",
    "gallon",
    "gallons",
    "inch",
    "inches",
    "lb",
    "lbs",
    "mi",
    "mile",
    "miles",
    "mph",
    "ounce",
    "ounces",
    "pound",
    "pounds",
    "stone",
    "yard",
    "yards",
];

/// Numbers of one segment that are compared.
const MOST_NUMBERS: usize = 200;

/// Words after a small number that may be put otherwise in the target ("one of", "two-thirds"), so it is not missed.
const SMALL: f64 = 12.0;

/// Finds numbers that have no equal.
#[derive(Debug, Default)]
pub(crate) struct NumberMismatch {
    findings: Vec<Finding>,
}

/// Returns a text with code-like stretches (URLs, e-mail addresses) blanked out, byte for byte.
pub(super) fn readable(text: &str) -> String {
    text.split_inclusive(char::is_whitespace)
        .map(|w| {
            let link = w.contains("://") || w.contains("www.") || (w.contains('@') && w.contains('.'));
            if link { " ".repeat(w.len()) } else { w.to_owned() }
        })
        .collect()
}

/// Returns whether the word before byte `at` binds the digits to it (`COVID-19`, `G20`, `A320`).
fn in_a_word(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    match before.next() {
        Some('-' | '‑' | '–') => before.next().is_some_and(char::is_alphabetic),
        Some(c) => c.is_alphabetic(),
        None => false,
    }
}

/// Leaves out what is counted otherwise in another calendar: decades (`1980s`, «دههٔ ۱۳۶۰») and the second year of a span
/// (`2023–24`).
fn loose(found: &mut Vec<Number>, text: &str) {
    let decade = |n: &Number| {
        let before = text[..n.span.start].trim_end();
        let letters = &text[n.span.end..];
        let plural = ["s", "'s", "’s"]
            .iter()
            .any(|s| letters.strip_prefix(s).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
        (n.digits && plural) || ["دهه", "دههٔ", "دهه‌ی", "دههء"].iter().any(|word| before.ends_with(word))
    };
    let mut year_end = None;
    found.retain(|n| {
        let follows =
            year_end.is_some_and(|end: usize| matches!(text.get(end..n.span.start), Some("-" | "–" | "/")));
        let year = n.digits && (1000.0..2200.0).contains(&n.value);
        year_end = year.then_some(n.span.end);
        !(decade(n) || (follows && n.value < 100.0))
    });
}

#[allow(clippy::unwrap_used, reason = "a pattern of the source, tried by the tests")]
static LUNAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\p{Nd}(?:th|st|nd|rd)?\s+(?:of\s+)?(?:محرم|صفر|ربيع|ربیع|جمادی|جمادى|رجب|شعبان|رمضان|شوال|ذی|ذو|ذي|",
        r"muharram|safar|rabi|jumada|rajab|sha.?ban|ramadan|shawwal|dhu)",
        r"|\p{Nd}\s*(?:هجری قمری|قمری|هـ|ه\.\s?ق|ق\.|AH\b)"
    ))
    .unwrap()
});

/// Returns whether a text dates by the Hijri lunar calendar.
pub(super) fn is_lunar(text: &str) -> bool {
    LUNAR.is_match(text)
}

impl Check for NumberMismatch {
    fn code(&self) -> &'static str {
        PAGE.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        let lone = pair.source.text.trim().is_empty() || pair.target.text.trim().is_empty();
        if lone || pair.source.text == pair.target.text {
            return;
        }
        let (source_text, target_text) = (readable(&pair.source.text), readable(&pair.target.text));
        let (mut source, mut target) = (numbers(&source_text), numbers(&target_text));
        loose(&mut source, &source_text);
        loose(&mut target, &target_text);
        // A table of figures in one segment is not read number by number.
        if (source.is_empty() && target.is_empty()) || source.len().max(target.len()) > MOST_NUMBERS {
            return;
        }
        // Days are the business of `date-calendar`, equal or not.
        let days = compare((&source_text, &source), (&target_text, &target));
        // What a lunar date says in another calendar is not computed: years and days beside one are let go.
        let lunar = is_lunar(&source_text) || is_lunar(&target_text);
        let keep = |found: Vec<Number>, settled: &[bool]| -> Vec<Number> {
            let free =
                |n: &Number| !(lunar && n.digits && (n.value <= 31.0 || (1000.0..2200.0).contains(&n.value)));
            found.into_iter().zip(settled).filter(|(n, s)| !**s && free(n)).map(|(n, _)| n).collect()
        };
        let (source, target) = (keep(source, &days.source), keep(target, &days.target));
        let (lost, extra) = without_equal(&source, &target);
        // Spelled-out numbers help to match and are never asked for: "one" is mostly no number.
        let lost: Vec<&Number> = lost
            .into_iter()
            .map(|i| &source[i])
            .filter(|n| n.digits && CONVERTED.binary_search(&n.next.as_str()).is_err())
            .filter(|n| !in_a_word(&source_text, n.span.start))
            .collect();
        let extra: Vec<&Number> = extra
            .into_iter()
            .map(|i| &target[i])
            .filter(|n| n.digits && !in_a_word(&target_text, n.span.start))
            .collect();
        let converted = source.iter().any(|n| CONVERTED.binary_search(&n.next.as_str()).is_ok());
        let both = !lost.is_empty() && !extra.is_empty();
        let heavy = lost.iter().any(|n| n.value > SMALL);
        if converted || !(both || heavy) {
            return;
        }
        let list = |ns: &[&Number], text: &str| {
            ns.iter().map(|n| text[n.span.clone()].to_owned()).collect::<Vec<_>>().join(", ")
        };
        let (lost_list, extra_list) = (list(&lost, &pair.source.text), list(&extra, &pair.target.text));
        let message = if both {
            format!("{lost_list} in the source, {extra_list} in the target")
        } else {
            format!("{lost_list} is not in the target")
        };
        let severity = if both { Severity::Error } else { Severity::Warning };
        let place = Place {
            unit: pair.index,
            source: lost.iter().map(|n| n.span.clone()).collect(),
            target: extra.iter().map(|n| n.span.clone()).collect(),
        };
        self.findings.push(Finding::new(PAGE.code, severity, message, vec![place]));
    }

    fn finish(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_of;

    fn count(source: &str, target: &str) -> usize {
        findings_of(NumberMismatch::default(), &[(source, target)]).len()
    }

    #[test]
    fn units_table_is_sorted() {
        assert!(CONVERTED.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn equal_values_in_other_clothes() {
        assert_eq!(
            count("Over 30,000 prisoners died in 1988.", "بیش از ۳۰ هزار زندانی در ۱۳۶۷ جان باختند."),
            0
        );
        assert_eq!(count("On February 3, 2025 he spoke.", "او در ۱۵ بهمن ۱۴۰۳ سخن گفت."), 0);
        assert_eq!(count("On 3 February 2025 he spoke.", "او در ۳ فوریه ۲۰۲۵ سخن گفت."), 0);
        assert_eq!(count("at 3 p.m. today", "امروز ساعت ۱۵"), 0);
        assert_eq!(count("25 women", "بیست و پنج زن"), 0);
        assert_eq!(count("It is 40 miles away.", "۶۴ کیلومتر دورتر است."), 0);
        assert_eq!(count("See https://example.org/2021/17", "بنگرید به https://example.org/2021/17"), 0);
    }

    #[test]
    fn spellings_with_two_readings_and_calendars_that_count_otherwise() {
        assert_eq!(count("Rates rose by 3.125 percent to 50.", "نرخ ۳٫۱۲۵ درصد بالا رفت و به ۵۰ رسید."), 0);
        assert_eq!(count("It cost 2.5 million.", "۲/۵ میلیون هزینه داشت."), 0);
        assert_eq!(count("It raised $1.5bn and 40m more.", "۱٫۵ میلیارد و ۴۰ میلیون دیگر گرد آورد."), 0);
        assert_eq!(count("In the 1980s many fled.", "در دههٔ ۱۳۶۰ بسیاری گریختند."), 0);
        assert_eq!(count("The 21st session opened.", "نشست بیست و یکم آغاز شد."), 0);
        assert_eq!(count("In the 2023–24 year it fell.", "در سال ۱۴۰۲ کاهش یافت."), 0);
        assert_eq!(
            count("On 3 February 99999999999999999999 it met.", "در ۳ فوریه ۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹ گرد آمد."),
            0
        );
    }

    #[test]
    fn days_without_a_year_spans_and_letters_of_another_keyboard() {
        assert_eq!(count("It opened on May 23.", "در ۲ خرداد گشایش یافت."), 0);
        assert_eq!(count("between 22 and 28 September 2024", "از ۱ تا ۷ مهر ۱۴۰۳"), 0);
        assert_eq!(count("3 million and 25 women", "۳ ميليون و بيست و پنج زن"), 0);
        assert_eq!(count("He fled in the 1980s.", "او در دههٔ ۱۳۶۰ گریخت."), 0);
        assert_eq!(count("امروز ساعت ۱۵", "today at 3 p.m."), 0);
    }

    #[test]
    fn a_slip_is_found() {
        assert_eq!(count("It killed 34 people.", "۴۳ نفر را کشت."), 1);
        assert_eq!(
            count("On 3 February 2025 he spoke.", "او در ۱۶ بهمن ۱۴۰۳ سخن گفت."),
            0,
            "date-calendar says it"
        );
        assert_eq!(count("In 1988 he spoke.", "او در ۱۳۶۹ سخن گفت."), 1);
        assert_eq!(count("The court sentenced 120 people.", "دادگاه حکم داد."), 1);
    }

    #[test]
    fn lunar_years_ordinals_and_converted_heights_are_left_alone() {
        assert_eq!(count("He was born in 1905.", "او در سال ۱۳۲۳ هجری قمری زاده شد."), 0);
        assert_eq!(count("On 19 July 2024 it rained.", "در ۱۲ محرم ۱۴۴۶ باران بارید."), 0);
        assert_eq!(count("on the 60th anniversary", "در شصتمین سالگرد"), 0);
        assert_eq!(count("her 36th meeting", "سی و ششمین نشست او"), 0);
        assert_eq!(count("The 6-foot-6 forward", "بازیکن ۱ متر و ۹۸ سانتی‌متری"), 0);
        assert_eq!(count("on 21 March 2024", "در ۱۴۰۳/۰۱/۰۲"), 0, "date-calendar says it");
    }

    #[test]
    fn a_small_number_may_be_put_into_words() {
        assert_eq!(count("He was 1 of the founders.", "او از بنیان‌گذاران بود."), 0);
    }
}
