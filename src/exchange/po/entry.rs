//! The entries of a PO file, with the bytes their translations take.

use crate::exchange::error::Error;
use std::ops::Range;

/// One entry; every text is unescaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// `# `: comments of translators, a line each.
    pub(super) comments: Vec<String>,
    /// `#.`: comments taken from the source, a line each.
    pub(super) extracted: Vec<String>,
    /// `#:`: places, a line each.
    pub(super) references: Vec<String>,
    /// `#,`: flags, in order.
    pub(super) flags: Vec<String>,
    /// `#|`: what was translated before, as it is written, a line each.
    pub(super) previous: Vec<String>,
    /// `#~`: it is in use no more.
    pub(super) obsolete: bool,
    pub(super) context: Option<String>,
    pub(super) id: String,
    pub(super) plural: Option<String>,
    /// The translations: one, or one a plural form.
    pub(super) texts: Vec<Text>,
    /// The line of `msgid`, counted from 1.
    pub(super) line: u64,
    /// Where the entry begins: its first comment or keyword.
    pub(super) start: usize,
    /// Where its flags stand, if it has any.
    pub(super) flags_at: Option<Range<usize>>,
    /// Where its first keyword begins.
    pub(super) keyword_at: usize,
}

/// A `msgstr`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) text: String,
    /// Its quoted strings, from the first quotation mark to the last.
    pub(super) at: Range<usize>,
}

/// What a string that stands alone on its line goes on with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    None,
    Context,
    Id,
    Plural,
    Text,
}

/// Reads the entries of a file.
///
/// # Errors
///
/// A line that is none of PO's, with its number.
pub(super) fn entries(text: &str, name: &str) -> Result<Vec<Entry>, Error> {
    let mut out = Vec::new();
    let mut parser = Parser { entry: Entry::default(), field: Field::None, begun: false };
    let mut at = 0;
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let start = at;
        at += line.len();
        let fault = |detail: String| Error::broken(name, number, detail);
        let body = line.trim_end_matches(['\n', '\r']);
        let indent = body.len() - body.trim_start().len();
        let content = body.trim();
        if content.is_empty() {
            parser.end(&mut out).map_err(fault)?;
            continue;
        }
        parser.line(content, start + indent, number, &mut out).map_err(fault)?;
    }
    parser.end(&mut out).map_err(|detail| Error::broken(name, text.lines().count() as u64, detail))?;
    Ok(out)
}

struct Parser {
    entry: Entry,
    field: Field,
    begun: bool,
}

impl Parser {
    /// Ends an entry; comments that no entry follows go with the end of the file.
    fn end(&mut self, out: &mut Vec<Entry>) -> Result<(), String> {
        if !self.entry.texts.is_empty() {
            out.push(std::mem::take(&mut self.entry));
            self.begun = false;
        } else if self.field != Field::None {
            return Err("an entry without msgstr".to_owned());
        } else {
            self.entry = Entry::default();
            self.begun = false;
        }
        self.field = Field::None;
        Ok(())
    }

