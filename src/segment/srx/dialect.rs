//! Patterns of other regular-expression dialects, written as this program's.
//!
//! SRX says ICU, Okapi and OmegaT run Java's, and neither is the dialect of the engines used here: a pattern may compile and
//! match something else, as `\h` (a blank to Java) and `(?U)` (Unicode classes to Java) do. So every pattern is read here and
//! written anew.

use super::pattern::Pattern;
use super::property::{BLANKS, property};

/// Whose regular expressions the rules are written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Dialect {
    /// ICU, as SRX 2.0 says: `\w`, `\d` and `\s` are Unicode's.
    #[default]
    Icu,
    /// Java: `\w`, `\d` and `\s` are ASCII unless `(?U)` is given.
    Java,
}

const LINE_ENDS: &str = r"\n\x{B}\x{C}\r\x{85}\x{2028}\x{2029}";

/// Writes a pattern anew; the error says what it is that cannot be.
pub(super) fn translate(pattern: &str, dialect: Dialect) -> Result<Pattern, String> {
    let mut writer = Writer {
        chars: pattern.chars().collect(),
        at: 0,
        out: String::with_capacity(pattern.len() + 16),
        unicode: dialect == Dialect::Icu,
        dot_all: false,
        at_word: false,
        ends_at: None,
        backtracks: false,
        boundaries: Vec::new(),
    };
    writer.lead();
    writer.run()?;
    let Writer { out: text, at_word, ends_at, backtracks, boundaries, .. } = writer;
    let (bounded, boundaries) = (!boundaries.is_empty(), (!backtracks).then_some(boundaries));
    Ok(Pattern { text, at_word, ends_at, backtracks: backtracks || bounded, boundaries })
}

struct Writer {
    chars: Vec<char>,
    at: usize,
    out: String,
    unicode: bool,
    dot_all: bool,
    at_word: bool,
    ends_at: Option<bool>,
    backtracks: bool,
    boundaries: Vec<usize>,
}

