//! XML characters: which are allowed, and how the rest is escaped.

use quick_xml::escape::partial_escape;
use quick_xml::events::BytesText;
use quick_xml::events::attributes::Attribute;
use quick_xml::name::QName;
use std::borrow::Cow;

/// Says whether XML 1.0 allows the character (production 2, `Char`).
pub(crate) fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// Returns the first character that XML 1.0 cannot hold, and its byte offset.
pub(crate) fn illegal_char(text: &str) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    for (number, block) in bytes.chunks(BLOCK_BYTES).enumerate() {
        // No branch in this loop: a compiler can do many bytes at once.
        if !block.iter().fold(false, |found, &b| found | is_suspect(b)) {
            continue;
        }
        for (step, _) in block.iter().enumerate().filter(|(_, b)| is_suspect(**b)) {
            let at = number * BLOCK_BYTES + step;
            let is_legal = bytes[at] == 0xEF
                && (bytes.get(at + 1) != Some(&0xBF) || bytes.get(at + 2).is_some_and(|&b| b < 0xBE));
            if !is_legal {
                return text[at..].chars().next().map(|c| (at, c));
            }
        }
    }
    None
}

const BLOCK_BYTES: usize = 256;

/// Says whether a byte is illegal or may begin an illegal character (U+FFFE, U+FFFF).
fn is_suspect(b: u8) -> bool {
    (b < 0x20) & (b != b'\t') & (b != b'\n') & (b != b'\r') | (b == 0xEF)
}

/// Returns character data as it is written.
pub(crate) fn text(text: &str) -> BytesText<'_> {
    BytesText::from_escaped(partial_escape(text))
}

/// Returns an attribute as it is written: in a value, a line break or tab would be read back as a blank.
///
/// quick-xml's own way escapes `'` and `>` too; Canonical XML does not.
pub(crate) fn attribute<'a>(name: &'a str, value: &'a str) -> Attribute<'a> {
    let reference = |b| match b {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'"' => Some("&quot;"),
        b'\t' => Some("&#9;"),
        b'\n' => Some("&#10;"),
        b'\r' => Some("&#13;"),
        _ => None,
    };
    let mut escaped = String::new();
    let mut done = 0;
    for (at, b) in value.bytes().enumerate() {
        if let Some(reference) = reference(b) {
            escaped.push_str(&value[done..at]);
            escaped.push_str(reference);
            done = at + 1;
        }
    }
    let value = if done == 0 { Cow::Borrowed(value) } else { Cow::Owned(escaped + &value[done..]) };
    Attribute { key: QName(name), value }
}

/// Returns attributes as they are written.
pub(crate) fn attributes(attrs: &[(String, String)]) -> impl Iterator<Item = Attribute<'_>> {
    attrs.iter().map(|(name, value)| attribute(name, value))
}

/// Says whether a name may begin with the character (production 4).
pub(crate) fn is_name_start(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '_' | ':' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// Says whether the text is a name (production 5).
pub(crate) fn is_name(text: &str) -> bool {
    let more = |c| {
        is_name_start(c)
            || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
    };
    text.starts_with(is_name_start) && text.chars().all(more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_judged_alike_by_both_tests() {
        for c in (0..=0x11_0000).filter_map(char::from_u32) {
            let text = format!("ab{c}");
            assert_eq!(illegal_char(&text).is_none(), is_xml_char(c), "{:x}", c as u32);
        }
    }

    #[test]
    fn presentation_forms_before_an_illegal_character_do_not_hide_it() {
        assert_eq!(illegal_char("\u{FEFB}\u{FFFD}\u{FFFE}"), Some((6, '\u{FFFE}')));
    }

    #[test]
    fn escapes_only_what_must_be() {
        let given = "a<b>&\"c\"\r\n\t";
        assert_eq!(&*text(given), "a&lt;b&gt;&amp;\"c\"&#13;\n\t");
        assert_eq!(attribute("n", given).value, "a&lt;b>&amp;&quot;c&quot;&#13;&#10;&#9;");
    }

    #[test]
    fn names() {
        assert!(is_name("o-tmf") && is_name("xml:lang") && is_name("متن"));
        assert!(!is_name("") && !is_name("1a") && !is_name("a b") && !is_name("-a"));
    }
}
