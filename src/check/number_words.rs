//! Numbers in words: English, Persian and Arabic, cardinal and ordinal.

/// What a word of a number says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Part {
    /// A number under a thousand: `five`, «بیست», «السادس».
    Unit(f64),
    /// A power of ten that multiplies what stands before it.
    Scale(f64),
    /// Two of a scale in one word: «مليوني».
    Pair(f64),
    /// «عشر» of Arabic: ten more.
    Teen,
    /// A half.
    Half,
    /// A word that joins.
    And,
    /// «و» written at the word: in Arabic ones come before tens.
    Glued,
}

const ENGLISH: &[(&str, f64)] = &[
    ("eight", 8.0),
    ("eighteen", 18.0),
    ("eighteenth", 18.0),
    ("eighth", 8.0),
    ("eightieth", 80.0),
    ("eighty", 80.0),
    ("eleven", 11.0),
    ("eleventh", 11.0),
    ("fifteen", 15.0),
    ("fifteenth", 15.0),
    ("fifth", 5.0),
    ("fiftieth", 50.0),
    ("fifty", 50.0),
    ("first", 1.0),
    ("five", 5.0),
    ("fortieth", 40.0),
    ("forty", 40.0),
    ("four", 4.0),
    ("fourteen", 14.0),
    ("fourteenth", 14.0),
    ("fourth", 4.0),
    ("hundredth", 100.0),
    ("nine", 9.0),
    ("nineteen", 19.0),
    ("nineteenth", 19.0),
    ("ninetieth", 90.0),
    ("ninety", 90.0),
    ("ninth", 9.0),
    ("noon", 12.0),
    ("one", 1.0),
    ("second", 2.0),
    ("seven", 7.0),
    ("seventeen", 17.0),
    ("seventeenth", 17.0),
    ("seventh", 7.0),
    ("seventieth", 70.0),
    ("seventy", 70.0),
    ("six", 6.0),
    ("sixteen", 16.0),
    ("sixteenth", 16.0),
    ("sixth", 6.0),
    ("sixtieth", 60.0),
    ("sixty", 60.0),
    ("ten", 10.0),
    ("tenth", 10.0),
    ("third", 3.0),
    ("thirteen", 13.0),
    ("thirteenth", 13.0),
    ("thirtieth", 30.0),
    ("thirty", 30.0),
    ("three", 3.0),
    ("twelfth", 12.0),
    ("twelve", 12.0),
    ("twentieth", 20.0),
    ("twenty", 20.0),
    ("two", 2.0),
    ("zero", 0.0),
];

const PERSIAN: &[(&str, f64)] = &[
    ("اول", 1.0),
    ("اولین", 1.0),
    ("بیست", 20.0),
    ("ده", 10.0),
    ("دو", 2.0),
    ("دوازده", 12.0),
    ("دوم", 2.0),
    ("دومین", 2.0),
    ("دویست", 200.0),
    ("سه", 3.0),
    ("سوم", 3.0),
    ("سومین", 3.0),
    ("سی", 30.0),
    ("سیزده", 13.0),
    ("سیصد", 300.0),
    ("شانزده", 16.0),
    ("شش", 6.0),
    ("ششصد", 600.0),
    ("شصت", 60.0),
    ("صد", 100.0),
    ("صفر", 0.0),
    ("نخست", 1.0),
    ("نخستین", 1.0),
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
    ("هیجده", 18.0),
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
    ("یکصد", 100.0),
    ("یکم", 1.0),
];

