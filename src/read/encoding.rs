//! Bytes → text with a map back: byte-order marks, UTF-8, UTF-16 without a mark, legacy encodings.

use super::declared::{Declared, declared};
use crate::model::OffsetMap;
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};

/// Decoded text.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text, line ends as `\n`.
    pub(super) text: String,
    /// From offsets in the text to offsets in the bytes.
    pub(super) map: OffsetMap,
    /// The encoding's name in the Encoding Standard; `UTF-32LE` and `UTF-32BE`, which it has not, by the Unicode
    /// Standard.
    pub(super) encoding: &'static str,
    /// What was guessed or replaced.
    pub(super) warnings: Vec<String>,
}

/// Returns what the bytes seem to be and what to do, when they are no text.
pub(super) fn binary_kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const EXPORT: &str = "export it as text or HTML first";
    const OCR: &str = "recognise its text first (OCR)";
    let head = &bytes[..bytes.len().min(4096)];
    let holds = |needle: &[u8]| memchr::memmem::find(head, needle).is_some();
    let known: &[(&[u8], &str, &str)] = &[
        (b"%PDF-", "a PDF", EXPORT),
        (b"{\\rtf", "an RTF document", EXPORT),
        (b"\x89PNG\r\n", "a PNG picture", OCR),
        (b"\xff\xd8\xff", "a JPEG picture", OCR),
        (b"GIF8", "a GIF picture", OCR),
        (b"\xd0\xcf\x11\xe0", "an old Office document (DOC or XLS)", EXPORT),
        (b"SQLite format 3\0", "an SQLite database", "name a text file"),
        (b"\x1f\x8b", "a gzip archive", "unpack it first"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
        (b"Rar!", "a RAR archive", "unpack it first"),
        (b"BZh", "a bzip2 archive", "unpack it first"),
        (b"\xfd7zXZ", "an xz archive", "unpack it first"),
        (b"\x7fELF", "a program", "name a text file"),
    ];
    if head.starts_with(b"PK\x03\x04") {
        return Some(if holds(b"word/") {
            ("a DOCX document", EXPORT)
        } else if holds(b"xl/") {
            ("an XLSX workbook", "export it as CSV first")
        } else if holds(b"opendocument") {
            ("an OpenDocument file", EXPORT)
        } else if holds(b"epub+zip") {
            ("an EPUB book", EXPORT)
        } else {
            ("a ZIP archive", "unpack it first")
        });
    }
    if let Some((_, what, hint)) = known.iter().find(|(magic, _, _)| head.starts_with(magic)) {
        return Some((what, hint));
    }
    let nul = match utf32(bytes) {
        // A mark by chance: hardly any of the units is a character.
        Some(big) => {
            utf32_chars(bytes, big).filter(|c| matches!(c, '\0' | '\u{fffd}')).count() * 40 > bytes.len()
        }
        None => memchr::memchr(0, bytes).is_some(),
    };
    let mark = bom(bytes).is_some() && utf32(bytes).is_none();
    (nul && !mark && utf16_without_mark(bytes).is_none()).then_some(("a binary file", "name a text file"))
}

fn bom(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(bytes)
}

/// Tells UTF-32 by its mark; the answer is whether the high byte comes first.
fn utf32(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => Some(false),
        [0, 0, 0xfe, 0xff, ..] => Some(true),
        _ => None,
    }
}

fn utf32_chars(bytes: &[u8], big: bool) -> impl Iterator<Item = char> {
    bytes.chunks_exact(4).map(move |u| {
        let unit = [u[0], u[1], u[2], u[3]];
        let unit = if big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
        char::from_u32(unit).unwrap_or('\u{fffd}')
    })
}

/// Decodes bytes that are text; `html` files may name their encoding themselves.
pub(super) fn decode(bytes: &[u8], html: bool) -> Decoded {
    let mut warnings = Vec::new();
    let mut raw = Raw { text: String::with_capacity(bytes.len()), map: OffsetMap::default(), last_cr: None };
    let name = if let Some(big) = utf32(bytes) {
        raw.utf32(bytes, big);
        if big { "UTF-32BE" } else { "UTF-32LE" }
    } else {
        let (encoding, skip) = match bom(bytes) {
            Some(found) => found,
            None => (choose(bytes, html, &mut warnings), 0),
        };
        if encoding == UTF_8 {
            raw.utf8(bytes, skip);
        } else if encoding == UTF_16LE || encoding == UTF_16BE {
            raw.utf16(bytes, skip, encoding == UTF_16BE);
        } else {
            raw.legacy(bytes, encoding);
        }
        encoding.name()
    };
    raw.finish();
    let lost = raw.text.matches('\u{fffd}').count();
    if lost > 0 {
        let s = if lost == 1 { "" } else { "s" };
        warnings.push(format!("{lost} character{s} not readable as {name}, replaced by U+FFFD"));
    }
    Decoded { text: raw.text, map: raw.map, encoding: name, warnings }
}

