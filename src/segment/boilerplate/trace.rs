//! What is remembered of a line of text when many documents are compared: two hashes and its form.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Letters below which one sentence alone is no evidence: `Thank you very much.` opens no block.
const SENTENCE: u16 = 40;

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Words without an end: headings, buttons, datelines, names.
    Label,
    /// A sentence, or text as long as one.
    Sentence,
    /// Somebody's words or a title in quotation marks.
    Quote,
    /// An address, a telephone number, a line of rights.
    Contact,
}

/// A line of a document without its text: 24 bytes.
#[derive(Debug, Clone, Copy)]
pub struct Trace {
    /// The same for lines that differ in case, white space, punctuation, numbers and dates only.
    pub(super) loose: u64,
    /// The same for lines with the same numbers and dates, too.
    pub(super) exact: u64,
    /// How many letters it has, at most 65 535.
    pub(super) letters: u16,
    pub(super) form: Form,
    /// Whether it has numbers or dates.
    pub(super) dated: bool,
}

impl Trace {
    /// Returns the trace of a line.
    ///
    /// # Examples
    ///
    /// ```
    /// use yeksan::segment::Trace;
    /// let (one, other) = (Trace::of("© 2023 Sepid Tea"), Trace::of("© 2024  SEPID TEA"));
    /// assert!(one.is_like(&other));
    /// assert!(!one.is_like(&Trace::of("© 2024 Sepid Coffee")));
    /// ```
    pub fn of(text: &str) -> Trace {
        let mut exact = String::with_capacity(text.len());
        let mut loose = String::with_capacity(text.len());
        let (mut letters, mut digits, mut dated) = (0_u16, 0_u32, false);
        let mut word = String::new();
        let mut rest = text.chars();
        while next_word(&mut rest, &mut word) {
            let word = word.as_str();
            letters = letters.saturating_add(word.chars().filter(|c| c.is_alphabetic()).count() as u16);
            digits += word.chars().filter(char::is_ascii_digit).count() as u32;
            let number = word.chars().all(|c| c.is_ascii_digit());
            let number = number || is_date_word(word);
            dated |= number;
            exact.push_str(word);
            exact.push(' ');
            // `12 March 2024`, `1403/12/22` and `March 2024` are one number.
            match number {
                true if loose.ends_with("0 ") => {}
                true => loose.push_str("0 "),
                false => {
                    loose.extend(word.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }));
                    loose.push(' ');
                    dated |= word.contains(|c: char| c.is_ascii_digit());
                }
            }
        }
        if exact.is_empty() {
            // Nothing but signs: `###`, `* * *`.
            exact.extend(text.chars().filter(|c| !c.is_whitespace()));
            loose.clone_from(&exact);
        }
        Trace { loose: hash(&loose), exact: hash(&exact), letters, form: form(text, letters, digits), dated }
    }

    /// Returns whether two lines are the same but for case, white space, punctuation, numbers and dates.
    pub fn is_like(&self, other: &Trace) -> bool {
        self.loose == other.loose
    }

    /// Returns whether one such line alone shows that a repeated block is boilerplate.
    pub(super) fn is_evidence(&self) -> bool {
        self.form == Form::Contact || self.form == Form::Sentence && self.letters >= SENTENCE
    }
}

/// Puts the next word of letters and digits into `word`, folded; returns whether there was one.
fn next_word(rest: &mut std::str::Chars<'_>, word: &mut String) -> bool {
    word.clear();
    for c in rest {
        // Most characters are ASCII: neither tables nor mappings are asked.
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        } else if c.is_ascii() {
            if !word.is_empty() {
                return true;
            }
        } else {
            for c in c.to_lowercase().filter_map(fold) {
                if c.is_alphanumeric() {
                    word.push(c);
                } else if !word.is_empty() {
                    return true;
                }
            }
        }
    }
    !word.is_empty()
}

/// Folds what is written in several ways; `None` for characters that only join or direct.
fn fold(c: char) -> Option<char> {
    Some(match c {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => return None,
        '\u{ad}' | '\u{feff}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}' => return None,
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ۀ' => 'ه',
        '٠'..='٩' => ascii_digit(c, '٠'),
        '۰'..='۹' => ascii_digit(c, '۰'),
        _ => c,
    })
}

