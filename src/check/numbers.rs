//! Numbers in running text, whatever their digits: `30,000`, `۳۰ هزار`, `thirty thousand` are one value.

use super::calendar;
use super::number_match::figures;
use super::number_words;
use std::ops::Range;

/// A number found in a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Number {
    /// Its value.
    pub(crate) value: f64,
    /// Its other value when the spelling leaves two readings: `3.125` is a decimal in English and thousands in German.
    pub(crate) other: Option<f64>,
    /// Its byte range in the text.
    pub(crate) span: Range<usize>,
    /// Whether it was written in digits.
    pub(crate) digits: bool,
    /// The word that follows it, in lower case; empty when there is none. Hyphens and the letters of ordinals are no words.
    pub(crate) next: String,
    /// Its figures in Latin digits; empty for a number in words.
    pub(crate) figures: String,
    /// Whether it counts centuries.
    pub(crate) century: bool,
}

/// Returns the value of a decimal digit of the scripts our users write, `None` for any other character.
pub(crate) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '۰'..='۹' => Some(c as u32 - '۰' as u32),
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        '०'..='९' => Some(c as u32 - '०' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

struct Word<'a> {
    text: &'a str,
    start: usize,
    digits: bool,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some(&(start, c)) = chars.peek() {
        if digit(c).is_some() {
            let mut end = start;
            while let Some(&(i, c)) = chars.peek() {
                // Persian writes decimals with a slash too: ۲/۵ is two and a half.
                let slash = c == '/' && text[start..].starts_with(|d: char| ('۰'..='۹').contains(&d));
                let inner = (matches!(c, '.' | ',' | '٫' | '٬' | '،') || slash)
                    && text[i + c.len_utf8()..].chars().next().is_some_and(|n| digit(n).is_some());
                if digit(c).is_none() && !inner {
                    break;
                }
                end = i + c.len_utf8();
                chars.next();
            }
            out.push(Word { text: &text[start..end], start, digits: true });
        } else if c.is_alphabetic() {
            let mut end = start;
            while let Some(&(i, c)) = chars.peek() {
                if !(c.is_alphabetic() || ('\u{64b}'..='\u{655}').contains(&c)) {
                    break;
                }
                end = i + c.len_utf8();
                chars.next();
            }
            out.push(Word { text: &text[start..end], start, digits: false });
        } else {
            if !c.is_whitespace() && c != '\u{200c}' {
                out.push(Word { text: &text[start..start + c.len_utf8()], start, digits: false });
            }
            chars.next();
        }
    }
    out
}

/// Reads digits with separators: the value, and the other one when a single point or comma leaves three digits after it.
///
/// A separator that leaves groups of three after it parts thousands; any other is a decimal point. More than one that fits
/// neither (an IP address, a date in figures) makes no number.
fn value(text: &str) -> Option<(f64, Option<f64>)> {
    let mut groups = vec![String::new()];
    let mut marks = Vec::new();
    for c in text.chars() {
        match digit(c) {
            Some(d) => groups.last_mut()?.push(char::from_digit(d, 10)?),
            None => {
                marks.push(c);
                groups.push(String::new());
            }
        }
    }
    let whole = |g: &[String]| g.concat().parse::<f64>().ok();
    let decimal = |a: &str, b: &str| format!("{a}.{b}").parse::<f64>().ok();
    let value = match marks.as_slice() {
        ['.' | ','] if groups[1].len() == 3 => {
            return Some((whole(&groups)?, decimal(&groups[0], &groups[1])));
        }
        [] => whole(&groups),
        ['/'] => decimal(&groups[0], &groups[1]),
        marks if marks.contains(&'/') => None,
        [m] if *m == '٫' || (*m == '.' && groups[1].len() != 3) || (*m != '٬' && groups[1].len() != 3) => {
            format!("{}.{}", groups[0], groups[1]).parse().ok()
        }
        // 1.234 is a thousand in German and a decimal in English: the comparison takes it as written in groups.
        _ if groups[1..groups.len() - 1].iter().all(|g| g.len() == 3) => {
            let last = groups.len() - 1;
            if groups[last].len() == 3 {
                whole(&groups)
            } else {
                format!("{}.{}", groups[..last].concat(), groups[last]).parse().ok()
            }
        }
        _ => None,
    };
    value.map(|v| (v, None))
}

/// Words that say that an hour is one of the afternoon.
const AFTERNOON: &[&str] = &["p", "pm", "بعد", "بعدازظهر", "شب", "عصر", "غروب", "ليلا", "ليلًا", "مساء", "مساءً"];