fn choose(bytes: &[u8], html: bool, warnings: &mut Vec<String>) -> &'static Encoding {
    if let Some(encoding) = utf16_without_mark(bytes) {
        warnings.push(format!("no byte-order mark; read as {} by its bytes", encoding.name()));
        return encoding;
    }
    let named = match html.then(|| declared(bytes)).flatten() {
        Some(Declared::Known(encoding)) => Some(encoding),
        Some(Declared::Unknown(label)) => {
            warnings.push(format!("the declared charset `{label}` is unknown and not heeded"));
            None
        }
        None => None,
    };
    // All bytes of ISO-2022-JP are ASCII; its escapes tell.
    if named == Some(ISO_2022_JP) && memchr::memchr(0x1b, bytes).is_some() {
        return ISO_2022_JP;
    }
    if std::str::from_utf8(bytes).is_ok() || mostly_utf8(bytes) {
        if let Some(encoding) = named.filter(|e| *e != UTF_8 && !bytes.is_ascii()) {
            warnings.push(format!("declared as {}, but its bytes are UTF-8; read as UTF-8", encoding.name()));
        }
        return UTF_8;
    }
    if let Some(encoding) = named.filter(|e| *e != UTF_8) {
        return encoding;
    }
    let encoding = if is_windows_1256(bytes) {
        WINDOWS_1256
    } else {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
        detector.feed(bytes, true);
        detector.guess(None, chardetng::Utf8Detection::Deny)
    };
    warnings.push(format!("not UTF-8; read as {} by its bytes", encoding.name()));
    encoding
}

/// Returns whether broken UTF-8 is rather UTF-8 than anything else: ten whole sequences for each broken one.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= 10 * broken && whole > 0
}

/// Tells UTF-16 without a mark: one half of the code units is a small high byte, or decodes to plain letters.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = &bytes[..bytes.len().min(8192) & !1];
    let units = sample.len() / 2;
    // High bytes of Latin, Greek, Cyrillic, Hebrew, Arabic and general punctuation.
    let likely = |high: u8, low: u8| match high {
        0 => matches!(low, 9 | 10 | 13 | 32..=126 | 160..=255),
        1..=6 | 0x20 => true,
        _ => false,
    };
    let count = |big: bool| {
        sample.chunks_exact(2).filter(|u| if big { likely(u[0], u[1]) } else { likely(u[1], u[0]) }).count()
    };
    let spaced = |big: bool| {
        sample
            .chunks_exact(2)
            .filter(|u| {
                if big {
                    u[0] == 0 && matches!(u[1], 10 | 13 | 32)
                } else {
                    u[1] == 0 && matches!(u[0], 10 | 13 | 32)
                }
            })
            .count()
    };
    let nul = sample.contains(&0);
    for (big, encoding) in [(false, UTF_16LE), (true, UTF_16BE)] {
        if nul
            && count(big) * 20 >= units * 19
            && count(big) > count(!big)
            && (spaced(big) * 40 >= units || units < 40)
        {
            return Some(encoding);
        }
    }
    None
}

/// Tells windows-1256: its high bytes are letters of the Arabic script, alef often among them, and marks are rare.
/// In windows-1251, 1253 and 1255 the range F0..=FF carries a good part of the letters.
fn is_windows_1256(bytes: &[u8]) -> bool {
    let (mut high, mut letters, mut marks, mut alef) = (0usize, 0usize, 0usize, 0usize);
    for &byte in bytes.iter().filter(|b| **b >= 0x80) {
        high += 1;
        match byte {
            0xC7 => {
                letters += 1;
                alef += 1;
            }
            // The letters, with those of Persian (81 8D 8E 90 98), the half-space (9D), and ، ؛ ؟ « ».
            0x81 | 0x8D | 0x8E | 0x90 | 0x98 | 0x9D | 0xA0 | 0xA1 | 0xBA | 0xBF | 0xAB | 0xBB => letters += 1,
            0xC0..=0xD6 | 0xD8..=0xDF | 0xE1 | 0xE3..=0xE6 | 0xEC | 0xED => letters += 1,
            0xF0..=0xFF => marks += 1,
            _ => {}
        }
    }
    high >= 8 && letters * 100 >= high * 88 && alef * 100 >= high * 5 && marks * 100 <= high * 12
}