/// Without the article, without marks, alif bare of its hamza.
const ARABIC: &[(&str, f64)] = &[
    ("اثنا", 2.0),
    ("اثنان", 2.0),
    ("اثنتا", 2.0),
    ("اثنتان", 2.0),
    ("اثنتين", 2.0),
    ("اثني", 2.0),
    ("اثنين", 2.0),
    ("احد", 1.0),
    ("احدى", 1.0),
    ("اربع", 4.0),
    ("اربعة", 4.0),
    ("اربعون", 40.0),
    ("اربعين", 40.0),
    ("اول", 1.0),
    ("اولى", 1.0),
    ("تاسع", 9.0),
    ("تاسعة", 9.0),
    ("تسع", 9.0),
    ("تسعة", 9.0),
    ("تسعون", 90.0),
    ("تسعين", 90.0),
    ("ثالث", 3.0),
    ("ثالثة", 3.0),
    ("ثامن", 8.0),
    ("ثامنة", 8.0),
    ("ثان", 2.0),
    ("ثاني", 2.0),
    ("ثانية", 2.0),
    ("ثلاث", 3.0),
    ("ثلاثة", 3.0),
    ("ثلاثون", 30.0),
    ("ثلاثين", 30.0),
    ("ثمان", 8.0),
    ("ثمانون", 80.0),
    ("ثماني", 8.0),
    ("ثمانية", 8.0),
    ("ثمانين", 80.0),
    ("حادي", 1.0),
    ("حادية", 1.0),
    ("خامس", 5.0),
    ("خامسة", 5.0),
    ("خمس", 5.0),
    ("خمسة", 5.0),
    ("خمسون", 50.0),
    ("خمسين", 50.0),
    ("رابع", 4.0),
    ("رابعة", 4.0),
    ("سابع", 7.0),
    ("سابعة", 7.0),
    ("سادس", 6.0),
    ("سادسة", 6.0),
    ("سبع", 7.0),
    ("سبعة", 7.0),
    ("سبعون", 70.0),
    ("سبعين", 70.0),
    ("ست", 6.0),
    ("ستة", 6.0),
    ("ستون", 60.0),
    ("ستين", 60.0),
    ("عاشر", 10.0),
    ("عاشرة", 10.0),
    ("عشرة", 10.0),
    ("عشرون", 20.0),
    ("عشرين", 20.0),
    ("مئة", 100.0),
    ("مئتا", 200.0),
    ("مئتان", 200.0),
    ("مئتي", 200.0),
    ("مئتين", 200.0),
    ("مائة", 100.0),
    ("مائتا", 200.0),
    ("مائتان", 200.0),
    ("مائتي", 200.0),
    ("مائتين", 200.0),
    ("واحد", 1.0),
    ("واحدة", 1.0),
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
    ("ألفا", 1e3),
    ("بليون", 1e9),
    ("بیلیون", 1e12),
    ("تريليون", 1e12),
    ("تریلیون", 1e12),
    ("ملايين", 1e6),
    ("مليار", 1e9),
    ("مليارا", 1e9),
    ("مليارات", 1e9),
    ("مليون", 1e6),
    ("مليونا", 1e6),
    ("میلیارد", 1e9),
    ("میلیون", 1e6),
    ("هزار", 1e3),
];

const PAIRS: &[(&str, f64)] = &[
    ("ألفان", 2e3),
    ("ألفي", 2e3),
    ("ألفين", 2e3),
    ("ملياران", 2e9),
    ("ملياري", 2e9),
    ("مليارين", 2e9),
    ("مليونان", 2e6),
    ("مليوني", 2e6),
    ("مليونين", 2e6),
];

fn look(table: &[(&str, f64)], word: &str) -> Option<f64> {
    table.binary_search_by(|(w, _)| (*w).cmp(word)).ok().map(|i| table[i].1)
}

/// Returns a word that was typed with Arabic yeh or kaf in Persian letters, `None` when it was not.
pub(crate) fn persian(word: &str) -> Option<String> {
    word.contains(['ي', 'ى', 'ك']).then(|| word.replace(['ي', 'ى'], "ی").replace('ك', "ک"))
}

/// Returns the value of a power of ten in words, `None` for any other word. `word` is in lower case.
pub(crate) fn scale(word: &str) -> Option<f64> {
    let bare: String = word.chars().filter(|c| !('\u{64b}'..='\u{655}').contains(c)).collect();
    look(SCALES, &bare).or_else(|| persian(&bare).and_then(|word| look(SCALES, &word)))
}