/// Returns the value of a fraction that is one character.
fn fraction(c: &str) -> Option<f64> {
    Some(match c {
        "¼" => 0.25,
        "½" => 0.5,
        "¾" => 0.75,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        _ => return None,
    })
}

/// Returns the hour and the minutes when words `i` on are a time: `7.55 am`, `19:30`.
fn time(words: &[Word<'_>], lower: &[String], i: usize) -> Option<(f64, f64, usize)> {
    let whole = |text: &str| value(text).filter(|(v, _)| v.fract() == 0.0).map(|(v, _)| v);
    let two = |text: &str| text.chars().count() == 2;
    let word = &words[i];
    let touches =
        |k: usize| words.get(k).is_some_and(|w| w.start == words[k - 1].start + words[k - 1].text.len());
    let colon = || {
        let minutes = words.get(i + 2).filter(|w| w.digits && two(w.text))?;
        (words[i + 1].text == ":" && touches(i + 1) && touches(i + 2)).then_some(())?;
        Some((whole(word.text)?, whole(minutes.text)?, i + 2))
    };
    let point = || {
        let (hour, minutes) = word.text.split_once(['.', '٫'])?;
        let after = lower.get(i + 1).map(String::as_str).unwrap_or_default();
        let before = i.checked_sub(1).map(|k| lower[k].as_str()).unwrap_or_default();
        let half_day = matches!(after, "a" | "am" | "صباحا" | "صباحًا" | "صبح") || AFTERNOON.contains(&after);
        ((half_day || matches!(before, "ساعت" | "الساعة")) && two(minutes)).then_some((
            whole(hour)?,
            whole(minutes)?,
            i,
        ))
    };
    let found = if words.len() > i + 2 { colon().or_else(point) } else { point() };
    found.filter(|(hour, minutes, _)| *hour <= 24.0 && *minutes < 60.0)
}

/// Returns the numbers of a text in order: digits with their scale word, and numbers in words of English, Persian and
/// Arabic.
pub(crate) fn numbers(text: &str) -> Vec<Number> {
    let words = words(text);
    let lower: Vec<String> = words.iter().map(|w| w.text.to_lowercase()).collect();
    let mut out: Vec<Number> = Vec::new();
    let mut i = 0;
    let end = |k: usize| words[k].start + words[k].text.len();
    // Letters of an ordinal and a hyphen stand before the word: 19th-century, 6-foot.
    let next = |last: usize| {
        let mut at = last + 1;
        for marks in [&["st", "nd", "rd", "th"][..], &["-", "\u{2011}"]] {
            at += usize::from(lower.get(at).is_some_and(|w| marks.contains(&w.as_str())));
        }
        lower.get(at).cloned().unwrap_or_default()
    };
    let number = |(value, other): (f64, Option<f64>), i: usize, last: usize| {
        let span = words[i].start..end(last);
        let figures = if words[i].digits { figures(&text[span.clone()]) } else { String::new() };
        let next = next(last);
        let century = matches!(next.as_str(), "century" | "centuries")
            || i.checked_sub(1).is_some_and(|k| CENTURY.contains(&lower[k].as_str()));
        let other = other.or_else(|| short_year(&lower, i, value));
        Number { value, other, span, digits: words[i].digits, next, figures, century }
    };
    while i < words.len() {
        let word = &words[i];
        let rest = |k: usize| lower[k..].iter().map(String::as_str);
        let mut last = i;
        let found = if let Some((hour, minutes, k)) = word.digits.then(|| time(&words, &lower, i)).flatten() {
            out.push(number((hour, None), i, k));
            if minutes > 0.0 {
                out.push(Number { next: String::new(), ..number((minutes, None), k, k) });
            }
            i = k + 1;
            continue;
        } else if word.digits {
            value(word.text).map(|(v, other)| {
                let name = lower.get(i + 1).map(String::as_str).unwrap_or_default();
                let touching = words.get(i + 1).is_some_and(|w| w.start == end(i));
                if let Some(part) = fraction(name) {
                    last = i + 1;
                    let (v, k) = number_words::value(Some(v + part), rest(i + 2)).unwrap_or((v + part, 0));
                    last += k;
                    (v, None)
                } else if let Some((whole, k)) = number_words::value(Some(v), rest(i + 1)) {
                    last = i + k;
                    // "3.125 million" has one reading only.
                    let (decimal, _) =
                        other.and_then(|o| number_words::value(Some(o), rest(i + 1))).unwrap_or((whole, 0));
                    (decimal, other.map(|_| whole))
                } else if touching && matches!(name, "m" | "k") {
                    // $40m is forty million, 40m may be forty metres.
                    (v, Some(v * if name == "m" { 1e6 } else { 1e3 }))
                } else {
                    let share = matches!(name, "%" | "٪" | "percent" | "درصد" | "بالمئة" | "بالمائة");
                    (v, other.or(share.then_some(v / 100.0)))
                }
            })
        } else if let Some(part) = fraction(word.text) {
            Some((part, None))
        } else if weekday(&words, &lower, i) {
            None
        } else {
            number_words::value(None, rest(i)).map(|(v, k)| {
                last = i + k - 1;
                (v, None)
            })
        };
        if let Some(found) = found {
            out.push(number(found, i, last));
        }
        i = last + 1;
    }
    out
}

/// Words before a century's number.
const CENTURY: &[&str] = &["القرن", "سده", "سدهٔ", "قرن"];

/// Words before a year that may be written in two figures: «سال ۶۷» is 1367.
const YEAR: &[&str] = &["بهار", "تابستان", "زمستان", "سال", "سالهای", "سالِ", "پاییز"];

/// Returns the whole year when a number of two figures stands for one, `None` when nothing says so.
fn short_year(lower: &[String], i: usize, value: f64) -> Option<f64> {
    let before = &lower[i.checked_sub(1)?];
    if !(10.0..100.0).contains(&value) || value.fract() != 0.0 {
        return None;
    }
    let jalali = || matches!(calendar::month(before), Some(calendar::Month::Jalali(_)));
    if YEAR.contains(&before.as_str()) || jalali() {
        return Some(1300.0 + value);
    }
    matches!(before.as_str(), "'" | "’").then_some(1900.0 + value)
}

/// Returns whether a number's word is the start of a weekday: سه‌شنبه is Tuesday.
fn weekday(words: &[Word<'_>], lower: &[String], i: usize) -> bool {
    lower.get(i + 1).is_some_and(|w| w == "شنبه")
        && words[i + 1].start == words[i].start + words[i].text.len() + 3
}

impl Number {
    /// Returns whether the number is an hour of the afternoon.
    pub(crate) fn is_afternoon(&self) -> bool {
        self.value <= 12.0 && AFTERNOON.contains(&self.next.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<f64> {
        numbers(text).into_iter().map(|n| n.value).collect()
    }

    #[test]
    fn one_value_in_many_spellings() {
        for text in ["30,000", "۳۰ هزار", "۳۰٬۰۰۰", "thirty thousand", "سی هزار", "٣٠ ألف"]
        {
            assert_eq!(values(text), [30000.0], "{text}");
        }
        assert_eq!(values("1.5 million"), [1_500_000.0]);
        assert_eq!(values("۱٫۵ میلیون"), [1_500_000.0]);
        assert_eq!(values("بیست و پنج"), [25.0]);
        assert_eq!(values("twenty-five"), [25.0]);
        assert_eq!(values("$1.5bn"), [1.5e9]);
        assert_eq!(values("۲/۵ میلیون"), [2.5e6]);
        assert_eq!(values("بیست و یکم"), [21.0]);
        assert_eq!(values("سیصد و بیست و پنج"), [325.0]);
        assert_eq!(values("three hundred and five"), [305.0]);
        assert_eq!(values("بیست‌و‌پنج و سی‌ویکم"), [25.0, 31.0]);
        assert_eq!(values("2½ million"), [2.5e6]);
        assert_eq!(values("۲ و نیم میلیون"), [2.5e6]);
        assert_eq!(values("١٫٧ مليون"), [1.7e6]);
        assert_eq!(values("110 مليارات"), [110e9]);
    }

    #[test]
    fn two_numbers_stay_two() {
        assert_eq!(values("two and three"), [2.0, 3.0]);
        assert_eq!(values("3 February 2025"), [3.0, 2025.0]);
        assert_eq!(values("at 7.55am"), [7.0, 55.0]);
        assert_eq!(values("ساعت ۱۹:۰۰"), [19.0]);
        assert_eq!(values("5.30 بعد از ظهر"), [5.0, 30.0]);
        assert!(numbers("9:15 p.m.")[0].is_afternoon());
        assert_eq!(values("سه‌شنبه"), Vec::<f64>::new());
    }

    #[test]
    fn what_is_no_number() {
        assert_eq!(values("127.0.0.1"), Vec::<f64>::new());
        assert_eq!(values("۱۴۰۲/۱۱/۱۵"), Vec::<f64>::new());
        assert_eq!(values("هیچ"), Vec::<f64>::new());
    }
}
