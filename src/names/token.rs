//! Words of a text with their byte ranges, as the name finder needs them.
//!
//! Unlike a word breaker for search it keeps `U.N.`, `O'Brien` and `Hossein-Ali` whole, drops an English
//! possessive, and remembers whether anything but a space stands before a word.

use std::ops::Range;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Byte range in the text, without a possessive ending.
    pub(super) range: Range<usize>,
    /// What stands between the word before and this one.
    pub(super) gap: Gap,
}

/// What stands before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing, or the end of a sentence, a quotation mark, a bracket or a colon: a capital says nothing here.
    Start,
    /// Punctuation inside a sentence: no name runs over it.
    Break,
    /// White space, perhaps with a possessive ending or the point of an initial.
    Space,
    /// A possessive ending and white space.
    Possessive,
    /// A hyphen or dash without white space.
    Hyphen,
}

const APOSTROPHES: &[char] = &['\'', '’'];

fn inside(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Returns whether a character belongs to the letter before it: marks, joiners, tatweel.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{200c}' | '\u{200d}' | '\u{0640}' | '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}' | '\u{0670}'
            | '\u{093c}' | '\u{094d}'
    )
}

/// Splits a text into words; `latin_rules` keeps abbreviations and hyphenated names whole and drops possessives.
pub(super) fn pieces(text: &str, latin_rules: bool) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut at = 0;
    let mut previous_end = 0;
    let mut possessive = false;
    while let Some(start) = text[at..].find(|c: char| c.is_alphanumeric() && !is_mark(c)).map(|i| at + i) {
        let mut end = word_end(text, start);
        let mut next_possessive = false;
        if latin_rules {
            (end, next_possessive) = widen(text, start, end);
        }
        let gap = if found.is_empty() {
            Gap::Start
        } else {
            gap(&text[previous_end..start], possessive, &text[found[found.len() - 1].range.clone()])
        };
        found.push(Piece { range: start..end, gap });
        previous_end = end;
        at = end;
        possessive = next_possessive;
        if next_possessive {
            // The s of the ending is no word of its own.
            let rest = &text[end..];
            let mut chars = rest.char_indices();
            chars.next();
            at = match chars.next() {
                Some((i, c)) if c == 's' || c == 'S' => end + i + c.len_utf8(),
                Some((i, _)) => end + i,
                None => text.len(),
            };
            previous_end = at;
        }
    }
    found
}

fn word_end(text: &str, start: usize) -> usize {
    let end = text[start..].find(|c: char| !inside(c)).map_or(text.len(), |i| start + i);
    // The stroke of a Hebrew letter belongs to it (ג'ורג'), and so does that of an abbreviation (ארה"ב).
    let rest = &text[end..];
    let mut chars = rest.chars();
    if let Some(stroke) = chars.next().filter(|c| matches!(c, '\'' | '’' | '׳' | '"' | '״'))
        && text[..end].ends_with(is_hebrew)
    {
        let after = end + stroke.len_utf8();
        let single = !matches!(stroke, '"' | '״');
        let mut next = chars.take_while(|c| is_hebrew(*c));
        // Two strokes stand before the last letter only; elsewhere they are quotation marks.
        if next.next().is_some() && (single || next.next().is_none()) {
            return word_end(text, after);
        }
        if single && text[..end].ends_with(['ג', 'ז', 'צ', 'ץ']) {
            return after;
        }
    }
    // A joiner or mark at the edge is no part of the word.
    let word = &text[start..end];
    let trimmed = word.trim_end_matches(['\u{200c}', '\u{200d}', '\u{0640}']);
    start + trimmed.len()
}

fn is_hebrew(c: char) -> bool {
    ('א'..='ת').contains(&c)
}