fn persian_unit(word: &str) -> Option<f64> {
    let find = |word: &str| look(PERSIAN, word);
    // Ordinals are the number with م or مین.
    let ordinal = |word: &str| {
        let stem = word.strip_suffix("مین").or_else(|| word.strip_suffix('م'))?;
        find(stem)
    };
    let unit = |word: &str| find(word).or_else(|| ordinal(word));
    unit(word).or_else(|| persian(word).and_then(|word| unit(&word)))
}

fn arabic_unit(word: &str) -> Option<f64> {
    let word = word.replace(['أ', 'إ', 'آ'], "ا");
    let unit = |word: &str| {
        let hundreds = word.strip_suffix("مائة").or_else(|| word.strip_suffix("مئة"));
        let hundreds = hundreds.and_then(|head| look(ARABIC, head)).filter(|n| (3.0..10.0).contains(n));
        look(ARABIC, word).or_else(|| hundreds.map(|n| n * 100.0))
    };
    let article = |word: &str| word.strip_prefix("ال").or_else(|| word.strip_prefix("لل")).and_then(unit);
    unit(&word).or_else(|| article(&word))
}

/// Returns what a word of a number says: one part, or two when «و» is written at it; nothing for any other word.
///
/// `word` is in lower case.
pub(crate) fn parts(word: &str) -> Vec<Part> {
    let bare: String = word.chars().filter(|c| !('\u{64b}'..='\u{655}').contains(c)).collect();
    if let Some(part) = part(&bare) {
        return vec![part];
    }
    if let Some(part) = bare.strip_prefix('و').and_then(part) {
        return vec![Part::Glued, part];
    }
    // By, for, then: letters that Arabic writes at the word.
    match bare.strip_prefix(['ب', 'ل', 'ف', 'ك']).and_then(arabic_part) {
        Some(part) => vec![part],
        None => Vec::new(),
    }
}

fn part(word: &str) -> Option<Part> {
    if matches!(word, "and" | "و" | "-" | "\u{2011}") {
        return Some(Part::And);
    }
    if matches!(word, "half" | "نیم" | "نصف" | "نصفا") {
        return Some(Part::Half);
    }
    if matches!(word, "عشر" | "عشره") {
        return Some(Part::Teen);
    }
    let unit = || look(ENGLISH, word).or_else(|| persian_unit(word));
    scale(word).map(Part::Scale).or_else(|| unit().map(Part::Unit)).or_else(|| arabic_part(word))
}

fn arabic_part(word: &str) -> Option<Part> {
    let pair = look(PAIRS, word).map(Part::Pair);
    pair.or_else(|| scale(word).map(Part::Scale)).or_else(|| match word {
        "عشر" => Some(Part::Teen),
        word => arabic_unit(word).map(Part::Unit),
    })
}

