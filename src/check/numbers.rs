//! Numbers in running text, whatever their digits: `30,000`, `۳۰ هزار`, `thirty thousand` are one value.

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
    /// The word that follows it, in lower case; empty when there is none.
    pub(crate) next: String,
}

const EN_UNITS: &[(&str, f64)] = &[
    ("eight", 8.0),
    ("eighteen", 18.0),
    ("eighty", 80.0),
    ("eleven", 11.0),
    ("fifteen", 15.0),
    ("fifty", 50.0),
    ("five", 5.0),
    ("forty", 40.0),
    ("four", 4.0),
    ("fourteen", 14.0),
    ("nine", 9.0),
    ("nineteen", 19.0),
    ("ninety", 90.0),
    ("one", 1.0),
    ("seven", 7.0),
    ("seventeen", 17.0),
    ("seventy", 70.0),
    ("six", 6.0),
    ("sixteen", 16.0),
    ("sixty", 60.0),
    ("ten", 10.0),
    ("thirteen", 13.0),
    ("thirty", 30.0),
    ("three", 3.0),
    ("twelve", 12.0),
    ("twenty", 20.0),
    ("two", 2.0),
    ("zero", 0.0),
];

const FA_UNITS: &[(&str, f64)] = &[
    ("بیست", 20.0),
    ("ده", 10.0),
    ("دو", 2.0),
    ("دوازده", 12.0),
    ("دویست", 200.0),
    ("سه", 3.0),
    ("سی", 30.0),
    ("سیزده", 13.0),
    ("سیصد", 300.0),
    ("شانزده", 16.0),
    ("شش", 6.0),
    ("ششصد", 600.0),
    ("شصت", 60.0),
    ("صد", 100.0),
    ("صفر", 0.0),
    ("نه", 9.0),
    ("نهصد", 900.0),
    ("نود", 90.0),
    ("نوزده", 19.0),
    ("هجده", 18.0),
    ("هشت", 8.0),
    ("هشتاد", 80.0),
    ("هشتصد", 800.0),
    ("هفت", 7.0),
    ("هفتاد", 70.0),
    ("هفتصد", 700.0),
    ("هفده", 17.0),
    ("پانزده", 15.0),
    ("پانصد", 500.0),
    ("پنج", 5.0),
    ("پنجاه", 50.0),
    ("چهار", 4.0),
    ("چهارده", 14.0),
    ("چهارصد", 400.0),
    ("چهل", 40.0),
    ("یازده", 11.0),
    ("یک", 1.0),
];

const SCALES: &[(&str, f64)] = &[
    ("billion", 1e9),
    ("bn", 1e9),
    ("hundred", 100.0),
    ("million", 1e6),
    ("mln", 1e6),
    ("mn", 1e6),
    ("thousand", 1e3),
    ("tn", 1e12),
    ("trillion", 1e12),
    ("آلاف", 1e3),
    ("ألف", 1e3),
    ("بیلیون", 1e12),
    ("تریلیون", 1e12),
    ("ملايين", 1e6),
    ("مليار", 1e9),
    ("مليون", 1e6),
    ("میلیارد", 1e9),
    ("میلیون", 1e6),
    ("هزار", 1e3),
];

fn look(table: &[(&str, f64)], word: &str) -> Option<f64> {
    let find = |word: &str| table.binary_search_by(|(w, _)| (*w).cmp(word)).ok().map(|i| table[i].1);
    find(word).or_else(|| persian(word).and_then(|word| find(&word)))
}