/// Text and map in the making.
struct Raw {
    text: String,
    map: OffsetMap,
    /// Where an unfinished carriage return stands in the bytes.
    last_cr: Option<(usize, usize)>,
}

impl Raw {
    /// Adds a character made of `old` bytes at `at`; `\r\n` and a lone `\r` become `\n`.
    fn push(&mut self, c: char, at: usize, old: usize) {
        if let Some((start, end)) = self.last_cr.take() {
            if c == '\n' {
                self.text.push('\n');
                self.map.push(1, start..at + old);
                return;
            }
            self.text.push('\n');
            self.map.push(1, start..end);
        }
        if c == '\r' {
            self.last_cr = Some((at, at + old));
            return;
        }
        self.text.push(c);
        self.map.push(c.len_utf8(), at..at + old);
    }

    fn finish(&mut self) {
        if let Some((start, end)) = self.last_cr.take() {
            self.text.push('\n');
            self.map.push(1, start..end);
        }
    }

    fn utf8(&mut self, bytes: &[u8], skip: usize) {
        let mut at = skip;
        for chunk in bytes[skip..].utf8_chunks() {
            let valid = chunk.valid();
            let mut from = 0;
            // Stretches without a carriage return are copied whole.
            while from < valid.len() {
                let plain =
                    memchr::memchr(b'\r', &valid.as_bytes()[from..]).map_or(valid.len(), |i| from + i);
                if from < plain && self.last_cr.is_some() {
                    let c = valid[from..].chars().next().unwrap_or('\n');
                    self.push(c, at + from, c.len_utf8());
                    from += c.len_utf8();
                    continue;
                }
                self.text.push_str(&valid[from..plain]);
                self.map.push(plain - from, at + from..at + plain);
                from = plain;
                if from < valid.len() {
                    self.push('\r', at + from, 1);
                    from += 1;
                }
            }
            at += valid.len();
            let broken = chunk.invalid().len();
            if broken > 0 {
                self.push('\u{fffd}', at, broken);
                at += broken;
            }
        }
    }

    fn utf16(&mut self, bytes: &[u8], skip: usize, big: bool) {
        let body = &bytes[skip..];
        let unit =
            |u: &[u8]| if big { u16::from_be_bytes([u[0], u[1]]) } else { u16::from_le_bytes([u[0], u[1]]) };
        let mut at = skip;
        for c in char::decode_utf16(body.chunks_exact(2).map(unit)) {
            let c = c.unwrap_or('\u{fffd}');
            let old = c.len_utf16() * 2;
            self.push(c, at, old);
            at += old;
        }
        if at < bytes.len() {
            self.push('\u{fffd}', at, bytes.len() - at);
        }
    }

    fn utf32(&mut self, bytes: &[u8], big: bool) {
        let mut at = 4;
        for c in utf32_chars(&bytes[4..], big) {
            self.push(c, at, 4);
            at += 4;
        }
        if at < bytes.len() {
            self.push('\u{fffd}', at, bytes.len() - at);
        }
    }

    /// Decodes byte by byte, so that every character knows the bytes it was made of.
    fn legacy(&mut self, bytes: &[u8], encoding: &'static Encoding) {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut buffer = [0u8; 32];
        let mut from = 0;
        for at in 0..=bytes.len() {
            let last = at == bytes.len();
            let input = if last { &[][..] } else { &bytes[at..=at] };
            let (_, _, written, _) = decoder.decode_to_utf8(input, &mut buffer, last);
            let end = (at + 1).min(bytes.len());
            let made = std::str::from_utf8(&buffer[..written]).unwrap_or("\u{fffd}");
            let count = made.chars().count();
            for (i, c) in made.chars().enumerate() {
                // Two characters of one sequence: the first takes the bytes, the others none.
                let old = if i + 1 == count { end - from } else { 0 };
                self.push(c, from, old);
                from += old;
            }
        }
    }
}