fn widen(text: &str, start: usize, mut end: usize) -> (usize, bool) {
    loop {
        let rest = &text[end..];
        let mut chars = rest.chars();
        let Some(mark) = chars.next() else { break };
        let after = end + mark.len_utf8();
        let next = chars.next();
        let word = &text[start..end];
        if APOSTROPHES.contains(&mark) {
            let following = &text[after..];
            let stop = following.find(|c: char| !inside(c)).unwrap_or(following.len());
            let part = &following[..stop];
            if part == "s" || part == "S" {
                return (end, true);
            }
            if part.is_empty() {
                // A plural possessive: `the states' rights`.
                return (end, word.ends_with(['s', 'S']) && following.starts_with(' '));
            }
            if word.chars().count() <= 2 && part.chars().next().is_some_and(char::is_uppercase) {
                end = after + stop;
                continue;
            }
            // Contractions (`don't`) are one word.
            if part.chars().all(char::is_lowercase) {
                end = after + stop;
                continue;
            }
            break;
        }
        if mark == '.' {
            let letters = word.rsplit('.').next().unwrap_or(word);
            let single = letters.chars().count() == 1 && letters.chars().all(char::is_uppercase);
            if single && next.is_some_and(char::is_uppercase) {
                // `U.N`: the next must be a single letter too.
                let stop = word_end(text, after);
                if text[after..stop].chars().count() == 1 {
                    end = stop;
                    continue;
                }
            }
            if single && word.contains('.') {
                end = after;
                continue;
            }
            break;
        }
        if matches!(mark, '-' | '\u{2010}' | '\u{2011}') && next.is_some_and(char::is_uppercase) {
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            let article =
                matches!(word, "al" | "el" | "ad" | "ar" | "as" | "at" | "an" | "ul" | "bin" | "ol" | "od");
            if capital || article {
                end = word_end(text, after);
                continue;
            }
        }
        break;
    }
    (end, false)
}

fn gap(between: &str, possessive: bool, before: &str) -> Gap {
    let bare: String = between.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect();
    if bare.is_empty() {
        return if possessive { Gap::Possessive } else { Gap::Space };
    }
    if bare == "." {
        // The point of an initial or an abbreviation (`Mr.`, `J.`) ends nothing.
        let short = before.chars().count() <= 4 && before.chars().next().is_some_and(char::is_uppercase);
        let abbreviation = matches!(
            before,
            "Mr" | "Mrs"
                | "Ms"
                | "Dr"
                | "St"
                | "Sen"
                | "Rep"
                | "Gov"
                | "Gen"
                | "Lt"
                | "Col"
                | "Sgt"
                | "Prof"
                | "Rev"
                | "Capt"
                | "Maj"
                | "Jr"
                | "Sr"
                | "Mt"
                | "Ft"
                | "Hon"
        );
        if before.chars().count() == 1 && short || abbreviation {
            return Gap::Space;
        }
        return Gap::Start;
    }
    let no_space = !between.contains(char::is_whitespace);
    if no_space && matches!(bare.as_str(), "-" | "\u{2010}" | "\u{2011}" | "ـ") {
        return Gap::Hyphen;
    }
    if bare.chars().all(|c| matches!(c, '-' | 'ـ' | '\u{2010}' | '\u{2011}')) {
        return if bare.chars().all(|c| c == 'ـ') { Gap::Hyphen } else { Gap::Start };
    }
    if bare.contains([
        '.', '!', '?', ':', '"', '“', '”', '«', '»', '‘', '(', '[', '–', '—', '؟', '…', '*', '|', '•', '/',
    ]) {
        return Gap::Start;
    }
    Gap::Break
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        pieces(text, true).into_iter().map(|p| &text[p.range]).collect()
    }

    #[test]
    fn keeps_abbreviations_and_names_whole() {
        assert_eq!(
            words("The U.N. and O'Brien met Hossein-Ali, then-UN chief."),
            ["The", "U.N.", "and", "O'Brien", "met", "Hossein-Ali", "then", "UN", "chief"]
        );
    }

    #[test]
    fn drops_possessives_and_remembers_them() {
        let text = "Khomeini's fatwa and the states' rights";
        let found = pieces(text, true);
        assert_eq!(&text[found[0].range.clone()], "Khomeini");
        assert_eq!(found[1].gap, Gap::Possessive);
        assert_eq!(words(text), ["Khomeini", "fatwa", "and", "the", "states", "rights"]);
    }

    #[test]
    fn a_capital_after_a_quotation_mark_says_nothing() {
        let text = "He said: “Peace now.” Then Mr. Reza left, Ali stayed";
        let gaps: Vec<_> =
            pieces(text, true).into_iter().map(|p| (text[p.range].to_owned(), p.gap)).collect();
        assert!(gaps.contains(&("Peace".to_owned(), Gap::Start)));
        assert!(gaps.contains(&("Then".to_owned(), Gap::Start)));
        assert!(gaps.contains(&("Reza".to_owned(), Gap::Space)));
        assert!(gaps.contains(&("Ali".to_owned(), Gap::Break)));
    }

    #[test]
    fn ranges_lie_on_char_boundaries() {
        for text in ["کتاب‌ها ـ و", "«شورا»‌", "ـ", "é’s", "’", "a’", "حسین‌علی", "U.", "X-", "A.B"]
        {
            for latin in [true, false] {
                for piece in pieces(text, latin) {
                    assert!(text.get(piece.range).is_some_and(|w| !w.is_empty()));
                }
            }
        }
    }
}