/// Returns a word that was typed with Arabic yeh or kaf in Persian letters, `None` when it was not.
pub(crate) fn persian(word: &str) -> Option<String> {
    word.contains(['ي', 'ى', 'ك']).then(|| word.replace(['ي', 'ى'], "ی").replace('ك', "ک"))
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
                if !(c.is_alphabetic() || c == '\u{200c}' || ('\u{64b}'..='\u{655}').contains(&c)) {
                    break;
                }
                end = i + c.len_utf8();
                chars.next();
            }
            out.push(Word { text: &text[start..end], start, digits: false });
        } else {
            if !c.is_whitespace() {
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

/// Returns the numbers of a text in order: digits with their scale word, and spelled-out numbers of English and Persian.
pub(crate) fn numbers(text: &str) -> Vec<Number> {
    let words = words(text);
    let mut out: Vec<Number> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let word = &words[i];
        let lower = word.text.to_lowercase();
        let end = |k: usize| words[k].start + words[k].text.len();
        let mut last = i;
        let found = if word.digits {
            value(word.text).map(|(v, other)| {
                let next = words.get(i + 1).map(|w| w.text.to_lowercase()).unwrap_or_default();
                let touching = words.get(i + 1).is_some_and(|w| w.start == word.start + word.text.len());
                if let Some(scale) = look(SCALES, &next) {
                    last = i + 1;
                    // "3.125 million" has one reading only.
                    (other.unwrap_or(v) * scale, other.map(|_| v * scale))
                } else if touching && matches!(next.as_str(), "m" | "k") {
                    // $40m is forty million, 40m may be forty metres.
                    (v, Some(v * if next == "m" { 1e6 } else { 1e3 }))
                } else {
                    (v, other)
                }
            })
        } else {
            spelled(&words, i, &lower).map(|(v, k)| {
                last = k;
                (v, None)
            })
        };
        if let Some((value, other)) = found {
            let next = words.get(last + 1).map(|w| w.text.to_lowercase()).unwrap_or_default();
            out.push(Number { value, other, span: word.start..end(last), digits: word.digits, next });
        }
        i = last + 1;
    }
    out
}

/// Reads a spelled-out number from word `i` on: its value and the index of its last word.
fn spelled(words: &[Word<'_>], i: usize, first: &str) -> Option<(f64, usize)> {
    // Persian ordinals are the number with م; the commonest have words of their own.
    let ordinal = |w: &str| match w {
        "first" | "اول" | "یکم" | "نخست" => Some(1.0),
        "second" | "دوم" => Some(2.0),
        "third" | "سوم" => Some(3.0),
        w => w.strip_suffix('م').and_then(|stem| look(FA_UNITS, stem)),
    };
    let unit = |w: &str| look(EN_UNITS, w).or_else(|| look(FA_UNITS, w)).or_else(|| ordinal(w));
    let mut group = unit(first)?;
    let (mut total, mut last, mut k) = (0.0, i, i + 1);
    while let Some(word) = words.get(k) {
        let lower = word.text.to_lowercase();
        let joined = matches!(lower.as_str(), "-" | "and" | "و");
        if let Some(scale) = look(SCALES, &lower) {
            if scale == 100.0 {
                group = group.max(1.0) * 100.0;
            } else {
                total += group.max(1.0) * scale;
                group = 0.0;
            }
            last = k;
            k += 1;
        } else if joined {
            let Some(next) = words.get(k + 1).and_then(|w| unit(&w.text.to_lowercase())) else { break };
            // "two and three" are two numbers; "twenty-three" and "بیست و سه" are one.
            let place = if group == 0.0 && total > 0.0 { 1000.0 } else { lowest_place(group) };
            if next >= place {
                break;
            }
            group += next;
            last = k + 1;
            k += 2;
        } else {
            break;
        }
    }
    Some((total + group, last))
}

/// Returns the weight of the last digit that is set: 100 for 300, 10 for 320, 1 for 325.
fn lowest_place(value: f64) -> f64 {
    if value == 0.0 {
        1.0
    } else if value % 100.0 == 0.0 {
        100.0
    } else if value % 10.0 == 0.0 && value >= 20.0 {
        10.0
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<f64> {
        numbers(text).into_iter().map(|n| n.value).collect()
    }

    #[test]
    fn tables_are_sorted() {
        for table in [EN_UNITS, FA_UNITS, SCALES] {
            assert!(table.windows(2).all(|w| w[0].0 < w[1].0), "{table:?}");
        }
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
    }

    #[test]
    fn two_numbers_stay_two() {
        assert_eq!(values("two and three"), [2.0, 3.0]);
        assert_eq!(values("3 February 2025"), [3.0, 2025.0]);
    }

    #[test]
    fn what_is_no_number() {
        assert_eq!(values("127.0.0.1"), Vec::<f64>::new());
        assert_eq!(values("۱۴۰۲/۱۱/۱۵"), Vec::<f64>::new());
        assert_eq!(values("هیچ"), Vec::<f64>::new());
    }
}