impl Writer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek(0);
        self.at += usize::from(c.is_some());
        c
    }

    fn starts_with(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(n, c)| self.peek(n) == Some(c))
    }

    /// Takes a `\b` at the very beginning apart, when what follows begins with a word character.
    fn lead(&mut self) {
        if self.starts_with(r"\b") {
            let follows = match (self.peek(2), self.peek(3)) {
                (Some('('), Some('?')) => self.peek(4).is_some_and(|c| c == ':' || c.is_alphabetic()),
                (Some('\\'), Some(c)) => matches!(c, 'w' | 'd' | 'p'),
                (Some('['), Some(c)) => c != '^',
                (Some(c), _) => c == '(' || c.is_alphanumeric(),
                (None, _) => false,
            };
            let top_level_choice = self.has_top_level_choice();
            if follows && !top_level_choice {
                self.at_word = true;
                self.at += 2;
            }
        }
    }

    /// Whether a `|` stands outside of every group and class.
    fn has_top_level_choice(&self) -> bool {
        let (mut depth, mut class, mut at) = (0_i32, 0_i32, 0);
        while let Some(&c) = self.chars.get(at) {
            match c {
                '\\' => at += 1,
                '[' => class += 1,
                ']' => class = (class - 1).max(0),
                '(' if class == 0 => depth += 1,
                ')' if class == 0 => depth -= 1,
                '|' if class == 0 && depth == 0 => return true,
                _ => {}
            }
            at += 1;
        }
        false
    }

    /// Returns whether what stands before a `\b` at the end is a word character; `None` when it cannot be told.
    fn edge_before(&self) -> Option<bool> {
        if self.has_top_level_choice() {
            return None;
        }
        let before = &self.chars[..self.at.checked_sub(2)?];
        let (&last, rest) = before.split_last()?;
        let escaped = rest.iter().rev().take_while(|&&c| c == '\\').count() % 2 == 1;
        match last {
            'w' | 'd' if escaped => Some(true),
            c if escaped => c.is_ascii_punctuation().then_some(c == '_'),
            ' ' => Some(false),
            ']' => {
                let open = rest.iter().rposition(|&c| c == '[')?;
                let inside = &rest[open + 1..];
                let plain = !inside.is_empty() && inside.iter().all(|&c| c.is_alphanumeric() || c == '-');
                (plain && open.checked_sub(1).is_none_or(|at| rest[at] != '\\')).then_some(true)
            }
            c => c.is_alphanumeric().then_some(true),
        }
    }

    fn run(&mut self) -> Result<(), String> {
        while let Some(c) = self.next() {
            match c {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                '.' if self.dot_all => self.out.push_str("(?s:.)"),
                '.' => self.out.push_str(r"[^\n\r\x{85}\x{2028}\x{2029}]"),
                '*' | '+' | '?' => self.quantifier(c),
                '{' => match self.counts() {
                    Some(counts) => {
                        self.out.push_str(&counts);
                        self.after_quantifier();
                    }
                    None => self.out.push_str(r"\{"),
                },
                '}' | ']' => self.literal(c),
                '^' | '$' | ')' | '|' => self.out.push(c),
                c => self.literal(c),
            }
        }
        Ok(())
    }

    fn literal(&mut self, c: char) {
        if c.is_ascii_punctuation() && c != '_' && c != '<' && c != '>' {
            self.out.push('\\');
        }
        self.out.push(c);
    }

    fn quantifier(&mut self, c: char) {
        self.out.push(c);
        self.after_quantifier();
    }

    /// A quantifier may be reluctant or possessive.
    fn after_quantifier(&mut self) {
        match self.peek(0) {
            Some('?') => {
                self.at += 1;
                self.out.push('?');
            }
            Some('+') => {
                self.at += 1;
                // At the end of a pattern there is nothing it could refuse to give back.
                if self.peek(0).is_some() {
                    self.out.push('+');
                    self.backtracks = true;
                }
            }
            _ => {}
        }
    }

    /// Reads `{2}`, `{2,}` or `{2,5}` after its brace.
    fn counts(&mut self) -> Option<String> {
        let close = (0..12).find(|&n| self.peek(n) == Some('}'))?;
        let inside: String = self.chars[self.at..self.at + close].iter().collect();
        let (low, high) = inside.split_once(',').map_or((inside.as_str(), None), |(l, h)| (l, Some(h)));
        let is_number = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit());
        if !is_number(low) || high.is_some_and(|h| !h.is_empty() && !is_number(h)) {
            return None;
        }
        self.at += close + 1;
        Some(format!("{{{inside}}}"))
    }

    fn group(&mut self) -> Result<(), String> {
        if self.peek(0) != Some('?') {
            self.out.push('(');
            return Ok(());
        }
        for opening in ["?=", "?!", "?<=", "?<!", "?>"] {
            if self.starts_with(opening) {
                self.at += opening.chars().count();
                self.out.push('(');
                self.out.push_str(opening);
                self.backtracks = true;
                return Ok(());
            }
        }
        if self.starts_with("?#") {
            while self.next().is_some_and(|c| c != ')') {}
            return Ok(());
        }
        if self.starts_with("?<") || self.starts_with("?:") {
            self.out.push_str("(?");
            self.at += 1;
            // A name goes over letter by letter; a colon stands as it is.
            while let Some(c) = self.next() {
                self.out.push(c);
                if matches!(c, '>' | ':') {
                    break;
                }
            }
            return Ok(());
        }
        self.flags()
    }

    /// `(?i)`, `(?is-m:`: flags of Java's that mean something else here are taken out.
    fn flags(&mut self) -> Result<(), String> {
        self.at += 1;
        let (mut on, mut kept, mut ended) = (true, String::new(), None);
        while let Some(c) = self.next() {
            match c {
                '-' => {
                    on = false;
                    kept.push('-');
                }
                'i' | 'm' | 'x' => kept.push(c),
                's' => self.dot_all = on,
                'U' => self.unicode = on,
                'u' | 'd' | 'w' => {}
                ':' | ')' => {
                    ended = Some(c);
                    break;
                }
                other => return Err(format!("unknown flag `{other}` in a group")),
            }
        }
        let Some(ended) = ended else { return Err("a group is not closed".to_owned()) };
        let kept = kept.trim_end_matches('-');
        match (kept.is_empty(), ended) {
            (true, ')') => {}
            (true, _) => self.out.push_str("(?:"),
            (false, end) => self.out.push_str(&format!("(?{kept}{end}")),
        }
        Ok(())
    }

    fn escape(&mut self) -> Result<(), String> {
        let Some(c) = self.next() else { return Err("it ends in a backslash".to_owned()) };
        match c {
            'b' if self.at == self.chars.len() && self.edge_before().is_some() => {
                self.ends_at = self.edge_before()
            }
            'b' | 'B' => {
                self.boundaries.push(self.out.len());
                self.out.push_str(if c == 'b' { r"\b" } else { r"\B" });
            }
            'A' => self.out.push_str(r"\A"),
            'z' => self.out.push_str(r"\z"),
            'Z' => {
                self.out.push_str(r"(?=\n?\z)");
                self.backtracks = true;
            }
            'G' => return Err(r"`\G` has no meaning in a rule".to_owned()),
            'R' => self.out.push_str(&format!(r"(?:\r\n|[{LINE_ENDS}])")),
            'X' => self.out.push_str(r"(?:\P{M}\p{M}*)"),
            'Q' => {
                while let Some(c) = self.next() {
                    if c == '\\' && self.peek(0) == Some('E') {
                        self.at += 1;
                        break;
                    }
                    self.literal(c);
                }
            }
            'E' => {}
            '1'..='9' => {
                self.out.push('\\');
                self.out.push(c);
                self.backtracks = true;
            }
            'k' => {
                self.out.push_str(r"\k");
                self.backtracks = true;
            }
            _ => match self.set(c)? {
                Some((inside, true)) => self.out.push_str(&format!("[^{inside}]")),
                Some((inside, false)) => self.out.push_str(&format!("[{inside}]")),
                None => {
                    let c = self.character(c)?;
                    self.literal(c);
                }
            },
        }
        Ok(())
    }

    /// Returns what a class escape stands for, as the inside of a class, and whether it is all but that.
    fn set(&mut self, c: char) -> Result<Option<(String, bool)>, String> {
        let inside = match (c.to_ascii_lowercase(), self.unicode) {
            ('h', _) => BLANKS.to_owned(),
            ('v', _) => LINE_ENDS.to_owned(),
            ('d', true) => r"\d".to_owned(),
            ('d', false) => "0-9".to_owned(),
            ('w', true) => r"\w".to_owned(),
            ('w', false) => "0-9A-Za-z_".to_owned(),
            ('s', true) => r"\s".to_owned(),
            ('s', false) => r" \t\n\x{B}\x{C}\r".to_owned(),
            ('p', _) => {
                let name = self.property_name()?;
                let (name, negated) = match name.strip_prefix('^') {
                    Some(rest) => (rest.to_owned(), true),
                    None => (name, false),
                };
                let inside = property(&name, self.unicode)?;
                return Ok(Some((inside, (c == 'P') != negated)));
            }
            _ => return Ok(None),
        };
        Ok(Some((inside, c.is_ascii_uppercase())))
    }

    fn property_name(&mut self) -> Result<String, String> {
        match self.next() {
            Some('{') => {
                let mut name = String::new();
                loop {
                    match self.next() {
                        Some('}') => return Ok(name),
                        Some(c) => name.push(c),
                        None => return Err(r"`\p{` is not closed".to_owned()),
                    }
                }
            }
            Some(c) => Ok(c.to_string()),
            None => Err(r"`\p` names no property".to_owned()),
        }
    }

    /// Returns the character that an escape stands for.
    fn character(&mut self, c: char) -> Result<char, String> {
        let code = match c {
            't' => return Ok('\t'),
            'n' => return Ok('\n'),
            'r' => return Ok('\r'),
            'f' => return Ok('\u{C}'),
            'a' => return Ok('\u{7}'),
            'e' => return Ok('\u{1B}'),
            'u' if self.peek(0) == Some('{') => self.braced()?,
            'u' => self.digits(4, 16)?,
            'U' => self.digits(8, 16)?,
            'x' if self.peek(0) == Some('{') => self.braced()?,
            'x' => self.digits(2, 16)?,
            '0' => self.digits(3, 8)?,
            'c' => self.next().map_or(0, |c| u32::from(c) ^ 64),
            c if c.is_ascii_alphabetic() => return Err(format!(r"unknown escape `\{c}`")),
            c => return Ok(c),
        };
        char::from_u32(code).ok_or_else(|| format!("U+{code:X} is no character"))
    }

    fn braced(&mut self) -> Result<u32, String> {
        self.at += 1;
        let mut text = String::new();
        loop {
            match self.next() {
                Some('}') => {
                    return u32::from_str_radix(&text, 16).map_err(|_| format!("`{text}` is no number"));
                }
                Some(c) if text.len() < 8 => text.push(c),
                _ => return Err("a number in braces is not closed".to_owned()),
            }
        }
    }

    fn digits(&mut self, most: usize, radix: u32) -> Result<u32, String> {
        let mut value = None;
        for _ in 0..most {
            let Some(digit) = self.peek(0).and_then(|c| c.to_digit(radix)) else { break };
            self.at += 1;
            value = Some(value.unwrap_or(0) * radix + digit);
        }
        value.ok_or_else(|| "a number is missing after an escape".to_owned())
    }

    /// A class, after its bracket.
    fn class(&mut self) -> Result<(), String> {
        if self.peek(0) == Some(':')
            && let Some(close) = (1..30).find(|&n| self.peek(n) == Some(':') && self.peek(n + 1) == Some(']'))
        {
            let name: String = self.chars[self.at + 1..self.at + close].iter().collect();
            self.at += close + 2;
            let (name, open) = match name.strip_prefix('^') {
                Some(rest) => (rest.to_owned(), "[^"),
                None => (name, "["),
            };
            self.out.push_str(&format!("{open}{}]", property(&name, self.unicode)?));
            return Ok(());
        }
        self.out.push('[');
        if self.peek(0) == Some('^') {
            self.at += 1;
            self.out.push('^');
        }
        if self.peek(0) == Some(']') {
            self.at += 1;
            self.out.push_str(r"\]");
        }
        // Whether the last item was a set, which no range begins with.
        let mut after_set = true;
        loop {
            let Some(c) = self.next() else { return Err("a class is not closed".to_owned()) };
            match c {
                ']' => {
                    self.out.push(']');
                    return Ok(());
                }
                '[' => {
                    self.class()?;
                    after_set = true;
                }
                '&' if self.peek(0) == Some('&') => {
                    self.at += 1;
                    self.out.push_str("&&");
                    after_set = true;
                }
                '-' if self.peek(0) == Some('[') && after_set => self.out.push_str("--"),
                '-' if self.peek(0) == Some('-') && self.peek(1) == Some('[') => {
                    self.at += 1;
                    self.out.push_str("--");
                }
                '-' if !after_set && !matches!(self.peek(0), Some(']' | '[') | None) => {
                    self.out.push('-');
                    after_set = true;
                }
                '\\' => {
                    let Some(c) = self.next() else { return Err("it ends in a backslash".to_owned()) };
                    if c == 'Q' {
                        while let Some(c) = self.next() {
                            if c == '\\' && self.peek(0) == Some('E') {
                                self.at += 1;
                                break;
                            }
                            self.in_class(c);
                        }
                        after_set = false;
                        continue;
                    }
                    if c == 'b' {
                        self.out.push_str(r"\x{8}");
                        continue;
                    }
                    match self.set(c)? {
                        Some((inside, negated)) => {
                            let open = if negated { "[^" } else { "[" };
                            self.out.push_str(&format!("{open}{inside}]"));
                            after_set = true;
                        }
                        None => {
                            let c = self.character(c)?;
                            self.in_class(c);
                            after_set = false;
                        }
                    }
                }
                c => {
                    self.in_class(c);
                    after_set = false;
                }
            }
        }
    }

    fn in_class(&mut self, c: char) {
        match c {
            '[' | ']' | '\\' | '^' | '-' | '&' | '~' | '#' | ' ' => {
                self.out.push_str(&format!(r"\x{{{:X}}}", u32::from(c)))
            }
            c => self.out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, dialect: Dialect, text: &str) -> bool {
        let pattern = translate(pattern, dialect).unwrap();
        fancy_regex::Regex::new(&format!("^(?:{})$", pattern.text)).unwrap().is_match(text).unwrap()
    }

    #[test]
    fn white_space_classes_are_no_hex_digits() {
        assert!(matches(r"\h\v", Dialect::Icu, "\u{a0}\n"));
        assert!(!matches(r"\h", Dialect::Icu, "a"));
        assert!(matches(r"[\h\v]+", Dialect::Java, "\t\r\n"));
        assert!(matches(r"[^\h]\H", Dialect::Java, "ab"));
    }

    #[test]
    fn java_is_ascii_unless_told() {
        assert!(!matches(r"\w\d", Dialect::Java, "م۴"));
        assert!(matches(r"\w\d", Dialect::Icu, "م۴"));
        assert!(matches(r"(?U)\w\d", Dialect::Java, "م۴"));
        assert!(matches(r"\p{Lu}\p{IsAlphabetic}\p{L}", Dialect::Java, "Жжم"));
        assert!(matches(r"\p{javaUpperCase}[\p{InCyrillic}&&[^а]]", Dialect::Java, "Éб"));
    }

    #[test]
    fn escapes_and_literals_keep_their_meaning() {
        assert!(matches(r"\u00ab\x{bb}\.\-\'\<\_ \#", Dialect::Icu, "«».-'<_ #"));
        assert!(matches(r"\Qa.b[\E{x}", Dialect::Icu, "a.b[{x}"));
        assert!(matches(r"[.\]&&[^!]]{2,3}", Dialect::Icu, ".]."));
        assert!(matches(r"[a-c-]+", Dialect::Icu, "b-"));
        assert!(
            matches(r"[[a-z]-[aeiou]]", Dialect::Icu, "b") && !matches(r"[[a-z]-[aeiou]]", Dialect::Icu, "e")
        );
        assert!(matches(r"[[:Lu:]x]+", Dialect::Icu, "Áx"));
        assert!(matches(r"(?i)dr\.", Dialect::Icu, "DR."));
        assert!(!matches(".", Dialect::Icu, "\u{2028}") && matches("(?s).", Dialect::Icu, "\u{2028}"));
    }

    #[test]
    fn what_cannot_be_said_is_named() {
        for (pattern, part) in [
            (r"a\", "backslash"),
            ("[ab", "not closed"),
            (r"\p{Klingon}", "Klingon"),
            (r"\j", r"\j"),
            ("(?y)", "flag"),
        ] {
            let said = translate(pattern, Dialect::Icu).unwrap_err();
            assert!(said.contains(part), "{pattern}: {said}");
        }
    }

    #[test]
    fn a_leading_word_boundary_is_taken_apart() {
        let plain = translate(r"\b(?:Mr|Dr)\.\s", Dialect::Icu).unwrap();
        assert!(plain.at_word && !plain.backtracks);
        assert!(translate(r"\ba|b", Dialect::Icu).unwrap().backtracks);
        assert!(translate(r"no\b\.", Dialect::Icu).unwrap().backtracks);
        let ends = |pattern: &str| translate(pattern, Dialect::Icu).unwrap().ends_at;
        assert_eq!(
            (ends(r"no\b"), ends(r"[A-Z]\b"), ends(r"no\.\b"), ends(r"(a|\.)\b")),
            (Some(true), Some(true), Some(false), None)
        );
        assert!(translate(r"(?<!a)b", Dialect::Icu).unwrap().backtracks);
    }
}