/// Reads a number in words: its value and how many of `words` it takes, `None` when they do not begin with one.
///
/// `words` are in lower case. The number may begin with one that was read elsewhere, in digits: that is `given`.
pub(crate) fn value<'a>(
    given: Option<f64>,
    words: impl Iterator<Item = &'a str> + Clone,
) -> Option<(f64, usize)> {
    let mut words = words.map(parts).enumerate().peekable();
    let mut taken = 0;
    let (mut total, mut group, mut scale_of_last) = (0.0, given.unwrap_or(0.0), 0.0);
    let mut started = given.is_some();
    let mut after_scale = false;
    while let Some((at, parts)) = words.next() {
        let joined = matches!(parts.first(), Some(Part::And | Part::Glued));
        let glued = parts.first() == Some(&Part::Glued);
        let (end, part) = match parts.as_slice() {
            [] => break,
            [Part::And | Part::Glued] => match words.next() {
                // "two and a half": the article is no part of the number.
                Some((end, next)) => match next.as_slice() {
                    [part] => (end, *part),
                    [] if matches!(words.peek(), Some((_, p)) if p.as_slice() == [Part::Half]) => {
                        words.next();
                        (end + 1, Part::Half)
                    }
                    _ => break,
                },
                None => break,
            },
            [_, part] | [part] => (at, *part),
            _ => break,
        };
        match part {
            Part::Unit(n) if !started => group = n,
            Part::Unit(_) if given.is_some() => break,
            Part::Unit(n) => {
                let place = if group == 0.0 && total > 0.0 { 1000.0 } else { lowest_place(group) };
                let tens = glued && group < 10.0 && (20.0..100.0).contains(&n);
                let next_to = after_scale || (group >= 20.0 && n < 10.0 && group < 100.0);
                if !(tens || (n < place && (joined || next_to))) {
                    break;
                }
                group += n;
            }
            Part::Teen if started && (1.0..10.0).contains(&group) && given.is_none() => group += 10.0,
            Part::Scale(s) if !joined && s == 100.0 => group = group.max(1.0) * 100.0,
            Part::Scale(s) if !joined || (total > 0.0 && s < scale_of_last && group == 0.0) => {
                let many = if group == 0.0 && given.is_none() { 1.0 } else { group };
                total += many * s;
                (group, scale_of_last) = (0.0, s);
            }
            Part::Pair(n) if group == 0.0 => {
                total += n;
                scale_of_last = n / 2.0;
            }
            Part::Half if !started => group = 0.5,
            Part::Half if joined && group > 0.0 && total == 0.0 => group += 0.5,
            Part::Half if joined && group == 0.0 && total > 0.0 => total += scale_of_last / 2.0,
            _ => break,
        }
        if !started && joined && !glued {
            return None;
        }
        started = true;
        after_scale = matches!(part, Part::Scale(_) | Part::Pair(_));
        taken = end + 1;
    }
    (started && taken > 0).then_some((total + group, taken))
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

    #[test]
    fn tables_are_sorted() {
        for table in [ENGLISH, PERSIAN, ARABIC, SCALES, PAIRS] {
            let bad: Vec<_> = table.windows(2).filter(|w| w[0].0 >= w[1].0).collect();
            assert!(bad.is_empty(), "{bad:?}");
        }
    }

    #[test]
    fn numbers_in_words_have_their_value() {
        for (text, expected) in [
            ("twenty five", 25.0),
            ("three hundred and five", 305.0),
            ("two thousand five hundred", 2500.0),
            ("two and a half million", 2.5e6),
            ("سیصد و بیست و پنج", 325.0),
            ("سی و ششمین", 36.0),
            ("شصتمین", 60.0),
            ("بیست ویکم", 21.0),
            ("دو و نیم میلیون", 2.5e6),
            ("دو میلیون و نیم", 2.5e6),
            ("یک میلیون و دویست هزار", 1.2e6),
            ("نیم میلیون", 5e5),
            ("هزار و سیصد", 1300.0),
            ("التاسع عشر", 19.0),
            ("السادس والثلاثين", 36.0),
            ("بعشرين", 20.0),
            ("الثمانية عشر", 18.0),
            ("الحادي والعشرين", 21.0),
            ("مليوني", 2e6),
            ("ثلاثمائة", 300.0),
            ("ثلاثة آلاف وخمسمئة", 3500.0),
            ("مليونين ونصف", 2.5e6),
        ] {
            let found = value(None, text.split(' '));
            assert_eq!(found, Some((expected, text.split(' ').count())), "{text}");
        }
    }

    #[test]
    fn what_stands_beside_a_number_is_left() {
        for (text, expected) in [("two and three", (2.0, 1)), ("سه و چهار", (3.0, 1)), ("one two", (1.0, 1))]
        {
            assert_eq!(value(None, text.split(' ')), Some(expected), "{text}");
        }
        assert_eq!(value(None, "and five".split(' ')), None);
        assert_eq!(value(None, "کتاب".split(' ')), None);
    }

    #[test]
    fn digits_go_on_in_words() {
        assert_eq!(value(Some(2.0), "و نیم میلیون".split(' ')), Some((2.5e6, 3)));
        assert_eq!(value(Some(110.0), "مليارات".split(' ')), Some((110e9, 1)));
        assert_eq!(value(Some(3.0), "و بیست".split(' ')), None);
        assert_eq!(value(Some(3.0), "people".split(' ')), None);
    }
}