fn ascii_digit(c: char, zero: char) -> char {
    let value = u32::from(c) - u32::from(zero);
    char::from_digit(value, 10).unwrap_or(c)
}

/// Persian names of months (solar, Gregorian) and days, folded and sorted.
const PERSIAN: [&str; 31] = [
    "آبان",
    "آذر",
    "آوریل",
    "آگوست",
    "اردیبهشت",
    "اسفند",
    "اوت",
    "اکتبر",
    "بهمن",
    "تیر",
    "جمعه",
    "خرداد",
    "دسامبر",
    "دوشنبه",
    "دی",
    "سهشنبه",
    "سپتامبر",
    "شنبه",
    "شهریور",
    "فروردین",
    "فوریه",
    "مارس",
    "مرداد",
    "مهر",
    "نوامبر",
    "پنجشنبه",
    "چهارشنبه",
    "ژانویه",
    "ژوئن",
    "ژوئیه",
    "یکشنبه",
];

fn is_date_word(word: &str) -> bool {
    glossary::calendar::is_day_or_month(word) || PERSIAN.binary_search(&word).is_ok()
}

fn form(text: &str, letters: u16, digits: u32) -> Form {
    let text = text.trim();
    let address = ["@", "http://", "https://", "www.", "©"].iter().any(|sign| text.contains(sign));
    if address && letters < 200 || digits >= 7 && letters < 40 {
        return Form::Contact;
    }
    let body = text.trim_start_matches(|c: char| c.is_whitespace() || c == '(');
    if body.starts_with(['"', '“', '«', '„', '‘', '‹', '「']) || text.ends_with(['”', '»', '"'])
    {
        return Form::Quote;
    }
    let body = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ')' | ']' | '\u{200f}'));
    let ends = body.ends_with(['.', '!', '?', '؟', '۔', '…', '。', '！', '？', '।', '։']);
    if ends && text.split_whitespace().nth(3).is_some() || letters >= 2 * SENTENCE {
        Form::Sentence
    } else {
        Form::Label
    }
}

/// A hash that is the same in every run of one build; it is never stored.
fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_words_are_sorted_and_folded() {
        assert!(PERSIAN.is_sorted(), "{:?}", {
            let mut sorted = PERSIAN;
            sorted.sort_unstable();
            sorted
        });
        assert!(PERSIAN.iter().all(|word| word.chars().all(|c| fold(c) == Some(c))));
    }

    #[test]
    fn numbers_dates_case_and_marks_do_not_part_lines() {
        for (one, other) in [
            ("TEHRAN, 12 March 2024 –", "Tehran, 3 April 2025 -"),
            ("تهران، ۱۲ اسفند ۱۴۰۲", "تهران، 3 آبان 1403"),
            ("چاپ می‌شود.", "چاپ  مي‌شود"),
            ("Tel: +98 21 555 0142", "Tel: +98 (21) 555-0143"),
        ] {
            assert!(Trace::of(one).is_like(&Trace::of(other)), "{one} / {other}");
        }
        assert!(!Trace::of("###").is_like(&Trace::of("***")));
        assert_ne!(Trace::of("Rain fell on 3 days.").exact, Trace::of("Rain fell on 4 days.").exact);
    }

    #[test]
    fn forms_are_told_apart() {
        let form = |text: &str| Trace::of(text).form;
        assert_eq!(form("Background"), Form::Label);
        assert_eq!(form("FOR IMMEDIATE RELEASE"), Form::Label);
        assert_eq!(form("“Tea for every table,” he said, “is our promise.”"), Form::Quote);
        assert_eq!(form("«چای برای همه»"), Form::Quote);
        assert_eq!(form("press@sepidtea.example"), Form::Contact);
        assert_eq!(form("تلفن: ۰۲۱۵۵۵۰۱۴۲"), Form::Contact);
        assert_eq!(form("شرکت در سال ۱۳۵۴ پایه‌گذاری شد."), Form::Sentence);
    }
}
