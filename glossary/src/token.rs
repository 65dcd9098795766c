//! Words and numbers of any script, as they stand in a text.

use unicode_normalization::char::is_combining_mark;

/// A word or number and where it stands, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The token as written.
    pub text: &'a str,
    /// Byte offset of its first char.
    pub start: usize,
    /// Byte offset behind its last char.
    pub end: usize,
}

impl<'a> Token<'a> {
    /// Returns the parts between hyphens and half-spaces, in order; a token without any is its only part.
    ///
    /// ```
    /// use glossary::token::tokens;
    /// let token = tokens("Justice-Seeking").next().unwrap();
    /// let parts: Vec<_> = token.parts().map(|part| part.text).collect();
    /// assert_eq!(parts, ["Justice", "Seeking"]);
    /// ```
    pub fn parts(&self) -> impl Iterator<Item = Token<'a>> + use<'a> {
        let Token { text, start, .. } = *self;
        let base = text.as_ptr() as usize;
        text.split(|c| is_hyphen(c) || c == '\u{200C}').filter(|part| !part.is_empty()).map(move |part| {
            let at = start + (part.as_ptr() as usize - base);
            Token { text: part, start: at, end: at + part.len() }
        })
    }

    /// Says whether the token begins with a digit of any script.
    pub fn is_number(&self) -> bool {
        self.text.starts_with(char::is_numeric)
    }
}

/// Returns the words and numbers of `text` in order; what stands between them is left out.
///
/// A word holds its marks, half-spaces, apostrophes and hyphens, and full stops between single letters (U.S.). A number
/// holds its separators (1,234.5 and ۱٬۲۳۴٫۵). Scripts without spaces give one token a character. Linear.
///
/// ```
/// use glossary::token::tokens;
/// let words: Vec<_> = tokens("Obama's 1,250 votes؛ می‌رود!").map(|token| token.text).collect();
/// assert_eq!(words, ["Obama's", "1,250", "votes", "می‌رود"]);
/// ```
pub fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let skip = text[at..].find(char::is_alphanumeric)?;
        let start = at + skip;
        at = end_of(text, start);
        Some(Token { text: &text[start..at], start, end: at })
    })
}

/// Returns where the token that begins at `start` ends.
fn end_of(text: &str, start: usize) -> usize {
    let mut rest = text[start..].char_indices().peekable();
    let Some((_, first)) = rest.next() else { return start };
    let mut end = start + first.len_utf8();
    let lone = stands_alone(first);
    let mut last = first;
    while let Some(&(at, c)) = rest.peek() {
        let at = start + at;
        if is_plain(c) && !lone {
            end = at + c.len_utf8();
            last = c;
        } else if is_combining_mark(c) || is_hidden(c) {
            end = at + c.len_utf8();
        } else if lone || stands_alone(c) {
            break;
        } else if c.is_alphanumeric() {
            end = at + c.len_utf8();
            last = c;
        } else {
            let next = text[at + c.len_utf8()..].chars().next();
            match next {
                Some(next) if next.is_alphanumeric() && !stands_alone(next) && glues(last, c, next) => {}
                _ => break,
            }
        }
        rest.next();
    }
    // Invisible characters at the edge belong to the gap.
    let kept = text[start..end].trim_end_matches(|c| is_hidden(c) || c == '\u{200C}').len();
    let end = start + kept;
    let letter_dots = text[start..end].contains('.') && !text[start..end].contains(|c: char| c.is_numeric());
    if letter_dots && text[end..].starts_with('.') { end + 1 } else { end }
}

/// Says of the letters and digits that most texts are made of, without a look into tables, that they only continue words.
fn is_plain(c: char) -> bool {
    matches!(c,
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' | '\u{0671}'..='\u{06D3}')
}

/// Says whether `mark` between two letters or digits keeps them in one token.
fn glues(before: char, mark: char, after: char) -> bool {
    let digits = before.is_numeric() && after.is_numeric();
    match mark {
        '\'' | '\u{2019}' | '\u{02BC}' | '\u{05F3}' | '\u{05F4}' | '\u{200C}' | '\u{0640}' => true,
        '.' if !digits => before.is_uppercase() && after.is_uppercase(),
        '.' | ',' | '\u{066B}' | '\u{066C}' => digits,
        '/' | ':' => false,
        _ => is_hyphen(mark),
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{05BE}' | '\u{058A}' | '\u{00B7}')
}

fn is_hidden(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200D}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Says whether `c` belongs to a script that writes no spaces.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3041}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).map(|token| token.text).collect()
    }

    #[test]
    fn words_keep_what_belongs_to_them() {
        for (text, expected) in [
            ("The U.S. Army, said O'Brien.", vec!["The", "U.S.", "Army", "said", "O'Brien"]),
            ("Ends in Iran. Then", vec!["Ends", "in", "Iran", "Then"]),
            ("Jean-Luc – the end-", vec!["Jean-Luc", "the", "end"]),
            ("رئیس‌جمهور «ایران»، گفت:", vec!["رئیس‌جمهور", "ایران", "گفت"]),
            ("خانهٔ ما \u{200c}و", vec!["خانهٔ", "ما", "و"]),
            ("۱٬۲۳۴٫۵ و 3.5% in 2024.", vec!["۱٬۲۳۴٫۵", "و", "3.5", "in", "2024"]),
            ("東京 ab", vec!["東", "京", "ab"]),
            ("l’Iran", vec!["l’Iran"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn tokens_are_slices_in_order(text in "\\PC{0,40}|[a-zA-Z.'’ -]{0,30}|[ا-ی\u{200c}ٔ\u{200f} ]{0,30}") {
            let mut at = 0;
            for token in tokens(&text) {
                prop_assert!(token.start >= at && token.end > token.start);
                prop_assert_eq!(&text[token.start..token.end], token.text);
                for part in token.parts() {
                    prop_assert_eq!(&text[part.start..part.end], part.text);
                }
                at = token.end;
            }
        }
    }
}