    fn line(&mut self, line: &str, at: usize, number: u64, out: &mut Vec<Entry>) -> Result<(), String> {
        let (obsolete, line, at) = match line.strip_prefix("#~") {
            Some(rest) => (true, rest.trim_start(), at + line.len() - rest.trim_start().len()),
            None => (false, line, at),
        };
        let starts = line.starts_with('#') || line.starts_with("msgctxt") || is_keyword(line, "msgid");
        if starts && !self.entry.texts.is_empty() {
            self.end(out)?;
        }
        if !self.begun {
            self.begun = true;
            self.entry.start = at;
        }
        if obsolete && line.starts_with('|') || line.starts_with("#|") {
            self.entry.previous.push(line.trim_start_matches(['#', '|']).trim().to_owned());
            return Ok(());
        }
        if let Some(comment) = line.strip_prefix('#') {
            self.comment(comment, at, line.len());
            return Ok(());
        }
        self.entry.obsolete |= obsolete;
        if self.field == Field::None {
            self.entry.keyword_at = at;
        }
        let quoted_at = line
            .find('"')
            .ok_or_else(|| format!("expected a comment, a keyword or a string, found `{}`", short(line)))?;
        let (keyword, quoted) = (line[..quoted_at].trim(), &line[quoted_at..]);
        let value = unquoted(quoted)?;
        let span = at + quoted_at..at + line.len();
        let entry = &mut self.entry;
        match keyword {
            "" => match self.field {
                Field::None => return Err("a string that follows no keyword".to_owned()),
                Field::Context => entry.context.get_or_insert_default().push_str(&value),
                Field::Id => entry.id.push_str(&value),
                Field::Plural => entry.plural.get_or_insert_default().push_str(&value),
                Field::Text => {
                    if let Some(last) = entry.texts.last_mut() {
                        last.text.push_str(&value);
                        last.at.end = span.end;
                    }
                }
            },
            "msgctxt" => (self.field, entry.context) = (Field::Context, Some(value)),
            "msgid" if self.field == Field::Id => return Err("a second msgid in one entry".to_owned()),
            "msgid" => (self.field, entry.id, entry.line) = (Field::Id, value, number),
            "msgid_plural" => (self.field, entry.plural) = (Field::Plural, Some(value)),
            _ => {
                let index = match keyword.strip_prefix("msgstr") {
                    Some("") => 0,
                    Some(index) => index
                        .strip_prefix('[')
                        .and_then(|i| i.strip_suffix(']'))
                        .and_then(|i| i.trim().parse().ok())
                        .ok_or_else(|| format!("`{}` is no plural form", short(keyword)))?,
                    None => return Err(format!("unknown keyword `{}`", short(keyword))),
                };
                if matches!(self.field, Field::None | Field::Context) {
                    return Err("msgstr without msgid".to_owned());
                }
                if index != entry.texts.len() {
                    return Err(format!("expected msgstr[{}], found msgstr[{index}]", entry.texts.len()));
                }
                self.field = Field::Text;
                entry.texts.push(Text { text: value, at: span });
            }
        }
        Ok(())
    }

    fn comment(&mut self, comment: &str, at: usize, len: usize) {
        let entry = &mut self.entry;
        let own = |text: &str| text.strip_prefix(' ').unwrap_or(text).to_owned();
        match comment.chars().next() {
            Some('.') => entry.extracted.push(own(&comment[1..])),
            Some(':') => entry.references.push(comment[1..].trim().to_owned()),
            Some(',') => {
                let flags = comment[1..].split(',').map(|flag| flag.trim().to_owned());
                entry.flags.extend(flags.filter(|flag| !flag.is_empty()));
                entry.flags_at = Some(at..at + len);
            }
            _ => entry.comments.push(own(comment)),
        }
    }
}

fn is_keyword(line: &str, word: &str) -> bool {
    line.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '\t', '"']))
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Returns the text of a quoted string.
fn unquoted(quoted: &str) -> Result<String, String> {
    let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|_| quoted.len() > 1);
    let inner = inner.ok_or("a string without its closing quotation mark")?;
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Err("a quotation mark inside a string, expected `\\\"`".to_owned()),
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some('a') => out.push('\u{7}'),
                Some('b') => out.push('\u{8}'),
                Some('v') => out.push('\u{b}'),
                Some('f') => out.push('\u{c}'),
                Some(c @ ('"' | '\\')) => out.push(c),
                Some('x') => {
                    let mut value = 0;
                    while let Some(digit) = chars.peek().and_then(|c| c.to_digit(16)) {
                        value = (value * 16 + digit) & 0xff;
                        chars.next();
                    }
                    out.extend(char::from_u32(value));
                }
                Some(first) if first.is_digit(8) => {
                    let mut value = first.to_digit(8).unwrap_or_default();
                    for _ in 0..2 {
                        if let Some(digit) = chars.peek().and_then(|c| c.to_digit(8)) {
                            value = value * 8 + digit;
                            chars.next();
                        }
                    }
                    out.extend(char::from_u32(value & 0xff));
                }
                other => return Err(format!("`\\{}` is no escape", other.unwrap_or(' '))),
            },
            c => out.push(c),
        }
    }
    Ok(out)
}

/// Returns a text as PO writes it: quoted, a line of its own after every line break.
pub(super) fn quoted(text: &str) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        lines.push("");
    }
    let quote = |line: &str| {
        let mut out = String::from("\"");
        for c in line.chars() {
            match c {
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                '\r' => out.push_str("\\r"),
                '\u{7}' => out.push_str("\\a"),
                '\u{8}' => out.push_str("\\b"),
                '\u{b}' => out.push_str("\\v"),
                '\u{c}' => out.push_str("\\f"),
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                c if c < ' ' => out.push_str(&format!("\\{:03o}", u32::from(c))),
                c => out.push(c),
            }
        }
        out + "\""
    };
    match lines.as_slice() {
        [one] => quote(one),
        many => format!("\"\"\n{}", many.iter().map(|line| quote(line)).collect::<Vec<_>>().join("\n")),
    }
}
